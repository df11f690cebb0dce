package dev.chiron.tutor.chat.dispatch;

import dev.chiron.tutor.chat.ChatSettings;
import dev.chiron.tutor.chat.workflow.ChatSessionState;
import dev.chiron.tutor.chat.workflow.ChatSessionWorkflow;
import dev.chiron.tutor.chat.workflow.QueuedTurn;
import dev.chiron.tutor.chat.workflow.StopTurn;
import dev.chiron.tutor.platform.LearnerId;
import dev.chiron.tutor.platform.SessionId;
import dev.chiron.tutor.platform.TurnId;
import dev.chiron.tutor.platform.dispatch.SignalDelivery;
import dev.chiron.tutor.platform.temporal.TemporalSettings;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Speaks to sessions' workflows. */
@Component
public class ChatSessionClient {

    private final WorkflowClient temporal;
    private final String taskQueue;
    private final ChatSessionState.Options options;

    ChatSessionClient(WorkflowClient temporal, TemporalSettings temporalSettings, ChatSettings settings) {
        this.temporal = temporal;
        this.taskQueue = temporalSettings.taskQueue();
        this.options = new ChatSessionState.Options(
                settings.idleTimeout(),
                settings.turnsPerRun(),
                settings.attempts(),
                settings.firstBackoff(),
                settings.maxBackoff(),
                settings.replyTimeout(),
                settings.heartbeatTimeout());
    }

    /**
     * Signals a turn to its session's workflow, starting that if it does not run.
     *
     * @throws io.temporal.client.WorkflowException if Temporal does not take it
     */
    void deliver(SessionId session, LearnerId learner, QueuedTurn turn) {
        SignalDelivery.deliver(
                () -> workflow(session, learner),
                "user_message",
                new Object[] {turn},
                ChatSessionState.first(session, learner, options));
    }

    private WorkflowStub workflow(SessionId session, LearnerId learner) {
        return temporal.newUntypedWorkflowStub(
                ChatSessionWorkflow.TYPE,
                WorkflowOptions.newBuilder()
                        .setWorkflowId(ChatSessionWorkflow.workflowId(session))
                        .setTaskQueue(taskQueue)
                        .setMemo(Map.of("user_id", learner.toString(), "session_id", session.toString()))
                        .build());
    }

    /** Asks a session's workflow to stop a turn; false when it does not run. */
    public boolean stop(SessionId session, TurnId turn) {
        try {
            temporal.newUntypedWorkflowStub(ChatSessionWorkflow.workflowId(session))
                    .signal("stop_turn", new StopTurn(turn));
            return true;
        } catch (WorkflowNotFoundException e) {
            return false;
        }
    }
}
