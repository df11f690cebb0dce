package dev.chiron.tutor.curriculum.store;

import dev.chiron.tutor.curriculum.Unit;
import dev.chiron.tutor.curriculum.authoring.UnitLinks;
import dev.chiron.tutor.platform.ApiException;
import dev.chiron.tutor.platform.TrackId;
import dev.chiron.tutor.platform.UnitId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.node.ObjectNode;

/**
 * Tracks and units as requests read them and teachers write them. Every call belongs into a transaction of
 * {@link dev.chiron.tutor.identity.LearnerTransactions}: outside of one the database shows nothing, and in one of a
 * learner who is no teacher it writes nothing.
 */
@Repository
public class AuthoringStore {

    /** More tracks than this no list shows. */
    private static final int MAX_TRACKS = 500;

    private static final String SUMMARY = """
            select t.id, t.title, t.description, count(u.id) as unit_count,
                   coalesce(sum(u.estimated_duration_minutes), 0) as minutes
            from public.learning_tracks t
            left join public.track_learning_units o on o.track_id = t.id
            left join public.learning_units u on u.id = o.unit_id
            """;

    private final JdbcClient jdbc;

    AuthoringStore(@Qualifier("requestJdbc") JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Lets one teacher write at a time until the transaction ends. The rules speak of several units at once, so two
     * changes that are each right could make a circle together.
     */
    public void beginWriting() {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended('chiron.curriculum', 0))")
                .query((row, number) -> number)
                .single();
    }

    /** All tracks, the oldest first; at most 500. */
    public List<TrackSummary> tracks() {
        return jdbc.sql(SUMMARY + " group by t.id order by t.created_at, t.title, t.id limit " + MAX_TRACKS)
                .query(AuthoringStore::summary)
                .list();
    }

    public Optional<TrackSummary> findTrack(TrackId id) {
        return jdbc.sql(SUMMARY + " where t.id = :id group by t.id")
                .param("id", id.value())
                .query(AuthoringStore::summary)
                .optional();
    }

    private static TrackSummary summary(ResultSet row, int number) throws SQLException {
        return new TrackSummary(
                new TrackId(row.getObject("id", UUID.class)),
                row.getString("title"),
                row.getString("description"),
                row.getInt("unit_count"),
                row.getInt("minutes"));
    }

    /** A track's units in their order. */
    public List<Unit> units(TrackId track) {
        return jdbc.sql("""
                        select u.* from public.track_learning_units o
                        join public.learning_units u on u.id = o.unit_id
                        where o.track_id = :track
                        order by o.sequence_order
                        """).param("track", track.value()).query(UnitRows::unit).list();
    }

    public void addTrack(TrackId id, String title, String description) {
        jdbc.sql("insert into public.learning_tracks (id, title, description) values (:id, :title, :description)")
                .param("id", id.value())
                .param("title", title)
                .param("description", description)
                .update();
    }

    public void changeTrack(TrackId id, String title, String description) {
        jdbc.sql("""
                        update public.learning_tracks
                        set title = :title, description = :description, updated_at = now()
                        where id = :id
                        """)
                .param("id", id.value())
                .param("title", title)
                .param("description", description)
                .update();
    }

    /**
     * Removes a track; its units stay.
     *
     * @return false when there is none
     * @throws ApiException 409 {@code in_use} if a learner has progress on it
     */
    public boolean removeTrack(TrackId id) {
        try {
            return jdbc.sql("delete from public.learning_tracks where id = :id")
                            .param("id", id.value())
                            .update()
                    == 1;
        } catch (DataIntegrityViolationException e) {
            throw ApiException.conflict("in_use", "Learners have progress on this track.");
        }
    }

    /** Puts a track's units into this order; those that are not named leave the track. */
    public void orderUnits(TrackId track, List<UnitId> units) {
        jdbc.sql(
                        "delete from public.track_learning_units where track_id = :track and unit_id <> all (cast(:ids as uuid[]))")
                .param("track", track.value())
                .param("ids", UnitRows.strings(units))
                .update();
        jdbc.sql("""
                        insert into public.track_learning_units (track_id, unit_id, sequence_order)
                        select :track, unit_id, place
                        from unnest(cast(:ids as uuid[])) with ordinality as ordered (unit_id, place)
                        on conflict (track_id, unit_id) do update set sequence_order = excluded.sequence_order
                        """)
                .param("track", track.value())
                .param("ids", UnitRows.strings(units))
                .update();
        jdbc.sql("update public.learning_tracks set updated_at = now() where id = :track")
                .param("track", track.value())
                .update();
    }

    public Optional<Unit> findUnit(UnitId id) {
        return jdbc.sql("select * from public.learning_units where id = :id")
                .param("id", id.value())
                .query(UnitRows::unit)
                .optional();
    }

