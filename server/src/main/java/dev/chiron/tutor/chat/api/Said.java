package dev.chiron.tutor.chat.api;

import dev.chiron.tutor.platform.ApiException;

/** What may be said, and by which ids it may be called. */
final class Said {

    /** Code points of one message. */
    static final int MAX_CONTENT = 16_000;

    private static final int MAX_TITLE = 80;

    private Said() {}

    /** @throws ApiException 400 unless the id has 1 to 200 characters, none of them NUL */
    static void checkId(String field, String id) {
        if (id.isEmpty() || id.length() > 200 || id.indexOf('\0') >= 0) {
            throw ApiException.validation(field, "must have 1 to 200 characters");
        }
    }

    /** @throws ApiException 400 unless the content has 1 to 16,000 characters that can be stored, not all blank */
    static void checkContent(String field, String content) {
        if (content.isBlank()) {
            throw ApiException.validation(field, "is empty or blank");
        }
        if (content.codePointCount(0, content.length()) > MAX_CONTENT) {
            throw ApiException.validation(field, "has more than " + MAX_CONTENT + " characters");
        }
        if (content.indexOf('\0') >= 0) {
            throw ApiException.validation(field, "has a NUL character");
        }
        for (var i = 0; i < content.length(); i++) {
            if (Character.isSurrogate(content.charAt(i))) {
                if (!Character.isHighSurrogate(content.charAt(i))
                        || i + 1 == content.length()
                        || !Character.isLowSurrogate(content.charAt(i + 1))) {
                    throw ApiException.validation(field, "has half a character (an unpaired surrogate)");
                }
                i++;
            }
        }
    }

    /** The first line that says something, cut at a word to 80 characters. */
    static String title(String content) {
        var line = content.strip().lines().findFirst().orElse("").strip();
        if (line.codePointCount(0, line.length()) <= MAX_TITLE) {
            return line;
        }
        var cut = line.substring(0, line.offsetByCodePoints(0, MAX_TITLE - 1));
        var space = cut.lastIndexOf(' ');
        return (space > MAX_TITLE / 2 ? cut.substring(0, space) : cut) + "…";
    }
}
