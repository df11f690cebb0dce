package dev.chiron.tutor.learning.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chiron.tutor.learning.activity.GivenAnswer;
import dev.chiron.tutor.learning.activity.Judgement;
import dev.chiron.tutor.learning.activity.PathPlan.Occasion;
import dev.chiron.tutor.learning.activity.PathProgress;
import dev.chiron.tutor.learning.activity.PathProgress.Status;
import dev.chiron.tutor.learning.activity.TrackUnit;
import dev.chiron.tutor.learning.activity.UnitFacts;
import dev.chiron.tutor.learning.activity.UnitResult;
import dev.chiron.tutor.platform.InteractionId;
import dev.chiron.tutor.platform.TurnId;
import dev.chiron.tutor.platform.UnitId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("The unit gate")
class PathRulesTest {

    private static final UnitId LESSON = unit(1);
    private static final UnitId QUIZ = unit(2);
    private static final UnitId LAST = unit(3);
    private static final UnitId HELP = unit(8);
    private static final GivenAnswer ANSWER =
            new GivenAnswer(new InteractionId(new UUID(3, 3)), new TurnId(new UUID(4, 4)));

    private final PathRules rules = rules(LESSON, QUIZ, LAST);

    private static UnitId unit(long number) {
        return new UnitId(new UUID(1, number));
    }

    private static PathRules rules(UnitId... units) {
        return new PathRules(
                List.of(units).stream()
                        .map(each -> new TrackUnit(each, List.of()))
                        .toList(),
                3);
    }

    private static UnitFacts question(UnitId unit, @Nullable UnitId remedial) {
        return new UnitFacts(unit, true, 60, remedial);
    }

    private static UnitFacts lesson(UnitId unit) {
        return new UnitFacts(unit, false, 60, null);
    }

    private static PathProgress fresh() {
        return new PathProgress(0, Status.NOT_STARTED, null, List.of(), List.of(), null);
    }

    private PathProgress atQuiz() {
        return rules.after(rules.begin(fresh()), lesson(LESSON), Judgement.DONE, ANSWER);
    }

    private static @Nullable UnitId shown(PathProgress progress) {
        return Objects.requireNonNull(progress.plan()).unitId();
    }

    private static Occasion occasion(PathProgress progress) {
        return Objects.requireNonNull(progress.plan()).occasion();
    }

    // Goal: leaving changes nothing of what was reached, and coming back shows the unit where it was.
    @Test
    void leavingKeepsWhatWasReached() {
        var onQuiz = atQuiz();

        var left = PathRules.leave(onQuiz);
        var back = rules.resume(left);

        assertThat(left.left()).isTrue();
        assertThat(left.step()).isEqualTo(onQuiz.step() + 1);
        assertThat(left.completed()).isEqualTo(onQuiz.completed());
        assertThat(left.currentUnitId()).isEqualTo(QUIZ);
        assertThat(back.step()).isEqualTo(left.step() + 1);
        assertThat(back.left()).isFalse();
        assertThat(back.completed()).isEqualTo(onQuiz.completed());
        var plan = Objects.requireNonNull(back.plan());
        assertThat(plan.unitId()).isEqualTo(QUIZ);
        assertThat(plan.occasion()).isEqualTo(Occasion.RESUMED);
        assertThat(plan.interactionId()).as("the question of before is closed").isNull();
    }

    // Goal: who comes back to a unit that was taken out of the track goes on with what there is.
    @Test
    void comingBackToWhatIsGone() {
        var left = PathRules.leave(atQuiz());

        assertThat(rules(LESSON, LAST).resume(left).currentUnitId()).isEqualTo(LAST);
        assertThat(rules(LESSON).resume(left).status()).isEqualTo(Status.COMPLETED);
    }

    @Test
    void pathBeginsAtTheFirstUnit() {
        var begun = rules.begin(fresh());

        assertThat(begun.status()).isEqualTo(Status.IN_PROGRESS);
        assertThat(begun.step()).isEqualTo(1);
        assertThat(begun.currentUnitId()).isEqualTo(LESSON);
        assertThat(shown(begun)).isEqualTo(LESSON);
        assertThat(occasion(begun)).isEqualTo(Occasion.START);
    }

