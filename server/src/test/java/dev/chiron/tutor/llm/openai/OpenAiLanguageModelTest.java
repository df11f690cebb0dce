package dev.chiron.tutor.llm.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.chiron.testkit.Barrier;
import dev.chiron.testkit.ModelRequest.Outcome;
import dev.chiron.testkit.ModelScript;
import dev.chiron.testkit.ScriptedModel;
import dev.chiron.tutor.fake.FakeServer;
import dev.chiron.tutor.llm.LanguageModel;
import dev.chiron.tutor.llm.LanguageModelContract;
import dev.chiron.tutor.llm.ModelException;
import dev.chiron.tutor.llm.ModelException.Kind;
import dev.chiron.tutor.llm.ModelReply;
import dev.chiron.tutor.llm.ModelRequest;
import dev.chiron.tutor.llm.ModelRequest.Line;
import dev.chiron.tutor.llm.ModelRequest.Speaker;
import dev.chiron.tutor.llm.ModelSettings;
import dev.chiron.tutor.llm.StopSignal;
import dev.chiron.tutor.llm.Tool;
import dev.chiron.tutor.llm.ToolCall;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

@Timeout(60) // less than any time-out of a connection: what waits for one of those has failed
@DisplayName("An OpenAI-compatible model is asked once, and every way in which it can fail has its name")
class OpenAiLanguageModelTest implements LanguageModelContract {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Duration LONG = Duration.ofMinutes(2);
    private static final Duration SHORT = Duration.ofMillis(700);

    private final ScriptedModel server = ScriptedModel.start();
    private final ModelScript script = server.forUser(REQUEST.learner());
    private final List<AutoCloseable> open = new ArrayList<>(List.of(server));

    /** The first call of a process loads thousands of classes, which is not what the tests below are to wait for. */
    @BeforeAll
    static void warmUp() {
        try (var server = ScriptedModel.start();
                var model = new OpenAiLanguageModel(settings(server.baseUrl().toString(), 0.5, LONG, LONG))) {
            server.forUser(REQUEST.learner()).replies("Hello");
            ask(model);
        }
    }

    @AfterEach
    void close() throws Exception {
        for (var each : open.reversed()) {
            each.close();
        }
    }

    @Override
    public LanguageModel model() {
        script.startsOver()
                .replies("Plants ", "turn light ", "into sugar", " — see Photosynthesis.")
                .always();
        return patient();
    }

    // Goal: the model gets the instructions, the conversation in order, and the limits that are set.
    @Test
    void theRequestHoldsAllThatIsAsked() {
        script.replies("Because.");
        var request = new ModelRequest(
                "Be a tutor. \"{{x}}\" \\ é 🎓",
                List.of(
                        new Line(Speaker.LEARNER, "Hi"),
                        new Line(Speaker.TUTOR, "Hello, what would you like?"),
                        new Line(Speaker.LEARNER, "Why is {this} blue? 🎓")),
                List.of(),
                List.of(),
                REQUEST.learner());

        patient().stream(request, _ -> {}, new StopSignal());

        var asked = script.requests().getFirst();
        assertThat(asked.roles()).containsExactly("system", "user", "assistant", "user");
        assertThat(asked.texts("system")).containsExactly(request.system());
        assertThat(asked.texts("user")).containsExactly("Hi", "Why is {this} blue? 🎓");
        assertThat(asked.texts("assistant")).containsExactly("Hello, what would you like?");
        assertThat(asked.model()).isEqualTo("gpt-test");
        assertThat(asked.user()).isEqualTo("learner-1");
        assertThat(asked.isStreaming()).isTrue();
        assertThat(asked.body().path("stream_options").path("include_usage").asBoolean())
                .isTrue();
        assertThat(asked.body().path("max_tokens").asInt()).isEqualTo(500);
        assertThat(asked.body().path("temperature").asDouble()).isEqualTo(0.5);
        assertThat(asked.body().has("tools")).isFalse();
        assertThat(asked.body().has("tool_choice")).isFalse();
    }

    // Goal: models that accept no temperature but their own can be used.
    @Test
    void aNegativeTemperatureIsNotSent() {
        script.replies("Because.");

        model(settings(server.baseUrl().toString(), -1, LONG, LONG)).stream(REQUEST, _ -> {}, new StopSignal());

        assertThat(script.requests().getFirst().body().has("temperature")).isFalse();
    }

    @Test
    void theKeyIsSentAsABearerToken() {
        var refusing = fake().answers(400, "{}");

        assertThat(failure(at(refusing.url() + "/v1")).kind()).isEqualTo(Kind.REJECTED);
        assertThat(refusing.requests()).singleElement().satisfies(request -> {
            assertThat(request.headers()).containsEntry("authorization", "Bearer sk-test");
            assertThat(request.uri().getPath()).isEqualTo("/v1/chat/completions");
        });
    }

