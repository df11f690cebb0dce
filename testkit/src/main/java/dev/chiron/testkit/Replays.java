package dev.chiron.testkit;

import io.temporal.api.enums.v1.EventType;
import io.temporal.api.history.v1.History;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.client.WorkflowClient;
import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Replays histories on the application's own workers, which know its workflow code, its payloads and its interceptors; a
 * worker replays beside its work, outside of its cache. Safe to use from any thread.
 */
final class Replays {

    /** What a workflow decides becomes one of these events, right after its task is completed. */
    private static final Set<EventType> DECIDED = EnumSet.of(
            EventType.EVENT_TYPE_WORKFLOW_EXECUTION_COMPLETED,
            EventType.EVENT_TYPE_WORKFLOW_EXECUTION_FAILED,
            EventType.EVENT_TYPE_WORKFLOW_EXECUTION_CANCELED,
            EventType.EVENT_TYPE_WORKFLOW_EXECUTION_CONTINUED_AS_NEW,
            EventType.EVENT_TYPE_ACTIVITY_TASK_SCHEDULED,
            EventType.EVENT_TYPE_ACTIVITY_TASK_CANCEL_REQUESTED,
            EventType.EVENT_TYPE_TIMER_STARTED,
            EventType.EVENT_TYPE_TIMER_CANCELED,
            EventType.EVENT_TYPE_MARKER_RECORDED,
            EventType.EVENT_TYPE_START_CHILD_WORKFLOW_EXECUTION_INITIATED,
            EventType.EVENT_TYPE_SIGNAL_EXTERNAL_WORKFLOW_EXECUTION_INITIATED,
            EventType.EVENT_TYPE_REQUEST_CANCEL_EXTERNAL_WORKFLOW_EXECUTION_INITIATED,
            EventType.EVENT_TYPE_UPSERT_WORKFLOW_SEARCH_ATTRIBUTES,
            EventType.EVENT_TYPE_WORKFLOW_PROPERTIES_MODIFIED,
            EventType.EVENT_TYPE_WORKFLOW_EXECUTION_UPDATE_ACCEPTED,
            EventType.EVENT_TYPE_WORKFLOW_EXECUTION_UPDATE_COMPLETED);

    private final WorkflowLedger ledger;
    private final Supplier<WorkflowClient> client;
    private final Supplier<WorkerFactory> workers;

    /** Runs that are over and were replayed. */
    private final Set<String> done = ConcurrentHashMap.newKeySet();

    /** Workflows that were replayed at least once. */
    private final Set<String> seen = ConcurrentHashMap.newKeySet();

    private final LongAdder count = new LongAdder();
    private final LongAdder nanos = new LongAdder();

    Replays(WorkflowLedger ledger, Supplier<WorkflowClient> client, Supplier<WorkerFactory> workers) {
        this.ledger = ledger;
        this.client = client;
        this.workers = workers;
    }

    private record Run(String workflowId, @Nullable String runId) {

        @Override
        public String toString() {
            return workflowId + (runId == null ? "" : " (run " + runId + ")");
        }
    }

    /**
     * Replays every run of these workflows and of what they started, one that goes on as far as it is.
     *
     * @throws AssertionError when the code does not do again what a history says; it names each such run
     */
    void replay(Collection<String> workflowIds) {
        long start = System.nanoTime();
        List<Failure> failures = new ArrayList<>();
        for (String id : workflowIds) {
            seen.add(id);
            replay(id, failures);
        }
        nanos.add(System.nanoTime() - start);
        if (!failures.isEmpty()) {
            AssertionError error = new AssertionError(
                    String.join("\n\n", failures.stream().map(Failure::text).toList()));
            failures.forEach(each -> error.addSuppressed(each.cause()));
            throw error;
        }
    }

    /** Replays what no test has answered for. */
    void replayUnseen() {
        replay(ledger.all().stream().filter(id -> !seen.contains(id)).toList());
    }

    /** How many runs were replayed. */
    long count() {
        return count.sum();
    }

    /** How long that took, on all threads together. */
    long nanos() {
        return nanos.sum();
    }

    private record Failure(String text, Exception cause) {}

