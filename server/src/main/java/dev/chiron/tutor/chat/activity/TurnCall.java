package dev.chiron.tutor.chat.activity;

import dev.chiron.tutor.platform.LearnerId;
import dev.chiron.tutor.platform.SessionId;
import dev.chiron.tutor.platform.TurnId;

/** The turn that an activity works on. What was said stands in the database, never in a payload. */
public record TurnCall(SessionId sessionId, LearnerId learnerId, TurnId turnId) {}