    @Test
    void usageIsRead() {
        script.replies("A", "B").usage(123, 45);

        assertThat(ask(patient())).isEqualTo(new ModelReply("AB", false, 123, 45));
    }

    // Goal: a refusal, and a reply that the provider or the limit cut short, are told to the learner as they are.
    @Test
    void whatEndsWithAFinishReasonIsAReply() {
        script.refuses("I cannot help with that.")
                .repliesUpToTheLimit("As far", " as")
                .filteredAfter("Until here");

        assertThat(ask(patient()).text()).isEqualTo("I cannot help with that.");
        assertThat(ask(patient()).text()).isEqualTo("As far as");
        assertThat(ask(patient()).text()).isEqualTo("Until here");
    }

    // Goal: no word of a long reply is lost between the client's threads.
    @Test
    void everyWordOfALongReplyArrives() {
        var words = IntStream.range(0, 20_000)
                .mapToObj(number -> "w" + number + " ")
                .toArray(String[]::new);
        script.replies(words);
        var heard = new ArrayList<String>();

        var reply = patient().stream(REQUEST, heard::add, new StopSignal());

        assertThat(heard).containsExactly(words);
        assertThat(reply.text()).isEqualTo(String.join("", words));
    }

    /** A way in which the server behaves, and what it is called. */
    record Failing(String how, Consumer<ModelScript> script, Kind kind) {

        @Override
        public String toString() {
            return how + " is " + kind;
        }
    }

    static Stream<Failing> failures() {
        return Stream.of(
                new Failing("429", script -> script.rateLimited(Duration.ofSeconds(7)), Kind.RATE_LIMITED),
                new Failing("500", script -> script.fails(500), Kind.UNAVAILABLE),
                new Failing("502", script -> script.fails(502), Kind.UNAVAILABLE),
                new Failing("503", script -> script.fails(503), Kind.UNAVAILABLE),
                new Failing("408", script -> script.fails(408), Kind.UNAVAILABLE),
                new Failing("401", ModelScript::unauthorized, Kind.UNAUTHORIZED),
                new Failing("403", script -> script.fails(403), Kind.UNAUTHORIZED),
                new Failing("400", script -> script.fails(400), Kind.REJECTED),
                new Failing("404", script -> script.fails(404), Kind.REJECTED),
                new Failing("422", script -> script.fails(422), Kind.REJECTED),
                new Failing("a reset before the first piece", script -> script.cutOffAfter(), Kind.CUT_OFF),
                new Failing("a reset in the middle", script -> script.cutOffAfter("Plants ", "turn "), Kind.CUT_OFF),
                new Failing(
                        "an end without a finish reason", script -> script.endsWithoutFinish("Plants "), Kind.CUT_OFF),
                new Failing("an end without anything", script -> script.endsWithoutFinish(), Kind.CUT_OFF),
                new Failing("garbage", ModelScript::garbage, Kind.INVALID),
                new Failing("a reply without text", ModelScript::emptyReply, Kind.EMPTY),
                new Failing("a blank reply", script -> script.replies(" ", "\n"), Kind.EMPTY));
    }

    // Goal: whoever decides about another try knows what happened, and nobody has tried again behind their back.
    @ParameterizedTest
    @MethodSource("failures")
    void eachFailureHasItsNameAndIsNotTriedAgain(Failing failing) {
        failing.script().accept(script);

        var failure = failure(patient());

        assertThat(failure.kind()).isEqualTo(failing.kind());
        assertThat(server.requests()).hasSize(1);
        assertThat(failure.getMessage()).doesNotContain("sk-test").doesNotContain("photosynthesis");
    }

    // Goal: silence is bounded, before the first piece and between two.
    @Test
    void aServerThatHangsBeforeTheFirstPieceHasTimedOut() {
        script.hangs();

        assertThat(failure(model(settings(server.baseUrl().toString(), 0.5, SHORT, LONG)))
                        .kind())
                .isEqualTo(Kind.TIMED_OUT);
        assertAbandoned();
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void aServerThatStallsInTheMiddleHasTimedOut() {
        script.stallsAfter("Plants ", "turn ");
        var pieces = new ArrayList<String>();

        var impatient = model(settings(server.baseUrl().toString(), 0.5, LONG, SHORT));
        assertThatThrownBy(() -> impatient.stream(REQUEST, pieces::add, new StopSignal()))
                .isInstanceOfSatisfying(
                        ModelException.class, e -> assertThat(e.kind()).isEqualTo(Kind.TIMED_OUT));

        assertThat(String.join("", pieces)).isEqualTo("Plants turn ");
        assertAbandoned();
        assertThat(server.requests()).hasSize(1);
    }

    // Goal: a reply may take as long as it likes while it goes on.
    @Test
    void aSlowReplyThatGoesOnIsNotLate() {
        var pieces = IntStream.range(0, 17).mapToObj(i -> "p" + i + " ").toArray(String[]::new);
        script.repliesSlowly(Duration.ZERO, Duration.ofMillis(100), pieces);

        var limit = Duration.ofMillis(1500);
        var reply = ask(model(settings(server.baseUrl().toString(), 0.5, LONG, limit)));

        assertThat(reply.text()).isEqualTo(String.join("", pieces));
    }

    @Test
    void aServerThatIsNotThereIsUnavailable() throws IOException {
        int port;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }

        assertThat(failure(at("http://127.0.0.1:" + port + "/v1")).kind()).isEqualTo(Kind.UNAVAILABLE);
    }