    private void replay(String workflowId, List<Failure> failures) {
        Deque<Run> waiting = new ArrayDeque<>();
        ledger.runs(workflowId).forEach(run -> waiting.add(new Run(workflowId, run)));
        if (waiting.isEmpty()) {
            waiting.add(new Run(workflowId, null));
        }
        Set<Run> known = new HashSet<>();
        while (!waiting.isEmpty()) {
            Run run = waiting.removeFirst();
            if (known.add(run)) {
                List<HistoryEvent> events = events(run);
                events.forEach(event -> follow(run, event, waiting));
                if (run.runId() == null || !done.contains(run.runId())) {
                    replay(run, events, failures);
                }
            }
        }
    }

    private static void follow(Run run, HistoryEvent event, Deque<Run> waiting) {
        if (event.hasWorkflowExecutionContinuedAsNewEventAttributes()) {
            waiting.add(new Run(
                    run.workflowId(),
                    event.getWorkflowExecutionContinuedAsNewEventAttributes().getNewExecutionRunId()));
        } else if (event.hasChildWorkflowExecutionStartedEventAttributes()) {
            var child = event.getChildWorkflowExecutionStartedEventAttributes().getWorkflowExecution();
            waiting.add(new Run(child.getWorkflowId(), child.getRunId()));
        }
    }

    private void replay(Run run, List<HistoryEvent> events, List<Failure> failures) {
        List<HistoryEvent> decided = decided(events);
        if (decided.isEmpty()) {
            return;
        }
        String queue = events.getFirst()
                .getWorkflowExecutionStartedEventAttributes()
                .getTaskQueue()
                .getName();
        Worker worker = workers.get().tryGetWorker(queue);
        if (worker == null) {
            // Somebody else's workflow, whose code is not here.
            return;
        }
        count.increment();
        try {
            worker.replayWorkflowExecution(new WorkflowExecutionHistory(
                    History.newBuilder().addAllEvents(decided).build(), run.workflowId()));
            if (run.runId() != null && decided.size() == events.size() && isOver(events.getLast())) {
                done.add(run.runId());
            }
        } catch (Exception e) {
            failures.add(new Failure(
                    "the history of " + run + " cannot be replayed: " + reason(e) + "\n"
                            + String.join("\n", Workflows.lines(events)),
                    e));
        }
    }

    private static boolean isOver(HistoryEvent last) {
        return switch (last.getEventType()) {
            case EVENT_TYPE_WORKFLOW_EXECUTION_COMPLETED,
                    EVENT_TYPE_WORKFLOW_EXECUTION_FAILED,
                    EVENT_TYPE_WORKFLOW_EXECUTION_CANCELED,
                    EVENT_TYPE_WORKFLOW_EXECUTION_CONTINUED_AS_NEW -> true;
            default -> false;
        };
    }

    /** The history up to what the last completed task decided: what came after it, no code has answered yet. */
    private static List<HistoryEvent> decided(List<HistoryEvent> events) {
        int end = 0;
        for (int i = 0; i < events.size(); i++) {
            EventType type = events.get(i).getEventType();
            if (type == EventType.EVENT_TYPE_WORKFLOW_TASK_COMPLETED
                    || (end > 0 && i == end && DECIDED.contains(type))) {
                end = i + 1;
            }
        }
        return events.subList(0, end);
    }

    /** The SDK hands the failure over as the text of its stack trace; the innermost cause says what it is about. */
    private static String reason(Exception e) {
        String innermost = String.valueOf(e.getMessage());
        for (String line : innermost.split("\n", -1)) {
            if (line.contains("NonDeterministicException:")) {
                return line.strip();
            }
        }
        for (String line : innermost.split("\n", -1)) {
            if (line.startsWith("Caused by:")) {
                innermost = line;
            }
        }
        return innermost.strip();
    }

    /** None where something was signalled that does not exist. */
    private List<HistoryEvent> events(Run run) {
        return Workflows.events(() -> run.runId() == null
                ? client.get().fetchHistory(run.workflowId())
                : client.get().fetchHistory(run.workflowId(), run.runId()));
    }
}
