package dev.chiron.tutor.chat.store;

/**
 * One thing that the learner's page says of itself.
 *
 * @param description what the value is
 * @param value text, often JSON
 */
public record PageContext(String description, String value) {}
