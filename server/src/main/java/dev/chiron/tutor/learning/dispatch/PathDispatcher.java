package dev.chiron.tutor.learning.dispatch;

import dev.chiron.tutor.learning.LearningSettings;
import dev.chiron.tutor.learning.activity.PathCall;
import dev.chiron.tutor.learning.store.PathStore;
import dev.chiron.tutor.platform.Correlation;
import dev.chiron.tutor.platform.InteractionId;
import dev.chiron.tutor.platform.TurnId;
import dev.chiron.tutor.platform.UnitId;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Starts paths' workflows. The request that began a path tries at once; what it could not start, and what went with a
 * Temporal that forgets, is found in the paths' rows and started later, where it was.
 */
@Component
public class PathDispatcher implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(PathDispatcher.class);

    private static final int BATCH = 200;

    private final PathStore paths;
    private final PathClient client;
    private final LearningSettings settings;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private volatile @Nullable Thread poller;

    PathDispatcher(PathStore paths, PathClient client, LearningSettings settings) {
        this.paths = paths;
        this.client = client;
        this.settings = settings;
    }

    /** Tries to start a path that has just been stored. Never fails: what is not started now is found later. */
    public void start(PathCall path) {
        tryNow(path, () -> client.start(path));
    }

    /** Tries to bring a completed unit to its path. Never fails: the turn's row is its outbox. */
    public void completed(PathCall path, UnitId unit, InteractionId interaction, TurnId turn) {
        tryNow(path, () -> client.completed(path, unit, interaction, turn));
    }

    private void tryNow(PathCall path, Runnable delivery) {
        var running = threads.submit(() -> {
            try (var _ = Correlation.of(path.learnerId(), null, null)) {
                delivery.run();
            }
        });
        try {
            running.get(settings.startTimeout().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            log.warn("Temporal does not answer; the path waits for the dispatcher");
        } catch (ExecutionException e) {
            log.warn("Temporal does not take the path; it waits for the dispatcher ({})", reason(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        var started = false;
        while (poller == Thread.currentThread()) {
            try {
                if (!started) {
                    var open = paths.makeAllDue();
                    if (open > 0) {
                        log.info("{} learning paths go on now", open);
                    }
                    started = true;
                }
                startDue();
            } catch (RuntimeException e) {
                log.warn("The dispatcher cannot look for paths right now ({})", reason(e));
            }
            LockSupport.parkNanos(this, settings.dispatchInterval().toNanos());
        }
    }

    private void startDue() {
        List<PathCall> due;
        do {
            due = paths.takeDue(again(), BATCH);
            due.forEach(this::startAgain);
        } while (due.size() == BATCH && poller == Thread.currentThread());
    }

    /** A path whose workflow takes it up is put off for much longer by that. */
    private Duration again() {
        return settings.dispatchInterval().multipliedBy(10);
    }

    private void startAgain(PathCall path) {
        try (var _ = Correlation.of(path.learnerId(), null, null)) {
            if (!client.start(path)) {
                // Only a workflow that begins puts its path off; one that waits for weeks is left to itself here.
                paths.putOff(path, settings.redispatchAfter());
            }
        } catch (RuntimeException e) {
            log.warn("Temporal does not take the path ({})", reason(e));
        }
    }

    private static String reason(Throwable e) {
        var cause = e;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause.getClass().getSimpleName();
    }

    @Override
    public void start() {
        // Known before it runs: the thread ends when it finds that it is not the poller.
        var thread = Thread.ofPlatform().daemon().name("path-dispatcher").unstarted(this::run);
        poller = thread;
        thread.start();
    }

    @Override
    public void stop() {
        var running = poller;
        poller = null;
        LockSupport.unpark(running);
        threads.shutdown();
    }

    @Override
    public boolean isRunning() {
        return poller != null;
    }

    /** Starts after the workers and stops before them. */
    @Override
    public int getPhase() {
        return 2000;
    }
}
