package dev.chiron.tutor.chat;

import dev.chiron.tutor.platform.InteractionId;
import dev.chiron.tutor.platform.LearnerId;
import dev.chiron.tutor.platform.TrackId;
import dev.chiron.tutor.platform.TurnId;

/** How what a learner decides in the chat reaches the path that it is for. */
public interface PathAnswers {

    /**
     * Brings an answer to its path; a second time it is known there.
     *
     * @throws RuntimeException if Temporal does not take it; it is brought again later then
     */
    void deliver(LearnerId learner, TrackId track, InteractionId interaction, TurnId turn);

    /**
     * Tells a path that its learner has confirmed that they leave the track, in this turn; a second time it is known there.
     *
     * @throws RuntimeException if Temporal does not take it; it is told again later then
     */
    void leave(LearnerId learner, TrackId track, TurnId turn);
}
