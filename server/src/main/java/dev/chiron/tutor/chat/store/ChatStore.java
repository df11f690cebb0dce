package dev.chiron.tutor.chat.store;

import dev.chiron.tutor.chat.stream.EventPosition;
import dev.chiron.tutor.chat.stream.StreamedEvent;
import dev.chiron.tutor.platform.InteractionId;
import dev.chiron.tutor.platform.LearnerId;
import dev.chiron.tutor.platform.MessageId;
import dev.chiron.tutor.platform.SessionId;
import dev.chiron.tutor.platform.TurnId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * A learner's sessions, turns and messages, as their own requests see and change them. Every call belongs into a
 * transaction of {@link dev.chiron.tutor.identity.LearnerTransactions}: outside of one the database shows nothing.
 */
@Repository
public class ChatStore {

    /** Multimodal messages that are looked at for one snapshot, the newest. */
    private static final int MAX_MULTIMODAL = 200;

    private final JdbcClient jdbc;
    private final TurnEventRows events;
    private final InteractionRows interactions;
    private final ToolCallRows toolCalls;

    ChatStore(
            @Qualifier("requestJdbc") JdbcClient jdbc,
            TurnEventRows events,
            InteractionRows interactions,
            ToolCallRows toolCalls) {
        this.jdbc = jdbc;
        this.events = events;
        this.interactions = interactions;
        this.toolCalls = toolCalls;
    }

    /** Adds a session. */
    public ChatSession addSession(SessionId id, LearnerId learner, String threadId, @Nullable String title) {
        return jdbc.sql("""
                        insert into public.chat_sessions (id, user_id, thread_id, title)
                        values (:id, :learner, :thread, :title)
                        returning *
                        """)
                .param("id", id.value())
                .param("learner", learner.value())
                .param("thread", threadId)
                .param("title", title)
                .query(ChatStore::session)
                .single();
    }

    /** The learner's session of an AG-UI thread, made if there is none; a session's own id names its thread too. */
    public ChatSession sessionOfThread(LearnerId learner, String threadId) {
        return findThread(threadId).orElseGet(() -> {
            jdbc.sql("""
                            insert into public.chat_sessions (id, user_id, thread_id)
                            values (:id, :learner, :thread)
                            on conflict (user_id, thread_id) do nothing
                            """)
                    .param("id", UUID.randomUUID())
                    .param("learner", learner.value())
                    .param("thread", threadId)
                    .update();
            return findThread(threadId).orElseThrow();
        });
    }

    public Optional<ChatSession> findThread(String threadId) {
        return jdbc.sql("""
                        select * from public.chat_sessions where thread_id = :thread
                        union all
                        select * from public.chat_sessions where id = :id and thread_id <> :thread
                        limit 1
                        """)
                .param("thread", threadId)
                .param("id", uuid(threadId))
                .query(ChatStore::session)
                .optional();
    }

    public Optional<ChatSession> findSession(SessionId id) {
        return jdbc.sql("select * from public.chat_sessions where id = :id")
                .param("id", id.value())
                .query(ChatStore::session)
                .optional();
    }

    /**
     * Sessions, newest first.
     *
     * @param before only those older than this one
     */
    public List<ChatSession> sessions(@Nullable SessionId before, int limit) {
        return jdbc.sql("""
                        select * from public.chat_sessions
                        where cast(:before as uuid) is null
                           or (created_at, id) < (select created_at, id from public.chat_sessions where id = cast(:before as uuid))
                        order by created_at desc, id desc
                        limit :limit
                        """)
                .param("before", before == null ? null : before.value().toString())
                .param("limit", limit)
                .query(ChatStore::session)
                .list();
    }

    /**
     * Notes that something is said in a session now, and holds the session's row until the transaction ends: turns
     * of one session are stored one after another.
     *
     * @param title the session's, if it has none yet
     */
    public void touch(SessionId id, @Nullable String title) {
        jdbc.sql("""
                        update public.chat_sessions
                        set last_message_at = now(), title = coalesce(title, :title)
                        where id = :id
                        """).param("id", id.value()).param("title", title).update();
    }

    /**
     * Holds a session's row until the transaction ends, like {@link #touch} but nothing is noted: what is read of the
     * session from here on stays so, but for what running turns add.
     */
    public void hold(SessionId id) {
        jdbc.sql("select id from public.chat_sessions where id = :id for no key update")
                .param("id", id.value())
                .query(UUID.class)
                .optional();
    }

    /** Notes which components the session's client can show, for turns that the server starts. */
    public void offer(SessionId id, List<String> components) {
        jdbc.sql("update public.chat_sessions set offered_components = cast(:offered as text[]) where id = :id")
                .param("id", id.value())
                .param("offered", components.toArray(String[]::new))
                .update();
    }

