package dev.chiron.tutor.chat.store;

import dev.chiron.tutor.chat.ClientTool;
import dev.chiron.tutor.chat.Confirmation;
import dev.chiron.tutor.chat.Deed;
import dev.chiron.tutor.chat.TurnTask;
import dev.chiron.tutor.chat.stream.EventPosition;
import dev.chiron.tutor.chat.stream.TurnEvent;
import dev.chiron.tutor.chat.stream.TurnEventLog;
import dev.chiron.tutor.chat.stream.TurnStream;
import dev.chiron.tutor.component.ComponentKind;
import dev.chiron.tutor.component.Components;
import dev.chiron.tutor.platform.InteractionId;
import dev.chiron.tutor.platform.InterruptId;
import dev.chiron.tutor.platform.LearnerId;
import dev.chiron.tutor.platform.MessageId;
import dev.chiron.tutor.platform.SessionId;
import dev.chiron.tutor.platform.TrackId;
import dev.chiron.tutor.platform.TurnId;
import dev.chiron.tutor.platform.UnitId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Turns as workers see and change them, as {@code service_role}. Every change is safe to repeat. */
@Repository
public class TurnStore implements TurnEventLog {

    /** {@code NOTIFY} takes less than 8,000 bytes: 200 ids of 36 characters and their commas fit. */
    private static final int IDS_PER_NOTIFICATION = 200;

    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;
    private final TurnEventRows rows;
    private final InteractionRows interactions;
    private final InterruptRows interrupts;
    private final ToolCallRows toolCalls;
    private final JsonMapper json;

