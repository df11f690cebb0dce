package dev.chiron.tutor.curriculum.store;

import dev.chiron.tutor.curriculum.Curriculum;
import dev.chiron.tutor.curriculum.Track;
import dev.chiron.tutor.curriculum.Unit;
import dev.chiron.tutor.platform.TrackId;
import dev.chiron.tutor.platform.UnitId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.node.ObjectNode;

/** Tracks, units and keys as workers read them: as {@code service_role}. */
@Repository
class CurriculumStore implements Curriculum {

    private final JdbcClient workerJdbc;

    CurriculumStore(@Qualifier("workerJdbc") JdbcClient workerJdbc) {
        this.workerJdbc = workerJdbc;
    }

    private record Placed(Unit unit, boolean ofTrack) {}

    @Override
    public Optional<Track> track(TrackId id) {
        // A row is read to its end before the units are: a query inside of a query takes a second connection.
        var track = workerJdbc
                .sql("select title, description from public.learning_tracks where id = :id")
                .param("id", id.value())
                .query((row, number) ->
                        new Track(id, row.getString("title"), row.getString("description"), List.of(), List.of()))
                .optional();
        return track.map(this::withUnits);
    }

    private Track withUnits(Track track) {
        // union, and not union all: a circle of remedial links ends where it began.
        var placed = workerJdbc
                .sql("""
                        with recursive needed (unit_id) as (
                            select unit_id from public.track_learning_units where track_id = :track
                            union
                            select u.remedial_unit_id
                            from needed n join public.learning_units u on u.id = n.unit_id
                            where u.remedial_unit_id is not null
                        )
                        select u.*, t.sequence_order
                        from needed n
                        join public.learning_units u on u.id = n.unit_id
                        left join public.track_learning_units t on t.track_id = :track and t.unit_id = u.id
                        order by t.sequence_order nulls last, u.id
                        """)
                .param("track", track.id().value())
                .query(CurriculumStore::placed)
                .list();
        var units = new ArrayList<Unit>();
        var remedialUnits = new ArrayList<Unit>();
        placed.forEach(each -> (each.ofTrack() ? units : remedialUnits).add(each.unit()));
        return new Track(track.id(), track.title(), track.description(), units, remedialUnits);
    }

    private static Placed placed(ResultSet row, int number) throws SQLException {
        return new Placed(UnitRows.unit(row, number), row.getObject("sequence_order") != null);
    }

    @Override
    public Optional<Unit> unit(UnitId id) {
        return workerJdbc
                .sql("select * from public.learning_units where id = :id")
                .param("id", id.value())
                .query(UnitRows::unit)
                .optional();
    }

    @Override
    public Optional<ObjectNode> answerKey(UnitId id) {
        List<String> keys = workerJdbc
                .sql("select answer_key::text from public.learning_unit_keys where unit_id = :id")
                .param("id", id.value())
                .query(String.class)
                .list();
        return keys.isEmpty() ? Optional.empty() : UnitRows.key(keys.getFirst());
    }
}
