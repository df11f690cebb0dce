package dev.chiron.tutor.page;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.core.io.Resource;

/**
 * The one document of the page, which is small and stays in memory.
 *
 * @param html the document
 * @param built whether it is the page; else it is a note that this server was built without one
 */
record Page(String html, boolean built) {

    private static final Pattern INLINE_SCRIPT = Pattern.compile("<script>(.*?)</script>", Pattern.DOTALL);

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

    /**
     * What the page may do: run its own scripts, call its own server, and show pictures from anywhere. The only script that
     * may stand in the document itself is the one that was built into it, known by its hash.
     */
    String contentSecurityPolicy() {
        var scripts = INLINE_SCRIPT
                .matcher(html)
                .results()
                .map(script -> " 'sha256-" + base64(script.group(1)) + "'")
                .collect(Collectors.joining());
        return "default-src 'none'; script-src 'self'" + scripts
                + "; style-src 'self' 'unsafe-inline'; img-src 'self' https: data:; font-src 'self'; connect-src 'self';"
                + " manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
    }

    static String etagOf(byte[] content) {
        return HexFormat.of().formatHex(sha256(content), 0, 16);
    }

    private static String base64(String script) {
        return Base64.getEncoder().encodeToString(sha256(script.getBytes(StandardCharsets.UTF_8)));
    }

    private static byte[] sha256(byte[] content) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(content);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
