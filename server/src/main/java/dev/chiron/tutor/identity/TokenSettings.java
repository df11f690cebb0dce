package dev.chiron.tutor.identity;

import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * What access tokens may be, and how a Supabase project's signing keys are kept.
 *
 * @param maxSize the longest token, in bytes, 1 KB to 64 KB; a longer one is refused before anything of it is read
 * @param maxLifetime how far away the end of a token may be; a week is the most that a Supabase project can be set to
 * @param anonymous whether people who have signed in anonymously at the Supabase project are learners
 * @param keysLifetime how long fetched keys are used before they are fetched again; then a revoked key has ended
 * @param keysRefreshAhead how long before their end they are fetched in the background; zero: never
 * @param keysOutageTolerance how long after they were fetched for the last time keys go on when the project cannot be
 *     reached; zero: not beyond their lifetime
 * @param keysRefreshInterval the time in which keys are fetched twice at most, whatever tokens come
 * @param keysMaxSize the longest list of keys that is read, in bytes, 1 KB to 1 MB
 */
@Validated
@ConfigurationProperties(prefix = "tutor.tokens", ignoreUnknownFields = false)
public record TokenSettings(
        @DefaultValue("6KB") DataSize maxSize,

        @DefaultValue("7d") @DurationMin(minutes = 1) @DurationMax(days = 366)
        Duration maxLifetime,

        @DefaultValue("false") boolean anonymous,

        @DefaultValue("10m") @DurationMin(millis = 1) @DurationMax(days = 1)
        Duration keysLifetime,

        @DefaultValue("2m") @DurationMin(nanos = 0) @DurationMax(days = 1)
        Duration keysRefreshAhead,

        @DefaultValue("1h") @DurationMin(nanos = 0) @DurationMax(days = 7)
        Duration keysOutageTolerance,

        @DefaultValue("10s") @DurationMin(millis = 1) @DurationMax(hours = 1)
        Duration keysRefreshInterval,

        @DefaultValue("64KB") DataSize keysMaxSize) {

    private static final DataSize SMALLEST = DataSize.ofKilobytes(1);
    private static final DataSize LARGEST_TOKEN = DataSize.ofKilobytes(64);
    private static final DataSize LARGEST_KEYS = DataSize.ofMegabytes(1);

    public TokenSettings {
        if (maxSize.compareTo(SMALLEST) < 0 || maxSize.compareTo(LARGEST_TOKEN) > 0) {
            throw new IllegalArgumentException("max-size is from 1KB to 64KB");
        }
        if (keysMaxSize.compareTo(SMALLEST) < 0 || keysMaxSize.compareTo(LARGEST_KEYS) > 0) {
            throw new IllegalArgumentException("keys-max-size is from 1KB to 1MB");
        }
    }
}
