package dev.chiron.tutor.integration;

import static dev.chiron.testkit.AgUiAssertions.assertThat;
import static dev.chiron.tutor.integration.Chat.MESSAGES;
import static dev.chiron.tutor.integration.Chat.SESSIONS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chiron.testkit.AgUiClient;
import dev.chiron.testkit.AgUiRequest;
import dev.chiron.testkit.Answer;
import dev.chiron.testkit.Database;
import dev.chiron.testkit.Learner;
import dev.chiron.testkit.Learners;
import dev.chiron.testkit.TutorClient;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The bad-input table of the contract: the right status, the right code, and nothing written. */
@TutorTest
@DisplayName("Bad input")
class BadInputTest {

    /** An address with its parameters filled in. */
    record Endpoint(String method, String path) {

        boolean hasBody() {
            return List.of("POST", "PUT", "PATCH").contains(method);
        }
    }

    /** Every operation of the document that needs a token, and an address that does not exist. */
    static Stream<Endpoint> protectedEndpoints() {
        return Stream.concat(
                ApiDocument.checkedIn().operations().stream()
                        .filter(ApiDocument.Operation::needsToken)
                        .map(each -> new Endpoint(
                                each.method(), each.at(_ -> UUID.randomUUID().toString()))),
                Stream.of(new Endpoint("GET", "/api/v1/nowhere")));
    }

    @ParameterizedTest
    @MethodSource("protectedEndpoints")
    @DisplayName("a token that is missing, garbled, expired, of another key or of no algorithm is 401 everywhere")
    void badTokens(Endpoint endpoint, Learner learner, Learners learners, TutorClient client, Database database) {
        var body = "{\"content\":\"hi\"}".getBytes(StandardCharsets.UTF_8);
        var clients = List.of(
                client.anonymous(),
                client.withToken("garbled"),
                client.withToken("a.b.c"),
                client.withToken(learners.expiredToken(learner)),
                client.withToken(learners.tokenOfAnotherKey(learner)),
                client.withToken(learners.unsignedToken(learner)),
                client.withToken(learners.stolenIdentity(learners.fresh(), learner)),
                client.withToken(learners.tokenWithClaims(learner, Map.of("role", "service_role"))),
                client.withToken(learners.tokenWithClaims(learner, Map.of("role", "anon"))),
                client.withToken(learners.tokenWithClaims(learner, Map.of("aud", "anon"))),
                client.withToken(learners.tokenWithoutClaim(learner, "exp")),
                client.withToken(learners.tokenWithoutClaim(learner, "aud")),
                client.withToken(learners.tokenWithoutClaim(learner, "sub")),
                client.withToken(learners.tokenWithClaims(learner, Map.of("sub", "not-a-uuid"))));
        for (var caller : clients) {
            var answer = caller.send(
                    endpoint.method(),
                    endpoint.path(),
                    endpoint.hasBody() ? "application/json" : null,
                    endpoint.hasBody() ? body : null);
            assertThat(answer.status()).as(answer.toString()).isEqualTo(401);
            assertThat(answer.string("error_code")).isEqualTo("unauthenticated");
        }
        assertThat(database.asLearner(learner).count("select 1 from public.chat_sessions"))
                .isZero();
    }

    /** A body of POST /chat/messages and the field that is named as wrong. */
    record Body(String what, String json, String field) {

        @Override
        public String toString() {
            return what;
        }
    }

