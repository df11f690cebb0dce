package dev.chiron.tutor.chat.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chiron.tutor.chat.Patience;
import dev.chiron.tutor.platform.MessageId;
import dev.chiron.tutor.platform.SessionId;
import dev.chiron.tutor.platform.TurnId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The stream's promises, one at a time, with a store that is held, slow or away. */
@Timeout(60)
final class TurnStreamTest {

    private final FakeDatabase database = new FakeDatabase();
    private final List<Node> nodes = new ArrayList<>();
    private final TurnId turn = new TurnId(UUID.randomUUID());
    private final MessageId message = new MessageId(UUID.randomUUID());

    @AfterEach
    void closeAll() {
        nodes.forEach(Node::close);
        database.close();
    }

    @Test
    @DisplayName("A local reader need not wait for the store")
    void localReaderHasAnEventBeforeItIsStored() throws Exception {
        var node = node(Node.settings());
        var gate = new CountDownLatch(1);
        database.onWrite(() -> await(gate));
        try (var publisher = node.publisher(turn, database.begin(turn));
                var reader = node.subscribe(turn)) {
            publisher.publish(delta("a"));

            assertThat(read(reader, 1)).isEqualTo(List.of(at(1, 1, "a")));
            assertThat(database.stored(turn)).isEmpty();

            gate.countDown();
            publisher.awaitStored();
            assertThat(database.stored(turn)).isEqualTo(List.of(at(1, 1, "a")));
        }
    }

    @Test
    @DisplayName("Who joins between publishing and storing gets the event once")
    void lateReaderGetsWhatIsOnItsWayToTheStoreOnce() throws Exception {
        var node = node(Node.settings());
        var gate = new CountDownLatch(1);
        database.onWrite(() -> await(gate));
        try (var publisher = node.publisher(turn, database.begin(turn))) {
            publish(publisher, 1, 5);
            try (var reader = node.subscribe(turn)) {
                // The store answers this reader only after it has stored what the reader has a copy of.
                database.onRead(() -> {
                    gate.countDown();
                    Patience.until("all is stored", () -> database.stored(turn).size() == 5);
                });
                publisher.publish(delta("5"));

                assertThat(read(reader, 5)).isEqualTo(run(1, 1, 6));
                assertThat(reader.poll()).isNull();
            }
        }
    }

    @Test
    @DisplayName("All turns of a node are stored in one write")
    void whatComesDuringAWriteGoesOutTogether() {
        var node = node(Node.settings());
        var begun = new CountDownLatch(1);
        var gate = new CountDownLatch(1);
        database.onWrite(() -> {
            begun.countDown();
            await(gate);
        });
        var turns = List.of(turn, new TurnId(UUID.randomUUID()), new TurnId(UUID.randomUUID()));
        var publishers = turns.stream()
                .map(each -> node.publisher(each, database.begin(each)))
                .toList();
        publishers.getFirst().publish(delta("first"));
        await(begun);
        for (var publisher : publishers) {
            publish(publisher, 1, 11);
        }
        gate.countDown();
        publishers.forEach(TurnPublisher::awaitStored);
        publishers.forEach(TurnPublisher::close);

        assertThat(database.commits()).isEqualTo(List.of(1, 30));
        Patience.until("the stream forgets the turns", () -> node.topics() == 0);
    }

    @Test
    @DisplayName("A reader that sleeps loses its buffer, never an event")
    void slowReaderReadsTheStoreInstead() throws Exception {
        var node = node(Node.withReaderBuffer(10));
        try (var publisher = node.publisher(turn, database.begin(turn));
                var reader = node.subscribe(turn)) {
            publisher.publish(delta("1"));
            assertThat(read(reader, 1)).isEqualTo(run(1, 1, 2));
            var readsBefore = database.reads();

            publish(publisher, 2, 200);
            publisher.awaitStored();

            assertThat(read(reader, 198)).isEqualTo(run(1, 2, 200));
            assertThat(reader.poll()).isNull();
            assertThat(database.reads()).isGreaterThan(readsBefore);
        }
    }

