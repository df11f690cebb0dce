package dev.chiron.tutor.chat.workflow;

import dev.chiron.tutor.platform.SessionId;
import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** One chat session: answers its turns one after another, ends when nobody speaks, starts again with the next turn. */
@WorkflowInterface
public interface ChatSessionWorkflow {

    String TYPE = "ChatSessionWorkflow";

    /** The one place that builds a session's workflow id. */
    static String workflowId(SessionId session) {
        return "chat-session:" + session;
    }

    @WorkflowMethod(name = TYPE)
    void run(ChatSessionState state);

    /** A turn wants its reply. A turn that is known already is left alone. */
    @SignalMethod(name = "user_message")
    void userMessage(QueuedTurn turn);

    /** A turn holds the answer to a component that was shown. */
    @SignalMethod(name = "component_interaction")
    void componentInteraction(QueuedTurn turn);

    /** The learner does not want the rest of a turn's reply. */
    @SignalMethod(name = "stop_turn")
    void stopTurn(StopTurn stop);

    /** Ends the workflow once the turns that wait have been answered. */
    @SignalMethod(name = "end_session")
    void endSession();

    @QueryMethod(name = "get_status")
    ChatSessionStatus getStatus();
}
