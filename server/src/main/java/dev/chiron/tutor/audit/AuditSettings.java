package dev.chiron.tutor.audit;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The audit log.
 *
 * @param retention how long an entry is kept, 30 days at least
 * @param trimInterval how often older ones are looked for
 * @param trimBatch how many are removed at a time
 */
@Validated
@ConfigurationProperties(prefix = "tutor.audit", ignoreUnknownFields = false)
public record AuditSettings(
        @DefaultValue("365d") @DurationMin(days = 30) Duration retention,
        @DefaultValue("1h") Duration trimInterval,
        @DefaultValue("5000") @Min(1) @Max(100_000) int trimBatch) {}
