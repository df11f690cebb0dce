package dev.chiron.tutor.learning.activity;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.chiron.tutor.platform.UnitId;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Where a learner is on a track.
 *
 * @param step rises with every decision
 * @param currentUnitId a unit of the track, also while a remedial unit is shown for its sake; null before and after
 * @param completed units of the track, in the order in which they were completed, each once
 * @param plan what is shown at this step; null before the first
 */
public record PathProgress(
        int step,
        Status status,
        @Nullable UnitId currentUnitId,
        List<UnitId> completed,
        List<UnitResult> results,
        @Nullable PathPlan plan) {

    /** As in the database. */
    public enum Status {
        NOT_STARTED,
        IN_PROGRESS,
        COMPLETED;

        @JsonValue
        public String wire() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public PathProgress {
        completed = List.copyOf(completed);
        results = List.copyOf(results);
    }

    /** The result of a unit; null when it has none. */
    public @Nullable UnitResult result(UnitId unit) {
        return results.stream()
                .filter(each -> each.unitId().equals(unit))
                .findFirst()
                .orElse(null);
    }

    /** Whether the last decision was to leave the track. */
    public boolean left() {
        return plan != null && plan.occasion() == PathPlan.Occasion.LEFT;
    }

    /** Whether the track is done. */
    public boolean finished() {
        return status == Status.COMPLETED;
    }
}
