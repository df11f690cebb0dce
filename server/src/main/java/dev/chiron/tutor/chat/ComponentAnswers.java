package dev.chiron.tutor.chat;

import dev.chiron.tutor.identity.Learner;
import dev.chiron.tutor.platform.InteractionId;
import dev.chiron.tutor.platform.TurnId;
import tools.jackson.databind.JsonNode;

/** How a learner's answer to a shown component is stored. */
public interface ComponentAnswers {

    /**
     * Stores an answer and the turn that brings it, in one transaction: from its commit on it will be judged and
     * answered.
     *
     * @param userInput the component's reply object
     * @throws dev.chiron.tutor.platform.ApiException 404 for an interaction that is not the learner's, 409
     *     {@code already_answered} or {@code superseded}, 400 when the reply does not fit what was shown
     */
    TurnId give(Learner learner, InteractionId interaction, JsonNode userInput);
}
