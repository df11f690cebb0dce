package dev.chiron.tutor.account;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * Export and deletion of what a learner has here.
 *
 * @param maxExport the largest export, in bytes; a larger one is answered 409
 * @param exportsAtOnce exports that this node makes at a time; one more is answered 429
 * @param exportRetryAfter what such a one is told to wait
 * @param recentLogin how long after a login an account without a password can be deleted
 * @param deletionInterval how often the dispatcher looks for accounts that are to be deleted
 * @param deletionPatience how long the request waits for the deletion before it answers; it goes on without it
 * @param deletionWatch how long after its rows are gone workflows of the account are looked for
 */
@Validated
@ConfigurationProperties(prefix = "tutor.account", ignoreUnknownFields = false)
public record AccountSettings(
        @DefaultValue("256MB") DataSize maxExport,
        @DefaultValue("4") @Min(1) @Max(100) int exportsAtOnce,
        @DefaultValue("10s") Duration exportRetryAfter,
        @DefaultValue("5m") Duration recentLogin,
        @DefaultValue("1s") Duration deletionInterval,
        @DefaultValue("2s") Duration deletionPatience,
        @DefaultValue("10m") Duration deletionWatch) {}
