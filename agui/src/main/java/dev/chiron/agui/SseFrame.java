package dev.chiron.agui;

import org.jspecify.annotations.Nullable;

/** What a server-sent event stream is made of. */
public sealed interface SseFrame {

    /**
     * One event.
     *
     * @param data its {@code data:} lines joined by line feeds
     * @param event its {@code event:} line
     * @param id its {@code id:} line
     */
    record Data(
            String data, @Nullable String event, @Nullable String id) implements SseFrame {}

    /**
     * One comment line, such as a keep-alive.
     *
     * @param text without the colon and one space after it
     */
    record Comment(String text) implements SseFrame {}
}
