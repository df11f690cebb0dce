package dev.chiron.tutor.chat.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chiron.tutor.chat.Patience;
import dev.chiron.tutor.chat.TurnFailure;
import dev.chiron.tutor.chat.activity.TurnOutcome;
import dev.chiron.tutor.chat.activity.TurnOutcome.Kind;
import dev.chiron.tutor.chat.workflow.ChatSessionStatus.State;
import dev.chiron.tutor.platform.LearnerId;
import dev.chiron.tutor.platform.SessionId;
import dev.chiron.tutor.platform.TurnId;
import io.grpc.Status;
import io.temporal.activity.Activity;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.enums.v1.EventType;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionRequest;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionResponse;
import io.temporal.client.ActivityCanceledException;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowServiceException;
import io.temporal.client.WorkflowStub;
import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.failure.ApplicationFailure;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.testing.WorkflowReplayer;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;

/**
 * A session's promises, on a server whose time skips. Each scenario's histories are replayed at its end, and kept in
 * files when asked for (see {@link Histories}).
 */
@Timeout(60)
final class ChatSessionWorkflowTest {

    private static final Duration IDLE = Duration.ofMinutes(15);
    private static final SessionId SESSION = new SessionId(new UUID(1, 1));
    private static final LearnerId LEARNER = new LearnerId(new UUID(2, 2));

    private volatile @Nullable Runnable whenIdle;
    private final TestWorkflowEnvironment temporal = Histories.environment(new IdleInterceptor(this::idle));
    private final ScriptedActivities activities = new ScriptedActivities();
    private final List<WorkflowExecution> starts = new ArrayList<>();
    private final List<CountDownLatch> gates = new ArrayList<>();
    private final Worker worker = temporal.newWorker(
            "tutor",
            WorkerOptions.newBuilder()
                    .setMaxHeartbeatThrottleInterval(Duration.ofMillis(20))
                    .setDefaultHeartbeatThrottleInterval(Duration.ofMillis(20))
                    .build());
    private ChatSessionState.Options options = new ChatSessionState.Options(
            IDLE,
            200,
            4,
            Duration.ofMillis(500),
            Duration.ofSeconds(30),
            Duration.ofMinutes(3),
            Duration.ofSeconds(10));

    @BeforeEach
    void startWorker() {
        worker.registerWorkflowImplementationTypes(ChatSessionWorkflowImpl.class);
        worker.registerActivitiesImplementations(activities);
        temporal.start();
    }

    @AfterEach
    void replayAndClose(TestInfo test) throws Exception {
        gates.forEach(CountDownLatch::countDown);
        try (temporal) {
            var runs = runs();
            Histories.CHAT.record(test.getTestMethod().orElseThrow(), runs);
            for (var run : runs) {
                WorkflowReplayer.replayWorkflowExecution(run, worker);
            }
        }
    }

    @Test
    @DisplayName("Turns are answered in the order in which they were accepted, though their signals come in another")
    void turnsAreAnsweredInOrderOfTheirPositions() {
        var gate = hold(turn(1));
        say(1);
        awaitAsked(1);
        say(5);
        say(3);
        say(9);
        say(4);
        gate.countDown();
        awaitEnd();

        assertThat(activities.recorded()).isEqualTo(List.of("1 TEXT", "3 TEXT", "4 TEXT", "5 TEXT", "9 TEXT"));
    }

    @Test
    @DisplayName("A turn that is signalled again and again is answered once")
    void repeatedSignalsAreOneTurn() {
        var gate = hold(turn(1));
        say(1);
        awaitAsked(1);
        say(1);
        say(2);
        say(2);
        say(1);
        gate.countDown();
        awaitRecorded(2);
        say(1);
        say(2);
        say(1);
        awaitEnd();

        assertThat(activities.recorded()).isEqualTo(List.of("1 TEXT", "2 TEXT"));
        assertThat(activities.asked()).isEqualTo(List.of(turn(1), turn(2)));
    }

    @Test
    @DisplayName("A turn is answered once also when its signals reach different runs")
    void repeatedSignalsAreOneTurnAcrossRuns() {
        options = withTurnsPerRun(1);
        for (var number = 1; number <= 5; number++) {
            say(number);
            awaitRecorded(number);
            say(1);
            say(number);
        }
        awaitEnd();

        assertThat(activities.asked()).isEqualTo(List.of(turn(1), turn(2), turn(3), turn(4), turn(5)));
        assertThat(runs()).hasSize(6);
    }

