package dev.chiron.tutor.llm;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a model's reply ended.
 *
 * @param text all that was streamed; may be empty when there is a tool call
 * @param toolCalls in the model's order, at most 16; none when the reply was stopped
 * @param stopped it was ended early by the {@link StopSignal}
 * @param inputTokens null when the model does not say
 * @param outputTokens null when the model does not say
 */
public record ModelReply(
        String text,
        List<ToolCall> toolCalls,
        boolean stopped,
        @Nullable Integer inputTokens,
        @Nullable Integer outputTokens) {

    public ModelReply {
        toolCalls = List.copyOf(toolCalls);
    }

    /** A reply that is text only. */
    public ModelReply(String text, boolean stopped, @Nullable Integer inputTokens, @Nullable Integer outputTokens) {
        this(text, List.of(), stopped, inputTokens, outputTokens);
    }
}
