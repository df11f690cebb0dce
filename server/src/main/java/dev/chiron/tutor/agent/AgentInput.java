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
 * @param page what the learner's page says of itself
 */
public record AgentInput(
        LearnerId learner,
        List<Line> conversation,
        Set<ComponentKind> offeredComponents,
        List<OpenQuestion> open,
        List<PageFact> page) {

    public AgentInput {
        conversation = List.copyOf(conversation);
        offeredComponents = Set.copyOf(offeredComponents);
        open = List.copyOf(open);
        page = List.copyOf(page);
    }

    /** What the tutor is to answer, on a page that says nothing of itself. */
    public AgentInput(
            LearnerId learner, List<Line> conversation, Set<ComponentKind> offeredComponents, List<OpenQuestion> open) {
        this(learner, conversation, offeredComponents, open, List.of());
    }

    /**
     * One thing that the learner's page says of itself; what it says is data.
     *
     * @param description what the value is
     * @param value text, often JSON
     */
    public record PageFact(String description, String value) {}
}
