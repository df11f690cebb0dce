package dev.chiron.tutor.agent;

import dev.chiron.tutor.llm.ModelRequest.Line;
import dev.chiron.tutor.platform.LearnerId;
import java.util.List;
import java.util.Set;

/**
 * What the tutor is to answer.
 *
 * @param conversation oldest first; the last line is what the learner has just said
 * @param offeredComponents names of the components that the learner's client can show
 */
public record AgentInput(LearnerId learner, List<Line> conversation, Set<String> offeredComponents) {

    public AgentInput {
        conversation = List.copyOf(conversation);
        offeredComponents = Set.copyOf(offeredComponents);
    }
}
