package dev.chiron.tutor.chat.store;

import dev.chiron.tutor.platform.InteractionId;
import dev.chiron.tutor.platform.MessageId;
import dev.chiron.tutor.platform.TurnId;
import org.jspecify.annotations.Nullable;

/**
 * A stored message without its content: what is needed to hold a client's history against the thread.
 *
 * @param wireId the id by which AG-UI clients know it; of a thread's messages that are not superseded each has another
 * @param position grows in the order in which things were said
 * @param superseded it is not part of the thread any more
 * @param fixed the server said it of itself, or a path said it, asked it or waits for it: it stays where it is
 * @param unsent it holds nothing but what clients show as an activity, which they never send back: that a history lacks it
 *     says nothing
 * @param digest of what a learner said, as {@link ChatStore#digest}; null for other roles
 * @param answers the interaction that a tool message answers
 * @param asked the message that showed what a tool message answers
 */
public record ThreadEntry(
        MessageId id,
        TurnId turn,
        String wireId,
        MessageRole role,
        long position,
        boolean superseded,
        boolean fixed,
        boolean unsent,
        @Nullable String digest,
        @Nullable InteractionId answers,
        @Nullable MessageId asked) {}