    /** As the other, of a client that has no tools of its own. */
    public void addTurn(
            TurnId id,
            SessionId session,
            LearnerId learner,
            String runId,
            @Nullable Interaction answered,
            @Nullable List<String> offered) {
        addTurn(id, session, learner, runId, answered, offered, RunExtras.NONE);
    }

    /** As the other, with what its run brings besides. */
    public void addTurn(
            TurnId id,
            SessionId session,
            LearnerId learner,
            String runId,
            @Nullable Interaction answered,
            @Nullable List<String> offered,
            RunExtras extras) {
        jdbc.sql("""
                        insert into public.chat_turns
                            (id, session_id, user_id, run_id, interaction_id, track_id, offered_components,
                             parent_run_id, context, again_message_id, client_tools)
                        values (:id, :session, :learner, :run, :interaction, :track, cast(:offered as text[]),
                                :parent, cast(:context as jsonb), :again, cast(:tools as jsonb))
                        on conflict (session_id, run_id) do nothing
                        """)
                .param("parent", extras.parentRunId())
                .param("context", extras.contextJson())
                .param("again", extras.again() == null ? null : extras.again().value())
                .param("id", id.value())
                .param("session", session.value())
                .param("learner", learner.value())
                .param("run", runId)
                .param("interaction", answered == null ? null : answered.id().value())
                .param(
                        "track",
                        answered == null || answered.track() == null
                                ? null
                                : answered.track().value())
                .param("offered", offered == null ? null : offered.toArray(String[]::new))
                .param("tools", extras.tools().isEmpty() ? null : toolCalls.written(extras.tools()))
                .update();
    }

    /** Adds a learner's answer as a message; empty when there is already a message with this id. */
    public Optional<ChatMessage> addAnswer(
            MessageId id,
            SessionId session,
            LearnerId learner,
            TurnId turn,
            InteractionId answered,
            String reply,
            @Nullable String wireId) {
        return jdbc.sql("""
                        insert into public.chat_messages
                            (id, session_id, user_id, turn_id, role, content, wire_id, tool_call_id)
                        values (:id, :session, :learner, :turn, 'tool', :content, :wire, :answered)
                        on conflict do nothing
                        returning *
                        """)
                .param("id", id.value())
                .param("session", session.value())
                .param("learner", learner.value())
                .param("turn", turn.value())
                .param("content", reply)
                .param("wire", wireId)
                .param("answered", answered.value())
                .query(ChatStore::message)
                .optional();
    }

    public Optional<Interaction> findInteraction(InteractionId id) {
        return interactions.find(jdbc, id);
    }

    /** What waits for the learner in a session. */
    public Optional<Interaction> openInteraction(SessionId session) {
        return interactions.open(jdbc, session);
    }

    /** What was shown in these turns. */
    public List<Interaction> interactions(SessionId session, List<TurnId> turns) {
        return turns.isEmpty() ? List.of() : interactions.ofTurns(jdbc, session, turns);
    }

    /** Keeps the answer to an open interaction; false when it is not open. */
    public boolean answer(InteractionId id, String reply, TurnId turn) {
        return jdbc.sql("""
                                update public.component_interactions
                                set status = 'answered', reply = cast(:reply as jsonb), answered_at = now(),
                                    answer_turn_id = :turn
                                where id = :id and status = 'open'
                                """)
                        .param("reply", reply)
                        .param("turn", turn.value())
                        .param("id", id.value())
                        .update()
                == 1;
    }

    /** Adds what the learner says; empty when there is already a message with this id. */
    public Optional<ChatMessage> addMessage(
            MessageId id, SessionId session, LearnerId learner, TurnId turn, String content, @Nullable String wireId) {
        return addMessage(id, session, learner, turn, content, wireId, null);
    }

    /** As the other, with the parts of a multimodal message, a JSON array. */
    public Optional<ChatMessage> addMessage(
            MessageId id,
            SessionId session,
            LearnerId learner,
            TurnId turn,
            String content,
            @Nullable String wireId,
            @Nullable String partsJson) {
        return jdbc.sql("""
                        insert into public.chat_messages (id, session_id, user_id, turn_id, role, content, wire_id, parts)
                        values (:id, :session, :learner, :turn, 'user', :content, :wire, cast(:parts as jsonb))
                        on conflict do nothing
                        returning *
                        """)
                .param("parts", partsJson)
                .param("id", id.value())
                .param("session", session.value())
                .param("learner", learner.value())
                .param("turn", turn.value())
                .param("content", content)
                .param("wire", wireId)
                .query(ChatStore::message)
                .optional();
    }