    @Test
    @DisplayName("A reader that overflows while the store is away gets everything from memory")
    void slowReaderGetsWhatIsNotStoredYet() throws Exception {
        var node = node(Node.withReaderBuffer(10));
        var gate = new CountDownLatch(1);
        database.onWrite(() -> await(gate));
        try (var publisher = node.publisher(turn, database.begin(turn));
                var reader = node.subscribe(turn)) {
            publish(publisher, 1, 200);

            assertThat(read(reader, 199)).isEqualTo(run(1, 1, 200));
            gate.countDown();
            publisher.awaitStored();
            assertThat(reader.poll()).isNull();
        }
    }

    @Test
    @DisplayName("A reader that overflows while it reads the store goes on without a gap")
    void readerOverflowsWhileItReadsTheStore() throws Exception {
        var node = node(Node.withReaderBuffer(10));
        try (var publisher = node.publisher(turn, database.begin(turn));
                var reader = node.subscribe(turn)) {
            publish(publisher, 1, 4);
            publisher.awaitStored();
            var first = new AtomicInteger(1);
            database.onRead(() -> {
                if (first.getAndDecrement() == 1) {
                    publish(publisher, 4, 40);
                }
            });

            assertThat(read(reader, 39)).isEqualTo(run(1, 1, 40));
        }
    }

    @Test
    @DisplayName("A reader on another node follows through the store")
    void otherNodeHearsOfItByNotification() throws Exception {
        var writing = node(Node.settings());
        var reading = node(Node.settings());
        try (var publisher = writing.publisher(turn, database.begin(turn));
                var reader = reading.subscribe(turn)) {
            // Nothing is there: from here on only a notification can tell.
            assertThat(reader.poll()).isNull();
            for (var i = 1; i <= 20; i++) {
                publisher.publish(delta(Integer.toString(i)));
                assertThat(read(reader, 1)).isEqualTo(run(1, i, i + 1));
            }
            var end = database.end(turn, new TurnEvent.Completed());
            assertThat(read(reader, 1)).isEqualTo(List.of(end));
        }
        assertThat(reading.topics()).isZero();
        Patience.until("the stream forgets the turn", () -> writing.topics() == 0);
    }

    @Test
    @DisplayName("After a lost connection a node looks for itself")
    void missedNotificationsAreLookedFor() throws Exception {
        var reading = node(Node.settings());
        var epoch = database.begin(turn);
        try (var reader = reading.subscribe(turn)) {
            assertThat(reader.poll()).isNull();
            var next = readAhead(reader);
            database.loseNotifications();
            database.append(List.of(new TurnEventLog.Entry(turn, FakeDatabase.LEARNER, at(epoch, 1, "1"))));

            reading.reconnected();

            assertThat(next.get(20, TimeUnit.SECONDS)).isEqualTo(at(1, 1, "1"));
        }
    }

    @Test
    @DisplayName("A reader that nobody tells anything looks again")
    void lostNotificationIsMadeUpForByLookingAgain() throws Exception {
        var writing = node(Node.settings());
        var reading = node(Node.withLookAgain(Duration.ofMillis(20)));
        database.loseNotifications();
        try (var publisher = writing.publisher(turn, database.begin(turn));
                var reader = reading.subscribe(turn)) {
            assertThat(reader.poll()).isNull();
            var next = readAhead(reader);
            publisher.publish(delta("1"));

            assertThat(next.get(20, TimeUnit.SECONDS)).isEqualTo(at(1, 1, "1"));
        }
    }

