package dev.chiron.tutor.learning.workflow;

import dev.chiron.tutor.learning.activity.GivenAnswer;
import dev.chiron.tutor.learning.activity.Judgement;
import dev.chiron.tutor.learning.activity.PathActivities;
import dev.chiron.tutor.learning.activity.PathCall;
import dev.chiron.tutor.learning.activity.PathDetails;
import dev.chiron.tutor.learning.activity.PathProgress;
import dev.chiron.tutor.learning.workflow.LearningPathStatus.State;
import dev.chiron.tutor.platform.Correlation;
import dev.chiron.tutor.platform.InteractionId;
import dev.chiron.tutor.platform.TurnId;
import dev.chiron.tutor.platform.UnitId;
import io.temporal.activity.ActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/** See {@link LearningPathWorkflow}. Changes to what it does need a version: see docs/how-to/change-a-workflow.md. */
public final class LearningPathWorkflowImpl implements LearningPathWorkflow {

    private static final Logger log = Workflow.getLogger(LearningPathWorkflowImpl.class);

    /** A signal that comes again comes within minutes; an older answer is recognised by its row. */
    private static final int MAX_RECENT = 50;

    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final PathCall path;
    private final LearningPathState.Options options;
    private final PathActivities activities;
    private final ArrayDeque<GivenAnswer> answers;
    private final ArrayDeque<TurnId> recent;
    private final ArrayDeque<TurnId> leaves;
    private State state = State.WORKING;
    private @Nullable PathProgress progress;

    @WorkflowInit
    public LearningPathWorkflowImpl(LearningPathState start) {
        this.path = start.path();
        this.options = start.options();
        this.answers = new ArrayDeque<>(start.answers());
        this.recent = new ArrayDeque<>(start.recent());
        this.leaves = new ArrayDeque<>(start.leaves());
        // What is decided is stored and shown, however long the database is away.
        this.activities = Workflow.newActivityStub(
                PathActivities.class,
                ActivityOptions.newBuilder()
                        .setStartToCloseTimeout(Duration.ofSeconds(30))
                        .setRetryOptions(RetryOptions.newBuilder()
                                .setInitialInterval(Duration.ofMillis(200))
                                .setMaximumInterval(Duration.ofSeconds(10))
                                .build())
                        .build());
    }

    @Override
    public void run(LearningPathState start) {
        try (var _ = Correlation.of(path.learnerId(), null, null)) {
            try {
                var details = activities.fetchTrackDetails(path);
                if (details != null) {
                    goOn(start, details);
                    return;
                }
            } catch (ActivityFailure e) {
                if (!isFor(e, PathActivities.UNKNOWN_TRACK) && !isFor(e, PathActivities.UNKNOWN_PATH)) {
                    throw e;
                }
            }
            log.info("There is no such path any more");
            declineAll();
        }
    }

    private static boolean isFor(ActivityFailure e, String reason) {
        return e.getCause() instanceof ApplicationFailure failure && reason.equals(failure.getType());
    }

    /** No turn is left waiting for a word that nobody will say; more may come while the first are told. */
    private void declineAll() {
        while (isWanted()) {
            if (answers.isEmpty()) {
                activities.declineLeave(path, leaves.removeFirst());
            } else {
                activities.declineAnswer(path, answers.removeFirst());
            }
        }
    }

    private void goOn(LearningPathState start, PathDetails details) {
        var rules = new PathRules(details.units(), options.attemptsPerQuestion());
        var here = details.progress();
        progress = here;
        if (here.left()) {
            if (details.leftAt() != null) {
                endLeft();
                return;
            }
            here = store(rules.resume(here), true);
            activities.presentUnit(path, here);
        } else if (here.plan() == null) {
            here = store(rules.begin(here), true);
            activities.presentUnit(path, here);
        } else if (!start.shown()) {
            activities.presentUnit(path, here);
        }
        // A path that begins again, after whatever, does not begin to wait anew.
        var silentSince = start.shown()
                ? Workflow.currentTimeMillis()
                : Math.min(lastSign(details, here), Workflow.currentTimeMillis());
        while (!here.finished()) {
            here = awaitAnswer(here, silentSince);
            if (answers.isEmpty()) {
                if (leave(here)) {
                    endLeft();
                    return;
                }
                continue;
            }
            // What was answered before the learner left is judged: they have earned it.
            var answer = answers.removeFirst();
            remember(answer);
            var next = isWaitedFor(here, answer) ? judge(rules, here, answer) : null;
            if (next != null) {
                try {
                    here = store(next, true);
                } catch (ActivityFailure e) {
                    log.warn("The track has changed meanwhile; the answer is judged once more");
                    answers.addFirst(answer);
                    recent.remove(answer.turnId());
                    beginAgain();
                }
                activities.presentUnit(path, here);
                if (!here.finished()) {
                    Workflow.continueAsNew(handOver());
                }
            } else {
                activities.declineAnswer(path, answer);
            }
        }
        declineAll();
        state = State.COMPLETED;
    }