    static Stream<Body> badMessages() {
        return Stream.of(
                new Body("not JSON", "hello", "body"),
                new Body("broken JSON", "{\"content\": \"hi\"", "body"),
                new Body("no body", "", "body"),
                new Body("an array", "[]", "body"),
                new Body("null", "null", "body"),
                new Body("no content", "{}", "content"),
                new Body("null content", "{\"content\": null}", "content"),
                new Body("empty content", "{\"content\": \"\"}", "content"),
                new Body("blank content", "{\"content\": \" \\n\\t \"}", "content"),
                new Body("content that is a number", "{\"content\": 42}", "content"),
                new Body("content that is an object", "{\"content\": {}}", "content"),
                new Body("content of 16,001 characters", "{\"content\": \"" + "x".repeat(16_001) + "\"}", "content"),
                new Body("content with NUL", "{\"content\": \"a\\u0000b\"}", "content"),
                new Body("content with half a character", "{\"content\": \"a\\ud83d\"}", "content"),
                new Body("session id that is no UUID", "{\"content\": \"hi\", \"session_id\": \"7\"}", "session_id"),
                new Body("session id that is a number", "{\"content\": \"hi\", \"session_id\": 7}", "session_id"),
                new Body(
                        "message id that is no UUID",
                        "{\"content\": \"hi\", \"message_id\": \"my-id\"}",
                        "message_id"));
    }

    @ParameterizedTest
    @MethodSource("badMessages")
    @DisplayName("in a message is 400, names the field, and writes nothing")
    void badMessage(Body body, Learner learner, TutorClient client, Database database) {
        var answer =
                client.send("POST", MESSAGES, "application/json", body.json().getBytes(StandardCharsets.UTF_8));

        assertValidationError(answer, body.field());
        assertNothingWritten(learner, database);
    }

    @Test
    @DisplayName("does not begin before its limit: 16,000 characters, emoji included, are a message")
    void longestMessage(Learner learner, TutorClient client, dev.chiron.testkit.ModelScript model, Database database) {
        model.replies("Long.");
        var sent = Chat.send(client, "🚀".repeat(16_000));
        Chat.awaitOver(database, sent.turnId());
    }

    @Test
    @DisplayName("in the ids and limits of addresses is 400")
    void badParameters(Learner learner, TutorClient client) {
        var session = client.post(SESSIONS).string("session_id");
        assertValidationError(client.get(MESSAGES + "/7"), "message_id");
        assertValidationError(client.get(SESSIONS + "/7/messages"), "session_id");
        assertValidationError(client.get(SESSIONS + "/7/events"), "session_id");
        assertValidationError(client.get(SESSIONS + "/" + session + "/messages?limit=0"), "limit");
        assertValidationError(client.get(SESSIONS + "/" + session + "/messages?limit=201"), "limit");
        assertValidationError(client.get(SESSIONS + "/" + session + "/messages?limit=x"), "limit");
        assertValidationError(client.get(SESSIONS + "/" + session + "/messages?before=nonsense"), "before");
        assertValidationError(client.get(SESSIONS + "?cursor=nonsense"), "cursor");
        assertValidationError(client.get(SESSIONS + "?limit=-1"), "limit");
    }

    @Test
    @DisplayName("in what somebody signs in with is 400: the database cannot even look for a NUL")
    void nulInCredentials(TutorClient client) {
        var nobody = client.anonymous();
        assertValidationError(nobody.post("/api/v1/auth/refresh", Map.of("refresh_token", "a\0b")), "refresh_token");
        var credentials = Map.of("email", "a\0b@example.org", "password", "long enough for all");
        assertValidationError(nobody.post("/api/v1/auth/login", credentials), "email");
        assertThat(nobody.post("/api/v1/auth/signup", credentials).status()).isEqualTo(400);
    }

    @Test
    @DisplayName("in a title is 400")
    void badTitle(Learner learner, TutorClient client, Database database) {
        for (var title : List.of("", "   ", "x".repeat(201), "a\0b")) {
            assertValidationError(client.post(SESSIONS, Map.of("title", title)), "title");
        }
        assertNothingWritten(learner, database);
    }

    @Test
    @DisplayName("of over 1 MiB is 413, whether or not its length is declared")
    void tooLarge(Learner learner, TutorClient client, AgUiClient agent, Database database) {
        var large = ("{\"content\":\"" + "x".repeat(1_100_000) + "\"}").getBytes(StandardCharsets.UTF_8);

        var declared = client.send("POST", MESSAGES, "application/json", large);
        assertThat(declared.status()).isEqualTo(413);
        assertThat(declared.string("error_code")).isEqualTo("payload_too_large");
        assertThat(agent.post("application/json", large).status()).isEqualTo(413);
        assertNothingWritten(learner, database);
    }

