package dev.chiron.embedded;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waiting for the outside world: bounded, and not cut short by an interrupt, because a half-stopped server is worse than a late one. */
final class Patience {

    private static final long POLL_NANOS = Duration.ofMillis(2).toNanos();

    private Patience() {}

    /**
     * Waits until the condition holds, asking every 2 ms.
     *
     * @return false when it did not hold within the limit
     */
    static boolean until(Duration limit, BooleanSupplier condition) {
        long deadline = System.nanoTime() + limit.toNanos();
        boolean interrupted = false;
        try {
            while (!condition.getAsBoolean()) {
                if (System.nanoTime() - deadline > 0) {
                    return false;
                }
                LockSupport.parkNanos(POLL_NANOS);
                interrupted |= Thread.interrupted();
            }
            return true;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
