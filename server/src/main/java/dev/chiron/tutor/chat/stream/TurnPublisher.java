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
    private CompletableFuture<Void> allStored = CompletableFuture.completedFuture(null);

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
        var stored = stream.publish(turn, learner, new StreamedEvent(new EventPosition(epoch, number), event));
        // Fails when any event is lost: a reply with a hole must not pass for a stored one.
        allStored = CompletableFuture.allOf(allStored, stored);
    }

    /**
     * Waits until all that was published is stored.
     *
     * @throws IllegalStateException if it is not within the settings' time, or if any of it was given up
     */
    public void awaitStored() {
        stream.await(allStored);
    }

    @Override
    public void close() {
        stream.leave(turn);
    }
}