    @Test
    void aHostThatDoesNotExistIsUnavailable() {
        assertThat(failure(at("http://model.invalid/v1")).kind()).isEqualTo(Kind.UNAVAILABLE);
    }

    // Goal: how long the model asks to wait is passed on, in both forms of the header.
    @ParameterizedTest
    @CsvSource({"7, 7", "0, 0", "' 12 ', 12"})
    void retryAfterInSecondsIsRead(String header, long seconds) {
        var busy = fake().answers(429, Map.of("Retry-After", header), "{}");

        assertThat(failure(at(busy.url()))).satisfies(e -> {
            assertThat(e.kind()).isEqualTo(Kind.RATE_LIMITED);
            assertThat(e.retryAfter()).isEqualTo(Duration.ofSeconds(seconds));
        });
        assertThat(busy.requests()).hasSize(1);
    }

    @Test
    void retryAfterAsADateIsRead() {
        var at = DateTimeFormatter.RFC_1123_DATE_TIME.format(
                Instant.now().plusSeconds(90).atOffset(ZoneOffset.UTC));
        var down = fake().answers(503, Map.of("Retry-After", at), "{}");

        var failure = failure(at(down.url()));

        assertThat(failure.kind()).isEqualTo(Kind.UNAVAILABLE);
        assertThat(failure.retryAfter()).isBetween(Duration.ofSeconds(60), Duration.ofSeconds(90));
    }

    // Goal: a wait that makes no sense is no wait, never a failure of its own.
    @ParameterizedTest
    @ValueSource(
            strings = {"soon", "-5", "99999999999999999999", "Thu, 01 Jan 1970 00:00:00 GMT", "9223372036854775807"})
    void aSenselessRetryAfterDoesNoHarm(String header) {
        var busy = fake().answers(429, Map.of("Retry-After", header), "{}");

        var failure = failure(at(busy.url()));

        assertThat(failure.kind()).isEqualTo(Kind.RATE_LIMITED);
        var wait = failure.retryAfter();
        assertThat(wait == null || !wait.isNegative()).isTrue();
    }

    // Goal: HTTP clients send a request again by themselves when a server asks for it, or moves; ours does not.
    @ParameterizedTest
    @CsvSource({
        "503, Retry-After, 0",
        "408, Connection, close",
        "307, Location, /elsewhere",
        "308, Location, /elsewhere"
    })
    void noAnswerMakesTheHttpClientSendAgain(int status, String header, String value) {
        var server = fake().answers(status, Map.of(header, value), "{}");

        assertThat(failure(at(server.url())).kind()).isNotEqualTo(Kind.EMPTY);
        assertThat(server.requests()).hasSize(1);
    }

    // Goal: a connection that was kept and breaks under the next call breaks that call, once.
    @Test
    void aCallOnAKeptConnectionIsNotSentAgain() {
        script.replies("Plants ").cutOffAfter().replies("never asked for");
        var model = patient();
        ask(model);

        assertThat(failure(model).kind()).isEqualTo(Kind.CUT_OFF);
        assertThat(server.requests()).hasSize(2);
    }

    // Goal: calls follow each other on one connection: a new one would cost every turn a TLS handshake.
    @Test
    void aWholeReplyLeavesItsConnectionForTheNext() {
        var server = fake().answers(200, Map.of("Content-Type", "text/event-stream"), """
                        data: {"id":"1","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{"content":"Hi"},"finish_reason":"stop"}]}

                        data: [DONE]

                        """);
        var model = at(server.url());

        for (var i = 0; i < 5; i++) {
            assertThat(ask(model).text()).isEqualTo("Hi");
        }

        assertThat(server.connections()).isEqualTo(1);
    }

