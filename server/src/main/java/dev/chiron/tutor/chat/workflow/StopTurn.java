package dev.chiron.tutor.chat.workflow;

import dev.chiron.tutor.platform.TurnId;

/** The turn to stop. */
public record StopTurn(TurnId turnId) {}
