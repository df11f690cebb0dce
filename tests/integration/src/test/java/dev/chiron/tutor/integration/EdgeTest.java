package dev.chiron.tutor.integration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chiron.testkit.AgUiRequest;
import dev.chiron.testkit.Learner;
import dev.chiron.testkit.ModelScript;
import dev.chiron.testkit.Stack;
import dev.chiron.testkit.TutorClient;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for every request before it is anybody's in particular, and for every answer after it was. */
@TutorTest
@DisplayName("The edge")
class EdgeTest {

    /** In {@link TutorTest}. */
    private static final String SCHOOL = "https://school.example";

    private static final String MESSAGES = "/api/v1/chat/messages";

    private static String token(Learner learner) {
        return "Authorization: Bearer " + learner.token();
    }

    private static String[] with(String[] headers, String... more) {
        return Stream.concat(Stream.of(headers), Stream.of(more)).toArray(String[]::new);
    }

    /** A kind of answer. */
    record Kind(String what, String line, int status, boolean personal, List<String> headers) {

        static Kind of(String what, String line, int status, boolean personal, String... headers) {
            return new Kind(what, line, status, personal, List.of(headers));
        }

        RawExchange ask(Stack stack, Learner learner, String... more) {
            var all = new ArrayList<>(headers);
            Collections.addAll(all, more);
            if (all.remove("TOKEN")) {
                all.add(token(learner));
            }
            var body = all.stream().filter(each -> each.startsWith("{")).findFirst();
            body.ifPresent(all::remove);
            body.ifPresent(each ->
                    Collections.addAll(all, "Content-Type: application/json", "Content-Length: " + each.length()));
            return RawExchange.send(stack, RawExchange.head(line, all.toArray(String[]::new)) + body.orElse(""));
        }

        @Override
        public String toString() {
            return what;
        }
    }

    static Stream<Kind> kinds() {
        return Stream.of(
                Kind.of("an answer", "GET /api/v1/tracks", 200, true, "TOKEN"),
                Kind.of("something new", "POST /api/v1/chat/sessions", 201, true, "TOKEN", "{}"),
                Kind.of("no token", "GET /api/v1/tracks", 401, true),
                Kind.of("no such thing", "GET /api/v1/nowhere", 404, true, "TOKEN"),
                Kind.of("no such method", "DELETE /api/v1/chat/messages", 405, true, "TOKEN"),
                Kind.of("a bad body", "POST /api/v1/chat/messages", 400, true, "TOKEN", "{}"),
                Kind.of("a large body", "POST /api/v1/chat/messages", 413, true, "Content-Length: 9999999"),
                Kind.of("a compressed body", "POST /api/v1/auth/login", 415, true, "Content-Encoding: gzip", "{}"),
                Kind.of("a bad login", "POST /api/v1/auth/login", 400, true, "{}"),
                Kind.of("a tricky address", "GET /api/v1//tracks", 400, true, "TOKEN"),
                Kind.of("an address for the server alone", "GET /api/%2e%2e/%5c", 400, true, "TOKEN"),
                Kind.of("a method that is never served", "TRACE /api/v1/tracks", 405, true, "TOKEN"),
                Kind.of("health", "GET /api/v1/health", 200, true),
                Kind.of("capabilities", "GET /api/v1/agui/capabilities", 200, false),
                Kind.of("the API's document", "GET /api/v1/openapi.json", 200, false),
                Kind.of("its page", "GET /api/v1/swagger-ui/index.html", 200, false),
                Kind.of("the page", "GET /", 200, false),
                Kind.of("a file of the page", "GET /icon.svg", 200, false),
                Kind.of("a page that is not there", "GET /nowhere", 404, false, "Sec-Fetch-Mode: navigate"),
                Kind.of("a file that is not there", "GET /assets/none.js", 404, false),
                Kind.of("a thread", "POST /api/v1/agui/connect", 200, false, "TOKEN", connect()));
    }

    private static String connect() {
        return AgUiRequest.onThread("edge").toString();
    }

