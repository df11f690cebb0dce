package dev.chiron.tutor.chat.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chiron.tutor.chat.Patience;
import dev.chiron.tutor.platform.MessageId;
import dev.chiron.tutor.platform.TurnId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.Timeout;

/**
 * No loss, no repetition, by brute force: turns are answered in several attempts on two nodes while readers come at
 * any moment, read fast or slow, overflow, and find the store slow or away. A failure names its seed; run it again
 * with {@code -Dchiron.stream.seed=<seed>}. Threads are scheduled as they like, so a seed makes a failure likely, not
 * certain.
 */
@Timeout(120)
final class TurnStreamInterleavingsTest {

    private static final int ROUNDS = 80;
    private static final int TURNS = 5;
    private static final int READERS = 6;
    private static final int READER_BUFFER = 12;

    /** One attempt: where it runs, what it says, and whether it goes on talking after the next has begun. */
    private record Attempt(int node, int events, boolean zombie) {}

    /** One reader's way of reading. */
    private record Habit(int node, int joinsAfter, boolean slow, boolean polls) {}

    private record Script(TurnId turn, List<Attempt> attempts, List<Habit> readers) {

        /** All on one node: then even what a later attempt made void is seen by all, to its last stored event. */
        boolean onOneNode() {
            return attempts.stream().map(Attempt::node).distinct().count() == 1;
        }

        int winner() {
            return attempts.size();
        }
    }

