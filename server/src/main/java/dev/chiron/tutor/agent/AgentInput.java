package dev.chiron.tutor.agent;

import dev.chiron.tutor.component.ComponentKind;
import dev.chiron.tutor.llm.ModelRequest.Line;
import dev.chiron.tutor.platform.LearnerId;
import java.util.List;
import java.util.Set;

/**
 * What the tutor is to answer.
 *
 * @param conversation oldest first; the last line is what the learner has just said
 * @param offeredComponents what the learner's client can show
 * @param open what the learner has still to answer: what waits for them now, and what will be asked again. While
 *     there is any, nothing else is asked
 */
public record AgentInput(
        LearnerId learner, List<Line> conversation, Set<ComponentKind> offeredComponents, List<OpenQuestion> open) {

    public AgentInput {
        conversation = List.copyOf(conversation);
        offeredComponents = Set.copyOf(offeredComponents);
        open = List.copyOf(open);
    }
}
