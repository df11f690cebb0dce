package dev.chiron.tutor.chat.api;

import dev.chiron.tutor.chat.store.ChatMessage;
import dev.chiron.tutor.platform.ApiException;
import org.jspecify.annotations.Nullable;

/** Where a page of messages begins: opaque to clients. */
final class MessageCursor {

    private static final int RADIX = 36;
    private static final char VERSION = 'm';

    private MessageCursor() {}

    static String of(ChatMessage message) {
        return VERSION + Long.toString(message.position(), RADIX);
    }

    /** The position that the page ends before; the end of all when there is no cursor. */
    static long read(@Nullable String cursor) {
        if (cursor == null) {
            return Long.MAX_VALUE;
        }
        try {
            if (!cursor.isEmpty() && cursor.charAt(0) == VERSION) {
                return Long.parseLong(cursor.substring(1), RADIX);
            }
        } catch (NumberFormatException e) {
            // falls through to the refusal
        }
        throw ApiException.validation("before", "is not a cursor of this API");
    }
}