    /** A message, also one that is not part of its thread any more. */
    public Optional<ChatMessage> findMessage(MessageId id) {
        return jdbc.sql("select " + Rows.MESSAGE_COLUMNS + " from public.chat_messages m where m.id = :id")
                .param("id", id.value())
                .query(ChatStore::message)
                .optional();
    }

    /**
     * What a session has stored from the first message on that a client knows, and whatever else it names; nothing
     * when it knows none.
     *
     * @param wireIds the ids of the client's messages
     * @param answered the interactions that its tool messages answer
     * @param lastSeen what the client says it has seen last; a client that says so and knows none is given all
     */
    public List<ThreadEntry> thread(
            SessionId session,
            Collection<String> wireIds,
            Collection<InteractionId> answered,
            @Nullable String lastSeen) {
        return jdbc.sql("""
                        with named as (
                            select id, position, superseded_at from public.chat_messages
                            where session_id = :session
                              and (coalesce(wire_id, id::text) = any (cast(:ids as text[]))
                                   or tool_call_id = any (cast(:answered as uuid[])))
                        )
                        select m.id, m.turn_id, coalesce(m.wire_id, m.id::text) as wire_id, m.role, m.position,
                               m.superseded_at is not null as superseded,
                               t.origin = 'server' or t.track_id is not null as fixed,
                               -- What asks nothing is answered from the beginning, and has no reply.
                               m.role = 'assistant' and m.content = '' and exists (
                                   select from public.component_interactions c
                                   where c.id = m.id and c.status = 'answered' and c.reply is null) as unsent,
                               case when m.role = 'user' then encode(sha256(convert_to(m.content, 'UTF8')), 'hex') end as digest,
                               m.tool_call_id, coalesce(i.message_id, c.message_id) as asked
                        from public.chat_messages m
                        join public.chat_turns t on t.id = m.turn_id
                        left join public.component_interactions i on i.id = m.tool_call_id
                        left join public.tool_calls c on c.id = m.tool_call_id
                        where m.session_id = :session
                          and (m.id in (select id from named)
                               or coalesce(m.wire_id, m.id::text) = :seen
                               or (cast(:seen as text) is not null
                                   and not exists (select from named where superseded_at is null))
                               or m.position >= (select min(position) from named where superseded_at is null))
                        order by m.position
                        """)
                .param("session", session.value())
                .param("ids", wireIds.toArray(String[]::new))
                .param(
                        "answered",
                        answered.stream().map(InteractionId::toString).toArray(String[]::new))
                .param("seen", lastSeen)
                .query((row, number) -> new ThreadEntry(
                        new MessageId(row.getObject("id", UUID.class)),
                        new TurnId(row.getObject("turn_id", UUID.class)),
                        row.getString("wire_id"),
                        MessageRole.of(row.getString("role")),
                        row.getLong("position"),
                        row.getBoolean("superseded"),
                        row.getBoolean("fixed"),
                        row.getBoolean("unsent"),
                        row.getString("digest"),
                        Rows.interaction(row, "tool_call_id"),
                        Rows.message(row, "asked")))
                .list();
    }

