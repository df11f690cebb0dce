package dev.chiron.tutor.chat.api;

import dev.chiron.tutor.chat.ComponentAnswers;
import dev.chiron.tutor.chat.store.ChatStore;
import dev.chiron.tutor.chat.store.ChatTurn;
import dev.chiron.tutor.chat.store.Interaction;
import dev.chiron.tutor.chat.stream.TurnStream;
import dev.chiron.tutor.component.ComponentKind;
import dev.chiron.tutor.component.Components;
import dev.chiron.tutor.component.InvalidReplyException;
import dev.chiron.tutor.identity.Learner;
import dev.chiron.tutor.identity.LearnerTransactions;
import dev.chiron.tutor.platform.ApiException;
import dev.chiron.tutor.platform.InteractionId;
import dev.chiron.tutor.platform.MessageId;
import dev.chiron.tutor.platform.SessionId;
import dev.chiron.tutor.platform.TurnId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Stores what a learner answers to a shown component. An answer is taken once; one that does not fit leaves it open. */
@Component
class AnswerIntake implements ComponentAnswers {

    private final LearnerTransactions transactions;
    private final ChatStore store;
    private final TurnStream stream;
    private final InterruptIntake interrupts;

    AnswerIntake(LearnerTransactions transactions, ChatStore store, TurnStream stream, InterruptIntake interrupts) {
        this.transactions = transactions;
        this.store = store;
        this.stream = stream;
        this.interrupts = interrupts;
    }

    @Override
    public TurnId give(Learner learner, InteractionId interaction, JsonNode userInput) {
        return take(learner, interaction, userInput).id();
    }

    /** As {@link #give}; tells the whole turn. */
    ChatTurn take(Learner learner, InteractionId id, JsonNode userInput) {
        var taken = transactions.as(learner, () -> {
            var session = find(id).session();
            // Answers to one session's questions are stored one after another; what counts is what stands then.
            store.touch(session, null);
            var interaction = find(id);
            requireOpen(interaction);
            var reply = fitting(interaction, userInput, "user_input");
            var turn = new TurnId(UUID.randomUUID());
            store.addTurn(turn, session, learner.id(), turn.toString(), interaction, null);
            // Who goes on with the track instead does not leave it.
            interrupts.keep(interrupts.typed(session, null), turn);
            storeAnswer(learner, session, turn, interaction, reply, null);
            store.announceTurn(TurnStream.SESSIONS_CHANNEL, session);
            return store.findTurn(turn).orElseThrow();
        });
        stream.wake(taken.session());
        return taken;
    }

    private Interaction find(InteractionId id) {
        return store.findInteraction(id).orElseThrow(() -> ApiException.notFound("interaction"));
    }

    /** @throws ApiException 409 {@code already_answered} or {@code superseded} */
    static void requireOpen(Interaction interaction) {
        switch (interaction.status()) {
            case OPEN -> {}
            case ANSWERED -> throw ApiException.conflict("already_answered", "This was answered before.");
            case SUPERSEDED ->
                throw ApiException.conflict("superseded", "The tutor has gone on; this is no longer to be answered.");
        }
    }

    /**
     * The reply as it is stored.
     *
     * @throws ApiException 400 naming what does not fit, below the field
     */
    static String fitting(Interaction interaction, JsonNode userInput, String field) {
        try {
            return Components.reply(Components.readReply(shown(interaction), userInput))
                    .toString();
        } catch (InvalidReplyException e) {
            throw ApiException.validation(e.problems().stream()
                    .map(each -> new ApiException.Detail(
                            each.field().equals("$") ? field : field + "." + each.field(), each.problem()))
                    .toList());
        }
    }

    /** What a learner typed for an answer, as it is stored; empty when that is no answer, or their client shows the thing. */
    static Optional<String> typed(Interaction interaction, String text, List<String> offered) {
        return offered.contains(interaction.name())
                ? Optional.empty()
                : Components.readTyped(shown(interaction), text)
                        .map(reply -> Components.reply(reply).toString());
    }

    private static dev.chiron.tutor.component.Component shown(Interaction interaction) {
        return Components.read(ComponentKind.ofWireName(interaction.name()).orElseThrow(), interaction.arguments());
    }

    /** Within a transaction that holds the session: an answer that a message of the learner's gives in its words. */
    void storeTyped(Interaction interaction, String reply, TurnId turn) {
        if (!store.answer(interaction.id(), reply, turn)) {
            throw ApiException.conflict("already_answered", "This was answered before.");
        }
    }

    /** Within a transaction that holds the session: the answer, and the message that it is. */
    void storeAnswer(
            Learner learner,
            SessionId session,
            TurnId turn,
            Interaction interaction,
            String reply,
            @Nullable String wireId) {
        var id = new MessageId(UUID.randomUUID());
        var added = store.addAnswer(id, session, learner.id(), turn, interaction.id(), reply, wireId);
        if (added.isEmpty() || !store.answer(interaction.id(), reply, turn)) {
            throw ApiException.conflict("already_answered", "This was answered before.");
        }
    }
}
