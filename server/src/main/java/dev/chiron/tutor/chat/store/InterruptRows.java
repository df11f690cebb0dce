package dev.chiron.tutor.chat.store;

import dev.chiron.tutor.chat.Deed;
import dev.chiron.tutor.platform.InterruptId;
import dev.chiron.tutor.platform.SessionId;
import dev.chiron.tutor.platform.TurnId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Reads interrupts, for requests and workers. */
final class InterruptRows {

    private final JsonMapper json;

    InterruptRows(JsonMapper json) {
        this.json = json;
    }

    Optional<Interrupt> find(JdbcClient jdbc, InterruptId id) {
        return jdbc.sql("select *, expires_at <= now() as late from public.interrupts where id = :id")
                .param("id", id.value())
                .query(this::interrupt)
                .optional();
    }

    /** Those of a session that nobody has answered, in time or late. */
    List<Interrupt> unanswered(JdbcClient jdbc, SessionId session) {
        return jdbc.sql("""
                        select *, expires_at <= now() as late from public.interrupts
                        where session_id = :session and status = 'open'
                        order by created_at, id
                        """)
                .param("session", session.value())
                .query(this::interrupt)
                .list();
    }

    private Interrupt interrupt(ResultSet row, int number) throws SQLException {
        var payload = row.getString("payload");
        var answered = row.getObject("answer_turn_id", UUID.class);
        return new Interrupt(
                new InterruptId(row.getObject("id", UUID.class)),
                new SessionId(row.getObject("session_id", UUID.class)),
                new TurnId(row.getObject("turn_id", UUID.class)),
                row.getString("reason"),
                row.getString("message"),
                (ObjectNode) json.readTree(row.getString("response_schema")),
                json.readValue(row.getString("action"), Deed.class),
                Interrupt.Status.valueOf(row.getString("status").toUpperCase(Locale.ROOT)),
                payload == null ? null : json.readTree(payload),
                Rows.instant(row, "expires_at"),
                row.getBoolean("late"),
                answered == null ? null : new TurnId(answered));
    }
}
