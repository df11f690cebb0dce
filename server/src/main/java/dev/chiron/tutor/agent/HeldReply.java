package dev.chiron.tutor.agent;

import dev.chiron.tutor.agent.AnswerGuard.Verdict;
import dev.chiron.tutor.component.AnswerKey;
import dev.chiron.tutor.component.CodeAssessment;
import dev.chiron.tutor.component.Component;
import dev.chiron.tutor.component.OptionKey;
import dev.chiron.tutor.component.QuickQuiz;
import dev.chiron.tutor.component.ValueKey;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A model's reply while questions are open: held back until it is whole, and let out only if it tells no answer. */
final class HeldReply {

    private static final Logger log = LoggerFactory.getLogger(HeldReply.class);

    private record Guarded(OpenQuestion question, AnswerGuard guard) {}

    private final List<Guarded> guarded = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();

    /** @param open those without a key have nothing to keep back */
    HeldReply(List<OpenQuestion> open) {
        for (var question : open) {
            var key = question.key();
            if (key != null) {
                guarded.add(new Guarded(question, AnswerGuard.of(question(question.shown(), key))));
            }
        }
    }

    private static AnswerGuard.Question question(Component shown, AnswerKey key) {
        var solutions = key.solutions(shown);
        return switch (key) {
            case OptionKey option
            when shown instanceof QuickQuiz quiz ->
                new AnswerGuard.Question(
                        quiz.questionText(),
                        quiz.options().stream()
                                .map(each -> new AnswerGuard.Option(each.id(), each.text()))
                                .toList(),
                        option.correctOptionId(),
                        solutions);
            case OptionKey option
            when shown instanceof CodeAssessment code && code.choices() != null ->
                new AnswerGuard.Question(
                        code.problemStatement(),
                        code.choices().stream()
                                .map(each -> new AnswerGuard.Option(each.id(), each.text()))
                                .toList(),
                        option.correctOptionId(),
                        solutions);
            case OptionKey ignored -> new AnswerGuard.Question("", List.of(), null, solutions);
            case ValueKey ignored -> new AnswerGuard.Question("", List.of(), null, solutions);
        };
    }

    void add(String delta) {
        text.append(delta);
    }

    /** Whether there is anything to keep back. */
    boolean guards() {
        return !guarded.isEmpty();
    }

    /** The question whose answer what was said so far tells; null when it tells none. */
    @Nullable
    OpenQuestion leaked() {
        for (var each : guarded) {
            if (each.guard().check(text.toString()) instanceof Verdict.Leak(String why)) {
                log.warn("A reply that tells the answer of an open question is kept back: {}", why);
                return each.question();
            }
        }
        return null;
    }

    String text() {
        return text.toString();
    }
}