    @Test
    @DisplayName("A new run goes on with the queue, the stops, the counters and the question of the one before")
    void continuingAsNewHandsEverythingOver() {
        options = withTurnsPerRun(2);
        activities.script(turn(2), (call, attempt) -> ScriptedActivities.said(call, Kind.CLARIFICATION, attempt));
        var first = hold(turn(1));
        var third = hold(turn(3));
        say(1);
        awaitAsked(1);
        for (var number = 7; number > 1; number--) {
            say(number);
        }
        stop(6);
        first.countDown();
        awaitAsked(3);

        assertThat(runs()).hasSize(2);
        var status = status();
        assertThat(status.state()).isEqualTo(State.ANSWERING);
        assertThat(status.currentTurnId()).isEqualTo(turn(3));
        assertThat(status.queuedTurnIds()).isEqualTo(List.of(turn(4), turn(5), turn(6), turn(7)));
        assertThat(status.turnsAnswered()).isEqualTo(2);
        assertThat(status.awaitingClarification()).isTrue();

        third.countDown();
        awaitEnd();
        assertThat(activities.recorded())
                .isEqualTo(List.of(
                        "1 TEXT", "2 CLARIFICATION", "3 TEXT", "4 TEXT", "5 TEXT", "6 STOPPED unsaid", "7 TEXT"));
        assertThat(runs()).hasSize(4);
        assertThat(status().turnsAnswered()).isEqualTo(7);
        assertThat(activities.attempts(turn(6))).isZero();
    }

    @Test
    @DisplayName("A silent session ends, and the next message starts it again")
    void idleSessionEndsAndStartsAgain() {
        var before = temporal.currentTimeMillis();
        say(1);
        awaitEnd();
        assertThat(temporal.currentTimeMillis() - before).isGreaterThanOrEqualTo(IDLE.toMillis());
        assertThat(status().state()).isEqualTo(State.ENDED);

        say(2);
        awaitRecorded(2);
        assertThat(status().state()).isNotEqualTo(State.ENDED);
        awaitEnd();

        assertThat(activities.recorded()).isEqualTo(List.of("1 TEXT", "2 TEXT"));
        assertThat(runs()).hasSize(2);
    }

    @Test
    @DisplayName("A message that comes in the moment in which the session falls asleep is answered")
    void messageThatComesWithTheIdleTimerIsAnswered() {
        // The workflow has decided to end; before the server hears of that, the message is there. So the server
        // refuses the end, and the workflow sees its timer and the message together.
        whenIdle = () -> say(2);
        say(1);
        awaitEnd();

        assertThat(activities.recorded()).isEqualTo(List.of("1 TEXT", "2 TEXT"));
        assertThat(runs()).hasSize(1);
    }

    @Test
    @DisplayName("Stopping the running turn keeps what has been said")
    void runningTurnIsStopped() {
        activities.script(turn(1), (call, attempt) -> {
            beatUntilCancelled();
            return ScriptedActivities.said(call, Kind.STOPPED, attempt);
        });
        say(1);
        awaitAsked(1);
        stop(1);
        say(2);
        awaitEnd();

        assertThat(activities.recorded()).isEqualTo(List.of("1 STOPPED", "2 TEXT"));
        assertThat(activities.attempts(turn(1))).isEqualTo(1);
    }

    @Test
    @DisplayName("A stopped attempt that has nothing to show is a stopped turn all the same")
    void runningTurnIsStoppedWithoutOutcome() {
        activities.script(turn(1), (call, attempt) -> {
            throw beatUntilCancelled();
        });
        say(1);
        awaitAsked(1);
        stop(1);
        awaitEnd();

        assertThat(activities.recorded()).isEqualTo(List.of("1 STOPPED unsaid"));
    }

    @Test
    @DisplayName("Who stopped a turn does not hear that it failed at that moment")
    void stoppedTurnThatFailsIsStopped() {
        activities.script(turn(1), (call, attempt) -> {
            beatUntilCancelled();
            throw ApplicationFailure.newNonRetryableFailure("broken", TurnFailure.MODEL_CUT_OFF.code());
        });
        say(1);
        awaitAsked(1);
        stop(1);
        awaitEnd();

        assertThat(activities.recorded()).isEqualTo(List.of("1 STOPPED unsaid"));
    }

