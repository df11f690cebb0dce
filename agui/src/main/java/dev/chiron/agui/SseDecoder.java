package dev.chiron.agui;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads server-sent events from bytes that arrive in any pieces, also cut inside a character. Every line end of the standard
 * is understood (LF, CRLF, CR). Not safe for use by several threads.
 */
public final class SseDecoder {

    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    /** A UTF-16 character takes at most three bytes of UTF-8, so no legal event is refused. */
    private static final int MAX_LINE_BYTES = 3 * SseEncoder.MAX_EVENT_CHARS;

    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private final List<String> data = new ArrayList<>();
    private @Nullable String event;
    private @Nullable String id;
    private boolean afterCarriageReturn;
    private boolean firstLine = true;
    private long dataChars;

    /** All frames that these bytes complete, in order. */
    public List<SseFrame> feed(byte[] bytes) {
        return feed(bytes, 0, bytes.length);
    }

    /**
     * All frames that these bytes complete, in order.
     *
     * @throws IllegalStateException when a line or event is longer than an AG-UI event may be
     */
    public List<SseFrame> feed(byte[] bytes, int offset, int length) {
        List<SseFrame> frames = new ArrayList<>();
        for (int i = offset; i < offset + length; i++) {
            byte b = bytes[i];
            boolean secondHalfOfLineEnd = afterCarriageReturn && b == '\n';
            afterCarriageReturn = b == '\r';
            if (secondHalfOfLineEnd) {
                continue;
            }
            if (b == '\n' || b == '\r') {
                endLine(frames);
            } else {
                if (line.size() >= MAX_LINE_BYTES) {
                    throw new IllegalStateException("a line is longer than " + MAX_LINE_BYTES + " bytes");
                }
                line.write(b);
            }
        }
        return frames;
    }

    /** Whether the stream, if it ended here, would lose something: a frame without its empty line. */
    public boolean hasIncompleteFrame() {
        return line.size() > 0 || !data.isEmpty();
    }

    /**
     * All events of a whole response body.
     *
     * @throws AgUiFormatException when a frame is not an event
     * @throws IllegalStateException when the last frame is cut off
     */
    public static List<AgUiEvent> events(byte[] body) {
        SseDecoder decoder = new SseDecoder();
        List<AgUiEvent> events = new ArrayList<>();
        for (SseFrame frame : decoder.feed(body)) {
            switch (frame) {
                case SseFrame.Data complete -> events.add(AgUiJson.readEvent(complete.data()));
                case SseFrame.Comment _ -> {}
            }
        }
        if (decoder.hasIncompleteFrame()) {
            throw new IllegalStateException("the stream ends inside a frame");
        }
        return events;
    }

    private void endLine(List<SseFrame> frames) {
        byte[] bytes = line.toByteArray();
        line.reset();
        int start = firstLine && startsWithByteOrderMark(bytes) ? BYTE_ORDER_MARK.length : 0;
        firstLine = false;
        String text = new String(bytes, start, bytes.length - start, StandardCharsets.UTF_8);
        if (text.isEmpty()) {
            endFrame(frames);
            return;
        }
        int colon = text.indexOf(':');
        String name = colon < 0 ? text : text.substring(0, colon);
        String value = colon < 0 ? "" : text.substring(colon + 1);
        if (value.startsWith(" ")) {
            value = value.substring(1);
        }
        switch (name) {
            case "" -> frames.add(new SseFrame.Comment(value));
            case "data" -> addData(value);
            case "event" -> event = value;
            case "id" -> id = value;
            default -> {
                // The standard says that other fields, retry among them, are not part of an event.
            }
        }
    }

    private void addData(String value) {
        dataChars += value.length() + 1L;
        if (dataChars > SseEncoder.MAX_EVENT_CHARS) {
            throw new IllegalStateException("an event has more than " + SseEncoder.MAX_EVENT_CHARS + " characters");
        }
        data.add(value);
    }

    private void endFrame(List<SseFrame> frames) {
        if (!data.isEmpty()) {
            frames.add(new SseFrame.Data(String.join("\n", data), event, id));
        }
        data.clear();
        dataChars = 0;
        event = null;
        id = null;
    }

    private static boolean startsWithByteOrderMark(byte[] bytes) {
        return bytes.length >= 3
                && bytes[0] == BYTE_ORDER_MARK[0]
                && bytes[1] == BYTE_ORDER_MARK[1]
                && bytes[2] == BYTE_ORDER_MARK[2];
    }
}
