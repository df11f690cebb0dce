package dev.chiron.agui;

import org.jspecify.annotations.Nullable;

/** Where the bytes of a media part are. */
public sealed interface ContentSource {

    /**
     * The bytes themselves.
     *
     * @param value base64
     * @param mimeType such as {@code image/png}
     */
    record Data(String value, String mimeType) implements ContentSource {}

    /**
     * The bytes behind an address.
     *
     * @param value the address, not checked
     * @param mimeType when known
     */
    record Url(String value, @Nullable String mimeType) implements ContentSource {}

    /**
     * A file that was uploaded before.
     *
     * @param value the file's id at its provider
     * @param provider who holds it
     * @param mimeType when known
     */
    record File(
            String value,
            @Nullable String provider,
            @Nullable String mimeType) implements ContentSource {}
}
