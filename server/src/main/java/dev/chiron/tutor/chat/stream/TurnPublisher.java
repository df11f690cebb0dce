package dev.chiron.tutor.chat.stream;

import dev.chiron.tutor.platform.LearnerId;
import dev.chiron.tutor.platform.TurnId;
import java.util.concurrent.CompletableFuture;

/**
 * Writes the events of one attempt at a turn. Local readers have each event at once; it is stored with the next
 * group commit. Not safe for use by several threads.
 */
public final class TurnPublisher implements AutoCloseable {

    private final TurnStream stream;
    private final TurnId turn;
    private final LearnerId learner;
    private final int epoch;
    private int number;
    private CompletableFuture<Void> lastStored = CompletableFuture.completedFuture(null);

    TurnPublisher(TurnStream stream, TurnId turn, LearnerId learner, int epoch) {
        this.stream = stream;
        this.turn = turn;
        this.learner = learner;
        this.epoch = epoch;
    }

    /**
     * Publishes one event; waits while the store is far behind.
     *
     * @throws IllegalStateException if the store stays behind for longer than the settings allow
     */
    public void publish(TurnEvent event) {
        number++;
        lastStored = stream.publish(turn, learner, new StreamedEvent(new EventPosition(epoch, number), event));
    }

    /**
     * Waits until all that was published is stored.
     *
     * @throws IllegalStateException if it is not within the settings' time
     */
    public void awaitStored() {
        stream.await(lastStored);
    }

    @Override
    public void close() {
        stream.leave(turn);
    }
}
