package dev.chiron.tutor.chat.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chiron.tutor.chat.stream.TurnEvent.Completed;
import dev.chiron.tutor.chat.stream.TurnEvent.ReplyDelta;
import dev.chiron.tutor.platform.LearnerId;
import dev.chiron.tutor.platform.MessageId;
import dev.chiron.tutor.platform.TurnId;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A node hears its own notifications as well as those of others. */
@DisplayName("A notification")
class OwnNotificationsTest {

    private static final StreamSettings SETTINGS = new StreamSettings(
            Duration.ZERO,
            1000,
            Duration.ofSeconds(5),
            100,
            Duration.ofMinutes(1),
            Duration.ofMinutes(1),
            Duration.ofMinutes(1));

    private final TurnId turn = new TurnId(UUID.randomUUID());
    private final LearnerId learner = new LearnerId(UUID.randomUUID());
    private final MessageId message = new MessageId(UUID.randomUUID());
    private final Map<String, Consumer<String>> listeners = new HashMap<>();
    private final AtomicInteger storeReads = new AtomicInteger();
    private final List<StreamedEvent> stored = new ArrayList<>();
    private final TurnStream stream =
            new TurnStream(entries -> {}, SETTINGS, listeners::put, new SimpleMeterRegistry());

    private TurnSubscription reader() {
        return stream.subscribe(turn, EventPosition.START, after -> {
            storeReads.incrementAndGet();
            return stored.stream()
                    .filter(event -> event.position().compareTo(after) > 0)
                    .toList();
        });
    }

    private void heard() {
        Objects.requireNonNull(listeners.get(TurnStream.TURNS_CHANNEL)).accept(turn.toString());
    }

    // Goal: a turn that is written here costs its readers no look into the store for each write. Method: count the
    // looks of a reader that hears of every event it has just been given.
    @Test
    @DisplayName("of a turn that is written here sends no reader to the store")
    void ofOurOwnIsLeftAlone() {
        stream.startWriting();
        try (var publisher = stream.publisher(turn, learner, 1);
                var reader = reader()) {
            assertThat(reader.poll()).isNull();
            assertThat(storeReads).as("the first look, at what had been there").hasValue(1);
            for (var number = 0; number < 20; number++) {
                publisher.publish(new ReplyDelta(message, "word" + number));
                publisher.awaitStored();
                heard();

                assertThat(reader.poll()).isNotNull();
                assertThat(reader.poll()).isNull();
            }
            assertThat(storeReads).hasValue(1);
        } finally {
            stream.stopWriting();
        }
    }

    // Goal: what another node wrote is found at once. Method: an event that is only in the store.
    @Test
    @DisplayName("of a turn that is written elsewhere brings its events at once")
    void ofOthersIsFollowed() {
        try (var reader = reader()) {
            assertThat(reader.poll()).isNull();
            stored.add(new StreamedEvent(new EventPosition(2, 1), new Completed()));
            assertThat(reader.poll()).isNull();

            heard();

            assertThat(reader.poll()).isEqualTo(stored.getFirst());
        }
    }

    // Goal: a turn that another node ends after this node's attempt is over is not missed. Method: the attempt's
    // publisher closes, then the notification of the last event comes.
    @Test
    @DisplayName("of a turn that was written here before is followed again")
    void ofATurnThatIsWrittenHereNoMoreIsFollowed() {
        try (var reader = reader()) {
            try (var publisher = stream.publisher(turn, learner, 1)) {
                assertThat(publisher).isNotNull();
                assertThat(reader.poll()).isNull();
            }
            stored.add(new StreamedEvent(new EventPosition(2, 1), new Completed()));

            heard();

            assertThat(reader.poll()).isEqualTo(stored.getFirst());
        }
    }
}
