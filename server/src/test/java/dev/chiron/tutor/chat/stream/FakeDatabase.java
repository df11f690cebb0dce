package dev.chiron.tutor.chat.stream;

import dev.chiron.tutor.platform.LearnerId;
import dev.chiron.tutor.platform.TurnId;
import dev.chiron.tutor.platform.database.NotificationSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * What several nodes share: turns with their epochs, stored events, and notifications, which come after the commit, on
 * a thread of their own, to every node. Writes are all or nothing and see one epoch per turn, as in the real one.
 */
final class FakeDatabase implements TurnEventLog, AutoCloseable {

    static final LearnerId LEARNER = new LearnerId(new UUID(1, 1));

    /** The store does not answer. */
    static final class AwayException extends RuntimeException {
        AwayException() {
            super("the database is away");
        }
    }

    /** Runs on the caller's thread before a call; may block it or throw. */
    @FunctionalInterface
    interface Disturbance {
        void before();
    }

    private final Map<TurnId, Integer> epochs = new HashMap<>();
    private final Map<TurnId, NavigableMap<Long, StreamedEvent>> events = new HashMap<>();
    private final Map<String, List<Consumer<String>>> listeners = new ConcurrentHashMap<>();
    private final ExecutorService notifier = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("fake-notify").factory());
    private final List<Integer> commits = new CopyOnWriteArrayList<>();
    private final AtomicInteger writeAttempts = new AtomicInteger();
    private final AtomicInteger reads = new AtomicInteger();
    private volatile Disturbance writing = () -> {};
    private volatile Disturbance reading = () -> {};
    private volatile boolean notifying = true;

    void onWrite(Disturbance disturbance) {
        writing = disturbance;
    }

    void onRead(Disturbance disturbance) {
        reading = disturbance;
    }

    /** From here on no node hears anything. */
    void loseNotifications() {
        notifying = false;
    }

    /** How a node listens. */
    NotificationSource notifications() {
        return (channel, listener) -> listeners
                .computeIfAbsent(channel, name -> new CopyOnWriteArrayList<>())
                .add(listener);
    }

    void notifyNodes(String channel, String payload) {
        if (notifying) {
            notifier.execute(
                    () -> listeners.getOrDefault(channel, List.of()).forEach(listener -> listener.accept(payload)));
        }
    }

    /** Begins an attempt; from here on the events of earlier ones are not stored. */
    synchronized int begin(TurnId turn) {
        return epochs.merge(turn, 1, Integer::sum);
    }

    /** Ends a turn as an activity does: straight in the database. */
    StreamedEvent end(TurnId turn, TurnEvent terminal) {
        StreamedEvent event;
        synchronized (this) {
            event = new StreamedEvent(new EventPosition(begin(turn), 1), terminal);
            insert(turn, event);
        }
        notifyNodes(TurnStream.TURNS_CHANNEL, turn.toString());
        return event;
    }

    @Override
    public void append(List<Entry> entries) {
        writeAttempts.incrementAndGet();
        writing.before();
        var told = new LinkedHashSet<String>();
        synchronized (this) {
            for (var entry : entries) {
                told.add(entry.turn().toString());
                if (epochs.getOrDefault(entry.turn(), 0)
                        == entry.event().position().epoch()) {
                    insert(entry.turn(), entry.event());
                }
            }
        }
        commits.add(entries.size());
        notifyNodes(TurnStream.TURNS_CHANNEL, told.stream().collect(Collectors.joining(",")));
    }

    private void insert(TurnId turn, StreamedEvent event) {
        events.computeIfAbsent(turn, id -> new TreeMap<>())
                .putIfAbsent(event.position().value(), event);
    }

    /** Reads as a subscriber does. */
    EventReader reader(TurnId turn) {
        return position -> {
            reads.incrementAndGet();
            reading.before();
            synchronized (this) {
                var stored = events.get(turn);
                return stored == null
                        ? List.of()
                        : new ArrayList<>(
                                stored.tailMap(position.value(), false).values());
            }
        };
    }

    synchronized List<StreamedEvent> stored(TurnId turn) {
        var stored = events.get(turn);
        return stored == null ? List.of() : List.copyOf(stored.values());
    }

    /** How many events each write that succeeded was given. */
    List<Integer> commits() {
        return commits;
    }

    int writeAttempts() {
        return writeAttempts.get();
    }

    int reads() {
        return reads.get();
    }

    @Override
    public void close() {
        notifier.shutdownNow();
    }
}