    /** False when nobody wants it any more. */
    private boolean leave(PathProgress here) {
        var turn = leaves.removeFirst();
        try {
            var stored = activities.leaveTrack(path, PathRules.leave(here), turn);
            if (stored != null) {
                progress = stored;
            }
            return stored != null;
        } catch (ActivityFailure e) {
            log.warn("The path is somewhere else meanwhile; it is left from there");
            leaves.addFirst(turn);
            beginAgain();
            return false;
        }
    }

    private void endLeft() {
        declineAll();
        state = State.LEFT;
    }

    /** When the learner did something, or was reminded after that, if each reminder came at its time. */
    private long lastSign(PathDetails details, PathProgress here) {
        var untilReminded = options.reminderAfter().multipliedBy((1L << remindersAt(here)) - 1);
        return details.lastAccessedAt().plus(untilReminded).toEpochMilli();
    }

    /** Waits for the learner, for weeks if need be; reminds them now and then. */
    private PathProgress awaitAnswer(PathProgress shown, long since) {
        var here = shown;
        var silentSince = since;
        state = State.WAITING;
        while (!isWanted()) {
            var reminders = remindersAt(here);
            if (reminders >= options.maxReminders()) {
                Workflow.await(this::isWanted);
            } else {
                var pause = options.reminderAfter().multipliedBy(1L << reminders);
                var left =
                        Duration.ofMillis(Math.max(0, silentSince + pause.toMillis() - Workflow.currentTimeMillis()));
                // What it returns is of no use: an answer may come in the very task that says that the time is over.
                var _ = Workflow.await(left, this::isWanted);
                if (!isWanted()) {
                    try {
                        here = store(PathRules.remind(here), false);
                    } catch (ActivityFailure e) {
                        log.warn("The path is somewhere else meanwhile; it begins again there");
                        beginAgain();
                    }
                    activities.presentUnit(path, here);
                    silentSince = Workflow.currentTimeMillis();
                }
            }
        }
        state = State.WORKING;
        return here;
    }

    private boolean isWanted() {
        return !answers.isEmpty() || !leaves.isEmpty();
    }

    private static int remindersAt(PathProgress here) {
        var plan = here.plan();
        return plan == null ? 0 : plan.reminders();
    }

    private static boolean isWaitedFor(PathProgress here, GivenAnswer answer) {
        var plan = here.plan();
        return plan != null && answer.interactionId().equals(plan.interactionId());
    }

    /** Null when nothing was answered: what is open stays open. */
    private @Nullable PathProgress judge(PathRules rules, PathProgress here, GivenAnswer answer) {
        var plan = here.plan();
        var unit = plan == null ? null : plan.unitId();
        var facts = unit == null ? null : activities.fetchUnitContent(path, unit);
        try {
            var judgement = facts == null || !facts.question() ? Judgement.DONE : activities.gradeAnswer(path, answer);
            return rules.after(here, facts, judgement, answer);
        } catch (ActivityFailure e) {
            if (!isFor(e, PathActivities.UNKNOWN_ANSWER)) {
                throw e;
            }
            log.warn("An answer was signalled that nobody has given");
            return null;
        }
    }

    private PathProgress store(PathProgress next, boolean byLearner) {
        var stored = activities.updateUserProgress(path, next, byLearner);
        progress = stored;
        return stored;
    }

    /** With the track and the progress as they are now. */
    private void beginAgain() {
        Workflow.sleep(PAUSE);
        Workflow.continueAsNew(handOver());
    }

    private void remember(GivenAnswer answer) {
        recent.addLast(answer.turnId());
        if (recent.size() > MAX_RECENT) {
            recent.removeFirst();
        }
    }

    private LearningPathState handOver() {
        return new LearningPathState(
                path, options, List.copyOf(answers), new ArrayList<>(recent), true, List.copyOf(leaves));
    }

    @Override
    public void userInteractedWithComponent(InteractionId interactionId, GivenAnswer interactionData) {
        take(interactionData);
    }

    @Override
    public void userCompletedUnit(UnitId unitId, GivenAnswer outcome) {
        take(outcome);
    }

    @Override
    public void leaveTrack(TurnId turnId) {
        if (!leaves.contains(turnId)) {
            leaves.addLast(turnId);
        }
    }

    private void take(GivenAnswer answer) {
        var known = recent.contains(answer.turnId())
                || answers.stream().anyMatch(each -> each.turnId().equals(answer.turnId()));
        if (!known) {
            answers.addLast(answer);
        }
    }

    @Override
    public LearningPathStatus getStatus() {
        var here = progress;
        var plan = here == null ? null : here.plan();
        return new LearningPathStatus(
                path.learnerId(),
                path.trackId(),
                state,
                here == null ? 0 : here.step(),
                here == null ? null : here.currentUnitId(),
                plan == null ? null : plan.unitId(),
                plan == null ? null : plan.interactionId(),
                here == null ? List.of() : here.completed());
    }
}
