package dev.chiron.tutor.chaos;

import static dev.chiron.testkit.AgUiAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.chiron.embedded.SupabasePostgres;
import dev.chiron.embedded.TemporalBackend;
import dev.chiron.testkit.AgUiRun;
import dev.chiron.testkit.Barrier;
import dev.chiron.testkit.ModelScript;
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

    /** Each question is as likely to be taken by one node as by the other. */
    private static final int MOST_QUESTIONS = 30;

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
    void prepareBoth() {
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
        // Both at once: also the first migration has to stand that.
        one.launch();
        other.launch();
        one.awaitHealthy();
        other.awaitHealthy();
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
    // -9 of the node that runs the attempt while the model is in the middle of its answer. The session's workflow
    // stays where its first turn was, at the first node: the in-process Temporal, unlike a real server, never takes a
    // workflow away from the worker that has it in memory, so only the attempt may be on the node that dies.
    @Test
    @DisplayName("finish each other's turns")
    void aTurnOfAKilledNodeIsFinishedByTheOther() {
        one.launch().awaitHealthy();
        var conversation = Conversation.begin(one);
        var script = model.forUser(conversation.learner()).replies("Hello");
        ask(conversation, "Hi");
        awaitReply(conversation, "Hi", "Hello");
        other.launch().awaitHealthy();

        var question = askUntilTheOtherAnswers(conversation, script);
        script.replies("Second ", "attempt, ", "whole");
        try (var reader = follow(conversation, one)) {
            reader.awaitEvent("TEXT_MESSAGE_START");
            var killed = System.nanoTime();
            other.kill();
            reader.awaitText("Second attempt, whole").awaitEvent("RUN_FINISHED");

            System.out.printf(
                    "chaos: the first node finished the turn %.1f s after the kill of the other%n",
                    (System.nanoTime() - killed) / 1e9);
            awaitReply(conversation, question, "Second attempt, whole");
            assertThat(reader.texts().values())
                    .as("what the reader's page shows at the end is what is stored")
                    .containsExactlyElementsOf(
                            conversation.messages().stream().map(Said::text).toList());
            one.terminate();
            assertThat(reader).isConformantStream();
            one.awaitExit(PROMISED_END);
        }
    }

    /** Asks until the attempt is at the other node and in the middle of its answer; tells the question. */
    private String askUntilTheOtherAnswers(Conversation conversation, ModelScript script) {
        for (var attempt = 1; attempt <= MOST_QUESTIONS; attempt++) {
            var question = "Question " + attempt;
            var rest = Barrier.closed();
            script.repliesAround("First attempt, ", rest, "whole");
            ask(conversation, question);
            rest.awaitReached();
            if (isAnsweredBy(other, conversation)) {
                return question;
            }
            rest.open();
            awaitReply(conversation, question, "First attempt, whole");
        }
        throw new AssertionError("the other node took none of " + MOST_QUESTIONS + " turns");
    }

    private static void ask(Conversation conversation, String question) {
        assertThat(conversation.post(question, UUID.randomUUID()).status()).isEqualTo(201);
    }

    private static void awaitReply(Conversation conversation, String question, String reply) {
        await("the reply to " + question).untilAsserted(() -> {
            var messages = conversation.messages();
            assertThat(Conversation.replies(messages, Conversation.turnOf(messages, question)))
                    .containsExactly(reply);
        });
    }

    private static AgUiRun follow(Conversation conversation, TutorProcess node) {
        var run = node.agent()
                .withToken(conversation.token())
                .get("/api/v1/chat/sessions/" + conversation.session() + "/events");
        run.awaitEvent("MESSAGES_SNAPSHOT");
        return run;
    }

    /** Temporal knows who has the attempt: a worker's identity begins with its process id. */
    private static boolean isAnsweredBy(TutorProcess node, Conversation conversation) {
        var request = DescribeWorkflowExecutionRequest.newBuilder()
                .setNamespace(temporal.namespace())
                .setExecution(WorkflowExecution.newBuilder().setWorkflowId("chat-session:" + conversation.session()))
                .build();
        var identity = await("the worker that has the attempt")
                .until(
                        () -> {
                            var pending = stubs.blockingStub()
                                    .describeWorkflowExecution(request)
                                    .getPendingActivitiesList();
                            return pending.isEmpty() ? "" : pending.getFirst().getLastWorkerIdentity();
                        },
                        found -> !found.isEmpty());
        return identity.startsWith(node.pid() + "@");
    }
}
