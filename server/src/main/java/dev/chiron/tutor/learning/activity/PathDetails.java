package dev.chiron.tutor.learning.activity;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A path as the database has it.
 *
 * @param units in the track's order
 * @param lastAccessedAt when the learner last did something on it
 * @param leftAt when the learner left it; null (or absent): they are on it
 */
public record PathDetails(
        List<TrackUnit> units,
        PathProgress progress,
        Instant lastAccessedAt,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Instant leftAt) {

    public PathDetails {
        units = List.copyOf(units);
    }
}
