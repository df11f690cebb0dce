package dev.chiron.tutor.chat.api;

import dev.chiron.agui.Peer;
import dev.chiron.agui.ResumeItem;
import dev.chiron.agui.RunAgentInput;
import dev.chiron.tutor.chat.Confirmation;
import dev.chiron.tutor.chat.Deed;
import dev.chiron.tutor.chat.store.Interrupt;
import dev.chiron.tutor.chat.store.Interrupt.Status;
import dev.chiron.tutor.chat.store.InterruptStore;
import dev.chiron.tutor.identity.Learner;
import dev.chiron.tutor.platform.ApiException;
import dev.chiron.tutor.platform.InterruptId;
import dev.chiron.tutor.platform.SessionId;
import dev.chiron.tutor.platform.TrackId;
import dev.chiron.tutor.platform.TurnId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/**
 * What a learner's request says to what they were asked before something is done. Every call belongs into a transaction of
 * the learner's that holds the session's row: what counts is what stands then.
 */
@Component
class InterruptIntake {

    private static final Logger log = LoggerFactory.getLogger(InterruptIntake.class);

    private final InterruptStore store;

    InterruptIntake(InterruptStore store) {
        this.store = store;
    }

    /** What a request says. */
    sealed interface Word {

        /** Nothing. */
        record None() implements Word {}

        /** What was said before, in this turn: it is not done again. */
        record Repeated(TurnId turn) implements Word {}

        /**
         * An answer.
         *
         * @param payload null when it is dismissed
         * @param alone the turn that brings it does and says what follows from it, and nothing else; otherwise the turn has
         *     something else to answer
         */
        record Given(
                Interrupt interrupt,
                Status status,
                @Nullable JsonNode payload,
                boolean alone) implements Word {

            private boolean confirmed() {
                return Confirmation.read(payload).orElse(false);
            }

            /** The path that has something to do now; null: nothing is done. */
            @Nullable
            TrackId track() {
                return switch (interrupt.deed()) {
                    case Deed.LeaveTrack(TrackId track, String ignored) -> confirmed() ? track : null;
                };
            }
        }
    }

    /**
     * What an AG-UI run says.
     *
     * @param typed what the learner says in it besides; null: nothing
     * @param saysMore there is something new in it besides: a message, or the answer to a component
     * @throws ApiException 409 {@code interrupt_open} when it passes over what waits for an answer, {@code already_answered}
     *     when that was another one, {@code interrupt_expired} when it comes too late; 400 when it does not fit
     */
    Word said(RunAgentInput input, SessionId session, @Nullable String typed, boolean saysMore) {
        var entries = entries(input.resume());
        Word word = new Word.None();
        for (var entry : entries.entrySet()) {
            var said = said(entry.getKey(), entry.getValue(), session, saysMore);
            // What is answered now comes before what was answered once.
            word = said instanceof Word.Given || word instanceof Word.None ? said : word;
        }
        if (word instanceof Word.Repeated && saysMore) {
            log.info("A run brings an answer once more, and something new: that is taken");
            word = new Word.None();
        }
        var waiting = store.unanswered(session);
        if (word instanceof Word.Given || waiting.isEmpty()) {
            return word;
        }
        var asked = waiting.getFirst();
        if (asked.late()) {
            if (saysMore) {
                store.expire(asked.id());
            }
            return word;
        }
        if (entries.isEmpty() && saysMore && input.peer() == Peer.LEGACY) {
            return typed(asked, typed);
        }
        if (saysMore || (!entries.isEmpty() && word instanceof Word.None)) {
            throw ApiException.conflict(
                    "interrupt_open",
                    "Something waits for your answer first; resume with one for each of: "
                            + waiting.stream().map(each -> each.id().toString()).collect(Collectors.joining(", ")));
        }
        return word;
    }

    /** One for each interrupt, by its place in the list; a list that says two things to one is no answer. */
    private static Map<Integer, ResumeItem> entries(List<ResumeItem> resume) {
        var entries = new LinkedHashMap<Integer, ResumeItem>();
        var places = new LinkedHashMap<String, Integer>();
        for (var i = 0; i < resume.size(); i++) {
            var first = places.putIfAbsent(resume.get(i).interruptId(), i);
            if (first == null) {
                entries.put(i, resume.get(i));
            } else if (!isSame(resume.get(first), resume.get(i))) {
                throw ApiException.validation("resume[" + i + "].interruptId", "has two answers in this list");
            }
        }
        return entries;
    }

