package dev.chiron.tutor.chat.store;

import dev.chiron.tutor.chat.stream.TurnEvent;
import dev.chiron.tutor.platform.LearnerId;
import dev.chiron.tutor.platform.SessionId;
import dev.chiron.tutor.platform.ToolCallId;
import dev.chiron.tutor.platform.TurnId;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * What a learner's client is asked to do, and what came of it, as their own requests see and change it. Every call belongs
 * into a transaction of {@link dev.chiron.tutor.identity.LearnerTransactions}.
 */
@Repository
public class ToolCallStore {

    private final JdbcClient jdbc;
    private final ToolCallRows rows;
    private final TurnEventRows events;

    ToolCallStore(@Qualifier("requestJdbc") JdbcClient jdbc, ToolCallRows rows, TurnEventRows events) {
        this.jdbc = jdbc;
        this.rows = rows;
        this.events = events;
    }

    /** Calls of a session whose results are waited for, in the order in which they were made. */
    public List<ClientCall> pending(SessionId session) {
        return rows.pending(jdbc, session);
    }

    /** Those of these calls that are the session's. */
    public List<ClientCall> find(SessionId session, List<ToolCallId> ids) {
        return ids.isEmpty() ? List.of() : rows.find(jdbc, session, ids);
    }

    /** Calls that were made in these turns, in order. */
    public List<ClientCall> ofTurns(SessionId session, List<TurnId> turns) {
        return turns.isEmpty() ? List.of() : rows.ofTurns(jdbc, session, turns);
    }

    /** Takes the result of a pending call; false when it is not waited for. */
    public boolean answer(ToolCallId call, @Nullable String error) {
        return jdbc.sql("""
                                update public.tool_calls set status = 'answered', error = :error, answered_at = now()
                                where id = :id and status = 'pending'
                                """).param("id", call.value()).param("error", error).update() == 1;
    }

    /**
     * Adds the message that is the result of a call.
     *
     * @param wireId the client's id for it; left out when the session has another message of that id
     */
    public void addResult(
            SessionId session, LearnerId learner, TurnId turn, ToolCallId call, String result, String wireId) {
        jdbc.sql("""
                        insert into public.chat_messages
                            (id, session_id, user_id, turn_id, role, content, tool_call_id, wire_id)
                        select :id, :session, :learner, :turn, 'tool', :content, :call,
                               case when not exists (
                                   select from public.chat_messages m
                                   where m.session_id = :session and m.superseded_at is null and coalesce(m.wire_id, m.id::text) = :wire) then :wire end
                        """)
                .param("id", UUID.randomUUID())
                .param("session", session.value())
                .param("learner", learner.value())
                .param("turn", turn.value())
                .param("content", result)
                .param("call", call.value())
                .param("wire", wireId)
                .update();
    }

    /** The stored result of a call; null when there is none. */
    public @Nullable String result(ToolCallId call) {
        return jdbc.sql("select content from public.chat_messages where tool_call_id = :call limit 1")
                .param("call", call.value())
                .query(String.class)
                .optional()
                .orElse(null);
    }

    /** Goes on without the results that a session still waits for. */
    public void abandon(SessionId session) {
        jdbc.sql("update public.tool_calls set status = 'abandoned' where session_id = :session and status = 'pending'")
                .param("session", session.value())
                .update();
    }

    /** What the calls of the model in a turn that is over cost; empty when nothing was told. */
    public List<TurnEvent.ModelUsed> usage(TurnId turn) {
        return jdbc.sql("select usage::text from public.chat_turns where id = :turn and usage is not null")
                .param("turn", turn.value())
                .query(String.class)
                .optional()
                .map(events::uses)
                .orElseGet(List::of);
    }
}
