package dev.chiron.tutor.platform.web;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.modulith.NamedInterface;
import org.springframework.validation.annotation.Validated;

/**
 * How fast one learner, and one address, may ask, on this node; more is answered 429 with {@code Retry-After}. What an
 * address may do is enough for a school behind it. Messages, which cost a model, have limits of their own: {@code
 * tutor.chat.messages-per-minute}.
 *
 * @param signInsPerMinute sign-ups and logins from one address
 * @param signInBurst how many of them at once
 * @param refreshesPerMinute exchanges of refresh tokens from one address
 * @param refreshBurst how many of them at once
 * @param requestsPerMinute all requests of one learner
 * @param requestBurst how many of them at once
 * @param strangerRequestsPerMinute requests without a good token from one address, the page and its files included
 * @param strangerBurst how many of them at once
 * @param remembered the most learners, and the most addresses of each kind, that are remembered at once
 */
@Validated
@NamedInterface("settings")
@ConfigurationProperties(prefix = "tutor.rate", ignoreUnknownFields = false)
public record RateSettings(
        @DefaultValue("120") @Min(1) @Max(1_000_000) int signInsPerMinute,
        @DefaultValue("120") @Min(1) @Max(1_000_000) int signInBurst,
        @DefaultValue("360") @Min(1) @Max(1_000_000) int refreshesPerMinute,
        @DefaultValue("360") @Min(1) @Max(1_000_000) int refreshBurst,
        @DefaultValue("1200") @Min(1) @Max(1_000_000) int requestsPerMinute,
        @DefaultValue("1200") @Min(1) @Max(1_000_000) int requestBurst,
        @DefaultValue("6000") @Min(1) @Max(1_000_000) int strangerRequestsPerMinute,
        @DefaultValue("6000") @Min(1) @Max(1_000_000) int strangerBurst,
        @DefaultValue("100000") @Min(1000) @Max(10_000_000) int remembered) {}
