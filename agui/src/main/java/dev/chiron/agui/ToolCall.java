package dev.chiron.agui;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * A tool call inside an assistant message; its {@code type} on the wire is always {@code function}.
 *
 * @param id what the tool's answer refers to
 * @param name the tool's name
 * @param arguments JSON as text, exactly as the model wrote it: possibly not parseable
 * @param encryptedValue a provider's opaque reasoning
 * @param metadata free members, not copied
 */
public record ToolCall(
        String id,
        String name,
        String arguments,
        @Nullable String encryptedValue,
        @Nullable ObjectNode metadata) {

    /** A tool call with its required members. */
    public static ToolCall of(String id, String name, String arguments) {
        return new ToolCall(id, name, arguments, null, null);
    }
}