    @Test
    @DisplayName("A turn that is stopped while it waits is never answered")
    void queuedTurnIsStopped() {
        var gate = hold(turn(1));
        say(1);
        awaitAsked(1);
        say(2);
        say(3);
        stop(2);
        gate.countDown();
        awaitEnd();

        assertThat(activities.recorded()).isEqualTo(List.of("1 TEXT", "2 STOPPED unsaid", "3 TEXT"));
        assertThat(activities.attempts(turn(2))).isZero();
    }

    @Test
    @DisplayName("Stopping a turn that is over or that nobody knows changes nothing")
    void unknownTurnIsNotStopped() {
        var gate = hold(turn(2));
        say(1);
        awaitRecorded(1);
        say(2);
        awaitAsked(2);
        stop(1);
        stop(77);
        gate.countDown();
        awaitEnd();
        say(77);
        awaitEnd();

        assertThat(activities.recorded()).isEqualTo(List.of("1 TEXT", "2 TEXT", "77 TEXT"));
    }

    @Test
    @DisplayName("A turn that waits for its next attempt can be stopped")
    void turnInBackoffIsStopped() {
        activities.script(turn(1), (call, attempt) -> {
            throw ApplicationFailure.newFailureWithCauseAndDelay(
                    "busy", TurnFailure.MODEL_RATE_LIMITED.code(), null, Duration.ofHours(1));
        });
        say(1);
        // The server counts the next attempt while it waits; ours has not begun.
        Patience.until("the attempt has failed and waits", () -> describe().getPendingActivitiesList().stream()
                .anyMatch(activity -> activity.getAttempt() == 2));
        assertThat(activities.attempts(turn(1))).isEqualTo(1);
        stop(1);
        awaitRecorded(1);
        awaitEnd();

        assertThat(activities.recorded()).isEqualTo(List.of("1 STOPPED unsaid"));
        assertThat(activities.attempts(turn(1))).isEqualTo(1);
    }

    @Test
    @DisplayName("An attempt that fails twice and then works is one reply")
    void failedAttemptsAreMadeAgain() {
        activities.script(turn(1), (call, attempt) -> {
            if (attempt <= 2) {
                throw ApplicationFailure.newFailure("away", TurnFailure.MODEL_UNAVAILABLE.code());
            }
            return ScriptedActivities.said(call, Kind.TEXT, attempt);
        });
        say(1);
        awaitEnd();

        assertThat(activities.recorded()).isEqualTo(List.of("1 TEXT"));
        assertThat(activities.attempts(turn(1))).isEqualTo(3);
    }

    @Test
    @DisplayName("After the last attempt the turn fails, and the next one is answered")
    void turnFailsAfterItsLastAttempt() {
        activities.script(turn(1), (call, attempt) -> {
            throw ApplicationFailure.newFailure("busy", TurnFailure.MODEL_RATE_LIMITED.code());
        });
        say(1);
        say(2);
        awaitEnd();

        assertThat(activities.recorded()).isEqualTo(List.of("1 model_rate_limited", "2 TEXT"));
        assertThat(activities.attempts(turn(1))).isEqualTo(4);
    }

    @Test
    @DisplayName("Each kind of failure ends the turn under its own code; one that is not ours is internal")
    void failureIsRecordedUnderItsCode() {
        var expected = new ArrayList<String>();
        var number = 0;
        for (var failure : TurnFailure.values()) {
            number++;
            activities.script(turn(number), (call, attempt) -> {
                throw ApplicationFailure.newNonRetryableFailure("no", failure.code());
            });
            expected.add(number + " " + failure.code());
        }
        var other = number + 1;
        activities.script(turn(other), (call, attempt) -> {
            throw ApplicationFailure.newNonRetryableFailure("no", "somebody_elses_code");
        });
        expected.add(other + " internal");
        for (var each = 1; each <= other; each++) {
            say(each);
        }
        awaitEnd();

        assertThat(activities.recorded()).isEqualTo(expected);
        assertThat(activities.asked()).hasSize(other);
    }

