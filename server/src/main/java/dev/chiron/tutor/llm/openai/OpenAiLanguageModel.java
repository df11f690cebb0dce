package dev.chiron.tutor.llm.openai;

import com.openai.client.OpenAIClientAsync;
import com.openai.client.OpenAIClientAsyncImpl;
import com.openai.client.OpenAIClientImpl;
import com.openai.core.ClientOptions;
import com.openai.core.Timeout;
import com.openai.errors.OpenAIInvalidDataException;
import com.openai.errors.OpenAIIoException;
import com.openai.errors.OpenAIServiceException;
import dev.chiron.tutor.llm.LanguageModel;
import dev.chiron.tutor.llm.ModelException;
import dev.chiron.tutor.llm.ModelException.Kind;
import dev.chiron.tutor.llm.ModelReply;
import dev.chiron.tutor.llm.ModelRequest;
import dev.chiron.tutor.llm.ModelSettings;
import dev.chiron.tutor.llm.StopSignal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.messages.Message;
import org.springframework.ai.chat.messages.SystemMessage;
import org.springframework.ai.chat.messages.ToolResponseMessage;
import org.springframework.ai.chat.messages.UserMessage;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.openai.OpenAiChatModel;
import org.springframework.ai.openai.OpenAiChatOptions;
import org.springframework.ai.openai.http.okhttp.SpringAiOpenAiHttpClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Streams from {@code POST <base>/chat/completions}, once: a failure is named and left to the caller. */
final class OpenAiLanguageModel implements LanguageModel, AutoCloseable {

    private static final String DEFAULT_BASE_URL = "https://api.openai.com/v1";

    private final ModelSettings settings;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final WireCalls calls = new WireCalls();
    private final SpringAiOpenAiHttpClient http;
    private final OpenAiChatModel model;

    OpenAiLanguageModel(ModelSettings settings) {
        this.settings = settings;
        this.http = SpringAiOpenAiHttpClient.builder()
                .dispatcherExecutorService(threads)
                .interceptor(calls)
                .timeout(timeout(settings))
                .build();
        http.getOkHttpClient().dispatcher().setMaxRequests(settings.maxCalls());
        http.getOkHttpClient().dispatcher().setMaxRequestsPerHost(settings.maxCalls());
        var options = ClientOptions.builder()
                .httpClient(http)
                .baseUrl(
                        settings.baseUrl().isBlank()
                                ? DEFAULT_BASE_URL
                                : settings.baseUrl().strip())
                // A server of one's own may want no key; the client insists on one.
                .apiKey(settings.apiKey().isBlank() ? "none" : settings.apiKey())
                .maxRetries(0)
                .timeout(timeout(settings))
                .streamHandlerExecutor(threads)
                .build();
        OpenAIClientAsync client = new OpenAIClientAsyncImpl(options);
        var chatOptions = OpenAiChatOptions.builder()
                .model(settings.name())
                .maxTokens(settings.maxOutputTokens())
                .streamUsage(true)
                .maxRetries(0);
        if (settings.temperature() >= 0) {
            chatOptions.temperature(settings.temperature());
        }
        this.model = OpenAiChatModel.builder()
                .openAiClient(new OpenAIClientImpl(options))
                .openAiClientAsync(client)
                .options(chatOptions.build())
                .build();
    }

    private static Timeout timeout(ModelSettings settings) {
        return Timeout.builder()
                .connect(settings.connectTimeout())
                // Silence on the wire ends a call even where nobody waits for it any more.
                .read(settings.firstTokenTimeout().plus(settings.nextTokenTimeout()))
                .request(Duration.ZERO)
                .build();
    }

    @Override
    public String describe() {
        return "Model      " + settings.name() + " at "
                + (settings.baseUrl().isBlank() ? DEFAULT_BASE_URL : settings.baseUrl());
    }

    @Override
    public String name() {
        return settings.name();
    }

