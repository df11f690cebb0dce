package dev.chiron.tutor.learning.activity;

import dev.chiron.tutor.platform.TurnId;
import dev.chiron.tutor.platform.UnitId;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import org.jspecify.annotations.Nullable;

/** The side effects of a path. Each may be repeated: a second time finds what the first has done. */
@ActivityInterface
public interface PathActivities {

    /** How an activity fails, once, for there is no such answer; the path waits on. */
    String UNKNOWN_ANSWER = "unknown_answer";

    /** How an activity fails, once, for the track was removed; its paths end. */
    String UNKNOWN_TRACK = "unknown_track";

    /** How an activity fails, once, for the path was removed; it ends. */
    String UNKNOWN_PATH = "unknown_path";

    /** The track and where the learner is on it; null when there is no such path (any more). */
    @ActivityMethod(name = "fetch_track_details_activity")
    @Nullable
    PathDetails fetchTrackDetails(PathCall call);

    /** What a path decides by at a unit; null when there is no such unit (any more). */
    @ActivityMethod(name = "fetch_unit_content_activity")
    @Nullable
    UnitFacts fetchUnitContent(PathCall call, UnitId unit);

    /** Judges an answer by the key that stood when its question was shown; a second time tells the first judgement. */
    @ActivityMethod(name = "grade_answer_activity")
    Judgement gradeAnswer(PathCall call, GivenAnswer answer);

    /**
     * Stores a decision, if it follows the stored step.
     *
     * @param byLearner the learner did something
     * @return what is stored, with the id of the component to show
     */
    @ActivityMethod(name = "update_user_progress_activity")
    PathProgress updateUserProgress(PathCall call, PathProgress next, boolean byLearner);

    /** Shows the plan of the stored step in the learner's chat session, unless that was done. */
    @ActivityMethod(name = "present_unit_activity")
    void presentUnit(PathCall call, PathProgress progress);

    /** Tells the learner that nothing waits for an answer (any more), so that its turn ends. */
    @ActivityMethod(name = "decline_answer_activity")
    void declineAnswer(PathCall call, GivenAnswer answer);

    /**
     * Leaves the track, if that follows the stored step: progress is kept, what is open for the learner is closed, and the
     * turn in which they confirmed it says so.
     *
     * @param next the step that leaves
     * @param turn waits for what is done; once it has been told, or is over, nobody wants this any more
     * @return what is stored; null when the turn waits for nothing, and nothing was done
     */
    @ActivityMethod(name = "leave_track_activity")
    @Nullable
    PathProgress leaveTrack(PathCall call, PathProgress next, TurnId turn);

    /** Tells a turn that wanted to leave the track why there is nothing to leave (any more), so that it ends. */
    @ActivityMethod(name = "decline_leave_activity")
    void declineLeave(PathCall call, TurnId turn);
}
