package dev.chiron.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Calls the application's JSON API over its real port, as one learner or as nobody. Immutable.
 *
 * <p>Paths begin with a slash and are relative to the root of the server. A body may be a {@code String} of JSON, sent as
 * it stands, or anything that Jackson writes (a map, a record, a JSON node). A call waits 30 s at most for its answer.
 */
public final class TutorClient {

    /** One client for all: its connections are kept open between calls. */
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final URI root;
    private final @Nullable String token;
    private final Map<String, String> headers;

    private TutorClient(URI root, @Nullable String token, Map<String, String> headers) {
        this.root = root;
        this.token = token;
        this.headers = headers;
    }

    /** A client without a token. */
    public static TutorClient of(URI root) {
        return new TutorClient(root, null, Map.of());
    }

    /** The same client with the learner's token. */
    public TutorClient as(Learner learner) {
        return withToken(learner.token());
    }

    /** The same client with any token, for instance one of {@link Learners} that ought not to work. */
    public TutorClient withToken(String bearer) {
        return new TutorClient(root, bearer, headers);
    }

    /** The same client without a token. */
    public TutorClient anonymous() {
        return new TutorClient(root, null, headers);
    }

    /** The same client with one header more on each call. */
    public TutorClient withHeader(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new TutorClient(root, token, Map.copyOf(more));
    }

    /** Gets a path. */
    public Answer get(String path) {
        return send("GET", path, null, null);
    }

    /** Posts nothing to a path. */
    public Answer post(String path) {
        return send("POST", path, null, null);
    }

    /** Posts JSON to a path. */
    public Answer post(String path, Object body) {
        return json("POST", path, body);
    }

    /** Puts JSON to a path. */
    public Answer put(String path, Object body) {
        return json("PUT", path, body);
    }

    /** Patches a path with JSON. */
    public Answer patch(String path, Object body) {
        return json("PATCH", path, body);
    }

    /** Deletes a path. */
    public Answer delete(String path) {
        return send("DELETE", path, null, null);
    }

    /** Deletes a path, with a JSON body. */
    public Answer delete(String path, Object body) {
        return json("DELETE", path, body);
    }

    /**
     * Sends any bytes under any content type, for what a well-behaved client would not send; null leaves either out.
     *
     * @throws UncheckedIOException when the server cannot be reached or breaks off
     */
    public Answer send(String method, String path, @Nullable String contentType, byte @Nullable [] body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(root.resolve(path))
                .timeout(Ceiling.WAIT)
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
        headers.forEach(request::header);
        if (contentType != null) {
            request.header("Content-Type", contentType);
        }
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        try {
            HttpResponse<byte[]> response = HTTP.send(request.build(), BodyHandlers.ofByteArray());
            String text = new String(response.body(), StandardCharsets.UTF_8);
            Answer answer =
                    new Answer(response.statusCode(), response.headers().map(), Answer.jsonOrMissing(text), text);
            ExchangeListeners.tell(new Exchange(method, path, contentType, Exchange.text(body), answer));
            return answer;
        } catch (IOException e) {
            throw new UncheckedIOException(method + " " + path + " got no answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted during " + method + " " + path, e);
        }
    }

    private Answer json(String method, String path, Object body) {
        String text = body instanceof String json ? json : Json.write(body);
        return send(method, path, "application/json", text.getBytes(StandardCharsets.UTF_8));
    }
}
