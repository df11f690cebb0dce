package dev.chiron.testkit;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the scripted model does with one request. */
record ModelStep(@Nullable Barrier hold, Act act, Usage usage) {

    ModelStep withUsage(Usage other) {
        return new ModelStep(hold, act, other);
    }

    /** Token counts as the model would report them. */
    record Usage(int inputTokens, int outputTokens) {}

    sealed interface Act {}

    /** A completion, streamed or whole as the request wishes. */
    record Completion(List<Part> parts, Ending ending) implements Act {}

    /** An HTTP error in OpenAI's shape. */
    record Rejection(
            int status,
            Map<String, String> headers,
            String type,
            @Nullable String code,
            String message) implements Act {}

    /** The request is taken and never answered. */
    record Silence() implements Act {}

    /** A 200 whose body is not what its content type says. */
    record Garbage() implements Act {}

    sealed interface Part {}

    record Text(String delta) implements Part {}

    record Refusal(String delta) implements Part {}

    record Call(String id, String name, String arguments) implements Part {}

    record Pause(Duration length) implements Part {}

    record Hold(Barrier barrier) implements Part {}

    enum Ending {
        STOP("stop"),
        TOOL_CALLS("tool_calls"),
        LENGTH("length"),
        CONTENT_FILTER("content_filter"),
        /** The connection is reset. */
        RESET(null),
        /** The connection ends in good order, but the reply does not. */
        CLOSE(null),
        /** Nothing more comes until the client leaves. */
        STALL(null);

        final @Nullable String finishReason;

        Ending(@Nullable String finishReason) {
            this.finishReason = finishReason;
        }
    }
}
