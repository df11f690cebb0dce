package dev.chiron.agui;

import java.nio.charset.StandardCharsets;

/** Events as server-sent events: one {@code data:} line, an empty line, line feeds only. */
public final class SseEncoder {

    /** The value of the response's {@code Content-Type}. */
    public static final String CONTENT_TYPE = "text/event-stream;charset=UTF-8";

    /** The largest event that clients accept, in UTF-16 characters of its whole frame. */
    public static final int MAX_EVENT_CHARS = 10 * 1024 * 1024;

    private SseEncoder() {}

    /**
     * The event as UTF-8 bytes of one frame.
     *
     * @throws IllegalArgumentException when it is larger than {@link #MAX_EVENT_CHARS}, which is fatal for clients
     */
    public static byte[] encode(AgUiEvent event) {
        String frame = "data: " + AgUiJson.writeEvent(event) + "\n\n";
        if (frame.length() > MAX_EVENT_CHARS) {
            throw new IllegalArgumentException(
                    event.type() + " has " + frame.length() + " characters, more than " + MAX_EVENT_CHARS);
        }
        return frame.getBytes(StandardCharsets.UTF_8);
    }

    /** A comment that keeps proxies from closing a quiet connection; at least every 15 s. */
    public static byte[] keepAlive() {
        return ": keep-alive\n\n".getBytes(StandardCharsets.UTF_8);
    }
}