    @Test
    @DisplayName("An attempt that never comes back is given up in time")
    void silentAttemptTimesOut() {
        options = new ChatSessionState.Options(
                IDLE,
                200,
                2,
                Duration.ofMillis(10),
                Duration.ofMillis(10),
                Duration.ofMillis(300),
                Duration.ofSeconds(10));
        hold(turn(1));
        say(1);
        awaitRecorded(1);
        awaitEnd();

        assertThat(activities.recorded()).isEqualTo(List.of("1 model_timeout"));
        assertThat(activities.attempts(turn(1))).isEqualTo(2);
    }

    @Test
    @DisplayName("A reply is recorded however long the database is away")
    void replyIsRecordedAtLast() {
        activities.failRecords(20);
        say(1);
        awaitEnd();

        assertThat(activities.recorded()).isEqualTo(List.of("1 TEXT"));
        assertThat(activities.attempts(turn(1))).isEqualTo(1);
    }

    @Test
    @DisplayName("A failure is recorded however long the database is away")
    void failureIsRecordedAtLast() {
        activities.script(turn(1), (call, attempt) -> {
            throw ApplicationFailure.newNonRetryableFailure("no", TurnFailure.MODEL_REJECTED.code());
        });
        activities.failRecords(20);
        say(1);
        awaitEnd();

        assertThat(activities.recorded()).isEqualTo(List.of("1 model_rejected"));
    }

    @Test
    @DisplayName("A turn that was over before leaves nothing to record")
    void turnThatIsOverIsNotRecorded() {
        activities.script(turn(1), (call, attempt) -> new TurnOutcome(Kind.ALREADY_OVER, null, 0));
        say(1);
        say(2);
        awaitEnd();

        assertThat(activities.recorded()).isEqualTo(List.of("2 TEXT"));
        assertThat(status().turnsAnswered()).isEqualTo(2);
    }

    @Test
    @DisplayName("A session that is told to end answers what waits, and does not wait for more")
    void endingSessionAnswersWhatWaits() {
        var gate = hold(turn(1));
        say(1);
        awaitAsked(1);
        say(2);
        say(3);
        end();
        gate.countDown();
        awaitEnd();

        assertThat(activities.recorded()).isEqualTo(List.of("1 TEXT", "2 TEXT", "3 TEXT"));
        assertThat(timersFired()).as("it did not wait for its idle time").isZero();
    }

    @Test
    @DisplayName("A session that is told to end does so also when it continues as new before")
    void endingSessionEndsInItsNextRun() {
        options = withTurnsPerRun(1);
        var gate = hold(turn(1));
        say(1);
        awaitAsked(1);
        say(2);
        say(3);
        end();
        gate.countDown();
        awaitEnd();

        assertThat(activities.recorded()).isEqualTo(List.of("1 TEXT", "2 TEXT", "3 TEXT"));
        assertThat(timersFired()).as("it did not wait for its idle time").isZero();
    }

    @Test
    @DisplayName("A message that comes while a turn ends is not lost, also not between two runs")
    void messagesDuringAnAttemptAreNotLost() {
        options = withTurnsPerRun(3);
        for (var number = 1; number < 20; number++) {
            var next = number + 1;
            activities.script(turn(number), (call, attempt) -> {
                say(next);
                return ScriptedActivities.said(call, Kind.TEXT, attempt);
            });
        }
        say(1);
        awaitRecorded(20);
        awaitEnd();

        assertThat(activities.asked()).hasSize(20).doesNotHaveDuplicates();
    }

    @Test
    @DisplayName("An answered component is a turn like any other")
    void componentInteractionIsATurn() {
        var gate = hold(turn(1));
        say(1);
        awaitAsked(1);
        say(3);
        stub().signal("component_interaction", QueuedTurn.of(turn(2), 2));
        gate.countDown();
        awaitEnd();

        assertThat(activities.recorded()).isEqualTo(List.of("1 TEXT", "2 TEXT", "3 TEXT"));
    }

    @Test
    @DisplayName("What a path has to say is said in its turn's place, by the activity that is meant for it")
    void guidedTurnIsSaidInItsPlace() {
        var gate = hold(turn(1));
        say(1);
        awaitAsked(1);
        say(4);
        guide(3);
        guide(2);
        guide(3);
        gate.countDown();
        awaitEnd();

        assertThat(activities.recorded()).isEqualTo(List.of("1 TEXT", "2 TEXT", "3 TEXT", "4 TEXT"));
        assertThat(activities.guided()).isEqualTo(List.of(turn(2), turn(3)));
    }

