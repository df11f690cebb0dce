package dev.chiron.tutor.identity;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.nio.file.Path;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Accounts and access tokens.
 *
 * @param supabaseUrl {@code SUPABASE_URL}; set: accounts and tokens are Supabase Auth's
 * @param supabaseAnonKey {@code SUPABASE_ANON_KEY}; sent to Supabase Auth as the project's public key
 * @param jwtSecret {@code SUPABASE_JWT_SECRET}; HS256 secret, at least 32 characters; blank without a
 *     {@code supabaseUrl}: one is made and kept in {@code home}
 * @param home {@code TUTOR_HOME}
 * @param accessTokenLifetime of tokens that this process issues
 * @param clockSkew how far another machine's clock may be off; five minutes at most, as an ended token is good for that
 *     long
 * @param bcryptCost work factor of stored passwords, log2 of the rounds; 10 is Supabase Auth's
 * @param requestTimeout how long Supabase Auth may take
 */
@Validated
@ConfigurationProperties(prefix = "tutor.identity", ignoreUnknownFields = false)
public record IdentitySettings(
        @DefaultValue("") String supabaseUrl,
        @DefaultValue("") String supabaseAnonKey,
        @DefaultValue("") String jwtSecret,
        @DefaultValue("./.tutor") Path home,
        @DefaultValue("1h") Duration accessTokenLifetime,

        @DefaultValue("30s") @DurationMin(nanos = 0) @DurationMax(minutes = 5)
        Duration clockSkew,

        @DefaultValue("10") @Min(4) @Max(16) int bcryptCost,
        @DefaultValue("5s") Duration requestTimeout) {

    /** Says nothing of keys and secrets, so that none gets into a log. */
    @Override
    public String toString() {
        return "IdentitySettings[" + (delegated() ? "Supabase Auth" : "embedded") + ", clockSkew=" + clockSkew + "]";
    }

    /** Whether a Supabase project keeps the accounts. */
    public boolean delegated() {
        return !supabaseUrl.isBlank();
    }
}
