package dev.chiron.tutor.chat.store;

import dev.chiron.tutor.platform.InteractionId;
import dev.chiron.tutor.platform.MessageId;
import dev.chiron.tutor.platform.SessionId;
import dev.chiron.tutor.platform.TrackId;
import dev.chiron.tutor.platform.TurnId;
import dev.chiron.tutor.platform.UnitId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Reads interactions, for requests and workers. */
@Component
class InteractionRows {

    private final JsonMapper json;

    InteractionRows(JsonMapper json) {
        this.json = json;
    }

    Optional<Interaction> find(JdbcClient jdbc, InteractionId id) {
        return jdbc.sql("select * from public.component_interactions where id = :id")
                .param("id", id.value())
                .query(this::interaction)
                .optional();
    }

    Optional<Interaction> open(JdbcClient jdbc, SessionId session) {
        return jdbc.sql("select * from public.component_interactions where session_id = :session and status = 'open'")
                .param("session", session.value())
                .query(this::interaction)
                .optional();
    }

    /** What paths have shown of their current units, the last of each, where that is not open any more. */
    List<Interaction> undecided(JdbcClient jdbc, SessionId session) {
        return jdbc.sql("""
                        select * from (
                            select distinct on (i.track_id) i.*
                            from public.user_progress p
                            join public.component_interactions i
                                on i.session_id = p.session_id and i.track_id = p.track_id and i.unit_id = p.current_unit_id
                            where p.session_id = :session and p.left_at is null
                            order by i.track_id, i.created_at desc, i.id
                        ) latest where status <> 'open'
                        """)
                .param("session", session.value())
                .query(this::interaction)
                .list();
    }

    /** Those that were shown in these turns, in the order in which they were shown. */
    List<Interaction> ofTurns(JdbcClient jdbc, SessionId session, List<TurnId> turns) {
        return jdbc.sql("""
                        select * from public.component_interactions
                        where session_id = :session and turn_id = any (cast(:turns as uuid[]))
                        order by created_at, id
                        """)
                .param("session", session.value())
                .param("turns", turns.stream().map(TurnId::toString).toArray(String[]::new))
                .query(this::interaction)
                .list();
    }

    private Interaction interaction(ResultSet row, int number) throws SQLException {
        var reply = row.getString("reply");
        var track = row.getObject("track_id", UUID.class);
        var unit = row.getObject("unit_id", UUID.class);
        return new Interaction(
                new InteractionId(row.getObject("id", UUID.class)),
                new SessionId(row.getObject("session_id", UUID.class)),
                new TurnId(row.getObject("turn_id", UUID.class)),
                new MessageId(row.getObject("message_id", UUID.class)),
                row.getString("name"),
                (ObjectNode) json.readTree(row.getString("arguments")),
                Interaction.Status.valueOf(row.getString("status").toUpperCase(Locale.ROOT)),
                reply == null ? null : json.readTree(reply),
                track == null ? null : new TrackId(track),
                unit == null ? null : new UnitId(unit));
    }
}