    @Test
    @DisplayName("A caller that waits in small steps looks again too")
    void lookingAgainDoesNotDependOnHowLongACallWaits() throws Exception {
        var writing = node(Node.settings());
        var reading = node(Node.withLookAgain(Duration.ofMillis(40)));
        database.loseNotifications();
        try (var publisher = writing.publisher(turn, database.begin(turn));
                var reader = reading.subscribe(turn)) {
            assertThat(reader.poll()).isNull();
            publisher.publish(delta("1"));
            publisher.awaitStored();

            StreamedEvent event = null;
            for (var tries = 0; event == null && tries < 400; tries++) {
                event = reader.next(Duration.ofMillis(10));
            }
            assertThat(event).isEqualTo(at(1, 1, "1"));
        }
    }

    @Test
    @DisplayName("A store that fails for a while costs time, nothing else")
    void storeThatComesBackHasEverythingInOrder() throws Exception {
        var node = node(Node.settings());
        var other = node(Node.settings());
        var failures = new AtomicInteger(2);
        database.onWrite(() -> {
            if (failures.getAndDecrement() > 0) {
                throw new FakeDatabase.AwayException();
            }
        });
        try (var publisher = node.publisher(turn, database.begin(turn));
                var here = node.subscribe(turn);
                var there = other.subscribe(turn)) {
            publish(publisher, 1, 50);
            assertThat(read(here, 49)).isEqualTo(run(1, 1, 50));
            publisher.awaitStored();

            assertThat(database.stored(turn)).isEqualTo(run(1, 1, 50));
            assertThat(read(there, 49)).isEqualTo(run(1, 1, 50));
            assertThat(here.poll()).isNull();
        }
    }

    @Test
    @DisplayName("While the store is away it is asked now and then, however much is published")
    void failingStoreIsNotHammered() {
        var node = node(Node.settings());
        var away = new AtomicReference<>(true);
        database.onWrite(() -> {
            if (away.get()) {
                throw new FakeDatabase.AwayException();
            }
        });
        try (var publisher = node.publisher(turn, database.begin(turn))) {
            var started = System.nanoTime();
            publisher.publish(delta("1"));
            Patience.until("the first write failed", () -> database.writeAttempts() > 0);
            for (var i = 2; i < 200; i++) {
                publisher.publish(delta(Integer.toString(i)));
                LockSupport.parkNanos(1_000_000);
            }
            var quarters = Duration.ofNanos(System.nanoTime() - started).toMillis() / 250;
            assertThat(database.writeAttempts()).isLessThanOrEqualTo((int) quarters + 1);

            away.set(false);
            publisher.awaitStored();
            assertThat(database.stored(turn)).isEqualTo(run(1, 1, 200));
        }
    }

    @Test
    @DisplayName("A reader whose store fails tries again and has lost nothing")
    void readerSurvivesAFailingStore() throws Exception {
        var node = node(Node.settings());
        try (var publisher = node.publisher(turn, database.begin(turn))) {
            publish(publisher, 1, 10);
            publisher.awaitStored();
            try (var reader = node.subscribe(turn)) {
                publish(publisher, 10, 20);
                database.onRead(() -> {
                    throw new FakeDatabase.AwayException();
                });
                for (var tries = 0; tries < 3; tries++) {
                    assertThatThrownBy(() -> reader.next(Patience.CEILING))
                            .isInstanceOf(FakeDatabase.AwayException.class);
                }
                database.onRead(() -> {});

                assertThat(read(reader, 19)).isEqualTo(run(1, 1, 20));
            }
        }
    }

    @Test
    @DisplayName("A publisher that cannot be sure says so")
    void awaitStoredFailsWhenTheStoreIsAwayTooLong() {
        var node = node(Node.withStore(1000, Duration.ofMillis(50)));
        database.onWrite(() -> {
            throw new FakeDatabase.AwayException();
        });
        try (var publisher = node.publisher(turn, database.begin(turn))) {
            publisher.publish(delta("1"));
            assertThatThrownBy(publisher::awaitStored)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("turn events could not be stored");
        }
        Patience.until("what is lost is forgotten", () -> node.topics() == 0 && node.unstored() == 0);
    }

