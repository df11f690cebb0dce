package dev.chiron.tutor.integration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chiron.testkit.Barrier;
import dev.chiron.testkit.Database;
import dev.chiron.testkit.ExclusiveStack;
import dev.chiron.testkit.Learner;
import dev.chiron.testkit.ModelScript;
import dev.chiron.testkit.TutorClient;
import dev.chiron.testkit.TutorStack;
import dev.chiron.testkit.Workflows;
import dev.chiron.tutor.TutorServer;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * Weeks pass between a learner's answers; Temporal's clock runs ahead whenever nobody does anything. Once nothing is left
 * to wait for but the learner, it leaps to the year in which the server gives the run up: then the answer finds no
 * workflow, and starts one that goes on where the rows say.
 */
@TutorStack(
        application = TutorServer.class,
        invariants = TutorInvariants.class,
        properties = {"tutor.identity.bcrypt-cost=4", "tutor.chat.message-burst=120"})
@Isolated("its clock leaps whenever nothing moves, so nothing may be slow beside it")
@ExclusiveStack(timeSkipping = true)
@DisplayName("A learning path whose learner stays away")
class LearningPathTimeTest {

    private static final int REMINDERS = 3;

    @Test
    @DisplayName("for weeks at every unit reminds them in the chat, hears the answer afterwards, and comes to its end")
    void remindsAndGoesOn(
            Learner learner, TutorClient client, ModelScript model, Database database, Workflows workflows) {
        model.replies("Whenever you are ready.").always();
        var track = Paths.seededTracks(client, database).getFirst();
        var units = client.get(Paths.TRACKS + "/" + track).at("units").size();
        var session =
                UUID.fromString(Paths.start(client, track).path("session_id").asString());

        for (var unit = 1; unit <= units; unit++) {
            awaitReminded(database, learner, unit);
            assertThat(Chat.conversation(client, session).getLast())
                    .as("the last reminder, after weeks")
                    .startsWith("assistant: Whenever you are ready.");
            var shown = Paths.awaitShown(database, learner, track);
            var history = workflows.history(Paths.workflowId(learner, track));
            // The first pause is counted from a row's time, which Postgres keeps and which does not leap.
            assertThat(history).anyMatch(line -> line.endsWith("TIMER_STARTED for 518400 s"));
            assertThat(history).anyMatch(line -> line.endsWith("TIMER_STARTED for 1036800 s"));
            Paths.answerAndAwait(client, database, shown, Paths.right(database, shown));
        }

        assertThat(workflows.awaitClosed(Paths.workflowId(learner, track))).isEqualTo("COMPLETED");
        var progress = Paths.progress(client, track);
        assertThat(progress.path("status").asString()).isEqualTo("completed");
        assertThat(progress.path("percent_complete").asInt()).isEqualTo(100);
        assertThat(Chat.conversation(client, session).getLast()).contains("You have finished");
        assertThat(database.asService()
                        .count(
                                "select 1 from public.chat_turns where user_id = ? and status <> 'completed'",
                                learner.id()))
                .isZero();
        assertThat(serverTurns(database, learner)).isEqualTo(1L + (long) REMINDERS * units);
    }

    @Test
    @DisplayName("ends when it is removed meanwhile, instead of trying to remind for ever")
    void endsWhenItIsRemoved(
            Learner learner, TutorClient client, ModelScript model, Database database, Workflows workflows) {
        // While the model thinks an activity is open, so the clock stands still.
        var thinking = Barrier.closed();
        model.holdUntil(thinking).replies("Welcome.").always();
        var track = Paths.seededTracks(client, database).getFirst();
        Paths.start(client, track);
        thinking.awaitReached();
        Await.until(() -> workflows
                .queryStatus(Paths.workflowId(learner, track))
                .path("state")
                .asString()
                .equals("waiting"));

        database.asOwner().update("delete from public.user_progress where user_id = ?", learner.id());
        thinking.open();

        // Its run may continue as new once before it sees that there is nothing left.
        Await.until(() -> workflows.status(Paths.workflowId(learner, track)).equals("COMPLETED"));
    }

    /** All reminders of a unit have been said. */
    private static void awaitReminded(Database database, Learner learner, int unit) {
        var turns = 1 + REMINDERS * unit;
        database.asService()
                .awaitRow(
                        "select 1 from public.chat_turns where user_id = ? and origin = 'server'"
                                + " having count(*) = ? and count(*) = count(ended_at)",
                        learner.id(),
                        turns);
    }

    private static long serverTurns(Database database, Learner learner) {
        return database.asService()
                .count("select 1 from public.chat_turns where user_id = ? and origin = 'server'", learner.id());
    }
}
