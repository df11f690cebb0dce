package dev.chiron.tutor.chat.stream;

import dev.chiron.tutor.platform.TurnId;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One reader of one turn. Read by one thread; fed by publishers, which never wait for it: a reader that falls too
 * far behind loses its buffer and reads the store instead.
 */
public final class TurnSubscription implements AutoCloseable {

    private final TurnStream stream;
    private final TurnId turn;
    private final EventReader reader;
    private final StreamSettings settings;
    private final ArrayDeque<StreamedEvent> ready = new ArrayDeque<>();

    private final Object lock = new Object();
    private final ArrayDeque<StreamedEvent> arrived = new ArrayDeque<>();
    private boolean readStore = true;
    private boolean overflowed;
    private boolean ended;

    private EventPosition last;
    private long lookAgain;

    TurnSubscription(TurnStream stream, TurnId turn, EventPosition from, EventReader reader, StreamSettings settings) {
        this.stream = stream;
        this.turn = turn;
        this.last = from;
        this.reader = reader;
        this.settings = settings;
        this.lookAgain = System.nanoTime() + settings.lookAgain().toNanos();
    }

    /** Called under the topic's lock: what is on its way to the store when this reader joins. */
    void begin(Collection<StreamedEvent> unstored) {
        synchronized (lock) {
            arrived.clear();
            arrived.addAll(unstored);
            overflowed = false;
            readStore = true;
            lock.notifyAll();
        }
    }

    void offer(StreamedEvent event) {
        synchronized (lock) {
            if (arrived.size() >= settings.readerBuffer()) {
                arrived.clear();
                overflowed = true;
            }
            if (!overflowed) {
                arrived.add(event);
            }
            lock.notifyAll();
        }
    }

    void wake() {
        synchronized (lock) {
            readStore = true;
            lock.notifyAll();
        }
    }

    void end() {
        synchronized (lock) {
            ended = true;
            lock.notifyAll();
        }
    }

    /** Whether this node is going down: nothing more will come from here, the turn itself goes on. */
    public boolean ended() {
        synchronized (lock) {
            return ended;
        }
    }

    /**
     * The next event; null when none came within the time, or when {@link #ended()}.
     *
     * @throws RuntimeException what the store throws when it cannot be read
     */
    public @Nullable StreamedEvent next(Duration timeout) throws InterruptedException {
        var deadline = System.nanoTime() + timeout.toNanos();
        while (true) {
            var event = nextReady();
            if (event != null) {
                return event;
            }
            if (!awaitNews(deadline)) {
                return null;
            }
        }
    }

    /** What is known now, without waiting; null when there is nothing more at this moment. */
    public @Nullable StreamedEvent poll() {
        var event = nextReady();
        if (event == null && takeNews()) {
            event = nextReady();
        }
        return event;
    }

    private @Nullable StreamedEvent nextReady() {
        while (!ready.isEmpty()) {
            var event = ready.poll();
            if (event.position().compareTo(last) > 0) {
                last = event.position();
                return event;
            }
        }
        return null;
    }

    private boolean awaitNews(long deadline) throws InterruptedException {
        synchronized (lock) {
            while (arrived.isEmpty() && !readStore && !overflowed && !ended) {
                var now = System.nanoTime();
                if (now - deadline >= 0) {
                    return false;
                }
                if (now - lookAgain >= 0) {
                    readStore = true;
                    break;
                }
                var wait = Math.min(deadline - now, lookAgain - now);
                lock.wait(Math.max(1, wait / 1_000_000));
            }
            if (ended) {
                return false;
            }
        }
        takeNews();
        return true;
    }

    /** Moves what has arrived to {@code ready}: first from the store, which holds the older part. */
    private boolean takeNews() {
        rejoinIfOverflowed();
        boolean read;
        synchronized (lock) {
            read = readStore;
            readStore = false;
        }
        // Read before the arrived events are taken: if the store does not answer, nothing has been lost.
        var stored = read ? readStored() : List.<StreamedEvent>of();
        synchronized (lock) {
            if (read && !stored.isEmpty()) {
                var newest = stored.getLast().position();
                ready.addAll(stored);
                arrived.removeIf(event -> event.position().compareTo(newest) <= 0);
            }
            ready.addAll(arrived);
            arrived.clear();
        }
        if (read || !ready.isEmpty()) {
            lookAgain = System.nanoTime() + settings.lookAgain().toNanos();
        }
        return !ready.isEmpty();
    }

    private List<StreamedEvent> readStored() {
        try {
            return reader.after(last);
        } catch (RuntimeException e) {
            wake();
            throw e;
        }
    }

    private void rejoinIfOverflowed() {
        boolean rejoin;
        synchronized (lock) {
            rejoin = overflowed;
        }
        if (rejoin) {
            stream.leave(turn, this);
            stream.join(turn, this);
        }
    }

    @Override
    public void close() {
        stream.leave(turn, this);
    }
}
