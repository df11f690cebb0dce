package dev.chiron.tutor.chat.api;

import dev.chiron.agui.Interrupt;
import dev.chiron.agui.RunOutcome;
import dev.chiron.tutor.chat.stream.TurnEvent;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** What a learner is asked before something is done, as AG-UI knows it. */
final class Interrupts {

    private Interrupts() {}

    /** As a turn that ends tells them. */
    static List<Interrupt> asked(List<TurnEvent.Interrupted.Asked> asked) {
        return asked.stream()
                .map(each -> interrupt(
                        each.id().toString(), each.reason(), each.message(), each.responseSchema(), each.expiresAt()))
                .toList();
    }

    /** The outcome of a run that shows them again; empty when none can be answered any more. */
    static Optional<RunOutcome> outcome(List<dev.chiron.tutor.chat.store.Interrupt> unanswered) {
        var open = unanswered.stream()
                .filter(dev.chiron.tutor.chat.store.Interrupt::open)
                .map(each -> interrupt(
                        each.id().toString(), each.reason(), each.message(), each.responseSchema(), each.expiresAt()))
                .toList();
        return open.isEmpty() ? Optional.empty() : Optional.of(RunOutcome.interrupted(open));
    }

    private static Interrupt interrupt(
            String id, String reason, String message, ObjectNode responseSchema, Instant expiresAt) {
        return new Interrupt(id, reason, message, null, responseSchema, expiresAt.toString(), null, null);
    }
}
