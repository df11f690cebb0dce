package dev.chiron.tutor.chat.store;

import dev.chiron.tutor.platform.InteractionId;
import dev.chiron.tutor.platform.MessageId;
import dev.chiron.tutor.platform.SessionId;
import dev.chiron.tutor.platform.TrackId;
import dev.chiron.tutor.platform.TurnId;
import dev.chiron.tutor.platform.UnitId;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A component that was shown in a session.
 *
 * @param turn the turn that showed it
 * @param message the reply it was shown with, empty when nothing was said
 * @param name as in the contract, without {@code its:render_}
 * @param reply the learner's answer; null while there is none
 * @param track the path that waits for the answer; null: the session itself does
 */
public record Interaction(
        InteractionId id,
        SessionId session,
        TurnId turn,
        MessageId message,
        String name,
        ObjectNode arguments,
        Status status,
        @Nullable JsonNode reply,
        @Nullable TrackId track,
        @Nullable UnitId unit) {

    /** What has become of it. */
    public enum Status {
        OPEN,
        ANSWERED,
        /** Something else was shown instead; nobody waits for its answer any more. */
        SUPERSEDED;

        /** As stored and sent. */
        public String lowerCase() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /** Whether the learner can answer it. */
    public boolean open() {
        return status == Status.OPEN;
    }
}
