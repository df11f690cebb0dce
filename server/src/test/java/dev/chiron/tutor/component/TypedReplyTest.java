package dev.chiron.tutor.component;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("What a learner types for an answer")
class TypedReplyTest {

    private static final QuickQuiz QUIZ = new QuickQuiz(
            "q",
            "Which?",
            List.of(
                    new QuickQuiz.Option("o1", "The small one"),
                    new QuickQuiz.Option("o2", "C"),
                    new QuickQuiz.Option("o3", "None of them")),
            null);
    private static final SkillSlider SLIDER =
            new SkillSlider("s", "Guess", "How many?", BigDecimal.ZERO, BigDecimal.TEN, null, new BigDecimal("0.5"));
    private static final TopicButtons BUTTONS =
            new TopicButtons(List.of(new TopicButtons.Button("continue", "Continue", "u")), null);

    // Goal: a letter, an option's own words, and nothing that is only talk. "C" is an option of its own here.
    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "a, o1",
                "A), o1",
                "(b), o2",
                "c, o2",
                "the  SMALL one, o1",
                "None of them, o3",
                "d, -",
                "ab, -",
                "is it the small one?, -",
                "I think a, -",
                "'', -",
            })
    void ofQuizIsLetterOrWords(String text, @Nullable String option) {
        var reply =
                Components.readTyped(QUIZ, text).map(each -> ((ComponentReply.QuickQuizReply) each).selectedOptionId());

        assertThat(reply.orElse(null)).isEqualTo(option);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {"4, 4", "' 4.5 ', 4.5", "'4,5', 4.5", "11, -", "-1, -", "4.3, -", "four, -", "4 or 5, -"})
    void ofSliderIsNumberThatFits(String text, @Nullable BigDecimal value) {
        var reply = Components.readTyped(SLIDER, text)
                .map(each -> ((ComponentReply.SkillSliderReply) each).selectedValue());

        assertThat(reply.orElse(null)).isEqualTo(value);
    }

    @ParameterizedTest
    @CsvSource({"continue, true", "Continue, true", "a, true", "go on please, false"})
    void ofButtonIsItsLabel(String text, boolean answers) {
        assertThat(Components.readTyped(BUTTONS, text).isPresent()).isEqualTo(answers);
    }
}
