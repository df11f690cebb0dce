package dev.chiron.tutor.integration;

import java.time.Duration;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;

/** Waiting for what will come, with the kit's generous ceiling. */
final class Await {

    private static final Duration CEILING = Duration.ofSeconds(30);

    private Await() {}

    static void until(Callable<Boolean> condition) {
        Awaitility.await()
                .atMost(CEILING)
                .pollInterval(Duration.ofMillis(10))
                .ignoreExceptions()
                .until(condition);
    }
}
