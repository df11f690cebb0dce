package dev.chiron.tutor.chat.dispatch;

import dev.chiron.tutor.chat.PathTurns;
import dev.chiron.tutor.chat.TurnTask;
import dev.chiron.tutor.chat.store.TurnStatus;
import dev.chiron.tutor.chat.store.TurnStore;
import dev.chiron.tutor.chat.stream.TurnStream;
import dev.chiron.tutor.platform.LearnerId;
import dev.chiron.tutor.platform.SessionId;
import dev.chiron.tutor.platform.TrackId;
import dev.chiron.tutor.platform.TurnId;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/** Stores what a path has to say and brings its turn to the session's workflow; the rows are the outbox here too. */
@Component
class PathTurnsDispatcher implements PathTurns {

    private final TurnStore turns;
    private final TurnDispatcher dispatcher;
    private final TurnStream stream;

    PathTurnsDispatcher(TurnStore turns, TurnDispatcher dispatcher, TurnStream stream) {
        this.turns = turns;
        this.dispatcher = dispatcher;
        this.stream = stream;
    }

    @Override
    public void begin(
            SessionId session,
            LearnerId learner,
            TrackId track,
            String runId,
            TurnTask task,
            @Nullable ObjectNode answerKey) {
        turns.addTurn(session, learner, track, runId, task, answerKey).ifPresent(turn -> {
            stream.wake(session);
            dispatcher.dispatch(turn);
        });
    }

    @Override
    public void decide(TurnId turn, TurnTask task, @Nullable ObjectNode answerKey) {
        turns.giveTask(turn, task, answerKey).ifPresent(dispatcher::dispatch);
    }

    @Override
    public boolean waits(TurnId turn) {
        return turns.find(turn)
                .filter(each -> each.status() == TurnStatus.ACCEPTED && each.waitsForPath())
                .isPresent();
    }
}