    @ParameterizedTest
    @MethodSource("kinds")
    @DisplayName(
            "tells browsers the same of every answer: no guessing of types, no frames, nobody told where from, no version")
    void securityHeaders(Kind kind, Stack stack, Learner learner) {
        var answer = kind.ask(stack, learner);

        assertThat(answer.status()).as(answer.toString()).isEqualTo(kind.status());
        assertThat(answer.headers())
                .containsEntry("x-content-type-options", "nosniff")
                .containsEntry("x-frame-options", "DENY")
                .containsEntry("referrer-policy", "no-referrer")
                .containsEntry("cross-origin-opener-policy", "same-origin")
                .containsEntry("cross-origin-resource-policy", "same-origin")
                .containsEntry("permissions-policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()")
                .doesNotContainKeys("server", "x-powered-by", "strict-transport-security", "set-cookie");
        if (kind.line().contains("/api/")) {
            assertThat(answer.headers().get("content-security-policy"))
                    .contains("default-src 'none'", "frame-ancestors 'none'");
        }
        if (kind.personal()) {
            assertThat(answer.headers().get("cache-control")).contains("no-store");
        }
        if (kind.status() >= 400
                && answer.headers().getOrDefault("content-type", "").contains("json")) {
            assertThat(answer.errorCode()).as(answer.text()).isNotEmpty();
        }
        assertThat(answer.text()).doesNotContain("Tomcat", "Exception", "dev.chiron");
    }

    @ParameterizedTest
    @MethodSource("kinds")
    @DisplayName("binds browsers to https where a trusted proxy says that they came by it, and nowhere else")
    void transportSecurity(Kind kind, Stack stack, Learner learner) {
        var answer = kind.ask(stack, learner, "X-Forwarded-For: 192.0.2.7", "X-Forwarded-Proto: https");

        assertThat(answer.headers()).containsEntry("strict-transport-security", "max-age=31536000");
    }

    /** A request that is no good as such. */
    record Odd(String what, String line, int status, List<String> headers) {

        static Odd of(String what, String line, int status, String... headers) {
            return new Odd(what, line, status, List.of(headers));
        }

        @Override
        public String toString() {
            return what;
        }
    }

    static Stream<Odd> odd() {
        var tracks = "GET /api/v1/tracks";
        return Stream.of(
                Odd.of("a way up", "GET /api/v1/../../etc/passwd", 400),
                Odd.of("a way up out of the root", "GET /../../etc/passwd", 400),
                Odd.of("an encoded way up", "GET /api/v1/%2e%2e/%2e%2e/etc/passwd", 400),
                Odd.of("a twice encoded way up", "GET /assets/%252e%252e/application.yml", 400),
                Odd.of("an encoded slash", "GET /api/v1/tracks%2Fx", 400),
                Odd.of("an encoded backslash", "GET /assets/..%5capplication.yml", 400),
                Odd.of("a semicolon", "GET /api/v1/tracks;jsessionid=1", 400),
                Odd.of("a double slash", "GET //api/v1/tracks", 400),
                Odd.of("a NUL", "GET /api/v1/tracks/%00", 400),
                Odd.of("a line break", "GET /api/v1/tracks/%0d%0aSet-Cookie:%20a=b", 400),
                Odd.of("a broken escape", "GET /api/v1/tracks/%zz", 400),
                Odd.of("bytes that are no UTF-8", "GET /api/v1/tracks/%ff%fe", 400),
                Odd.of("a query without a name", tracks + "/x?=1", 400),
                Odd.of("a query with a broken escape", "GET /api/v1/chat/sessions?limit=%zz", 400),
                Odd.of("too many parts of a query", "GET /api/v1/chat/sessions?" + "a=1&".repeat(101) + "limit=1", 400),
                Odd.of("an unknown method", "BREW /api/v1/tracks", 400),
                Odd.of("TRACE", "TRACE /api/v1/tracks", 405),
                Odd.of("CONNECT", "CONNECT /api/v1/tracks", 501),
                Odd.of("an answer that nobody can give", tracks, 406, "Accept: image/png"),
                Odd.of("a stream as JSON", "POST /api/v1/agui", 406, "Accept: application/json", "{}"),
                Odd.of("an Accept that is none", tracks, 406, "Accept: nonsense"),
                Odd.of("a compressed body", "POST " + MESSAGES, 415, "Content-Encoding: gzip", "{}"),
                Odd.of("another coding of the transfer", "POST " + MESSAGES, 501, "Transfer-Encoding: nonsense", "{}"),
                Odd.of("a type that is none", "POST " + MESSAGES, 415, "Content-Type: nonsense", "Content-Length: 2"));
    }