    @Test
    @DisplayName("of another content type is 415, at an unknown address 404, by a wrong method 405")
    void wrongDoor(Learner learner, TutorClient client, Database database) {
        var body = "{\"content\":\"hi\"}".getBytes(StandardCharsets.UTF_8);

        var text = client.send("POST", MESSAGES, "text/plain", body);
        assertThat(text.status()).isEqualTo(415);
        assertThat(text.string("error_code")).isEqualTo("unsupported_media_type");
        assertThat(client.send("POST", "/api/v1/agui", "text/plain", body).status())
                .isEqualTo(415);

        var nowhere = client.get("/api/v1/nowhere");
        assertThat(nowhere.status()).isEqualTo(404);
        assertThat(nowhere.string("error_code")).isEqualTo("not_found");
        assertThat(client.anonymous().get("/nowhere").status()).isEqualTo(404);

        var wrong = client.delete(MESSAGES);
        assertThat(wrong.status()).isEqualTo(405);
        assertThat(wrong.string("error_code")).isEqualTo("method_not_allowed");
        assertThat(wrong.header("allow").orElseThrow()).contains("POST");
        assertThat(client.get("/api/v1/agui").status()).isEqualTo(405);
        assertNothingWritten(learner, database);
    }

    @Test
    @DisplayName("of a session that is absent or another learner's is 404, the same answer")
    void absentAndForeign(Learner learner, TutorClient client, Learners learners, Database database) {
        var foreign = client.as(learners.fresh()).post(SESSIONS).string("session_id");
        var absent = UUID.randomUUID().toString();
        for (var path : List.of("/%s/messages", "/%s/events")) {
            var a = client.get(SESSIONS + path.formatted(foreign));
            var b = client.get(SESSIONS + path.formatted(absent));
            assertThat(a.status()).isEqualTo(404);
            assertThat(a.text()).isEqualTo(b.text());
        }
        var a = client.post(MESSAGES, Chat.message(UUID.fromString(foreign), "hi", null));
        var b = client.post(MESSAGES, Chat.message(UUID.fromString(absent), "hi", null));
        assertThat(a.status()).isEqualTo(404);
        assertThat(a.text()).isEqualTo(b.text());
        assertNothingWritten(learner, database);
    }

    @Test
    @DisplayName("too fast is 429 with the seconds to wait")
    void tooFast(Learner learner, TutorClient client, Database database) {
        Answer answer;
        var sent = 0;
        do {
            answer = client.post(MESSAGES, Map.of("content", " "));
            sent++;
        } while (answer.status() == 400 && sent < 1_000);

        assertThat(answer.status()).isEqualTo(429);
        assertThat(answer.string("error_code")).isEqualTo("rate_limited");
        assertThat(Integer.parseInt(answer.header("retry-after").orElseThrow())).isBetween(1, 60);
        assertThat(sent).isGreaterThan(120);
        assertNothingWritten(learner, database);
    }

