package dev.chiron.agui;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * A question that a run stopped on; a later run answers it by a {@link ResumeItem}.
 *
 * @param id unique within its run
 * @param reason {@code tool_call}, {@code input_required}, {@code confirmation} or {@code <framework>:<name>}
 * @param message for the person
 * @param toolCallId the call that waits for approval
 * @param responseSchema the JSON Schema of the answer
 * @param expiresAt ISO-8601; afterwards it can only be cancelled
 * @param metadata free members, not copied
 * @param subagentRunId the subagent that asks
 */
public record Interrupt(
        String id,
        String reason,
        @Nullable String message,
        @Nullable String toolCallId,
        @Nullable ObjectNode responseSchema,
        @Nullable String expiresAt,
        @Nullable ObjectNode metadata,
        @Nullable String subagentRunId) {

    /** Asks for the approval of a tool call. */
    public static Interrupt toolCall(String id, String toolCallId, String message) {
        return new Interrupt(id, "tool_call", message, toolCallId, null, null, null, null);
    }

    /** Asks for an answer of this form. */
    public static Interrupt inputRequired(String id, String message, ObjectNode responseSchema) {
        return new Interrupt(id, "input_required", message, null, responseSchema, null, null, null);
    }

    /** Asks for a yes or no. */
    public static Interrupt confirmation(String id, String message) {
        return new Interrupt(id, "confirmation", message, null, null, null, null, null);
    }
}