    @Test
    void unitThatAsksNothingIsDoneByGoingOn() {
        var next = atQuiz();

        assertThat(next.completed()).containsExactly(LESSON);
        assertThat(next.results()).isEmpty();
        assertThat(shown(next)).isEqualTo(QUIZ);
        assertThat(occasion(next)).isEqualTo(Occasion.NEXT);
    }

    // Goal: the boundary passes, one point below does not.
    @ParameterizedTest
    @CsvSource({"59,false", "60,true", "100,true", "0,false"})
    void scorePassesFromThePassMarkOn(int score, boolean passes) {
        var next = rules.after(atQuiz(), question(QUIZ, null), new Judgement(score, 1), ANSWER);

        assertThat(next.completed().contains(QUIZ)).isEqualTo(passes);
        assertThat(shown(next)).isEqualTo(passes ? LAST : QUIZ);
        assertThat(next.result(QUIZ)).isEqualTo(new UnitResult(QUIZ, score, 1, false));
    }

    @Test
    void selfRatingPassesWhateverItSays() {
        var next = rules.after(atQuiz(), question(QUIZ, null), new Judgement(null, 1), ANSWER);

        assertThat(next.completed()).contains(QUIZ);
        assertThat(next.result(QUIZ)).isEqualTo(new UnitResult(QUIZ, null, 1, false));
    }

    @Test
    void whoFailsIsShownTheHelpOnceAndThenTheQuestionAgain() {
        var failed = rules.after(atQuiz(), question(QUIZ, HELP), new Judgement(0, 1), ANSWER);
        var back = rules.after(failed, lesson(HELP), Judgement.DONE, ANSWER);
        var again = rules.after(back, question(QUIZ, HELP), new Judgement(40, 2), ANSWER);

        assertThat(shown(failed)).isEqualTo(HELP);
        assertThat(occasion(failed)).isEqualTo(Occasion.REMEDIAL);
        assertThat(failed.currentUnitId()).isEqualTo(QUIZ);
        assertThat(shown(back)).isEqualTo(QUIZ);
        assertThat(occasion(back)).isEqualTo(Occasion.BACK);
        assertThat(shown(again)).isEqualTo(QUIZ);
        assertThat(occasion(again)).isEqualTo(Occasion.AGAIN);
        assertThat(again.completed()).containsExactly(LESSON);
    }

    // Goal: what somebody answers at a remedial unit moves nothing on the track, right or wrong.
    @ParameterizedTest
    @CsvSource({"0", "100"})
    void answerAtTheHelpCountsForNoUnitOfTheTrack(int score) {
        var failed = rules.after(atQuiz(), question(QUIZ, HELP), new Judgement(0, 1), ANSWER);
        var back = rules.after(failed, question(HELP, null), new Judgement(score, 1), ANSWER);

        assertThat(back.completed()).containsExactly(LESSON);
        assertThat(back.result(HELP)).isNull();
        assertThat(shown(back)).isEqualTo(QUIZ);
    }

    @Test
    void afterTheThirdAttemptThePathGoesOnAndTheUnitIsMarked() {
        var once = rules.after(atQuiz(), question(QUIZ, null), new Judgement(20, 1), ANSWER);
        var twice = rules.after(once, question(QUIZ, null), new Judgement(59, 2), ANSWER);
        var thrice = rules.after(twice, question(QUIZ, null), new Judgement(10, 3), ANSWER);

        assertThat(twice.completed()).doesNotContain(QUIZ);
        assertThat(thrice.completed()).containsExactly(LESSON, QUIZ);
        assertThat(thrice.result(QUIZ)).as("the best score stays").isEqualTo(new UnitResult(QUIZ, 59, 3, true));
        assertThat(shown(thrice)).isEqualTo(LAST);
    }

