package dev.chiron.tutor.chat.stream;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.chiron.tutor.chat.Confirmation;
import dev.chiron.tutor.platform.InteractionId;
import dev.chiron.tutor.platform.InterruptId;
import dev.chiron.tutor.platform.MessageId;
import dev.chiron.tutor.platform.ToolCallId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** What happens in a turn while it is live. */
public sealed interface TurnEvent {

    /** The reply begins. A later attempt begins again, under another message id; what the earlier said is void. */
    record ReplyStarted(MessageId messageId) implements TurnEvent {}

    /** The reply goes on. */
    record ReplyDelta(MessageId messageId, String text) implements TurnEvent {}

    /**
     * A component is shown after what has been said.
     *
     * @param messageId the reply it belongs to; null when nothing was said
     * @param name as in the contract, without {@code its:render_}
     */
    record ComponentShown(@Nullable MessageId messageId, InteractionId interactionId, String name, ObjectNode arguments)
            implements TurnEvent {}

    /** Something is to be confirmed before it is done; it is asked when the turn ends with this attempt. */
    record ConfirmationAsked(Confirmation confirmation) implements TurnEvent {}

    /** The turn ends, right after this, with questions that wait for the learner, in the order in which they were asked. */
    record Interrupted(List<Asked> interrupts) implements TurnEvent {

        /**
         * A question that waits.
         *
         * @param expiresAt from then on it can only be dismissed
         */
        public record Asked(
                InterruptId id, String reason, String message, ObjectNode responseSchema, Instant expiresAt) {}

        public Interrupted {
            interrupts = List.copyOf(interrupts);
        }
    }

    /**
     * A tool of the client's own is called after what has been said; one of several, perhaps.
     *
     * @param messageId the reply it belongs to, also when nothing was said in it
     * @param name as the client offered it
     * @param arguments a JSON object
     */
    record ToolCalled(MessageId messageId, ToolCallId toolCallId, String name, String arguments) implements TurnEvent {}

    /**
     * What a call of the model has cost, as it tells it. Shows nothing by itself.
     *
     * @param model the model's name; empty when it has none
     * @param inputTokens null when not told
     * @param outputTokens null when not told
     */
    record ModelUsed(
            String model,
            @Nullable Long inputTokens,
            @Nullable Long outputTokens) implements TurnEvent {}

    /** The attempt has ended, whole or not; nothing more is said under this message id. */
    record ReplyEnded(MessageId messageId) implements TurnEvent {}

    /** The reply is stored; the turn is over. */
    record Completed() implements TurnEvent {}

    /** The learner stopped the turn; what had been said is stored. */
    record Stopped() implements TurnEvent {}

    /** No reply came of it; the turn is over. */
    record Failed(String code) implements TurnEvent {}

    /** Nothing follows. */
    @JsonIgnore
    default boolean terminal() {
        return switch (this) {
            case ReplyStarted ignored -> false;
            case ReplyDelta ignored -> false;
            case ReplyEnded ignored -> false;
            case ComponentShown ignored -> false;
            case ConfirmationAsked ignored -> false;
            case Interrupted ignored -> false;
            case ToolCalled ignored -> false;
            case ModelUsed ignored -> false;
            case Completed ignored -> true;
            case Stopped ignored -> true;
            case Failed ignored -> true;
        };
    }
}
