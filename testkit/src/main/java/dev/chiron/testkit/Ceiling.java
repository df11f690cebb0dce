package dev.chiron.testkit;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.awaitility.pollinterval.IterativePollInterval;

/**
 * How long a test waits for something that must happen. The ceiling is generous because it is only ever paid by a test
 * that fails: a tight one would turn a busy machine into a red build.
 */
final class Ceiling {

    static final Duration WAIT = Duration.ofSeconds(30);

    private static final Duration LONGEST_PAUSE = Duration.ofMillis(40);

    private Ceiling() {}

    /** Asks again and again until the answer pleases, and fails with {@code picture} of the last state when it never does. */
    static <T> T until(String what, Callable<T> question, Predicate<? super T> pleases, Supplier<String> picture) {
        return until(WAIT, what, question, pleases, picture);
    }

    /** As the other, with a ceiling of its own: for what shall be seen to fail. */
    static <T> T until(
            Duration ceiling,
            String what,
            Callable<T> question,
            Predicate<? super T> pleases,
            Supplier<String> picture) {
        try {
            return Awaitility.await(what)
                    .atMost(ceiling)
                    .pollDelay(Duration.ZERO)
                    // What is soon there is seen soon; what takes its time is not asked for all the time.
                    .pollInterval(IterativePollInterval.iterative(
                            last -> last.plusMillis(5).compareTo(LONGEST_PAUSE) < 0
                                    ? last.plusMillis(5)
                                    : LONGEST_PAUSE,
                            Duration.ofMillis(10)))
                    .pollInSameThread()
                    .until(question, pleases);
        } catch (ConditionTimeoutException e) {
            throw new AssertionError("waited " + ceiling.toSeconds() + " s in vain: " + what + "\n" + picture.get(), e);
        }
    }
}
