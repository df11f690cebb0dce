package dev.chiron.tutor.chat.store;

import dev.chiron.tutor.chat.stream.EventPosition;
import dev.chiron.tutor.chat.stream.TurnEvent;
import dev.chiron.tutor.chat.stream.TurnEventLog;
import dev.chiron.tutor.chat.stream.TurnStream;
import dev.chiron.tutor.platform.LearnerId;
import dev.chiron.tutor.platform.MessageId;
import dev.chiron.tutor.platform.SessionId;
import dev.chiron.tutor.platform.TurnId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.support.TransactionTemplate;

/** Turns as workers see and change them, as {@code service_role}. Every change is safe to repeat. */
@Repository
public class TurnStore implements TurnEventLog {

    /** {@code NOTIFY} takes less than 8,000 bytes: 200 ids of 36 characters and their commas fit. */
    private static final int IDS_PER_NOTIFICATION = 200;

    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;
    private final TurnEventRows rows;

    TurnStore(
            @Qualifier("workerJdbc") JdbcClient jdbc,
            @Qualifier("workerTransactions") TransactionTemplate transactions,
            TurnEventRows rows) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.rows = rows;
    }

    /** A turn to bring to its workflow. */
    public record DueTurn(TurnId turn, SessionId session, LearnerId learner, long position) {}

    /**
     * Takes turns that nobody has answered when they should have been, and puts their next time off: of several
     * nodes each takes others.
     *
     * @param again when a turn that is taken now is due again
     */
    public List<DueTurn> takeDue(Duration again, int limit) {
        return jdbc.sql("""
                        update public.chat_turns set next_dispatch_at = now() + make_interval(secs => :again)
                        where id in (
                            select id from public.chat_turns
                            where status in ('accepted', 'running') and next_dispatch_at <= now()
                            order by position limit :limit
                            for update skip locked
                        )
                        returning id, session_id, user_id, position
                        """)
                .param("again", again.toMillis() / 1000.0)
                .param("limit", limit)
                .query((row, number) -> new DueTurn(
                        new TurnId(row.getObject("id", UUID.class)),
                        new SessionId(row.getObject("session_id", UUID.class)),
                        new LearnerId(row.getObject("user_id", UUID.class)),
                        row.getLong("position")))
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
     * What had been said in a session up to and including a turn's own message, in order.
     *
     * @param limit the newest so many
     */
    public List<ChatMessage> conversation(ChatTurn turn, int limit) {
        return jdbc.sql("""
                        select * from (
                            select m.* from public.chat_messages m
                            join public.chat_turns t on t.id = m.turn_id
                            where m.session_id = :session and t.position <= :position
                            order by t.position desc, m.position desc limit :limit
                        ) newest
                        order by (select position from public.chat_turns where id = newest.turn_id), position
                        """)
                .param("session", turn.session().value())
                .param("position", turn.position())
                .param("limit", limit)
                .query((row, number) -> Rows.message(row))
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

    /** How a turn ends. */
    public sealed interface End {
        /** With the reply that was streamed under this message id in this epoch. */
        record Replied(MessageId message, int epoch) implements End {}

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
                addReply(turn, message, epoch, false);
                yield close(turn, TurnStatus.COMPLETED, null, new TurnEvent.Completed());
            }
            case End.Stopped(MessageId message, int epoch) -> {
                if (message != null) {
                    addReply(turn, message, epoch, true);
                }
                yield close(turn, TurnStatus.STOPPED, null, new TurnEvent.Stopped());
            }
            case End.Failed(String code) -> close(turn, TurnStatus.FAILED, code, new TurnEvent.Failed(code));
        };
    }

    /** The stored reply is the streamed one by construction: it is put together from the stored events. */
    private void addReply(ChatTurn turn, MessageId message, int epoch, boolean stopped) {
        jdbc.sql("""
                        insert into public.chat_messages (id, session_id, user_id, turn_id, role, content, stopped)
                        select :message, :session, :learner, :turn, 'assistant',
                               string_agg(data ->> 'text', '' order by position), :stopped
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
                .param("first", new EventPosition(epoch, 0).value())
                .param("last", new EventPosition(epoch + 1, 0).value())
                .update();
        jdbc.sql("update public.chat_sessions set last_message_at = now() where id = :session")
                .param("session", turn.session().value())
                .update();
    }

    private TurnStatus close(ChatTurn turn, TurnStatus status, @Nullable String errorCode, TurnEvent event) {
        var epoch = turn.epoch() + 1;
        jdbc.sql("""
                        update public.chat_turns
                        set status = :status, epoch = :epoch, ended_at = now(), error_code = :code
                        where id = :turn
                        """)
                .param("status", status.stored())
                .param("epoch", epoch)
                .param("code", errorCode)
                .param("turn", turn.id().value())
                .update();
        jdbc.sql("""
                        insert into public.turn_events (turn_id, position, user_id, type, data)
                        values (:turn, :position, :learner, :type, cast(:data as jsonb))
                        """)
                .param("turn", turn.id().value())
                .param("position", new EventPosition(epoch, 1).value())
                .param("learner", turn.learner().value())
                .param("type", rows.type(event))
                .param("data", rows.data(event))
                .update();
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