    @Override
    public ModelReply stream(ModelRequest request, DeltaSink deltas, StopSignal stop) {
        var reply = new Reply(deltas, settings);
        var tools = WireTools.of(request);
        var stopped = Mono.<Void>create(sink -> stop.onStop(sink::success));
        var call = calls.announce();
        try {
            Flux<ChatResponse> chunks = model.stream(prompt(request, tools, call.id()))
                    // So Spring AI says that a tool call has no id or no name.
                    .onErrorMap(
                            IllegalStateException.class,
                            e -> new ModelException(Kind.INVALID, "the reply cannot be put together", null, e))
                    // First of all, for the client would wait for the silent server before it lets go.
                    .doOnCancel(call::abandon)
                    // Spring AI gathers chunks without regard to demand: a reader that takes them one by one is too
                    // slow.
                    .onBackpressureBuffer()
                    .timeout(silence(call, settings.firstTokenTimeout()), chunk -> silence(call, reply.expects(chunk)))
                    .takeUntilOther(stopped);
            // Back to this thread: what a delta sets off belongs to the caller, not to the HTTP client.
            for (var chunk : chunks.toIterable(1)) {
                reply.add(chunk);
            }
            if (reply.finished) {
                call.done(); // its connection serves the next call
            }
        } catch (RuntimeException e) {
            throw named(e);
        } finally {
            call.abandon();
        }
        if (stop.isStopped() && !reply.finished) {
            return reply.stopped();
        }
        if (!reply.finished) {
            throw new ModelException(Kind.CUT_OFF, "the stream ended without a finish reason");
        }
        if (reply.text.toString().isBlank() && reply.calls.isEmpty()) {
            throw new ModelException(Kind.EMPTY, "the reply has neither text nor a tool call");
        }
        var whole = reply.whole(tools);
        if (whole.text().isBlank() && whole.toolCalls().isEmpty()) {
            throw new ModelException(Kind.INVALID, "the reply only calls tools that were not offered");
        }
        return whole;
    }

    /**
     * Ends when nothing has come for so long. A tool call comes here only when it is whole, so what tells that it goes
     * on is the wire.
     */
    private static Mono<Long> silence(WireCalls.Wanted call, Duration limit) {
        return Mono.defer(() -> silence(call, limit, System.nanoTime()));
    }

    private static Mono<Long> silence(WireCalls.Wanted call, Duration limit, long since) {
        var from = call.heardAfter(since);
        var left = limit.minusNanos(System.nanoTime() - from);
        return left.isPositive() ? Mono.delay(left).flatMap(_ -> silence(call, limit, from)) : Mono.just(0L);
    }

    private Prompt prompt(ModelRequest request, WireTools tools, String callId) {
        var messages = new ArrayList<Message>();
        messages.add(new SystemMessage(request.system()));
        for (var line : request.conversation()) {
            messages.add(
                    switch (line.speaker()) {
                        case LEARNER -> new UserMessage(line.text());
                        case TUTOR ->
                            AssistantMessage.builder()
                                    .content(line.text())
                                    .toolCalls(tools.written(line.calls()))
                                    .build();
                        case TOOL ->
                            ToolResponseMessage.builder()
                                    .responses(List.of(tools.result(line)))
                                    .build();
                    });
        }
        var options =
                model.getOptions().mutate().user(request.learner()).customHeaders(Map.of(WireCalls.ID_HEADER, callId));
        if (!request.tools().isEmpty()) {
            options.toolCallbacks(tools.offered());
        }
        return new Prompt(messages, options.build());
    }

    private static final class Reply {

        private final DeltaSink deltas;
        private final StringBuilder text = new StringBuilder();
        private final List<AssistantMessage.ToolCall> calls = new ArrayList<>();
        private final ModelSettings settings;
        private boolean finished;
        private boolean curtailed;
        private volatile boolean begun;
        private @Nullable Integer inputTokens;
        private @Nullable Integer outputTokens;

        Reply(DeltaSink deltas, ModelSettings settings) {
            this.deltas = deltas;
            this.settings = settings;
        }

        /** How long the next chunk may take. Models say who speaks at once and may think long before the first word. */
        Duration expects(ChatResponse chunk) {
            begun |= chunk.getResults().stream()
                    .map(generation -> generation.getOutput().getText())
                    .anyMatch(text -> text != null && !text.isEmpty());
            return begun ? settings.nextTokenTimeout() : settings.firstTokenTimeout();
        }

