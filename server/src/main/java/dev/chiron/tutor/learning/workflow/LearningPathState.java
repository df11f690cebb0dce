package dev.chiron.tutor.learning.workflow;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.chiron.tutor.learning.activity.GivenAnswer;
import dev.chiron.tutor.learning.activity.PathCall;
import dev.chiron.tutor.platform.TurnId;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a path's workflow starts with, and what it hands on to itself at each unit. Where the learner is stands in the
 * database, so that a path can begin again there, whatever became of its workflow.
 *
 * @param answers answers that wait to be judged, first come first
 * @param recent the turns of the last answers that were judged: a signal that comes again is dropped
 * @param shown the plan of the stored step has been shown
 * @param leaves turns in which the learner has confirmed that they leave the track; absent: none
 */
public record LearningPathState(
        PathCall path,
        Options options,
        List<GivenAnswer> answers,
        List<TurnId> recent,
        boolean shown,

        @JsonInclude(JsonInclude.Include.NON_EMPTY) @Nullable
        List<TurnId> leaves) {

    /**
     * How the workflow behaves; part of its input, because its code may not look at settings.
     *
     * @param attemptsPerQuestion after so many the path goes on
     * @param reminderAfter without a word from the learner; doubles with every reminder
     * @param maxReminders at one unit
     */
    public record Options(int attemptsPerQuestion, Duration reminderAfter, int maxReminders) {}

    /** Takes leaves that are absent for none: workflows that run were begun without. */
    public LearningPathState {
        answers = List.copyOf(answers);
        recent = List.copyOf(recent);
        leaves = leaves == null ? List.of() : List.copyOf(leaves);
    }

    @Override
    public List<TurnId> leaves() {
        return Objects.requireNonNullElse(leaves, List.of());
    }

    /** A path's first state. */
    public static LearningPathState first(PathCall path, Options options) {
        return new LearningPathState(path, options, List.of(), List.of(), false, List.of());
    }
}
