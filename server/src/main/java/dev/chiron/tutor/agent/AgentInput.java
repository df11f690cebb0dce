package dev.chiron.tutor.agent;

import dev.chiron.tutor.component.ComponentKind;
import dev.chiron.tutor.llm.ModelRequest.Line;
import dev.chiron.tutor.llm.Tool;
import dev.chiron.tutor.platform.LearnerId;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the tutor is to answer.
 *
 * @param conversation oldest first; the last line is what the learner has just said, or what came of a tool that their
 *     client was asked to run
 * @param offeredComponents what the learner's client can show
 * @param clientTools what else the learner's client can do, none of them a component's; each name once
 * @param open what the learner has still to answer: what waits for them now, and what will be asked again. While
 *     there is any, nothing else is asked
 * @param page what the learner's page says of itself
 * @param track title of the track that goes on in this conversation; null when none does
 */
public record AgentInput(
        LearnerId learner,
        List<Line> conversation,
        Set<ComponentKind> offeredComponents,
        List<Tool> clientTools,
        List<OpenQuestion> open,
        List<PageFact> page,
        @Nullable String track) {

    public AgentInput {
        conversation = List.copyOf(conversation);
        offeredComponents = Set.copyOf(offeredComponents);
        clientTools = List.copyOf(clientTools);
        open = List.copyOf(open);
        page = List.copyOf(page);
    }

    /** As of a client that can show components and do nothing else, on a page that says nothing of itself, where no track goes on. */
    public AgentInput(
            LearnerId learner, List<Line> conversation, Set<ComponentKind> offeredComponents, List<OpenQuestion> open) {
        this(learner, conversation, offeredComponents, List.of(), open, List.of(), null);
    }

    /**
     * One thing that the learner's page says of itself; what it says is data.
     *
     * @param description what the value is
     * @param value text, often JSON
     */
    public record PageFact(String description, String value) {}
}
