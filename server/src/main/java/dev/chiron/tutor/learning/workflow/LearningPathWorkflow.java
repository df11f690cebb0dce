package dev.chiron.tutor.learning.workflow;

import dev.chiron.tutor.learning.activity.GivenAnswer;
import dev.chiron.tutor.platform.InteractionId;
import dev.chiron.tutor.platform.LearnerId;
import dev.chiron.tutor.platform.TrackId;
import dev.chiron.tutor.platform.TurnId;
import dev.chiron.tutor.platform.UnitId;
import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** One learner on one track: shows a unit, waits for the answer as long as it takes, judges it, shows what is next. */
@WorkflowInterface
public interface LearningPathWorkflow {

    String TYPE = "LearningPathWorkflow";

    /** The one place that builds a path's workflow id. */
    static String workflowId(LearnerId learner, TrackId track) {
        return "learning-path:" + learner + ":" + track;
    }

    @WorkflowMethod(name = TYPE)
    void run(LearningPathState state);

    /** The learner answered a question. An answer that is known already is left alone. */
    @SignalMethod(name = "user_interacted_with_component")
    void userInteractedWithComponent(InteractionId interactionId, GivenAnswer interactionData);

    /** The learner is through with a unit that asks nothing. */
    @SignalMethod(name = "user_completed_unit")
    void userCompletedUnit(UnitId unitId, GivenAnswer outcome);

    /**
     * The learner has confirmed that they leave the track; the turn waits to be told. A turn that is known already is left
     * alone.
     */
    @SignalMethod(name = "leave_track")
    void leaveTrack(TurnId turnId);

    @QueryMethod(name = "get_status")
    LearningPathStatus getStatus();
}
