package dev.chiron.tutor.identity;

import dev.chiron.tutor.platform.ApiException;
import java.util.function.Supplier;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.dao.DataIntegrityViolationException;
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
     * @throws dev.chiron.tutor.platform.ApiException 401 {@code unauthenticated} if their account is gone, or about to go
     * @throws org.springframework.transaction.TransactionException if the database cannot be reached
     */
    public <T> T as(Learner learner, Supplier<T> work) {
        try {
            T result = transactions.execute(status -> {
                session.become(learner);
                return work.get();
            });
            return result;
        } catch (DataIntegrityViolationException e) {
            // The account may have gone while this went on: then nothing can hang on it, and that is what there is to
            // say.
            if (!session.isOpen(learner)) {
                throw ApiException.unauthenticated();
            }
            throw e;
        }
    }

    /**
     * The same for work that only reads, and is to see one moment however many statements it makes.
     *
     * @throws org.springframework.transaction.TransactionException if the database cannot be reached
     */
    public <T> T snapshotAs(Learner learner, Supplier<T> work) {
        T result = transactions.execute(status -> {
            session.holdStill();
            session.become(learner);
            return work.get();
        });
        return result;
    }
}
