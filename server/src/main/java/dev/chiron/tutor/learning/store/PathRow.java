package dev.chiron.tutor.learning.store;

import dev.chiron.tutor.learning.activity.PathProgress;
import dev.chiron.tutor.platform.LearnerId;
import dev.chiron.tutor.platform.SessionId;
import dev.chiron.tutor.platform.TrackId;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A learner's row on a track.
 *
 * @param session where the path speaks
 * @param leftAt when the learner left the track; null while they are on it
 */
public record PathRow(
        UUID id,
        LearnerId learner,
        TrackId track,
        SessionId session,
        PathProgress progress,
        Instant startedAt,
        Instant lastAccessedAt,
        @Nullable Instant completedAt,
        @Nullable Instant leftAt) {

    /**
     * How much of a track is done, 0 to 100: whoever has completed it stays at 100, also when units are added.
     *
     * @param done units of the track as it is now that are completed
     * @param total units of the track as it is now
     */
    public static int percent(boolean finished, int done, int total) {
        if (finished) {
            return 100;
        }
        return total == 0 ? 0 : 100 * done / total;
    }
}
