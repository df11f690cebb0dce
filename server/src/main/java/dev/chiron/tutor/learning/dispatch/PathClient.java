package dev.chiron.tutor.learning.dispatch;

import dev.chiron.tutor.chat.PathAnswers;
import dev.chiron.tutor.learning.LearningSettings;
import dev.chiron.tutor.learning.activity.GivenAnswer;
import dev.chiron.tutor.learning.activity.PathCall;
import dev.chiron.tutor.learning.workflow.LearningPathState;
import dev.chiron.tutor.learning.workflow.LearningPathWorkflow;
import dev.chiron.tutor.platform.InteractionId;
import dev.chiron.tutor.platform.LearnerId;
import dev.chiron.tutor.platform.TrackId;
import dev.chiron.tutor.platform.TurnId;
import dev.chiron.tutor.platform.UnitId;
import dev.chiron.tutor.platform.dispatch.SignalDelivery;
import dev.chiron.tutor.platform.temporal.TemporalSettings;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowExecutionAlreadyStarted;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Speaks to paths' workflows. */
@Component
public class PathClient implements PathAnswers {

    private final WorkflowClient temporal;
    private final String taskQueue;
    private final LearningPathState.Options options;

    PathClient(WorkflowClient temporal, TemporalSettings temporalSettings, LearningSettings settings) {
        this.temporal = temporal;
        this.taskQueue = temporalSettings.taskQueue();
        this.options = new LearningPathState.Options(
                settings.attemptsPerQuestion(), settings.reminderAfter(), settings.maxReminders());
    }

    /**
     * Starts a path's workflow; nothing happens when it runs.
     *
     * @return whether it was started now
     * @throws io.temporal.client.WorkflowServiceException if Temporal does not take it
     */
    boolean start(PathCall path) {
        try {
            var unused = workflow(path).start(LearningPathState.first(path, options));
            return true;
        } catch (WorkflowExecutionAlreadyStarted e) {
            return false; // the same path; it goes on
        }
    }

    @Override
    public void deliver(LearnerId learner, TrackId track, InteractionId interaction, TurnId turn) {
        signal(
                new PathCall(learner, track),
                "user_interacted_with_component",
                interaction,
                new GivenAnswer(interaction, turn));
    }

    @Override
    public void leave(LearnerId learner, TrackId track, TurnId turn) {
        signal(new PathCall(learner, track), "leave_track", turn);
    }

    /** Brings the completion of a unit that asks nothing to its path; a second time it is known there. */
    void completed(PathCall path, UnitId unit, InteractionId interaction, TurnId turn) {
        signal(path, "user_completed_unit", unit, new GivenAnswer(interaction, turn));
    }

    private void signal(PathCall path, String name, Object... arguments) {
        SignalDelivery.deliver(() -> workflow(path), name, arguments, LearningPathState.first(path, options));
    }

    private WorkflowStub workflow(PathCall path) {
        return temporal.newUntypedWorkflowStub(
                LearningPathWorkflow.TYPE,
                WorkflowOptions.newBuilder()
                        .setWorkflowId(LearningPathWorkflow.workflowId(path.learnerId(), path.trackId()))
                        .setTaskQueue(taskQueue)
                        .setMemo(Map.of(
                                "user_id", path.learnerId().toString(),
                                "track_id", path.trackId().toString()))
                        .build());
    }
}
