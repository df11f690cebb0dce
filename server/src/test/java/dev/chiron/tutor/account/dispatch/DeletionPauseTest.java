package dev.chiron.tutor.account.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("After an account is gone, its workflows are looked for again")
class DeletionPauseTest {

    private static final Duration WATCH = Duration.ofMinutes(10);

    // Goal: often at first, seldom later, and once more when the time is over, so that the last look is never early.
    @Test
    void atGrowingIntervalsToTheEnd() {
        var looks = new ArrayList<Long>();
        var since = Duration.ZERO;
        while (since.compareTo(WATCH) < 0) {
            since = since.plus(DeletionDispatcher.pause(since, WATCH));
            looks.add(since.toSeconds());
        }

        assertThat(looks).containsExactly(1L, 2L, 4L, 8L, 16L, 32L, 64L, 128L, 256L, 512L, 600L);
    }

    // Goal: a watch that is short, or over while a workflow was found, does not make it look without a pause.
    @Test
    void neverWithoutAPause() {
        assertThat(DeletionDispatcher.pause(Duration.ofSeconds(5), Duration.ZERO))
                .isGreaterThan(Duration.ZERO);
        assertThat(DeletionDispatcher.pause(Duration.ofMillis(999), Duration.ofSeconds(1)))
                .isEqualTo(Duration.ofSeconds(1));
    }
}
