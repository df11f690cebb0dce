package dev.chiron.tutor.chaos;

import static dev.chiron.testkit.AgUiAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.chiron.embedded.SupabasePostgres;
import dev.chiron.embedded.TemporalBackend;
import dev.chiron.testkit.AgUiRun;
import dev.chiron.testkit.Barrier;
import dev.chiron.testkit.ScriptedModel;
import dev.chiron.tutor.chaos.Conversation.Said;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionRequest;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.Isolated;

/** Two processes on one database and one Temporal: each shows what the other does, and does what the other cannot. */
@Tag("nightly")
@Isolated("starts servers that need the machine for themselves")
@Execution(ExecutionMode.SAME_THREAD)
@Timeout(value = 5, unit = TimeUnit.MINUTES)
@DisplayName("Two nodes")
class TwoNodesTest {

    private static final Duration PROMISED_END = Duration.ofSeconds(10);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private static Path folder;

    @SuppressWarnings("NullAway.Init")
    private static SupabasePostgres postgres;

    @SuppressWarnings("NullAway.Init")
    private static TemporalBackend temporal;

    @SuppressWarnings("NullAway.Init")
    private static WorkflowServiceStubs stubs;

    private final ScriptedModel model = ScriptedModel.start();

    @SuppressWarnings("NullAway.Init")
    private TutorProcess one;

    @SuppressWarnings("NullAway.Init")
    private TutorProcess other;

    @BeforeAll
    static void startTheirServers() {
        postgres = SupabasePostgres.startFast();
        temporal = TemporalBackend.inProcess();
        stubs = WorkflowServiceStubs.newServiceStubs(WorkflowServiceStubsOptions.newBuilder()
                .setTarget(temporal.target())
                .build());
    }

    @AfterAll
    static void endTheirServers() {
        stubs.shutdownNow();
        temporal.close();
        postgres.close();
    }

    @BeforeEach
    void startBoth() {
        var database = "tutor_" + UUID.randomUUID().toString().replace("-", "");
        postgres.createDatabase(database);
        var environment = Map.of(
                "SUPABASE_DB_URL",
                postgres.jdbcUrl(database),
                "TUTOR_BOOTSTRAP_SUPABASE",
                "true",
                "SUPABASE_JWT_SECRET",
                "a-secret-of-two-nodes-" + UUID.randomUUID(),
                "TEMPORAL_ADDRESS",
                temporal.target(),
                // Each test has its own nodes, so they must not take what an earlier test's left undone.
                "TUTOR_TEMPORAL_TASKQUEUE",
                database,
                "OPENAI_BASE_URL",
                model.baseUrl().toString(),
                "TUTOR_IDENTITY_BCRYPTCOST",
                "4");
        one = new TutorProcess(folder.resolve(database + "-one"), environment);
        other = new TutorProcess(folder.resolve(database + "-other"), environment);
        // Both at once: also the first migration has to stand that.
        one.launch();
        other.launch();
        one.awaitHealthy();
        other.awaitHealthy();
    }

    @AfterEach
    void endBoth() {
        one.close();
        other.close();
        model.close();
    }

    // Goal: a reader sees the words when they are said, wherever they are said. Method: the model stops after its first
    // word until the reader at either node has it.
    @Test
    @DisplayName("show one turn live, whichever runs it")
    void aTurnIsFollowedLiveAtBoth() {
        var conversation = Conversation.begin(one);
        var restOfReply = Barrier.closed();
        model.forUser(conversation.learner()).repliesAround("Hello ", restOfReply, "there");
        try (var here = follow(conversation, one);
                var there = follow(conversation, other)) {
            assertThat(conversation.post("Hi", UUID.randomUUID()).status()).isEqualTo(201);

            here.awaitText("Hello ");
            there.awaitText("Hello ");
            restOfReply.open();

            here.awaitText("Hello there").awaitEvents("RUN_FINISHED", 2);
            there.awaitText("Hello there").awaitEvents("RUN_FINISHED", 2);
            assertThat(conversation.messagesAt(other)).extracting(Said::text).containsExactly("Hi", "Hello there");
            one.terminate();
            other.terminate();
            assertThat(here).isConformantStream();
            assertThat(there).isConformantStream();
        }
    }

    // Goal: a turn outlives the node that runs it, and a reader at the other node sees one legal stream. Method: kill
    // -9 of
    // the node that holds the turn while the model is in the middle of its first answer.
    @Test
    @DisplayName("finish each other's turns")
    void aTurnOfAKilledNodeIsFinishedByTheOther() {
        var conversation = Conversation.begin(one);
        var never = Barrier.closed();
        var whole = new String[] {"Second ", "attempt, ", "whole"};
        model.forUser(conversation.learner())
                .repliesAround("First attempt, ", never, "not heard")
                .replies(whole);
        assertThat(conversation.post("Hi", UUID.randomUUID()).status()).isEqualTo(201);
        never.awaitReached();
        var busy = nodeThatAnswers(conversation);
        var idle = busy == one ? other : one;
        try (var reader = follow(conversation, idle)) {
            reader.awaitEvent("TEXT_MESSAGE_START");

            var killed = System.nanoTime();
            busy.kill();
            reader.awaitText("Second attempt, whole").awaitEvent("RUN_FINISHED");

            System.out.printf(
                    "chaos: the other node finished the turn %.1f s after the kill%n",
                    (System.nanoTime() - killed) / 1e9);
            assertThat(conversation.messagesAt(idle))
                    .extracting(Said::text)
                    .containsExactly("Hi", String.join("", whole));
            assertThat(reader.texts().values())
                    .as("what the reader's page shows at the end")
                    .containsExactly("Hi", String.join("", whole));
            idle.terminate();
            assertThat(reader).isConformantStream();
            idle.awaitExit(PROMISED_END);
        } finally {
            never.open();
        }
    }

    private static AgUiRun follow(Conversation conversation, TutorProcess node) {
        var run = node.agent()
                .withToken(conversation.token())
                .get("/api/v1/chat/sessions/" + conversation.session() + "/events");
        run.awaitEvent("MESSAGES_SNAPSHOT");
        return run;
    }

    /** Temporal knows who has the turn: a worker's identity begins with its process id. */
    private TutorProcess nodeThatAnswers(Conversation conversation) {
        var request = DescribeWorkflowExecutionRequest.newBuilder()
                .setNamespace(temporal.namespace())
                .setExecution(WorkflowExecution.newBuilder().setWorkflowId("chat-session:" + conversation.session()))
                .build();
        var identity = await("the worker that has the turn")
                .until(
                        () -> {
                            var pending = stubs.blockingStub()
                                    .describeWorkflowExecution(request)
                                    .getPendingActivitiesList();
                            return pending.isEmpty() ? "" : pending.getFirst().getLastWorkerIdentity();
                        },
                        found -> !found.isEmpty());
        return identity.startsWith(one.pid() + "@") ? one : other;
    }
}
