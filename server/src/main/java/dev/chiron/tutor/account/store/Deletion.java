package dev.chiron.tutor.account.store;

import dev.chiron.tutor.platform.LearnerId;
import dev.chiron.tutor.platform.SessionId;
import dev.chiron.tutor.platform.TrackId;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An account that is being deleted.
 *
 * @param sessions all that it has, or had
 * @param tracks that its learner has started
 * @param sinceErased how long its rows have been gone; null while they are there
 */
public record Deletion(
        LearnerId account,
        List<SessionId> sessions,
        List<TrackId> tracks,
        @Nullable Duration sinceErased) {}
