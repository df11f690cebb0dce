package dev.chiron.tutor.chat.workflow;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.chiron.tutor.platform.TurnId;
import org.jspecify.annotations.Nullable;

/**
 * A turn that wants its reply.
 *
 * @param position grows in the order in which turns were accepted
 * @param guided a path has decided what it says; absent: the learner has said something
 */
public record QueuedTurn(
        TurnId turnId,
        long position,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Boolean guided) {

    /** A turn in which the learner has said something. */
    public static QueuedTurn of(TurnId turn, long position) {
        return new QueuedTurn(turn, position, null);
    }

    /** A turn in which a path has something to say. */
    public static QueuedTurn guided(TurnId turn, long position) {
        return new QueuedTurn(turn, position, true);
    }

    boolean isGuided() {
        return Boolean.TRUE.equals(guided);
    }
}
