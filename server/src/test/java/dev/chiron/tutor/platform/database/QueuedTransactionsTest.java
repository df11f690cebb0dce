package dev.chiron.tutor.platform.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.SimpleTransactionStatus;
import org.springframework.transaction.support.TransactionSynchronizationManager;

@DisplayName("Transactions that wait for their turn")
class QueuedTransactionsTest {

    /** Has a connection for everybody. */
    private static final class Connections implements PlatformTransactionManager {
        @Override
        public TransactionStatus getTransaction(@Nullable TransactionDefinition definition) {
            return new SimpleTransactionStatus();
        }

        @Override
        public void commit(TransactionStatus status) {}

        @Override
        public void rollback(TransactionStatus status) {}
    }

    private static QueuedTransactions transactions(int connections, Duration patience) {
        return new QueuedTransactions(new Connections(), connections, patience);
    }

    // Goal: who waits in vain is told so in the way in which a database that is away is told, so that it becomes a 503.
    @Test
    @DisplayName("give up after their patience, and a place that is given back is there again")
    void areBounded() {
        var transactions = transactions(1, Duration.ofMillis(10));
        transactions.executeWithoutResult(first -> assertThatThrownBy(() -> inAnotherThread(transactions))
                .hasRootCauseInstanceOf(CannotCreateTransactionException.class));
        assertThatThrownBy(() -> transactions.executeWithoutResult(second -> {
                    throw new IllegalStateException("rolled back");
                }))
                .isInstanceOf(IllegalStateException.class);

        assertThat(transactions.<String>execute(third -> "served")).isEqualTo("served");
    }

    @Test
    @DisplayName("are served when one before them is over")
    void areServedInTurn() throws Exception {
        var transactions = transactions(1, Duration.ofSeconds(20));
        var began = new CountDownLatch(1);
        var over = new CountDownLatch(1);
        var first = new FutureTask<>(() -> transactions.execute(status -> {
            began.countDown();
            try {
                return over.await(20, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }));
        Thread.ofVirtual().start(first);
        assertThat(began.await(20, TimeUnit.SECONDS)).isTrue();
        var second = new FutureTask<>(() -> transactions.execute(status -> first.isDone() || over.getCount() == 0));
        Thread.ofVirtual().start(second);

        over.countDown();

        assertThat(second.get(20, TimeUnit.SECONDS)).isTrue();
        assertThat(first.get(20, TimeUnit.SECONDS)).isTrue();
    }

    // Goal: work inside a transaction that has its connection does not wait for another one, which might never come.
    @Test
    @DisplayName("that join one that runs do not queue")
    void joiningIsFree() {
        var transactions = transactions(1, Duration.ofMillis(10));
        var served = transactions.<String>execute(outer -> {
            TransactionSynchronizationManager.setActualTransactionActive(true);
            try {
                return transactions.execute(inner -> "served");
            } finally {
                TransactionSynchronizationManager.setActualTransactionActive(false);
            }
        });
        assertThat(served).isEqualTo("served");
    }

    private static void inAnotherThread(QueuedTransactions transactions) throws Exception {
        var task = new FutureTask<>(() -> transactions.<String>execute(status -> "served"));
        Thread.ofVirtual().start(task);
        assertThat(task.get(20, TimeUnit.SECONDS)).isNotNull();
    }
}
