package dev.chiron.tutor.agent;

import dev.chiron.tutor.component.AnswerKey;
import dev.chiron.tutor.component.Component;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A component whose answer is still the learner's to find: it waits for them while they talk, is about to be shown, or
 * will be asked again.
 *
 * @param key null where there is no right answer: then there is nothing to keep back
 * @param hints those that may be given now, the next one first
 */
public record OpenQuestion(Component shown, @Nullable AnswerKey key, List<String> hints) {

    public OpenQuestion {
        hints = List.copyOf(hints);
    }
}
