package dev.chiron.tutor.learning.workflow;

import dev.chiron.tutor.learning.activity.GivenAnswer;
import dev.chiron.tutor.learning.activity.Judgement;
import dev.chiron.tutor.learning.activity.PathActivities;
import dev.chiron.tutor.learning.activity.PathCall;
import dev.chiron.tutor.learning.activity.PathDetails;
import dev.chiron.tutor.learning.activity.PathPlan;
import dev.chiron.tutor.learning.activity.PathProgress;
import dev.chiron.tutor.learning.activity.PathProgress.Status;
import dev.chiron.tutor.learning.activity.TrackUnit;
import dev.chiron.tutor.learning.activity.UnitFacts;
import dev.chiron.tutor.platform.InteractionId;
import dev.chiron.tutor.platform.TurnId;
import dev.chiron.tutor.platform.UnitId;
import io.temporal.failure.ApplicationFailure;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One path as the database has it: steps are fenced, what was judged or shown stays so, and each activity may be made
 * to fail before or after it has done its work.
 */
final class ScriptedPath implements PathActivities {

    /** An activity. */
    enum Step {
        FETCH,
        CONTENT,
        GRADE,
        STORE,
        SHOW,
        DECLINE,
        LEAVE,
        DECLINE_LEAVE
    }

    private record Fault(Step step, boolean afterwards, Runnable what) {}

    private final LongSupplier clock;
    private final List<TrackUnit> units = new ArrayList<>();
    private final Map<UnitId, UnitFacts> facts = new HashMap<>();
    private final Map<InteractionId, Integer> answers = new HashMap<>();
    private final Map<InteractionId, Judgement> judgements = new HashMap<>();
    private final Map<UnitId, Integer> attempts = new HashMap<>();
    private final Map<InteractionId, UnitId> asked = new HashMap<>();
    private final Map<String, String> said = new HashMap<>();
    private final List<String> conversation = new ArrayList<>();
    private final List<Fault> faults = new ArrayList<>();
    private final List<Step> calls = new ArrayList<>();
    private PathProgress progress = new PathProgress(0, Status.NOT_STARTED, null, List.of(), List.of(), null);
    private Instant lastAccessed;
    private @Nullable Instant leftAt;
    private boolean gone;
    private boolean trackGone;

    /** @param clock what the learner's last deed is dated by, in milliseconds */
    ScriptedPath(LongSupplier clock) {
        this.clock = clock;
        this.lastAccessed = Instant.ofEpochMilli(clock.getAsLong());
    }

    /** A unit of the track that asks nothing. */
    synchronized void lesson(UnitId unit) {
        units.add(new TrackUnit(unit, List.of()));
        facts.put(unit, new UnitFacts(unit, false, 60, null));
    }

    /** A unit of the track that asks something. */
    synchronized void question(UnitId unit, @Nullable UnitId remedial) {
        units.add(new TrackUnit(unit, List.of()));
        facts.put(unit, new UnitFacts(unit, true, 60, remedial));
    }

    /** A unit outside of the track. */
    synchronized void help(UnitId unit) {
        facts.put(unit, new UnitFacts(unit, false, 60, null));
    }

    synchronized void remove(UnitId unit) {
        facts.remove(unit);
    }

    synchronized void removePath() {
        gone = true;
    }

    synchronized void removeTrack() {
        trackGone = true;
    }

    synchronized void bringTrackBack() {
        trackGone = false;
    }

    /** Keeps what the learner answered, as the request does before anybody hears of it. */
    synchronized void keepAnswer(InteractionId interaction, int score) {
        answers.put(interaction, score);
    }

    /** Another has decided meanwhile. */
    synchronized void decideElsewhere() {
        progress = PathRules.remind(progress);
    }

    /** This happens once, before the activity does anything, or after it has done everything. */
    synchronized void once(Step step, boolean afterwards, Runnable what) {
        faults.add(new Fault(step, afterwards, what));
    }

    /** Each of the next so many calls fails: half of them before, half after the deed. */
    synchronized void fail(Step step, int times) {
        for (var i = 0; i < times; i++) {
            once(step, i % 2 == 1, () -> {
                throw new IllegalStateException("the database is away");
            });
        }
    }

    @Override
    public @Nullable PathDetails fetchTrackDetails(PathCall call) {
        return run(Step.FETCH, () -> {
            requireTrack();
            return gone ? null : new PathDetails(units, progress, lastAccessed, leftAt);
        });
    }

    private void requireTrack() {
        if (trackGone) {
            throw ApplicationFailure.newNonRetryableFailure("the track is gone", UNKNOWN_TRACK);
        }
    }

    private void requirePath() {
        if (gone) {
            throw ApplicationFailure.newNonRetryableFailure("the path is gone", UNKNOWN_PATH);
        }
    }

    @Override
    public @Nullable UnitFacts fetchUnitContent(PathCall call, UnitId unit) {
        return run(Step.CONTENT, () -> facts.get(unit));
    }

    @Override
    public Judgement gradeAnswer(PathCall call, GivenAnswer answer) {
        return Objects.requireNonNull(run(Step.GRADE, () -> judgement(answer.interactionId())));
    }

