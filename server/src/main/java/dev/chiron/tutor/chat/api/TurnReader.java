package dev.chiron.tutor.chat.api;

import dev.chiron.agui.AgUiEvent;
import dev.chiron.agui.Message;
import dev.chiron.agui.RunOutcome;
import dev.chiron.tutor.chat.ChatSettings;
import dev.chiron.tutor.chat.TurnFailure;
import dev.chiron.tutor.chat.store.ChatMessage;
import dev.chiron.tutor.chat.store.ChatSession;
import dev.chiron.tutor.chat.store.ChatStore;
import dev.chiron.tutor.chat.store.ChatTurn;
import dev.chiron.tutor.chat.store.MessageRole;
import dev.chiron.tutor.chat.store.ToolCallStore;
import dev.chiron.tutor.chat.stream.EventPosition;
import dev.chiron.tutor.chat.stream.StreamSettings;
import dev.chiron.tutor.chat.stream.StreamedEvent;
import dev.chiron.tutor.chat.stream.TurnEvent;
import dev.chiron.tutor.chat.stream.TurnStream;
import dev.chiron.tutor.chat.stream.TurnSubscription;
import dev.chiron.tutor.identity.Learner;
import dev.chiron.tutor.identity.LearnerTransactions;
import dev.chiron.tutor.platform.TurnId;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/** Shows a learner's turns as AG-UI runs: from their start, from the middle, or after their end. */
@Component
class TurnReader {

    private static final Logger log = LoggerFactory.getLogger(TurnReader.class);
    private static final Duration STORE_PAUSE = Duration.ofMillis(500);

    private final TurnStream stream;
    private final ChatStore store;
    private final ToolCallStore toolCalls;
    private final LearnerTransactions transactions;
    private final ChatSettings settings;
    private final StreamSettings streamSettings;

    TurnReader(
            TurnStream stream,
            ChatStore store,
            ToolCallStore toolCalls,
            LearnerTransactions transactions,
            ChatSettings settings,
            StreamSettings streamSettings) {
        this.stream = stream;
        this.store = store;
        this.toolCalls = toolCalls;
        this.transactions = transactions;
        this.settings = settings;
        this.streamSettings = streamSettings;
    }

    /** What the reader of a stream knows itself by. */
    record Reader(Learner learner, ChatSession session, String threadId) {}

    TurnSubscription subscribe(Reader reader, ChatTurn turn) {
        return stream.subscribe(
                turn.id(),
                EventPosition.START,
                after -> transactions.as(reader.learner(), () -> store.events(turn.id(), after)));
    }

    RunProjection projection(Reader reader, ChatTurn turn) {
        return new RunProjection(reader.threadId(), turn.runId(), () -> history(reader));
    }

    /** Shows a turn to its end; returns early when this node is going down: then the stream ends in the open. */
    void follow(Reader reader, ChatTurn turn, RunProjection projection, TurnSubscription events, AgUiResponse response)
            throws IOException, InterruptedException {
        while (!events.ended()) {
            var event = next(events);
            if (event != null) {
                response.emit(projection.on(event.event()));
                if (event.event().terminal()) {
                    return;
                }
            } else if (!events.ended()) {
                response.keepAlive();
                var end = endedUnseen(reader, turn);
                if (end != null) {
                    response.emit(AgUiEvent.messagesSnapshot(history(reader)));
                    response.emit(projection.on(end));
                    return;
                }
            }
        }
    }

    private @Nullable StreamedEvent next(TurnSubscription events) throws InterruptedException {
        try {
            return events.next(streamSettings.keepAlive());
        } catch (DataAccessException | TransactionException e) {
            // The turn goes on without us; so do we, when the database is back.
            log.warn("Turn events cannot be read right now ({})", e.getClass().getSimpleName());
            Thread.sleep(STORE_PAUSE);
            return null;
        }
    }

    /** How a turn ended whose events have been removed before this reader came to them; null while it is not over. */
    private @Nullable TurnEvent endedUnseen(Reader reader, ChatTurn turn) {
        try {
            return transactions.as(reader.learner(), () -> {
                var now = store.findTurn(turn.id());
                if (now.isEmpty()) {
                    return new TurnEvent.Failed(TurnFailure.INTERNAL.code());
                }
                var removed = now.get().status().over()
                        && store.events(turn.id(), EventPosition.START).isEmpty();
                return removed ? end(now.get()) : null;
            });
        } catch (DataAccessException | TransactionException e) {
            return null;
        }
    }

