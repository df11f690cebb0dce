package dev.chiron.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.chiron.testkit.ModelRequest.Outcome;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

/** Goal: an OpenAI client cannot tell the scripted model from a real one, in good days and in bad ones. */
@Timeout(60)
class ScriptedModelTest {

    private final ScriptedModel model = ScriptedModel.start();
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @AfterEach
    void closeModel() {
        model.close();
        http.close();
    }

    @Test
    @DisplayName("a stream has the role first, one chunk per delta, the finish reason, the usage and [DONE]")
    void streamsLikeOpenAi() throws Exception {
        model.forUser("ada").replies("Hello ", "there").usage(12, 7);

        HttpResponse<String> response = ask("ada", true, true);

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("content-type")).contains("text/event-stream; charset=utf-8");
        assertThat(response.body()).endsWith("data: [DONE]\n\n").doesNotContain("\r");
        List<JsonNode> chunks = chunks(response.body());
        assertThat(chunks).hasSize(5);
        assertThat(chunks).allSatisfy(chunk -> {
            assertThat(chunk.path("object").stringValue()).isEqualTo("chat.completion.chunk");
            assertThat(chunk.path("id")).isEqualTo(chunks.getFirst().path("id"));
            assertThat(chunk.path("model").stringValue()).isEqualTo("scripted");
            assertThat(chunk.path("created").isIntegralNumber()).isTrue();
        });
        assertThat(delta(chunks.get(0))).isEqualTo("{\"role\":\"assistant\",\"content\":\"\"}");
        assertThat(delta(chunks.get(1))).isEqualTo("{\"content\":\"Hello \"}");
        assertThat(delta(chunks.get(2))).isEqualTo("{\"content\":\"there\"}");
        assertThat(delta(chunks.get(3))).isEqualTo("{}");
        assertThat(chunks.get(2).at("/choices/0/finish_reason").isNull()).isTrue();
        assertThat(chunks.get(3).at("/choices/0/finish_reason").stringValue()).isEqualTo("stop");
        assertThat(chunks.get(4).path("choices").isEmpty()).isTrue();
        assertThat(chunks.get(4).path("usage").toString())
                .isEqualTo("{\"prompt_tokens\":12,\"completion_tokens\":7,\"total_tokens\":19}");
    }

    @Test
    void usageIsStreamedOnlyToThoseWhoAskForIt() throws Exception {
        model.forUser("ada").replies("Hello");

        assertThat(ask("ada", true, false).body()).doesNotContain("usage");
    }

    @Test
    void answersWholeWithoutStreaming() throws Exception {
        model.forUser("ada").replies("Hello ", "there").usage(3, 2);

        JsonNode body = Json.parse(ask("ada", false, false).body());

        assertThat(body.path("object").stringValue()).isEqualTo("chat.completion");
        assertThat(body.at("/choices/0/message/content").stringValue()).isEqualTo("Hello there");
        assertThat(body.at("/choices/0/finish_reason").stringValue()).isEqualTo("stop");
        assertThat(body.at("/usage/total_tokens").intValue()).isEqualTo(5);
    }

    @Test
    @DisplayName("a tool call comes as its name and then its arguments in fragments; several have an index each")
    void streamsToolCalls() throws Exception {
        model.forUser("ada").callsTools(List.of(Map.entry("quiz", "{\"q\":\"🦉?\"}"), Map.entry("slider", "{}")));

        List<JsonNode> chunks = chunks(ask("ada", true, false).body());

        StringBuilder arguments = new StringBuilder();
        List<String> names = new ArrayList<>();
        for (JsonNode chunk : chunks) {
            JsonNode call = chunk.at("/choices/0/delta/tool_calls/0");
            if (call.at("/function/name").isString()) {
                names.add(call.path("index") + " " + call.at("/function/name").stringValue());
                assertThat(call.path("id").stringValue()).startsWith("call_");
            }
            if (call.path("index").asInt(-1) == 0) {
                arguments.append(call.at("/function/arguments").asString());
            }
        }
        assertThat(names).containsExactly("0 quiz", "1 slider");
        assertThat(arguments).hasToString("{\"q\":\"🦉?\"}");
        assertThat(chunks.getLast().at("/choices/0/finish_reason").stringValue())
                .isEqualTo("tool_calls");
    }

    @Test
    void answersToolCallsWholeWithoutStreaming() throws Exception {
        model.forUser("ada").repliesAndCallsTool("Try this.", "quiz", "{\"q\":1}");

        JsonNode message = Json.parse(ask("ada", false, false).body()).at("/choices/0/message");

        assertThat(message.path("content").stringValue()).isEqualTo("Try this.");
        assertThat(message.at("/tool_calls/0/function/name").stringValue()).isEqualTo("quiz");
        assertThat(message.at("/tool_calls/0/function/arguments").stringValue()).isEqualTo("{\"q\":1}");
    }

    @Test
    @DisplayName("two users who ask at once each get their own script, step by step")
    void keepsUsersApart() throws Exception {
        model.forUser("ada").replies("A1").replies("A2");
        model.forUser("bob").replies("B1");

        assertThat(text(ask("ada", true, false))).isEqualTo("A1");
        assertThat(text(ask("bob", true, false))).isEqualTo("B1");
        assertThat(text(ask("ada", true, false))).isEqualTo("A2");
        assertThat(model.forUser("ada").requests()).hasSize(2);
        assertThat(model.forUser("bob").requests()).hasSize(1);
        assertThat(model.requests()).hasSize(3);
    }

    @Test
    void aRequestWithoutAStepIsAnswered400AndRemembered() throws Exception {
        HttpResponse<String> response = ask("nobody", true, false);

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).contains("no step left for user nobody");
        assertThat(model.unexpected())
                .singleElement()
                .extracting(ModelRequest::user)
                .isEqualTo("nobody");
    }

    @Test
    void requestsWithoutAUserGetTheFallback() throws Exception {
        model.fallback().replies("anyone").always();

        for (int i = 0; i < 3; i++) {
            assertThat(text(ask(null, true, false))).isEqualTo("anyone");
        }
        assertThat(model.unexpected()).isEmpty();
    }

    @Test
    void aRepeatedStepAnswersExactlyThatOften() throws Exception {
        ModelScript script = model.forUser("ada").replies("same").repeat(2).replies("other");

        assertThat(script.stepsLeft()).isEqualTo(3);
        assertThat(text(ask("ada", true, false))).isEqualTo("same");
        assertThat(text(ask("ada", true, false))).isEqualTo("same");
        assertThat(text(ask("ada", true, false))).isEqualTo("other");
        assertThat(script.stepsLeft()).isZero();
    }

    @Test
    void nothingCanBeWrittenAfterAStepForEver() {
        ModelScript script = model.forUser("ada").replies("same").always();

        assertThatIllegalStateException().isThrownBy(() -> script.replies("never"));
        assertThat(script.startsOver().replies("now").stepsLeft()).isEqualTo(1);
    }

    @Test
    void rateLimitCarriesRetryAfterInWholeSeconds() throws Exception {
        model.forUser("ada").rateLimited(Duration.ofMillis(1200));

        HttpResponse<String> response = ask("ada", true, false);

        assertThat(response.statusCode()).isEqualTo(429);
        assertThat(response.headers().firstValue("retry-after")).contains("2");
        assertThat(Json.parse(response.body()).at("/error/code").stringValue()).isEqualTo("rate_limit_exceeded");
    }

    @Test
    void failuresHaveOpenAisShape() throws Exception {
        model.forUser("ada").fails(503).unauthorized();

        HttpResponse<String> failure = ask("ada", true, false);
        HttpResponse<String> wrongKey = ask("ada", true, false);

        assertThat(failure.statusCode()).isEqualTo(503);
        assertThat(Json.parse(failure.body()).at("/error/type").stringValue()).isEqualTo("server_error");
        assertThat(wrongKey.statusCode()).isEqualTo(401);
        assertThat(Json.parse(wrongKey.body()).at("/error/code").stringValue()).isEqualTo("invalid_api_key");
    }

    @Test
    void aCutOffStreamDeliversItsDeltasAndThenBreaks() throws Exception {
        Barrier barrier = Barrier.closed();
        model.forUser("ada").cutOffAt(barrier, "one", "two");

        try (BufferedReader reader = open("ada")) {
            String line = String.valueOf(reader.readLine());
            while (!line.contains("\"two\"")) {
                line = String.valueOf(reader.readLine());
            }
            barrier.open();
            assertThatIOException().isThrownBy(() -> {
                String rest = reader.readLine();
                while (rest != null) {
                    rest = reader.readLine();
                }
            });
        }
    }

    @Test
    void aCutOffBreaksStreamedAndWholeAnswersAlike() {
        model.forUser("ada").cutOffAfter("one").repeat(2);

        assertThatIOException().isThrownBy(() -> ask("ada", true, false));
        assertThatIOException().isThrownBy(() -> ask("ada", false, false));
    }

    @Test
    void aStreamWithoutFinishEndsInGoodOrder() throws Exception {
        model.forUser("ada").endsWithoutFinish("one");

        HttpResponse<String> response = ask("ada", true, true);

        assertThat(response.body()).contains("\"one\"").doesNotContain("[DONE]").doesNotContain("\"stop\"");
    }

    @Test
    @DisplayName("a model that hangs answers nothing, and notices when its client gives up")
    void hangsUntilTheClientLeaves() throws Exception {
        ModelScript script = model.forUser("ada").hangs();

        CompletableFuture<HttpResponse<String>> answer =
                http.sendAsync(request("ada", true, false), BodyHandlers.ofString());
        ModelRequest asked = script.awaitRequests(1).getFirst();
        assertThat(answer).isNotDone();
        answer.cancel(true);
        http.shutdownNow();

        assertThat(asked.awaitOutcome()).isEqualTo(Outcome.ABANDONED);
    }

    @Test
    void aStalledStreamDeliversItsDeltasAndStaysOpen() throws Exception {
        ModelScript script = model.forUser("ada").stallsAfter("one");

        BufferedReader reader = open("ada");
        reader.readLine();
        reader.readLine();
        assertThat(reader.readLine()).contains("\"one\"");
        reader.close();

        assertThat(script.requests().getFirst().awaitOutcome()).isEqualTo(Outcome.ABANDONED);
    }

    @Test
    void garbageIsNotJson() throws Exception {
        model.forUser("ada").garbage().repeat(2);

        assertThat(ask("ada", true, false).body()).contains("<html>").doesNotContain("[DONE]");
        HttpResponse<String> whole = ask("ada", false, false);
        assertThat(whole.statusCode()).isEqualTo(200);
        assertThat(Answer.jsonOrMissing(whole.body()).isMissingNode()).isTrue();
    }

    @Test
    void anEmptyReplyFinishesWithoutContent() throws Exception {
        model.forUser("ada").emptyReply();

        HttpResponse<String> response = ask("ada", true, false);

        assertThat(text(response)).isEmpty();
        assertThat(response.body()).contains("\"stop\"").contains("[DONE]");
    }

    @Test
    void refusesInTheFieldForIt() throws Exception {
        model.forUser("ada").refuses("I cannot help with that.").repeat(2);

        assertThat(ask("ada", true, false).body()).contains("{\"refusal\":\"I cannot help with that.\"}");
        JsonNode message = Json.parse(ask("ada", false, false).body()).at("/choices/0/message");
        assertThat(message.path("content").isNull()).isTrue();
        assertThat(message.path("refusal").stringValue()).isEqualTo("I cannot help with that.");
    }

    @Test
    void aHeldRequestIsAnsweredWhenTheBarrierOpens() throws Exception {
        Barrier barrier = Barrier.closed();
        model.forUser("ada").holdUntil(barrier).replies("late");

        CompletableFuture<HttpResponse<String>> answer =
                http.sendAsync(request("ada", true, false), BodyHandlers.ofString());
        barrier.awaitReached();
        assertThat(answer).isNotDone();
        barrier.open();

        assertThat(text(answer.get(30, TimeUnit.SECONDS))).isEqualTo("late");
    }

    @Test
    void aReplyCanBeHeldInItsMiddle() throws Exception {
        Barrier barrier = Barrier.closed();
        ModelScript script = model.forUser("ada").repliesAround("first ", barrier, "second");

        try (BufferedReader reader = open("ada")) {
            reader.readLine();
            reader.readLine();
            assertThat(reader.readLine()).contains("first ");
            barrier.awaitReached();
            barrier.open();
            assertThat(reader.lines().toList()).anyMatch(line -> line.contains("second"));
        }
        assertThat(script.requests().getFirst().awaitOutcome()).isEqualTo(Outcome.SERVED);
    }

    @Test
    void aSlowReplyTakesItsTime() throws Exception {
        model.forUser("ada").repliesSlowly(Duration.ofMillis(80), Duration.ofMillis(40), "a", "b", "c");

        long start = System.nanoTime();
        String text = text(ask("ada", true, false));

        assertThat(text).isEqualTo("abc");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(160));
    }

    @Test
    @DisplayName("a request is recorded with its messages and tools, and without its secrets")
    void recordsWhatItWasAsked() throws Exception {
        model.forUser("ada").replies("ok");
        String body = """
                {"model":"scripted","user":"ada","messages":[{"role":"system","content":"Be kind."},
                 {"role":"user","content":[{"type":"text","text":"Hi"}]}],
                 "tools":[{"type":"function","function":{"name":"quiz","parameters":{}}}]}
                """;

        post("/v1/chat/completions", body);

        ModelRequest request = model.forUser("ada").requests().getFirst();
        assertThat(request.roles()).containsExactly("system", "user");
        assertThat(request.texts("system")).containsExactly("Be kind.");
        assertThat(request.lastText()).isEqualTo("Hi");
        assertThat(request.toolNames()).containsExactly("quiz");
        assertThat(request.model()).isEqualTo("scripted");
        assertThat(request.isStreaming()).isFalse();
        assertThat(request.headers()).containsKey("content-type").doesNotContainKey("authorization");
        assertThat(request.toString()).doesNotContain("sk-secret");
    }

    @Test
    void anyBasePathWillDoAndAnythingElseIsRefused() throws Exception {
        model.fallback().replies("ok").always();

        assertThat(post("/some/gateway/chat/completions", "{\"messages\":[]}").statusCode())
                .isEqualTo(200);
        assertThat(post("/v1/chat/completions", "not json").statusCode()).isEqualTo(400);
        assertThat(post("/v1/embeddings", "{}").statusCode()).isEqualTo(404);
    }

    private HttpResponse<String> ask(@Nullable String user, boolean stream, boolean usage)
            throws IOException, InterruptedException {
        return http.send(request(user, stream, usage), BodyHandlers.ofString());
    }

    /** The lines of a stream as they come. */
    private BufferedReader open(String user) throws IOException, InterruptedException {
        InputStream body = http.send(request(user, true, false), BodyHandlers.ofInputStream())
                .body();
        return new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8));
    }

    private HttpRequest request(@Nullable String user, boolean stream, boolean usage) {
        var body = Json.MAPPER.createObjectNode().put("model", "scripted").put("stream", stream);
        if (user != null) {
            body.put("user", user);
        }
        if (usage) {
            body.putObject("stream_options").put("include_usage", true);
        }
        body.putArray("messages").addObject().put("role", "user").put("content", "Hi");
        return post(model.baseUrl() + "/chat/completions", BodyPublishers.ofString(body.toString()));
    }

    private HttpResponse<String> post(String path, String body) throws IOException, InterruptedException {
        return http.send(
                post(model.baseUrl().resolve(path).toString(), BodyPublishers.ofString(body)), BodyHandlers.ofString());
    }

    private static HttpRequest post(String uri, HttpRequest.BodyPublisher body) {
        return HttpRequest.newBuilder(URI.create(uri))
                .timeout(Duration.ofSeconds(30))
                .header("Content-Type", "application/json")
                .header("Authorization", "Bearer sk-secret")
                .POST(body)
                .build();
    }

    private static List<JsonNode> chunks(String stream) {
        return stream.lines()
                .filter(line -> line.startsWith("data: {"))
                .map(line -> Json.parse(line.substring("data: ".length())))
                .toList();
    }

    private static String delta(JsonNode chunk) {
        return chunk.at("/choices/0/delta").toString();
    }

    private static String text(HttpResponse<String> response) {
        StringBuilder text = new StringBuilder();
        chunks(response.body())
                .forEach(chunk ->
                        text.append(chunk.at("/choices/0/delta/content").asString("")));
        return text.toString();
    }
}
