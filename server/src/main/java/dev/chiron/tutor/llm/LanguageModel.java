package dev.chiron.tutor.llm;

import dev.chiron.tutor.platform.RunningPart;

/** A language model that streams its reply. Implementations never try a call again: whoever calls decides that. */
public interface LanguageModel extends RunningPart {

    /**
     * Asks the model and hands on its reply's text piece by piece, on the calling thread, which is blocked meanwhile.
     * Tool calls are told at the end, whole; nothing here runs them.
     *
     * @param stop asked between pieces; when it says so, the call ends early and returns what there was
     * @return how the reply ended; its text is the concatenation of what went to {@code deltas}
     * @throws ModelException if there is no whole reply; what went to {@code deltas} until then is void
     */
    ModelReply stream(ModelRequest request, DeltaSink deltas, StopSignal stop);

    /** The model's name, as it is told to those who read what a reply cost; empty when it has none. */
    default String name() {
        return "";
    }

    /** Whether no model stands behind it: then it can only read from the library. */
    default boolean offline() {
        return false;
    }

    /** Takes one piece of the reply's text; never empty. */
    @FunctionalInterface
    interface DeltaSink {
        void accept(String delta);
    }
}