    @Test
    @DisplayName("Every reader sees every event of a turn exactly once and in order, whenever and wherever it joins")
    void everyReaderSeesEveryEventOnceAndInOrder(TestReporter reporter) throws Exception {
        var seed = Long.getLong("chiron.stream.seed", System.nanoTime());
        reporter.publishEntry("chiron.stream.seed", Long.toString(seed));
        var random = new Random(seed);
        var overflows = new AtomicInteger();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var round = 0; round < ROUNDS; round++) {
                play(random, seed, round, threads, overflows);
            }
        }
        // The scripts are worth something only if they reach the hard parts.
        assertThat(overflows.get()).as("readers that overflowed, seed %d", seed).isPositive();
    }

    private void play(Random random, long seed, int round, ExecutorService threads, AtomicInteger overflows)
            throws Exception {
        try (var database = new FakeDatabase();
                var first = new Node(database, settings());
                var second = new Node(database, settings())) {
            var nodes = List.of(first, second);
            disturb(database, random.nextLong());
            var scripts = new ArrayList<Script>();
            for (var i = 0; i < TURNS; i++) {
                scripts.add(script(random));
            }
            var running = new ArrayList<Future<?>>();
            for (var script : scripts) {
                var published = new AtomicInteger();
                running.add(threads.submit(writer(script, nodes, database, published, random.nextLong())));
                for (var habit : script.readers()) {
                    var name = "seed %d round %d turn %s %s".formatted(seed, round, script, habit);
                    running.add(threads.submit(
                            reader(script, habit, nodes, database, published, name, overflows, random.nextLong())));
                }
            }
            for (var each : running) {
                each.get(Patience.CEILING.toSeconds() * 2, TimeUnit.SECONDS);
            }
            for (var node : nodes) {
                Patience.until("nothing of the turns is left, seed " + seed, () -> node.topics() == 0);
                assertThat(node.unstored()).isZero();
            }
        }
    }

    private static StreamSettings settings() {
        return new StreamSettings(
                Duration.ofMillis(1),
                400,
                Duration.ofSeconds(20),
                READER_BUFFER,
                Duration.ofSeconds(5),
                Duration.ofSeconds(10),
                Duration.ofMinutes(10));
    }

    /** A store that takes its time, and now and then does not answer. */
    private static void disturb(FakeDatabase database, long seed) {
        var random = new Random(seed);
        var away = new AtomicInteger(random.nextInt(8) == 0 ? 1 : 0);
        database.onWrite(() -> {
            pause(random, 3, 400_000);
            if (random.nextInt(10) == 0 && away.getAndDecrement() > 0) {
                throw new FakeDatabase.AwayException();
            }
        });
        database.onRead(() -> {
            pause(random, 3, 400_000);
            if (random.nextInt(20) == 0) {
                throw new FakeDatabase.AwayException();
            }
        });
    }

    /** Latency, not waiting for anything. */
    private static void pause(Random random, int oneIn, int maxNanos) {
        if (random.nextInt(oneIn) == 0) {
            LockSupport.parkNanos(random.nextInt(maxNanos));
        }
    }

    private static Script script(Random random) {
        var attempts = new ArrayList<Attempt>();
        var oneNode = random.nextBoolean();
        var home = random.nextInt(2);
        var count = 1 + random.nextInt(3);
        var total = 0;
        for (var i = 0; i < count; i++) {
            var events = random.nextInt(60);
            total += events;
            attempts.add(new Attempt(oneNode ? home : random.nextInt(2), events, random.nextInt(3) == 0));
        }
        var readers = new ArrayList<Habit>();
        for (var i = 0; i < READERS; i++) {
            readers.add(new Habit(
                    random.nextInt(2), random.nextInt(total + 1), random.nextInt(3) == 0, random.nextInt(3) == 0));
        }
        return new Script(new TurnId(new UUID(random.nextLong(), random.nextLong())), attempts, readers);
    }

    /** Answers a turn as workers do: attempt after attempt, of which the last is whole and stored, then its end. */
    private static Callable<@Nullable Void> writer(
            Script script, List<Node> nodes, FakeDatabase database, AtomicInteger published, long seed) {
        return () -> {
            var random = new Random(seed);
            var zombies = new ArrayList<Thread>();
            for (var i = 0; i < script.attempts().size(); i++) {
                var attempt = script.attempts().get(i);
                var epoch = database.begin(script.turn());
                var publisher = nodes.get(attempt.node()).publisher(script.turn(), epoch);
                var last = i + 1 == script.attempts().size();
                if (last || !attempt.zombie()) {
                    say(publisher, attempt.events(), published, random);
                    if (last) {
                        publisher.awaitStored();
                    }
                    publisher.close();
                } else {
                    say(publisher, attempt.events() / 2, published, random);
                    var late = new Random(random.nextLong());
                    zombies.add(Thread.ofVirtual().start(() -> {
                        say(publisher, attempt.events() - attempt.events() / 2, published, late);
                        publisher.close();
                    }));
                }
            }
            database.end(script.turn(), new TurnEvent.Completed());
            nodes.getFirst().stream.wake(script.turn());
            for (var zombie : zombies) {
                zombie.join();
            }
            return null;
        };
    }

    private static void say(TurnPublisher publisher, int events, AtomicInteger published, Random random) {
        var message = new MessageId(new UUID(3, 3));
        for (var i = 0; i < events; i++) {
            publisher.publish(new TurnEvent.ReplyDelta(message, Integer.toString(random.nextInt())));
            published.incrementAndGet();
            pause(random, 4, 300_000);
        }
    }

    private static Callable<@Nullable Void> reader(
            Script script,
            Habit habit,
            List<Node> nodes,
            FakeDatabase database,
            AtomicInteger published,
            String name,
            AtomicInteger overflows,
            long seed) {
        return () -> {
            var random = new Random(seed);
            Patience.until(
                    "the turn is as far as the reader wants it: " + name, () -> published.get() >= habit.joinsAfter());
            var seen = new ArrayList<StreamedEvent>();
            try (var subscription = nodes.get(habit.node()).subscribe(script.turn())) {
                var joinedAt = published.get();
                while (seen.isEmpty() || !seen.getLast().event().terminal()) {
                    var event = next(subscription, habit, random, name, seen);
                    if (event != null) {
                        seen.add(event);
                    }
                    if (habit.slow() && seen.size() == 1) {
                        // Sleeps through more than its buffer holds, when the turn has so much to say.
                        var enough = Math.min(total(script), joinedAt + 3 * READER_BUFFER);
                        Patience.until("the turn goes on: " + name, () -> published.get() >= enough);
                        if (published.get() - joinedAt > READER_BUFFER) {
                            overflows.incrementAndGet();
                        }
                    }
                }
            }
            check(script, database.stored(script.turn()), seen, name);
            return null;
        };
    }

    private static int total(Script script) {
        return script.attempts().stream().mapToInt(Attempt::events).sum();
    }

    private static @Nullable StreamedEvent next(
            TurnSubscription subscription, Habit habit, Random random, String name, List<StreamedEvent> seen)
            throws InterruptedException {
        try {
            var polled = habit.polls() ? subscription.poll() : null;
            if (polled != null) {
                return polled;
            }
            var event = subscription.next(Patience.CEILING);
            assertThat(event).as("%s waits for ever after %s", name, seen).isNotNull();
            return event;
        } catch (FakeDatabase.AwayException e) {
            pause(random, 2, 100_000);
            return null;
        }
    }

    private static void check(Script script, List<StreamedEvent> stored, List<StreamedEvent> seen, String name) {
        for (var i = 1; i < seen.size(); i++) {
            assertThat(seen.get(i).position())
                    .as(name)
                    .isGreaterThan(seen.get(i - 1).position());
        }
        assertThat(seen.getLast()).as(name).isEqualTo(stored.getLast());
        assertThat(of(seen, script.winner())).as(name).isEqualTo(of(stored, script.winner()));
        assertThat(of(stored, script.winner()))
                .as(name)
                .hasSize(script.attempts().getLast().events());
        if (script.onOneNode()) {
            assertThat(seen).as(name).containsSubsequence(stored);
        }
    }

    private static List<StreamedEvent> of(List<StreamedEvent> events, int epoch) {
        return events.stream()
                .filter(event -> event.position().epoch() == epoch)
                .toList();
    }
}
