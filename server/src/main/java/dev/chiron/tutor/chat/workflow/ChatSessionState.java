package dev.chiron.tutor.chat.workflow;

import dev.chiron.tutor.platform.LearnerId;
import dev.chiron.tutor.platform.SessionId;
import dev.chiron.tutor.platform.TurnId;
import java.time.Duration;
import java.util.List;

/**
 * What a session's workflow starts with, and what it hands on to itself when it continues as new.
 *
 * @param queue turns that wait for their reply, next first
 * @param stopped turns of the queue that the learner has stopped already
 * @param recent the last turns that were answered, oldest first: a late signal for one of them is dropped
 * @param ending the session ends once the turns that wait have been answered
 */
public record ChatSessionState(
        SessionId sessionId,
        LearnerId learnerId,
        Options options,
        List<QueuedTurn> queue,
        List<TurnId> stopped,
        List<TurnId> recent,
        int turnsAnswered,
        boolean awaitingClarification,
        boolean ending) {

    /** How the workflow behaves; part of its input, because its code may not look at settings. */
    public record Options(
            Duration idleTimeout,
            int turnsPerRun,
            int attempts,
            Duration firstBackoff,
            Duration maxBackoff,
            Duration replyTimeout,
            Duration heartbeatTimeout) {}

    /** A session's first state. */
    public static ChatSessionState first(SessionId session, LearnerId learner, Options options) {
        return new ChatSessionState(session, learner, options, List.of(), List.of(), List.of(), 0, false, false);
    }
}
