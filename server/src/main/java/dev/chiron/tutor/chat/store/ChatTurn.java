package dev.chiron.tutor.chat.store;

import dev.chiron.tutor.platform.LearnerId;
import dev.chiron.tutor.platform.SessionId;
import dev.chiron.tutor.platform.TurnId;
import org.jspecify.annotations.Nullable;

/**
 * A turn's row.
 *
 * @param runId its AG-UI run
 * @param epoch how many attempts have begun, and one more for its end
 * @param errorCode why it failed
 * @param position grows in the order in which turns were accepted
 */
public record ChatTurn(
        TurnId id,
        SessionId session,
        LearnerId learner,
        String runId,
        TurnStatus status,
        int epoch,
        @Nullable String errorCode,
        long position) {}
