package dev.chiron.tutor.chat.api;

import tools.jackson.databind.JsonNode;

/** What the database can hold of a client's text: no NUL, and no half of a character (an unpaired surrogate). */
final class StoredText {

    private static final int REPLACEMENT = 0xFFFD;

    private StoredText() {}

    /** Whether a text can be stored as it is. */
    static boolean fits(String text) {
        return text.codePoints().allMatch(StoredText::fits);
    }

    /** Whether every name and every string of a JSON value can be. */
    static boolean fits(JsonNode json) {
        if (json.isString()) {
            return fits(json.stringValue());
        }
        return json.propertyStream().allMatch(each -> fits(each.getKey()) && fits(each.getValue()))
                && (json.isObject() || json.valueStream().allMatch(StoredText::fits));
    }

    /** The text with U+FFFD for what cannot be stored. */
    static String of(String text) {
        if (fits(text)) {
            return text;
        }
        var clean = new StringBuilder(text.length());
        text.codePoints().map(each -> fits(each) ? each : REPLACEMENT).forEach(clean::appendCodePoint);
        return clean.toString();
    }

    private static boolean fits(int codePoint) {
        return codePoint != 0 && (codePoint < Character.MIN_SURROGATE || codePoint > Character.MAX_SURROGATE);
    }
}
