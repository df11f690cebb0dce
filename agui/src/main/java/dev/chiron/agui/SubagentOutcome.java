package dev.chiron.agui;

import java.util.List;

/** How a subagent's part of a run ended that did not fail; absent on the wire means success. */
public sealed interface SubagentOutcome {

    /** The subagent did its work. */
    record Success() implements SubagentOutcome {}

    /**
     * The subagent waits for answers.
     *
     * @param interruptIds what it waits for; not written when empty
     */
    record Suspended(List<String> interruptIds) implements SubagentOutcome {
        /** Copies the list. */
        public Suspended {
            interruptIds = List.copyOf(interruptIds);
        }
    }
}
