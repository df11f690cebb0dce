package dev.chiron.tutor.audit;

import dev.chiron.tutor.platform.LearnerId;
import org.jspecify.annotations.Nullable;

/** Where it is written what was done to accounts. Nothing in it is ever read by a request. */
public interface AuditLog {

    /** The outcome of what was done as it was asked for. */
    String OK = "ok";

    /**
     * What was done.
     *
     * @param actor whose account did it; null when nobody knows
     * @param email whose account it is when there is no actor: of an account that exists, the actor; it is not kept
     * @param outcome {@link #OK}, or the error code that was answered
     * @param address of the client, as the web server sees it; only its network is kept
     */
    record Entry(
            AuditAction action,
            @Nullable LearnerId actor,
            @Nullable String email,
            String outcome,
            @Nullable String address) {

        public static Entry of(AuditAction action, @Nullable LearnerId actor) {
            return new Entry(action, actor, null, OK, null);
        }

        /** Says nothing of the email. */
        @Override
        public String toString() {
            return action + " by " + actor + ": " + outcome;
        }
    }

    /**
     * Writes an entry, in a transaction of its own.
     *
     * @throws org.springframework.dao.DataAccessException if the database does not take it
     */
    void write(Entry entry);

    /** The same for what happens whether or not it can be written down, such as a login that was refused. Never fails. */
    void tryWrite(Entry entry);
}
