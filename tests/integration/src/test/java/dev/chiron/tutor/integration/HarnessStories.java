package dev.chiron.tutor.integration;

import static dev.chiron.testkit.AgUiAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chiron.testkit.AgUiRequest;
import dev.chiron.testkit.Answer;
import dev.chiron.testkit.WorkflowHarness.Place;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;

/** What is told again and again, each time with another disturbance, and what must come of it. */
final class HarnessStories {

    private HarnessStories() {}

    static void aChatTurn(Place place) {
        place.model().replies("Hello ", "there").always();

        var run = place.agent().start(AgUiRequest.onNewThread().says("Hi"));

        assertThat(run).isConformant().finished();
    }

    static void oneReply(Place place) {
        var own = place.database().asLearner(place.learner());
        assertThat(own.values("select content from public.chat_messages order by position"))
                .containsExactly("Hi", "Hello there");
        assertThat(own.values("select status from public.chat_turns")).containsExactly("completed");
    }

    /** Two answers: the first is wrong, so the same question comes again; the second is right. */
    static void answersOnAPath(Place place, UUID track) {
        place.model().replies("Go on.").always();
        assertThat(patiently(() -> place.client().post(Paths.TRACKS + "/" + track + "/start"))
                        .status())
                .isIn(200, 201);
        var first = Paths.awaitShown(place.database(), place.learner(), track);
        answer(place, first, Paths.wrong(place.database(), first));
        var again = Paths.awaitShown(place.database(), place.learner(), track);
        assertThat(again.unitId()).isEqualTo(first.unitId());
        answer(place, again, Paths.right(place.database(), again));
        assertThat(Paths.awaitShown(place.database(), place.learner(), track).unitId())
                .isNotEqualTo(first.unitId());
    }

    private static void answer(Place place, Paths.Shown shown, Map<String, ?> userInput) {
        assertThat(patiently(() -> Paths.answer(place.client(), shown, userInput))
                        .status())
                .as("accepted; or accepted before, when that answer was lost with its connection")
                .isIn(202, 409);
        place.database()
                .asLearner(place.learner())
                .awaitRow(
                        "select 1 from public.component_interactions where status = 'open' and id <> ?",
                        shown.interactionId());
    }

    /** As clients do: what is answered 503, because a connection was lost, is sent again. */
    private static Answer patiently(Callable<Answer> request) {
        return Awaitility.await().atMost(Duration.ofSeconds(30)).until(request, answer -> answer.status() != 503);
    }

    static void judgedOnce(Place place, UUID track) {
        var own = place.database().asLearner(place.learner());
        var shown = Paths.awaitShown(place.database(), place.learner(), track);
        assertThat(own.rows("select attempt, score, passed from public.assessment_attempts order by attempt"))
                .containsExactly(
                        Map.of("attempt", 1, "score", 0, "passed", false),
                        Map.of("attempt", 2, "score", 100, "passed", true));
        // Begun, the same once more, and the next unit: a step each.
        assertThat(own.row(
                        "select step, cardinality(completed_unit_ids) as completed, current_unit_id"
                                + " from public.user_progress where track_id = ?",
                        track))
                .containsEntry("step", 3)
                .containsEntry("completed", 1)
                .containsEntry("current_unit_id", shown.unitId());
        assertThat(own.values("select origin || ' ' || status from public.chat_turns order by position"))
                .containsExactly("server completed", "learner completed", "learner completed");
        assertThat(own.values("select role from public.chat_messages order by position"))
                .containsExactly("assistant", "tool", "assistant", "tool", "assistant");
        assertThat(own.values("select status from public.component_interactions order by created_at"))
                .containsExactly("answered", "answered", "open");
    }

    /** Says that they want to leave, confirms it, and takes the track up again. */
    static void leavesAndComesBack(Place place, UUID track) {
        place.model().replies("Go on.").always();
        var start = Paths.TRACKS + "/" + track + "/start";
        assertThat(patiently(() -> place.client().post(start)).status()).isIn(200, 201);
        var shown = Paths.awaitShown(place.database(), place.learner(), track);
        say(place, shown.sessionId(), Leaving.WISH);
        say(place, shown.sessionId(), "yes");
        assertThat(patiently(() -> place.client().post(start)).status()).isEqualTo(200);
        assertThat(Paths.awaitShown(place.database(), place.learner(), track).unitId())
                .isEqualTo(shown.unitId());
    }

    private static void say(Place place, UUID session, String text) {
        var message = Chat.message(session, text, UUID.randomUUID());
        var said = patiently(() -> place.client().post(Chat.MESSAGES, message));
        assertThat(said.status()).isIn(200, 201);
        Chat.awaitOver(place.database(), UUID.fromString(said.string("turn_id")));
    }

    static void leftOnce(Place place, UUID track) {
        var own = place.database().asLearner(place.learner());
        var shown = Paths.awaitShown(place.database(), place.learner(), track);
        // Begun, left, and taken up: a step each.
        assertThat(own.row(
                        "select step, left_at, plan ->> 'occasion' as occasion from public.user_progress where track_id = ?",
                        track))
                .containsEntry("step", 3)
                .containsEntry("left_at", null)
                .containsEntry("occasion", "resumed");
        assertThat(own.values("select status from public.interrupts")).containsExactly("resolved");
        assertThat(own.values("select origin || ' ' || status from public.chat_turns order by position"))
                .containsExactly("server completed", "learner completed", "learner completed", "server completed");
        assertThat(own.values("select id from public.component_interactions where status = 'open'"))
                .containsExactly(shown.interactionId());
        assertThat(own.values("select status from public.component_interactions order by created_at"))
                .containsExactly("superseded", "open");
    }
}
