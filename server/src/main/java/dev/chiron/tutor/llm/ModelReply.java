package dev.chiron.tutor.llm;

import org.jspecify.annotations.Nullable;

/**
 * How a model's reply ended.
 *
 * @param text all that was streamed
 * @param stopped it was ended early by the {@link StopSignal}
 * @param inputTokens null when the model does not say
 * @param outputTokens null when the model does not say
 */
public record ModelReply(
        String text,
        boolean stopped,
        @Nullable Integer inputTokens,
        @Nullable Integer outputTokens) {}
