package dev.chiron.agui;

import org.jspecify.annotations.Nullable;

/**
 * What one model cost a run, in tokens, each 0 to 2^53-1. Unknown is absent, never 0. Input and output are totals; the
 * reasoning and cached numbers are parts of them. A resumed run reports only its own calls.
 *
 * @param provider who runs the model
 * @param model the model's name
 * @param inputTokens all that was read
 * @param outputTokens all that was written
 * @param totalTokens both
 * @param reasoningTokens the part of the output that was reasoning
 * @param cachedInputTokens the part of the input that came from a cache
 * @param cacheWriteInputTokens the part of the input that was put into a cache
 */
public record Usage(
        @Nullable String provider,
        @Nullable String model,
        @Nullable Long inputTokens,
        @Nullable Long outputTokens,
        @Nullable Long totalTokens,
        @Nullable Long reasoningTokens,
        @Nullable Long cachedInputTokens,
        @Nullable Long cacheWriteInputTokens) {

    /** @throws IllegalArgumentException when a number is negative or not a safe integer */
    public Usage {
        requireTokens(inputTokens);
        requireTokens(outputTokens);
        requireTokens(totalTokens);
        requireTokens(reasoningTokens);
        requireTokens(cachedInputTokens);
        requireTokens(cacheWriteInputTokens);
    }

    /** What one model read and wrote; the total is left out, as readers can add. */
    public static Usage of(String provider, String model, long inputTokens, long outputTokens) {
        return new Usage(provider, model, inputTokens, outputTokens, null, null, null, null);
    }

    private static void requireTokens(@Nullable Long tokens) {
        if (tokens != null && (tokens < 0 || !Values.isSafeInteger(tokens))) {
            throw new IllegalArgumentException("not a number of tokens: " + tokens);
        }
    }
}