    /** By which two texts of a learner's are told apart: SHA-256 of their UTF-8, in lower-case hexadecimal. */
    public static String digest(String content) {
        try {
            var sha256 = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(sha256.digest(content.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /**
     * Takes messages out of the thread, and what they ask with them. They stay stored. The database refuses those that
     * a path waits for and those of a turn that is not over.
     */
    public void supersede(List<MessageId> messages) {
        if (messages.isEmpty()) {
            return;
        }
        var ids = messages.stream().map(MessageId::toString).toArray(String[]::new);
        var taken = jdbc.sql("""
                        update public.chat_messages set superseded_at = now()
                        where id = any (cast(:ids as uuid[])) and superseded_at is null
                        """).param("ids", ids).update();
        if (taken != messages.size()) {
            throw new IllegalStateException("%d of %d messages can be superseded".formatted(taken, messages.size()));
        }
        jdbc.sql("""
                        update public.component_interactions set status = 'superseded'
                        where message_id = any (cast(:ids as uuid[])) and status = 'open' and track_id is null
                        """).param("ids", ids).update();
        jdbc.sql("""
                        update public.tool_calls set status = 'abandoned'
                        where message_id = any (cast(:ids as uuid[])) and status = 'pending'
                        """).param("ids", ids).update();
    }

    /**
     * The parts of the newest multimodal messages of a thread, each a JSON array, by message.
     *
     * @param characters the most of all of them together; older messages are left out
     */
    public Map<MessageId, String> parts(SessionId session, int characters) {
        var parts = new HashMap<MessageId, String>();
        jdbc.sql("""
                        select id, parts from (
                            select id, parts, sum(char_length(parts)) over (order by position desc) as characters from (
                                select id, position, parts::text as parts from public.chat_messages
                                where session_id = :session and parts is not null and superseded_at is null
                                order by position desc limit :limit
                            ) newest
                        ) counted where characters <= :characters
                        """)
                .param("session", session.value())
                .param("limit", MAX_MULTIMODAL)
                .param("characters", characters)
                .query((row, number) ->
                        parts.put(new MessageId(row.getObject("id", UUID.class)), row.getString("parts")))
                .list();
        return parts;
    }

    /**
     * The newest messages of a session's thread, in the order they were said; what was superseded is no part of it.
     *
     * @param before only those that were said before this position; {@link Long#MAX_VALUE} for all
     */
    public List<ChatMessage> messages(SessionId session, long before, int limit) {
        return messages(session, before, limit, Integer.MAX_VALUE);
    }

    /**
     * The newest messages of a session's thread, in the order they were said: as many as have so many bytes together, and
     * at least one. What was superseded is no part of the thread.
     *
     * @param before only those that were said before this position; {@link Long#MAX_VALUE} for all
     */
    public List<ChatMessage> messages(SessionId session, long before, int limit, int bytes) {
        // The length of a text that is kept apart is known without fetching it.
        return jdbc.sql("""
                        select * from (
                            select newest.*,
                                   sum(octet_length(content)) over (order by position desc) - octet_length(content) as newer
                            from (
                                select %s from public.chat_messages m
                                where m.session_id = :session and m.position < :before and m.superseded_at is null
                                order by m.position desc
                                limit :limit
                            ) newest
                        ) measured where newer < :bytes order by position
                        """.formatted(Rows.MESSAGE_COLUMNS))
                .param("session", session.value())
                .param("before", before)
                .param("limit", limit)
                .param("bytes", bytes)
                .query(ChatStore::message)
                .list();
    }

    public Optional<ChatTurn> findTurn(SessionId session, String runId) {
        return jdbc.sql("select * from public.chat_turns where session_id = :session and run_id = :run")
                .param("session", session.value())
                .param("run", runId)
                .query(ChatStore::turn)
                .optional();
    }

    public Optional<ChatTurn> findTurn(TurnId id) {
        return jdbc.sql("select * from public.chat_turns where id = :id")
                .param("id", id.value())
                .query(ChatStore::turn)
                .optional();
    }

    /** The first turn of a session that is not over. */
    public Optional<ChatTurn> unfinishedTurn(SessionId session) {
        return jdbc.sql("""
                        select * from public.chat_turns
                        where session_id = :session and status in ('accepted', 'running')
                        order by position limit 1
                        """)
                .param("session", session.value())
                .query(ChatStore::turn)
                .optional();
    }

    /** The next turn of a session after a position. */
    public Optional<ChatTurn> nextTurn(SessionId session, long after) {
        return jdbc.sql("""
                        select * from public.chat_turns
                        where session_id = :session and position > :after
                        order by position limit 1
                        """)
                .param("session", session.value())
                .param("after", after)
                .query(ChatStore::turn)
                .optional();
    }

    /** Where the last turn of a session stands; 0 when there is none. */
    public long lastTurnPosition(SessionId session) {
        return jdbc.sql("select coalesce(max(position), 0) from public.chat_turns where session_id = :session")
                .param("session", session.value())
                .query(Long.class)
                .single();
    }

    /** The stored events of a turn after a position. */
    public List<StreamedEvent> events(TurnId turn, EventPosition after) {
        return events.read(jdbc, turn, after);
    }

    /** Tells other nodes, once this transaction is committed, that the session has a new turn. */
    public void announceTurn(String channel, SessionId session) {
        jdbc.sql("select pg_notify(:channel, :session)")
                .param("channel", channel)
                .param("session", session.toString())
                .query((row, number) -> number)
                .single();
    }

    private static @Nullable UUID uuid(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static ChatSession session(ResultSet row, int number) throws SQLException {
        return new ChatSession(
                new SessionId(row.getObject("id", UUID.class)),
                row.getString("thread_id"),
                row.getString("title"),
                Rows.instant(row, "created_at"),
                Rows.instantOrNull(row, "last_message_at"));
    }

    private static ChatMessage message(ResultSet row, int number) throws SQLException {
        return Rows.message(row);
    }

    private static ChatTurn turn(ResultSet row, int number) throws SQLException {
        return Rows.turn(row);
    }
}
