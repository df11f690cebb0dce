package dev.chiron.tutor.chat.store;

import dev.chiron.tutor.platform.InteractionId;
import dev.chiron.tutor.platform.LearnerId;
import dev.chiron.tutor.platform.MessageId;
import dev.chiron.tutor.platform.SessionId;
import dev.chiron.tutor.platform.TurnId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A message's row.
 *
 * @param clientId the id that an AG-UI client gave it, when that is not the row's own
 * @param answers the interaction that a tool message answers
 * @param position grows in the order in which things were said
 */
public record ChatMessage(
        MessageId id,
        SessionId session,
        TurnId turn,
        LearnerId learner,
        MessageRole role,
        String content,
        @Nullable String clientId,
        @Nullable InteractionId answers,
        long position,
        Instant createdAt) {

    /** The id by which AG-UI clients know the message. */
    public String wireId() {
        return clientId == null ? id.toString() : clientId;
    }
}
