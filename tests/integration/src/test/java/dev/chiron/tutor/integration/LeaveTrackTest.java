package dev.chiron.tutor.integration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chiron.testkit.AgUiClient;
import dev.chiron.testkit.Answer;
import dev.chiron.testkit.Database;
import dev.chiron.testkit.Learner;
import dev.chiron.testkit.Learners;
import dev.chiron.testkit.ModelScript;
import dev.chiron.testkit.TutorClient;
import dev.chiron.testkit.WithRole;
import dev.chiron.testkit.WorkflowHarness;
import dev.chiron.testkit.Workflows;
import dev.chiron.tutor.learning.workflow.LearningPathWorkflowImpl;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** A learner leaves a track, keeps what they have done on it, and comes back to it. */
@TutorTest
@DisplayName("A track that is left")
class LeaveTrackTest {

    private static UUID wish(TutorClient client, UUID session) {
        return Chat.send(client, session, Leaving.WISH).turnId();
    }

    private static void leave(TutorClient client, Database database, Learner learner, UUID session) {
        Chat.awaitReply(database, learner, wish(client, session));
        var yes = Chat.send(client, session, "yes");
        assertThat(Chat.awaitReply(database, learner, yes.turnId())).contains("You have left");
    }

    private static Answer start(TutorClient client, UUID track, UUID session) {
        return client.post(Paths.TRACKS + "/" + track + "/start", Map.of("session_id", session));
    }

    @Test
    @DisplayName("keeps its progress, closes its question, ends its workflow, and leaves its session to others")
    void isOver(
            Learner learner,
            Learners learners,
            TutorClient client,
            ModelScript model,
            Database database,
            Workflows workflows) {
        model.replies("On we go.").always();
        var teacher = client.as(learners.teacher());
        var track = Authoring.trackOfQuestions(teacher);
        Paths.start(client, track);
        var first = Paths.awaitShown(database, learner, track);
        Paths.answerAndAwait(client, database, first, Paths.right(database, first));
        var open = Paths.awaitShown(database, learner, track);
        var before = Paths.progress(client, track);

        leave(client, database, learner, open.sessionId());

        var after = Paths.progress(client, track);
        assertThat(after.path("left_at").isString()).isTrue();
        assertThat(before.has("left_at")).isFalse();
        for (var kept :
                List.of("status", "current_unit_id", "completed_unit_ids", "assessment_results", "percent_complete")) {
            assertThat(after.path(kept)).as(kept).isEqualTo(before.path(kept));
        }
        var own = database.asLearner(learner);
        assertThat(own.values("select status from public.component_interactions where id = ?", open.interactionId()))
                .containsExactly("superseded");
        assertThat(workflows.awaitClosed(Paths.workflowId(learner, track))).isEqualTo("COMPLETED");
        assertThat(workflows
                        .queryStatus(Paths.workflowId(learner, track))
                        .path("state")
                        .asString())
                .isEqualTo("left");
        workflows.replay(Paths.workflowId(learner, track), LearningPathWorkflowImpl.class);
        assertThat(Paths.answer(client, open, Paths.right(database, open)).status())
                .isEqualTo(409);
        var complete = client.post(Paths.TRACKS + "/" + track + "/units/" + open.unitId() + "/complete");
        assertThat(complete.status()).isEqualTo(409);
        assertThat(complete.string("error_code")).isEqualTo("track_left");

        var other = Authoring.track(teacher, "Another", Authoring.capitalOfCanada(teacher));
        assertThat(start(client, other, open.sessionId()).status()).isEqualTo(201);
        assertThat(Paths.awaitShown(database, learner, other).sessionId()).isEqualTo(open.sessionId());
        var taken = client.post(Paths.TRACKS + "/" + track + "/start");
        assertThat(taken.status()).isEqualTo(409);
        assertThat(taken.string("error_code")).isEqualTo("session_in_use");
    }