    @ParameterizedTest
    @MethodSource("odd")
    @DisplayName("refuses what is odd with an error of the one shape, and never with a page of the server's own")
    void oddRequests(Odd odd, Stack stack, Learner learner) {
        var body = odd.headers().stream().filter(each -> each.startsWith("{")).findFirst();
        var headers = new ArrayList<>(List.of(token(learner)));
        odd.headers().stream().filter(each -> !each.startsWith("{")).forEach(headers::add);
        body.ifPresent(each ->
                Collections.addAll(headers, "Content-Type: application/json", "Content-Length: " + each.length()));
        var answer = RawExchange.send(
                stack,
                RawExchange.head(odd.line(), headers.toArray(String[]::new))
                        + body.orElse(odd.headers().size() > 1 ? "{}" : ""));

        assertThat(answer.status()).as(answer.toString()).isEqualTo(odd.status());
        assertThat(answer.headers().get("content-type")).as(answer.toString()).isEqualTo("application/json");
        assertThat(answer.errorCode()).as(answer.toString()).isNotEmpty();
        assertThat(answer.headers())
                .containsEntry("x-content-type-options", "nosniff")
                .doesNotContainKey("set-cookie");
        assertThat(answer.text()).doesNotContain("Exception", "Tomcat", "dev.chiron", "java.");
    }

    @Test
    @DisplayName("refuses headers that are too large, and addresses, without reading on")
    void largeHeaders(Stack stack, Learner learner) {
        for (var request : List.of(
                RawExchange.head("GET /api/v1/tracks", token(learner), "X-Large: " + "x".repeat(9000)),
                RawExchange.head("GET /api/v1/tracks?" + "x".repeat(9000), token(learner)),
                RawExchange.head("GET /api/v1/tracks", "Authorization: Bearer " + "x".repeat(9000)),
                RawExchange.head(
                        "GET /api/v1/tracks",
                        Stream.generate(() -> "A: b").limit(200).toArray(String[]::new)))) {
            var answer = RawExchange.send(stack, request);

            assertThat(answer.status()).as(answer.toString()).isIn(400, 414, 431);
            assertThat(answer.text()).doesNotContain("Exception", "Tomcat");
        }
        assertThat(RawExchange.ask(stack, "GET /api/v1/tracks", token(learner), "X-Large: " + "x".repeat(5000))
                        .status())
                .isEqualTo(200);
    }

    @Test
    @DisplayName("takes no two lengths of a body, nor a length and chunks, so that nobody hides a request in another")
    void smuggling(Stack stack, Learner learner) {
        var hidden = "GET /api/v1/health HTTP/1.1\r\nHost: localhost\r\n\r\n";
        for (var lengths : List.of(
                List.of("Content-Length: 2", "Content-Length: 50"),
                List.of("Content-Length: -1"),
                List.of("Content-Length: 2x"),
                List.of("Content-Length: 99999999999999999999"))) {
            var headers = with(
                    new String[] {token(learner), "Content-Type: application/json"}, lengths.toArray(String[]::new));
            var answer = RawExchange.send(stack, RawExchange.head("POST " + MESSAGES, headers) + "{}" + hidden);

            assertThat(answer.status()).as(lengths + " " + answer).isEqualTo(400);
            assertThat(answer.text()).as("one answer, not two").doesNotContain("HTTP/1.1");
        }
        var both = RawExchange.send(
                stack,
                RawExchange.head(
                                "POST " + MESSAGES,
                                token(learner),
                                "Content-Type: application/json",
                                "Content-Length: 4",
                                "Transfer-Encoding: chunked")
                        + "0\r\n\r\n" + hidden);
        assertThat(both.status()).as(both.toString()).isEqualTo(400);
        assertThat(both.text()).as("one answer, not two").doesNotContain("HTTP/1.1");
    }

