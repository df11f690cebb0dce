package dev.chiron.testkit;

import static dev.chiron.testkit.AgUiAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chiron.testkit.tiny.TinyApplication;
import dev.chiron.testkit.tiny.TinySettings;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestMethodOrder;
import tools.jackson.databind.JsonNode;

/** Goal: a test may break the application's surroundings, and nobody else feels it, not even the next test. */
@TutorStack(
        application = TinyApplication.class,
        settings = TinySettings.class,
        agent = "/run",
        properties = "tiny.greeting=servus")
@ExclusiveStack
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ExclusiveStackTest {

    @Test
    @Order(1)
    @DisplayName(
            "while the database is cut off the activity fails, the kit still sees everything, and a retry mends it")
    void theApplicationLosesItsDatabase(
            Learner learner,
            AgUiClient agent,
            ModelScript model,
            Faults faults,
            Database database,
            Workflows workflows) {
        Barrier barrier = Barrier.closed();
        model.holdUntil(barrier).replies("lost").replies("found").always();
        AgUiRequest request = AgUiRequest.onNewThread().says("Hi");
        AgUiRun run = agent.start(request);
        barrier.awaitReached();

        faults.database().cut();
        barrier.open();
        model.awaitRequests(2);

        assertThat(database.asService().count("select 1 from notes where user_id = ?", learner.id()))
                .isZero();
        assertThat(workflows.isRunning("tiny:" + request.runId())).isTrue();
        faults.restore();
        assertThat(run).isConformant().hasText("found").finished();
        assertThat(database.asService().values("select body from notes where user_id = ?", learner.id()))
                .containsExactly("found");
    }

    @Test
    @Order(2)
    void theApplicationLosesTemporalAndTheKitDoesNot(
            Learner learner, AgUiClient agent, ModelScript model, Faults faults, Workflows workflows) {
        Barrier barrier = Barrier.closed();
        model.holdUntil(barrier).replies("after the cut");
        AgUiRequest request = AgUiRequest.onNewThread().says("Hi");
        AgUiRun run = agent.start(request);
        barrier.awaitReached();

        faults.temporal().cut();
        assertThat(workflows.isRunning("tiny:" + request.runId())).isTrue();
        barrier.open();
        faults.temporal().restore();

        assertThat(workflows.awaitClosed("tiny:" + request.runId())).isEqualTo("COMPLETED");
        assertThat(run).finished();
    }

    @Test
    @Order(3)
    void aFaultThatATestLeavesBehindEndsWithIt(Faults faults) {
        faults.database().cut();
        faults.temporal().freeze();

        assertThat(faults.database().connections()).isZero();
    }

    @Test
    @Order(4)
    void theNextTestFindsEverythingMended(Learner learner, AgUiClient agent, ModelScript model) {
        model.replies("fine");

        assertThat(agent.say("Hi")).hasText("fine").finished();
    }

    @TestFactory
    @DisplayName("a story comes out right though connections are cut in the middle of its activity")
    Stream<DynamicTest> connectionsAreCutInside(WorkflowHarness harness) {
        return harness.disturb(
                Disturbance.Trouble.cuts(),
                place -> {
                    place.model().replies("Here").always();
                    assertThat(place.agent().say("Carefully: hi"))
                            .hasText("Here")
                            .finished();
                },
                place -> assertThat(place.database()
                                .asService()
                                .values(
                                        "select body from notes where user_id = ?",
                                        place.learner().id()))
                        .containsExactly("Here"));
    }

    @Test
    void propertiesReachTheApplication(TutorClient client) {
        assertThat(client.get("/greeting").text()).isEqualTo("servus");
    }

    @Test
    void theDatabaseIsItsOwn(Database database, Stack stack) {
        String name = database.asOwner().value(String.class, "select current_database()::text");

        assertThat(stack.databaseUrl()).endsWith("/" + name);
        assertThat(name).startsWith("testkit_");
        assertThat(database.asOwner().count("select 1 from auth.users where email = ?", "learner-" + UUID.randomUUID()))
                .isZero();
    }

    @Test
    void noConnectionOfTheKitStaysInATransaction(Learner learner, Database database) {
        database.asLearner(learner).count("select 1");

        JsonNode state = (JsonNode) database.asOwner()
                .row("select coalesce(jsonb_agg(pid), '[]'::jsonb) as open from pg_stat_activity"
                        + " where datname = current_database() and state = 'idle in transaction'")
                .get("open");

        assertThat(state).isEmpty();
    }
}