    @Test
    void unitThatIsItsOwnHelpDoesNotLoop() {
        var failed = rules.after(atQuiz(), question(QUIZ, QUIZ), new Judgement(0, 1), ANSWER);

        assertThat(occasion(failed)).isEqualTo(Occasion.AGAIN);
        assertThat(shown(failed)).isEqualTo(QUIZ);
    }

    @Test
    void unitThatIsGoneIsPassedOver() {
        var next = rules.after(atQuiz(), null, Judgement.DONE, ANSWER);

        assertThat(next.completed()).contains(QUIZ);
        assertThat(shown(next)).isEqualTo(LAST);
    }

    @Test
    void unitWaitsForItsPrerequisitesAndComesBack() {
        var ordered = new PathRules(
                List.of(
                        new TrackUnit(QUIZ, List.of(LESSON)),
                        new TrackUnit(LESSON, List.of(unit(77))),
                        new TrackUnit(LAST, List.of())),
                3);

        var first = ordered.begin(fresh());
        var second = ordered.after(first, lesson(LESSON), Judgement.DONE, ANSWER);

        assertThat(shown(first))
                .as("a prerequisite outside of the track does not count")
                .isEqualTo(LESSON);
        assertThat(shown(second)).isEqualTo(QUIZ);
    }

    @Test
    void prerequisitesInACircleHoldNobodyUp() {
        var circle =
                new PathRules(List.of(new TrackUnit(QUIZ, List.of(LESSON)), new TrackUnit(LESSON, List.of(QUIZ))), 3);

        assertThat(shown(circle.begin(fresh()))).isEqualTo(QUIZ);
    }

    @Test
    void reminderChangesNothingButItsCount() {
        var before = atQuiz();
        var reminded = PathRules.remind(before);

        assertThat(reminded.step()).isEqualTo(before.step() + 1);
        assertThat(reminded.completed()).isEqualTo(before.completed());
        assertThat(shown(reminded)).isEqualTo(QUIZ);
        assertThat(Objects.requireNonNull(reminded.plan()).reminders()).isEqualTo(1);
        assertThat(rules.after(reminded, question(QUIZ, null), new Judgement(100, 1), ANSWER)
                        .completed())
                .containsExactly(LESSON, QUIZ);
    }

    // Goal: whatever is answered, progress only grows, stays within the track and comes to an end. Method: 1,000 random
    // learners on random tracks, some with help in circles.
    @Test
    void everyLearnerComesToTheEnd() {
        for (var seed = 0; seed < 1_000; seed++) {
            var random = new Random(seed);
            var units = new java.util.ArrayList<UnitId>();
            for (var number = 0; number < 1 + random.nextInt(8); number++) {
                units.add(unit(number));
            }
            var track = new PathRules(
                    units.stream()
                            .map(each -> new TrackUnit(each, List.of(unit(random.nextInt(10)))))
                            .toList(),
                    3);
            walk(track, units, random, "seed " + seed);
        }
    }

    private static void walk(PathRules track, List<UnitId> units, Random random, String seed) {
        Map<UnitId, Integer> attempts = new HashMap<>();
        var here = track.begin(fresh());
        for (var answers = 0; !here.finished(); answers++) {
            assertThat(answers).as(seed).isLessThan(units.size() * 6 + 1);
            assertThat(units).as(seed).contains(Objects.requireNonNull(here.currentUnitId()));
            var at = Objects.requireNonNull(shown(here));
            var attempt = attempts.merge(at, 1, Integer::sum);
            var next = track.after(
                    here, question(at, unit(random.nextInt(10))), new Judgement(random.nextInt(101), attempt), ANSWER);
            assertThat(next.completed()).as(seed).containsAll(here.completed()).doesNotHaveDuplicates();
            assertThat(next.step()).as(seed).isEqualTo(here.step() + 1);
            here = next;
        }
        assertThat(here.completed()).as(seed).containsExactlyInAnyOrderElementsOf(units);
        assertThat(here.currentUnitId()).as(seed).isNull();
    }
}