    @Test
    @DisplayName("cuts a chunked body off where it passes the limit, however it goes on")
    void endlessChunks(Stack stack, Learner learner) {
        var chunk = "10000\r\n" + "x".repeat(0x10000) + "\r\n";
        var answer = RawExchange.sendWithoutEnd(
                stack,
                RawExchange.head(
                                "POST " + MESSAGES,
                                token(learner),
                                "Content-Type: application/json",
                                "Transfer-Encoding: chunked")
                        + "c\r\n{\"content\":\"\r\n" + chunk.repeat(17));

        assertThat(answer.status()).as(answer.toString()).isEqualTo(413);
        assertThat(answer.errorCode()).isEqualTo("payload_too_large");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/chat/messages", "/api/v1/agui"})
    @DisplayName(
            "refuses JSON that is a bomb: a thousand levels, a number of ten thousand digits, a name of a hundred thousand")
    void jsonBombs(String path, Learner learner, TutorClient client) {
        for (var bomb : List.of(
                "{\"content\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}",
                "{\"content\":" + "{\"a\":".repeat(5_000) + "1" + "}".repeat(5_000) + "}",
                "{\"content\":" + "9".repeat(10_000) + "}",
                "{\"content\":1e999999999}",
                "{\"" + "x".repeat(100_000) + "\":1,\"content\":\"hi\"")) {
            var answer = client.post(path, bomb);

            assertThat(answer.status()).as(path + " " + bomb.substring(0, 20)).isEqualTo(400);
            assertThat(answer.string("error_code")).isEqualTo("validation_error");
        }
    }

    @Test
    @DisplayName("answers HEAD as GET without a body, and holds no stream open for it")
    void head(Stack stack, Learner learner, TutorClient client) {
        var answer = RawExchange.ask(stack, "HEAD /api/v1/tracks", token(learner));
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text()).isEmpty();
        assertThat(RawExchange.ask(stack, "HEAD /").status()).isEqualTo(200);

        var session = client.post(Chat.SESSIONS).string("session_id");
        var stream = RawExchange.ask(stack, "HEAD " + Chat.SESSIONS + "/" + session + "/events", token(learner));
        assertThat(stream.status()).as(stream.toString()).isEqualTo(405);
    }

    @Nested
    @DisplayName("for pages of other origins")
    class OtherOrigins {

        private RawExchange preflight(Stack stack, String path, String origin, String method, String headers) {
            return RawExchange.ask(
                    stack,
                    "OPTIONS " + path,
                    "Origin: " + origin,
                    "Access-Control-Request-Method: " + method,
                    "Access-Control-Request-Headers: " + headers);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {"/api/v1/agui", "/awp", "/api/v1/agui/connect", "/api/v1/chat/messages", "/api/v1/auth/login"
                })
        @DisplayName("lets those that are set ask first, without a token, for every address of the API")
        void asksFirst(String path, Stack stack) {
            var answer = preflight(stack, path, SCHOOL, "POST", "authorization, content-type, idempotency-key");

            assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
            assertThat(answer.headers())
                    .containsEntry("access-control-allow-origin", SCHOOL)
                    .containsEntry("access-control-allow-headers", "authorization, content-type, idempotency-key")
                    .containsEntry("access-control-max-age", "600")
                    .doesNotContainKey("access-control-allow-credentials");
            assertThat(answer.headers().get("access-control-allow-methods")).contains("POST", "PATCH", "DELETE");
        }

