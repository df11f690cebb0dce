package dev.chiron.tutor.learning.activity;

import dev.chiron.tutor.platform.UnitId;
import java.util.List;

/**
 * A unit in its track's order.
 *
 * @param prerequisites units that should be completed first; those outside of the track do not count
 */
public record TrackUnit(UnitId unitId, List<UnitId> prerequisites) {

    public TrackUnit {
        prerequisites = List.copyOf(prerequisites);
    }
}
