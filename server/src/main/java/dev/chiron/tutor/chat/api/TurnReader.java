package dev.chiron.tutor.chat.api;

import dev.chiron.agui.AgUiEvent;
import dev.chiron.agui.EventExtras;
import dev.chiron.agui.Message;
import dev.chiron.agui.RunAgentInput;
import dev.chiron.agui.RunOutcome;
import dev.chiron.tutor.chat.ChatSettings;
import dev.chiron.tutor.chat.TrackStates;
import dev.chiron.tutor.chat.TrackStates.TrackState;
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
import dev.chiron.tutor.platform.SessionId;
import dev.chiron.tutor.platform.TurnId;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
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
    private final TrackStates tracks;
    private final Waiting waiting;
    private final LearnerTransactions transactions;
    private final ChatSettings settings;
    private final StreamSettings streamSettings;

    TurnReader(
            TurnStream stream,
            ChatStore store,
            ToolCallStore toolCalls,
            TrackStates tracks,
            Waiting waiting,
            LearnerTransactions transactions,
            ChatSettings settings,
            StreamSettings streamSettings) {
        this.stream = stream;
        this.store = store;
        this.toolCalls = toolCalls;
        this.tracks = tracks;
        this.waiting = waiting;
        this.transactions = transactions;
        this.settings = settings;
        this.streamSettings = streamSettings;
    }

    /**
     * What the reader of a stream knows itself by.
     *
     * @param state what its client has been told
     */
    record Reader(Learner learner, ChatSession session, String threadId, ThreadState state) {

        SessionId sessionId() {
            return session.id();
        }
    }

    /** A thread as it stands. */
    private record Standing(List<Message> messages, List<TrackState> tracks, RunOutcome outcome) {}

    /**
     * Where a reader of a session begins.
     *
     * @param unfinished the first turn that is not over
     * @param position of that turn, or of the last one
     */
    record Start(Optional<ChatTurn> unfinished, long position) {}

    /** Where a reader begins. Belongs into a transaction of the learner's. */
    Start start(SessionId session) {
        var unfinished = store.unfinishedTurn(session);
        return new Start(
                unfinished, unfinished.map(ChatTurn::position).orElseGet(() -> store.lastTurnPosition(session)));
    }

    TurnSubscription subscribe(Reader reader, ChatTurn turn) {
        return stream.subscribe(
                turn.id(),
                EventPosition.START,
                after -> transactions.as(reader.learner(), () -> store.events(turn.id(), after)));
    }

    /** @param runId the run as which the turn is shown */
    RunProjection projection(Reader reader, String runId) {
        return new RunProjection(reader.threadId(), runId, () -> history(reader));
    }

    /** The beginning of a turn's run; it names the run that its client says it came from. */
    static AgUiEvent started(Reader reader, String runId, ChatTurn turn) {
        return new AgUiEvent.RunStarted(
                reader.threadId(), runId, AgUiEvent.PROTOCOL_VERSION, turn.parentRunId(), null, EventExtras.NONE);
    }

    /** Shows a reader, whose history is not the thread, the thread as it stands before the reply to this turn. */
    void catchUp(Reader reader, ChatTurn turn, AgUiResponse response) throws IOException {
        var messages = transactions.as(reader.learner(), () -> messages(reader.sessionId(), isNoReplyOf(turn.id())));
        reader.state().shown(messages);
        response.emit(AgUiEvent.messagesSnapshot(ThreadMessages.newest(messages, settings.snapshotCharacters())));
    }

    /** The state at the beginning of a new turn. */
    AgUiEvent state(Reader reader) {
        return reader.state().snapshot(reader.sessionId(), tracks(reader));
    }

    /** Shows a turn to its end; false when this node is going down before: then the stream ends in the open. */
    boolean follow(
            Reader reader, ChatTurn turn, RunProjection projection, TurnSubscription events, AgUiResponse response)
            throws IOException, InterruptedException {
        // A path decides before its turn speaks: what is said first is said to a learner who has moved on.
        var moves = turn.track() != null;
        while (!events.ended()) {
            var event = next(events);
            if (event != null) {
                if (event.event().terminal()) {
                    end(reader, projection, event.event(), response);
                    return true;
                }
                if (moves) {
                    response.emit(changes(reader));
                    moves = false;
                }
                response.emit(projection.on(event.event()));
            } else if (!events.ended()) {
                response.keepAlive();
                var end = endedUnseen(reader, turn);
                if (end != null) {
                    response.emit(AgUiEvent.messagesSnapshot(history(reader)));
                    end(reader, projection, end, response);
                    return true;
                }
            }
        }
        return false;
    }

    /** The last of a turn: what its reader has not been told yet, then the end. */
    private void end(Reader reader, RunProjection projection, TurnEvent end, AgUiResponse response) throws IOException {
        var events = projection.on(end);
        var reply = projection.reply();
        if (reply != null) {
            reader.state().shown(reply);
        }
        var last = new ArrayList<>(events.subList(0, events.size() - 1));
        last.addAll(changes(reader));
        last.add(events.getLast());
        response.emit(last);
    }

    private List<AgUiEvent> changes(Reader reader) {
        return reader.state().changes(reader.sessionId(), tracks(reader));
    }

    /** Null when they cannot be read right now: a page that shows the progress of a moment ago is no reason to fail. */
    private @Nullable List<TrackState> tracks(Reader reader) {
        try {
            return transactions.as(reader.learner(), tracks::current);
        } catch (DataAccessException | TransactionException e) {
            log.warn("Progress cannot be read right now ({})", e.getClass().getSimpleName());
            return null;
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

    /**
     * Shows a turn that may be in the middle, as one run: all so far as a snapshot, then what comes, without loss or
     * repetition.
     *
     * @param runId the run as which it is shown
     * @return false when this node is going down before the turn has ended
     */
    boolean attach(Reader reader, String runId, ChatTurn turn, AgUiResponse response)
            throws IOException, InterruptedException {
        try (var events = subscribe(reader, turn)) {
            var projection = projection(reader, runId);
            var terminal = false;
            for (var event = events.poll(); event != null && !terminal; event = events.poll()) {
                terminal = event.event().terminal();
                if (!terminal) {
                    projection.on(event.event());
                }
            }
            var now = transactions.as(
                    reader.learner(), () -> store.findTurn(turn.id()).orElse(turn));
            response.emit(started(reader, runId, turn));
            if (terminal || now.status().over()) {
                var standing = standing(reader, message -> true);
                restate(reader, standing, List.of(), response);
                response.emit(finish(reader, runId, now, standing));
                return true;
            }
            // The reply may be stored at this very moment; its reader gets it from the events, so not from here too.
            restate(reader, standing(reader, isNoReplyOf(turn.id())), projection.replySoFar(), response);
            projection.restate();
            response.emit(projection.reopened());
            return follow(reader, turn, projection, events, response);
        }
    }

    private static Predicate<ChatMessage> isNoReplyOf(TurnId turn) {
        return message ->
                !(message.role() == MessageRole.ASSISTANT && message.turn().equals(turn));
    }

    /** Shows a turn that is over, as its stored messages. */
    void replay(Reader reader, String runId, ChatTurn turn, AgUiResponse response) throws IOException {
        var standing = standing(reader, message -> true);
        response.emit(started(reader, runId, turn));
        restate(reader, standing, List.of(), response);
        response.emit(finish(reader, runId, turn, standing));
    }

    /** A run in which nothing happens: the thread as it stands. */
    void restate(Reader reader, String runId, AgUiResponse response) throws IOException {
        var standing = standing(reader, message -> true);
        response.emit(AgUiEvent.runStarted(reader.threadId(), runId));
        restate(reader, standing, List.of(), response);
        response.emit(AgUiEvent.runFinished(reader.threadId(), runId, standing.outcome()));
    }

    /** A run on a thread that does not exist: nothing is shown, and nothing comes to be. */
    void nothing(Learner learner, RunAgentInput input, AgUiResponse response) throws IOException {
        var current = transactions.as(learner, tracks::current);
        response.emit(AgUiEvent.runStarted(input.threadId(), input.runId()));
        response.emit(AgUiEvent.messagesSnapshot(List.of()));
        response.emit(ThreadState.of(input).snapshot(null, current));
        response.emit(AgUiEvent.runFinished(input.threadId(), input.runId(), RunOutcome.success()));
    }

    /** Shows a thread as one run under the reader's own run id: the turn that runs, or the thread as it stands. */
    void show(Reader reader, String runId, AgUiResponse response) throws IOException, InterruptedException {
        var start = transactions.as(reader.learner(), () -> start(reader.sessionId()));
        if (start.unfinished().isPresent()) {
            attach(reader, runId, start.unfinished().get(), response);
        } else {
            restate(reader, runId, response);
        }
    }

    /**
     * Shows a thread until nothing in it is unfinished, each turn as a run of its own.
     *
     * @param runId the run as which the thread is shown when no turn runs
     */
    void connect(Reader reader, String runId, AgUiResponse response) throws IOException, InterruptedException {
        var start = transactions.as(reader.learner(), () -> start(reader.sessionId()));
        var position = start.position();
        var more = true;
        if (start.unfinished().isPresent()) {
            var turn = start.unfinished().get();
            more = attach(reader, turn.runId(), turn, response);
        } else {
            restate(reader, runId, response);
        }
        while (more) {
            // Also one that has begun, or even ended, while the one before it was shown.
            var after = position;
            var next = transactions.as(reader.learner(), () -> store.nextTurn(reader.sessionId(), after));
            if (next.isEmpty()) {
                return;
            }
            position = next.get().position();
            more = attach(reader, next.get().runId(), next.get(), response);
        }
    }

    /** @param live what is being said and not stored yet */
    private void restate(Reader reader, Standing standing, List<Message> live, AgUiResponse response)
            throws IOException {
        reader.state().shown(standing.messages());
        var shown = new ArrayList<>(standing.messages());
        shown.addAll(live);
        response.emit(AgUiEvent.messagesSnapshot(ThreadMessages.newest(shown, settings.snapshotCharacters())));
        response.emit(reader.state().snapshot(reader.sessionId(), standing.tracks()));
    }

    private List<TurnEvent.ModelUsed> usage(Reader reader, ChatTurn turn) {
        return transactions.as(reader.learner(), () -> toolCalls.usage(turn.id()));
    }

    private AgUiEvent finish(Reader reader, String runId, ChatTurn turn, Standing standing) {
        var used = usage(reader, turn);
        return switch (turn.status()) {
            case COMPLETED, ACCEPTED, RUNNING ->
                AgUiEvent.runFinished(reader.threadId(), runId, standing.outcome(), RunUsage.of(used));
            case STOPPED -> AgUiEvent.runFinished(reader.threadId(), runId, RunOutcome.cancelled(), RunUsage.of(used));
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

    /** What is stored, for a client that is shown it now. */
    private List<Message> history(Reader reader) {
        var messages = transactions.as(reader.learner(), () -> messages(reader.sessionId(), message -> true));
        reader.state().shown(messages);
        return ThreadMessages.newest(messages, settings.snapshotCharacters());
    }

    private Standing standing(Reader reader, Predicate<ChatMessage> wanted) {
        var session = reader.sessionId();
        return transactions.as(
                reader.learner(),
                () -> new Standing(messages(session, wanted), tracks.current(), waiting.outcome(session)));
    }

    private List<Message> messages(SessionId session, Predicate<ChatMessage> wanted) {
        var messages =
                store
                        .messages(session, Long.MAX_VALUE, settings.snapshotMessages(), settings.snapshotCharacters())
                        .stream()
                        .filter(wanted)
                        .toList();
        var turns = messages.stream().map(ChatMessage::turn).distinct().toList();
        return ThreadMessages.of(
                messages,
                store.interactions(session, turns),
                toolCalls.ofTurns(session, turns),
                store.parts(session, settings.snapshotPartCharacters()));
    }
}
