package dev.chiron.tutor.llm;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A model gave no whole reply. The message is for logs: it holds neither a prompt nor a reply nor a key. */
public final class ModelException extends RuntimeException {

    /** Why; and whether another try may help. */
    public enum Kind {
        /** 429: too many requests, or the quota is used up. */
        RATE_LIMITED(true),
        /** 5xx, or no connection. */
        UNAVAILABLE(true),
        /** Nothing, or nothing more, came in time. */
        TIMED_OUT(true),
        /** The stream ended in the middle, or the reply's limit did in the middle of a tool call. */
        CUT_OFF(true),
        /** The reply has neither text nor a tool call. */
        EMPTY(true),
        /** The answer is not what the API promises, or calls a tool in a way that cannot be followed. */
        INVALID(true),
        /** 401 or 403: the key is not accepted. */
        UNAUTHORIZED(false),
        /** Another 4xx: asking the same again gives the same. */
        REJECTED(false);

        private final boolean retryable;

        Kind(boolean retryable) {
            this.retryable = retryable;
        }

        public boolean retryable() {
            return retryable;
        }
    }

    private final Kind kind;
    private final @Nullable Duration retryAfter;

    public ModelException(Kind kind, String message) {
        this(kind, message, null, null);
    }

    /** @param retryAfter how long the model asks to wait, when it says so */
    public ModelException(Kind kind, String message, @Nullable Duration retryAfter, @Nullable Throwable cause) {
        super(message, cause);
        this.kind = kind;
        this.retryAfter = retryAfter;
    }

    public Kind kind() {
        return kind;
    }

    public @Nullable Duration retryAfter() {
        return retryAfter;
    }
}
