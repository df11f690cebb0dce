package dev.chiron.tutor.platform.dispatch;

import dev.chiron.tutor.platform.Correlation;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Brings rows to their workflows. Whoever has stored a row tries at once ({@link #tryNow}); what could not be delivered
 * then, and what a process that died had taken, is found in the rows and delivered later, in rounds. A row may so be
 * delivered twice: its workflow has to know what it has.
 *
 * @param <T> what is delivered
 */
public abstract class OutboxDispatcher<T> implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(OutboxDispatcher.class);

    private static final int BATCH = 200;

    /** Deliveries at once; with Temporal away, further ones are left to their rows without waiting. */
    private static final int MAX_DELIVERIES = 256;

    /** A row that was taken and not delivered is due again after as many intervals. */
    private static final int INTERVALS_TO_NEXT_TRY = 10;

    private final String what;
    private final Duration interval;
    private final Duration patience;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Semaphore deliveries = new Semaphore(MAX_DELIVERIES);
    private volatile @Nullable Thread poller;

    /**
     * @param what the rows' name in the log, in the singular
     * @param interval from the end of a round to the next
     * @param patience how long {@link #tryNow} waits for Temporal
     */
    protected OutboxDispatcher(String what, Duration interval, Duration patience) {
        this.what = what;
        this.interval = interval;
        this.patience = patience;
    }

    /** Makes all that is not over due, as after the death of a process; how many that are. Called once, at the start. */
    protected abstract int makeAllDue();

    /** Takes rows that are due, at most so many; each is due again after a while, unless its workflow has it by then. */
    protected abstract List<T> takeDue(Duration again, int most);

    /**
     * Delivers a row that was due.
     *
     * @throws RuntimeException if Temporal does not take it
     */
    protected abstract void deliverAgain(T row);

    /** The ids of a row for the log. */
    protected abstract Correlation correlation(T row);

    /** Something else to do after each round. */
    protected void afterRound() {}

    /**
     * Tries to deliver what has just been stored. Waits for Temporal for the patience at most and never fails: what is not
     * delivered now is found later.
     *
     * @param correlation opened on the thread that delivers
     */
    protected final void tryNow(Supplier<Correlation> correlation, Runnable deliver) {
        if (!deliveries.tryAcquire()) {
            log.warn("Temporal is slow; the {} waits for the dispatcher", what);
            return;
        }
        var delivery = threads.submit(() -> {
            try (var _ = correlation.get()) {
                deliver.run();
            } finally {
                deliveries.release();
            }
        });
        try {
            delivery.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            log.warn("Temporal does not answer; the {} waits for the dispatcher", what);
        } catch (ExecutionException e) {
            log.warn("Temporal does not take the {}; it waits for the dispatcher ({})", what, reason(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        var started = false;
        while (poller == Thread.currentThread()) {
            try {
                if (!started) {
                    var unfinished = makeAllDue();
                    if (unfinished > 0) {
                        log.info("Each unfinished {} goes on now: {}", what, unfinished);
                    }
                    started = true;
                }
                deliverDue();
                afterRound();
            } catch (RuntimeException e) {
                log.warn("The dispatcher of {}s cannot look into the rows right now ({})", what, reason(e));
            }
            LockSupport.parkNanos(this, interval.toNanos());
        }
    }

    private void deliverDue() {
        List<T> due;
        do {
            due = takeDue(interval.multipliedBy(INTERVALS_TO_NEXT_TRY), BATCH);
            due.forEach(this::deliver);
        } while (due.size() == BATCH && poller == Thread.currentThread());
    }

    private void deliver(T due) {
        try (var _ = correlation(due)) {
            deliverAgain(due);
        } catch (RuntimeException e) {
            log.warn("Temporal does not take the {} ({})", what, reason(e));
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
        var thread = Thread.ofPlatform().daemon().name(what + "-dispatcher").unstarted(this::run);
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
