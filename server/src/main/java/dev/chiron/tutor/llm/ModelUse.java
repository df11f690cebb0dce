package dev.chiron.tutor.llm;

import org.jspecify.annotations.Nullable;

/**
 * What one call of a model cost, as the model tells it.
 *
 * @param model the model's name; empty when it has none
 * @param inputTokens what was read; null when the model does not say, never 0 for that
 * @param outputTokens what was written; null when the model does not say
 */
public record ModelUse(
        String model, @Nullable Long inputTokens, @Nullable Long outputTokens) {

    /** @throws IllegalArgumentException when nothing is told, or a number is negative */
    public ModelUse {
        if (inputTokens == null && outputTokens == null) {
            throw new IllegalArgumentException("nothing is told of what it cost");
        }
        if ((inputTokens != null && inputTokens < 0) || (outputTokens != null && outputTokens < 0)) {
            throw new IllegalArgumentException("a negative number of tokens");
        }
    }

    /** Takes what was told of a call. */
    @FunctionalInterface
    public interface Sink {
        void accept(ModelUse use);
    }
}
