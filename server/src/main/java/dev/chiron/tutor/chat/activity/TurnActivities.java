package dev.chiron.tutor.chat.activity;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/** The side effects of a turn. Each may be repeated: a second time finds what the first has done. */
@ActivityInterface
public interface TurnActivities {

    /** Lets the agent answer, streaming as it speaks; what was said is stored as events, not yet as a message. */
    @ActivityMethod(name = "call_ai_agent_activity")
    TurnOutcome callAiAgent(TurnCall call);

    /** Says what a path has decided, in the words of the agent where it leaves room for them; streams like the other. */
    @ActivityMethod(name = "call_ai_for_guidance_activity")
    TurnOutcome callAiForGuidance(TurnCall call);

    /** Stores the reply and ends the turn, in one transaction. */
    @ActivityMethod(name = "record_reply_activity")
    void recordReply(TurnCall call, TurnOutcome outcome);

    /**
     * Ends the turn without a reply.
     *
     * @param code of a {@link dev.chiron.tutor.chat.TurnFailure}
     */
    @ActivityMethod(name = "record_turn_failure_activity")
    void recordTurnFailure(TurnCall call, String code);
}