    TurnStore(
            @Qualifier("workerJdbc") JdbcClient jdbc,
            @Qualifier("workerTransactions") TransactionTemplate transactions,
            TurnEventRows rows,
            InteractionRows interactions,
            ToolCallRows toolCalls,
            JsonMapper json) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.rows = rows;
        this.interactions = interactions;
        this.interrupts = new InterruptRows(json);
        this.toolCalls = toolCalls;
        this.json = json;
    }

    /**
     * Takes turns that nobody has answered when they should have been, and puts their next time off: of several
     * nodes each takes others.
     *
     * @param again when a turn that is taken now is due again
     */
    public List<ChatTurn> takeDue(Duration again, int limit) {
        return jdbc.sql("""
                        update public.chat_turns set next_dispatch_at = now() + make_interval(secs => :again)
                        where id in (
                            select id from public.chat_turns
                            where status in ('accepted', 'running') and next_dispatch_at <= now()
                            order by position limit :limit
                            for update skip locked
                        )
                        returning *
                        """)
                .param("again", again.toMillis() / 1000.0)
                .param("limit", limit)
                .query((row, number) -> Rows.turn(row))
                .list();
    }

    /** Makes every unfinished turn due now: after a start nobody knows what the last process was at. */
    public int makeAllDue() {
        return jdbc.sql("""
                        update public.chat_turns set next_dispatch_at = now()
                        where status in ('accepted', 'running') and next_dispatch_at > now()
                        """).update();
    }

    /**
     * Begins an attempt: the turn is running, under an epoch of its own. Empty when the turn is over.
     *
     * @param again when the turn is due for another dispatch if nothing is heard of this attempt
     */
    public Optional<ChatTurn> begin(TurnId turn, Duration again) {
        return jdbc.sql("""
                        update public.chat_turns
                        set status = 'running', epoch = epoch + 1, started_at = coalesce(started_at, now()),
                            next_dispatch_at = now() + make_interval(secs => :again)
                        where id = :turn and status in ('accepted', 'running')
                        returning *
                        """)
                .param("turn", turn.value())
                .param("again", again.toMillis() / 1000.0)
                .query((row, number) -> Rows.turn(row))
                .optional();
    }

    public Optional<ChatTurn> find(TurnId turn) {
        return jdbc.sql("select * from public.chat_turns where id = :turn")
                .param("turn", turn.value())
                .query((row, number) -> Rows.turn(row))
                .optional();
    }

    /**
     * What had been said in a thread up to and including a turn's own message, in order, without what was superseded.
     * The message that a turn answers once more comes last, whatever was said since.
     *
     * @param limit the newest so many
     */
    public List<ChatMessage> conversation(ChatTurn turn, int limit) {
        return jdbc.sql("""
                        select * from (
                            select %s, t.position as turn_position, m.id is not distinct from cast(:again as uuid) as again
                            from public.chat_messages m
                            join public.chat_turns t on t.id = m.turn_id
                            where m.session_id = :session and t.position <= :position and m.superseded_at is null
                            order by again desc, t.position desc, m.position desc limit :limit
                        ) newest
                        order by again, turn_position, position
                        """.formatted(Rows.MESSAGE_COLUMNS))
                .param("again", turn.again() == null ? null : turn.again().toString())
                .param("session", turn.session().value())
                .param("position", turn.position())
                .param("limit", limit)
                .query((row, number) -> Rows.message(row))
                .list();
    }

    /** What the page said of itself when it started a turn; empty when nothing. */
    public List<PageContext> context(TurnId turn) {
        return jdbc.sql("""
                        select each ->> 'description' as description, each ->> 'value' as value
                        from public.chat_turns t
                        cross join lateral jsonb_array_elements(t.context) with ordinality as entries (each, number)
                        where t.id = :turn and t.context is not null
                        order by number
                        """)
                .param("turn", turn.value())
                .query((row, number) -> new PageContext(row.getString("description"), row.getString("value")))
                .list();
    }

    @Override
    public void append(List<Entry> entries) {
        var turns = new String[entries.size()];
        var learners = new String[entries.size()];
        var positions = new Long[entries.size()];
        var types = new String[entries.size()];
        var data = new String[entries.size()];
        var told = new LinkedHashSet<UUID>();
        for (var i = 0; i < entries.size(); i++) {
            var entry = entries.get(i);
            turns[i] = entry.turn().toString();
            learners[i] = entry.learner().toString();
            positions[i] = entry.event().position().value();
            types[i] = rows.type(entry.event().event());
            data[i] = rows.data(entry.event().event());
            told.add(entry.turn().value());
        }
        transactions.executeWithoutResult(status -> {
            jdbc.sql("""
                            insert into public.turn_events (turn_id, position, user_id, type, data)
                            select e.turn_id, e.position, e.user_id, e.type, e.data::jsonb
                            from unnest(cast(:turns as uuid[]), cast(:positions as bigint[]), cast(:learners as uuid[]),
                                        cast(:types as text[]), cast(:data as text[]))
                                as e (turn_id, position, user_id, type, data)
                            join public.chat_turns t on t.id = e.turn_id and t.epoch = (e.position >> 32)
                            on conflict do nothing
                            """)
                    .param("turns", turns)
                    .param("positions", positions)
                    .param("learners", learners)
                    .param("types", types)
                    .param("data", data)
                    .update();
            notifyNodes(new ArrayList<>(told));
        });
    }

    private void notifyNodes(List<UUID> turns) {
        for (var from = 0; from < turns.size(); from += IDS_PER_NOTIFICATION) {
            var ids = turns.subList(from, Math.min(turns.size(), from + IDS_PER_NOTIFICATION)).stream()
                    .map(UUID::toString)
                    .collect(Collectors.joining(","));
            jdbc.sql("select pg_notify(:channel, :ids)")
                    .param("channel", TurnStream.TURNS_CHANNEL)
                    .param("ids", ids)
                    .query((row, number) -> number)
                    .single();
        }
    }

    /** What a path has decided that a turn is to say; empty when nothing. */
    public Optional<TurnTask> task(TurnId turn) {
        return jdbc.sql("select task::text from public.chat_turns where id = :turn and task is not null")
                .param("turn", turn.value())
                .query(String.class)
                .optional()
                .map(task -> json.readValue(task, TurnTask.class));
    }

    /** Gives a turn what it is to say, and keeps the key to what it asks; nothing if it has that already or is over. */
    public Optional<ChatTurn> giveTask(TurnId turn, TurnTask task, @Nullable ObjectNode answerKey) {
        Optional<ChatTurn> decided = transactions.execute(transaction -> {
            var given = jdbc.sql("""
                            update public.chat_turns set task = cast(:task as jsonb)
                            where id = :turn and task is null and status = 'accepted'
                            returning *
                            """)
                    .param("turn", turn.value())
                    .param("task", json.writeValueAsString(task))
                    .query((row, number) -> Rows.turn(row))
                    .optional();
            given.ifPresent(each -> addTaskKey(each, task, answerKey));
            return given;
        });
        return decided;
    }

    /** Adds a turn of the server's own with what it is to say; nothing if the session has one with this run id. */
    public Optional<ChatTurn> addTurn(
            SessionId session,
            LearnerId learner,
            TrackId track,
            String runId,
            TurnTask task,
            @Nullable ObjectNode answerKey) {
        Optional<ChatTurn> added = transactions.execute(transaction -> {
            // Turns of one session are stored one after another, as with a learner's own.
            jdbc.sql("select id from public.chat_sessions where id = :session for update")
                    .param("session", session.value())
                    .query(UUID.class)
                    .optional();
            var turn = jdbc.sql("""
                            insert into public.chat_turns (session_id, user_id, run_id, origin, track_id, task, offered_components)
                            select s.id, s.user_id, :run, 'server', :track, cast(:task as jsonb), s.offered_components
                            from public.chat_sessions s where s.id = :session and s.user_id = :learner
                            on conflict (session_id, run_id) do nothing
                            returning *
                            """)
                    .param("session", session.value())
                    .param("learner", learner.value())
                    .param("run", runId)
                    .param("track", track.value())
                    .param("task", json.writeValueAsString(task))
                    .query((row, number) -> Rows.turn(row))
                    .optional();
            turn.ifPresent(each -> {
                addTaskKey(each, task, answerKey);
                jdbc.sql("select pg_notify(:channel, :session)")
                        .param("channel", TurnStream.SESSIONS_CHANNEL)
                        .param("session", session.toString())
                        .query((row, number) -> number)
                        .single();
            });
            return turn;
        });
        return added;
    }

    private void addTaskKey(ChatTurn turn, TurnTask task, @Nullable ObjectNode answerKey) {
        if (task.component() != null && answerKey != null) {
            addKey(turn, task.component().interactionId(), answerKey);
        }
    }

    /** Keeps what an answer will be graded by, before its question is shown. */
    public void addKey(ChatTurn turn, InteractionId interaction, ObjectNode answerKey) {
        jdbc.sql("""
                        insert into public.interaction_keys (interaction_id, turn_id, answer_key)
                        values (:interaction, :turn, cast(:key as jsonb))
                        on conflict do nothing
                        """)
                .param("interaction", interaction.value())
                .param("turn", turn.id().value())
                .param("key", answerKey.toString())
                .update();
    }

    /**
     * A question that waits for its answer, or will be asked again.
     *
     * @param answerKey what the answer will be graded by; null when it is not graded
     * @param attempts how often the unit's question was answered before
     */
    public record OpenQuestion(
            Interaction interaction, @Nullable ObjectNode answerKey, int attempts) {}

    /**
     * What the learner has still to answer in a session: what is open, and after it what a path has asked and may ask
     * again, which is the question of its current unit until the path goes on from there. So a question stays while its
     * answer is judged and while a remedial unit is shown for its sake.
     */
    public List<OpenQuestion> openQuestions(SessionId session) {
        // In this order: what is answered between the two is found by the second.
        var questions = new ArrayList<OpenQuestion>();
        interactions.open(jdbc, session).map(this::openQuestion).ifPresent(questions::add);
        interactions.undecided(jdbc, session).stream()
                .map(this::openQuestion)
                // What is not graded passes; it is not asked again.
                .filter(each -> each.answerKey() != null)
                .forEach(questions::add);
        return questions;
    }

    private OpenQuestion openQuestion(Interaction shown) {
        return new OpenQuestion(shown, answerKey(shown.id()), attempts(shown));
    }

    private int attempts(Interaction open) {
        if (open.track() == null || open.unit() == null) {
            return 0;
        }
        return jdbc.sql("""
                        select count(*) from public.assessment_attempts a
                        join public.component_interactions i on i.id = :interaction and i.user_id = a.user_id
                        where a.track_id = :track and a.unit_id = :unit
                        """)
                .param("interaction", open.id().value())
                .param("track", open.track().value())
                .param("unit", open.unit().value())
                .query(Integer.class)
                .single();
    }

    /** What was shown in these turns. */
    public List<Interaction> interactions(SessionId session, List<TurnId> turns) {
        return turns.isEmpty() ? List.of() : interactions.ofTurns(jdbc, session, turns);
    }

    /** The calls of clients' tools that were made in these turns. */
    public List<ClientCall> toolCalls(SessionId session, List<TurnId> turns) {
        return turns.isEmpty() ? List.of() : toolCalls.ofTurns(jdbc, session, turns);
    }

    /** What the client of a turn can do besides showing components. */
    public List<ClientTool> clientTools(TurnId turn) {
        return toolCalls.offered(jdbc, turn);
    }

    /** A shown component. */
    public Optional<Interaction> interaction(InteractionId id) {
        return interactions.find(jdbc, id);
    }

    /** What an answer is graded by; null when it is not graded. */
    public @Nullable ObjectNode answerKey(InteractionId interaction) {
        return jdbc.sql("select answer_key::text from public.interaction_keys where interaction_id = :id")
                .param("id", interaction.value())
                .query(String.class)
                .optional()
                .map(key -> (ObjectNode) json.readTree(key))
                .orElse(null);
    }

    /** How a turn ends. */
    public sealed interface End {
        /** With the reply that was streamed under this message id in this epoch; null: a component says all. */
        record Replied(@Nullable MessageId message, int epoch) implements End {}

        /** Stopped by the learner, after what was streamed under this message id, if anything was. */
        record Stopped(@Nullable MessageId message, int epoch) implements End {}

        /** Without a reply. */
        record Failed(String code) implements End {}
    }

    /**
     * Ends a turn, in one transaction: stores the reply as it was streamed, the turn's status and its last event.
     * Does nothing when the turn is over; then it is over as somebody ended it before.
     *
     * @return the turn's status from now on
     */
    public TurnStatus end(TurnId turn, End end) {
        TurnStatus status = transactions.execute(transaction -> {
            var current = jdbc.sql("select * from public.chat_turns where id = :turn for update")
                    .param("turn", turn.value())
                    .query((row, number) -> Rows.turn(row))
                    .optional();
            // A turn whose learner has been deleted has no row: there is nothing to end.
            if (current.isEmpty()) {
                return TurnStatus.FAILED;
            }
            if (current.get().status().over()) {
                return current.get().status();
            }
            return end(current.get(), end);
        });
        return status;
    }

    private TurnStatus end(ChatTurn turn, End end) {
        return switch (end) {
            case End.Replied(MessageId message, int epoch) -> {
                if (message != null) {
                    addReply(turn, message, epoch, false, "");
                }
                call(turn, message, epoch);
                open(turn, message, epoch);
                ask(turn, epoch);
                yield close(turn, TurnStatus.COMPLETED, null, with(waiting(turn), new TurnEvent.Completed()));
            }
            case End.Stopped(MessageId message, int epoch) -> {
                var words = untoldWords(turn, message, epoch);
                if (message != null) {
                    addReply(turn, message, epoch, true, words);
                }
                var untold = openUntold(turn, message, epoch, words);
                yield close(turn, TurnStatus.STOPPED, null, with(untold, new TurnEvent.Stopped()));
            }
            case End.Failed(String code) -> {
                var untold = openUntold(turn, null, 0, untoldWords(turn, null, 0));
                yield close(turn, TurnStatus.FAILED, code, with(untold, new TurnEvent.Failed(code)));
            }
        };
    }

    private static List<TurnEvent> with(List<TurnEvent> before, TurnEvent last) {
        var events = new ArrayList<>(before);
        events.add(last);
        return events;
    }

    /**
     * Opens the component of a turn that ends early. What a path asks is open whether or not the turn came to show it.
     *
     * @param words in which it is told to a reader whose client cannot show it; empty when nothing is to be added
     * @return what the turn's readers have still to be told of it
     */
    private List<TurnEvent> openUntold(ChatTurn turn, @Nullable MessageId message, int epoch, String words) {
        var asked = task(turn.id()).map(TurnTask::component).orElse(null);
        if (asked != null && !words.isEmpty()) {
            var told = message == null ? addUnspoken(turn, asked.interactionId(), words) : message;
            open(turn, told, epoch);
            return List.of(
                    new TurnEvent.ReplyStarted(told),
                    new TurnEvent.ReplyDelta(told, words),
                    new TurnEvent.ReplyEnded(told));
        }
        open(turn, message, epoch);
        return asked == null || !isOffered(turn, asked) || shown(turn, epoch).isPresent()
                ? List.of()
                : List.of(
                        new TurnEvent.ComponentShown(message, asked.interactionId(), asked.name(), asked.arguments()));
    }

    /** What a turn that ends early has not told of its question, to a reader whose client can show nothing else. */
    private String untoldWords(ChatTurn turn, @Nullable MessageId message, int epoch) {
        var asked = task(turn.id()).map(TurnTask::component).orElse(null);
        if (asked == null || isOffered(turn, asked)) {
            return "";
        }
        var kind = ComponentKind.ofWireName(asked.name()).orElseThrow();
        var words = Components.asText(Components.read(kind, asked.arguments()));
        if (message == null) {
            return words;
        }
        return said(turn, epoch).endsWith(words) ? "" : "\n\n" + words;
    }

    private static boolean isOffered(ChatTurn turn, TurnTask.ShownComponent asked) {
        return turn.offered() == null || turn.offered().contains(asked.name());
    }

    private String said(ChatTurn turn, int epoch) {
        return jdbc.sql("""
                        select coalesce(string_agg(data ->> 'text', '' order by position), '')
                        from public.turn_events
                        where turn_id = :turn and type = 'reply_delta' and position > :first and position < :last
                        """)
                .param("turn", turn.id().value())
                .param("first", new EventPosition(epoch, 0).value())
                .param("last", new EventPosition(epoch + 1, 0).value())
                .query(String.class)
                .single();
    }

    /**
     * Opens the component that the turn shows, if any. What a path asks is opened however the turn ends, for the path
     * waits for its answer; what the tutor asks of itself only if it was shown.
     */
    private void open(ChatTurn turn, @Nullable MessageId message, int epoch) {
        var task = task(turn.id()).map(TurnTask::component).orElse(null);
        if (task != null) {
            open(turn, message, task.interactionId(), task.name(), task.arguments(), turn.track(), task.unitId());
        } else {
            shown(turn, epoch)
                    .ifPresent(event ->
                            open(turn, message, event.interactionId(), event.name(), event.arguments(), null, null));
        }
    }

    /** Asks what the attempt wanted to have confirmed; what was asked before and waits still gives way to it. */
    private void ask(ChatTurn turn, int epoch) {
        published(turn, epoch, "confirmation_asked")
                .findFirst()
                .ifPresent(event -> ask(turn, ((TurnEvent.ConfirmationAsked) event).confirmation()));
    }

    private void ask(ChatTurn turn, Confirmation asked) {
        jdbc.sql("""
                        update public.interrupts
                        set status = case when expires_at <= now() then 'expired' else 'cancelled' end,
                            answered_at = case when expires_at > now() then now() end
                        where session_id = :session and status = 'open'
                        """).param("session", turn.session().value()).update();
        jdbc.sql("""
                        insert into public.interrupts
                            (id, session_id, user_id, turn_id, reason, message, response_schema, action, expires_at)
                        values (:id, :session, :learner, :turn, :reason, :message, cast(:schema as jsonb),
                                cast(:action as jsonb), now() + make_interval(secs => :lifetime))
                        """)
                .param("id", asked.id().value())
                .param("session", turn.session().value())
                .param("learner", turn.learner().value())
                .param("turn", turn.id().value())
                .param("reason", Confirmation.REASON)
                .param("message", asked.message())
                .param("schema", Confirmation.responseSchema().toString())
                .param("action", json.writerFor(Deed.class).writeValueAsString(asked.deed()))
                .param("lifetime", asked.lifetime().toMillis() / 1000.0)
                .update();
    }

    /** What waits for the learner's word, whoever asked: no run of the session ends as if nothing did. */
    private List<TurnEvent> waiting(ChatTurn turn) {
        var waiting = interrupts.unanswered(jdbc, turn.session()).stream()
                .filter(Interrupt::open)
                .map(each -> new TurnEvent.Interrupted.Asked(
                        each.id(), each.reason(), each.message(), each.responseSchema(), each.expiresAt()))
                .toList();
        return waiting.isEmpty() ? List.of() : List.of(new TurnEvent.Interrupted(waiting));
    }

    /** What a turn answers, or what it was that was asked; empty when there is no such interrupt. */
    public Optional<Interrupt> interrupt(InterruptId id) {
        return interrupts.find(jdbc, id);
    }

    /** The track that goes on in a session, and may be left; empty when none does. */
    public Optional<Deed.LeaveTrack> trackToLeave(SessionId session) {
        return jdbc.sql("""
                        select p.track_id, t.title from public.user_progress p
                        join public.learning_tracks t on t.id = p.track_id
                        where p.session_id = :session and p.status <> 'completed' and p.left_at is null
                        order by p.last_accessed_at desc, p.id limit 1
                        """)
                .param("session", session.value())
                .query((row, number) ->
                        new Deed.LeaveTrack(new TrackId(row.getObject("track_id", UUID.class)), row.getString("title")))
                .optional();
    }

    /**
     * Whether the learner has left a track. Holds its row until the transaction ends: who leaves it at this moment waits,
     * and closes then what this transaction has opened.
     */
    private boolean isLeft(ChatTurn turn, TrackId track) {
        return jdbc.sql("""
                        select left_at is not null from public.user_progress
                        where user_id = :learner and track_id = :track for share
                        """)
                .param("learner", turn.learner().value())
                .param("track", track.value())
                .query(Boolean.class)
                .optional()
                .orElse(false);
    }

    /** Keeps what the attempt has called: a client answers what a completed turn has asked of it, and nothing else. */
    private void call(ChatTurn turn, @Nullable MessageId message, int epoch) {
        var calls = published(turn, epoch, TurnEventRows.TOOL_CALLED)
                .map(TurnEvent.ToolCalled.class::cast)
                .toList();
        if (message != null && !calls.isEmpty()) {
            addUnspoken(turn, message, "");
            toolCalls.add(jdbc, turn, calls);
        }
    }

    private Optional<TurnEvent.ComponentShown> shown(ChatTurn turn, int epoch) {
        return published(turn, epoch, "component_shown")
                .map(TurnEvent.ComponentShown.class::cast)
                .findFirst();
    }

    /** What an attempt has published of one type, in order. */
    private Stream<TurnEvent> published(ChatTurn turn, int epoch, String type) {
        return jdbc
                .sql("""
                        select data::text from public.turn_events
                        where turn_id = :turn and type = :type and position > :first and position < :last
                        order by position
                        """)
                .param("turn", turn.id().value())
                .param("type", type)
                .param("first", new EventPosition(epoch, 0).value())
                .param("last", new EventPosition(epoch + 1, 0).value())
                .query(String.class)
                .list()
                .stream()
                .map(data -> rows.read(type, data));
    }

    private void open(
            ChatTurn turn,
            @Nullable MessageId spoken,
            InteractionId interaction,
            String name,
            ObjectNode arguments,
            @Nullable TrackId track,
            @Nullable UnitId unit) {
        var asks =
                ComponentKind.ofWireName(name).map(ComponentKind::needsAnswer).orElse(true);
        // Before any row of an interaction is touched: who leaves a track takes the rows in this order too.
        var left = track != null && isLeft(turn, track);
        if (asks && !left) {
            jdbc.sql("""
                            update public.component_interactions set status = 'superseded'
                            where session_id = :session and status = 'open' and id <> :interaction
                            """)
                    .param("session", turn.session().value())
                    .param("interaction", interaction.value())
                    .update();
        }
        var message = spoken == null ? addUnspoken(turn, interaction, "") : spoken;
        jdbc.sql("""
                        insert into public.component_interactions
                            (id, session_id, user_id, turn_id, message_id, name, arguments, status, answered_at, track_id, unit_id)
                        values (:interaction, :session, :learner, :turn, :message, :name, cast(:arguments as jsonb), :status,
                                case :status when 'answered' then now() end, :track, :unit)
                        on conflict (id) do nothing
                        """)
                .param("interaction", interaction.value())
                .param("session", turn.session().value())
                .param("learner", turn.learner().value())
                .param("turn", turn.id().value())
                .param("message", message.value())
                .param("name", name)
                .param("arguments", arguments.toString())
                // What asks nothing has nothing left to answer.
                .param("status", !asks ? "answered" : left ? "superseded" : "open")
                .param("track", track == null ? null : track.value())
                .param("unit", unit == null ? null : unit.value())
                .update();
    }

    /**
     * The stored reply is the streamed one by construction: it is put together from the stored events.
     *
     * @param last what the turn's last events add to it
     */
    private void addReply(ChatTurn turn, MessageId message, int epoch, boolean stopped, String last) {
        jdbc.sql("""
                        insert into public.chat_messages (id, session_id, user_id, turn_id, role, content, stopped)
                        select :message, :session, :learner, :turn, 'assistant',
                               string_agg(data ->> 'text', '' order by position) || :last_words, :stopped
                        from public.turn_events
                        where turn_id = :turn and type = 'reply_delta'
                          and position > :first and position < :last
                        having count(*) > 0
                        on conflict do nothing
                        """)
                .param("message", message.value())
                .param("session", turn.session().value())
                .param("learner", turn.learner().value())
                .param("turn", turn.id().value())
                .param("stopped", stopped)
                .param("last_words", last)
                .param("first", new EventPosition(epoch, 0).value())
                .param("last", new EventPosition(epoch + 1, 0).value())
                .update();
        jdbc.sql("update public.chat_sessions set last_message_at = now() where id = :session")
                .param("session", turn.session().value())
                .update();
    }

    /** A component belongs to a message, also when nothing was said with it. */
    private MessageId addUnspoken(ChatTurn turn, InteractionId interaction, String content) {
        return addUnspoken(turn, new MessageId(interaction.value()), content);
    }

    /** Nothing if something was said under this id. */
    private MessageId addUnspoken(ChatTurn turn, MessageId message, String content) {
        jdbc.sql("""
                        insert into public.chat_messages (id, session_id, user_id, turn_id, role, content)
                        values (:id, :session, :learner, :turn, 'assistant', :content)
                        on conflict do nothing
                        """)
                .param("id", message.value())
                .param("session", turn.session().value())
                .param("learner", turn.learner().value())
                .param("turn", turn.id().value())
                .param("content", content)
                .update();
        return message;
    }

    private TurnStatus close(ChatTurn turn, TurnStatus status, @Nullable String errorCode, List<TurnEvent> lastEvents) {
        var epoch = turn.epoch() + 1;
        jdbc.sql("""
                        update public.chat_turns
                        set status = :status, epoch = :epoch, ended_at = now(), error_code = :code,
                            usage = (select jsonb_agg(e.data order by e.position) from public.turn_events e
                                     where e.turn_id = :turn and e.type = 'model_used')
                        where id = :turn
                        """)
                .param("status", status.stored())
                .param("epoch", epoch)
                .param("code", errorCode)
                .param("turn", turn.id().value())
                .update();
        for (var number = 1; number <= lastEvents.size(); number++) {
            var event = lastEvents.get(number - 1);
            jdbc.sql("""
                            insert into public.turn_events (turn_id, position, user_id, type, data)
                            values (:turn, :position, :learner, :type, cast(:data as jsonb))
                            """)
                    .param("turn", turn.id().value())
                    .param("position", new EventPosition(epoch, number).value())
                    .param("learner", turn.learner().value())
                    .param("type", rows.type(event))
                    .param("data", rows.data(event))
                    .update();
        }
        notifyNodes(List.of(turn.id().value()));
        return status;
    }

    /** Removes the events of turns that ended before the grace period; their messages hold what matters. */
    public int removeOldEvents(Duration grace) {
        return jdbc.sql("""
                        delete from public.turn_events e using public.chat_turns t
                        where t.id = e.turn_id and t.ended_at < now() - make_interval(secs => :grace)
                        """).param("grace", grace.toMillis() / 1000.0).update();
    }
}
