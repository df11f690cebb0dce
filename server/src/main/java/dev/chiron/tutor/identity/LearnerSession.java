package dev.chiron.tutor.identity;

/** Makes the current transaction a learner's. */
public interface LearnerSession {

    /**
     * From here to the end of the transaction every statement runs as this learner.
     *
     * @throws dev.chiron.tutor.platform.ApiException 401 {@code unauthenticated} if their account is gone, or about to go
     */
    void become(Learner learner);

    /** Whether there is such an account, and it is not about to go. */
    boolean isOpen(Learner learner);

    /** Lets the transaction, of which this is the first statement, see one moment to its end, and write nothing. */
    void holdStill();
}
