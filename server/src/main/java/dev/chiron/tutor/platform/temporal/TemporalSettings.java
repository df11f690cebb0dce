package dev.chiron.tutor.platform.temporal;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Temporal and its workers.
 *
 * @param address {@code TEMPORAL_ADDRESS}, host:port; blank: a {@code temporal} program on the PATH, else in process
 * @param namespace {@code TEMPORAL_NAMESPACE}
 * @param apiKey {@code TEMPORAL_API_KEY}; sent as a bearer token, turns TLS on
 * @param tlsCert {@code TEMPORAL_TLS_CERT}: file with the client's certificate chain, PEM
 * @param tlsKey {@code TEMPORAL_TLS_KEY}: file with the client's private key, PEM (PKCS#8)
 * @param tlsCa {@code TEMPORAL_TLS_CA}: file with the certificates to trust, PEM; blank: the system's
 * @param tls {@code TEMPORAL_TLS}: use TLS with none of the above
 * @param taskQueue where workflows and activities are taken from
 * @param workflowPollers concurrent polls for workflow tasks
 * @param activityPollers concurrent polls for activities
 * @param maxActivities activities at once in this process; a turn holds one while its model streams
 * @param cachedWorkflows workflows that stay in memory between their tasks
 * @param rpcTimeout how long one call to the server may take
 * @param shutdownTimeout how long running activities may go on once the process has been told to end
 */
@Validated
@ConfigurationProperties(prefix = "tutor.temporal", ignoreUnknownFields = false)
public record TemporalSettings(
        @DefaultValue("") String address,
        @DefaultValue("default") @NotBlank String namespace,
        @DefaultValue("") String apiKey,
        @DefaultValue("") String tlsCert,
        @DefaultValue("") String tlsKey,
        @DefaultValue("") String tlsCa,
        @DefaultValue("false") boolean tls,
        @DefaultValue("tutor") @NotBlank String taskQueue,
        @DefaultValue("8") @Min(2) @Max(200) int workflowPollers,
        @DefaultValue("8") @Min(1) @Max(200) int activityPollers,
        @DefaultValue("1000") @Min(1) @Max(100_000) int maxActivities,
        @DefaultValue("2000") @Min(10) @Max(100_000) int cachedWorkflows,
        @DefaultValue("5s") Duration rpcTimeout,
        @DefaultValue("3s") Duration shutdownTimeout) {

    /** Says nothing of the key, so that it gets into no log. */
    @Override
    public String toString() {
        return "TemporalSettings[" + (address.isBlank() ? "embedded" : address) + ", namespace=" + namespace + "]";
    }

    boolean secure() {
        return tls || !apiKey.isBlank() || !tlsCert.isBlank() || !tlsCa.isBlank();
    }
}