        @Test
        @DisplayName("lets those that are set read the answer, an error too, and how long they are to wait")
        void reads(Stack stack, Learner learner) {
            for (var headers : List.of(new String[] {token(learner)}, new String[0])) {
                var answer = RawExchange.ask(stack, "GET /api/v1/tracks", with(headers, "Origin: " + SCHOOL));

                assertThat(answer.status()).isEqualTo(headers.length == 0 ? 401 : 200);
                assertThat(answer.headers()).containsEntry("access-control-allow-origin", SCHOOL);
                assertThat(answer.headers().get("access-control-expose-headers"))
                        .contains("Retry-After");
            }
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "https://evil.example",
                    "http://school.example",
                    "https://school.example:8443",
                    "https://school.example.evil.example",
                    "https://sub.school.example",
                    "null",
                    "nonsense"
                })
        @DisplayName("refuses all others, before anything is done")
        void refusesOthers(String origin, Stack stack, Learner learner) {
            var asked = preflight(stack, MESSAGES, origin, "POST", "authorization");
            assertThat(asked.status()).isEqualTo(403);
            assertThat(asked.errorCode()).isEqualTo("forbidden");
            assertThat(asked.headers()).doesNotContainKey("access-control-allow-origin");

            var done = RawExchange.ask(
                    stack, "POST /api/v1/chat/sessions", token(learner), "Origin: " + origin, "Content-Length: 0");
            assertThat(done.status()).as(done.toString()).isEqualTo(403);
            assertThat(done.headers()).doesNotContainKey("access-control-allow-origin");
            assertThat(stack.database().asLearner(learner).count("select 1 from public.chat_sessions"))
                    .isZero();
        }

        @Test
        @DisplayName("refuses a method or a header that the API does not have")
        void refusesOtherMethods(Stack stack) {
            assertThat(preflight(stack, MESSAGES, SCHOOL, "TRACE", "authorization")
                            .status())
                    .isEqualTo(403);
            assertThat(preflight(stack, MESSAGES, SCHOOL, "POST", "x-secret").status())
                    .isEqualTo(403);
        }

        @Test
        @DisplayName("takes our own page for what it is, also behind a proxy that ends TLS and is not trusted")
        void ownPage(Stack stack, Learner learner) {
            for (var origin : List.of("http://localhost", "https://localhost")) {
                assertThat(RawExchange.ask(stack, "GET /api/v1/tracks", token(learner), "Origin: " + origin)
                                .status())
                        .isEqualTo(200);
            }
        }
    }

    @Nested
    @DisplayName("for who asks too fast")
    class TooFast {

        /** Of refreshes, as {@link TutorTest} sets it: the least of all. */
        private static final int BURST = 300;

        private int refreshes(Stack stack, String address, int times) {
            var client = stack.client().withHeader("X-Forwarded-For", address);
            var refused = 0;
            for (var i = 0; i < times; i++) {
                var answer = client.post("/api/v1/auth/refresh", "{}");
                if (answer.status() == 429) {
                    refused++;
                    assertThat(answer.string("error_code")).isEqualTo("rate_limited");
                    assertThat(Integer.parseInt(answer.header("retry-after").orElseThrow()))
                            .isBetween(1, 60);
                } else {
                    assertThat(answer.status()).isEqualTo(400);
                }
            }
            return refused;
        }

        @Test
        @DisplayName(
                "counts by the address that the trusted proxy tells, a whole network of IPv6 as one, and no neighbour")
        void byAddress(Stack stack) {
            assertThat(refreshes(stack, "2001:db8:0:1::1", BURST + 20)).isBetween(10, 20);
            assertThat(refreshes(stack, "2001:db8:0:1:ffff::2", 1)).isOne();
            assertThat(refreshes(stack, "2001:db8:0:2::1", 1)).isZero();
            // What a client claims stands before what the proxy adds, and is not believed.
            assertThat(refreshes(stack, "198.51.100.1, 2001:db8:0:1::3", 1)).isOne();
        }
    }

    @Test
    @DisplayName("keeps streams readable by what they are: the headers of streams stay theirs")
    void streams(Learner learner, Stack stack, ModelScript model) {
        model.replies("Hello");
        var run = stack.agent().as(learner).withHeader("Origin", SCHOOL).say("Hi");

        assertThat(run.header("Cache-Control")).hasValue("no-cache, no-transform");
        assertThat(run.header("Access-Control-Allow-Origin")).hasValue(SCHOOL);
        assertThat(run.header("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(run.text()).isEqualTo("Hello");
    }
}
