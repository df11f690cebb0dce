package dev.chiron.tutor.learning.activity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chiron.tutor.agent.Guidance;
import dev.chiron.tutor.chat.TurnTask;
import dev.chiron.tutor.component.AnswerKey;
import dev.chiron.tutor.component.Component;
import dev.chiron.tutor.component.ComponentReply;
import dev.chiron.tutor.component.Components;
import dev.chiron.tutor.component.Grade;
import dev.chiron.tutor.component.OptionKey;
import dev.chiron.tutor.component.QuickQuiz;
import dev.chiron.tutor.component.SkillSlider;
import dev.chiron.tutor.component.ValueKey;
import dev.chiron.tutor.curriculum.Track;
import dev.chiron.tutor.curriculum.Unit;
import dev.chiron.tutor.curriculum.UnitContent;
import dev.chiron.tutor.learning.activity.PathPlan.Occasion;
import dev.chiron.tutor.learning.activity.Presentation.Judged;
import dev.chiron.tutor.platform.InteractionId;
import dev.chiron.tutor.platform.TrackId;
import dev.chiron.tutor.platform.TurnId;
import dev.chiron.tutor.platform.UnitId;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

@DisplayName("What a path shows: the server's judgement, the unit, its component; never an answer that is asked again")
class PresentationTest {

    private static final InteractionId INTERACTION = new InteractionId(new UUID(2, 1));
    private static final GivenAnswer ANSWER =
            new GivenAnswer(new InteractionId(new UUID(2, 2)), new TurnId(new UUID(2, 3)));

    private static final Unit LESSON = unit(1, "Air", new UnitContent.ContentSnippet("Air is a mixture."));
    private static final Unit QUESTION = unit(
            2,
            "Gases",
            new UnitContent.Mcq(
                    "Look at the chart.",
                    "Which gas?",
                    UnitContent.QuizType.SINGLE_SELECT,
                    List.of(new UnitContent.Mcq.Option("o1", "Oxygen"), new UnitContent.Mcq.Option("o2", "Nitrogen")),
                    null));
    private static final Unit SLIDER = unit(
            3,
            "Warmth",
            new UnitContent.Slider(
                    null, "How warm?", "heat", "Body heat", BigDecimal.ZERO, BigDecimal.TEN, null, null, null));
    private static final Unit LINK =
            unit(4, "Reading", new UnitContent.ExternalLink("https://example.org/air", "On the air", "Read this."));
    private static final Track TRACK =
            new Track(new TrackId(new UUID(2, 9)), "Weather", "", List.of(LESSON, QUESTION, SLIDER, LINK), List.of());

    private static final OptionKey KEY = new OptionKey(
            "o2",
            Map.of("o1", "We need it, but it is not most of the air.", "o2", "It hardly reacts."),
            "78 per cent are nitrogen.",
            List.of("Think of a crisp packet.", "It hardly reacts with anything.", "It is nitrogen."));

    // --- judgement

    @Test
    void aRightAnswerIsCalledCorrectAndExplained() {
        assertThat(judgement(Occasion.NEXT, quiz("o2", 1, true)))
                .isEqualTo("**Correct.**\n\nIt hardly reacts.\n\n78 per cent are nitrogen.");
    }

    @Test
    void aCloseOneIsToldItsPoints() {
        assertThat(judgement(Occasion.NEXT, slider("6", 1, true)))
                .isEqualTo("**Close enough: 75 of 100 points.**\n\nFive it is.");
    }

    // Goal: what comes again is not told: no explanation, no solution, and the first rung of the ladder.
    @ParameterizedTest
    @EnumSource(
            value = Occasion.class,
            names = {"AGAIN", "REMEDIAL"})
    void aWrongOneGetsFeedbackAndAHint(Occasion occasion) {
        assertThat(judgement(occasion, quiz("o1", 1, false)))
                .isEqualTo("**Not quite.**\n\nWe need it, but it is not most of the air."
                        + "\n\nHint: Think of a crisp packet.");
    }

    @Test
    void theNextAttemptGetsTheNextRung() {
        assertThat(judgement(Occasion.AGAIN, quiz("o1", 2, false)))
                .endsWith("Hint: It hardly reacts with anything.")
                .doesNotContain("crisp");
    }

