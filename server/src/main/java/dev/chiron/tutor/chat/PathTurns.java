package dev.chiron.tutor.chat;

import dev.chiron.tutor.platform.LearnerId;
import dev.chiron.tutor.platform.SessionId;
import dev.chiron.tutor.platform.TrackId;
import dev.chiron.tutor.platform.TurnId;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** How a path speaks in a chat session. Each call may be repeated; what was said is not said again. */
public interface PathTurns {

    /**
     * Starts a turn of the server's own.
     *
     * @param runId names it in its session: a turn that has it already is this one
     * @param answerKey what the component's answer is graded by; null when it is not graded
     */
    void begin(
            SessionId session,
            LearnerId learner,
            TrackId track,
            String runId,
            TurnTask task,
            @Nullable ObjectNode answerKey);

    /**
     * Says in the learner's turn what follows from the answer that it brought. Does nothing if that turn has something
     * to say already, or is over.
     *
     * @param answerKey what the component's answer is graded by; null when it is not graded
     */
    void decide(TurnId turn, TurnTask task, @Nullable ObjectNode answerKey);

    /** Whether a turn still waits for what its path decides. */
    boolean waits(TurnId turn);
}
