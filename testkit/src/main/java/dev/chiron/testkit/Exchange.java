package dev.chiron.testkit;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP exchange of a {@link TutorClient} or an {@link AgUiClient}.
 *
 * @param method as in {@code POST}
 * @param target the path, with its query if there was one
 * @param contentType of the request; null when it named none
 * @param body of the request, read as UTF-8; null when there was none
 * @param answer what came back; of a stream what had come when the test ended
 */
public record Exchange(
        String method,
        String target,
        @Nullable String contentType,
        @Nullable String body,
        Answer answer) {

    /** The path without its query. */
    public String path() {
        int query = target.indexOf('?');
        return query < 0 ? target : target.substring(0, query);
    }

    static @Nullable String text(byte @Nullable [] body) {
        return body == null ? null : new String(body, StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return method + " " + target + " → " + answer.status();
    }
}
