package dev.chiron.tutor.learning.workflow;

import dev.chiron.tutor.learning.activity.GivenAnswer;
import dev.chiron.tutor.learning.activity.Judgement;
import dev.chiron.tutor.learning.activity.PathPlan;
import dev.chiron.tutor.learning.activity.PathPlan.Occasion;
import dev.chiron.tutor.learning.activity.PathProgress;
import dev.chiron.tutor.learning.activity.PathProgress.Status;
import dev.chiron.tutor.learning.activity.TrackUnit;
import dev.chiron.tutor.learning.activity.UnitFacts;
import dev.chiron.tutor.learning.activity.UnitResult;
import dev.chiron.tutor.platform.UnitId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The unit gate: where a learner goes from where they are. Pure, and the only place that decides it. */
final class PathRules {

    private final List<TrackUnit> units;
    private final int attemptsPerQuestion;

    PathRules(List<TrackUnit> units, int attemptsPerQuestion) {
        this.units = units;
        this.attemptsPerQuestion = attemptsPerQuestion;
    }

    /** The first step. */
    PathProgress begin(PathProgress progress) {
        return goOn(progress, progress.completed(), progress.results(), Occasion.START, null, List.of());
    }

    /**
     * The step after an answer to what the plan shows.
     *
     * @param shown of the shown unit; null when that does not exist any more: then it is passed over
     */
    PathProgress after(PathProgress progress, @Nullable UnitFacts shown, Judgement judgement, GivenAnswer answer) {
        var plan = progress.plan();
        var current = progress.currentUnitId();
        if (plan == null || current == null || plan.unitId() == null) {
            throw new IllegalStateException("nothing was shown that could be answered");
        }
        var unit = plan.unitId();
        if (!unit.equals(current)) {
            // What a remedial unit's own question brings is kept as its attempts; either way it has done its part.
            return show(progress, current, Occasion.BACK, answer, plan.remedialDone());
        }
        var results = withResult(progress, unit, shown, judgement);
        if (shown == null || judgement.passes(shown.passMark()) || judgement.attempt() >= attemptsPerQuestion) {
            return goOn(
                    progress,
                    isOfTrack(unit) ? with(progress.completed(), unit) : progress.completed(),
                    results,
                    Occasion.NEXT,
                    answer,
                    plan.remedialDone());
        }
        var failed = new PathProgress(
                progress.step(), progress.status(), current, progress.completed(), results, progress.plan());
        var remedial = shown.remedialUnitId();
        if (remedial == null || remedial.equals(unit) || plan.remedialDone().contains(remedial)) {
            return show(failed, unit, Occasion.AGAIN, answer, plan.remedialDone());
        }
        return show(failed, remedial, Occasion.REMEDIAL, answer, with(plan.remedialDone(), remedial));
    }

    /** The step that reminds the learner of what waits. */
    static PathProgress remind(PathProgress progress) {
        var plan = progress.plan();
        if (plan == null) {
            throw new IllegalStateException("nothing was shown that could be forgotten");
        }
        return new PathProgress(
                progress.step() + 1,
                progress.status(),
                progress.currentUnitId(),
                progress.completed(),
                progress.results(),
                new PathPlan(
                        Occasion.REMINDER,
                        plan.unitId(),
                        plan.interactionId(),
                        null,
                        plan.remedialDone(),
                        plan.reminders() + 1));
    }

    /** The step that leaves the track: all that was reached stays. */
    static PathProgress leave(PathProgress progress) {
        var plan = progress.plan();
        return new PathProgress(
                progress.step() + 1,
                progress.status(),
                progress.currentUnitId(),
                progress.completed(),
                progress.results(),
                new PathPlan(Occasion.LEFT, null, null, null, plan == null ? List.of() : plan.remedialDone(), 0));
    }

    /** The step that takes a track up where it was left; another unit only if a teacher has taken that one out. */
    PathProgress resume(PathProgress progress) {
        var plan = progress.plan();
        var current = progress.currentUnitId();
        var remedialDone = plan == null ? List.<UnitId>of() : plan.remedialDone();
        return current != null && isOfTrack(current)
                ? show(progress, current, Occasion.RESUMED, null, remedialDone)
                : goOn(progress, progress.completed(), progress.results(), Occasion.RESUMED, null, remedialDone);
    }

    private PathProgress goOn(
            PathProgress progress,
            List<UnitId> completed,
            List<UnitResult> results,
            Occasion occasion,
            @Nullable GivenAnswer answer,
            List<UnitId> remedialDone) {
        var next = next(completed);
        var status = next == null ? Status.COMPLETED : Status.IN_PROGRESS;
        var plan = new PathPlan(next == null ? Occasion.FINISHED : occasion, next, null, answer, remedialDone, 0);
        return new PathProgress(progress.step() + 1, status, next, completed, results, plan);
    }

    private static PathProgress show(
            PathProgress progress,
            UnitId unit,
            Occasion occasion,
            @Nullable GivenAnswer answer,
            List<UnitId> remedialDone) {
        return new PathProgress(
                progress.step() + 1,
                progress.status(),
                progress.currentUnitId(),
                progress.completed(),
                progress.results(),
                new PathPlan(occasion, unit, null, answer, remedialDone, 0));
    }

    /** A teacher may have taken a unit out of the track while a learner was on it. */
    private boolean isOfTrack(UnitId unit) {
        return units.stream().anyMatch(each -> each.unitId().equals(unit));
    }

    /** The first unit that is not completed and whose prerequisites are; if none is ready, the first of all. */
    private @Nullable UnitId next(List<UnitId> completed) {
        var ofTrack = new HashSet<UnitId>();
        units.forEach(each -> ofTrack.add(each.unitId()));
        UnitId first = null;
        for (var unit : units) {
            if (completed.contains(unit.unitId())) {
                continue;
            }
            var ready = unit.prerequisites().stream()
                    .filter(ofTrack::contains)
                    .allMatch(each -> completed.contains(each) || each.equals(unit.unitId()));
            if (ready) {
                return unit.unitId();
            }
            first = first == null ? unit.unitId() : first;
        }
        return first;
    }

    private List<UnitResult> withResult(
            PathProgress progress, UnitId unit, @Nullable UnitFacts shown, Judgement judgement) {
        if (shown == null || judgement.attempt() == 0) {
            return progress.results();
        }
        var before = progress.result(unit);
        var best = best(before == null ? null : before.score(), judgement.score());
        var needsHelp = !judgement.passes(shown.passMark()) && judgement.attempt() >= attemptsPerQuestion;
        var results = new ArrayList<>(progress.results());
        results.removeIf(each -> each.unitId().equals(unit));
        results.add(new UnitResult(unit, best, judgement.attempt(), needsHelp));
        return results;
    }

    private static @Nullable Integer best(@Nullable Integer one, @Nullable Integer other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return Math.max(one, other);
    }

    private List<UnitId> with(List<UnitId> list, UnitId unit) {
        if (list.contains(unit)) {
            return list;
        }
        var longer = new ArrayList<>(list);
        longer.add(unit);
        return longer;
    }
}