    /** Shows a turn that may be in the middle: all so far as a snapshot, then what comes, without loss or repetition. */
    void attach(Reader reader, ChatTurn turn, AgUiResponse response) throws IOException, InterruptedException {
        try (var events = subscribe(reader, turn)) {
            var projection = projection(reader, turn);
            var terminal = false;
            for (var event = events.poll(); event != null && !terminal; event = events.poll()) {
                terminal = event.event().terminal();
                if (!terminal) {
                    projection.on(event.event());
                }
            }
            var now = transactions.as(
                    reader.learner(), () -> store.findTurn(turn.id()).orElse(turn));
            response.emit(AgUiEvent.runStarted(reader.threadId(), turn.runId()));
            if (terminal || now.status().over()) {
                response.emit(AgUiEvent.messagesSnapshot(history(reader)));
                response.emit(finish(reader, now));
                return;
            }
            // The reply may be stored at this very moment; its reader gets it from the events, so not from here too.
            var shown = new ArrayList<>(historyBut(reader, turn.id()));
            shown.addAll(projection.replySoFar());
            response.emit(AgUiEvent.messagesSnapshot(shown));
            projection.restate();
            var open = projection.open();
            if (open != null) {
                response.emit(AgUiEvent.textMessageStart(open.toString()));
            }
            follow(reader, turn, projection, events, response);
        }
    }

    /** Shows a turn that is over, as its stored messages. */
    void replay(Reader reader, ChatTurn turn, AgUiResponse response) throws IOException {
        response.emit(AgUiEvent.runStarted(reader.threadId(), turn.runId()));
        response.emit(AgUiEvent.messagesSnapshot(history(reader)));
        response.emit(finish(reader, turn));
    }

    /** A run in which nothing happens: the thread as it stands. */
    void restate(Reader reader, String runId, AgUiResponse response) throws IOException {
        response.emit(AgUiEvent.runStarted(reader.threadId(), runId));
        response.emit(AgUiEvent.messagesSnapshot(history(reader)));
        response.emit(AgUiEvent.runFinished(reader.threadId(), runId, outcome(reader)));
    }

    /** A thread that is shown again says what still waits for the learner. */
    private RunOutcome outcome(Reader reader) {
        return RunOutcome.pending(transactions.as(reader.learner(), () -> {
            var session = reader.session().id();
            var waiting = new ArrayList<String>();
            store.openInteraction(session)
                    .ifPresent(open -> waiting.add(open.id().toString()));
            toolCalls.pending(session).forEach(call -> waiting.add(call.id().toString()));
            return waiting;
        }));
    }

    private List<TurnEvent.ModelUsed> usage(Reader reader, ChatTurn turn) {
        return transactions.as(reader.learner(), () -> toolCalls.usage(turn.id()));
    }

    private AgUiEvent finish(Reader reader, ChatTurn turn) {
        var used = usage(reader, turn);
        return switch (turn.status()) {
            case COMPLETED, ACCEPTED, RUNNING ->
                AgUiEvent.runFinished(reader.threadId(), turn.runId(), outcome(reader), RunUsage.of(used));
            case STOPPED ->
                AgUiEvent.runFinished(reader.threadId(), turn.runId(), RunOutcome.cancelled(), RunUsage.of(used));
            case FAILED -> RunProjection.error(TurnFailure.of(Objects.requireNonNullElse(turn.errorCode(), "")), used);
        };
    }

    private static TurnEvent end(ChatTurn turn) {
        return switch (turn.status()) {
            case COMPLETED, ACCEPTED, RUNNING -> new TurnEvent.Completed();
            case STOPPED -> new TurnEvent.Stopped();
            case FAILED -> new TurnEvent.Failed(Objects.requireNonNullElse(turn.errorCode(), ""));
        };
    }

    private List<Message> history(Reader reader) {
        return messages(reader, message -> true);
    }

    /** The history without the reply of one turn. */
    private List<Message> historyBut(Reader reader, TurnId turn) {
        return messages(
                reader,
                message -> !(message.role() == MessageRole.ASSISTANT
                        && message.turn().equals(turn)));
    }

    private List<Message> messages(Reader reader, Predicate<ChatMessage> wanted) {
        var session = reader.session().id();
        return transactions.as(reader.learner(), () -> {
            var messages = store.messages(session, Long.MAX_VALUE, settings.snapshotMessages()).stream()
                    .filter(wanted)
                    .toList();
            var turns = messages.stream().map(ChatMessage::turn).distinct().toList();
            return ThreadMessages.of(messages, store.interactions(session, turns), toolCalls.ofTurns(session, turns));
        });
    }
}
