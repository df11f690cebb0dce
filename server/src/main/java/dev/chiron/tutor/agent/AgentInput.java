package dev.chiron.tutor.agent;

import dev.chiron.tutor.component.ComponentKind;
import dev.chiron.tutor.llm.ModelRequest.Line;
import dev.chiron.tutor.platform.LearnerId;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the tutor is to answer.
 *
 * @param conversation oldest first; the last line is what the learner has just said
 * @param offeredComponents what the learner's client can show
 * @param open what waits for the learner's answer; null when nothing does. While something does, nothing else is asked
 */
public record AgentInput(
        LearnerId learner,
        List<Line> conversation,
        Set<ComponentKind> offeredComponents,
        @Nullable OpenQuestion open) {

    public AgentInput {
        conversation = List.copyOf(conversation);
        offeredComponents = Set.copyOf(offeredComponents);
    }
}
