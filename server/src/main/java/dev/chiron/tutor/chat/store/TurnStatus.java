package dev.chiron.tutor.chat.store;

import java.util.Locale;

/** How far a turn is. Moves only forward: accepted, running, then one of the three ends. */
public enum TurnStatus {
    ACCEPTED,
    RUNNING,
    COMPLETED,
    STOPPED,
    FAILED;

    static TurnStatus of(String stored) {
        return valueOf(stored.toUpperCase(Locale.ROOT));
    }

    /** Whether it has one of the three ends. */
    public boolean over() {
        return switch (this) {
            case ACCEPTED, RUNNING -> false;
            case COMPLETED, STOPPED, FAILED -> true;
        };
    }

    String stored() {
        return name().toLowerCase(Locale.ROOT);
    }
}
