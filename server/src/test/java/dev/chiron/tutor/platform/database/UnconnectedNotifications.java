package dev.chiron.tutor.platform.database;

/** For tests of one node: nobody else says anything. */
public final class UnconnectedNotifications {

    private UnconnectedNotifications() {}

    /** Takes listeners; is not to be started. */
    public static Notifications create() {
        return new Notifications("jdbc:postgresql://127.0.0.1:1/nobody");
    }
}
