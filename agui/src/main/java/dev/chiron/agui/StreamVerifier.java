package dev.chiron.agui;

import dev.chiron.agui.StreamState.Breach;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Says what is wrong with a recorded stream, by the same rules that {@link EmissionGuard} holds a producer to. */
public final class StreamVerifier {

    private StreamVerifier() {}

    /**
     * A broken rule.
     *
     * @param index the event's place in the list, from 0; the list's size when the stream ends too early
     * @param rule what is broken
     * @param detail how
     */
    public record Violation(int index, Rule rule, String detail) {
        @Override
        public String toString() {
            return "event " + index + ": " + detail + " (" + rule + ")";
        }
    }

    /** The violations of a stream that answers one input with these ids: one run, one terminal event, at its end. */
    public static List<Violation> verifyRun(String threadId, String runId, List<AgUiEvent> events) {
        return verify(threadId, runId, events);
    }

    /** The violations of a stream of one thread that carries several runs; the last one must have ended too. */
    public static List<Violation> verifyStream(String threadId, List<AgUiEvent> events) {
        return verify(threadId, null, events);
    }

    private static List<Violation> verify(String threadId, @Nullable String runId, List<AgUiEvent> events) {
        StreamState state = new StreamState(threadId, runId);
        List<Violation> violations = new ArrayList<>();
        for (int i = 0; i < events.size(); i++) {
            AgUiEvent event = events.get(i);
            Breach breach = state.check(event);
            if (breach == null && event instanceof AgUiEvent.RunFinished) {
                breach = state.checkAllClosed();
            }
            if (breach != null) {
                violations.add(new Violation(i, breach.rule(), breach.detail()));
            }
            state.apply(event);
        }
        if (!state.terminated()) {
            violations.add(new Violation(
                    events.size(), Rule.ENDS_WITH_TERMINAL, events.isEmpty() ? "no event" : "no terminal event"));
        }
        return violations;
    }
}