    @Test
    @DisplayName("A reply with a hole is never taken for a stored one")
    void awaitStoredFailsWhenAnEarlierEventWasLost() {
        var node = node(Node.withStore(1000, Duration.ofMillis(50)));
        var away = new AtomicReference<>(true);
        database.onWrite(() -> {
            if (away.get()) {
                throw new FakeDatabase.AwayException();
            }
        });
        try (var publisher = node.publisher(turn, database.begin(turn))) {
            publisher.publish(delta("1"));
            Patience.until("the first event is lost", () -> node.unstored() == 0);
            away.set(false);
            publisher.publish(delta("2"));

            assertThatThrownBy(publisher::awaitStored).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    @DisplayName("Who publishes faster than the store writes has to wait")
    void publisherWaitsForRoom() throws Exception {
        var node = node(Node.withStore(5, Patience.CEILING));
        var gate = new CountDownLatch(1);
        database.onWrite(() -> await(gate));
        try (var publisher = node.publisher(turn, database.begin(turn))) {
            publish(publisher, 1, 6);
            var sixth = start(() -> publisher.publish(delta("6")));
            assertThat(node.unstored()).isEqualTo(5);

            gate.countDown();
            sixth.get(20, TimeUnit.SECONDS);
            publisher.awaitStored();
            assertThat(database.stored(turn)).isEqualTo(run(1, 1, 7));
        }
    }

    @Test
    @DisplayName("A publisher does not wait for ever")
    void publisherGivesUpWhenTheStoreStaysBehind() {
        var node = node(Node.withStore(5, Duration.ofMillis(50)));
        var gate = new CountDownLatch(1);
        database.onWrite(() -> await(gate));
        try (var publisher = node.publisher(turn, database.begin(turn))) {
            publish(publisher, 1, 6);
            assertThatThrownBy(() -> publisher.publish(delta("6")))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("turn events cannot be stored fast enough");
            gate.countDown();
        }
    }

    @Test
    @DisplayName("A closed publisher takes nothing and costs nothing")
    void closedPublisherRefuses() {
        var node = node(Node.settings());
        var publisher = node.publisher(turn, database.begin(turn));
        publisher.close();

        assertThatThrownBy(() -> publisher.publish(delta("1"))).isInstanceOf(IllegalStateException.class);
        assertThat(node.unstored()).isZero();
        assertThat(node.topics()).isZero();
    }

    @Test
    @DisplayName("A new attempt replaces the old one, which may still be talking")
    void lateEventsOfAnOldEpochAreNeitherReadNorStored() throws Exception {
        var node = node(Node.settings());
        // Its readers hear of the new attempt only when they look: the old one still writes on their own node.
        var other = node(Node.withLookAgain(Duration.ofMillis(20)));
        try (var old = other.publisher(turn, database.begin(turn));
                var here = node.subscribe(turn);
                var there = other.subscribe(turn)) {
            publish(old, 1, 4);
            old.awaitStored();
            assertThat(read(here, 3)).isEqualTo(run(1, 1, 4));
            try (var current = node.publisher(turn, database.begin(turn))) {
                publish(current, 1, 3);
                current.awaitStored();
                assertThat(read(there, 5)).isEqualTo(concat(run(1, 1, 4), run(2, 1, 3)));
                publish(old, 4, 9);
                old.awaitStored();
                publish(current, 3, 6);
                current.awaitStored();
            }
            var end = database.end(turn, new TurnEvent.Completed());

            assertThat(read(here, 6)).isEqualTo(concat(run(2, 1, 6), List.of(end)));
            assertThat(read(there, 4)).isEqualTo(concat(run(2, 3, 6), List.of(end)));
            assertThat(database.stored(turn)).isEqualTo(concat(run(1, 1, 4), run(2, 1, 6), List.of(end)));
        }
    }

    @Test
    @DisplayName("Who comes back with a position gets what follows it")
    void readingGoesOnFromAPosition() throws Exception {
        var node = node(Node.settings());
        try (var publisher = node.publisher(turn, database.begin(turn))) {
            publish(publisher, 1, 20);
            publisher.awaitStored();
            try (var reader = node.subscribe(turn, new EventPosition(1, 12))) {
                assertThat(read(reader, 7)).isEqualTo(run(1, 13, 20));
                assertThat(reader.poll()).isNull();
            }
        }
    }

    @Test
    @DisplayName("What was written straight into the store is read at once")
    void wakeReadsTheStore() throws Exception {
        var node = node(Node.settings());
        database.loseNotifications();
        try (var reader = node.subscribe(turn)) {
            assertThat(reader.poll()).isNull();
            var next = readAhead(reader);
            var end = database.end(turn, new TurnEvent.Stopped());
            node.stream.wake(turn);

            assertThat(next.get(20, TimeUnit.SECONDS)).isEqualTo(end);
        }
    }

    @Test
    @DisplayName("A node that goes down lets its readers go")
    void stopEndsReaders() throws Exception {
        var node = node(Node.settings());
        var session = new SessionId(UUID.randomUUID());
        try (var reader = node.subscribe(turn);
                var listener = node.stream.subscribe(session)) {
            assertThat(reader.poll()).isNull();
            assertThat(reader.ended()).isFalse();
            assertThat(listener.ended()).isFalse();
            var next = readAhead(reader);

            node.stream.stop();

            assertThat(next.get(20, TimeUnit.SECONDS)).isNull();
            assertThat(reader.ended()).isTrue();
            listener.await(Patience.CEILING);
            assertThat(listener.ended()).isTrue();
            try (var late = node.subscribe(turn);
                    var lateListener = node.stream.subscribe(session)) {
                assertThat(late.ended()).isTrue();
                assertThat(late.next(Patience.CEILING)).isNull();
                assertThat(lateListener.ended()).isTrue();
            }
        }
        assertThat(node.topics()).isZero();
    }

    @Test
    @DisplayName("What was published before the end of the process is stored")
    void stopWritingStoresWhatWaits() {
        var node = node(Node.settings());
        try (var publisher = node.publisher(turn, database.begin(turn))) {
            publish(publisher, 1, 100);
            node.stream.stopWriting();

            publisher.awaitStored();
            assertThat(database.stored(turn)).isEqualTo(run(1, 1, 100));
        }
        assertThat(node.topics()).isZero();
    }

    @Test
    @DisplayName("The writer writes from its first moment on, however its threads are scheduled")
    void writerNeverTakesItselfForStopped() {
        var node = node(Node.withStore(1000, Duration.ofSeconds(5)));
        try (var publisher = node.publisher(turn, database.begin(turn))) {
            for (var start = 0; start < 300; start++) {
                node.stream.stopWriting();
                node.stream.startWriting();
                publisher.publish(delta(Integer.toString(start)));
                assertThatCode(publisher::awaitStored).as("start %d", start).doesNotThrowAnyException();
            }
        }
    }

    @Test
    @DisplayName("Readers of a session hear of its turns and of no other's")
    void sessionReadersAreWoken() throws Exception {
        var node = node(Node.settings());
        var session = new SessionId(UUID.randomUUID());
        var another = new SessionId(UUID.randomUUID());
        try (var mine = node.stream.subscribe(session);
                var theirs = node.stream.subscribe(another)) {
            node.stream.wake(session);
            assertThat(heard(mine)).isTrue();
            database.notifyNodes(TurnStream.SESSIONS_CHANNEL, session.toString());
            assertThat(heard(mine)).isTrue();
            database.notifyNodes(TurnStream.SESSIONS_CHANNEL, another.toString());
            // Its own news was the first that the other session heard of.
            assertThat(heard(theirs)).isTrue();
            assertThat(heardWithin(theirs, Duration.ofMillis(20))).isFalse();
            assertThat(heardWithin(mine, Duration.ofMillis(20))).isFalse();
        }
    }

    @Test
    @DisplayName("A page that reloads hears of the next turn although its old connection leaves at that moment")
    void leavingReaderTakesNobodyWithIt() throws Exception {
        var node = node(Node.settings());
        var rounds = 200;
        var sessions = IntStream.range(0, rounds)
                .mapToObj(round -> new SessionId(new UUID(7, round)))
                .toList();
        var old = sessions.stream().map(node.stream::subscribe).toList();
        var round = new AtomicInteger(-1);
        var left = new AtomicInteger(-1);
        var leaving = Thread.ofPlatform().daemon().start(() -> {
            for (var i = 0; i < rounds; i++) {
                while (round.get() < i) {
                    Thread.onSpinWait();
                }
                old.get(i).close();
                left.set(i);
            }
        });
        for (var i = 0; i < rounds; i++) {
            round.set(i);
            try (var fresh = node.stream.subscribe(sessions.get(i))) {
                while (left.get() < i) {
                    Thread.onSpinWait();
                }
                node.stream.wake(sessions.get(i));
                assertThat(heardWithin(fresh, Duration.ofSeconds(5)))
                        .as("round %d", i)
                        .isTrue();
            }
        }
        leaving.join();
    }

    private static boolean heard(SessionSubscription subscription) throws InterruptedException {
        return heardWithin(subscription, Patience.CEILING);
    }

    private static boolean heardWithin(SessionSubscription subscription, Duration time) throws InterruptedException {
        return subscription.await(time);
    }

    private Node node(StreamSettings settings) {
        var node = new Node(database, settings);
        nodes.add(node);
        return node;
    }

    private TurnEvent delta(String text) {
        return new TurnEvent.ReplyDelta(message, text);
    }

    private StreamedEvent at(int epoch, int number, String text) {
        return new StreamedEvent(new EventPosition(epoch, number), delta(text));
    }

    /** The events with these numbers, each with its number as its text. */
    private List<StreamedEvent> run(int epoch, int from, int before) {
        var events = new ArrayList<StreamedEvent>();
        for (var i = from; i < before; i++) {
            events.add(at(epoch, i, Integer.toString(i)));
        }
        return events;
    }

    private void publish(TurnPublisher publisher, int from, int before) {
        for (var i = from; i < before; i++) {
            publisher.publish(delta(Integer.toString(i)));
        }
    }

    @SafeVarargs
    private static List<StreamedEvent> concat(List<StreamedEvent>... lists) {
        var all = new ArrayList<StreamedEvent>();
        for (var list : lists) {
            all.addAll(list);
        }
        return all;
    }

    private static List<StreamedEvent> read(TurnSubscription reader, int count) throws InterruptedException {
        var events = new ArrayList<StreamedEvent>();
        while (events.size() < count) {
            events.add(Objects.requireNonNull(reader.next(Patience.CEILING), () -> "only " + events));
        }
        return events;
    }

    /** Waits for the next event on a thread of its own; returns when that thread waits. */
    private static Future<@Nullable StreamedEvent> readAhead(TurnSubscription reader) {
        return start(() -> reader.next(Patience.CEILING));
    }

    private static Future<@Nullable Void> start(Runnable blocking) {
        return start(() -> {
            blocking.run();
            return null;
        });
    }

    /** Runs what is going to wait on a thread of its own; returns when that thread waits. */
    private static <T extends @Nullable Object> Future<T> start(Callable<T> blocking) {
        var task = new FutureTask<T>(blocking);
        var thread = Thread.ofPlatform().daemon().start(task);
        Patience.until("the thread waits", () -> thread.getState() == Thread.State.TIMED_WAITING);
        return task;
    }

    private static void await(CountDownLatch latch) {
        try {
            if (!latch.await(Patience.CEILING.toSeconds(), TimeUnit.SECONDS)) {
                throw new IllegalStateException("nobody opened the gate");
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
