package dev.chiron.tutor.integration;

import java.time.Duration;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;

/** Waiting for what will come, with the kit's generous ceiling. */
final class Await {

    private static final Duration CEILING = Duration.ofSeconds(30);

    private Await() {}

    static void until(Callable<Boolean> condition) {
        until(CEILING, condition);
    }

    /** For what a real server does in the background, in its own time. */
    static void until(Duration ceiling, Callable<Boolean> condition) {
        Awaitility.await()
                .atMost(ceiling)
                .pollInterval(Duration.ofMillis(10))
                .ignoreExceptions()
                .until(condition);
    }
}