    static Stream<Body> badRuns() {
        return Stream.of(
                new Body("not JSON", "hello", "body"),
                new Body("no threadId", "{\"runId\":\"r\",\"messages\":[]}", "threadId"),
                new Body("no runId", "{\"threadId\":\"t\",\"messages\":[]}", "runId"),
                new Body("no messages", "{\"threadId\":\"t\",\"runId\":\"r\"}", "messages"),
                new Body("threadId that is a number", "{\"threadId\":1,\"runId\":\"r\",\"messages\":[]}", "threadId"),
                new Body(
                        "threadId with half a character",
                        "{\"threadId\":\"t\\ud83d\",\"runId\":\"r\",\"messages\":[]}",
                        "threadId"),
                new Body(
                        "runId with half a character",
                        "{\"threadId\":\"t\",\"runId\":\"\\udd89\",\"messages\":[]}",
                        "runId"),
                new Body(
                        "nothing said last",
                        "{\"threadId\":\"t\",\"runId\":\"r\",\"messages\":[{\"id\":\"1\",\"role\":\"user\",\"content\":\" \"}]}",
                        "messages[0].content"),
                new Body("empty threadId", "{\"threadId\":\"\",\"runId\":\"r\",\"messages\":[]}", "threadId"),
                new Body(
                        "threadId of 201 characters",
                        "{\"threadId\":\"" + "t".repeat(201) + "\",\"runId\":\"r\",\"messages\":[]}",
                        "threadId"),
                new Body(
                        "messages that are no list",
                        "{\"threadId\":\"t\",\"runId\":\"r\",\"messages\":{}}",
                        "messages"),
                new Body(
                        "message without an id",
                        "{\"threadId\":\"t\",\"runId\":\"r\",\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}",
                        "messages[0].id"),
                new Body(
                        "message that is too long",
                        "{\"threadId\":\"t\",\"runId\":\"r\",\"messages\":[{\"id\":\"1\",\"role\":\"user\",\"content\":\""
                                + "x".repeat(16_001) + "\"}]}",
                        "messages[0].content"),
                new Body(
                        "another major version",
                        "{\"threadId\":\"t\",\"runId\":\"r\",\"messages\":[],\"protocolVersion\":\"2.0\"}",
                        "protocolVersion"));
    }

    @ParameterizedTest
    @MethodSource("badRuns")
    @DisplayName("in a run is 400 as JSON and no stream, and writes nothing")
    void badRun(Body body, Learner learner, AgUiClient agent, Database database) {
        var run = agent.post("application/json", body.json().getBytes(StandardCharsets.UTF_8));

        assertThat(run).wasRejected(400, "validation_error");
        assertThat(run.json().path("details").path(0).path("field").asString()).isEqualTo(body.field());
        assertNothingWritten(learner, database);
    }

    @Test
    @DisplayName("that is only strange is served: protocol versions to come, and ones that are none")
    void strangeVersions(Learner learner, AgUiClient agent, dev.chiron.testkit.ModelScript model) {
        model.replies("ok").always();
        for (var version : List.of("1.7", "banana")) {
            assertThat(agent.start(
                            AgUiRequest.onNewThread().protocolVersion(version).says("hi")))
                    .isConformant()
                    .finished();
        }
    }

    @Test
    @DisplayName("a user_id in a body is ignored: the learner is who the token says")
    void userIdIsIgnored(
            Learner learner,
            TutorClient client,
            Learners learners,
            dev.chiron.testkit.ModelScript model,
            Database database) {
        model.replies("ok");
        var other = learners.fresh();
        var answer = client.post(MESSAGES, Map.of("content", "hi", "user_id", other.id()));
        assertThat(answer.string("user_id")).isEqualTo(learner.id().toString());
        assertThat(database.asLearner(other).count("select 1 from public.chat_messages"))
                .isZero();
        Chat.awaitOver(database, Chat.sent(answer).turnId());
    }

    private static void assertValidationError(Answer answer, String field) {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(400);
        assertThat(answer.string("error_code")).isEqualTo("validation_error");
        assertThat(answer.string("message")).isNotBlank();
        assertThat(answer.string("details.0.field")).as(answer.toString()).isEqualTo(field);
        assertThat(answer.string("details.0.problem")).isNotBlank();
        assertThat(answer.text()).doesNotContain("Exception", "dev.chiron", "tools.jackson", "java.");
    }

    private static void assertNothingWritten(Learner learner, Database database) {
        for (var table : List.of("chat_sessions", "chat_turns", "chat_messages", "turn_events")) {
            assertThat(database.asService().count("select 1 from public." + table + " where user_id = ?", learner.id()))
                    .as(table)
                    .isZero();
        }
    }
}
