package dev.chiron.tutor.chat.stream;

import dev.chiron.tutor.platform.SessionId;
import dev.chiron.tutor.platform.database.NotificationSource;
import dev.chiron.tutor.platform.database.Notifications;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Looks, for all sessions that are followed on this node together, whether one has a turn that its readers were not told
 * of: when notifications may have been lost, and now and then. Only readers that are behind are woken, so that thousands
 * of idle ones cost the database neither a transaction each while nothing happens nor thousands at once when its
 * connection comes back.
 */
@Component
@EnableConfigurationProperties(ReaderSettings.class)
final class SessionWatch implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(SessionWatch.class);

    /** Sessions in one statement. */
    static final int BATCH = 1000;

    private static final Duration RETRY_PAUSE = Duration.ofSeconds(1);

    private final TurnStream stream;
    private final SessionLog turns;
    private final ReaderSettings settings;
    private volatile @Nullable Thread watcher;
    private volatile boolean missed;

    SessionWatch(TurnStream stream, SessionLog turns, ReaderSettings settings, NotificationSource notifications) {
        this.stream = stream;
        this.turns = turns;
        this.settings = settings;
        notifications.listen(TurnStream.SESSIONS_CHANNEL, this::hear);
    }

    private void hear(String payload) {
        if (payload.equals(Notifications.MISSED)) {
            missed = true;
            LockSupport.unpark(watcher);
        }
    }

    private void watch() {
        var next = System.nanoTime() + settings.lookAgain().toNanos();
        while (watcher == Thread.currentThread()) {
            if (missed || System.nanoTime() - next >= 0) {
                // Before the look: what is missed while it goes on asks for another one.
                missed = false;
                if (look()) {
                    next = System.nanoTime() + settings.lookAgain().toNanos();
                } else {
                    missed = true;
                    LockSupport.parkNanos(this, RETRY_PAUSE.toNanos());
                }
            } else {
                LockSupport.parkNanos(this, Math.max(1, next - System.nanoTime()));
            }
        }
    }

    /** Whether all sessions could be looked at. */
    private boolean look() {
        var followed = stream.followedSessions();
        try {
            for (var from = 0; from < followed.size(); from += BATCH) {
                wakeBehind(followed.subList(from, Math.min(followed.size(), from + BATCH)));
            }
            return true;
        } catch (RuntimeException e) {
            log.warn(
                    "The turns of followed sessions cannot be looked at right now ({})",
                    e.getClass().getSimpleName());
            return false;
        }
    }

    private void wakeBehind(List<SessionId> sessions) {
        turns.lastTurns(sessions).forEach(stream::wakeBehind);
    }

    @Override
    public void start() {
        // Known before it runs: the thread ends when it finds that it is not the watcher.
        var thread = Thread.ofPlatform().daemon().name("session-watch").unstarted(this::watch);
        watcher = thread;
        thread.start();
    }

    @Override
    public void stop() {
        var running = watcher;
        watcher = null;
        LockSupport.unpark(running);
    }

    @Override
    public boolean isRunning() {
        return watcher != null;
    }
}
