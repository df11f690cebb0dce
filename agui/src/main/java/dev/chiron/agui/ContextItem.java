package dev.chiron.agui;

/**
 * Something the client wants the model to know.
 *
 * @param description what the value is
 * @param value the text itself
 */
public record ContextItem(String description, String value) {}
