package dev.chiron.tutor.chat;

import dev.chiron.tutor.platform.SessionId;
import dev.chiron.tutor.platform.TrackId;
import dev.chiron.tutor.platform.UnitId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where a learner is on their tracks, for pages that show it while they chat. */
@FunctionalInterface
public interface TrackStates {

    /**
     * The learner's own tracks, the one they were at last first, as many as a page is shown. Nothing in it tells an
     * answer. Belongs into a transaction of the learner's.
     */
    List<TrackState> current();

    /**
     * One track of a learner's.
     *
     * @param status {@code not_started}, {@code in_progress} or {@code completed}
     * @param current null before the first unit and after the last
     * @param completed in the order in which they were completed
     * @param unitsTotal of the track as it is now
     * @param percentComplete 0 to 100
     * @param session where the path speaks
     * @param leftAt when the learner left the track; null while they are on it
     */
    record TrackState(
            TrackId track,
            String title,
            String status,
            @Nullable UnitId current,
            List<UnitId> completed,
            int unitsTotal,
            int percentComplete,
            SessionId session,
            @Nullable Instant leftAt) {

        public TrackState {
            completed = List.copyOf(completed);
        }
    }
}
