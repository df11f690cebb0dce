package dev.chiron.tutor.llm;

/**
 * A model's wish to have a tool called.
 *
 * @param id the model's own name for this call; not blank
 * @param name of a tool that the request offered, as it was offered
 * @param argumentsJson one JSON object, at most 64 KiB in UTF-8; whether it fits the tool's schema is not known
 */
public record ToolCall(String id, String name, String argumentsJson) {}
