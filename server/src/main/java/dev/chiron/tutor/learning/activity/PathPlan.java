package dev.chiron.tutor.learning.activity;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.chiron.tutor.platform.InteractionId;
import dev.chiron.tutor.platform.TurnId;
import dev.chiron.tutor.platform.UnitId;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a path shows at a step. It is stored with the decision that led to it and shown afterwards, so whoever finds it
 * can show it, once.
 *
 * @param unitId the unit shown; null at the end of the track
 * @param interactionId the component that waits for the learner; null at the end, and until the plan is stored
 * @param answer what led here; null when nobody has answered anything
 * @param remedialDone remedial units that were shown on this path, none of which is shown again
 * @param reminders how many reminders the learner has had at this unit
 */
public record PathPlan(
        Occasion occasion,
        @Nullable UnitId unitId,
        @Nullable InteractionId interactionId,
        @Nullable GivenAnswer answer,
        List<UnitId> remedialDone,
        int reminders) {

    /** Why something is shown. */
    public enum Occasion {
        /** The path begins. */
        START,
        /** A unit is done, the next one comes. */
        NEXT,
        /** The answer did not pass: the same again. */
        AGAIN,
        /** The answer did not pass: something that helps comes first. */
        REMEDIAL,
        /** The help is done: back to the question. */
        BACK,
        /** The learner has been away. */
        REMINDER,
        /** Every unit is done. */
        FINISHED,
        /** The learner has left the track: nothing is shown. */
        LEFT,
        /** The learner is back on a track that they had left. */
        RESUMED;

        @JsonValue
        public String wire() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public PathPlan {
        remedialDone = List.copyOf(remedialDone);
    }

    /** The turn in which it is shown; null: one of the server's own. */
    public @Nullable TurnId turnId() {
        return answer == null ? null : answer.turnId();
    }
}