    // Goal: the last rung is the worked answer; no attempt reaches it while the question is asked again.
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 10, 20})
    void theLastRungIsNeverGiven(int attempt) {
        for (var occasion : List.of(Occasion.AGAIN, Occasion.REMEDIAL, Occasion.BACK)) {
            assertThat(judgement(occasion, quiz("o1", attempt, false)))
                    .startsWith("**Not quite.**")
                    .doesNotContainIgnoringCase("nitrogen");
        }
    }

    @Test
    void aLadderOfOneRungGivesNothing() {
        var key = new OptionKey("o2", Map.of(), null, List.of("It is nitrogen."));

        assertThat(judgement(Occasion.AGAIN, quiz(key, "o1", 1, false))).isEqualTo("**Not quite.**");
    }

    @Test
    void aWrongValueIsToldItsPoints() {
        assertThat(judgement(Occasion.AGAIN, slider("8", 1, false))).isEqualTo("**Not quite.** 25 of 100 points.");
        assertThat(judgement(Occasion.AGAIN, slider("10", 1, false))).isEqualTo("**Not quite.**");
    }

    // Goal: after the last attempt the path goes on, and only then the learner reads what was right.
    @ParameterizedTest
    @EnumSource(
            value = Occasion.class,
            names = {"NEXT", "FINISHED"})
    void theThirdTimeItIsTold(Occasion occasion) {
        assertThat(judgement(occasion, quiz("o1", 3, false)))
                .isEqualTo("**Not quite, and that was attempt 3.** We go on, and you can come back to \"Gases\" later."
                        + "\n\nWe need it, but it is not most of the air."
                        + "\n\nThe answer: Nitrogen\n\n78 per cent are nitrogen.");
        assertThat(judgement(occasion, slider("10", 3, false))).contains("The answer: 5\n\nFive it is.");
    }

    @Test
    void aSelfRatingIsNoted() {
        var rated = new Judged("Warmth", shownSlider(), "Set 7", null, Grade.ungraded(), 1, true);

        assertThat(judgement(Occasion.NEXT, rated)).isEqualTo("Noted.");
    }

    @Test
    void aLessonIsNotJudged() {
        var read = new Judged("Air", shownQuiz(), "Clicked", null, Grade.ungraded(), 0, true);

        assertThat(judgement(Occasion.NEXT, read)).isEmpty();
        assertThat(task(Occasion.START, QUESTION, null).judgement()).isEmpty();
    }

    // --- unit

    @Test
    void aQuestionIsItsLeadInAndAQuiz() {
        var task = task(Occasion.NEXT, QUESTION, null);

        assertThat(task.content()).isEqualTo("## Gases\n\nLook at the chart.");
        var shown = Objects.requireNonNull(task.component());
        assertThat(shown.interactionId()).isEqualTo(INTERACTION);
        assertThat(shown.unitId()).isEqualTo(QUESTION.id());
        assertThat(shown.name()).isEqualTo("quick_quiz");
        assertThat(shown.arguments().toString())
                .contains("Which gas?", "single-select-mcq")
                .doesNotContain("correct", "hint", "crisp");
    }

    @Test
    void trueOrFalseStaysTrueOrFalse() {
        var options = List.of(new UnitContent.Mcq.Option("t", "True"), new UnitContent.Mcq.Option("f", "False"));
        var unit = unit(2, "Gases", new UnitContent.Mcq(null, "Is it?", UnitContent.QuizType.TRUE_FALSE, options, 80));

        var task = task(Occasion.NEXT, unit, null);

        assertThat(task.content()).isEqualTo("## Gases");
        assertThat(Objects.requireNonNull(task.component())
                        .arguments()
                        .path("quiz_type")
                        .asString())
                .isEqualTo("true-false");
    }

    @Test
    void aSliderHasAStep() {
        var shown = Objects.requireNonNull(task(Occasion.NEXT, SLIDER, null).component());

        assertThat(shown.name()).isEqualTo("skill_slider");
        assertThat(shown.arguments().path("step").intValue()).isEqualTo(1);
        assertThat(shown.arguments().has("current_value")).isFalse();
    }

    // Goal: what asks nothing has a button to go on with.
    @Test
    void aLessonAndALinkHaveAButton() {
        var lesson = task(Occasion.START, LESSON, null);
        assertThat(lesson.content()).isEqualTo("## Air\n\nAir is a mixture.");
        assertThat(button(lesson)).isEqualTo("Continue");

        var link = task(Occasion.NEXT, LINK, null);
        assertThat(link.content()).isEqualTo("## Reading\n\nRead this.\n\n[On the air](https://example.org/air)");
        assertThat(button(link)).isEqualTo("I have read it");
    }

    private static String button(TurnTask task) {
        var shown = Objects.requireNonNull(task.component());
        assertThat(shown.name()).isEqualTo("topic_buttons");
        var button = shown.arguments().path("buttons").path(0);
        assertThat(button.path("button_id").asString()).isEqualTo(Presentation.CONTINUE);
        return button.path("label").asString();
    }

    // Goal: after the help only the question comes again; the lesson before it was read.
    @Test
    void backToTheQuestionWithoutItsLeadIn() {
        var task = task(Occasion.BACK, QUESTION, null);

        assertThat(task.content()).isEqualTo("## Gases");
        assertThat(task.component()).isNotNull();
    }

    // Goal: a reminder points to what is open; it opens nothing and repeats nothing.
    @Test
    void aReminderShowsNothing() {
        var task = task(Occasion.REMINDER, QUESTION, null);

        assertThat(task.judgement()).isEmpty();
        assertThat(task.content()).isEmpty();
        assertThat(task.component()).isNull();
        assertThat(guidance(task).unit()).isEqualTo("Gases");
    }

    // --- end

    @Test
    void theEndSumsUp() {
        var results = List.of(
                new UnitResult(QUESTION.id(), 0, 3, true),
                new UnitResult(SLIDER.id(), 75, 1, false),
                new UnitResult(new UnitId(new UUID(7, 7)), 100, 1, false));

        var task = presentation(Occasion.FINISHED, results, 4).task(null, quiz("o2", 1, true));

        assertThat(task.content())
                .isEqualTo("**You have finished \"Weather\": all 4 units.**\n\nYour average score: 38 of 100."
                        + "\n\nWorth another look: Gases.");
        assertThat(task.component()).isNull();
        assertThat(guidance(task).toReview()).containsExactly("Gases");
        assertThat(guidance(task).unit()).isNull();
    }

    // Goal: a track on which nothing was graded has no average, and one that went well nothing to review.
    @Test
    void theEndOfATrackWithoutQuestions() {
        var ratings = List.of(new UnitResult(SLIDER.id(), null, 1, false));

        assertThat(presentation(Occasion.FINISHED, ratings, 4).task(null, null).content())
                .isEqualTo("**You have finished \"Weather\": all 4 units.**");
    }

    // --- words

    // Goal: the model gets what the learner knows already, and how far they are.
    @Test
    void theGuidanceHoldsTheFacts() {
        var guidance = guidance(task(Occasion.AGAIN, QUESTION, quiz("o1", 2, false)));

        assertThat(guidance)
                .isEqualTo(new Guidance(
                        Guidance.Occasion.AGAIN,
                        "Weather",
                        "Gases",
                        true,
                        new Guidance.Answered(
                                "Gases",
                                "Which gas?",
                                "Chose \"Oxygen\"",
                                0,
                                false,
                                2,
                                "We need it, but it is not most of the air."),
                        1,
                        4,
                        List.of()));
    }

    // A track that was left shows nothing.
    @ParameterizedTest
    @EnumSource(value = Occasion.class, mode = EnumSource.Mode.EXCLUDE, names = "LEFT")
    void everyOccasionHasItsGuidance(Occasion occasion) {
        assertThat(guidance(task(occasion, LESSON, null)).occasion().name()).isEqualTo(occasion.name());
        assertThat(guidance(task(occasion, LESSON, null)).asks()).isFalse();
    }

    private static Guidance guidance(TurnTask task) {
        return Objects.requireNonNull(task.guidance());
    }

    private static String judgement(Occasion occasion, Judged judged) {
        return task(occasion, QUESTION, judged).judgement();
    }

    private static TurnTask task(Occasion occasion, Unit unit, @Nullable Judged judged) {
        return presentation(occasion, List.of(), 1).task(occasion == Occasion.FINISHED ? null : unit, judged);
    }

    private static Presentation presentation(Occasion occasion, List<UnitResult> results, int done) {
        var completed = TRACK.units().stream().limit(done).map(Unit::id).toList();
        var finished = occasion == Occasion.FINISHED;
        var plan = new PathPlan(
                occasion, finished ? null : QUESTION.id(), finished ? null : INTERACTION, ANSWER, List.of(), 0);
        return new Presentation(
                TRACK,
                new PathProgress(
                        5,
                        finished ? PathProgress.Status.COMPLETED : PathProgress.Status.IN_PROGRESS,
                        finished ? null : QUESTION.id(),
                        completed,
                        results,
                        plan));
    }

    private static Judged quiz(String chosen, int attempt, boolean passed) {
        return quiz(KEY, chosen, attempt, passed);
    }

    private static Judged quiz(AnswerKey key, String chosen, int attempt, boolean passed) {
        return judged(
                "Gases",
                shownQuiz(),
                key,
                "{\"quiz_id\":\"q\",\"selected_option_id\":\"" + chosen + "\"}",
                attempt,
                passed);
    }

    private static Judged slider(String value, int attempt, boolean passed) {
        var key = new ValueKey(BigDecimal.valueOf(5), BigDecimal.ZERO, BigDecimal.valueOf(4), "Five it is.", List.of());
        return judged(
                "Warmth",
                shownSlider(),
                key,
                "{\"skill_id\":\"heat\",\"selected_value\":" + value + "}",
                attempt,
                passed);
    }

    private static Judged judged(
            String unit, Component shown, AnswerKey key, String json, int attempt, boolean passed) {
        ComponentReply reply = Components.readReply(shown, JsonMapper.shared().readTree(json));
        return new Judged(
                unit, shown, Components.describe(shown, reply), key, key.grade(shown, reply), attempt, passed);
    }

    private static QuickQuiz shownQuiz() {
        return new QuickQuiz(
                "q",
                "Which gas?",
                List.of(new QuickQuiz.Option("o1", "Oxygen"), new QuickQuiz.Option("o2", "Nitrogen")),
                QuickQuiz.QuizType.SINGLE_SELECT_MCQ);
    }

    private static SkillSlider shownSlider() {
        return new SkillSlider("heat", "Body heat", "How warm?", BigDecimal.ZERO, BigDecimal.TEN, null, BigDecimal.ONE);
    }

    private static Unit unit(int id, String title, UnitContent content) {
        return new Unit(new UnitId(new UUID(3, id)), title, content, 5, null, List.of());
    }
}
