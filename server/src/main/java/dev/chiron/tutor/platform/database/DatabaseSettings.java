package dev.chiron.tutor.platform.database;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.nio.file.Path;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The database.
 *
 * @param url {@code SUPABASE_DB_URL}; blank: the embedded one
 * @param bootstrapSupabase {@code TUTOR_BOOTSTRAP_SUPABASE}: give a plain Postgres what a Supabase project has
 * @param home {@code TUTOR_HOME}: where the embedded database keeps its data
 * @param requestConnections size of the pool that requests use
 * @param workerConnections size of the pool that activities and streams use
 * @param requestPatience how long a request waits for its turn while others use all connections of that pool, before
 *     it is answered 503
 * @param connectTimeout how long it waits for the database to give it a connection once it is its turn
 * @param statementTimeout how long one statement may go without an answer from the server
 */
@Validated
@ConfigurationProperties(prefix = "tutor.database", ignoreUnknownFields = false)
public record DatabaseSettings(
        @DefaultValue("") String url,
        @DefaultValue("false") boolean bootstrapSupabase,
        @DefaultValue("./.tutor") Path home,
        @DefaultValue("24") @Min(1) @Max(500) int requestConnections,
        @DefaultValue("24") @Min(1) @Max(500) int workerConnections,
        @DefaultValue("15s") Duration requestPatience,
        @DefaultValue("3s") Duration connectTimeout,
        @DefaultValue("20s") Duration statementTimeout) {

    /** Says nothing of the address, which holds a password. */
    @Override
    public String toString() {
        return "DatabaseSettings[" + (url.isBlank() ? "embedded" : "set") + "]";
    }
}
