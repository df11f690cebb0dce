package dev.chiron.agui;

import java.util.List;

/** How a run ended that was not an error; absent on the wire means success. */
public sealed interface RunOutcome {

    /** Success with nothing pending. */
    static RunOutcome success() {
        return new Success(List.of());
    }

    /** Success that leaves these frontend tool calls to the client, in the order they were started. */
    static RunOutcome pending(List<String> toolCallIds) {
        return new Success(toolCallIds);
    }

    /** Stopped on these questions. */
    static RunOutcome interrupted(List<Interrupt> interrupts) {
        return new Interrupted(interrupts);
    }

    /** Stopped by the person. */
    static RunOutcome cancelled() {
        return new Cancelled();
    }

    /**
     * The run did what it could.
     *
     * @param pendingToolCallIds frontend tool calls that wait for the client's answer; not written when empty
     */
    record Success(List<String> pendingToolCallIds) implements RunOutcome {
        /** Copies the list. */
        public Success {
            pendingToolCallIds = List.copyOf(pendingToolCallIds);
        }
    }

    /**
     * The run waits for a person's answer.
     *
     * @param interrupts at least one
     */
    record Interrupted(List<Interrupt> interrupts) implements RunOutcome {
        /** @throws IllegalArgumentException when there is no interrupt */
        public Interrupted {
            interrupts = List.copyOf(interrupts);
            if (interrupts.isEmpty()) {
                throw new IllegalArgumentException("an interrupted run has at least one interrupt");
            }
        }
    }

    /** The run was stopped on request. */
    record Cancelled() implements RunOutcome {}
}
