package dev.chiron.tutor.learning.workflow;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.chiron.tutor.platform.InteractionId;
import dev.chiron.tutor.platform.LearnerId;
import dev.chiron.tutor.platform.TrackId;
import dev.chiron.tutor.platform.UnitId;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a path's workflow is at.
 *
 * @param shownUnitId the current unit, or a remedial one
 * @param interactionId what the learner is to answer
 */
public record LearningPathStatus(
        LearnerId userId,
        TrackId trackId,
        State state,
        int step,
        @Nullable UnitId currentUnitId,
        @Nullable UnitId shownUnitId,
        @Nullable InteractionId interactionId,
        List<UnitId> completedUnitIds) {

    /** What it is doing. */
    public enum State {
        /** It decides, stores or shows. */
        WORKING,
        /** It waits for the learner. */
        WAITING,
        COMPLETED,
        /** The learner has left the track; it ends, and begins again when they take it up. */
        LEFT;

        @JsonValue
        String wire() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
