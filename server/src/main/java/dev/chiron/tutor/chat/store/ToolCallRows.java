package dev.chiron.tutor.chat.store;

import dev.chiron.tutor.chat.ClientTool;
import dev.chiron.tutor.chat.stream.TurnEvent;
import dev.chiron.tutor.platform.MessageId;
import dev.chiron.tutor.platform.SessionId;
import dev.chiron.tutor.platform.ToolCallId;
import dev.chiron.tutor.platform.TurnId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Reads clients' tools and their calls, for requests and workers; and writes the calls of a turn that ends. */
@Component
class ToolCallRows {

    private final JsonMapper json;

    ToolCallRows(JsonMapper json) {
        this.json = json;
    }

    /** The calls that were made in these turns, in the order in which they were made. */
    List<ClientCall> ofTurns(JdbcClient jdbc, SessionId session, List<TurnId> turns) {
        return jdbc.sql("""
                        select c.* from public.tool_calls c
                        join public.chat_turns t on t.id = c.turn_id
                        where c.session_id = :session and c.turn_id = any (cast(:turns as uuid[]))
                        order by t.position, c.position
                        """)
                .param("session", session.value())
                .param("turns", turns.stream().map(TurnId::toString).toArray(String[]::new))
                .query(ToolCallRows::call)
                .list();
    }

    /** The calls of a session whose results are waited for, in the order in which they were made. */
    List<ClientCall> pending(JdbcClient jdbc, SessionId session) {
        return jdbc.sql("""
                        select c.* from public.tool_calls c
                        join public.chat_turns t on t.id = c.turn_id
                        where c.session_id = :session and c.status = 'pending'
                        order by t.position, c.position
                        """)
                .param("session", session.value())
                .query(ToolCallRows::call)
                .list();
    }

    /** Those of these calls that are the session's. */
    List<ClientCall> find(JdbcClient jdbc, SessionId session, List<ToolCallId> ids) {
        return jdbc.sql(
                        "select * from public.tool_calls where session_id = :session and id = any (cast(:ids as uuid[]))")
                .param("session", session.value())
                .param("ids", ids.stream().map(ToolCallId::toString).toArray(String[]::new))
                .query(ToolCallRows::call)
                .list();
    }

    /** What the client of a turn can do; nothing when it did not say. */
    List<ClientTool> offered(JdbcClient jdbc, TurnId turn) {
        return jdbc.sql(
                        "select client_tools::text from public.chat_turns where id = :turn and client_tools is not null")
                .param("turn", turn.value())
                .query(String.class)
                .optional()
                .map(tools -> json.readValue(tools, new TypeReference<List<ClientTool>>() {}))
                .orElseGet(List::of);
    }

    /** As {@link #offered} reads it. */
    String written(List<ClientTool> tools) {
        return json.writeValueAsString(tools);
    }

    /** Keeps what a turn has called; what earlier turns still waited for is not waited for any more. */
    void add(JdbcClient jdbc, ChatTurn turn, List<TurnEvent.ToolCalled> calls) {
        jdbc.sql("""
                        update public.tool_calls set status = 'abandoned'
                        where session_id = :session and status = 'pending' and turn_id <> :turn
                        """)
                .param("session", turn.session().value())
                .param("turn", turn.id().value())
                .update();
        for (var i = 0; i < calls.size(); i++) {
            var call = calls.get(i);
            jdbc.sql("""
                            insert into public.tool_calls
                                (id, session_id, user_id, turn_id, message_id, position, name, arguments)
                            values (:id, :session, :learner, :turn, :message, :position, :name, :arguments)
                            """)
                    .param("id", call.toolCallId().value())
                    .param("session", turn.session().value())
                    .param("learner", turn.learner().value())
                    .param("turn", turn.id().value())
                    .param("message", call.messageId().value())
                    .param("position", i)
                    .param("name", call.name())
                    .param("arguments", call.arguments())
                    .update();
        }
    }

    private static ClientCall call(ResultSet row, int number) throws SQLException {
        return new ClientCall(
                new ToolCallId(row.getObject("id", UUID.class)),
                new SessionId(row.getObject("session_id", UUID.class)),
                new TurnId(row.getObject("turn_id", UUID.class)),
                new MessageId(row.getObject("message_id", UUID.class)),
                row.getString("name"),
                row.getString("arguments"),
                ClientCall.Status.valueOf(row.getString("status").toUpperCase(Locale.ROOT)),
                row.getString("error"));
    }
}
