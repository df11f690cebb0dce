package dev.chiron.tutor.learning.store;

import dev.chiron.tutor.platform.InteractionId;
import dev.chiron.tutor.platform.LearnerId;
import dev.chiron.tutor.platform.SessionId;
import dev.chiron.tutor.platform.TrackId;
import dev.chiron.tutor.platform.UnitId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * A learner's paths, as their own requests see and start them. Every call belongs into a transaction of
 * {@link dev.chiron.tutor.identity.LearnerTransactions}.
 */
@Repository
public class ProgressStore {

    private final JdbcClient jdbc;
    private final PathRows rows;

    ProgressStore(@Qualifier("requestJdbc") JdbcClient jdbc, PathRows rows) {
        this.jdbc = jdbc;
        this.rows = rows;
    }

    public Optional<PathRow> find(TrackId track) {
        return jdbc.sql("select * from public.user_progress where track_id = :track")
                .param("track", track.value())
                .query(rows::read)
                .optional();
    }

    /** All of the learner's paths, the one they were at last first. */
    public List<PathRow> all() {
        return jdbc.sql("select * from public.user_progress order by last_accessed_at desc, id limit 1000")
                .query(rows::read)
                .list();
    }

    /** Begins a path; false when the learner is on it already. */
    public boolean add(LearnerId learner, TrackId track, SessionId session) {
        return jdbc.sql("""
                                insert into public.user_progress (id, user_id, track_id, session_id)
                                values (:id, :learner, :track, :session)
                                on conflict (user_id, track_id) do nothing
                                """)
                        .param("id", UUID.randomUUID())
                        .param("learner", learner.value())
                        .param("track", track.value())
                        .param("session", session.value())
                        .update()
                == 1;
    }

    /** Takes up a path that was left, in this session; false when it was not left, or is taken up already. */
    public boolean takeUp(TrackId track, SessionId session) {
        return jdbc.sql("""
                                update public.user_progress set left_at = null, session_id = :session
                                where track_id = :track and left_at is not null
                                """)
                        .param("session", session.value())
                        .param("track", track.value())
                        .update()
                == 1;
    }

    /** Whether another path that goes on speaks in a session. */
    public boolean isTaken(SessionId session, TrackId track) {
        return jdbc.sql("""
                        select exists (select from public.user_progress
                                       where session_id = :session and track_id <> :track and status <> 'completed'
                                         and left_at is null)
                        """)
                .param("session", session.value())
                .param("track", track.value())
                .query(Boolean.class)
                .single();
    }

    /** A track's units, in order; empty also when there is no such track. */
    public List<UnitId> units(TrackId track) {
        return jdbc.sql(
                        "select unit_id from public.track_learning_units where track_id = :track order by sequence_order")
                .param("track", track.value())
                .query((row, number) -> new UnitId(row.getObject("unit_id", UUID.class)))
                .list();
    }

    /** A track's title; empty when there is no such track. */
    public Optional<String> title(TrackId track) {
        return jdbc.sql("select title from public.learning_tracks where id = :track")
                .param("track", track.value())
                .query(String.class)
                .optional();
    }

    /** What waits for the learner at a unit of a path. */
    public record OpenUnit(InteractionId interaction, String component) {}

    public Optional<OpenUnit> openAt(TrackId track, UnitId unit) {
        return jdbc.sql("""
                        select id, name from public.component_interactions
                        where track_id = :track and unit_id = :unit and status = 'open'
                        """)
                .param("track", track.value())
                .param("unit", unit.value())
                .query((row, number) ->
                        new OpenUnit(new InteractionId(row.getObject("id", UUID.class)), row.getString("name")))
                .optional();
    }
}
