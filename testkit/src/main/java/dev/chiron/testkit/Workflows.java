package dev.chiron.testkit;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.enums.v1.EventType;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowException;
import io.temporal.client.WorkflowExecutionDescription;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowStub;
import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.testing.WorkflowReplayer;
import io.temporal.worker.Worker;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;

/**
 * Looks at the application's workflows by their ids, through a client with the application's own options. Safe to use
 * from any thread; what is not so in time fails after 30 s.
 */
public final class Workflows {

    private final Supplier<WorkflowClient> client;

    Workflows(Supplier<WorkflowClient> client) {
        this.client = client;
    }

    /** What the server says about the latest run; empty when there is no such workflow. */
    public Optional<WorkflowExecutionDescription> describe(String workflowId) {
        try {
            return Optional.of(stub(workflowId).describe());
        } catch (WorkflowNotFoundException _) {
            return Optional.empty();
        }
    }

    /** The status, as in {@code RUNNING} or {@code COMPLETED}; {@code NONE} when there is no such workflow. */
    public String status(String workflowId) {
        return describe(workflowId)
                .map(description -> name(description.getStatus()))
                .orElse("NONE");
    }

    /** Whether the workflow exists and has not ended. */
    public boolean isRunning(String workflowId) {
        return status(workflowId).equals("RUNNING");
    }

    /** The latest run's history, a line for each event: number, type, and what it is about. */
    public List<String> history(String workflowId) {
        return lines(events(workflowId));
    }

    static List<String> lines(List<HistoryEvent> events) {
        return events.stream()
                .map(event -> (event.getEventId() + " " + name(event.getEventType()) + " " + about(event)).strip())
                .toList();
    }

    /** The names of the signals that came, in order. */
    public List<String> signals(String workflowId) {
        return events(workflowId).stream()
                .filter(event -> event.getEventType() == EventType.EVENT_TYPE_WORKFLOW_EXECUTION_SIGNALED)
                .map(Workflows::about)
                .toList();
    }

    /** The types of the activities that were scheduled, in order; a retry is not scheduled again. */
    public List<String> activities(String workflowId) {
        return events(workflowId).stream()
                .filter(event -> event.getEventType() == EventType.EVENT_TYPE_ACTIVITY_TASK_SCHEDULED)
                .map(Workflows::about)
                .toList();
    }

    /** The answer to the query {@code get_status}. */
    public JsonNode queryStatus(String workflowId) {
        return query(workflowId, "get_status");
    }

    /**
     * The answer to any query.
     *
     * @throws WorkflowNotFoundException when there is no such workflow
     */
    public JsonNode query(String workflowId, String name, Object... arguments) {
        return Json.MAPPER.valueToTree(stub(workflowId).query(name, Object.class, arguments));
    }

    /** Waits until the workflow exists and has not ended. */
    public void awaitRunning(String workflowId) {
        await(workflowId, "running", () -> isRunning(workflowId));
    }

    /** Waits until a signal of this name has come. */
    public void awaitSignal(String workflowId, String name) {
        await(workflowId, "signalled " + name, () -> signals(workflowId).contains(name));
    }

    /** Waits until an activity of this type has been scheduled. */
    public void awaitActivity(String workflowId, String type) {
        await(workflowId, "at activity " + type, () -> activities(workflowId).contains(type));
    }

    /** Waits until the workflow has ended and returns how, as in {@code COMPLETED}. */
    public String awaitClosed(String workflowId) {
        await(workflowId, "closed", () -> {
            String status = status(workflowId);
            return !status.equals("NONE") && !status.equals("RUNNING");
        });
        return status(workflowId);
    }

    /**
     * Replays the latest run's history against workflow code.
     *
     * @throws AssertionError when the code does not do again what the history says
     */
    public void replay(String workflowId, Class<?>... implementations) {
        WorkflowExecutionHistory history = client.get().fetchHistory(workflowId);
        TestEnvironmentOptions options = TestEnvironmentOptions.newBuilder()
                .setWorkflowClientOptions(client.get().getOptions())
                .build();
        try (TestWorkflowEnvironment environment = TestWorkflowEnvironment.newInstance(options)) {
            Worker worker = environment.newWorker("replay");
            worker.registerWorkflowImplementationTypes(implementations);
            try {
                WorkflowReplayer.replayWorkflowExecution(history, worker);
            } catch (Exception e) {
                throw new AssertionError(
                        "the history of " + workflowId + " cannot be replayed\n"
                                + String.join("\n", history(workflowId)),
                        e);
            }
        }
    }

    /** Ends a workflow from outside, for tests that leave one open on purpose; one that has ended is left alone. */
    public void terminate(String workflowId, String reason) {
        try {
            stub(workflowId).terminate(reason);
        } catch (WorkflowNotFoundException _) {
            // It has ended by itself.
        }
    }

    private void await(String workflowId, String what, Supplier<Boolean> question) {
        Ceiling.until(
                "workflow " + workflowId + " " + what,
                question::get,
                yes -> yes,
                () -> status(workflowId) + "\n" + String.join("\n", history(workflowId)));
    }

    private List<HistoryEvent> events(String workflowId) {
        return events(() -> client.get().fetchHistory(workflowId));
    }

    /** The events of a history; none where there is no such workflow. */
    static List<HistoryEvent> events(Supplier<WorkflowExecutionHistory> history) {
        try {
            return history.get().getHistory().getEventsList();
        } catch (WorkflowException _) {
            return List.of();
        } catch (StatusRuntimeException e) {
            if (e.getStatus().getCode() == Status.Code.NOT_FOUND) {
                return List.of();
            }
            throw e;
        }
    }

    private WorkflowStub stub(String workflowId) {
        return client.get().newUntypedWorkflowStub(workflowId);
    }

    private static String name(WorkflowExecutionStatus status) {
        return status.name().replace("WORKFLOW_EXECUTION_STATUS_", "");
    }

    private static String name(EventType type) {
        return type.name().replace("EVENT_TYPE_", "");
    }

    private static String about(HistoryEvent event) {
        return switch (event.getAttributesCase()) {
            case WORKFLOW_EXECUTION_STARTED_EVENT_ATTRIBUTES ->
                event.getWorkflowExecutionStartedEventAttributes()
                        .getWorkflowType()
                        .getName();
            case WORKFLOW_EXECUTION_SIGNALED_EVENT_ATTRIBUTES ->
                event.getWorkflowExecutionSignaledEventAttributes().getSignalName();
            case ACTIVITY_TASK_SCHEDULED_EVENT_ATTRIBUTES ->
                event.getActivityTaskScheduledEventAttributes()
                        .getActivityType()
                        .getName();
            case ACTIVITY_TASK_FAILED_EVENT_ATTRIBUTES ->
                event.getActivityTaskFailedEventAttributes().getFailure().getMessage();
            case WORKFLOW_TASK_FAILED_EVENT_ATTRIBUTES ->
                event.getWorkflowTaskFailedEventAttributes().getFailure().getMessage();
            case WORKFLOW_EXECUTION_FAILED_EVENT_ATTRIBUTES ->
                event.getWorkflowExecutionFailedEventAttributes().getFailure().getMessage();
            case TIMER_STARTED_EVENT_ATTRIBUTES ->
                "for "
                        + event.getTimerStartedEventAttributes()
                                .getStartToFireTimeout()
                                .getSeconds()
                        + " s";
            default -> "";
        };
    }
}
