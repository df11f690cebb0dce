package dev.chiron.tutor.platform.database;

import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * What other nodes say by {@code NOTIFY}. A lost connection is opened again; what was said meanwhile is lost,
 * so every listener is then told {@link #MISSED} and has to look for itself.
 */
public final class Notifications implements NotificationSource, SmartLifecycle {

    /** The payload that stands for "you may have missed some". */
    public static final String MISSED = "";

    private static final Logger log = LoggerFactory.getLogger(Notifications.class);
    private static final Duration RECONNECT_PAUSE = Duration.ofSeconds(1);
    private static final int POLL_MILLIS = 500;

    /** A connection whose other end has vanished without a word looks as quiet as one on which nobody says anything. */
    private static final Duration PROBE_INTERVAL = Duration.ofSeconds(10);

    private static final int PROBE_PATIENCE_MILLIS = 5_000;

    private final String jdbcUrl;
    private final Map<String, List<Consumer<String>>> listeners = new ConcurrentHashMap<>();
    private volatile @Nullable Thread thread;

    Notifications(String jdbcUrl) {
        this.jdbcUrl = jdbcUrl;
    }

    @Override
    public void listen(String channel, Consumer<String> listener) {
        listeners.computeIfAbsent(channel, c -> new CopyOnWriteArrayList<>()).add(listener);
    }

    @Override
    public void start() {
        // Known before it runs: the thread ends when it finds that it is not the one.
        var listening = Thread.ofPlatform().daemon().name("notifications").unstarted(this::run);
        thread = listening;
        listening.start();
    }

    @Override
    public void stop() {
        var running = thread;
        thread = null;
        if (running != null) {
            running.interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }

    @Override
    public int getPhase() {
        return 0;
    }

    private boolean stopped() {
        return thread != Thread.currentThread();
    }

    private void run() {
        while (!stopped()) {
            try (var connection = DriverManager.getConnection(jdbcUrl);
                    var statement = connection.createStatement()) {
                for (var channel : listeners.keySet()) {
                    statement.execute("listen " + channel);
                }
                for (var each : listeners.values()) {
                    each.forEach(listener -> listener.accept(MISSED));
                }
                var postgres = connection.unwrap(PGConnection.class);
                connection.setNetworkTimeout(Runnable::run, PROBE_PATIENCE_MILLIS);
                var nextProbe = System.nanoTime() + PROBE_INTERVAL.toNanos();
                while (!stopped()) {
                    if (System.nanoTime() - nextProbe >= 0) {
                        statement.execute("select 1");
                        nextProbe = System.nanoTime() + PROBE_INTERVAL.toNanos();
                    }
                    for (var notification : postgres.getNotifications(POLL_MILLIS)) {
                        for (var listener : listeners.getOrDefault(notification.getName(), List.of())) {
                            listener.accept(notification.getParameter());
                        }
                    }
                }
            } catch (SQLException e) {
                if (!stopped()) {
                    log.warn("The listening connection is lost; opening it again ({})", e.getSQLState());
                    LockSupport.parkNanos(RECONNECT_PAUSE.toNanos());
                }
            }
        }
    }
}
