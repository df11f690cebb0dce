package dev.chiron.tutor.chat.workflow;

import dev.chiron.tutor.chat.TurnFailure;
import dev.chiron.tutor.chat.activity.TurnActivities;
import dev.chiron.tutor.chat.activity.TurnCall;
import dev.chiron.tutor.chat.activity.TurnOutcome;
import dev.chiron.tutor.platform.Correlation;
import dev.chiron.tutor.platform.TurnId;
import io.temporal.activity.ActivityCancellationType;
import io.temporal.activity.ActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.failure.TimeoutFailure;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/** See {@link ChatSessionWorkflow}. Changes to what it does need a version: see docs/how-to/change-a-workflow.md. */
public final class ChatSessionWorkflowImpl implements ChatSessionWorkflow {

    private static final Logger log = Workflow.getLogger(ChatSessionWorkflowImpl.class);

    private final ChatSessionState start;
    private final TurnQueue turns;
    private final TurnActivities agent;
    private final TurnActivities record;
    private int answeredInThisRun;
    private boolean awaitingClarification;
    private boolean ending;
    private boolean ended;
    private @Nullable CancellationScope speaking;

    @WorkflowInit
    public ChatSessionWorkflowImpl(ChatSessionState state) {
        this.start = state;
        this.turns = new TurnQueue(state.queue(), state.stopped(), state.recent());
        this.awaitingClarification = state.awaitingClarification();
        this.ending = state.ending();
        var options = state.options();
        this.agent = Workflow.newActivityStub(
                TurnActivities.class,
                ActivityOptions.newBuilder()
                        .setStartToCloseTimeout(options.replyTimeout())
                        .setHeartbeatTimeout(options.heartbeatTimeout())
                        .setCancellationType(ActivityCancellationType.WAIT_CANCELLATION_COMPLETED)
                        .setRetryOptions(RetryOptions.newBuilder()
                                .setInitialInterval(options.firstBackoff())
                                .setMaximumInterval(options.maxBackoff())
                                .setMaximumAttempts(options.attempts())
                                .build())
                        .build());
        // What is to be recorded is recorded, however long the database is away.
        this.record = Workflow.newActivityStub(
                TurnActivities.class,
                ActivityOptions.newBuilder()
                        .setStartToCloseTimeout(Duration.ofSeconds(30))
                        .setRetryOptions(RetryOptions.newBuilder()
                                .setInitialInterval(Duration.ofMillis(200))
                                .setMaximumInterval(Duration.ofSeconds(10))
                                .build())
                        .build());
    }

    @Override
    public void run(ChatSessionState state) {
        while (awaitTurn()) {
            answer(turns.takeNext());
            if (answeredInThisRun >= state.options().turnsPerRun()
                    || Workflow.getInfo().isContinueAsNewSuggested()) {
                Workflow.continueAsNew(handOver());
            }
        }
        ended = true;
    }

    /** False when the session is to end: somebody said so, or nobody has said anything for long. */
    private boolean awaitTurn() {
        // What it returns is of no use: a turn may come in the very task that says that the time is over.
        var _ = Workflow.await(start.options().idleTimeout(), () -> turns.hasNext() || ending);
        return turns.hasNext();
    }

    private void answer(QueuedTurn turn) {
        var call = new TurnCall(start.sessionId(), start.learnerId(), turn.turnId());
        try (var _ = Correlation.of(call.learnerId(), call.sessionId(), call.turnId())) {
            try {
                conclude(call, reply(call, turn));
            } catch (ActivityFailure e) {
                var code = failureCode(e);
                log.warn("The turn fails: {}", code);
                record.recordTurnFailure(call, code);
            }
        } finally {
            turns.finish(turn.turnId());
            answeredInThisRun++;
        }
    }

    private TurnOutcome reply(TurnCall call, QueuedTurn turn) {
        if (turns.isStopped(call.turnId())) {
            return TurnOutcome.stoppedUnsaid();
        }
        var outcome = new TurnOutcome[1];
        var scope = Workflow.newCancellationScope(
                () -> outcome[0] = turn.isGuided() ? agent.callAiForGuidance(call) : agent.callAiAgent(call));
        speaking = scope;
        try {
            scope.run();
            return outcome[0];
        } catch (ActivityFailure e) {
            // Whoever stopped a turn does not care that it also failed at that moment.
            if (e.getCause() instanceof CanceledFailure || turns.isStopped(call.turnId())) {
                return TurnOutcome.stoppedUnsaid();
            }
            throw e;
        } finally {
            speaking = null;
        }
    }

    /** What the outcome means for the session. */
    private void conclude(TurnCall call, TurnOutcome outcome) {
        switch (outcome.kind()) {
            case TEXT, COMPONENT, TOOL_CALLS, STOPPED -> {
                awaitingClarification = false;
                record.recordReply(call, outcome);
            }
            case CLARIFICATION -> {
                awaitingClarification = true;
                record.recordReply(call, outcome);
            }
            case ALREADY_OVER -> log.info("The turn was over already");
        }
    }

    private static String failureCode(ActivityFailure e) {
        return switch (e.getCause()) {
            case ApplicationFailure failure -> TurnFailure.of(failure.getType()).code();
            case TimeoutFailure ignored -> TurnFailure.MODEL_TIMEOUT.code();
            case null, default -> TurnFailure.INTERNAL.code();
        };
    }

    private ChatSessionState handOver() {
        return new ChatSessionState(
                start.sessionId(),
                start.learnerId(),
                start.options(),
                turns.queued(),
                turns.stoppedTurns(),
                turns.recent(),
                start.turnsAnswered() + answeredInThisRun,
                awaitingClarification,
                ending);
    }

    @Override
    public void userMessage(QueuedTurn turn) {
        if (!turns.add(turn)) {
            log.debug("A turn was signalled again");
        }
    }

    @Override
    public void componentInteraction(QueuedTurn turn) {
        userMessage(turn);
    }

    @Override
    public void stopTurn(StopTurn stop) {
        turns.stop(stop.turnId());
        var scope = speaking;
        if (scope != null && stop.turnId().equals(turns.current())) {
            scope.cancel("stopped by the learner");
        }
    }

    @Override
    public void endSession() {
        ending = true;
    }

    @Override
    public ChatSessionStatus getStatus() {
        var current = turns.current();
        var state = ended
                ? ChatSessionStatus.State.ENDED
                : current != null ? ChatSessionStatus.State.ANSWERING : ChatSessionStatus.State.WAITING;
        List<TurnId> queued = turns.queued().stream().map(QueuedTurn::turnId).toList();
        return new ChatSessionStatus(
                start.sessionId(),
                state,
                current,
                queued,
                start.turnsAnswered() + answeredInThisRun,
                awaitingClarification);
    }
}
