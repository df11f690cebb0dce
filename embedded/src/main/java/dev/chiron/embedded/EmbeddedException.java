package dev.chiron.embedded;

import org.jspecify.annotations.Nullable;

/** An embedded part could not be started, prepared or used; the message is one for a person and names the remedy. */
public class EmbeddedException extends RuntimeException {

    /**
     * @param message what went wrong and what to do about it
     */
    public EmbeddedException(String message) {
        super(message);
    }

    /**
     * @param message what went wrong and what to do about it
     * @param cause what the system said, if anything
     */
    public EmbeddedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
