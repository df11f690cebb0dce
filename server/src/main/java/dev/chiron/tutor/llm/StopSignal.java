package dev.chiron.tutor.llm;

import java.util.concurrent.CompletableFuture;

/** Tells a running model call that its reply is no longer wanted. Once stopped it stays so. */
public final class StopSignal {

    private final CompletableFuture<Void> stopped = new CompletableFuture<>();

    /** Ends the call that listens to this signal, at once or with its next piece. */
    public void stop() {
        stopped.complete(null);
    }

    public boolean isStopped() {
        return stopped.isDone();
    }

    /** Runs the action when the signal is given; at once when it already is. */
    public void onStop(Runnable action) {
        var unused = stopped.thenRun(action);
    }
}
