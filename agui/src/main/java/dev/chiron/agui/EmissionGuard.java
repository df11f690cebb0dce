package dev.chiron.agui;

import dev.chiron.agui.StreamState.Breach;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Stands before the encoder and makes an illegal stream impossible: whatever it returns, in order, is a legal stream for the
 * peer, and after {@link #fail} or a terminal event a complete one. It also rewrites what a legacy peer would reject: an
 * outcome {@code cancelled} becomes RUN_ERROR with code {@code cancelled}, an outcome {@code success} becomes none, parts in
 * tool results become text. Not safe for use by several threads.
 */
public final class EmissionGuard {

    private final StreamState state;
    private final Peer peer;

    /** Guards a stream of one run: the answer to a run input with these ids. */
    public EmissionGuard(String threadId, String runId, Peer peer) {
        this(new StreamState(threadId, runId), peer);
    }

    private EmissionGuard(StreamState state, Peer peer) {
        this.state = state;
        this.peer = peer;
    }

    /** Guards a stream of one thread that carries several runs, one after the other. */
    public static EmissionGuard forStream(String threadId, Peer peer) {
        return new EmissionGuard(new StreamState(threadId, null), peer);
    }

    /** Guards the answer to this input. */
    public static EmissionGuard forRun(RunAgentInput input) {
        return new EmissionGuard(input.threadId(), input.runId(), input.peer());
    }

    /**
     * What is to be sent for this event, in order: the event, as its peer understands it, and before a terminal event whatever
     * closes what is still open, the last opened first. Never empty.
     *
     * @throws IllegalEmissionException when the event may not come now; nothing has changed then
     */
    public List<AgUiEvent> emit(AgUiEvent event) {
        Breach breach = state.check(event);
        if (breach != null) {
            throw new IllegalEmissionException(breach.rule(), breach.detail());
        }
        return send(PeerAdapter.adapt(event, peer));
    }

    /**
     * Ends the run with RUN_ERROR, whatever is open, also before RUN_STARTED; nothing when the run has ended already.
     *
     * @param message for a person
     * @param code for a program
     */
    public List<AgUiEvent> fail(String message, @Nullable String code) {
        return state.terminated() ? List.of() : send(AgUiEvent.runError(message, code));
    }

    /** Whether the last run has ended; on a stream of several the next may start. */
    public boolean terminated() {
        return state.terminated();
    }

    private List<AgUiEvent> send(AgUiEvent event) {
        List<AgUiEvent> sent = new ArrayList<>();
        if (event.terminal()) {
            sent.addAll(state.closing(event));
        }
        sent.add(event);
        sent.forEach(state::apply);
        return List.copyOf(sent);
    }
}
