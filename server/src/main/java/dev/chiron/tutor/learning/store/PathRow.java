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
        @Nullable Instant leftAt) {}
