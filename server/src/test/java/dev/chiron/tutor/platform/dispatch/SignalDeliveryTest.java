package dev.chiron.tutor.platform.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temporal.api.enums.v1.EventType;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowExecutionAlreadyStarted;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowServiceException;
import io.temporal.client.WorkflowStub;
import io.temporal.testing.TestWorkflowEnvironment;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A signal to a workflow")
class SignalDeliveryTest {

    private static TestWorkflowEnvironment temporal;

    @BeforeAll
    static void open() {
        temporal = TestWorkflowEnvironment.newInstance();
    }

    @AfterAll
    static void close() {
        temporal.close();
    }

    private static WorkflowStub workflow(String id) {
        return workflow(temporal.getWorkflowClient(), id);
    }

    private static WorkflowStub workflow(WorkflowClient client, String id) {
        return client.newUntypedWorkflowStub(
                "any",
                WorkflowOptions.newBuilder()
                        .setWorkflowId(id)
                        .setTaskQueue("nobody")
                        .build());
    }

    private static long signals(String id) {
        return temporal.getWorkflowClient().fetchHistory(id).getEvents().stream()
                .filter(event -> event.getEventType() == EventType.EVENT_TYPE_WORKFLOW_EXECUTION_SIGNALED)
                .count();
    }

    // Goal: an answer that is redelivered in the moment in which its path is started again is not put off for ten
    // seconds; both happen at once whenever a process starts again in the middle of a path.
    @Test
    @DisplayName("that somebody else is starting comes there, once")
    void meetsTheStart() throws Exception {
        var together = new CyclicBarrier(2);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var round = 0; round < 100; round++) {
                var id = "meeting-" + round;
                var starting = threads.submit(() -> {
                    together.await();
                    try {
                        var unused = workflow(id).start("state");
                    } catch (WorkflowExecutionAlreadyStarted e) {
                        // The signal was there first.
                    }
                    return null;
                });
                together.await();
                SignalDelivery.deliver(() -> workflow(id), "answer", new Object[] {"b"}, "state");
                starting.get();
                assertThat(signals(id)).isOne();
            }
        }
    }

    // Goal: a Temporal that is away is told to the dispatcher at once, not after further attempts.
    @Test
    @DisplayName("that Temporal does not take is told to its sender")
    void isRefused() {
        WorkflowClient client;
        try (var gone = TestWorkflowEnvironment.newInstance()) {
            client = gone.getWorkflowClient();
        }
        assertThatThrownBy(() ->
                        SignalDelivery.deliver(() -> workflow(client, "lost"), "answer", new Object[] {"b"}, "state"))
                .isInstanceOf(WorkflowServiceException.class);
    }
}
