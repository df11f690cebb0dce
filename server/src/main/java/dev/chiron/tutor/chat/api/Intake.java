package dev.chiron.tutor.chat.api;

import dev.chiron.tutor.chat.store.ChatMessage;
import dev.chiron.tutor.chat.store.ChatSession;
import dev.chiron.tutor.chat.store.ChatTurn;

/** What came of a message that a learner sent. */
sealed interface Intake {

    /** A message posted to the REST API: stored now, or found as it was stored by an earlier try. */
    record Posted(ChatMessage message, ChatTurn turn, boolean repeated) implements Intake {}

    /**
     * An AG-UI run with something new: a turn has been stored for it.
     *
     * @param behind the thread has what the client does not show, or no longer has what it shows
     */
    record NewTurn(ChatSession session, ChatTurn turn, boolean behind) implements Intake {}

    /** An AG-UI run that was started before. */
    record KnownTurn(ChatSession session, ChatTurn turn) implements Intake {}

    /** An AG-UI run that says nothing new. */
    record NothingNew(ChatSession session) implements Intake {}

    /** An AG-UI run that says nothing, in a thread that does not exist. */
    record NothingAtAll() implements Intake {}
}
