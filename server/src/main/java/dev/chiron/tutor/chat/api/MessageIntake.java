package dev.chiron.tutor.chat.api;

import dev.chiron.tutor.chat.store.ChatSession;
import dev.chiron.tutor.chat.store.ChatStore;
import dev.chiron.tutor.chat.store.ChatTurn;
import dev.chiron.tutor.chat.stream.TurnStream;
import dev.chiron.tutor.identity.Learner;
import dev.chiron.tutor.identity.LearnerTransactions;
import dev.chiron.tutor.platform.ApiException;
import dev.chiron.tutor.platform.MessageId;
import dev.chiron.tutor.platform.SessionId;
import dev.chiron.tutor.platform.TurnId;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Stores what a learner says by the REST API and the turn that will answer it, in one transaction: from its commit on
 * the turn will be answered, whatever happens to this process.
 */
@Component
class MessageIntake {

    private static final int TRIES = 3;

    private final LearnerTransactions transactions;
    private final ChatStore store;
    private final ToolAnswers toolAnswers;
    private final TurnStream stream;
    private final InterruptIntake interrupts;

    MessageIntake(
            LearnerTransactions transactions,
            ChatStore store,
            ToolAnswers toolAnswers,
            TurnStream stream,
            InterruptIntake interrupts) {
        this.transactions = transactions;
        this.store = store;
        this.toolAnswers = toolAnswers;
        this.stream = stream;
        this.interrupts = interrupts;
    }

    /** Somebody stored a message with this id between our look and our insert. */
    private static final class MessageIdTakenException extends RuntimeException {}

    /**
     * Takes a message of the REST API. The same id with the same content is the same message, and nothing new.
     *
     * @param session null for a new one
     * @param id null when the client gave none
     */
    Intake.Posted post(Learner learner, @Nullable SessionId session, String content, @Nullable MessageId id) {
        for (var attempt = 1; attempt <= TRIES; attempt++) {
            try {
                var posted = transactions.as(learner, () -> storePosted(learner, session, content, id));
                if (!posted.repeated()) {
                    stream.wake(posted.message().session());
                }
                return posted;
            } catch (MessageIdTakenException e) {
                // Rolled back, so no session and no turn stay behind; now the other's message can be seen.
            }
        }
        throw conflict();
    }

    private Intake.Posted storePosted(
            Learner learner, @Nullable SessionId wanted, String content, @Nullable MessageId id) {
        var known = id == null ? Optional.<Intake.Posted>empty() : known(wanted, content, id);
        if (known.isPresent()) {
            return known.get();
        }
        var session = wanted == null
                ? newSession(learner)
                : store.findSession(wanted).orElseThrow(() -> ApiException.notFound("session"));
        store.touch(session.id(), Said.title(content));
        // The learner goes on without what their client still has to tell.
        toolAnswers.abandon(session.id());
        var turn = new TurnId(UUID.randomUUID());
        var word = interrupts.typed(session.id(), content);
        if (word instanceof InterruptIntake.Word.Given given && given.alone()) {
            interrupts.addTurn(turn, learner, turn.toString(), given, null, null);
        } else {
            store.addTurn(turn, session.id(), learner.id(), turn.toString(), null, null);
        }
        interrupts.keep(word, turn);
        var message = store.addMessage(
                        id == null ? new MessageId(UUID.randomUUID()) : id,
                        session.id(),
                        learner.id(),
                        turn,
                        content,
                        null)
                .orElseThrow(MessageIdTakenException::new);
        store.announceTurn(TurnStream.SESSIONS_CHANNEL, session.id());
        return new Intake.Posted(message, turn(turn), false);
    }

    private Optional<Intake.Posted> known(@Nullable SessionId wanted, String content, MessageId id) {
        return store.findMessage(id).map(message -> {
            if (!message.content().equals(content) || (wanted != null && !wanted.equals(message.session()))) {
                throw conflict();
            }
            return new Intake.Posted(message, turn(message.turn()), true);
        });
    }

    private ChatTurn turn(TurnId turn) {
        return store.findTurn(turn).orElseThrow();
    }

    private static ApiException conflict() {
        return ApiException.conflict("idempotency_conflict", "This message id was used for another message.");
    }

    private ChatSession newSession(Learner learner) {
        var id = new SessionId(UUID.randomUUID());
        return store.addSession(id, learner.id(), id.toString(), null);
    }
}
