package dev.chiron.tutor.chat.store;

import dev.chiron.tutor.chat.Deed;
import dev.chiron.tutor.platform.InterruptId;
import dev.chiron.tutor.platform.SessionId;
import dev.chiron.tutor.platform.TurnId;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A question that a turn ended with, before something is done.
 *
 * @param turn the turn that asked
 * @param reason as AG-UI names it
 * @param message what is asked, for the learner
 * @param responseSchema the JSON Schema of the answer
 * @param deed what is done when it is confirmed
 * @param payload the learner's answer; null while there is none, or when it was dismissed
 * @param expiresAt from then on it can only be dismissed
 * @param late whether that moment had come by the database's clock when this was read
 * @param answerTurn the turn that brought the answer
 */
public record Interrupt(
        InterruptId id,
        SessionId session,
        TurnId turn,
        String reason,
        String message,
        ObjectNode responseSchema,
        Deed deed,
        Status status,
        @Nullable JsonNode payload,
        Instant expiresAt,
        boolean late,
        @Nullable TurnId answerTurn) {

    /** What has become of it. */
    public enum Status {
        OPEN,
        /** Answered. */
        RESOLVED,
        /** Dismissed. */
        CANCELLED,
        /** Nobody answered in time, and the learner has said something else since. */
        EXPIRED;

        /** As stored. */
        public String lowerCase() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Whether the learner can answer it. */
    public boolean open() {
        return status == Status.OPEN && !late;
    }
}
