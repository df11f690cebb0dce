package dev.chiron.bench;

import java.time.Duration;
import java.util.List;

/** Measured times, for percentiles by nearest rank. */
final class Latencies {

    private final List<Duration> sorted;

    /** @throws IllegalArgumentException if there are none */
    Latencies(List<Duration> measured) {
        if (measured.isEmpty()) {
            throw new IllegalArgumentException("nothing was measured");
        }
        this.sorted = measured.stream().sorted().toList();
    }

    /**
     * The smallest time that so many percent of all do not pass.
     *
     * @param percent above 0, up to 100
     */
    Duration percentile(int percent) {
        var rank = Math.ceilDiv(sorted.size() * percent, 100);
        return sorted.get(rank - 1);
    }

    @Override
    public String toString() {
        return "p50 %5d ms   p99 %5d ms   max %5d ms"
                .formatted(
                        percentile(50).toMillis(),
                        percentile(99).toMillis(),
                        percentile(100).toMillis());
    }
}
