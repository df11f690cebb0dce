package dev.chiron.tutor.platform.database;

import java.util.function.Consumer;

/** Where a node hears what others say. */
@FunctionalInterface
public interface NotificationSource {

    /**
     * Calls the listener with every payload of a channel, on one thread for all: it must not block.
     *
     * @param channel a plain identifier; must be registered before the application has started
     * @param listener also gets {@link Notifications#MISSED} when payloads may have been lost
     */
    void listen(String channel, Consumer<String> listener);
}
