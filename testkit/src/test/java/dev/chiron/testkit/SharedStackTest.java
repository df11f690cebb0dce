package dev.chiron.testkit;

import static dev.chiron.testkit.AgUiAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.chiron.testkit.AgUiRun.End;
import dev.chiron.testkit.tiny.OtherWorkflowImpl;
import dev.chiron.testkit.tiny.TinyApplication;
import dev.chiron.testkit.tiny.TinySettings;
import dev.chiron.testkit.tiny.TinyWorkflowImpl;
import io.temporal.client.WorkflowClient;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Goal: one flow through HTTP, Temporal, model and database can be driven and seen from all four sides. */
@TutorStack(application = TinyApplication.class, settings = TinySettings.class, agent = "/run")
class SharedStackTest {

    @Test
    @DisplayName("a run asks the model once, is a conformant stream, leaves a row and a workflow that ended")
    void aRunIsSeenFromAllSides(
            Learner learner, AgUiClient agent, ModelScript model, Database database, Workflows workflows) {
        model.replies("Forty", "-two");
        AgUiRequest request = AgUiRequest.onNewThread().says("What is the answer?");

        AgUiRun run = agent.start(request);

        assertThat(run)
                .isConformant()
                .hasText("Forty-two")
                .finished()
                .callsNoTool()
                .ended(End.CLEAN);
        assertThat(run).hasText("m1", "Forty-two");
        assertThat(run.comments())
                .singleElement()
                .extracting(AgUiRun.Comment::text)
                .isEqualTo("working");
        assertThat(run.headAfter()).isPositive();
        assertThat(model.requests()).singleElement().satisfies(asked -> {
            assertThat(asked.lastText()).isEqualTo("What is the answer?");
            assertThat(asked.user()).isEqualTo(learner.id().toString());
        });
        Map<String, ?> row = database.asService().row("select * from notes where user_id = ?", learner.id());
        assertThat(row.get("body")).isEqualTo("Forty-two");
        assertThat(row.get("tags")).isEqualTo(List.of("a", "b"));
        assertThat(row.get("details")).isEqualTo(Json.parse("{\"kind\":\"note\"}"));
        assertThat(row.get("created_at")).isInstanceOf(Instant.class);
        String workflow = "tiny:" + request.runId();
        assertThat(workflows.awaitClosed(workflow)).isEqualTo("COMPLETED");
        assertThat(workflows.activities(workflow)).containsExactly("answer_activity");
        assertThat(workflows.history(workflow).getFirst()).isEqualTo("1 WORKFLOW_EXECUTION_STARTED TinyWorkflow");
        workflows.replay(workflow, TinyWorkflowImpl.class);
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> workflows.replay(workflow, OtherWorkflowImpl.class))
                .withMessageContaining("cannot be replayed")
                .withMessageContaining("ACTIVITY_TASK_SCHEDULED answer_activity");
    }

    @Test
    @DisplayName("a workflow can be watched while it waits, and signalled to its end")
    void aWaitingWorkflowIsWatched(
            Learner learner, AgUiClient agent, ModelScript model, Workflows workflows, Stack stack) {
        model.replies("Wait for it");
        AgUiRequest request = AgUiRequest.onNewThread().says("Hi").state(Map.of("waits", true));
        String workflow = "tiny:" + request.runId();
        assertThat(workflows.status(workflow)).isEqualTo("NONE");

        AgUiRun run = agent.start(request);

        workflows.awaitRunning(workflow);
        workflows.awaitActivity(workflow, "answer_activity");
        Ceiling.until(
                "the answer",
                () -> workflows.queryStatus(workflow).path("stage").asString(),
                "answered"::equals,
                run::transcript);
        assertThat(workflows.isRunning(workflow)).isTrue();
        assertThat(run.isOpen()).isTrue();
        stack.application()
                .getBean(WorkflowClient.class)
                .newUntypedWorkflowStub(workflow)
                .signal("carry_on");
        workflows.awaitSignal(workflow, "carry_on");
        assertThat(run).isConformant().finished();
        assertThat(workflows.signals(workflow)).containsExactly("carry_on");
    }

    @Test
    void theModelCanBeHeldWhileTheTestLooks(Learner learner, AgUiClient agent, ModelScript model, Database database) {
        Barrier barrier = Barrier.closed();
        model.holdUntil(barrier).replies("At last");

        AgUiRun run = agent.start(AgUiRequest.onNewThread().says("Hi"));
        barrier.awaitReached();

        assertThat(run.types()).containsExactly("RUN_STARTED");
        assertThat(database.asService().count("select 1 from notes where user_id = ?", learner.id()))
                .isZero();
        barrier.open();
        assertThat(run).hasText("At last");
    }

    @Test
    void aModelThatFailsForGoodFailsTheRun(AgUiClient agent, Learner learner, ModelScript model) {
        model.fails(500).repeat(5);

        AgUiRun run = agent.say("Hi");

        assertThat(run).isConformant().failedWith("model_failed");
        assertThat(model.stepsLeft()).isZero();
    }

    @Test
    void aModelThatFailsOnceIsAskedAgain(AgUiClient agent, Learner learner, ModelScript model) {
        model.cutOffAfter("For").replies("Forty-two");

        assertThat(agent.say("Hi")).hasText("Forty-two").finished();
        assertThat(model.awaitRequests(2)).hasSize(2);
    }

    @Test
    @DisplayName("clients beside a learner speak for it, whatever the order of the parameters")
    void clientsBelongToTheFirstLearner(TutorClient client, Learner first, Learner second) {
        assertThat(client.get("/me").string("id")).isEqualTo(first.id().toString());
        assertThat(client.get("/me").string("email")).isEqualTo(first.email());
        assertThat(client.as(second).get("/me").string("id"))
                .isEqualTo(second.id().toString());
        assertThat(first).isNotEqualTo(second);
    }

    @Test
    void aClientWithoutALearnerIsAnonymous(TutorClient client, AgUiClient agent) {
        Answer answer = client.get("/me");

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.string("error_code")).isEqualTo("unauthenticated");
        assertThat(answer.header("content-type")).contains("application/json");
        assertThat(agent.say("Hi")).wasRejected(401, "unauthenticated");
    }

    @Test
    void aParameterCanAskForARole(@WithRole("teacher") Learner teacher, TutorClient client) {
        assertThat(client.get("/me").string("role")).isEqualTo("teacher");
    }

    @Test
    @DisplayName("each kind of bad token is refused by an application that checks them")
    void badTokensAreRefused(Learner learner, Learner victim, Learners learners, TutorClient client) {
        assertThat(client.withToken(learners.expiredToken(learner)).get("/me").status())
                .isEqualTo(401);
        assertThat(client.withToken(learners.tokenOfAnotherKey(learner))
                        .get("/me")
                        .status())
                .isEqualTo(401);
        assertThat(client.withToken(learners.unsignedToken(learner)).get("/me").status())
                .isEqualTo(401);
        assertThat(client.withToken(learners.stolenIdentity(learner, victim))
                        .get("/me")
                        .status())
                .isEqualTo(401);
        assertThat(client.withToken(learners.tokenWithClaims(learner, Map.of("aud", "anon")))
                        .get("/me")
                        .status())
                .isEqualTo(401);
        assertThat(client.as(learners.onAnotherDevice(learner)).get("/me").string("id"))
                .isEqualTo(learner.id().toString());
        assertThat(client.as(learners.teacher()).get("/me").string("role")).isEqualTo("teacher");
        assertThat(client.as(learners.withoutAccount()).get("/me").status()).isEqualTo(200);
    }

    @Test
    @DisplayName("queries run in the role they say: a learner sees and writes its own rows only")
    void rolesAreReal(Learner learner, Learner other, Database database) {
        String insert = "insert into notes (id, user_id, body) values (?, ?, ?)";
        database.asLearner(learner).update(insert, UUID.randomUUID(), learner.id(), "mine");
        database.asService().update(insert, UUID.randomUUID(), other.id(), "theirs");

        String all = "select body from notes where user_id in (?, ?) order by body";
        assertThat(database.asLearner(learner).values(all, learner.id(), other.id()))
                .containsExactly("mine");
        assertThat(database.asService().values(all, learner.id(), other.id())).containsExactly("mine", "theirs");
        assertThat(database.asOwner().count(all, learner.id(), other.id())).isEqualTo(2);
        assertThat(database.asLearner(learner).value(String.class, "select current_user::text"))
                .isEqualTo("authenticated");
        assertThatExceptionOfType(DatabaseRefusal.class)
                .isThrownBy(() -> database.asAnonymous().rows(all, learner.id(), other.id()))
                .withMessageContaining("permission denied for table notes")
                .satisfies(refusal -> assertThat(refusal.sqlState()).isEqualTo("42501"));
        assertThatExceptionOfType(DatabaseRefusal.class)
                .isThrownBy(() -> database.asLearner(learner).update(insert, UUID.randomUUID(), other.id(), "forged"))
                .withMessageContaining("row-level security");
    }

    @Test
    @DisplayName("a held row keeps the application waiting exactly as long as the test wants")
    void aHeldRowBlocksTheApplication(Learner learner, Database database, AgUiClient agent, ModelScript model) {
        model.replies("Hello");
        AgUiRun run;
        try (Database.Held _ =
                database.asOwner().hold("select 1 from auth.users where id = ? for update", learner.id())) {
            run = agent.start(AgUiRequest.onNewThread().says("Hi"));
            database.asOwner()
                    .awaitRow("select 1 from pg_stat_activity where datname = current_database()"
                            + " and wait_event_type = 'Lock' and query like 'insert into notes%'");
            assertThat(run.isOpen()).isTrue();
        }
        assertThat(run).finished();
        assertThat(database.asService().awaitRow("select body from notes where user_id = ?", learner.id()))
                .containsEntry("body", "Hello");
    }

    @Test
    void removingALearnerRemovesItsRows(Learner learner, Learners learners, Database database) {
        database.asService()
                .update("insert into notes (id, user_id, body) values (?, ?, 'x')", UUID.randomUUID(), learner.id());

        learners.remove(learner);

        assertThat(database.asService().count("select 1 from notes where user_id = ?", learner.id()))
                .isZero();
    }

    @Test
    void badInputCanBeSent(TutorClient client, Learner learner) {
        assertThat(client.send("POST", "/run", "text/plain", new byte[] {1, 2}).status())
                .isEqualTo(415);
        assertThat(client.send("POST", "/run", "application/json", "{".getBytes(StandardCharsets.UTF_8))
                        .status())
                .isEqualTo(400);
        assertThat(client.delete("/run").status()).isEqualTo(405);
    }

    @Test
    @DisplayName("on somebody else's server a stack gets a database of its own, prepared, and drops it afterwards")
    void anExternalServerServesAsWell(Stack stack) {
        DatabaseServer.External server =
                new DatabaseServer.External(PgUrl.parse(stack.databaseUrl()).database("postgres"));

        PgUrl made = server.create();
        Tokens tokens = new Tokens("secret");
        try (Learners learners = new Learners(made, tokens);
                Database look = new Database(made)) {
            Learner learner = learners.fresh();
            assertThat(look.asLearner(learner).value(UUID.class, "select auth.uid()"))
                    .isEqualTo(learner.id());
        }
        server.drop(made);

        assertThat(stack.database().asOwner().count("select 1 from pg_database where datname = ?", made.database()))
                .isZero();
    }

    /** Goal: learners of a set-up method belong to the test, and nested classes share the stack around them. */
    @Nested
    class InANestedClass {

        private Learner known;

        InANestedClass(Learners learners) {
            known = learners.fresh();
        }

        @BeforeEach
        void signUp(Learner learner) {
            known = learner;
        }

        @Test
        void aClientSpeaksForTheLearnerOfTheSetUp(TutorClient client, ModelScript script, ScriptedModel model) {
            assertThat(client.get("/me").string("id")).isEqualTo(known.id().toString());
            assertThat(script).isSameAs(model.forUser(known.id().toString()));
        }
    }
}
