package dev.chiron.tutor.learning.store;

import dev.chiron.tutor.learning.activity.Judgement;
import dev.chiron.tutor.learning.activity.PathCall;
import dev.chiron.tutor.learning.activity.PathProgress;
import dev.chiron.tutor.platform.InteractionId;
import dev.chiron.tutor.platform.LearnerId;
import dev.chiron.tutor.platform.TrackId;
import dev.chiron.tutor.platform.UnitId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Paths as workers see and change them, as {@code service_role}. Every change is safe to repeat. */
@Repository
public class PathStore {

    private final JdbcClient jdbc;
    private final PathRows rows;
    private final JsonMapper json;

    PathStore(@Qualifier("workerJdbc") JdbcClient jdbc, PathRows rows, JsonMapper json) {
        this.jdbc = jdbc;
        this.rows = rows;
        this.json = json;
    }

    /**
     * A path that a workflow takes up.
     *
     * @param again when it is due for the dispatcher again
     */
    public Optional<PathRow> take(PathCall path, Duration again) {
        return jdbc.sql("""
                        update public.user_progress set next_dispatch_at = now() + make_interval(secs => :again)
                        where user_id = :learner and track_id = :track
                        returning *
                        """)
                .param("again", again.toMillis() / 1000.0)
                .param("learner", path.learnerId().value())
                .param("track", path.trackId().value())
                .query(rows::read)
                .optional();
    }

    /**
     * Leaves a path to its workflow for this time; but not one that was taken up and that no workflow has seen so: what runs
     * there is about to end, for the learner had left.
     */
    public void putOff(PathCall path, Duration again) {
        jdbc.sql("""
                        update public.user_progress set next_dispatch_at = now() + make_interval(secs => :again)
                        where user_id = :learner and track_id = :track
                          and (plan ->> 'occasion') is distinct from 'left'
                        """)
                .param("again", again.toMillis() / 1000.0)
                .param("learner", path.learnerId().value())
                .param("track", path.trackId().value())
                .update();
    }

    public Optional<PathRow> find(PathCall path) {
        return jdbc.sql("select * from public.user_progress where user_id = :learner and track_id = :track")
                .param("learner", path.learnerId().value())
                .param("track", path.trackId().value())
                .query(rows::read)
                .optional();
    }

    /** Stores a decision if it follows the stored step. */
    public void advance(PathCall path, PathProgress next, boolean byLearner) {
        jdbc.sql("""
                        update public.user_progress
                        set step = :step, status = :status, current_unit_id = :current,
                            completed_unit_ids = cast(:completed as uuid[]),
                            assessment_results = cast(:results as jsonb), plan = cast(:plan as jsonb),
                            last_accessed_at = case when :by_learner then now() else last_accessed_at end,
                            completed_at = case when :status = 'completed' then now() end
                        where user_id = :learner and track_id = :track and step = :step - 1
                        """)
                .param("step", next.step())
                .param("status", next.status().wire())
                .param(
                        "current",
                        next.currentUnitId() == null
                                ? null
                                : next.currentUnitId().value())
                .param(
                        "completed",
                        next.completed().stream().map(UnitId::toString).toArray(String[]::new))
                .param("results", rows.results(next.results()))
                .param("plan", rows.plan(next.plan()))
                .param("by_learner", byLearner)
                .param("learner", path.learnerId().value())
                .param("track", path.trackId().value())
                .update();
    }

    /** Stores the step that leaves the track, if it follows the stored one. */
    public void leave(PathCall path, PathProgress next) {
        jdbc.sql("""
                        update public.user_progress
                        set step = :step, plan = cast(:plan as jsonb), left_at = now(), last_accessed_at = now()
                        where user_id = :learner and track_id = :track and step = :step - 1 and status = 'in_progress'
                        """)
                .param("step", next.step())
                .param("plan", rows.plan(next.plan()))
                .param("learner", path.learnerId().value())
                .param("track", path.trackId().value())
                .update();
    }

    /**
     * Closes what waits for the learner on a path that was left. Belongs after {@link #leave}, in a statement of its own: a
     * turn that ends at this moment has opened its question before the path's row was changed, or finds that it was.
     */
    public void closeOpen(PathCall path) {
        jdbc.sql("""
                        update public.component_interactions set status = 'superseded'
                        where user_id = :learner and track_id = :track and status = 'open'
                          and exists (select from public.user_progress
                                      where user_id = :learner and track_id = :track and left_at is not null)
                        """)
                .param("learner", path.learnerId().value())
                .param("track", path.trackId().value())
                .update();
    }

