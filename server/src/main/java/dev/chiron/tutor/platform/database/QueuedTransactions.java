package dev.chiron.tutor.platform.database;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionCallback;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Transactions that wait for their turn, first come, first served, while the pool is busy. Without it a crowd that comes
 * at once is told after {@code connect-timeout} that the database is away, which is short because a request is to learn
 * soon when it is; and who has waited longest need not be the next.
 */
final class QueuedTransactions extends TransactionTemplate {

    private static final long serialVersionUID = 1L;

    private final transient Semaphore room;
    private final Duration patience;

    /**
     * @param connections size of the pool
     * @param patience how long one waits for its turn
     */
    QueuedTransactions(PlatformTransactionManager manager, int connections, Duration patience) {
        super(manager);
        this.room = new Semaphore(connections, true);
        this.patience = patience;
    }

    /** @throws CannotCreateTransactionException if the turn does not come, or the database does not answer */
    @Override
    public <T> T execute(TransactionCallback<T> action) {
        if (joinsOneThatRuns()) {
            return super.execute(action);
        }
        take();
        try {
            return super.execute(action);
        } finally {
            room.release();
        }
    }

    private boolean joinsOneThatRuns() {
        return getPropagationBehavior() == TransactionDefinition.PROPAGATION_REQUIRED
                && TransactionSynchronizationManager.isActualTransactionActive();
    }

    private void take() {
        try {
            if (!room.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new CannotCreateTransactionException("all connections were in use for " + patience);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CannotCreateTransactionException("interrupted while waiting for a connection", e);
        }
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }
}
