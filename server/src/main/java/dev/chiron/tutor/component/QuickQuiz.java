package dev.chiron.tutor.component;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A question with options of which one is right; which one is known to its {@link AnswerKey} alone.
 *
 * @param quizId 1–200 characters
 * @param questionText 1–4,000 characters, Markdown
 * @param options 2–8, two of them for true or false; ids and texts differ, texts also without regard to case and spaces
 * @param quizType absent is {@link QuizType#SINGLE_SELECT_MCQ}
 */
public record QuickQuiz(
        String quizId,
        String questionText,
        List<Option> options,
        @Nullable QuizType quizType) implements Component {

    /** An option: id 1–200, text 1–4,000 characters. */
    public record Option(String id, String text) {}

    /** How the question looks. */
    public enum QuizType {
        SINGLE_SELECT_MCQ("single-select-mcq"),
        TRUE_FALSE("true-false");

        private final String wireName;

        QuizType(String wireName) {
            this.wireName = wireName;
        }

        /** As in JSON. */
        @JsonValue
        public String wireName() {
            return wireName;
        }
    }

    /** @throws InvalidComponentException with all that is wrong */
    public QuickQuiz {
        var problems = new Problems();
        problems.id("quiz_id", quizId);
        problems.text("question_text", questionText, Limits.TEXT_LENGTH);
        options = problems.list("options", options, Limits.OPTIONS_MIN, Limits.OPTIONS_MAX);
        for (var i = 0; i < options.size(); i++) {
            var at = Problems.at("options", i);
            problems.id(at + ".id", options.get(i).id());
            problems.text(at + ".text", options.get(i).text(), Limits.TEXT_LENGTH);
        }
        problems.distinct("options", options, "id", Option::id);
        problems.distinct("options", options, "text", option -> Problems.normalForm(option.text()));
        if (quizType == QuizType.TRUE_FALSE && options.size() != 2) {
            problems.add("options", "must be two for true-false");
        }
        problems.throwForComponent();
    }

    @Override
    public ComponentKind kind() {
        return ComponentKind.QUICK_QUIZ;
    }
}