    @Test
    @DisplayName("What a path has to say is said also by the run after the one that heard of it")
    void guidedTurnStaysOneAcrossRuns() {
        options = withTurnsPerRun(1);
        var gate = hold(turn(1));
        say(1);
        awaitAsked(1);
        guide(2);
        gate.countDown();
        awaitEnd();

        assertThat(activities.recorded()).isEqualTo(List.of("1 TEXT", "2 TEXT"));
        assertThat(activities.guided()).isEqualTo(List.of(turn(2)));
    }

    @Test
    @DisplayName("A shown component is recorded as such, and asks for no clarification any more")
    void shownComponentIsRecorded() {
        activities.script(turn(1), (call, attempt) -> ScriptedActivities.said(call, Kind.CLARIFICATION, attempt));
        activities.script(turn(2), (call, attempt) -> ScriptedActivities.said(call, Kind.COMPONENT, attempt));
        activities.script(turn(3), (call, attempt) -> new TurnOutcome(Kind.COMPONENT, null, attempt));
        say(1);
        guide(2);
        guide(3);
        awaitEnd();

        assertThat(activities.recorded()).isEqualTo(List.of("1 CLARIFICATION", "2 COMPONENT", "3 COMPONENT unsaid"));
        assertThat(status().awaitingClarification()).isFalse();
    }

    @Test
    @DisplayName("What a path has to say fails under its code after its last attempt, and the session goes on")
    void guidedTurnFailsAtLast() {
        activities.script(turn(1), (call, attempt) -> {
            throw ApplicationFailure.newFailure("away", TurnFailure.MODEL_UNAVAILABLE.code());
        });
        activities.failRecords(3);
        guide(1);
        say(2);
        awaitEnd();

        assertThat(activities.recorded()).isEqualTo(List.of("1 model_unavailable", "2 TEXT"));
        assertThat(activities.guided()).isEqualTo(List.of(turn(1), turn(1), turn(1), turn(1)));
    }

    @Test
    @DisplayName("What a path says can be stopped like any other turn")
    void guidedTurnIsStopped() {
        activities.script(turn(1), (call, attempt) -> {
            beatUntilCancelled();
            return ScriptedActivities.said(call, Kind.STOPPED, attempt);
        });
        guide(1);
        awaitAsked(1);
        stop(1);
        awaitEnd();

        assertThat(activities.recorded()).isEqualTo(List.of("1 STOPPED"));
    }

    @Test
    @DisplayName("A session says what it is at, in every state")
    void statusTellsTheState() {
        activities.script(turn(2), (call, attempt) -> ScriptedActivities.said(call, Kind.CLARIFICATION, attempt));
        var gate = hold(turn(1));
        say(1);
        awaitAsked(1);
        say(2);
        Patience.until("the second turn waits", () -> !status().queuedTurnIds().isEmpty());
        assertThat(status())
                .isEqualTo(new ChatSessionStatus(SESSION, State.ANSWERING, turn(1), List.of(turn(2)), 0, false));
        gate.countDown();
        awaitRecorded(2);
        Patience.until("the session waits", () -> status().state() == State.WAITING);
        assertThat(status()).isEqualTo(new ChatSessionStatus(SESSION, State.WAITING, null, List.of(), 2, true));

        say(3);
        awaitRecorded(3);
        Patience.until("the session waits", () -> status().state() == State.WAITING);
        assertThat(status()).isEqualTo(new ChatSessionStatus(SESSION, State.WAITING, null, List.of(), 3, false));

        end();
        awaitEnd();
        assertThat(status()).isEqualTo(new ChatSessionStatus(SESSION, State.ENDED, null, List.of(), 3, false));
    }

    private void idle() {
        var action = whenIdle;
        whenIdle = null;
        if (action != null) {
            // A workflow's own thread may not speak to the server.
            CompletableFuture.runAsync(action, command -> Thread.ofPlatform().start(command))
                    .join();
        }
    }

    private static TurnId turn(long number) {
        return new TurnId(new UUID(0, number));
    }

    private ChatSessionState.Options withTurnsPerRun(int turns) {
        return new ChatSessionState.Options(
                options.idleTimeout(),
                turns,
                options.attempts(),
                options.firstBackoff(),
                options.maxBackoff(),
                options.replyTimeout(),
                options.heartbeatTimeout());
    }

