package dev.chiron.tutor.learning.activity;

import dev.chiron.tutor.agent.Guidance;
import dev.chiron.tutor.chat.TurnTask;
import dev.chiron.tutor.chat.TurnTask.ShownComponent;
import dev.chiron.tutor.component.AnswerKey;
import dev.chiron.tutor.component.Component;
import dev.chiron.tutor.component.Components;
import dev.chiron.tutor.component.Grade;
import dev.chiron.tutor.component.QuickQuiz;
import dev.chiron.tutor.component.SkillSlider;
import dev.chiron.tutor.component.TopicButtons;
import dev.chiron.tutor.curriculum.Track;
import dev.chiron.tutor.curriculum.Unit;
import dev.chiron.tutor.curriculum.UnitContent;
import dev.chiron.tutor.learning.activity.PathPlan.Occasion;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a path's step looks like in the chat. What it says about an answer is the server's word, never a model's. */
final class Presentation {

    /** The button of a unit that asks nothing. */
    static final String CONTINUE = "continue";

    private final Track track;
    private final PathProgress progress;
    private final PathPlan plan;

    Presentation(Track track, PathProgress progress) {
        this.track = track;
        this.progress = progress;
        this.plan = Objects.requireNonNull(progress.plan());
    }

    /**
     * An answer and its judgement.
     *
     * @param reply what was answered, in words
     * @param key null when it is not graded
     * @param attempt 0 for a unit that asks nothing
     */
    record Judged(
            String unit,
            Component shown,
            String reply,
            @Nullable AnswerKey key,
            Grade grade,
            int attempt,
            boolean passed) {}

    /** @param unit the unit to show; null at the end, or when it does not exist any more */
    TurnTask task(@Nullable Unit unit, @Nullable Judged judged) {
        return new TurnTask(
                judged == null ? "" : judgement(judged),
                guidance(unit, judged),
                unit == null ? ending() : content(unit),
                unit == null || plan.occasion() == Occasion.REMINDER ? null : component(unit));
    }

    private String judgement(Judged judged) {
        if (judged.attempt() == 0) {
            return "";
        }
        var score = judged.grade().score();
        if (score == null) {
            return "Noted.";
        }
        if (judged.passed()) {
            var verdict = score == 100 ? "**Correct.**" : "**Close enough: " + score + " of 100 points.**";
            return joined(verdict, judged.grade().feedback(), judged.grade().explanation());
        }
        if (goesOn()) {
            return joined(
                    "**Not quite, and that was attempt " + judged.attempt()
                            + ".** We go on, and you can come back to \"" + judged.unit() + "\" later.",
                    judged.grade().feedback(),
                    solution(judged),
                    judged.grade().explanation());
        }
        return joined("**Not quite.**" + points(score), judged.grade().feedback(), hint(judged));
    }

    private boolean goesOn() {
        return plan.occasion() == Occasion.NEXT || plan.occasion() == Occasion.FINISHED;
    }

    private static String points(int score) {
        return score == 0 ? "" : " " + score + " of 100 points.";
    }

    private static @Nullable String solution(Judged judged) {
        var solutions = judged.key() == null ? List.<String>of() : judged.key().solutions(judged.shown());
        return solutions.isEmpty() ? null : "The answer: " + solutions.getFirst();
    }

    /** The next rung of the ladder; the last one is the worked answer, which no open question gives away. */
    private static @Nullable String hint(Judged judged) {
        var hints = judged.key() == null ? List.<String>of() : judged.key().hints();
        var rung = judged.attempt() - 1;
        return rung < hints.size() - 1 ? "Hint: " + hints.get(rung) : null;
    }

    private Guidance guidance(@Nullable Unit unit, @Nullable Judged judged) {
        return new Guidance(
                Guidance.Occasion.valueOf(plan.occasion().name()),
                track.title(),
                unit == null ? null : unit.title(),
                unit != null && asks(unit),
                judged == null ? null : answered(judged),
                done(),
                track.units().size(),
                plan.occasion() == Occasion.FINISHED ? toReview() : List.of());
    }

