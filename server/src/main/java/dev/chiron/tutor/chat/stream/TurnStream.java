package dev.chiron.tutor.chat.stream;

import dev.chiron.tutor.chat.stream.TurnEventLog.Entry;
import dev.chiron.tutor.platform.LearnerId;
import dev.chiron.tutor.platform.SessionId;
import dev.chiron.tutor.platform.TurnId;
import dev.chiron.tutor.platform.database.NotificationSource;
import dev.chiron.tutor.platform.database.Notifications;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * The live events of all turns on this node. What is published goes to local readers at once and to the store in
 * one write for all turns every few milliseconds; readers on other nodes are told by {@code NOTIFY} and read it
 * there.
 *
 * <p>Why nothing is lost or repeated: an event is in the turn's {@code unstored} list until the write that holds it
 * has been committed. A reader joins under the topic's lock and takes a copy of that list; only then it reads the
 * store. So every event is in the copy, in the store, or comes later; and each has a position, so that what comes
 * twice is seen.
 */
@Component
@EnableConfigurationProperties(StreamSettings.class)
public final class TurnStream implements SmartLifecycle {

    /** Channel on which nodes tell each other which turns have news; the payload is a list of turn ids. */
    public static final String TURNS_CHANNEL = "chiron_turns";

    /** Channel on which nodes tell each other that a session has a new turn; the payload is a session id. */
    public static final String SESSIONS_CHANNEL = "chiron_sessions";

    private static final Logger log = LoggerFactory.getLogger(TurnStream.class);
    private static final Duration RETRY_PAUSE = Duration.ofMillis(250);

    private final TurnEventLog store;
    private final StreamSettings settings;
    private final Semaphore room;
    private final ConcurrentHashMap<UUID, Topic> topics = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<UUID, Set<SessionSubscription>> sessions = new ConcurrentHashMap<>();
    private final Object queueLock = new Object();
    private List<Pending> queue = new ArrayList<>();
    private volatile @Nullable Thread writer;
    private volatile boolean closing;
    private volatile boolean running;

    TurnStream(TurnEventLog store, StreamSettings settings, NotificationSource notifications, MeterRegistry metrics) {
        this.store = store;
        this.settings = settings;
        this.room = new Semaphore(settings.maxUnstored());
        notifications.listen(TURNS_CHANNEL, this::turnsHaveNews);
        notifications.listen(SESSIONS_CHANNEL, this::sessionHasNews);
        Gauge.builder("chiron.stream.unstored", room, each -> settings.maxUnstored() - each.availablePermits())
                .description("Turn events that wait for the next group commit")
                .register(metrics);
        Gauge.builder("chiron.stream.topics", topics, ConcurrentHashMap::size)
                .description("Turns that are written or read on this node")
                .register(metrics);
    }

    private record Pending(Entry entry, CompletableFuture<Void> stored) {}

    /** A turn that somebody on this node writes or reads. Guarded by itself. */
    private static final class Topic {
        private final ArrayDeque<StreamedEvent> unstored = new ArrayDeque<>();
        private final Set<TurnSubscription> readers = new HashSet<>();
        private int writers;

        private boolean idle() {
            return writers == 0 && readers.isEmpty() && unstored.isEmpty();
        }
    }

    /** Begins to write an attempt at a turn; close it when the attempt has ended. */
    public TurnPublisher publisher(TurnId turn, LearnerId learner, int epoch) {
        topics.compute(turn.value(), (id, topic) -> {
            var open = topic == null ? new Topic() : topic;
            synchronized (open) {
                open.writers++;
            }
            return open;
        });
        return new TurnPublisher(this, turn, learner, epoch);
    }

    /** Reads a turn from a position on: first what is there, then what comes. Close it when done. */
    public TurnSubscription subscribe(TurnId turn, EventPosition from, EventReader reader) {
        var subscription = new TurnSubscription(this, turn, from, reader, settings);
        join(turn, subscription);
        return subscription;
    }

