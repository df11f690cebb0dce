package dev.chiron.tutor.learning.activity;

import dev.chiron.tutor.platform.InteractionId;
import dev.chiron.tutor.platform.TurnId;

/**
 * A learner's answer to a component of the path, as a signal carries it. What was answered stands in the database.
 *
 * @param turnId the turn that brought it, in which the path says what follows
 */
public record GivenAnswer(InteractionId interactionId, TurnId turnId) {}
