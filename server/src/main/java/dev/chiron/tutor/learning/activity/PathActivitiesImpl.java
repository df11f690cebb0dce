package dev.chiron.tutor.learning.activity;

import dev.chiron.tutor.chat.PathTurns;
import dev.chiron.tutor.chat.TurnTask;
import dev.chiron.tutor.component.AnswerKey;
import dev.chiron.tutor.component.Component;
import dev.chiron.tutor.component.ComponentKind;
import dev.chiron.tutor.component.Components;
import dev.chiron.tutor.component.Grade;
import dev.chiron.tutor.curriculum.Curriculum;
import dev.chiron.tutor.curriculum.Track;
import dev.chiron.tutor.curriculum.Unit;
import dev.chiron.tutor.curriculum.UnitContent;
import dev.chiron.tutor.learning.LearningSettings;
import dev.chiron.tutor.learning.store.PathRow;
import dev.chiron.tutor.learning.store.PathStore;
import dev.chiron.tutor.learning.store.PathStore.Answered;
import dev.chiron.tutor.platform.Correlation;
import dev.chiron.tutor.platform.InteractionId;
import dev.chiron.tutor.platform.TurnId;
import dev.chiron.tutor.platform.UnitId;
import io.temporal.failure.ApplicationFailure;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataIntegrityViolationException;

@org.springframework.stereotype.Component
class PathActivitiesImpl implements PathActivities {

    private static final Logger log = LoggerFactory.getLogger(PathActivitiesImpl.class);

    private static final String LEFT_MEANWHILE =
            "That question is closed: you have left this track. Start it again to go on with it.";

    private final PathStore paths;
    private final Curriculum curriculum;
    private final PathTurns turns;
    private final LearningSettings settings;

    PathActivitiesImpl(PathStore paths, Curriculum curriculum, PathTurns turns, LearningSettings settings) {
        this.paths = paths;
        this.curriculum = curriculum;
        this.turns = turns;
        this.settings = settings;
    }

    @Override
    public @Nullable PathDetails fetchTrackDetails(PathCall call) {
        return paths.take(call, settings.redispatchAfter())
                .map(row -> new PathDetails(
                        track(call).units().stream()
                                .map(each -> new TrackUnit(each.id(), each.prerequisiteUnitIds()))
                                .toList(),
                        row.progress(),
                        row.lastAccessedAt(),
                        row.leftAt()))
                .orElse(null);
    }

    private Track track(PathCall call) {
        return curriculum
                .track(call.trackId())
                // A track does not come back.
                .orElseThrow(() -> ApplicationFailure.newNonRetryableFailure("the track is gone", UNKNOWN_TRACK));
    }

    @Override
    public @Nullable UnitFacts fetchUnitContent(PathCall call, UnitId unit) {
        return curriculum.unit(unit).map(this::facts).orElse(null);
    }

    private UnitFacts facts(Unit unit) {
        var remedial = unit.remedialUnitId();
        var exists = remedial != null && curriculum.unit(remedial).isPresent();
        return new UnitFacts(unit.id(), Presentation.asks(unit), passMark(unit), exists ? remedial : null);
    }

    private static int passMark(Unit unit) {
        return switch (unit.content()) {
            case UnitContent.Mcq quiz -> quiz.passMarkOrDefault();
            case UnitContent.Slider slider -> slider.passMarkOrDefault();
            case UnitContent.ContentSnippet ignored -> UnitContent.DEFAULT_PASS_MARK;
            case UnitContent.ExternalLink ignored -> UnitContent.DEFAULT_PASS_MARK;
        };
    }

    @Override
    public Judgement gradeAnswer(PathCall call, GivenAnswer given) {
        try (var _ = Correlation.of(call.learnerId(), null, given.turnId())) {
            var answered = answered(call, given.interactionId());
            var grade = grade(answered);
            var passMark = curriculum
                    .unit(answered.unit())
                    .map(PathActivitiesImpl::passMark)
                    .orElse(UnitContent.DEFAULT_PASS_MARK);
            var passed = new Judgement(grade.score(), 1).passes(passMark);
            var judgement = paths.addAttempt(call, given.interactionId(), answered, grade.score(), passed);
            log.info("Attempt {} is judged: score {}", judgement.attempt(), judgement.score());
            return judgement;
        }
    }

    private Answered answered(PathCall call, InteractionId interaction) {
        return paths.answer(call, interaction)
                // An answer is stored before anybody hears of it: what is not there now will not come.
                .orElseThrow(
                        () -> ApplicationFailure.newNonRetryableFailure("the answer is not there", UNKNOWN_ANSWER));
    }

    /** Always the same for the same answer: the key is the one that stood when the question was shown. */
    private static Grade grade(Answered answered) {
        var key = answered.answerKey();
        if (key == null) {
            return Grade.ungraded();
        }
        var shown = shown(answered);
        return AnswerKey.read(key).grade(shown, Components.readReply(shown, answered.reply()));
    }

    private static Component shown(Answered answered) {
        var kind = ComponentKind.ofWireName(answered.name())
                .orElseThrow(() -> new IllegalStateException("unknown component " + answered.name()));
        return Components.read(kind, answered.arguments());
    }

    @Override
    public PathProgress updateUserProgress(PathCall call, PathProgress next, boolean byLearner) {
        var row = paths.find(call).orElseThrow(PathActivitiesImpl::gone);
        var stored = row.progress();
        if (stored.step() == next.step() - 1) {
            advance(call, withInteraction(row, next), byLearner);
            stored = paths.find(call).orElseThrow().progress();
        }
        if (stored.step() != next.step()) {
            throw lostStep(stored, next);
        }
        return stored;
    }

