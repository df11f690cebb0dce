package dev.chiron.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.chiron.testkit.tiny.TinyApplication;
import dev.chiron.testkit.tiny.TinySettings;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;

/** Goal: what a test leaves behind that it must not is found, named, and told where it happened. */
@TutorStack(application = TinyApplication.class, settings = TinySettings.class, agent = "/run")
class StackChecksTest {

    /** For what shall be seen to fail; what passes does so at once. */
    private static final Duration SHORT = Duration.ofMillis(300);

    /** Its workflow does something else when it is replayed; the other two tests beside it do not. */
    @TutorStack(application = TinyApplication.class, settings = TinySettings.class, agent = "/run")
    static class Fickle {

        @Test
        void changesItsMind(Learner learner, AgUiClient agent, ModelScript model) {
            model.replies("Yes");
            AgUiAssertions.assertThat(agent.say("Fickle: yes or no?")).finished();
        }

        @Test
        void standsByItsWord(Learner learner, AgUiClient agent, ModelScript model) {
            model.replies("Yes");
            AgUiAssertions.assertThat(agent.say("Yes or no?")).finished();
        }

        @Test
        void isStillWaiting(Learner learner, Stack stack, ModelScript model, Workflows workflows) {
            model.replies("Wait");
            String id = "waiting:" + learner.id();
            WorkflowExecution _ = stack.application()
                    .getBean(WorkflowClient.class)
                    .newUntypedWorkflowStub(
                            "TinyWorkflow",
                            WorkflowOptions.newBuilder()
                                    .setWorkflowId(id)
                                    .setTaskQueue("tiny")
                                    .build())
                    .start(learner.id().toString(), "Hi", true);
            workflows.awaitActivity(id, "answer_activity");
        }
    }

    /** As {@link Fickle}, of a learner whom the test makes itself. */
    @TutorStack(application = TinyApplication.class, settings = TinySettings.class, agent = "/run")
    static class FickleOfAnotherLearner {

        @Test
        void changesItsMind(Learners learners, ScriptedModel model, AgUiClient agent) {
            Learner learner = learners.fresh();
            model.forUser(learner.id().toString()).replies("Yes");
            AgUiAssertions.assertThat(agent.as(learner).say("Fickle: yes or no?"))
                    .finished();
        }
    }

    /** What {@link Untrue} holds for true. */
    public static final class Wrong implements StackInvariants {

        @Override
        public List<StackInvariant> all() {
            return List.of(StackInvariant.always("there are no learners", "select email from auth.users"));
        }
    }

    /** Every test passes, and yet something is wrong afterwards. */
    @TutorStack(
            application = TinyApplication.class,
            settings = TinySettings.class,
            invariants = Wrong.class,
            agent = "/run")
    static class Untrue {

        @Test
        void passes(Learner learner) {
            assertThat(learner.email()).isNotEmpty();
        }
    }

    private static String message(Event failed) {
        return String.valueOf(failed.getRequiredPayload(TestExecutionResult.class)
                .getThrowable()
                .orElseThrow()
                .getMessage());
    }

    @Test
    @DisplayName(
            "a test fails whose workflow cannot be replayed, a class and the end of the stack where a row is untrue")
    void theChecksAreMadeUnasked() {
        var events = EngineTestKit.engine("junit-jupiter")
                .selectors(
                        selectClass(Fickle.class), selectClass(FickleOfAnotherLearner.class), selectClass(Untrue.class))
                .execute();

        var tests = events.testEvents().failed().list();
        assertThat(tests)
                .hasSize(2)
                .allSatisfy(each ->
                        assertThat(each.getTestDescriptor().getDisplayName()).startsWith("changesItsMind"))
                .allSatisfy(each -> assertThat(message(each))
                        .contains("the history of tiny:", "cannot be replayed", "NonDeterministicException")
                        .contains("TIMER_STARTED"));
        var containers = events.containerEvents().failed().list();
        assertThat(containers).hasSize(2).allSatisfy(each -> assertThat(message(each))
                .contains("not true: there are no learners", "1 rows", "learner-"));
        assertThat(containers)
                .extracting(each -> each.getTestDescriptor().getDisplayName())
                .containsExactly("StackChecksTest$Untrue", "JUnit Jupiter");
    }

    @Test
    @DisplayName("a connection that stays idle in its transaction is found, one that goes on is not")
    void forgottenTransactions(Stack stack) throws SQLException {
        PgUrl database = PgUrl.parse(stack.databaseUrl());
        try (Connection forgotten = database.connect()) {
            forgotten.setClientInfo("ApplicationName", "somebody");
            forgotten.setAutoCommit(false);
            try (var statement = forgotten.createStatement()) {
                statement.execute("select 'forgotten'");
            }

            assertThatExceptionOfType(AssertionError.class)
                    .isThrownBy(() -> stack.checks(SHORT).afterClass(List.of()))
                    .withMessageContaining("no connection of the application idle in its transaction")
                    .withMessageContaining("select 'forgotten'");
            forgotten.rollback();
            stack.checks(SHORT).afterClass(List.of());
        }
    }

    @Test
    @DisplayName("a row that says it is a learner's must be one's who exists")
    void rowsOfNobody(Stack stack, Database database, Learner learner) {
        UUID nobody = UUID.randomUUID();
        database.asOwner().update("create table strays (user_id uuid)");
        try {
            database.asOwner().update("insert into strays values (?)", learner.id());
            stack.checks(SHORT).afterClass(List.of());
            database.asOwner().update("insert into strays values (?)", nobody);
            assertThatExceptionOfType(AssertionError.class)
                    .isThrownBy(() -> stack.checks(SHORT).afterClass(List.of()))
                    .withMessageContaining("public.strays")
                    .withMessageContaining(nobody.toString());
        } finally {
            database.asOwner().update("drop table strays");
        }
    }

    @Test
    @DisplayName("a removed learner's workflow must end")
    void workflowsOfTheRemoved(
            Stack stack,
            Learner learner,
            Learner another,
            Learners learners,
            AgUiClient agent,
            ModelScript model,
            Workflows workflows) {
        model.replies("Wait");
        AgUiRequest request = AgUiRequest.onNewThread().says("Hi").state(Map.of("waits", true));
        String workflow = "tiny:" + request.runId();
        AgUiRun _ = agent.start(request);
        workflows.awaitRunning(workflow);
        stack.checks(SHORT).afterClass(List.of(learner, another));

        learners.remove(learner);

        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> stack.checks(SHORT).afterClass(List.of(learner, another)))
                .withMessageContaining("still open: [" + workflow + "]");
        workflows.terminate(workflow, "the learner is gone");
        stack.checks(SHORT).afterClass(List.of(learner, another));
    }

    @Test
    @DisplayName("what is always true fails at once, what becomes true soon is waited for")
    void invariantsOfBothKinds(Stack stack, Database database) {
        String row = "select 'a row' as found";
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> stack.checks(Ceiling.WAIT, StackInvariant.always("never any row", row))
                        .invariants())
                .withMessageContaining("not true: never any row")
                .withMessageContaining("found=a row");
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> stack.checks(SHORT, StackInvariant.soon("the row goes", row))
                        .invariants())
                .withMessageContaining("the row goes")
                .withMessageContaining("found=a row");
        // Another row each time: none of them stays.
        stack.checks(Ceiling.WAIT, StackInvariant.soon("rows come and go", "select gen_random_uuid()"))
                .invariants();
    }
}
