package dev.chiron.tutor.chat;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Tools that learners' clients offer and run.
 *
 * @param accepted the most tools in one request; more is refused
 * @param offered the most of them that the model is told of, the first
 * @param characters the most characters of these tools together, as JSON; what does not fit is not offered
 * @param resultCharacters the longest result of a call; a longer one is refused
 * @param promptCharacters the most characters of a result in a prompt; the rest is cut off there
 * @param rounds how often in a row the model may call tools without a word of the learner's in between
 */
@Validated
@ConfigurationProperties(prefix = "tutor.client-tools", ignoreUnknownFields = false)
public record ClientToolSettings(
        @DefaultValue("1000") @Min(0) @Max(100_000) int accepted,
        @DefaultValue("128") @Min(0) @Max(1000) int offered,
        @DefaultValue("200000") @Min(0) @Max(10_000_000) int characters,
        @DefaultValue("65536") @Min(1000) @Max(1_000_000) int resultCharacters,
        @DefaultValue("16000") @Min(100) @Max(1_000_000) int promptCharacters,
        @DefaultValue("8") @Min(1) @Max(1000) int rounds) {}