    private Judgement judgement(InteractionId interaction) {
        return judgements.computeIfAbsent(interaction, answered -> {
            var score = answers.get(answered);
            if (score == null) {
                throw ApplicationFailure.newNonRetryableFailure("the answer is not there", UNKNOWN_ANSWER);
            }
            return new Judgement(score, attempts.merge(Objects.requireNonNull(asked.get(answered)), 1, Integer::sum));
        });
    }

    @Override
    public PathProgress updateUserProgress(PathCall call, PathProgress next, boolean byLearner) {
        return Objects.requireNonNull(run(Step.STORE, () -> store(next, byLearner)));
    }

    private PathProgress store(PathProgress next, boolean byLearner) {
        requirePath();
        if (progress.step() == next.step() - 1) {
            progress = withInteraction(next);
            lastAccessed = byLearner ? Instant.ofEpochMilli(clock.getAsLong()) : lastAccessed;
        }
        if (progress.step() != next.step()) {
            throw ApplicationFailure.newNonRetryableFailure("another step", "lost_step");
        }
        return progress;
    }

    private PathProgress withInteraction(PathProgress next) {
        var plan = Objects.requireNonNull(next.plan());
        if (plan.unitId() == null || plan.interactionId() != null) {
            return next;
        }
        var interaction = new InteractionId(new UUID(7, next.step()));
        asked.put(interaction, plan.unitId());
        return new PathProgress(
                next.step(),
                next.status(),
                next.currentUnitId(),
                next.completed(),
                next.results(),
                new PathPlan(
                        plan.occasion(),
                        plan.unitId(),
                        interaction,
                        plan.answer(),
                        plan.remedialDone(),
                        plan.reminders()));
    }

    @Override
    public void presentUnit(PathCall call, PathProgress shown) {
        run(Step.SHOW, () -> {
            requirePath();
            requireTrack();
            var plan = Objects.requireNonNull(shown.plan());
            var turn = plan.turnId();
            var what = plan.occasion() + (plan.unitId() == null ? "" : " " + number(plan.unitId()));
            say(turn == null ? "step " + shown.step() : turn.toString(), turn, what);
            return null;
        });
    }

    @Override
    public void declineAnswer(PathCall call, GivenAnswer answer) {
        run(Step.DECLINE, () -> {
            say(answer.turnId().toString(), answer.turnId(), "declined");
            return null;
        });
    }

    /** The learner takes the track up again, as the request does. */
    synchronized void takeUp() {
        leftAt = null;
        lastAccessed = Instant.ofEpochMilli(clock.getAsLong());
    }

    /** Whether the learner has left the track. */
    synchronized boolean left() {
        return leftAt != null;
    }

    @Override
    public @Nullable PathProgress leaveTrack(PathCall call, PathProgress next, TurnId turn) {
        return run(Step.LEAVE, () -> {
            requirePath();
            if (progress.step() != next.step() || !progress.left()) {
                if (said.containsKey(turn.toString())) {
                    return null;
                }
                store(next, true);
                leftAt = Instant.ofEpochMilli(clock.getAsLong());
            }
            say(turn.toString(), turn, "left");
            return progress;
        });
    }

    @Override
    public void declineLeave(PathCall call, TurnId turn) {
        run(Step.DECLINE_LEAVE, () -> {
            say(turn.toString(), turn, "nothing to leave");
            return null;
        });
    }

    /** A turn says one thing, once. */
    private void say(String run, @Nullable TurnId turn, String what) {
        if (said.putIfAbsent(run, what) == null) {
            conversation.add((turn == null ? "" : "t" + turn.value().getLeastSignificantBits() + " ") + what);
        }
    }

    private static long number(UnitId unit) {
        return unit.value().getLeastSignificantBits();
    }

    /** Faults are outside of the lock: they may wait for the test. */
    private <T> @Nullable T run(Step step, Supplier<@Nullable T> deed) {
        take(step, false).run();
        T done;
        synchronized (this) {
            calls.add(step);
            done = deed.get();
        }
        take(step, true).run();
        return done;
    }

    private synchronized Runnable take(Step step, boolean afterwards) {
        for (var fault : faults) {
            if (fault.step() == step && fault.afterwards() == afterwards) {
                faults.remove(fault);
                return fault.what();
            }
        }
        return () -> {};
    }

    synchronized PathProgress progress() {
        return progress;
    }

    /** What waits for the learner. */
    synchronized InteractionId open() {
        return Objects.requireNonNull(Objects.requireNonNull(progress.plan()).interactionId());
    }

    /** What the learner has been told, in order: "START 1", and in the turn that brought an answer "t3 NEXT 2". */
    synchronized List<String> conversation() {
        return List.copyOf(conversation);
    }

    synchronized boolean hasSaid(TurnId turn) {
        return said.containsKey(turn.toString());
    }

    /** How often an activity has done its work. */
    synchronized long calls(Step step) {
        return calls.stream().filter(step::equals).count();
    }

    /** How many faults have not happened yet. */
    synchronized int faultsLeft() {
        return faults.size();
    }
}