    /** Again when the session continues as new in this very moment: the test server then knows neither of its runs. */
    private WorkflowExecution signalWithStart(WorkflowStub stub, QueuedTurn turn) {
        for (var attempt = 1; ; attempt++) {
            try {
                return stub.signalWithStart("user_message", new Object[] {turn}, new Object[] {
                    ChatSessionState.first(SESSION, LEARNER, options)
                });
            } catch (WorkflowServiceException e) {
                if (attempt == 5 || Status.fromThrowable(e).getCode() != Status.Code.NOT_FOUND) {
                    throw e;
                }
            }
        }
    }

    /** The clock is no witness: when nothing runs any more, the test server may let it leap on by years. */
    private long timersFired() {
        return runs().stream()
                .flatMap(run -> run.getEvents().stream())
                .filter(event -> event.getEventType() == EventType.EVENT_TYPE_TIMER_FIRED)
                .count();
    }

    /** Signals a turn as the application does: starting the session's workflow when it does not run. */
    private void say(long number) {
        deliver(QueuedTurn.of(turn(number), number));
    }

    /** As the other, for a turn that a path has decided. */
    private void guide(long number) {
        deliver(QueuedTurn.guided(turn(number), number));
    }

    private void deliver(QueuedTurn turn) {
        var stub = temporal.getWorkflowClient()
                .newUntypedWorkflowStub(
                        ChatSessionWorkflow.TYPE,
                        WorkflowOptions.newBuilder()
                                .setWorkflowId(ChatSessionWorkflow.workflowId(SESSION))
                                .setTaskQueue("tutor")
                                .build());
        var execution = signalWithStart(stub, turn);
        synchronized (starts) {
            starts.add(execution);
        }
    }

    private void stop(long number) {
        stub().signal("stop_turn", new StopTurn(turn(number)));
    }

    private void end() {
        stub().signal("end_session");
    }

    private WorkflowStub stub() {
        return temporal.getWorkflowClient().newUntypedWorkflowStub(ChatSessionWorkflow.workflowId(SESSION));
    }

    private ChatSessionStatus status() {
        return stub().query("get_status", ChatSessionStatus.class);
    }

    /** Lets time pass until the session's workflow has ended. */
    private void awaitEnd() {
        stub().getResult(Void.class);
    }

    private void awaitAsked(long number) {
        Patience.until("turn " + number + " is asked", () -> activities.attempts(turn(number)) > 0);
    }

    private void awaitRecorded(int turns) {
        Patience.until(
                turns + " turns are recorded", () -> activities.recorded().size() == turns);
    }

    /** The turn's attempts last until the gate is opened, or the test ends. */
    private CountDownLatch hold(TurnId turn) {
        var gate = new CountDownLatch(1);
        gates.add(gate);
        activities.script(turn, (call, attempt) -> {
            awaitOpen(gate);
            return ScriptedActivities.said(call, Kind.TEXT, attempt);
        });
        return gate;
    }

    private static void awaitOpen(CountDownLatch gate) {
        try {
            if (!gate.await(Patience.CEILING.toSeconds(), TimeUnit.SECONDS)) {
                throw new IllegalStateException("nobody opened the gate");
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ActivityCanceledException beatUntilCancelled() {
        var context = Activity.getExecutionContext();
        var deadline = System.nanoTime() + Patience.CEILING.toNanos();
        while (System.nanoTime() - deadline < 0) {
            try {
                context.heartbeat(null);
            } catch (ActivityCanceledException e) {
                return e;
            }
            LockSupport.parkNanos(1_000_000);
        }
        throw new IllegalStateException("nobody stopped this attempt");
    }

    private DescribeWorkflowExecutionResponse describe() {
        return temporal.getWorkflowServiceStubs()
                .blockingStub()
                .describeWorkflowExecution(DescribeWorkflowExecutionRequest.newBuilder()
                        .setNamespace(temporal.getNamespace())
                        .setExecution(
                                WorkflowExecution.newBuilder().setWorkflowId(ChatSessionWorkflow.workflowId(SESSION)))
                        .build());
    }

    /** The histories of all runs, in order. */
    private List<WorkflowExecutionHistory> runs() {
        List<WorkflowExecution> begun;
        synchronized (starts) {
            begun = List.copyOf(starts);
        }
        return Histories.runs(temporal.getWorkflowClient(), begun);
    }
}
