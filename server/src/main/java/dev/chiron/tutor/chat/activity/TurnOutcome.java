package dev.chiron.tutor.chat.activity;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.chiron.tutor.platform.MessageId;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What came of asking the agent.
 *
 * @param kind what the workflow decides by
 * @param messageId the streamed message, or the one that tools are called under; null when there is neither
 * @param epoch the attempt that streamed it
 */
public record TurnOutcome(Kind kind, @Nullable MessageId messageId, int epoch) {

    /** What kind of outcome. */
    public enum Kind {
        /** An answer. */
        TEXT,
        /** A component was shown, with or without words before it. */
        COMPONENT,
        /** Tools of the client's own were called, with or without words before it. */
        TOOL_CALLS,
        /** A question back to the learner. */
        CLARIFICATION,
        /** The learner stopped the turn. */
        STOPPED,
        /** The turn had ended before; there is nothing to do. */
        ALREADY_OVER;

        @JsonValue
        String wire() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Stopped before anything was said. */
    public static TurnOutcome stoppedUnsaid() {
        return new TurnOutcome(Kind.STOPPED, null, 0);
    }
}
