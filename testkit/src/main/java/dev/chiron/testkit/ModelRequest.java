package dev.chiron.testkit;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** One request that the scripted model was asked. Safe to read from any thread. */
public final class ModelRequest {

    /** How the answer to a request went. */
    public enum Outcome {
        /** The scripted step was carried out to its end, whatever that was. */
        SERVED,
        /** The client left first. */
        ABANDONED
    }

    private final Instant at;
    private final Map<String, String> headers;
    private final JsonNode body;
    private final CompletableFuture<Outcome> outcome = new CompletableFuture<>();

    ModelRequest(Instant at, Map<String, String> headers, JsonNode body) {
        this.at = at;
        this.headers = Map.copyOf(headers);
        this.body = body;
    }

    /** When the whole request had arrived. */
    public Instant at() {
        return at;
    }

    /** The headers by lower-case name, without those that carry a secret (authorization, api-key, cookie). */
    public Map<String, String> headers() {
        return headers;
    }

    /** The parsed body. */
    public JsonNode body() {
        return body;
    }

    /** The end user the request names, or null. */
    public @Nullable String user() {
        return body.path("user").isString() ? body.path("user").stringValue() : null;
    }

    /** The model the request names, or the empty string. */
    public String model() {
        return body.path("model").asString("");
    }

    /** Whether the request asked for a stream. */
    public boolean isStreaming() {
        return body.path("stream").asBoolean(false);
    }

    /** The messages in order. */
    public List<JsonNode> messages() {
        return elements(body.path("messages"));
    }

    /** The offered tools in order. */
    public List<JsonNode> tools() {
        return elements(body.path("tools"));
    }

    /** The names of the offered functions in order. */
    public List<String> toolNames() {
        return tools().stream()
                .map(tool -> tool.path("function").path("name").asString(""))
                .toList();
    }

    /** The roles of the messages in order, as in {@code [system, user]}. */
    public List<String> roles() {
        return messages().stream()
                .map(message -> message.path("role").asString(""))
                .toList();
    }

    /** The text of all messages of a role, in order; content parts other than text are left out. */
    public List<String> texts(String role) {
        return messages().stream()
                .filter(message -> role.equals(message.path("role").asString("")))
                .map(ModelRequest::text)
                .toList();
    }

    /** The text of the last message, or the empty string when there is none. */
    public String lastText() {
        List<JsonNode> messages = messages();
        return messages.isEmpty() ? "" : text(messages.getLast());
    }

    /**
     * Waits until the request was answered to the end of its step or the client left.
     *
     * @throws AssertionError when neither happened within 30 s
     */
    public Outcome awaitOutcome() {
        try {
            return outcome.get(Ceiling.WAIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            throw new AssertionError("the scripted model is still busy with " + this, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while waiting for " + this, e);
        }
    }

    void finished(Outcome how) {
        outcome.complete(how);
    }

    private static String text(JsonNode message) {
        JsonNode content = message.path("content");
        if (content.isString()) {
            return content.stringValue();
        }
        StringBuilder text = new StringBuilder();
        for (JsonNode part : elements(content)) {
            text.append(part.path("text").asString(""));
        }
        return text.toString();
    }

    private static List<JsonNode> elements(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).toList();
    }

    @Override
    public String toString() {
        return "model request of " + user() + " at " + at + ": " + body;
    }
}
