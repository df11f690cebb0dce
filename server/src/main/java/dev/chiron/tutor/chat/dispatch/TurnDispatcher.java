package dev.chiron.tutor.chat.dispatch;

import dev.chiron.tutor.chat.ChatSettings;
import dev.chiron.tutor.chat.PathAnswers;
import dev.chiron.tutor.chat.store.ChatTurn;
import dev.chiron.tutor.chat.store.TurnStore;
import dev.chiron.tutor.chat.stream.StreamSettings;
import dev.chiron.tutor.chat.workflow.QueuedTurn;
import dev.chiron.tutor.platform.Correlation;
import dev.chiron.tutor.platform.LearnerId;
import dev.chiron.tutor.platform.SessionId;
import dev.chiron.tutor.platform.TurnId;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Brings accepted turns to their workflows. The request that accepted a turn tries at once; what it could not
 * deliver, and what a process that died had taken, is found in the turns' rows and delivered later. A turn may so be
 * delivered twice: the workflow knows its turns.
 */
@Component
public class TurnDispatcher implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(TurnDispatcher.class);

    private static final int BATCH = 200;

    /** Deliveries at once; with Temporal away, further turns are left to their rows without waiting. */
    private static final int MAX_DELIVERIES = 256;

    private static final Duration CLEANING_INTERVAL = Duration.ofMinutes(1);

    private final TurnStore turns;
    private final ChatSessionClient sessions;
    private final PathAnswers paths;
    private final ChatSettings settings;
    private final StreamSettings streamSettings;
    private final Counter redelivered;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Semaphore deliveries = new Semaphore(MAX_DELIVERIES);
    private volatile @Nullable Thread poller;

    TurnDispatcher(
            TurnStore turns,
            ChatSessionClient sessions,
            PathAnswers paths,
            ChatSettings settings,
            StreamSettings streamSettings,
            MeterRegistry metrics) {
        this.turns = turns;
        this.sessions = sessions;
        this.paths = paths;
        this.settings = settings;
        this.streamSettings = streamSettings;
        this.redelivered = Counter.builder("chiron.turns.redelivered")
                .description("Turns that were found in their rows and brought to their workflow again")
                .register(metrics);
    }

    /**
     * Tries to deliver a turn that has just been stored. Waits for Temporal for the settings' time at most and never
     * fails: what is not delivered now is found later.
     */
    public void dispatch(SessionId session, LearnerId learner, TurnId turn, long position) {
        dispatch(session, learner, turn, () -> sessions.deliver(session, learner, QueuedTurn.of(turn, position)));
    }

    /** As the other, for a turn that may be a path's. */
    public void dispatch(ChatTurn turn) {
        dispatch(turn.session(), turn.learner(), turn.id(), () -> deliverNow(turn));
    }

    private void dispatch(SessionId session, LearnerId learner, TurnId turn, Runnable deliver) {
        if (!deliveries.tryAcquire()) {
            log.warn("Temporal is slow; the turn waits for the dispatcher");
            return;
        }
        var delivery = threads.submit(() -> {
            try (var _ = Correlation.of(learner, session, turn)) {
                deliver.run();
            } finally {
                deliveries.release();
            }
        });
        try {
            delivery.get(settings.dispatchTimeout().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            log.warn("Temporal does not answer; the turn waits for the dispatcher");
        } catch (ExecutionException e) {
            log.warn("Temporal does not take the turn; it waits for the dispatcher ({})", reason(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        var started = false;
        var nextCleaning = System.nanoTime();
        while (poller == Thread.currentThread()) {
            try {
                if (!started) {
                    var unfinished = turns.makeAllDue();
                    if (unfinished > 0) {
                        log.info("{} turns are unfinished; they go on now", unfinished);
                    }
                    started = true;
                }
                deliverDue();
                if (System.nanoTime() - nextCleaning >= 0) {
                    turns.removeOldEvents(streamSettings.grace());
                    nextCleaning = System.nanoTime() + CLEANING_INTERVAL.toNanos();
                }
            } catch (RuntimeException e) {
                log.warn("The dispatcher cannot look for turns right now ({})", reason(e));
            }
            LockSupport.parkNanos(this, settings.dispatchInterval().toNanos());
        }
    }

    private void deliverDue() {
        // Taken turns are due again soon if their delivery fails, and much later once their workflow has begun them.
        var due = turns.takeDue(settings.dispatchInterval().multipliedBy(10), BATCH);
        while (!due.isEmpty() && poller == Thread.currentThread()) {
            due.forEach(this::deliver);
            due = due.size() < BATCH
                    ? java.util.List.of()
                    : turns.takeDue(settings.dispatchInterval().multipliedBy(10), BATCH);
        }
    }

    /** What a path has to decide goes to the path first; everything else to the session. */
    private void deliverNow(ChatTurn turn) {
        if (turn.waitsForPath()) {
            paths.deliver(
                    turn.learner(),
                    Objects.requireNonNull(turn.track()),
                    Objects.requireNonNull(turn.interaction()),
                    turn.id());
        } else {
            sessions.deliver(
                    turn.session(),
                    turn.learner(),
                    turn.decided()
                            ? QueuedTurn.guided(turn.id(), turn.position())
                            : QueuedTurn.of(turn.id(), turn.position()));
        }
    }

    private void deliver(ChatTurn due) {
        try (var _ = Correlation.of(due.learner(), due.session(), due.id())) {
            deliverNow(due);
            redelivered.increment();
            log.info("The turn was brought to its workflow by the dispatcher");
        } catch (RuntimeException e) {
            log.warn("Temporal does not take the turn ({})", reason(e));
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
        var thread = Thread.ofPlatform().daemon().name("turn-dispatcher").unstarted(this::run);
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
