package dev.chiron.tutor.agent;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How much the tutor takes into account.
 *
 * @param windowMessages the most messages of the conversation that a prompt holds
 * @param windowCharacters the most characters of them; the newest message always fits
 * @param passages the most snippets that a prompt holds
 */
@Validated
@ConfigurationProperties(prefix = "tutor.agent", ignoreUnknownFields = false)
public record AgentSettings(
        @DefaultValue("30") @Min(1) @Max(1000) int windowMessages,
        @DefaultValue("24000") @Min(1000) @Max(2_000_000) int windowCharacters,
        @DefaultValue("3") @Min(1) @Max(20) int passages) {}
