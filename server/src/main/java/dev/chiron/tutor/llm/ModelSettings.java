package dev.chiron.tutor.llm;

import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The language model. Without a key and without a base URL the offline tutor answers.
 *
 * @param apiKey {@code OPENAI_API_KEY}
 * @param baseUrl {@code OPENAI_BASE_URL}, up to and including {@code /v1}
 * @param name {@code OPENAI_MODEL}
 * @param temperature 0 to 2; negative: the model's own default (some models accept no other)
 * @param maxOutputTokens longest reply
 * @param connectTimeout to the model's server
 * @param firstTokenTimeout from the request to the first piece of the reply
 * @param nextTokenTimeout between two pieces
 * @param maxCalls calls at once from this process
 * @param offlinePace pause between two pieces of an offline reply
 */
@Validated
@ConfigurationProperties(prefix = "tutor.model", ignoreUnknownFields = false)
public record ModelSettings(
        @DefaultValue("") String apiKey,
        @DefaultValue("") String baseUrl,
        @DefaultValue("gpt-4o-mini") @NotBlank String name,
        @DefaultValue("0.3") @DecimalMax("2") double temperature,
        @DefaultValue("2000") @Min(1) @Max(200_000) int maxOutputTokens,
        @DefaultValue("5s") Duration connectTimeout,
        @DefaultValue("30s") Duration firstTokenTimeout,
        @DefaultValue("20s") Duration nextTokenTimeout,
        @DefaultValue("1000") @Min(1) @Max(100_000) int maxCalls,
        @DefaultValue("15ms") Duration offlinePace) {

    /** Whether there is no model to ask. */
    public boolean offline() {
        return apiKey.isBlank() && baseUrl.isBlank();
    }

    /** Says nothing of the key. */
    @Override
    public String toString() {
        return "ModelSettings[" + (offline() ? "offline" : name) + "]";
    }
}
