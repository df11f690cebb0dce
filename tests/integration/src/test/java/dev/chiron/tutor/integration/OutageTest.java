package dev.chiron.tutor.integration;

import static dev.chiron.testkit.AgUiAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.chiron.testkit.AgUiClient;
import dev.chiron.testkit.AgUiRequest;
import dev.chiron.testkit.Barrier;
import dev.chiron.testkit.Database;
import dev.chiron.testkit.ExclusiveStack;
import dev.chiron.testkit.Faults;
import dev.chiron.testkit.Learner;
import dev.chiron.testkit.Learners;
import dev.chiron.testkit.ModelScript;
import dev.chiron.testkit.Stack;
import dev.chiron.testkit.TutorClient;
import dev.chiron.testkit.TutorStack;
import dev.chiron.testkit.Workflows;
import dev.chiron.tutor.TutorServer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The database or Temporal goes away and comes back: nothing is lost, nothing is half-written. */
@TutorStack(
        application = TutorServer.class,
        invariants = TutorInvariants.class,
        properties = {
            "tutor.database.connect-timeout=1s",
            "tutor.database.statement-timeout=3s",
            "tutor.temporal.rpc-timeout=2s",
            "tutor.chat.dispatch-timeout=500ms",
            "tutor.chat.dispatch-interval=200ms",
            "tutor.chat.first-backoff=50ms",
            "tutor.chat.heartbeat-timeout=3s",
            "tutor.stream.keep-alive=1s",
            "tutor.account.deletion-watch=1s",
            "tutor.account.deletion-interval=200ms",
            "tutor.account.deletion-patience=500ms",
        })
@ExclusiveStack
@DisplayName("An outage")
class OutageTest {

    /** The outage before this one has left dead connections in the pools; a test begins with none of them. */
    @BeforeEach
    void begin(Stack stack) {
        forgetTheLastOutage(stack);
    }

    static void forgetTheLastOutage(Stack stack) {
        for (var pool :
                stack.application().getBeansOfType(HikariDataSource.class).values()) {
            pool.getHikariPoolMXBean().softEvictConnections();
        }
        Await.until(() -> stack.client().anonymous().get("/api/v1/health").status() == 200);
    }

    @Test
    @DisplayName("of Temporal keeps nobody's rows: they go at once, and what Temporal holds as soon as it is back")
    void temporalDownWhileAnAccountGoes(
            Learner learner,
            Learners learners,
            TutorClient client,
            Faults faults,
            ModelScript model,
            Database database,
            Workflows workflows) {
        model.replies("Hello.");
        var sent = Chat.send(client, "A word before I go");
        Chat.awaitOver(database, sent.turnId());
        faults.temporal().cut();

        DeletionTest.delete(learners, client, learner);

        Await.until(() -> database.asOwner().count("select 1 from auth.users where id = ?", learner.id()) == 0);
        assertThat(workflows.isRunning(sent.workflowId())).isTrue();
        assertThat(client.get(Chat.SESSIONS).status()).isEqualTo(401);

        faults.restore();
        DeletionTest.awaitGone(database, learner);
        assertThat(workflows.status(sent.workflowId())).isEqualTo("NONE");
    }

    @Test
    @DisplayName("of the database is 503 for who writes, with nothing half-written, and health says so")
    void databaseDown(
            Learner learner,
            TutorClient client,
            AgUiClient agent,
            Faults faults,
            ModelScript model,
            Database database) {
        faults.database().cut();

        var answer = client.post(Chat.MESSAGES, Chat.message(null, "Are you there?", null));
        assertThat(answer.status()).as(answer.toString()).isEqualTo(503);
        assertThat(answer.string("error_code")).isEqualTo("unavailable");
        assertThat(agent.connect(AgUiRequest.onNewThread()))
                .as("also for who only looks")
                .wasRejected(503, "unavailable");
        var health = client.anonymous().get("/api/v1/health");
        assertThat(health.status()).isEqualTo(503);
        assertThat(health.string("checks.database")).isEqualTo("unreachable");

        faults.restore();
        Await.until(() -> client.anonymous().get("/api/v1/health").status() == 200);
        assertThat(database.asLearner(learner).count("select 1 from public.chat_sessions"))
                .isZero();
        model.replies("Yes, again.");
        assertThat(Chat.awaitReply(
                        database, learner, Chat.send(client, "And now?").turnId()))
                .isEqualTo("Yes, again.");
    }

    @Test
    @DisplayName(
            "of Temporal costs nobody a message: it is stored and answered 201, and its reply comes when Temporal is back")
    void temporalDown(Learner learner, TutorClient client, Faults faults, ModelScript model, Database database) {
        model.replies("Sorry, I was away.");
        faults.temporal().cut();

        var sent = Chat.send(client, "Hello?");
        assertThat(database.asLearner(learner)
                        .value(String.class, "select status from public.chat_turns where id = ?", sent.turnId()))
                .isEqualTo("accepted");
        assertThat(client.anonymous().get("/api/v1/health").string("checks.temporal"))
                .isEqualTo("unreachable");

        faults.restore();
        assertThat(Chat.awaitReply(database, learner, sent.turnId())).isEqualTo("Sorry, I was away.");
        assertThat(model.requests()).hasSize(1);
    }

    @Test
    @DisplayName("of Temporal does not keep an AG-UI run from starting; the stream waits and then goes on")
    void temporalDownForARun(Learner learner, AgUiClient agent, Faults faults, ModelScript model) {
        model.replies("Back again.");
        faults.temporal().cut();

        var run = agent.start(AgUiRequest.onNewThread().says("Hello?"));
        run.awaitEvent("RUN_STARTED");
        faults.restore();

        assertThat(run).isConformant().hasText("Back again.").finished();
    }

    @Test
    @DisplayName("of the database in the middle of a reply costs the reader nothing: reply whole, stored once")
    void databaseLostMidReply(Learner learner, AgUiClient agent, Faults faults, ModelScript model, Database database) {
        var half = Barrier.closed();
        model.repliesAround("First half, ", half, "second half.");
        var run = agent.start(AgUiRequest.onNewThread().says("Both halves"));
        run.awaitText("First half, ");

        faults.database().reset();
        faults.database().cut();
        half.open();
        run.awaitText("second half.");
        faults.restore();

        assertThat(run).isConformant().finished();
        assertThat(database.asLearner(learner)
                        .values("select content from public.chat_messages where role = 'assistant'"))
                .containsExactly("First half, second half.");
    }

    @Test
    @DisplayName("of Temporal between the reply and its recording: it is recorded once")
    void temporalLostMidReply(Learner learner, AgUiClient agent, Faults faults, ModelScript model, Database database) {
        var half = Barrier.closed();
        model.repliesAround("First half, ", half, "second half.")
                .replies("Another try.")
                .always();
        var run = agent.start(AgUiRequest.onNewThread().says("Both halves"));
        run.awaitText("First half, ");

        faults.temporal().cut();
        half.open();
        run.awaitText("second half.");
        faults.restore();

        assertThat(run).isConformant().finished();
        assertThat(database.asLearner(learner).count("select 1 from public.chat_messages where role = 'assistant'"))
                .isEqualTo(1);
        assertThat(database.asLearner(learner).value(String.class, "select status from public.chat_turns"))
                .isEqualTo("completed");
    }
}