        void add(ChatResponse chunk) {
            var usage = chunk.getMetadata().getUsage();
            if (usage != null && usage.getTotalTokens() != null && usage.getTotalTokens() > 0) {
                // Where there is a total, no tokens at all means that nothing is said of them.
                inputTokens = told(usage.getPromptTokens());
                outputTokens = told(usage.getCompletionTokens());
            }
            for (var generation : chunk.getResults()) {
                var finish = generation.getMetadata().getFinishReason();
                finished |= finish != null && !finish.isBlank();
                curtailed |= "LENGTH".equalsIgnoreCase(finish) || "CONTENT_FILTER".equalsIgnoreCase(finish);
                calls.addAll(generation.getOutput().getToolCalls());
                say(generation.getOutput().getText());
                // A refusal is a reply too: the learner is told, in the model's words.
                if (generation.getOutput().getMetadata().get("refusal") instanceof String refusal) {
                    say(refusal);
                }
            }
        }

        private static @Nullable Integer told(@Nullable Integer tokens) {
            return tokens == null || tokens <= 0 ? null : tokens;
        }

        private void say(@Nullable String delta) {
            if (delta != null && !delta.isEmpty()) {
                text.append(delta);
                deltas.accept(delta);
            }
        }

        ModelReply stopped() {
            return new ModelReply(text.toString(), true, inputTokens, outputTokens);
        }

        ModelReply whole(WireTools tools) {
            return new ModelReply(text.toString(), tools.called(calls, curtailed), false, inputTokens, outputTokens);
        }
    }

    private static RuntimeException named(RuntimeException e) {
        Throwable cause = e;
        while (cause != null) {
            switch (cause) {
                case OpenAIServiceException refused -> {
                    return refused(refused);
                }
                case TimeoutException late -> {
                    return new ModelException(Kind.TIMED_OUT, "no piece of the reply came in time", null, late);
                }
                case java.net.SocketTimeoutException late -> {
                    return new ModelException(Kind.TIMED_OUT, "the model's server fell silent", null, late);
                }
                case java.net.ConnectException unreachable -> {
                    return new ModelException(
                            Kind.UNAVAILABLE, "the model's server cannot be reached", null, unreachable);
                }
                case java.net.UnknownHostException unknown -> {
                    return new ModelException(Kind.UNAVAILABLE, "the model's server cannot be found", null, unknown);
                }
                case OpenAIInvalidDataException invalid -> {
                    return new ModelException(Kind.INVALID, "the model's answer has the wrong form", null, invalid);
                }
                case InterruptedException interrupted -> {
                    Thread.currentThread().interrupt();
                    return new ModelException(Kind.UNAVAILABLE, "interrupted", null, interrupted);
                }
                default -> {}
            }
            if (cause instanceof OpenAIIoException && !(cause.getCause() instanceof java.io.IOException)) {
                return new ModelException(Kind.CUT_OFF, "the stream broke", null, e);
            }
            if (cause instanceof java.io.IOException) {
                return new ModelException(Kind.CUT_OFF, "the stream broke", null, e);
            }
            cause = cause.getCause();
        }
        if (e instanceof CompletionException || e instanceof com.openai.errors.OpenAIException) {
            return new ModelException(Kind.INVALID, "the model's answer cannot be read", null, e);
        }
        return e;
    }

    private static ModelException refused(OpenAIServiceException e) {
        var status = e.statusCode();
        var message = "the model's server answered " + status;
        if (status == 429) {
            return new ModelException(Kind.RATE_LIMITED, message, retryAfter(e), null);
        }
        if (status == 401 || status == 403) {
            return new ModelException(Kind.UNAUTHORIZED, message);
        }
        if (status >= 500 || status == 408) {
            return new ModelException(Kind.UNAVAILABLE, message, retryAfter(e), null);
        }
        if (status >= 400) {
            return new ModelException(Kind.REJECTED, message);
        }
        return new ModelException(Kind.INVALID, message);
    }

    /** RFC 9110, 10.2.3: seconds or a date. */
    private static @Nullable Duration retryAfter(OpenAIServiceException e) {
        var values = e.headers().values("Retry-After");
        if (values.isEmpty()) {
            return null;
        }
        var value = values.getFirst().strip();
        try {
            return Duration.ofSeconds(Math.max(0, Long.parseLong(value)));
        } catch (NumberFormatException notSeconds) {
            try {
                var until = DateTimeFormatter.RFC_1123_DATE_TIME.parse(value, Instant::from);
                var wait = Duration.between(Instant.now(), until);
                return wait.isNegative() ? Duration.ZERO : wait;
            } catch (DateTimeException notADate) {
                return null;
            }
        }
    }

    @Override
    public void close() {
        http.close();
        threads.shutdownNow();
    }
}
