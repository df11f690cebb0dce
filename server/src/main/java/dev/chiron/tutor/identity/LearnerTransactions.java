package dev.chiron.tutor.identity;

import java.util.function.Supplier;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The only way to a learner's rows for a request: one transaction that runs as {@code authenticated} with the
 * learner's claims, so that the database itself keeps others' rows away. Both are local to the transaction and
 * gone with it.
 */
@Component
public class LearnerTransactions {

    private final TransactionTemplate transactions;
    private final LearnerSession session;

    LearnerTransactions(@Qualifier("requestTransactions") TransactionTemplate transactions, LearnerSession session) {
        this.transactions = transactions;
        this.session = session;
    }

    /**
     * Does the work in one transaction as the learner; commits when it returns, rolls back when it throws.
     *
     * @throws org.springframework.transaction.TransactionException if the database cannot be reached
     */
    public <T> T as(Learner learner, Supplier<T> work) {
        T result = transactions.execute(status -> {
            session.become(learner);
            return work.get();
        });
        return result;
    }
}
