package dev.chiron.agui;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The checks and conversions that several records share. */
final class Values {

    /** JavaScript's largest exact integer; a larger one is malformed for every AG-UI client. */
    private static final long MAX_SAFE_INTEGER = 9_007_199_254_740_991L;

    private Values() {}

    /** JSON {@code null} is not a value for an optional member, so it counts as absent. */
    static @Nullable JsonNode absentIfNull(@Nullable JsonNode value) {
        return value == null || value.isNull() || value.isMissingNode() ? null : value;
    }

    static boolean isSafeInteger(long value) {
        return value >= -MAX_SAFE_INTEGER && value <= MAX_SAFE_INTEGER;
    }

    static String wireName(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static boolean isJsonPointer(String text) {
        if (!text.isEmpty() && text.charAt(0) != '/') {
            return false;
        }
        for (int tilde = text.indexOf('~'); tilde >= 0; tilde = text.indexOf('~', tilde + 1)) {
            char escaped = tilde + 1 < text.length() ? text.charAt(tilde + 1) : ' ';
            if (escaped != '0' && escaped != '1') {
                return false;
            }
        }
        return true;
    }

    static String requireJsonPointer(String text) {
        if (!isJsonPointer(text)) {
            throw new IllegalArgumentException("not a JSON Pointer: " + text);
        }
        return text;
    }
}