    /** The unit's key, for teachers only: the database refuses everybody else. Empty for a unit that is not graded. */
    public Optional<ObjectNode> answerKey(UnitId id) {
        return UnitRows.key(jdbc.sql("select cast(public.get_unit_answer_key(:id) as text) as answer_key")
                .param("id", id.value())
                .query((row, number) -> Optional.ofNullable(row.getString("answer_key")))
                .single()
                .orElse(null));
    }

    /**
     * Where units lead to, and the units that these lead to, and so on.
     *
     * @return without those that do not exist
     */
    public Map<UnitId, UnitLinks> linksFrom(Collection<UnitId> units) {
        var links = new HashMap<UnitId, UnitLinks>();
        jdbc.sql("""
                        with recursive reached as (
                            select id, remedial_unit_id, prerequisite_unit_ids
                            from public.learning_units where id = any (cast(:ids as uuid[]))
                            union
                            select u.id, u.remedial_unit_id, u.prerequisite_unit_ids
                            from reached r
                            join public.learning_units u
                                on u.id = r.remedial_unit_id or u.id = any (r.prerequisite_unit_ids)
                        )
                        select * from reached
                        """).param("ids", UnitRows.strings(units)).query(row -> {
            links.put(
                    new UnitId(row.getObject("id", UUID.class)),
                    new UnitLinks(UnitRows.remedial(row), UnitRows.prerequisites(row)));
        });
        return links;
    }

    /** The tracks that hold a unit, each as the ids of its units in their order. */
    public Collection<List<UnitId>> tracksWith(UnitId unit) {
        var tracks = new LinkedHashMap<UUID, List<UnitId>>();
        jdbc.sql("""
                        select track_id, unit_id from public.track_learning_units
                        where track_id in (select track_id from public.track_learning_units where unit_id = :unit)
                        order by track_id, sequence_order
                        """).param("unit", unit.value()).query(row -> {
            tracks.computeIfAbsent(row.getObject("track_id", UUID.class), each -> new ArrayList<>())
                    .add(new UnitId(row.getObject("unit_id", UUID.class)));
        });
        return tracks.values();
    }

    public void addUnit(Unit unit) {
        write("""
                insert into public.learning_units
                    (id, title, unit_type, content_config, estimated_duration_minutes, remedial_unit_id,
                     prerequisite_unit_ids)
                values (:id, :title, :type, cast(:config as jsonb), :minutes, cast(:remedial as uuid),
                        cast(:prerequisites as uuid[]))
                """, unit);
    }

    public void changeUnit(Unit unit) {
        write("""
                update public.learning_units
                set title = :title, unit_type = :type, content_config = cast(:config as jsonb),
                    estimated_duration_minutes = :minutes, remedial_unit_id = cast(:remedial as uuid),
                    prerequisite_unit_ids = cast(:prerequisites as uuid[]), updated_at = now()
                where id = :id
                """, unit);
    }

    private void write(String sql, Unit unit) {
        var remedial = unit.remedialUnitId();
        jdbc.sql(sql)
                .param("id", unit.id().value())
                .param("title", unit.title())
                .param("type", unit.type().lowerCase())
                .param("config", unit.content().toConfig().toString())
                .param("minutes", unit.minutes())
                .param("remedial", remedial == null ? null : remedial.toString())
                .param("prerequisites", UnitRows.strings(unit.prerequisiteUnitIds()))
                .update();
    }

    /** Sets the unit's key; null: it is not graded any more. Teachers only: the database refuses everybody else. */
    public void setAnswerKey(UnitId unit, @Nullable ObjectNode key) {
        jdbc.sql("select public.set_unit_answer_key(:unit, cast(:key as jsonb))")
                .param("unit", unit.value())
                .param("key", (key == null ? UnitRows.noKey() : key).toString())
                .query((row, number) -> number)
                .single();
    }

    /**
     * Removes a unit and its key.
     *
     * @return false when there is none
     * @throws ApiException 409 {@code in_use} if it is in a track, another unit needs it, or learners are on it or
     *     have answered it
     */
    public boolean removeUnit(UnitId id) {
        var needed = jdbc.sql("select count(*) from public.learning_units where prerequisite_unit_ids @> array[:id]")
                .param("id", id.value())
                .query(Long.class)
                .single();
        if (needed > 0) {
            throw ApiException.conflict("in_use", "Another unit has this one as a prerequisite.");
        }
        try {
            return jdbc.sql("delete from public.learning_units where id = :id")
                            .param("id", id.value())
                            .update()
                    == 1;
        } catch (DataIntegrityViolationException e) {
            throw ApiException.conflict(
                    "in_use", "This unit is in a track, another unit needs it, or learners have answered it.");
        }
    }
}
