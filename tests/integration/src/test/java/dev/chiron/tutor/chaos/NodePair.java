package dev.chiron.tutor.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.chiron.embedded.SupabasePostgres;
import dev.chiron.embedded.TemporalBackend;
import dev.chiron.testkit.ScriptedModel;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.enums.v1.EventType;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionRequest;
import io.temporal.api.workflowservice.v1.GetWorkflowExecutionHistoryRequest;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Two server processes on one database and one real Temporal server, and the model both of them ask. The in-process
 * Temporal does not do: it never takes a workflow away from a worker that has died.
 */
final class NodePair implements AutoCloseable {

    private final SupabasePostgres postgres;
    private final TemporalBackend temporal;
    private final WorkflowServiceStubs stubs;
    private final ScriptedModel model = ScriptedModel.start();
    private final TutorProcess one;
    private final TutorProcess other;

    private NodePair(Path folder, Map<String, String> settings) {
        postgres = SupabasePostgres.startFast();
        temporal = TemporalBackend.devServer(folder.resolve("temporal"), temporalProgram());
        stubs = WorkflowServiceStubs.newServiceStubs(WorkflowServiceStubsOptions.newBuilder()
                .setTarget(temporal.target())
                .build());
        var database = "tutor_" + UUID.randomUUID().toString().replace("-", "");
        postgres.createDatabase(database);
        var environment = new LinkedHashMap<>(Map.of(
                "SUPABASE_DB_URL",
                postgres.jdbcUrl(database),
                "TUTOR_BOOTSTRAP_SUPABASE",
                "true",
                "SUPABASE_JWT_SECRET",
                "a-secret-of-two-nodes-" + UUID.randomUUID(),
                "TEMPORAL_ADDRESS",
                temporal.target(),
                "OPENAI_BASE_URL",
                model.baseUrl().toString(),
                "TUTOR_IDENTITY_BCRYPTCOST",
                "4"));
        environment.putAll(settings);
        one = new TutorProcess(folder.resolve("one"), environment);
        other = new TutorProcess(folder.resolve("other"), environment);
    }

    /**
     * Starts everything and waits until both nodes are well.
     *
     * @param settings variables of both nodes
     */
    static NodePair start(Path folder, Map<String, String> settings) {
        var pair = new NodePair(folder, settings);
        pair.one.launch();
        pair.other.launch();
        pair.one.awaitHealthy();
        pair.other.awaitHealthy();
        return pair;
    }

    /** The program is looked for, and brought if need be, as for CI. */
    private static Path temporalProgram() {
        try {
            var script = Path.of(System.getProperty("chiron.root", "."), "scripts", "install-temporal");
            var process = new ProcessBuilder(script.toString())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            var path = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            assertThat(process.waitFor()).as("scripts/install-temporal").isZero();
            return Path.of(path);
        } catch (IOException e) {
            throw new UncheckedIOException("scripts/install-temporal cannot be run", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while Temporal was installed", e);
        }
    }

    TutorProcess one() {
        return one;
    }

    TutorProcess other() {
        return other;
    }

    /** The one that this is not. */
    TutorProcess otherThan(TutorProcess node) {
        return node == one ? other : one;
    }

    ScriptedModel model() {
        return model;
    }

    /** Waits until a node has the attempt at the session's turn, and tells which. */
    TutorProcess awaitRunner(Conversation conversation) {
        var request = DescribeWorkflowExecutionRequest.newBuilder()
                .setNamespace(temporal.namespace())
                .setExecution(execution(conversation))
                .build();
        var identity = await("the worker that has the attempt")
                .ignoreExceptions()
                .until(
                        () -> {
                            var pending = stubs.blockingStub()
                                    .describeWorkflowExecution(request)
                                    .getPendingActivitiesList();
                            return pending.isEmpty() ? "" : pending.getFirst().getLastWorkerIdentity();
                        },
                        found -> !found.isEmpty());
        return processOf(identity) == one.pid() ? one : other;
    }

    /** The processes that have taken the session's workflow a step further, dead ones too. */
    Set<Long> workflowProcesses(Conversation conversation) {
        var request = GetWorkflowExecutionHistoryRequest.newBuilder()
                .setNamespace(temporal.namespace())
                .setExecution(execution(conversation))
                .build();
        return stubs.blockingStub().getWorkflowExecutionHistory(request).getHistory().getEventsList().stream()
                .filter(event -> event.getEventType() == EventType.EVENT_TYPE_WORKFLOW_TASK_COMPLETED)
                .map(event -> processOf(
                        event.getWorkflowTaskCompletedEventAttributes().getIdentity()))
                .collect(Collectors.toSet());
    }

    private static WorkflowExecution execution(Conversation conversation) {
        return WorkflowExecution.newBuilder()
                .setWorkflowId("chat-session:" + conversation.session())
                .build();
    }

    /** A worker's identity begins with its process id. */
    private static long processOf(String identity) {
        return Long.parseLong(identity.substring(0, identity.indexOf('@')));
    }

    @Override
    public void close() {
        one.close();
        other.close();
        model.close();
        stubs.shutdownNow();
        temporal.close();
        postgres.close();
    }
}
