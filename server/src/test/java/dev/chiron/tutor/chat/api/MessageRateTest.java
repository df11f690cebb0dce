package dev.chiron.tutor.chat.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.chiron.tutor.chat.ChatSettings;
import dev.chiron.tutor.platform.ApiException;
import dev.chiron.tutor.platform.LearnerId;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class MessageRateTest {

    private final LearnerId learner = new LearnerId(UUID.randomUUID());

    private final AtomicLong clock = new AtomicLong();

    private MessageRate rate(int perMinute, int burst) {
        return new MessageRate(
                new ChatSettings(
                        Duration.ofMinutes(15),
                        200,
                        4,
                        Duration.ofMillis(500),
                        Duration.ofSeconds(30),
                        Duration.ofMinutes(3),
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(1),
                        Duration.ofMinutes(5),
                        200_000,
                        2000,
                        4_000_000,
                        4_000_000,
                        65_536,
                        32,
                        16_000,
                        perMinute,
                        burst,
                        Duration.ofMinutes(10)),
                clock::get);
    }

    @Test
    @DisplayName("Who sends more than the burst is told to wait, and for how long")
    void burstIsLimited() {
        var rate = rate(1, 3);
        for (var i = 0; i < 3; i++) {
            rate.take(learner);
        }
        var refused = catchThrowableOfType(ApiException.class, () -> rate.take(learner));

        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.errorCode()).isEqualTo("rate_limited");
        // One a minute: the next is allowed within a minute, and never "in 0 seconds".
        assertThat(refused.retryAfter()).isBetween(Duration.ofSeconds(30), Duration.ofSeconds(61));
    }

    @Test
    @DisplayName("A wait of less than a second is told as a whole one")
    void waitIsRoundedUp() {
        var rate = rate(600, 1);
        rate.take(learner);
        var refused = catchThrowableOfType(ApiException.class, () -> rate.take(learner));

        assertThat(refused.retryAfter()).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    @DisplayName("Who waits as long as they were told is let in, and not a moment before")
    void theWaitIsHonest() {
        var rate = rate(7, 1);
        rate.take(learner);
        var told = catchThrowableOfType(ApiException.class, () -> rate.take(learner))
                .retryAfter();
        assertThat(told).isEqualTo(Duration.ofSeconds(9)); // 60 s / 7, in whole seconds

        clock.addAndGet(Duration.ofMillis(8_500).toNanos());
        assertThat(catchThrowableOfType(ApiException.class, () -> rate.take(learner)))
                .isNotNull();
        clock.set(Duration.ofSeconds(9).toNanos());
        assertThatCode(() -> rate.take(learner)).doesNotThrowAnyException();
    }

    @Test
    @DisplayName("One learner's haste is not another's")
    void learnersAreIndependent() {
        var rate = rate(1, 1);
        rate.take(learner);

        assertThatCode(() -> rate.take(new LearnerId(UUID.randomUUID()))).doesNotThrowAnyException();
        assertThat(catchThrowableOfType(ApiException.class, () -> rate.take(learner)))
                .isNotNull();
    }
}
