package dev.chiron.tutor.chat;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for a condition with a generous ceiling. */
public final class Patience {

    /** Longest wait; far more than anything takes. */
    public static final Duration CEILING = Duration.ofSeconds(20);

    private static final long LOOK_EVERY_NANOS = 200_000;

    private Patience() {}

    /** Comes back when the condition holds; fails with what was waited for. */
    public static void until(String what, BooleanSupplier condition) {
        var deadline = System.nanoTime() + CEILING.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadline > 0) {
                throw new AssertionError("not within " + CEILING + ": " + what);
            }
            LockSupport.parkNanos(LOOK_EVERY_NANOS);
        }
    }
}
