package dev.chiron.tutor.agent;

import dev.chiron.tutor.component.CodeAssessment;
import dev.chiron.tutor.component.ComponentKind;
import dev.chiron.tutor.component.Components;
import dev.chiron.tutor.component.OptionKey;
import dev.chiron.tutor.component.QuickQuiz;
import dev.chiron.tutor.component.SkillSlider;
import dev.chiron.tutor.component.ValueKey;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** Questions that are open while a learner talks, with their keys. */
final class Questions {

    /** Hint that may be given now. */
    static final String HINT = "Think of what fills most of a crisp packet.";

    private static final QuickQuiz GAS = new QuickQuiz(
            "q1",
            "Which gas makes up most of Earth's atmosphere?",
            List.of(
                    new QuickQuiz.Option("o1", "Oxygen"),
                    new QuickQuiz.Option("o2", "Nitrogen"),
                    new QuickQuiz.Option("o3", "Argon"),
                    new QuickQuiz.Option("o4", "Carbon dioxide")),
            QuickQuiz.QuizType.SINGLE_SELECT_MCQ);

    private Questions() {}

    /** The answer is Nitrogen, option B. */
    static OpenQuestion gas(String... hints) {
        return new OpenQuestion(GAS, new OptionKey("o2", Map.of(), null, List.of()), List.of(hints));
    }

    /** A quiz that nobody has a key to. */
    static OpenQuestion ungraded() {
        return new OpenQuestion(GAS, null, List.of());
    }

    /** The answer is 37. */
    static OpenQuestion degrees() {
        return new OpenQuestion(
                new SkillSlider(
                        "body",
                        "Body heat",
                        "How warm is a healthy human body, in degrees Celsius?",
                        BigDecimal.ZERO,
                        BigDecimal.valueOf(100),
                        null,
                        BigDecimal.ONE),
                new ValueKey(BigDecimal.valueOf(37), BigDecimal.ONE, BigDecimal.TEN, null, List.of()),
                List.of(HINT));
    }

    /** The answer is 3, choice C. */
    static OpenQuestion code() {
        var shown = (CodeAssessment) Components.read(
                ComponentKind.CODE_ASSESSMENT, JsonMapper.shared().readTree("""
                        {"assessment_id":"c1","assessment_type":"mcq","problem_statement":"What does the loop print last?",
                         "code_snippet":"for i in range(4): print(i)",
                         "choices":[{"id":"x1","text":"one"},{"id":"x2","text":"two"},{"id":"x3","text":"three"}]}"""));
        return new OpenQuestion(shown, new OptionKey("x3", Map.of(), null, List.of()), List.of(HINT));
    }
}
