package dev.chiron.tutor.chat;

import dev.chiron.tutor.agent.Guidance;
import dev.chiron.tutor.platform.InteractionId;
import dev.chiron.tutor.platform.UnitId;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a turn has to say that a path has decided: the judgement in the server's own words, then what the tutor makes of
 * it, then the unit, then its component. Its reader may see all of it.
 *
 * @param judgement Markdown; empty when nothing was judged
 * @param guidance null when the tutor has nothing to add
 * @param content Markdown; empty when there is none
 * @param component null when nothing is to be shown
 */
public record TurnTask(
        String judgement,
        @Nullable Guidance guidance,
        String content,
        @Nullable ShownComponent component) {

    /**
     * A component for the learner to answer.
     *
     * @param name as in the contract, without {@code its:render_}
     * @param unitId the unit that waits for the answer
     */
    public record ShownComponent(InteractionId interactionId, String name, ObjectNode arguments, UnitId unitId) {}

    /** A turn that says just this. */
    public static TurnTask saying(String text) {
        return new TurnTask(text, null, "", null);
    }
}
