package dev.chiron.tutor.platform.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.chiron.tutor.platform.database.DatabaseProbe;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.temporal.client.WorkflowClient;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Whether the parts that a turn needs can be reached from here. */
@RestController
@Tag(name = "health")
class HealthController {

    private static final Duration PATIENCE = Duration.ofSeconds(4);

    private final DatabaseProbe database;
    private final WorkflowClient temporal;
    private final ExecutorService checks = Executors.newVirtualThreadPerTaskExecutor();

    HealthController(DatabaseProbe database, WorkflowClient temporal) {
        this.database = database;
        this.temporal = temporal;
    }

    @Schema(name = "Health")
    record Health(
            @Schema(allowableValues = {"ok", "unavailable"}) String status,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, String> checks) {}

    @Operation(summary = "Whether the database and Temporal can be reached")
    @ApiResponse(responseCode = "200", description = "Both can be reached")
    @ApiResponse(
            responseCode = "503",
            description = "One of them cannot",
            content = @Content(schema = @Schema(implementation = Health.class)))
    @GetMapping("/api/v1/health")
    ResponseEntity<Health> health() throws InterruptedException {
        var database = checks.submit(this.database::requireAnswer);
        var temporal =
                checks.submit(() -> this.temporal.getWorkflowServiceStubs().healthCheck());
        var failed = new TreeMap<String, String>();
        await("database", database, failed);
        await("temporal", temporal, failed);
        var ok = failed.isEmpty();
        return ResponseEntity.status(ok ? 200 : 503)
                .cacheControl(CacheControl.noStore())
                .body(new Health(ok ? "ok" : "unavailable", failed));
    }

    private static void await(String name, Future<?> check, Map<String, String> failed) throws InterruptedException {
        try {
            check.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            failed.put(name, "unreachable");
        }
    }
}
