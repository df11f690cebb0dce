package dev.chiron.tutor.identity;

/** Makes the current transaction a learner's. */
public interface LearnerSession {

    /** From here to the end of the transaction every statement runs as this learner. */
    void become(Learner learner);
}