    @Test
    @DisplayName("goes on at the same unit when it is started again, where it was or in the session that is named")
    void goesOn(
            Learner learner,
            Learners learners,
            TutorClient client,
            ModelScript model,
            Database database,
            Workflows workflows) {
        model.replies("On we go.").always();
        var track = Authoring.trackOfQuestions(client.as(learners.teacher()));
        Paths.start(client, track);
        var first = Paths.awaitShown(database, learner, track);
        Paths.answerAndAwait(client, database, first, Paths.wrong(database, first));
        var left = Paths.awaitShown(database, learner, track);
        leave(client, database, learner, left.sessionId());

        var started = client.post(Paths.TRACKS + "/" + track + "/start");

        assertThat(started.status()).as(started.toString()).isEqualTo(200);
        assertThat(started.body().has("left_at")).isFalse();
        var again = Paths.awaitShown(database, learner, track);
        assertThat(again.unitId()).isEqualTo(left.unitId());
        assertThat(again.interactionId()).isNotEqualTo(left.interactionId());
        assertThat(again.sessionId()).isEqualTo(left.sessionId());
        leave(client, database, learner, again.sessionId());
        var elsewhere = UUID.fromString(client.post(Chat.SESSIONS).string("session_id"));
        assertThat(start(client, track, elsewhere).status()).isEqualTo(200);
        assertThat(Paths.awaitShown(database, learner, track).sessionId()).isEqualTo(elsewhere);
        assertThat(client.post(Paths.TRACKS + "/" + track + "/start").status())
                .as("it goes on already")
                .isEqualTo(200);

        Paths.finish(client, database, learner, track, shown -> Paths.right(database, shown));
        assertThat(database.asLearner(learner)
                        .values(
                                "select attempt from public.assessment_attempts where unit_id = ? order by 1",
                                left.unitId()))
                .containsExactly(1, 2);
        workflows.replay(Paths.workflowId(learner, track), LearningPathWorkflowImpl.class);
    }

    @Test
    @DisplayName("is only left, never begun again; and where no track goes on there is nothing to leave")
    void wishesThatAreTalkedAbout(
            Learner learner, Learners learners, TutorClient client, ModelScript model, Database database) {
        model.replies("Off we go.");
        var talk = Chat.send(client, "I'd like to quit this course.");
        assertThat(Chat.awaitReply(database, learner, talk.turnId())).contains("no track going on");
        var track = Authoring.trackOfQuestions(client.as(learners.teacher()));
        Paths.start(client, track);
        var session = Paths.awaitShown(database, learner, track).sessionId();

        var restart = Chat.send(client, session, "Please restart the track from the beginning.");

        assertThat(Chat.awaitReply(database, learner, restart.turnId())).contains("cannot start a track over");
        assertThat(database.asLearner(learner).count("select 1 from public.interrupts"))
                .isZero();
    }

    @Test
    @DisplayName(
            "and answered in the same moment: either comes first, both are told what came of it, and nothing is graded twice")
    void leavingMeetsAnAnswer(
            Learner learner,
            Learners learners,
            TutorClient client,
            AgUiClient agent,
            ModelScript model,
            Database database)
            throws Exception {
        model.replies("On we go.").always();
        var track = Authoring.trackOfQuestions(client.as(learners.teacher()));
        Paths.start(client, track);
        for (var round = 0; round < 4; round++) {
            var shown = Paths.awaitShown(database, learner, track);
            var asked = Leaving.ask(agent, shown.sessionId());
            meet(() -> agent.start(asked.confirmed(true)).awaitEnd().status(), () -> Paths.answer(
                            client, shown, Paths.wrong(database, shown))
                    .status());
            database.asLearner(learner)
                    .awaitRow("select 1 where not exists (select from public.chat_turns where ended_at is null)");
            database.asLearner(learner).awaitRow("""
                    select 1 where not exists (
                        select from public.component_interactions i join public.user_progress p using (user_id, track_id)
                        where i.status = 'open' and p.left_at is not null)
                    """);
            if (Leaving.isLeft(database, learner, track)) {
                assertThat(client.post(Paths.TRACKS + "/" + track + "/start").status())
                        .isEqualTo(200);
            }
        }
        var shown = Paths.awaitShown(database, learner, track);
        Paths.answerAndAwait(client, database, shown, Paths.right(database, shown));
    }

    private static void meet(Callable<Integer> leaving, Callable<Integer> answering) throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var both = threads.invokeAll(List.of(leaving, answering));
            assertThat(both.get(0).get())
                    .as("left, or passed over by the answer, or one after the other")
                    .isIn(200, 409);
            assertThat(both.get(1).get()).isIn(202, 409);
        }
    }

    @TestFactory
    @DisplayName("is left once, and goes on once, whatever its activities meet with")
    Stream<DynamicTest> whateverHappens(
            @WithRole("teacher") Learner teacher, TutorClient client, WorkflowHarness harness) {
        var track = Authoring.trackOfQuestions(client);
        return harness.disturb(
                place -> HarnessStories.leavesAndComesBack(place, track),
                place -> HarnessStories.leftOnce(place, track));
    }
}
