package dev.chiron.tutor.learning.activity;

import java.time.Instant;
import java.util.List;

/**
 * A path as the database has it.
 *
 * @param units in the track's order
 * @param lastAccessedAt when the learner last did something on it
 */
public record PathDetails(List<TrackUnit> units, PathProgress progress, Instant lastAccessedAt) {

    public PathDetails {
        units = List.copyOf(units);
    }
}
