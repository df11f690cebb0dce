package dev.chiron.tutor.chat.store;

import dev.chiron.tutor.chat.stream.SessionLog;
import dev.chiron.tutor.platform.SessionId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Where the turns of many sessions stand, whoever's they are, as {@code service_role}. */
@Repository
class SessionTurns implements SessionLog {

    private final JdbcClient jdbc;

    SessionTurns(@Qualifier("workerJdbc") JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Map<SessionId, Long> lastTurns(List<SessionId> sessions) {
        var last = new HashMap<SessionId, Long>();
        jdbc.sql("""
                        select s.id, t.position
                        from unnest(cast(:sessions as uuid[])) as s (id)
                        cross join lateral (
                            select position from public.chat_turns where session_id = s.id order by position desc limit 1
                        ) t
                        """)
                .param("sessions", sessions.stream().map(SessionId::toString).toArray(String[]::new))
                .query(row -> {
                    last.put(new SessionId(row.getObject("id", UUID.class)), row.getLong("position"));
                });
        return last;
    }
}