    private void advance(PathCall call, PathProgress next, boolean byLearner) {
        try {
            paths.advance(call, next, byLearner);
        } catch (DataIntegrityViolationException e) {
            // The unit was taken out of the track between the decision and now: trying the same again cannot help.
            throw ApplicationFailure.newNonRetryableFailure("the track has changed", "lost_unit");
        }
    }

    /** A path does not come back: to try again would go on for ever. */
    private static ApplicationFailure gone() {
        return ApplicationFailure.newNonRetryableFailure("the path is gone", UNKNOWN_PATH);
    }

    /** The component of a step has the same id, however often the step is stored. */
    private static PathProgress withInteraction(PathRow row, PathProgress next) {
        var plan = next.plan();
        if (plan == null || plan.unitId() == null || plan.interactionId() != null) {
            return next;
        }
        var name = "interaction:" + row.id() + ":" + next.step();
        var id = new InteractionId(UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)));
        return new PathProgress(
                next.step(),
                next.status(),
                next.currentUnitId(),
                next.completed(),
                next.results(),
                new PathPlan(plan.occasion(), plan.unitId(), id, plan.answer(), plan.remedialDone(), plan.reminders()));
    }

    @Override
    public void presentUnit(PathCall call, PathProgress progress) {
        var plan = progress.plan();
        if (plan == null) {
            throw ApplicationFailure.newNonRetryableFailure("there is nothing to show", "nothing_planned");
        }
        var row = paths.find(call).orElseThrow(PathActivitiesImpl::gone);
        try (var _ = Correlation.of(call.learnerId(), row.session(), plan.turnId())) {
            var answered = plan.answer() == null
                    ? null
                    : paths.answer(call, plan.answer().interactionId()).orElse(null);
            var unit = plan.unitId();
            var key = unit == null || plan.occasion() == PathPlan.Occasion.REMINDER
                    ? null
                    : curriculum.answerKey(unit).orElse(null);
            var task = new Presentation(track(call), progress)
                    .task(unit == null ? null : curriculum.unit(unit).orElse(null), judged(answered));
            var turn = plan.turnId();
            if (turn == null) {
                var runId = "path-" + row.id() + "-" + progress.step();
                turns.begin(row.session(), call.learnerId(), call.trackId(), runId, task, key);
            } else {
                turns.decide(turn, task, key);
            }
        }
    }

    private Presentation.@Nullable Judged judged(@Nullable Answered answered) {
        if (answered == null) {
            return null;
        }
        var shown = shown(answered);
        var reply = Components.readReply(shown, answered.reply());
        var key = answered.answerKey() == null ? null : AnswerKey.read(answered.answerKey());
        return new Presentation.Judged(
                curriculum.unit(answered.unit()).map(Unit::title).orElse(""),
                shown,
                Components.describe(shown, reply),
                key,
                key == null ? Grade.ungraded() : key.grade(shown, reply),
                answered.attempt(),
                answered.passed());
    }

    @Override
    public void declineAnswer(PathCall call, GivenAnswer answer) {
        var left = paths.find(call).map(PathRow::leftAt).isPresent();
        turns.decide(
                answer.turnId(),
                TurnTask.saying(left ? LEFT_MEANWHILE : "That question is closed: the track has gone on since."),
                null);
    }

    @Override
    public @Nullable PathProgress leaveTrack(PathCall call, PathProgress next, TurnId turn) {
        var row = paths.find(call).orElseThrow(PathActivitiesImpl::gone);
        try (var _ = Correlation.of(call.learnerId(), row.session(), turn)) {
            var before = row.progress();
            if (before.step() != next.step() || !before.left()) {
                if (!turns.waits(turn)) {
                    log.info("The turn that wanted to leave waits no more");
                    return null;
                }
                paths.leave(call, next);
            }
            var stored = requireStep(call, next);
            // Also when the step was stored before: its worker may have gone before it came to this.
            paths.closeOpen(call);
            turns.decide(turn, TurnTask.saying(left(call)), null);
            log.info("The track is left");
            return stored;
        }
    }

    private PathProgress requireStep(PathCall call, PathProgress next) {
        var stored = paths.find(call).orElseThrow(PathActivitiesImpl::gone).progress();
        if (stored.step() != next.step()) {
            throw lostStep(stored, next);
        }
        return stored;
    }

    private static ApplicationFailure lostStep(PathProgress stored, PathProgress next) {
        return ApplicationFailure.newNonRetryableFailure(
                "the path is at step " + stored.step() + ", not before " + next.step(), "lost_step");
    }

    private String left(PathCall call) {
        var title = curriculum.track(call.trackId()).map(track -> "**" + track.title() + "**");
        return "You have left " + title.orElse("the track")
                + ". Your progress is kept: start the track again whenever you like, and you go on where you were.";
    }

    @Override
    public void declineLeave(PathCall call, TurnId turn) {
        var row = paths.find(call);
        var why = row.map(PathRow::progress).filter(PathProgress::finished).isPresent()
                ? "You have finished this track already; there is nothing left to leave."
                : row.map(PathRow::leftAt).isPresent()
                        ? "You had left this track before; nothing has changed."
                        : "You are not on this track any more; nothing has changed.";
        turns.decide(turn, TurnTask.saying(why), null);
    }
}
