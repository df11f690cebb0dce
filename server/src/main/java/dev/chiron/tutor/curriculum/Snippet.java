package dev.chiron.tutor.curriculum;

/**
 * A short lesson.
 *
 * @param title what a person would ask for
 * @param topic the field it belongs to
 * @param content Markdown
 */
public record Snippet(String title, String topic, String content) {}
