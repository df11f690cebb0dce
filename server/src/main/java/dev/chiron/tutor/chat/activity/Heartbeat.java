package dev.chiron.tutor.chat.activity;

import dev.chiron.tutor.llm.StopSignal;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.client.ActivityCanceledException;
import io.temporal.client.ActivityCompletionException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Shows Temporal that an attempt is alive, and hears from it that the attempt is to end. */
final class Heartbeat implements AutoCloseable {

    private final ActivityExecutionContext context;
    private final Duration interval;
    private final StopSignal stop;
    private final Thread thread;
    private volatile boolean cancelled;
    private volatile @Nullable ActivityCompletionException lost;

    Heartbeat(ActivityExecutionContext context, Duration interval, StopSignal stop) {
        this.context = context;
        this.interval = interval;
        this.stop = stop;
        this.thread = Thread.ofVirtual().name("heartbeat").start(this::beat);
    }

    private void beat() {
        while (!Thread.currentThread().isInterrupted()) {
            try {
                context.heartbeat(null);
                Thread.sleep(interval);
            } catch (ActivityCanceledException e) {
                cancelled = true;
                stop.stop();
                return;
            } catch (ActivityCompletionException e) {
                lost = e;
                stop.stop();
                return;
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    /** Whether the learner stopped the turn. */
    boolean cancelled() {
        return cancelled;
    }

    /** @throws ActivityCompletionException if this attempt is no longer wanted: another has taken its place */
    void requireWanted() {
        var reason = lost;
        if (reason != null) {
            throw reason;
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