    /** Hears of every new turn of a session. Close it when done. */
    public SessionSubscription subscribe(SessionId session) {
        var subscription = new SessionSubscription(this, session);
        sessions.compute(session.value(), (id, all) -> {
            // Added in here: a set that its last reader leaves at this moment is no longer looked at.
            var joined = all == null ? new CopyOnWriteArraySet<SessionSubscription>() : all;
            joined.add(subscription);
            return joined;
        });
        if (closing) {
            subscription.end();
        }
        return subscription;
    }

    /** Readers of this turn on this node look into the store now: something was written there directly. */
    public void wake(TurnId turn) {
        wake(turn.value());
    }

    /** Readers of this session on this node look for its new turn now. */
    public void wake(SessionId session) {
        for (var subscription : sessions.getOrDefault(session.value(), Set.of())) {
            subscription.wake();
        }
    }

    void join(TurnId turn, TurnSubscription subscription) {
        topics.compute(turn.value(), (id, topic) -> {
            var open = topic == null ? new Topic() : topic;
            synchronized (open) {
                open.readers.add(subscription);
                subscription.begin(open.unstored);
            }
            return open;
        });
        if (closing) {
            subscription.end();
        }
    }

    void leave(TurnId turn, TurnSubscription subscription) {
        topics.computeIfPresent(turn.value(), (id, topic) -> {
            synchronized (topic) {
                topic.readers.remove(subscription);
                return topic.idle() ? null : topic;
            }
        });
    }

    void leave(TurnId turn) {
        topics.computeIfPresent(turn.value(), (id, topic) -> {
            synchronized (topic) {
                topic.writers--;
                return topic.idle() ? null : topic;
            }
        });
    }

    void leave(SessionId session, SessionSubscription subscription) {
        sessions.computeIfPresent(session.value(), (id, all) -> {
            all.remove(subscription);
            return all.isEmpty() ? null : all;
        });
    }

    CompletableFuture<Void> publish(TurnId turn, LearnerId learner, StreamedEvent event) {
        var topic = topics.get(turn.value());
        if (topic == null) {
            throw new IllegalStateException("the publisher is closed");
        }
        takeRoom();
        var pending = new Pending(new Entry(turn, learner, event), new CompletableFuture<>());
        synchronized (topic) {
            topic.unstored.add(event);
            topic.readers.forEach(reader -> reader.offer(event));
            synchronized (queueLock) {
                queue.add(pending);
            }
        }
        LockSupport.unpark(writer);
        return pending.stored();
    }