    /** Takes paths that no workflow may be at, and puts their next time off: of several nodes each takes others. */
    public List<PathCall> takeDue(Duration again, int limit) {
        return jdbc.sql("""
                        update public.user_progress set next_dispatch_at = now() + make_interval(secs => :again)
                        where id in (
                            select id from public.user_progress
                            where status <> 'completed' and left_at is null and next_dispatch_at <= now()
                            order by next_dispatch_at limit :limit
                            for update skip locked
                        )
                        returning user_id, track_id
                        """)
                .param("again", again.toMillis() / 1000.0)
                .param("limit", limit)
                .query((row, number) -> new PathCall(
                        new LearnerId(row.getObject("user_id", UUID.class)),
                        new TrackId(row.getObject("track_id", UUID.class))))
                .list();
    }

    /** Makes every path that goes on due now: after a start nobody knows what became of its workflow. */
    public int makeAllDue() {
        return jdbc.sql("""
                        update public.user_progress set next_dispatch_at = now()
                        where status <> 'completed' and left_at is null and next_dispatch_at > now()
                        """).update();
    }

    /**
     * What a learner answered.
     *
     * @param name of the component
     * @param answerKey what it is graded by; null when it is not graded
     * @param attempt which attempt it was judged to be; 0 when it was not judged, or there was nothing to judge
     */
    public record Answered(
            UnitId unit,
            String name,
            ObjectNode arguments,
            JsonNode reply,
            @Nullable ObjectNode answerKey,
            int attempt,
            boolean passed) {}

    /** The answer to an interaction of a path; empty when that has none. */
    public Optional<Answered> answer(PathCall path, InteractionId interaction) {
        return jdbc.sql("""
                        select i.unit_id, i.name, i.arguments::text as arguments, i.reply::text as reply,
                               k.answer_key::text as answer_key, coalesce(a.attempt, 0) as attempt,
                               coalesce(a.passed, true) as passed
                        from public.component_interactions i
                        left join public.interaction_keys k on k.interaction_id = i.id
                        left join public.assessment_attempts a on a.interaction_id = i.id
                        where i.id = :interaction and i.user_id = :learner and i.track_id = :track
                          and i.status = 'answered' and i.reply is not null
                        """)
                .param("interaction", interaction.value())
                .param("learner", path.learnerId().value())
                .param("track", path.trackId().value())
                .query(this::answered)
                .optional();
    }

    private Answered answered(ResultSet row, int number) throws SQLException {
        var key = row.getString("answer_key");
        return new Answered(
                new UnitId(row.getObject("unit_id", UUID.class)),
                row.getString("name"),
                (ObjectNode) json.readTree(row.getString("arguments")),
                json.readTree(row.getString("reply")),
                key == null ? null : (ObjectNode) json.readTree(key),
                row.getInt("attempt"),
                row.getBoolean("passed"));
    }

    /** Keeps a judgement as the learner's next attempt at the unit's question; the first one of an answer stands. */
    public Judgement addAttempt(
            PathCall path, InteractionId interaction, Answered answered, @Nullable Integer score, boolean passed) {
        jdbc.sql("""
                        insert into public.assessment_attempts
                            (user_id, track_id, unit_id, interaction_id, attempt, reply, score, passed)
                        select :learner, :track, :unit, :interaction,
                               1 + (select count(*) from public.assessment_attempts
                                    where user_id = :learner and track_id = :track and unit_id = :unit),
                               cast(:reply as jsonb), :score, :passed
                        on conflict (interaction_id) do nothing
                        """)
                .param("learner", path.learnerId().value())
                .param("track", path.trackId().value())
                .param("unit", answered.unit().value())
                .param("interaction", interaction.value())
                .param("reply", answered.reply().toString())
                .param("score", score, java.sql.Types.INTEGER)
                .param("passed", passed)
                .update();
        return jdbc.sql("select score, attempt from public.assessment_attempts where interaction_id = :interaction")
                .param("interaction", interaction.value())
                .query((row, number) -> new Judgement(row.getObject("score", Integer.class), row.getInt("attempt")))
                .single();
    }
}
