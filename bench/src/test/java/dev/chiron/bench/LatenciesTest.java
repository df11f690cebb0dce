package dev.chiron.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LatenciesTest {

    // Goal: percentiles are of the nearest rank, so each is a time that was really measured.
    @Test
    void percentilesAreMeasuredTimes() {
        var latencies = new Latencies(IntStream.rangeClosed(1, 200)
                .mapToObj(millis -> Duration.ofMillis(201 - millis))
                .toList());

        assertThat(latencies.percentile(50)).hasMillis(100);
        assertThat(latencies.percentile(99)).hasMillis(198);
        assertThat(latencies.percentile(100)).hasMillis(200);
        assertThat(new Latencies(List.of(Duration.ofMillis(5))).percentile(1)).hasMillis(5);
    }

    @Test
    void nothingHasNoPercentiles() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Latencies(List.of()));
    }
}
