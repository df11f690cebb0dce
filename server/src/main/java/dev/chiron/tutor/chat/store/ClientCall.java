package dev.chiron.tutor.chat.store;

import dev.chiron.tutor.platform.MessageId;
import dev.chiron.tutor.platform.SessionId;
import dev.chiron.tutor.platform.ToolCallId;
import dev.chiron.tutor.platform.TurnId;
import org.jspecify.annotations.Nullable;

/**
 * A call of a tool that the learner's client runs.
 *
 * @param turn the turn that made it
 * @param message the reply that it belongs to; empty when nothing was said
 * @param name as the client offered it
 * @param arguments a JSON object, as it was streamed
 * @param error what went wrong in the tool, as the client tells it; null when nothing did
 */
public record ClientCall(
        ToolCallId id,
        SessionId session,
        TurnId turn,
        MessageId message,
        String name,
        String arguments,
        Status status,
        @Nullable String error) {

    /** What has become of it. */
    public enum Status {
        /** Its result is waited for. */
        PENDING,
        /** Its result is the tool message that answers it. */
        ANSWERED,
        /** The conversation has gone on without its result. */
        ABANDONED
    }

    /** Whether its result is waited for. */
    public boolean pending() {
        return status == Status.PENDING;
    }
}
