package dev.chiron.tutor.chat.store;

import dev.chiron.tutor.platform.SessionId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A session's row.
 *
 * @param threadId its AG-UI thread, unique for its learner
 */
public record ChatSession(
        SessionId id,
        String threadId,
        @Nullable String title,
        Instant createdAt,
        @Nullable Instant lastMessageAt) {}
