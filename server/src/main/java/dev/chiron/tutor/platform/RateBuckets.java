package dev.chiron.tutor.platform;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * How fast each of many may do something, on this node: so many at once, and after that so many a minute. Who has been
 * quiet for as long as it takes to be allowed everything again is forgotten, and so nothing is lost by it.
 *
 * @param <K> who: a learner, an address
 */
public final class RateBuckets<K> {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final int perMinute;
    private final int burst;
    private final TimeMeter clock;
    private final Cache<K, Bucket> buckets;

    /**
     * @param perMinute from 1
     * @param burst how many at once, from 1
     * @param remembered the most that are remembered at once; beyond it who is seldom seen is forgotten, and may do
     *     everything again
     * @param nanos a clock that only goes forward, in nanoseconds
     */
    public RateBuckets(int perMinute, int burst, int remembered, LongSupplier nanos) {
        this.perMinute = perMinute;
        this.burst = burst;
        this.clock = new TimeMeter() {
            @Override
            public long currentTimeNanos() {
                return nanos.getAsLong();
            }

            @Override
            public boolean isWallClockBased() {
                return false;
            }
        };
        this.buckets = Caffeine.newBuilder()
                .maximumSize(remembered)
                .expireAfterAccess(
                        MINUTE.multipliedBy(burst).dividedBy(perMinute).plus(MINUTE))
                .ticker(nanos::getAsLong)
                // Whoever adds one makes room for it: a crowd of strangers is never ahead of those who tidy up.
                .executor(Runnable::run)
                .build();
    }

    /** @throws ApiException 429 with the whole seconds until the next one is allowed */
    public void take(K who) {
        var probe = buckets.get(who, _ -> newBucket()).tryConsumeAndReturnRemaining(1);
        if (!probe.isConsumed()) {
            throw ApiException.tooManyRequests(wholeSeconds(probe.getNanosToWaitForRefill()));
        }
    }

    /** Rounded up: who comes back then is let in. */
    private static Duration wholeSeconds(long nanos) {
        return Duration.ofSeconds(Math.max(1, Math.ceilDiv(nanos, 1_000_000_000L)));
    }

    /** How many are remembered now. */
    long remembered() {
        buckets.cleanUp();
        return buckets.estimatedSize();
    }

    private Bucket newBucket() {
        return Bucket.builder()
                .addLimit(limit -> limit.capacity(burst).refillGreedy(perMinute, MINUTE))
                .withCustomTimePrecision(clock)
                .build();
    }
}