    static boolean asks(Unit unit) {
        return switch (unit.content()) {
            case UnitContent.Mcq ignored -> true;
            case UnitContent.Slider ignored -> true;
            case UnitContent.ContentSnippet ignored -> false;
            case UnitContent.ExternalLink ignored -> false;
        };
    }

    private static Guidance.Answered answered(Judged judged) {
        return new Guidance.Answered(
                judged.unit(),
                question(judged),
                judged.reply(),
                judged.grade().score(),
                judged.passed(),
                judged.attempt(),
                judged.grade().feedback());
    }

    private static String question(Judged judged) {
        return switch (judged.shown()) {
            case QuickQuiz quiz -> quiz.questionText();
            case SkillSlider slider -> slider.promptText();
            default -> judged.unit();
        };
    }

    private int done() {
        return (int) track.units().stream()
                .filter(each -> progress.completed().contains(each.id()))
                .count();
    }

    private List<String> toReview() {
        return progress.results().stream()
                .filter(UnitResult::needsHelp)
                .map(each -> track.unit(each.unitId()).map(Unit::title))
                .flatMap(java.util.Optional::stream)
                .toList();
    }

    private String content(Unit unit) {
        if (plan.occasion() == Occasion.REMINDER) {
            return "";
        }
        var heading = "## " + unit.title();
        // After the help only the question comes again; the lesson was read before.
        return plan.occasion() == Occasion.BACK
                ? heading
                : joined(heading, unit.content().content(), link(unit));
    }

    private static @Nullable String link(Unit unit) {
        return unit.content() instanceof UnitContent.ExternalLink link
                ? "[" + link.description() + "](" + link.url() + ")"
                : null;
    }

    private String ending() {
        var review = toReview();
        var text = "**You have finished \"" + track.title() + "\": all "
                + track.units().size() + " units.**";
        var scores = progress.results().stream()
                .filter(each -> each.score() != null && track.contains(each.unitId()))
                .mapToInt(each -> Objects.requireNonNull(each.score()))
                .average();
        var average =
                scores.isPresent() ? "Your average score: " + Math.round(scores.getAsDouble()) + " of 100." : null;
        return joined(
                text, average, review.isEmpty() ? null : "Worth another look: " + String.join(", ", review) + ".");
    }

    private ShownComponent component(Unit unit) {
        var component = component(unit.id().toString(), unit.content());
        var interaction = Objects.requireNonNull(plan.interactionId());
        return new ShownComponent(interaction, component.kind().wireName(), Components.arguments(component), unit.id());
    }

    private static Component component(String unitId, UnitContent content) {
        return switch (content) {
            case UnitContent.Mcq quiz ->
                new QuickQuiz(
                        unitId,
                        quiz.questionText(),
                        quiz.options().stream()
                                .map(each -> new QuickQuiz.Option(each.id(), each.text()))
                                .toList(),
                        quiz.quizType() == UnitContent.QuizType.TRUE_FALSE
                                ? QuickQuiz.QuizType.TRUE_FALSE
                                : QuickQuiz.QuizType.SINGLE_SELECT_MCQ);
            case UnitContent.Slider slider ->
                new SkillSlider(
                        slider.skillId(),
                        slider.skillName(),
                        slider.promptText(),
                        slider.minValue(),
                        slider.maxValue(),
                        slider.currentValue(),
                        slider.step() == null ? BigDecimal.ONE : slider.step());
            case UnitContent.ContentSnippet ignored -> button("Continue", unitId);
            case UnitContent.ExternalLink ignored -> button("I have read it", unitId);
        };
    }

    private static Component button(String label, String unitId) {
        return new TopicButtons(List.of(new TopicButtons.Button(CONTINUE, label, unitId)), null);
    }

    /** Those that are there, as paragraphs. */
    private static String joined(@Nullable String... parts) {
        var text = new StringBuilder();
        for (var part : parts) {
            if (part != null && !part.isBlank()) {
                text.append(text.isEmpty() ? "" : "\n\n").append(part.strip());
            }
        }
        return text.toString();
    }
}
