package dev.chiron.tutor.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A rate")
class RateBucketsTest {

    private final AtomicLong clock = new AtomicLong();

    private boolean isLetIn(RateBuckets<String> rate, String who) {
        return catchThrowableOfType(ApiException.class, () -> rate.take(who)) == null;
    }

    @Test
    @DisplayName("lets in what the burst allows at once, then one after another, as fast as it says")
    void burstThenPace() {
        var rate = new RateBuckets<String>(60, 3, 1000, clock::get);
        for (var i = 0; i < 3; i++) {
            assertThatCode(() -> rate.take("ada")).doesNotThrowAnyException();
        }
        for (var second = 1; second <= 100; second++) {
            assertThat(isLetIn(rate, "ada")).as("before second %d", second).isFalse();
            clock.set(Duration.ofSeconds(second).toNanos());
            assertThat(isLetIn(rate, "ada")).as("in second %d", second).isTrue();
        }
    }

    @Test
    @DisplayName("tells whole seconds, after which it lets in")
    void theWaitIsHonest() {
        for (var perMinute = 1; perMinute <= 120; perMinute++) {
            var rate = new RateBuckets<String>(perMinute, 1, 1000, clock::get);
            rate.take("ada");
            var refused = catchThrowableOfType(ApiException.class, () -> rate.take("ada"));
            assertThat(refused.status()).isEqualTo(429);
            assertThat(refused.retryAfter()).isEqualTo(Duration.ofSeconds(Math.ceilDiv(60, perMinute)));
            clock.addAndGet(Duration.ofSeconds(Math.ceilDiv(60, perMinute)).toNanos());
            assertThatCode(() -> rate.take("ada")).doesNotThrowAnyException();
        }
    }

    @Test
    @DisplayName("is not refused for longer because of the requests that were refused")
    void refusalsCostNothing() {
        var rate = new RateBuckets<String>(1, 1, 1000, clock::get);
        rate.take("ada");
        for (var i = 0; i < 1000; i++) {
            assertThat(isLetIn(rate, "ada")).isFalse();
        }
        clock.addAndGet(Duration.ofMinutes(1).toNanos());
        assertThat(isLetIn(rate, "ada")).isTrue();
    }

    @Test
    @DisplayName("forgets who is allowed everything again, and nobody before")
    void forgetsTheQuiet() {
        var rate = new RateBuckets<String>(10, 50, 1000, clock::get);
        for (var i = 0; i < 50; i++) {
            rate.take("ada");
        }
        clock.addAndGet(Duration.ofMinutes(5).toNanos());
        assertThat(rate.remembered()).isOne();
        clock.addAndGet(Duration.ofMinutes(2).toNanos());
        assertThat(rate.remembered()).isZero();
    }

    @Test
    @DisplayName("remembers no more than it may, however many come, and does not forget who comes all the time")
    void memoryIsBounded() {
        var rate = new RateBuckets<String>(1, 5, 1000, clock::get);
        for (var i = 0; i < 100_000; i++) {
            rate.take("stranger " + i);
            if (i % 10 == 0) {
                isLetIn(rate, "ada");
            }
            if (i % 10_000 == 0) {
                assertThat(rate.remembered()).isLessThanOrEqualTo(1000);
            }
        }
        assertThat(rate.remembered()).isLessThanOrEqualTo(1000);
        assertThat(isLetIn(rate, "ada")).isFalse();
    }
}
