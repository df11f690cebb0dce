package dev.chiron.tutor.chat.workflow;

import dev.chiron.tutor.platform.TurnId;

/**
 * A turn that wants its reply.
 *
 * @param position grows in the order in which turns were accepted
 */
public record QueuedTurn(TurnId turnId, long position) {}
