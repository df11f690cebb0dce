package dev.chiron.tutor.chat.workflow;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.chiron.tutor.platform.SessionId;
import dev.chiron.tutor.platform.TurnId;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a session's workflow is at.
 *
 * @param currentTurnId the turn that is being answered
 * @param queuedTurnIds those that wait, next first
 * @param turnsAnswered since this session's workflow was first started, over all of its runs
 * @param awaitingClarification the last reply was a question back to the learner
 */
public record ChatSessionStatus(
        SessionId sessionId,
        State state,
        @Nullable TurnId currentTurnId,
        List<TurnId> queuedTurnIds,
        int turnsAnswered,
        boolean awaitingClarification) {

    /** What it is doing. */
    public enum State {
        WAITING,
        ANSWERING,
        ENDED;

        @JsonValue
        String wire() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
