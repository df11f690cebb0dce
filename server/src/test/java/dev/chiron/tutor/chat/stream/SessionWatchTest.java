package dev.chiron.tutor.chat.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chiron.tutor.chat.Patience;
import dev.chiron.tutor.platform.SessionId;
import dev.chiron.tutor.platform.database.Notifications;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.util.unit.DataSize;

@Timeout(60)
@DisplayName("The watch over followed sessions")
class SessionWatchTest {

    private static final Duration NEVER = Duration.ofHours(1);
    private static final Duration AT_ONCE = Duration.ofMillis(1);

    private final Map<SessionId, Long> turns = new ConcurrentHashMap<>();
    private final List<List<SessionId>> looks = new CopyOnWriteArrayList<>();
    private final AtomicInteger failures = new AtomicInteger();
    private final List<Consumer<String>> listeners = new ArrayList<>();
    private final TurnStream stream = new TurnStream(
            entries -> {}, Node.settings(), (channel, listener) -> hears(channel, listener), new SimpleMeterRegistry());

    @SuppressWarnings("NullAway.Init")
    private SessionWatch watch;

    @AfterEach
    void end() {
        watch.stop();
    }

    private void hears(String channel, Consumer<String> listener) {
        if (channel.equals(TurnStream.SESSIONS_CHANNEL)) {
            listeners.add(listener);
        }
    }

    private void begin(Duration lookAgain) {
        watch = new SessionWatch(
                stream,
                this::lastTurns,
                new ReaderSettings(1, 1, NEVER, DataSize.ofKilobytes(64), lookAgain),
                this::hears);
        watch.start();
    }

    private Map<SessionId, Long> lastTurns(List<SessionId> sessions) {
        looks.add(sessions);
        if (failures.getAndDecrement() > 0) {
            throw new IllegalStateException("the database is away");
        }
        var found = new HashMap<>(turns);
        found.keySet().retainAll(sessions);
        return found;
    }

    private void reconnected() {
        listeners.forEach(listener -> listener.accept(Notifications.MISSED));
    }

    private SessionSubscription reader(long position) {
        var reader = stream.subscribe(new SessionId(UUID.randomUUID()));
        reader.standsAt(position);
        return reader;
    }

    private SessionId only() {
        return stream.followedSessions().getFirst();
    }

    // Goal: a turn that was announced while nobody listened is found, and nobody else asks the database for nothing.
    @Test
    @DisplayName("wakes, after a lost connection, those who are behind and no others")
    void wakesWhoIsBehind() throws Exception {
        var behind = reader(6);
        turns.put(only(), 7L);
        try (behind;
                var upToDate = reader(6)) {
            stream.followedSessions().forEach(each -> turns.putIfAbsent(each, 6L));
            begin(NEVER);

            reconnected();

            assertThat(behind.await(Patience.CEILING)).isTrue();
            Patience.until("the look is over", () -> looks.size() == 1);
            assertThat(upToDate.await(AT_ONCE)).isFalse();
        }
    }

    // Goal: a reader that has not said where it stands is not taken for one that has seen everything.
    @Test
    @DisplayName("wakes a reader that has only just come")
    void wakesWhoHasJustCome() throws Exception {
        try (var fresh = stream.subscribe(new SessionId(UUID.randomUUID()))) {
            turns.put(only(), 1L);
            begin(NEVER);

            reconnected();

            assertThat(fresh.await(Patience.CEILING)).isTrue();
        }
    }

    // Goal: a database that is still away when the connection is lost costs nobody a turn.
    @Test
    @DisplayName("looks until it has seen all sessions")
    void looksAgainAfterAFailure() throws Exception {
        try (var behind = reader(0)) {
            turns.put(only(), 1L);
            failures.set(2);
            begin(NEVER);

            reconnected();

            assertThat(behind.await(Patience.CEILING)).isTrue();
            assertThat(looks).hasSize(3);
        }
    }

    // Goal: a notification that is lost without anybody noticing delays a turn and does not hide it.
    @Test
    @DisplayName("looks now and then without being asked")
    void looksByItself() throws Exception {
        try (var behind = reader(0)) {
            turns.put(only(), 1L);
            begin(Duration.ofMillis(10));

            assertThat(behind.await(Patience.CEILING)).isTrue();
        }
    }

    // Goal: what an idle node costs the database does not grow with its readers. Method: count the looks.
    @Test
    @DisplayName("asks for a thousand sessions at once, and for nothing while nothing was missed")
    void asksInBatches() {
        var readers = IntStream.range(0, 2 * SessionWatch.BATCH + 1)
                .mapToObj(number -> reader(0))
                .toList();
        begin(NEVER);
        assertThat(looks).isEmpty();

        reconnected();

        Patience.until("three statements", () -> looks.size() == 3);
        assertThat(looks.stream().mapToInt(List::size)).containsExactly(1000, 1000, 1);
        readers.forEach(SessionSubscription::close);
        assertThat(stream.followedSessions()).isEmpty();
    }
}
