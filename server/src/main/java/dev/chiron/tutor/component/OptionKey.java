package dev.chiron.tutor.component;

import dev.chiron.tutor.component.ComponentReply.CodeAssessmentReply;
import dev.chiron.tutor.component.ComponentReply.QuickQuizReply;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The key to a question with options: the right one scores 100, every other one 0.
 *
 * @param correctOptionId the right option's id, 1–200 characters
 * @param optionFeedback by option id, why that choice is right or wrong, each 1–4,000 characters; may be empty
 * @param explanation see {@link AnswerKey#explanation()}
 * @param hints see {@link AnswerKey#hints()}
 */
public record OptionKey(
        String correctOptionId,
        Map<String, String> optionFeedback,
        @Nullable String explanation,
        List<String> hints) implements AnswerKey {

    /** @throws InvalidComponentException with all that is wrong */
    public OptionKey {
        var problems = new Problems();
        problems.id("correct_option_id", correctOptionId);
        var feedback = new LinkedHashMap<String, String>(optionFeedback == null ? Map.of() : optionFeedback);
        feedback.forEach((id, text) -> problems.text("option_feedback." + id, text, Limits.TEXT_LENGTH));
        optionFeedback = Collections.unmodifiableMap(feedback);
        problems.optionalText("explanation", explanation, Limits.TEXT_LENGTH);
        hints = problems.hints(hints);
        problems.throwForComponent();
    }

    @Override
    public List<Problem> checkFits(Component shown) {
        var ids = options(shown).keySet();
        var problems = new ArrayList<Problem>();
        if (ids.isEmpty()) {
            problems.add(new Problem("correct_option_id", "belongs to a question with options"));
        } else if (!ids.contains(correctOptionId)) {
            problems.add(new Problem("correct_option_id", "must be the id of one of the options"));
        }
        for (var id : optionFeedback.keySet()) {
            if (!ids.contains(id)) {
                problems.add(new Problem("option_feedback." + id, "must be under the id of one of the options"));
            }
        }
        return List.copyOf(problems);
    }

    @Override
    public Grade grade(Component shown, ComponentReply reply) {
        var chosen = chosen(shown, reply);
        return new Grade(
                chosen.equals(correctOptionId) ? Grade.FULL_SCORE : 0, optionFeedback.get(chosen), explanation);
    }

    @Override
    public List<String> solutions(Component shown) {
        var right = options(shown).get(correctOptionId);
        return right == null ? List.of() : List.of(right);
    }

    private static String chosen(Component shown, ComponentReply reply) {
        var chosen = reply instanceof QuickQuizReply quiz && shown instanceof QuickQuiz
                ? quiz.selectedOptionId()
                : reply instanceof CodeAssessmentReply code && shown instanceof CodeAssessment
                        ? code.submittedAnswerId()
                        : null;
        if (chosen == null || !options(shown).containsKey(chosen)) {
            throw new IllegalArgumentException(
                    "no choice among the options of a " + shown.kind().wireName());
        }
        return Objects.requireNonNull(chosen);
    }

    /** Texts by id, in their order; empty where nothing is to be chosen. */
    private static Map<String, String> options(Component shown) {
        var options = new LinkedHashMap<String, String>();
        if (shown instanceof QuickQuiz quiz) {
            quiz.options().forEach(option -> options.put(option.id(), option.text()));
        } else if (shown instanceof CodeAssessment assessment && assessment.choices() != null) {
            assessment.choices().forEach(choice -> options.put(choice.id(), choice.text()));
        }
        return options;
    }
}
