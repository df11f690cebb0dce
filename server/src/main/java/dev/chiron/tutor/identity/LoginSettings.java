package dev.chiron.tutor.identity;

import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Logins of accounts that this program keeps itself; Supabase Auth has settings of its own.
 *
 * @param attempts how often a password may be wrong for one email before logging in with it has to wait
 * @param firstWait how long the first wait is; each further wrong password doubles it
 * @param longestWait what the doubling ends at
 * @param forgetAfter how long after the last wrong password they are forgotten
 * @param lifetime how long a login can be refreshed; then the learner logs in again
 */
@Validated
@ConfigurationProperties(prefix = "tutor.login", ignoreUnknownFields = false)
public record LoginSettings(
        @DefaultValue("10") @Min(1) @Max(100) int attempts,
        @DefaultValue("30s") Duration firstWait,
        @DefaultValue("15m") Duration longestWait,
        @DefaultValue("24h") Duration forgetAfter,
        @DefaultValue("90d") Duration lifetime) {

    /** Whether each wait is one, and they are in order. */
    @AssertTrue(message = "must be ordered: 1s <= first-wait <= longest-wait <= forget-after, and lifetime >= 1s")
    boolean isInOrder() {
        return firstWait.toSeconds() >= 1
                && firstWait.compareTo(longestWait) <= 0
                && longestWait.compareTo(forgetAfter) <= 0
                && lifetime.toSeconds() >= 1;
    }
}
