package dev.chiron.tutor.chat.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chiron.tutor.platform.LearnerId;
import dev.chiron.tutor.platform.TurnId;
import dev.chiron.tutor.platform.database.UnconnectedNotifications;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A stream that was started writes, however the machine orders its threads")
class TurnStreamStartTest {

    /** More starters than processors, so that now and then a new thread runs before its starter goes on. */
    private static final int STARTERS = 4 * Runtime.getRuntime().availableProcessors();

    private static final int STARTS_EACH = 250;

    private static final StreamSettings SETTINGS = new StreamSettings(
            Duration.ZERO, 100, Duration.ofSeconds(5), 10, Duration.ofMinutes(1), Duration.ofMinutes(1), Duration.ZERO);

    @Test
    void everyStartWrites() throws Exception {
        try (var starters = Executors.newFixedThreadPool(STARTERS)) {
            var all = new ArrayList<Callable<Integer>>();
            for (var i = 0; i < STARTERS; i++) {
                all.add(TurnStreamStartTest::startOftenAndCountWrites);
            }
            for (var writes : starters.invokeAll(all)) {
                assertThat(writes.get()).isEqualTo(STARTS_EACH);
            }
        }
    }

    private static int startOftenAndCountWrites() {
        var written = 0;
        for (var i = 0; i < STARTS_EACH; i++) {
            var stream = new TurnStream(
                    entries -> {}, SETTINGS, UnconnectedNotifications.create(), new SimpleMeterRegistry());
            stream.startWriting();
            try (var publisher = stream.publisher(new TurnId(new UUID(1, i)), new LearnerId(new UUID(2, i)), 1)) {
                publisher.publish(new TurnEvent.Completed());
                publisher.awaitStored();
                written++;
            } finally {
                stream.stopWriting();
            }
        }
        return written;
    }
}
