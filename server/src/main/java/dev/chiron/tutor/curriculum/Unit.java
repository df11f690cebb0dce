package dev.chiron.tutor.curriculum;

import dev.chiron.tutor.platform.UnitId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A unit of tracks, or one that is presented as a remedy. It never holds the key to its question.
 *
 * @param minutes how long a learner is expected to take, 1 to 600
 * @param remedialUnitId what is presented after a failed answer; null: the unit's own content again
 * @param prerequisiteUnitIds units to be completed before, where they are in the same track; no duplicates
 */
public record Unit(
        UnitId id,
        String title,
        UnitContent content,
        int minutes,
        @Nullable UnitId remedialUnitId,
        List<UnitId> prerequisiteUnitIds) {

    /** Copies the prerequisites. */
    public Unit {
        prerequisiteUnitIds = List.copyOf(prerequisiteUnitIds);
    }

    /** The type, which its content decides. */
    public UnitType type() {
        return content.type();
    }
}
