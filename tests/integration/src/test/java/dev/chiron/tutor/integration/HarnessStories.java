package dev.chiron.tutor.integration;

import static dev.chiron.testkit.AgUiAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chiron.testkit.AgUiRequest;
import dev.chiron.testkit.WorkflowHarness.Place;
import java.util.Map;
import java.util.UUID;

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
        Paths.start(place.client(), track);
        var first = Paths.awaitShown(place.database(), place.learner(), track);
        Paths.answerAndAwait(place.client(), place.database(), first, Paths.wrong(place.database(), first));
        var again = Paths.awaitShown(place.database(), place.learner(), track);
        assertThat(again.unitId()).isEqualTo(first.unitId());
        assertThat(again.interactionId()).isNotEqualTo(first.interactionId());
        Paths.answerAndAwait(place.client(), place.database(), again, Paths.right(place.database(), again));
        assertThat(Paths.awaitShown(place.database(), place.learner(), track).unitId())
                .isNotEqualTo(first.unitId());
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
}
