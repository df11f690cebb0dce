package dev.chiron.tutor.page;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.springframework.core.io.Resource;

/**
 * The one document of the page, which is small and stays in memory.
 *
 * @param html the document
 * @param built whether it is the page; else it is a note that this server was built without one
 */
record Page(String html, boolean built) {

    private static final String WITHOUT_PAGE = """
            <!doctype html>
            <html lang="en">
            <head><meta charset="utf-8"><title>Chiron</title></head>
            <body>
            <h1>Chiron</h1>
            <p>The tutor is running, but it was built without its page (-Dweb.skip).
            Build it again without that, or use it through <a href="/api/v1/docs">its API</a>.</p>
            </body>
            </html>
            """;

    static Page of(Resource index) {
        try {
            return index.exists()
                    ? new Page(index.getContentAsString(StandardCharsets.UTF_8), true)
                    : new Page(WITHOUT_PAGE, false);
        } catch (IOException e) {
            throw new UncheckedIOException("the page cannot be read", e);
        }
    }

    /** Another one for each other content. */
    String etag() {
        return '"' + etagOf(html.getBytes(StandardCharsets.UTF_8)) + '"';
    }

    static String etagOf(byte[] content) {
        return HexFormat.of().formatHex(sha256(content), 0, 16);
    }

    private static byte[] sha256(byte[] content) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(content);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
