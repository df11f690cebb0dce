package dev.chiron.tutor.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chiron.tutor.component.ComponentReply.QuickQuizReply;
import dev.chiron.tutor.component.ComponentReply.SkillSliderReply;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

@DisplayName("A stored key grades an answer, and no answer is graded in any other way")
class AnswerKeyTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static final QuickQuiz QUIZ = new QuickQuiz(
            "q",
            "What do plants make sugar with?",
            List.of(
                    new QuickQuiz.Option("a", "Photosynthesis"),
                    new QuickQuiz.Option("b", "Digestion"),
                    new QuickQuiz.Option("c", "Erosion")),
            null);

    private static final OptionKey QUIZ_KEY = new OptionKey(
            "a", Map.of("b", "That is what animals do."), "Light becomes sugar.", List.of("Think of light."));

    private static SkillSlider slider(String min, String max, String step) {
        return new SkillSlider(
                "s", "Estimate", "How much?", new BigDecimal(min), new BigDecimal(max), null, new BigDecimal(step));
    }

    private static ValueKey valueKey(String target, String tolerance, String zeroDistance) {
        return new ValueKey(
                new BigDecimal(target), new BigDecimal(tolerance), new BigDecimal(zeroDistance), "Because.", List.of());
    }

    private static int score(ValueKey key, String value) {
        var grade =
                key.grade(slider("-1000000", "1000000", "0.000001"), new SkillSliderReply("s", new BigDecimal(value)));
        return Objects.requireNonNull(grade.score());
    }

    // Goal: an option is right or wrong, and the learner is told why their very choice is.
    @Test
    void theRightOptionScoresHundredAndEveryOtherZero() {
        assertThat(QUIZ_KEY.grade(QUIZ, new QuickQuizReply("q", "a")))
                .isEqualTo(new Grade(100, null, "Light becomes sugar."));
        assertThat(QUIZ_KEY.grade(QUIZ, new QuickQuizReply("q", "b")))
                .isEqualTo(new Grade(0, "That is what animals do.", "Light becomes sugar."));
        assertThat(QUIZ_KEY.grade(QUIZ, new QuickQuizReply("q", "c")))
                .isEqualTo(new Grade(0, null, "Light becomes sugar."));
    }

    // Goal: the line of partial scores, with the pass mark of 60 on either side of it, to the last digit.
    @ParameterizedTest
    @CsvSource({
        "50, 0, 100, 50, 100",
        "50, 0, 100, 90, 60",
        "50, 0, 100, 10, 60",
        "50, 0, 100, 90.4, 60",
        "50, 0, 100, 90.5, 60",
        "50, 0, 100, 90.500001, 59",
        "50, 0, 100, 91, 59",
        "50, 0, 100, 149.5, 1",
        "50, 0, 100, 149.500001, 0",
        "50, 0, 100, 150, 0",
        "50, 0, 100, -1000, 0",
        "0.3, 0.1, 0.3, 0.2, 100",
        "0.3, 0.1, 0.3, 0.4, 100",
        "0.3, 0.1, 0.3, 0.5, 50",
        "0.3, 0.1, 0.3, 0.6, 0",
        "0.3, 0.1, 0.3, 0.0, 0",
        "0, 0, 1, 0.005, 100",
        "0, 0, 1, 0.005001, 99",
        "10, 2, 5, 13, 67",
        "10, 2, 5, 14, 33",
        "10, 2, 2.000001, 12, 100",
        "10, 2, 2.000001, 12.000001, 0"
    })
    void aValueScoresAlongTheLine(String target, String tolerance, String zero, String value, int expected) {
        assertThat(score(valueKey(target, tolerance, zero), value)).isEqualTo(expected);
    }

    // Goal: whatever the key, scores keep within 0 and 100, fall with the distance, and are the same on both sides.
    @Test
    void scoresFallWithTheDistanceAndAreTheSameOnBothSides() {
        var random = new Random(20_261_122);
        for (var i = 0; i < 500; i++) {
            var target = BigDecimal.valueOf(random.nextInt(-5_000, 5_000), 2);
            var tolerance = BigDecimal.valueOf(random.nextInt(0, 1_000), 2);
            var zero = tolerance.add(BigDecimal.valueOf(random.nextInt(1, 1_000), 2));
            var key = new ValueKey(target, tolerance, zero, null, List.of());
            var before = 100;
            for (var step = 0; step <= 50; step++) {
                var distance = zero.multiply(BigDecimal.valueOf(step * 3L))
                        .divide(BigDecimal.valueOf(100), 4, RoundingMode.HALF_UP);
                var above = score(key, target.add(distance).toPlainString());
                var below = score(key, target.subtract(distance).toPlainString());
                assertThat(above).isEqualTo(below).isBetween(0, before);
                assertThat(above).isEqualTo(exactly(distance, tolerance, zero));
                before = above;
            }
            assertThat(before).isZero();
        }
    }

    /** The rule once more, by another way: the share of the line that is left, to 30 digits, then rounded. */
    private static int exactly(BigDecimal distance, BigDecimal tolerance, BigDecimal zero) {
        var share = zero.subtract(distance).divide(zero.subtract(tolerance), new MathContext(30));
        var points = share.multiply(BigDecimal.valueOf(100))
                .add(new BigDecimal("0.5"))
                .setScale(0, RoundingMode.FLOOR);
        return Math.clamp(points.longValueExact(), 0, 100);
    }

    // Goal: a key never grades what it was not made for.
    @Test
    void aKeyRefusesWhatItDoesNotBelongTo() {
        var slider = slider("0", "10", "1");
        var value = valueKey("5", "1", "2");
        var set = new SkillSliderReply("s", BigDecimal.ONE);

        assertThatThrownBy(() -> QUIZ_KEY.grade(slider, set)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> QUIZ_KEY.grade(QUIZ, set)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> QUIZ_KEY.grade(QUIZ, new QuickQuizReply("q", "z")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> value.grade(QUIZ, new QuickQuizReply("q", "a")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> value.grade(QUIZ, set)).isInstanceOf(IllegalArgumentException.class);
    }

    // Goal: an author is told before a learner meets a question whose key cannot be right.
    @Test
    void aKeyThatDoesNotFitItsQuestionSaysSo() {
        assertThat(QUIZ_KEY.checkFits(QUIZ)).isEmpty();
        assertThat(new OptionKey("z", Map.of("y", "no"), null, List.of()).checkFits(QUIZ))
                .extracting(Problem::field)
                .containsExactly("correct_option_id", "option_feedback.y");
        assertThat(QUIZ_KEY.checkFits(slider("0", "10", "1")))
                .extracting(Problem::field)
                .contains("correct_option_id");

        assertThat(valueKey("0", "1", "2").checkFits(slider("0", "10", "1"))).isEmpty();
        assertThat(valueKey("10", "1", "2").checkFits(slider("0", "10", "1"))).isEmpty();
        assertThat(valueKey("10.1", "1", "2").checkFits(slider("0", "10", "1")))
                .extracting(Problem::field)
                .containsExactly("target_value");
        assertThat(valueKey("5", "1", "2").checkFits(QUIZ))
                .extracting(Problem::field)
                .containsExactly("target_value");
    }

    // Goal: what a guard looks for is what a learner would read as the answer.
    @Test
    void theSolutionIsTheRightOptionsTextOrThePlainNumber() {
        assertThat(QUIZ_KEY.solutions(QUIZ)).containsExactly("Photosynthesis");
        assertThat(QUIZ_KEY.solutions(slider("0", "1", "0.1"))).isEmpty();
        assertThat(valueKey("0.250", "0", "1").solutions(slider("0", "1", "0.01")))
                .containsExactly("0.25", "0,25");
        assertThat(valueKey("1E2", "0", "1").solutions(slider("0", "1000", "1")))
                .containsExactly("100");
    }

    // Goal: stored keys come back as they were, and look in the row as the table's description says.
    @Test
    void aKeyIsWrittenAndReadBack() {
        var json = QUIZ_KEY.write();
        assertThat(json.toString())
                .isEqualTo("{\"correct_option_id\":\"a\",\"option_feedback\":{\"b\":\"That is what animals do.\"},"
                        + "\"explanation\":\"Light becomes sugar.\",\"hints\":[\"Think of light.\"]}");
        assertThat(AnswerKey.read(json)).isEqualTo(QUIZ_KEY);

        var value = valueKey("0.50", "0", "1e1");
        assertThat(value.write().toString())
                .isEqualTo("{\"target_value\":0.5,\"tolerance\":0,\"zero_distance\":10,\"explanation\":\"Because.\"}");
        assertThat(AnswerKey.read(value.write())).isEqualTo(value);
        assertThat(AnswerKey.read(JSON.readTree(value.write().toString()))).isEqualTo(value);
        assertThat(new OptionKey("a", Map.of(), null, List.of()).write().toString())
                .isEqualTo("{\"correct_option_id\":\"a\"}");
    }

    // Goal: each wrong key is refused with the field that is wrong in it.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | $",
                "{\"correct_option_id\":\"a\",\"target_value\":1} | $",
                "{\"correct_option_id\":\" \"} | correct_option_id",
                "{\"correct_option_id\":7} | correct_option_id",
                "{\"correct_option_id\":\"a\",\"hints\":[\"\"]} | hints[0]",
                "{\"correct_option_id\":\"a\",\"hints\":\"one\"} | hints",
                "{\"correct_option_id\":\"a\",\"option_feedback\":{\"a\":\"\"}} | option_feedback.a",
                "{\"correct_option_id\":\"a\",\"option_feedback\":{\"a\":null}} | option_feedback.a",
                "{\"correct_option_id\":\"a\",\"option_feedback\":[]} | option_feedback",
                "{\"correct_option_id\":\"a\",\"explanation\":\"\"} | explanation",
                "{\"target_value\":1,\"zero_distance\":1} | tolerance",
                "{\"target_value\":1,\"tolerance\":1} | zero_distance",
                "{\"target_value\":1,\"tolerance\":1,\"zero_distance\":1} | zero_distance",
                "{\"target_value\":1,\"tolerance\":-0.1,\"zero_distance\":1} | tolerance",
                "{\"target_value\":\"1\",\"tolerance\":0,\"zero_distance\":1} | target_value",
                "{\"target_value\":1e999999999,\"tolerance\":0,\"zero_distance\":1} | target_value",
                "{\"target_value\":1e-10,\"tolerance\":0,\"zero_distance\":1} | target_value",
            })
    void aWrongKeyIsRefusedWithItsField(String json, String field) {
        assertThatThrownBy(() -> AnswerKey.read(JSON.readTree(json)))
                .isInstanceOfSatisfying(
                        InvalidComponentException.class,
                        e -> assertThat(e.problems()).extracting(Problem::field).containsExactly(field));
    }

    // Goal: a key is an object; anything else is a problem and no crash.
    @ParameterizedTest
    @ValueSource(strings = {"[]", "null", "\"a\"", "7"})
    void whatIsNoObjectIsRefused(String json) {
        assertThatThrownBy(() -> AnswerKey.read(JSON.readTree(json))).isInstanceOf(InvalidComponentException.class);
    }

    @Test
    void aScoreIsZeroToHundred() {
        assertThatThrownBy(() -> new Grade(101, null, null)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Grade(-1, null, null)).isInstanceOf(IllegalArgumentException.class);
        assertThat(Grade.ungraded().score()).isNull();
    }
}
