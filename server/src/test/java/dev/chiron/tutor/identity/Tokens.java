package dev.chiron.tutor.identity;

import java.nio.file.Path;
import java.time.Duration;
import org.springframework.util.unit.DataSize;

/** Settings for what is about tokens; each test changes what it is about. */
final class Tokens {

    private Tokens() {}

    static TokenSettings defaults() {
        return keys(Duration.ofMinutes(10), Duration.ofMinutes(2), Duration.ofHours(1), Duration.ofSeconds(10));
    }

    static TokenSettings keys(Duration lifetime, Duration ahead, Duration tolerance, Duration interval) {
        return new TokenSettings(
                DataSize.ofKilobytes(6),
                Duration.ofDays(7),
                false,
                lifetime,
                ahead,
                tolerance,
                interval,
                DataSize.ofKilobytes(64));
    }

    static TokenSettings maxSize(int bytes) {
        return with(DataSize.ofBytes(bytes), false);
    }

    static TokenSettings anonymous() {
        return with(DataSize.ofKilobytes(6), true);
    }

    private static TokenSettings with(DataSize maxSize, boolean anonymous) {
        var defaults = defaults();
        return new TokenSettings(
                maxSize,
                defaults.maxLifetime(),
                anonymous,
                defaults.keysLifetime(),
                defaults.keysRefreshAhead(),
                defaults.keysOutageTolerance(),
                defaults.keysRefreshInterval(),
                defaults.keysMaxSize());
    }

    /** Settings of a project; either may be blank. */
    static IdentitySettings project(String url, String secret) {
        return project(url, secret, Duration.ofSeconds(20));
    }

    static IdentitySettings project(String url, String secret, Duration patience) {
        return new IdentitySettings(
                url, "anon", secret, Path.of("unused"), Duration.ofHours(1), Duration.ofSeconds(30), 4, patience);
    }

    static TokenChecks checks(IdentitySettings identity, TokenSettings tokens) {
        return new TokenChecks(identity, tokens, identity.jwtSecret().isBlank() ? null : TokenSecret.of(identity));
    }
}