    // Goal: an answer that is not the API's, as a proxy gives it, is told apart from a failing model.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "200 | text/html | <html>Sign in to the Wi-Fi</html>",
                "200 | text/event-stream | 'data: {\"error\":{\"message\":\"overloaded\"}}\n\n'",
                "302 | text/plain | moved"
            })
    void anAnswerOfAnotherKindIsNoReply(int status, String type, String body) {
        var proxy = fake().answers(status, Map.of("Content-Type", type), body);

        assertThat(failure(at(proxy.url())).kind()).isIn(Kind.INVALID, Kind.CUT_OFF);
        assertThat(proxy.requests()).hasSize(1);
    }

    // Goal: a learner who stops a model that hangs is not kept waiting for a time-out.
    @Test
    void aStopEndsACallThatHangs() {
        script.hangs();

        assertThat(stoppedWhileAsked()).isEqualTo(new ModelReply("", true, null, null));
        assertAbandoned();
    }

    @Test
    void aStopEndsACallThatStalls() throws Exception {
        script.stallsAfter("Plants ");
        var stop = new StopSignal();
        var spoke = new CountDownLatch(1);

        var reply = CompletableFuture.supplyAsync(
                () -> patient().stream(REQUEST, _ -> spoke.countDown(), stop),
                Executors.newVirtualThreadPerTaskExecutor());
        assertThat(spoke.await(20, TimeUnit.SECONDS)).isTrue();
        stop.stop();

        assertThat(reply.get(20, TimeUnit.SECONDS)).isEqualTo(new ModelReply("Plants ", true, null, null));
        assertAbandoned();
    }

    // Goal: a call that nobody listens to any more is let go of at once: it costs money while it goes on.
    @Test
    void aListenersFailureEndsTheCall() {
        script.stallsAfter("Plants ", "turn ");
        var failure = new IllegalStateException("nobody listens");

        assertThatThrownBy(() -> patient().stream(
                        REQUEST,
                        _ -> {
                            throw failure;
                        },
                        new StopSignal()))
                .isSameAs(failure);

        assertAbandoned();
    }

    // Goal: a process that ends does not wait for its models.
    @Test
    void anInterruptEndsTheCall() throws Exception {
        script.hangs();
        var caught = new AtomicReference<Throwable>();
        var interrupted = new AtomicReference<Boolean>();
        var caller = Thread.ofVirtual().start(() -> {
            try {
                ask(patient());
            } catch (ModelException e) {
                caught.set(e);
                interrupted.set(Thread.currentThread().isInterrupted());
            }
        });
        script.awaitRequests(1);

        caller.interrupt();

        assertThat(caller.join(Duration.ofSeconds(20))).isTrue();
        assertThat(caught.get()).isInstanceOfSatisfying(ModelException.class, e -> assertThat(e.kind())
                .isEqualTo(Kind.UNAVAILABLE));
        assertThat(interrupted.get()).describedAs("the interrupt is passed on").isTrue();
        assertAbandoned();
    }

    // Goal: no learner waits for another's reply: HTTP clients often allow 5 calls to one host, or 64 in all.
    @Test
    void hundredCallsRunAtOnce() {
        var calls = 100;
        var together = Barrier.closed();
        for (var i = 0; i < calls; i++) {
            server.forUser("learner-of-many-" + i).holdUntil(together).replies("Hello ", "number " + i);
        }
        var model = patient();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var replies = IntStream.range(0, calls)
                    .mapToObj(i -> CompletableFuture.supplyAsync(
                            () -> model.stream(
                                    new ModelRequest(
                                            "", REQUEST.conversation(), List.of(), List.of(), "learner-of-many-" + i),
                                    _ -> {},
                                    new StopSignal()),
                            threads))
                    .toList();

            await().atMost(LONG).until(() -> server.requests().size() == calls);
            together.open();

            assertThat(replies.stream().map(each -> each.join().text()))
                    .containsExactlyElementsOf(IntStream.range(0, calls)
                            .mapToObj(i -> "Hello number " + i)
                            .toList());
        }
        assertThat(server.requests()).hasSize(calls);
    }

    // Goal: one model serves call after call; a failed one leaves nothing behind for the next.
    @Test
    void aFailureDoesNotSpoilTheNextCall() {
        script.cutOffAfter("Plants ").fails(500).replies("Plants ", "turn light into sugar.");
        var model = patient();

        assertThat(failure(model).kind()).isEqualTo(Kind.CUT_OFF);
        assertThat(failure(model).kind()).isEqualTo(Kind.UNAVAILABLE);
        assertThat(ask(model).text()).isEqualTo("Plants turn light into sugar.");
    }

    private static final Tool QUIZ = new Tool("its:render_quick_quiz", "Shows a question", """
            {"type": "object", "properties": {"question_text": {"type": "string"}}, "required": ["question_text"]}""");
    private static final Tool SLIDER = new Tool("its:render_skill_slider", "Shows a slider", "{\"type\":\"object\"}");
    private static final ModelRequest WITH_TOOLS = REQUEST.withTools(List.of(QUIZ, SLIDER));

    // Goal: the API refuses a colon in a name; the model is told of the tool all the same, with its whole schema.
    @Test
    void toolsAreOfferedUnderNamesThatTheApiTakes() {
        script.replies("Let us see.");

        patient().stream(WITH_TOOLS, _ -> {}, new StopSignal());

        var asked = script.requests().getFirst();
        assertThat(asked.toolNames()).containsExactly("its_render_quick_quiz", "its_render_skill_slider");
        var function = asked.tools().getFirst().path("function");
        assertThat(function.path("description").asString()).isEqualTo("Shows a question");
        assertThat(function.path("parameters")).isEqualTo(JSON.readTree(QUIZ.parametersSchema()));
    }

    // Goal: two names that look alike to the API are told apart, there and back.
    @Test
    void namesThatBecomeTheSameAreToldApart() {
        var plain = new Tool("its_render_quick_quiz", "Another", "{}");
        var dotted = new Tool("its.render_quick_quiz", "A third", "{}");
        script.callsTools(List.of(
                Map.entry("its_render_quick_quiz", "{}"),
                Map.entry("its_render_quick_quiz_2", "{}"),
                Map.entry("its_render_quick_quiz_3", "{}")));

        var reply = patient().stream(REQUEST.withTools(List.of(QUIZ, dotted, plain)), _ -> {}, new StopSignal());

        assertThat(reply.toolCalls())
                .extracting(ToolCall::name)
                .containsExactly("its_render_quick_quiz", "its:render_quick_quiz", "its.render_quick_quiz");
    }

    // Goal: what was called before, and what came of it, is told in the API's form; names that it refuses are told
    // apart from
    // those of other tools, also where the tool is not offered any more.
    @Test
    void callsAndTheirResultsAreToldInTheFormOfTheApi() {
        script.replies("Noted.");
        var request = new ModelRequest(
                REQUEST.system(),
                List.of(
                        new Line(Speaker.LEARNER, "Make it dark"),
                        Line.calling(
                                "One moment.",
                                List.of(
                                        new ToolCall("call-1", "set theme", "{\"theme\":\"dark\"}"),
                                        new ToolCall("call-2", "set:theme", "{}"))),
                        Line.result("call-1", "It is dark."),
                        Line.result("call-2", "(not answered)")),
                REQUEST.passages(),
                REQUEST.topics(),
                REQUEST.learner(),
                List.of(new Tool("set_theme", "Sets a theme", "{}")));

        patient().stream(request, _ -> {}, new StopSignal());

        var asked = script.requests().getFirst();
        assertThat(asked.roles()).containsExactly("system", "user", "assistant", "tool", "tool");
        var assistant = asked.messages().get(2);
        assertThat(assistant.path("content").asString()).isEqualTo("One moment.");
        assertThat(assistant.path("tool_calls")).isEqualTo(JSON.readTree("""
                        [{"id":"call-1","type":"function",
                          "function":{"name":"set_theme_2","arguments":"{\\"theme\\":\\"dark\\"}"}},
                         {"id":"call-2","type":"function","function":{"name":"set_theme_3","arguments":"{}"}}]"""));
        assertThat(asked.messages().subList(3, 5))
                .extracting(each -> each.path("tool_call_id").asString(), each -> each.path("content")
                        .asString())
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("call-1", "It is dark."),
                        org.assertj.core.groups.Tuple.tuple("call-2", "(not answered)"));
        assertThat(asked.toolNames()).containsExactly("set_theme");
    }

    // Goal: a reply that said nothing and only called is told as that, not as an empty saying that some APIs refuse.
    @Test
    void aSilentCallIsTold() {
        script.replies("Noted.");
        var request = new ModelRequest(
                REQUEST.system(),
                List.of(
                        new Line(Speaker.LEARNER, "Make it dark"),
                        Line.calling("", List.of(new ToolCall("call-1", "setTheme", "{}"))),
                        Line.result("call-1", "")),
                REQUEST.passages(),
                REQUEST.topics(),
                REQUEST.learner());

        patient().stream(request, _ -> {}, new StopSignal());

        var assistant = script.requests().getFirst().messages().get(2);
        assertThat(assistant.path("tool_calls").get(0).at("/function/name").asString())
                .isEqualTo("setTheme");
        assertThat(assistant.path("content").asString("")).isEmpty();
    }

    // Goal: models write nothing where a tool needs nothing, and some write their object as a string.
    @Test
    void argumentsAreRepairedWhereTheirMeaningIsClear() {
        script.callsTool("its_render_skill_slider", "").callsTool("its_render_skill_slider", "\"{\\\"n\\\":1}\"");

        assertThat(patient().stream(WITH_TOOLS, _ -> {}, new StopSignal()).toolCalls())
                .extracting(ToolCall::argumentsJson)
                .containsExactly("{}");
        assertThat(patient().stream(WITH_TOOLS, _ -> {}, new StopSignal()).toolCalls())
                .extracting(ToolCall::argumentsJson)
                .containsExactly("{\"n\":1}");
    }

    // Goal: what a model says before it calls is said, what it calls comes whole, and neither is mixed up.
    @Test
    void aToolCallIsAWholeReplyWithOrWithoutText() {
        script.callsTool("call_1", "its_render_quick_quiz", "{\"question_text\":\"Why \\\"é\\\" 🎓?\"}")
                .usage(12, 34)
                .repliesAndCallsTool("Try this:", "its_render_skill_slider", "{}");
        var heard = new ArrayList<String>();

        var silent = patient().stream(WITH_TOOLS, heard::add, new StopSignal());
        assertThat(heard).isEmpty();
        var spoken = patient().stream(WITH_TOOLS, heard::add, new StopSignal());

        assertThat(silent)
                .isEqualTo(new ModelReply(
                        "",
                        List.of(new ToolCall("call_1", QUIZ.name(), "{\"question_text\":\"Why \\\"é\\\" 🎓?\"}")),
                        false,
                        12,
                        34));
        assertThat(heard).containsExactly("Try this:");
        assertThat(spoken.text()).isEqualTo("Try this:");
        assertThat(spoken.toolCalls()).extracting(ToolCall::name).containsExactly(SLIDER.name());
    }

    @Test
    void twoCallsAtOnceKeepTheirOrderAndTheirArguments() {
        script.callsTools(List.of(
                Map.entry("its_render_skill_slider", "{\"n\":1}"), Map.entry("its_render_quick_quiz", "{\"n\":2}")));

        var calls = patient().stream(WITH_TOOLS, _ -> {}, new StopSignal()).toolCalls();

        assertThat(calls)
                .extracting(call -> call.name() + call.argumentsJson())
                .containsExactly(SLIDER.name() + "{\"n\":1}", QUIZ.name() + "{\"n\":2}");
        assertThat(calls).extracting(ToolCall::id).doesNotHaveDuplicates();
    }

    // Goal: providers cut arguments where they like and mix the calls; some end with another reason, some repeat the
    // id as an empty string.
    @ParameterizedTest
    @ValueSource(strings = {"tool_calls", "stop"})
    void fragmentsThatAreSplitAnywhereAndMixedArePutTogether(String finish) {
        var first = "{\"question_text\":\"Why \\\"é\\\" \\u00e9 🎓?\",\"n\":[1,2]}";
        var second = "{\"n\": -1.5e3 }";
        var body = new StringBuilder(event("{\"role\":\"assistant\",\"content\":\"Now: \"}", null))
                .append(event(callDelta(0, "a", "its_render_quick_quiz", ""), null))
                .append(event(callDelta(1, "b", "its_render_skill_slider", ""), null));
        var points = first.codePoints().toArray();
        for (var i = 0; i < Math.max(points.length, second.length()); i++) {
            if (i < points.length) {
                body.append(event(callDelta(0, i % 2 == 0 ? null : "", null, Character.toString(points[i])), null));
            }
            if (i < second.length()) {
                body.append(event(callDelta(1, null, null, second.substring(i, i + 1)), null));
            }
        }
        body.append(event("{}", finish)).append("data: [DONE]\n\n");
        var server = fake().answers(200, Map.of("Content-Type", "text/event-stream"), body.toString());

        var reply = at(server.url()).stream(WITH_TOOLS, _ -> {}, new StopSignal());

        assertThat(reply.text()).isEqualTo("Now: ");
        assertThat(reply.toolCalls())
                .containsExactly(new ToolCall("a", QUIZ.name(), first), new ToolCall("b", SLIDER.name(), second));
    }

    static Stream<Failing> brokenCalls() {
        var quiz = "its_render_quick_quiz";
        return Stream.of(
                new Failing("a tool that nobody offered", script -> script.callsTool("rm_rf", "{}"), Kind.INVALID),
                new Failing(
                        "such a tool beside blanks",
                        script -> script.repliesAndCallsTool(" \n", "rm_rf", "{}"),
                        Kind.INVALID),
                new Failing("a list of arguments", script -> script.callsTool(quiz, "[1]"), Kind.INVALID),
                new Failing("no arguments", script -> script.callsTool(quiz, ""), Kind.INVALID),
                new Failing("half an object", script -> script.callsTool(quiz, "{\"a\":"), Kind.INVALID),
                new Failing("two objects", script -> script.callsTool(quiz, "{}{}"), Kind.INVALID),
                new Failing("a call without an id", script -> script.callsTool("", quiz, "{}"), Kind.INVALID),
                new Failing(
                        "17 calls",
                        script -> script.callsTools(java.util.Collections.nCopies(17, Map.entry(quiz, "{}"))),
                        Kind.INVALID),
                new Failing(
                        "arguments over 64 KiB",
                        script -> script.callsTool(quiz, "{\"a\":\"" + "é".repeat(32 * 1024) + "\"}"),
                        Kind.INVALID),
                new Failing(
                        "an end within the arguments", script -> script.endsWhileCalling(quiz, "{\"a"), Kind.CUT_OFF),
                new Failing("an end after the arguments", script -> script.endsWhileCalling(quiz, "{}"), Kind.CUT_OFF),
                new Failing(
                        "the limit within the arguments",
                        script -> script.callsUpToTheLimit(quiz, "{\"a"),
                        Kind.CUT_OFF));
    }

    // Goal: a call that cannot be followed is the model's failure and never reaches a learner.
    @ParameterizedTest
    @MethodSource("brokenCalls")
    void aCallThatCannotBeFollowedHasItsName(Failing failing) {
        failing.script().accept(script);

        assertThatThrownBy(() -> patient().stream(WITH_TOOLS, _ -> {}, new StopSignal()))
                .isInstanceOfSatisfying(
                        ModelException.class, e -> assertThat(e.kind()).isEqualTo(failing.kind()));
        assertThat(server.requests()).hasSize(1);
    }

    // Goal: a tool that nobody offered is called by nobody; what is said besides it is the reply, whatever it would
    // get.
    @ParameterizedTest
    @ValueSource(strings = {"{}", "[1]", "", "{\"a\":"})
    void wordsBesideAToolThatNobodyOfferedAreTheReply(String arguments) {
        script.repliesAndCallsTool("Let us talk.", "rm_rf", arguments);

        var reply = patient().stream(WITH_TOOLS, _ -> {}, new StopSignal());

        assertThat(reply.text()).isEqualTo("Let us talk.");
        assertThat(reply.toolCalls()).isEmpty();
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void aToolThatNobodyOfferedDoesNotHideTheOthers() {
        script.callsTools(List.of(Map.entry("rm_rf", "{}"), Map.entry("its_render_quick_quiz", "{\"n\":1}")));

        var reply = patient().stream(WITH_TOOLS, _ -> {}, new StopSignal());

        assertThat(reply.toolCalls())
                .extracting(call -> call.name() + call.argumentsJson())
                .containsExactly(QUIZ.name() + "{\"n\":1}");
    }

    @Test
    void callsAndArgumentsUpToTheLimitsAreTaken() {
        var most = "{\"a\":\"" + "x".repeat(64 * 1024 - 8) + "\"}";
        script.callsTool("its_render_quick_quiz", most)
                .callsTools(java.util.Collections.nCopies(16, Map.entry("its_render_quick_quiz", "{}")));

        assertThat(patient().stream(WITH_TOOLS, _ -> {}, new StopSignal()).toolCalls())
                .extracting(ToolCall::argumentsJson)
                .containsExactly(most);
        assertThat(patient().stream(WITH_TOOLS, _ -> {}, new StopSignal()).toolCalls())
                .hasSize(16);
    }

    // Goal: a learner who stops a model in the midst of a call waits for nothing, and nothing half-made is called.
    @Test
    void aStopWithinArgumentsCallsNothing() {
        script.stallsWhileCalling("its_render_quick_quiz", "{\"question_text\":\"Wh");
        var stop = new StopSignal();
        var model = patient();
        var reply = CompletableFuture.supplyAsync(
                () -> model.stream(WITH_TOOLS, _ -> {}, stop), Executors.newVirtualThreadPerTaskExecutor());
        script.awaitRequests(1);

        stop.stop();

        assertThat(reply).succeedsWithin(Duration.ofSeconds(20)).isEqualTo(new ModelReply("", true, null, null));
        assertAbandoned();
    }

    @Test
    void aCallThatStallsWithinItsArgumentsHasTimedOut() {
        script.stallsWhileCalling("its_render_quick_quiz", "{\"a");

        var impatient = model(settings(server.baseUrl().toString(), 0.5, SHORT, SHORT));

        assertThatThrownBy(() -> impatient.stream(WITH_TOOLS, _ -> {}, new StopSignal()))
                .isInstanceOfSatisfying(
                        ModelException.class, e -> assertThat(e.kind()).isEqualTo(Kind.TIMED_OUT));
        assertAbandoned();
    }

    // Goal: arguments that take longer than any pause may, but go on, are not late: they come to us whole only.
    @Test
    void aSlowCallThatGoesOnIsNotLate() throws IOException {
        var limit = Duration.ofMillis(1500);
        var pause = Duration.ofMillis(100);
        var body = new ArrayList<String>();
        body.add(event(callDelta(0, "a", "its_render_quick_quiz", "{\"a\":\""), null));
        for (var i = 0; i < 25; i++) {
            body.add(event(callDelta(0, null, null, "x"), null));
        }
        body.add(event(callDelta(0, null, null, "\"}"), null));
        body.add(event("{}", "tool_calls") + "data: [DONE]\n\n");

        try (var slow = new SlowServer(body, pause)) {
            var reply = model(settings(slow.url(), 0.5, limit, limit)).stream(WITH_TOOLS, _ -> {}, new StopSignal());

            assertThat(reply.toolCalls())
                    .containsExactly(new ToolCall("a", QUIZ.name(), "{\"a\":\"" + "x".repeat(25) + "\"}"));
        }
    }

    // Goal: a server that only says that it is still there has said nothing.
    @Test
    void commentsDoNotKeepACallAlive() throws IOException {
        try (var slow = new SlowServer(java.util.Collections.nCopies(200, ": thinking\n\n"), Duration.ofMillis(50))) {
            var impatient = model(settings(slow.url(), 0.5, SHORT, SHORT));

            assertThat(failure(impatient).kind()).isEqualTo(Kind.TIMED_OUT);
        }
    }

    /** Answers one request with the given pieces of an event stream, a pause before each. */
    private static final class SlowServer implements AutoCloseable {

        private final ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());

        SlowServer(List<String> pieces, Duration pause) throws IOException {
            var left = new CountDownLatch(1);
            Thread.ofVirtual().start(() -> {
                try (var client = socket.accept()) {
                    Thread.ofVirtual().start(() -> {
                        try {
                            while (client.getInputStream().read() >= 0) {
                                // what is asked does not matter here
                            }
                        } catch (IOException e) {
                            // gone is gone
                        }
                        left.countDown();
                    });
                    var out = client.getOutputStream();
                    out.write("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
                    for (var piece : pieces) {
                        if (left.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                            return;
                        }
                        out.write(piece.getBytes(StandardCharsets.UTF_8));
                        out.flush();
                    }
                } catch (IOException | InterruptedException e) {
                    // the client has left, which its own assertions tell
                }
            });
        }

        String url() {
            return "http://127.0.0.1:" + socket.getLocalPort() + "/v1";
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    private static String event(String delta, @Nullable String finish) {
        return "data: {\"id\":\"1\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\","
                + "\"choices\":[{\"index\":0,\"delta\":" + delta + ",\"finish_reason\":"
                + (finish == null ? "null" : "\"" + finish + "\"") + "}]}\n\n";
    }

    private static String callDelta(int index, @Nullable String id, @Nullable String name, String fragment) {
        var function = JSON.createObjectNode();
        if (name != null) {
            function.put("name", name);
        }
        function.put("arguments", fragment);
        var call = JSON.createObjectNode().put("index", index);
        if (id != null) {
            call.put("id", id);
        }
        call.put("type", "function").set("function", function);
        var delta = JSON.createObjectNode();
        delta.putArray("tool_calls").add(call);
        return delta.toString();
    }

    @Test
    void itDescribesWhichModelItIsAndWhere() {
        assertThat(patient().describe()).isEqualTo("Model      gpt-test at " + server.baseUrl());
    }

    /** Much sooner than the time-outs of the connection, which would end the call in any case. */
    private void assertAbandoned() {
        var outcome = CompletableFuture.supplyAsync(
                script.requests().getFirst()::awaitOutcome, Executors.newVirtualThreadPerTaskExecutor());
        assertThat(outcome).succeedsWithin(Duration.ofSeconds(20)).isEqualTo(Outcome.ABANDONED);
    }

    private ModelReply stoppedWhileAsked() {
        var stop = new StopSignal();
        var model = patient();
        var reply = CompletableFuture.supplyAsync(
                () -> model.stream(REQUEST, _ -> {}, stop), Executors.newVirtualThreadPerTaskExecutor());
        script.awaitRequests(1);
        stop.stop();
        assertThat(reply).succeedsWithin(Duration.ofSeconds(20));
        return reply.join();
    }

    private FakeServer fake() {
        var fake = FakeServer.start();
        open.add(fake);
        return fake;
    }

    private OpenAiLanguageModel patient() {
        return at(server.baseUrl().toString());
    }

    private OpenAiLanguageModel at(String baseUrl) {
        return model(settings(baseUrl, 0.5, LONG, LONG));
    }

    private OpenAiLanguageModel model(ModelSettings settings) {
        var model = new OpenAiLanguageModel(settings);
        open.add(model);
        return model;
    }

    private static ModelSettings settings(String baseUrl, double temperature, Duration firstToken, Duration nextToken) {
        return new ModelSettings(
                "sk-test",
                baseUrl,
                "gpt-test",
                temperature,
                500,
                Duration.ofSeconds(30),
                firstToken,
                nextToken,
                1000,
                Duration.ZERO);
    }

    private static ModelReply ask(LanguageModel model) {
        return model.stream(REQUEST, _ -> {}, new StopSignal());
    }

    private static ModelException failure(LanguageModel model) {
        try {
            throw new AssertionError("it replies: " + ask(model).text());
        } catch (ModelException e) {
            return e;
        }
    }
}
