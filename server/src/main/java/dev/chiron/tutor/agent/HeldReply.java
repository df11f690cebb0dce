package dev.chiron.tutor.agent;

import dev.chiron.tutor.agent.AnswerGuard.Verdict;
import dev.chiron.tutor.component.AnswerKey;
import dev.chiron.tutor.component.CodeAssessment;
import dev.chiron.tutor.component.Component;
import dev.chiron.tutor.component.OptionKey;
import dev.chiron.tutor.component.QuickQuiz;
import dev.chiron.tutor.component.ValueKey;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A model's reply while a question is open: held back until it is whole, and let out only if it tells no answer. */
final class HeldReply {

    private static final Logger log = LoggerFactory.getLogger(HeldReply.class);

    private final AnswerGuard guard;
    private final StringBuilder text = new StringBuilder();

    HeldReply(Component shown, AnswerKey key) {
        this.guard = AnswerGuard.of(question(shown, key));
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

    /** Whether what was said so far tells the answer. */
    boolean leaks() {
        return switch (guard.check(text.toString())) {
            case Verdict.Clean ignored -> false;
            case Verdict.Leak(String why) -> {
                log.warn("A reply that tells the answer of an open question is kept back: {}", why);
                yield true;
            }
        };
    }

    String text() {
        return text.toString();
    }
}
