package dev.chiron.tutor.chat;

import dev.chiron.tutor.platform.InteractionId;
import dev.chiron.tutor.platform.LearnerId;
import dev.chiron.tutor.platform.TrackId;
import dev.chiron.tutor.platform.TurnId;

/** How an answer given in the chat reaches the path that waits for it. */
@FunctionalInterface
public interface PathAnswers {

    /**
     * Brings an answer to its path; a second time it is known there.
     *
     * @throws RuntimeException if Temporal does not take it; it is brought again later then
     */
    void deliver(LearnerId learner, TrackId track, InteractionId interaction, TurnId turn);
}