    private void takeRoom() {
        try {
            if (!room.tryAcquire(settings.storePatience().toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException("turn events cannot be stored fast enough");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for the store", e);
        }
    }

    void await(CompletableFuture<Void> stored) {
        try {
            stored.get(settings.storePatience().toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for the store", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("turn events could not be stored", e);
        }
    }

    private void turnsHaveNews(String payload) {
        if (payload.equals(Notifications.MISSED)) {
            topics.keySet().forEach(this::wake);
            return;
        }
        for (var id : payload.split(",", -1)) {
            wakeUnlessWrittenHere(UUID.fromString(id));
        }
    }

    /**
     * This node hears its own news too. Readers of a turn that is written here have had each event from its publisher
     * and need not look into the store for it, in a transaction of its own, at every write.
     */
    private void wakeUnlessWrittenHere(UUID turn) {
        var topic = topics.get(turn);
        if (topic != null) {
            synchronized (topic) {
                // An attempt that has lost its turn to another node still writes here, for a heartbeat at most: its
                // readers find the other's events when they look again by themselves.
                if (topic.writers == 0) {
                    topic.readers.forEach(TurnSubscription::wake);
                }
            }
        }
    }

    private void wake(UUID turn) {
        var topic = topics.get(turn);
        if (topic != null) {
            synchronized (topic) {
                topic.readers.forEach(TurnSubscription::wake);
            }
        }
    }

    private void sessionHasNews(String payload) {
        // What was missed, the session watch looks for.
        if (!payload.equals(Notifications.MISSED)) {
            wake(new SessionId(UUID.fromString(payload)));
        }
    }

    /** The sessions that somebody follows on this node. */
    List<SessionId> followedSessions() {
        return sessions.keySet().stream().map(SessionId::new).toList();
    }

    /** Readers of this session on this node that have not come to its last turn look for it now. */
    void wakeBehind(SessionId session, long lastTurn) {
        for (var subscription : sessions.getOrDefault(session.value(), Set.of())) {
            if (subscription.isBehind(lastTurn)) {
                subscription.wake();
            }
        }
    }

    private void writeUntilStopped() {
        while (true) {
            var batch = takeQueue();
            if (batch.isEmpty()) {
                if (writer != Thread.currentThread()) {
                    return;
                }
                LockSupport.parkNanos(this, settings.lookAgain().toNanos());
                continue;
            }
            var next = System.nanoTime() + settings.groupCommitInterval().toNanos();
            write(batch);
            pauseUntil(next);
        }
    }

    /** Every publisher unparks this thread; the pause between two writes is kept all the same. */
    private void pauseUntil(long nanoTime) {
        for (var left = nanoTime - System.nanoTime();
                left > 0 && writer == Thread.currentThread();
                left = nanoTime - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    private List<Pending> takeQueue() {
        synchronized (queueLock) {
            var taken = queue;
            queue = new ArrayList<>();
            return taken;
        }
    }

    private void write(List<Pending> batch) {
        var entries = batch.stream().map(Pending::entry).toList();
        var giveUp = System.nanoTime() + settings.storePatience().toNanos();
        while (true) {
            try {
                store.append(entries);
                batch.forEach(this::stored);
                return;
            } catch (RuntimeException e) {
                if (System.nanoTime() - giveUp > 0 || writer != Thread.currentThread()) {
                    log.error("{} turn events could not be stored; their attempts will fail", batch.size(), e);
                    batch.forEach(each -> lost(each, e));
                    return;
                }
                log.warn(
                        "Turn events cannot be stored right now; trying again ({})",
                        e.getClass().getSimpleName());
                pauseUntil(System.nanoTime() + RETRY_PAUSE.toNanos());
            }
        }
    }

    private void stored(Pending pending) {
        settle(pending);
        pending.stored().complete(null);
    }

    private void lost(Pending pending, RuntimeException cause) {
        settle(pending);
        pending.stored().completeExceptionally(cause);
    }

    private void settle(Pending pending) {
        room.release();
        topics.computeIfPresent(pending.entry().turn().value(), (id, topic) -> {
            synchronized (topic) {
                topic.unstored.remove(pending.entry().event());
                return topic.idle() ? null : topic;
            }
        });
    }

    @Override
    public void start() {
        closing = false;
        running = true;
    }

    /** Ends all readers. Comes before the web server stops, which waits for readers. */
    @Override
    public void stop() {
        running = false;
        closing = true;
        topics.values().forEach(topic -> {
            synchronized (topic) {
                topic.readers.forEach(TurnSubscription::end);
            }
        });
        sessions.values().forEach(all -> all.forEach(SessionSubscription::end));
    }

    /** Begins to write. */
    void startWriting() {
        // Known before it runs: the thread ends when it finds that it is not the writer.
        var thread = Thread.ofPlatform().name("turn-events").unstarted(this::writeUntilStopped);
        writer = thread;
        thread.start();
    }

    /** Ends the writer, after the workers, which publish until they end. */
    void stopWriting() {
        var running = writer;
        writer = null;
        if (running != null) {
            LockSupport.unpark(running);
            try {
                running.join(Duration.ofSeconds(2));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return Integer.MAX_VALUE;
    }
}
