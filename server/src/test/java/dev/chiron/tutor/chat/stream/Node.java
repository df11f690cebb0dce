package dev.chiron.tutor.chat.stream;

import dev.chiron.tutor.platform.TurnId;
import dev.chiron.tutor.platform.database.Notifications;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** One process with its own stream on the shared database. */
final class Node implements AutoCloseable {

    final TurnStream stream;
    private final FakeDatabase database;
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final List<Consumer<String>> listeners = new ArrayList<>();

    Node(FakeDatabase database, StreamSettings settings) {
        this.database = database;
        this.stream = new TurnStream(database, settings, this::listen, metrics);
        stream.start();
        stream.startWriting();
    }

    private void listen(String channel, Consumer<String> listener) {
        listeners.add(listener);
        database.notifications().listen(channel, listener);
    }

    /** What {@link Notifications} says when its connection has been lost and opened again. */
    void reconnected() {
        listeners.forEach(listener -> listener.accept(Notifications.MISSED));
    }

    /** Settings for tests: quick commits, everything else out of the way. */
    static StreamSettings settings() {
        return new StreamSettings(
                Duration.ofMillis(2),
                50_000,
                Duration.ofSeconds(20),
                1000,
                Duration.ofHours(1),
                Duration.ofSeconds(10),
                Duration.ofMinutes(10));
    }

    static StreamSettings withReaderBuffer(int events) {
        var base = settings();
        return new StreamSettings(
                base.groupCommitInterval(),
                base.maxUnstored(),
                base.storePatience(),
                events,
                base.lookAgain(),
                base.keepAlive(),
                base.grace());
    }

    static StreamSettings withLookAgain(Duration lookAgain) {
        var base = settings();
        return new StreamSettings(
                base.groupCommitInterval(),
                base.maxUnstored(),
                base.storePatience(),
                base.readerBuffer(),
                lookAgain,
                base.keepAlive(),
                base.grace());
    }

    static StreamSettings withStore(int maxUnstored, Duration patience) {
        var base = settings();
        return new StreamSettings(
                base.groupCommitInterval(),
                maxUnstored,
                patience,
                base.readerBuffer(),
                base.lookAgain(),
                base.keepAlive(),
                base.grace());
    }

    TurnPublisher publisher(TurnId turn, int epoch) {
        return stream.publisher(turn, FakeDatabase.LEARNER, epoch);
    }

    TurnSubscription subscribe(TurnId turn) {
        return subscribe(turn, EventPosition.START);
    }

    TurnSubscription subscribe(TurnId turn, EventPosition from) {
        return stream.subscribe(turn, from, database.reader(turn));
    }

    /** Turns that this node still remembers. */
    int topics() {
        return (int) metrics.get("chiron.stream.topics").gauge().value();
    }

    /** Events that this node has not stored yet. */
    int unstored() {
        return (int) metrics.get("chiron.stream.unstored").gauge().value();
    }

    @Override
    public void close() {
        stream.stop();
        stream.stopWriting();
    }
}
