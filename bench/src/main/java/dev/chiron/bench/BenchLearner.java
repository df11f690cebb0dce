package dev.chiron.bench;

import dev.chiron.agui.AgUiJson;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** One person with one session, who asks as soon as the last answer is complete. */
final class BenchLearner {

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final URI server;
    private final int number;
    private final String token;
    private final String session;

    private BenchLearner(URI server, int number, String token, String session) {
        this.server = server;
        this.number = number;
        this.token = token;
        this.session = session;
    }

    /** Signs a person up who has not been there before, and opens their session. */
    static BenchLearner signUp(URI server, int number) throws IOException, InterruptedException {
        var account = call(
                server,
                "POST",
                "/api/v1/auth/signup",
                null,
                Map.of("email", "learner-" + UUID.randomUUID() + "@example.org", "password", "correct horse"));
        var token = account.path("access_token").asString();
        var session = call(server, "POST", "/api/v1/chat/sessions", token, Map.of("title", "Load " + number));
        return new BenchLearner(
                server, number, token, session.path("session_id").asString());
    }

    /** A session's own id names its AG-UI thread. */
    String threadId() {
        return session;
    }

    int number() {
        return number;
    }

    /** Asks one question and reads the answer to its end. Never throws: what goes wrong stands in the record. */
    TurnRecord ask(int turn) {
        var runId = UUID.randomUUID().toString();
        var body = AgUiJson.mapper()
                .writeValueAsString(Map.of(
                        "threadId",
                        session,
                        "runId",
                        runId,
                        "protocolVersion",
                        "1.0",
                        "state",
                        Map.of(),
                        "messages",
                        List.of(Map.of(
                                "id",
                                UUID.randomUUID().toString(),
                                "role",
                                "user",
                                "content",
                                StubModel.question(number, turn))),
                        "tools",
                        List.of(),
                        "context",
                        List.of(),
                        "forwardedProps",
                        Map.of()));
        var events = new ArrayList<String>();
        var begin = System.nanoTime();
        var firstEvent = 0L;
        var firstDelta = 0L;
        String error = null;
        try (var answer = SseExchange.post(server, "/api/v1/agui", token, body)) {
            if (answer.status() != 200) {
                error = "status " + answer.status();
            } else {
                for (var data = answer.next(); data != null; data = answer.next()) {
                    if (firstEvent == 0) {
                        firstEvent = System.nanoTime();
                    }
                    if (firstDelta == 0 && data.contains("\"TEXT_MESSAGE_CONTENT\"")) {
                        firstDelta = System.nanoTime();
                    }
                    events.add(data);
                }
            }
        } catch (IOException e) {
            error = e.toString();
        }
        return new TurnRecord(number, turn, runId, begin, firstEvent, firstDelta, System.nanoTime(), events, error);
    }

    /** Opens a stream of everything that happens in the session. */
    SseExchange follow() throws IOException {
        return SseExchange.get(server, "/api/v1/chat/sessions/" + session + "/events", token);
    }

    /** Asks one question and does not wait for the answer. */
    void post(int turn) throws IOException, InterruptedException {
        var unused = call(
                server,
                "POST",
                "/api/v1/chat/messages",
                token,
                Map.of("session_id", session, "content", StubModel.question(number, turn)));
    }

    /** The replies as they are stored, oldest first. */
    List<String> storedReplies() throws IOException, InterruptedException {
        var replies = new ArrayList<String>();
        var page = call(server, "GET", "/api/v1/chat/sessions/" + session + "/messages?limit=200", token, null);
        for (var message : page.path("messages")) {
            if (message.path("role").asString("").equals("assistant")) {
                replies.add(message.path("content").asString(""));
            }
        }
        return replies;
    }

    private static JsonNode call(URI server, String method, String path, @Nullable String token, @Nullable Object body)
            throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(server.resolve(path))
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .method(
                        method,
                        body == null
                                ? BodyPublishers.noBody()
                                : BodyPublishers.ofString(AgUiJson.mapper().writeValueAsString(body)));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        var response = HTTP.send(request.build(), BodyHandlers.ofString());
        if (response.statusCode() >= 300) {
            throw new IOException(
                    method + " " + path + " was answered " + response.statusCode() + ": " + response.body());
        }
        return AgUiJson.mapper().readTree(response.body());
    }
}
