package dev.chiron.tutor.audit;

/**
 * What this program itself writes into the audit log. Changes to tracks, units and snippets, and the deletion of an account,
 * are written by the database, in the transaction that makes them.
 */
public enum AuditAction {
    SIGN_UP("account.sign_up"),
    LOGIN("account.login"),
    REFRESH("account.refresh"),
    /** A refresh token came a second time: somebody has a copy of it. The whole login was ended. */
    REFRESH_REUSED("account.refresh_reused"),
    LOGOUT("account.logout"),
    /** A learner took all of theirs with them. */
    EXPORT("account.export"),
    /** Somebody with a learner's token wanted to delete the account and did not show that it is theirs. */
    DELETION_REFUSED("account.deletion_refused");

    private final String stored;

    AuditAction(String stored) {
        this.stored = stored;
    }

    /** As it stands in the log. */
    public String stored() {
        return stored;
    }
}