    private static boolean isSame(ResumeItem one, ResumeItem other) {
        return one.status() == other.status() && Objects.equals(one.payload(), other.payload());
    }

    private Word said(int place, ResumeItem entry, SessionId session, boolean saysMore) {
        var interrupt = uuid(entry.interruptId())
                .flatMap(id -> store.find(new InterruptId(id)))
                .filter(each -> each.session().equals(session));
        if (interrupt.isEmpty()) {
            log.warn("A run resumes what was not interrupted here; it goes on without that");
            return new Word.None();
        }
        return switch (interrupt.get().status()) {
            case OPEN -> answer(place, entry, interrupt.get(), saysMore);
            case RESOLVED, CANCELLED -> repeated(entry, interrupt.get());
            case EXPIRED -> {
                requireDismissed(entry);
                log.info("A run dismisses what had expired before");
                yield new Word.None();
            }
        };
    }

    private static Word answer(int place, ResumeItem entry, Interrupt interrupt, boolean saysMore) {
        if (interrupt.late()) {
            requireDismissed(entry);
        }
        if (entry.status() == ResumeItem.Status.CANCELLED) {
            return new Word.Given(interrupt, Status.CANCELLED, null, !saysMore);
        }
        var confirmed = Confirmation.read(entry.payload())
                .orElseThrow(() -> ApiException.validation(
                        "resume[" + place + "].payload", "must be an object whose `confirmed` is true or false"));
        return new Word.Given(interrupt, Status.RESOLVED, Confirmation.payload(confirmed), confirmed || !saysMore);
    }

    private static void requireDismissed(ResumeItem entry) {
        if (entry.status() == ResumeItem.Status.RESOLVED) {
            throw ApiException.conflict(
                    "interrupt_expired", "It is too late for an answer to this; it can only be cancelled.");
        }
    }

    private static Word repeated(ResumeItem entry, Interrupt interrupt) {
        var dismissed = entry.status() == ResumeItem.Status.CANCELLED && interrupt.status() == Status.CANCELLED;
        var resolved = entry.status() == ResumeItem.Status.RESOLVED
                && interrupt.status() == Status.RESOLVED
                && Confirmation.read(entry.payload()).equals(Confirmation.read(interrupt.payload()));
        if (!dismissed && !resolved) {
            throw ApiException.conflict("already_answered", "This was answered before, in another way.");
        }
        return interrupt.answerTurn() == null ? new Word.None() : new Word.Repeated(interrupt.answerTurn());
    }

    /**
     * What a learner says in words, whose client cannot resume: a yes or a no is the answer, anything else dismisses what
     * was asked, and is answered as ever.
     */
    private static Word.Given typed(Interrupt asked, @Nullable String text) {
        return Optional.ofNullable(text)
                .flatMap(TypedConfirmation::of)
                .map(confirmed -> new Word.Given(asked, Status.RESOLVED, Confirmation.payload(confirmed), true))
                .orElseGet(() -> new Word.Given(asked, Status.CANCELLED, null, false));
    }

    /** As the other, for what does not come by AG-UI. What has expired is nothing that could be answered. */
    Word typed(SessionId session, @Nullable String text) {
        for (var asked : store.unanswered(session)) {
            if (!asked.late()) {
                return typed(asked, text);
            }
            store.expire(asked.id());
        }
        return new Word.None();
    }

    /** Stores the turn that brings an answer, and has nothing else to answer. */
    void addTurn(
            TurnId turn,
            Learner learner,
            String runId,
            Word.Given given,
            @Nullable String parentRunId,
            @Nullable List<String> offered) {
        store.addTurn(turn, learner.id(), runId, parentRunId, given.interrupt(), given.track(), offered);
    }

    /** Keeps an answer with the turn that brings it, after that was stored. */
    void keep(Word word, TurnId turn) {
        if (word instanceof Word.Given(Interrupt interrupt, Status status, JsonNode payload, boolean ignored)
                && !store.answer(interrupt.id(), status, payload, turn)) {
            throw ApiException.conflict("already_answered", "This was answered before.");
        }
    }

    private static Optional<UUID> uuid(String text) {
        try {
            return Optional.of(UUID.fromString(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
