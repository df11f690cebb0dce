package dev.chiron.tutor.learning.store;

import dev.chiron.tutor.chat.TrackStates;
import dev.chiron.tutor.learning.LearningSettings;
import dev.chiron.tutor.platform.SessionId;
import dev.chiron.tutor.platform.TrackId;
import dev.chiron.tutor.platform.UnitId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads them in one statement: every run asks, at its beginning and at its end. */
@Component
class OwnTrackStates implements TrackStates {

    private final JdbcClient jdbc;
    private final LearningSettings settings;

    OwnTrackStates(@Qualifier("requestJdbc") JdbcClient jdbc, LearningSettings settings) {
        this.jdbc = jdbc;
        this.settings = settings;
    }

    @Override
    public List<TrackState> current() {
        return jdbc.sql("""
                        select p.track_id, t.title, p.status, p.current_unit_id, p.completed_unit_ids, p.session_id, p.left_at,
                               count(u.unit_id) as units_total,
                               count(u.unit_id) filter (where u.unit_id = any (p.completed_unit_ids)) as units_done
                        from (select * from public.user_progress order by last_accessed_at desc, id limit :limit) p
                        join public.learning_tracks t on t.id = p.track_id
                        left join public.track_learning_units u on u.track_id = p.track_id
                        group by p.id, p.track_id, t.title, p.status, p.current_unit_id, p.completed_unit_ids,
                                 p.session_id, p.left_at, p.last_accessed_at
                        order by p.last_accessed_at desc, p.id
                        """)
                .param("limit", settings.stateTracks())
                .query(OwnTrackStates::read)
                .list();
    }

    private static TrackState read(ResultSet row, int number) throws SQLException {
        var status = row.getString("status");
        var current = row.getObject("current_unit_id", UUID.class);
        var total = row.getInt("units_total");
        var left = row.getObject("left_at", OffsetDateTime.class);
        return new TrackState(
                new TrackId(row.getObject("track_id", UUID.class)),
                row.getString("title"),
                status,
                current == null ? null : new UnitId(current),
                Arrays.stream((UUID[]) row.getArray("completed_unit_ids").getArray())
                        .map(UnitId::new)
                        .toList(),
                total,
                PathRow.percent(status.equals("completed"), row.getInt("units_done"), total),
                new SessionId(row.getObject("session_id", UUID.class)),
                left == null ? null : left.toInstant());
    }
}
