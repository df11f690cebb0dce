package dev.chiron.tutor.learning.store;

import dev.chiron.tutor.learning.activity.PathPlan;
import dev.chiron.tutor.learning.activity.PathProgress;
import dev.chiron.tutor.learning.activity.UnitResult;
import dev.chiron.tutor.platform.LearnerId;
import dev.chiron.tutor.platform.SessionId;
import dev.chiron.tutor.platform.TrackId;
import dev.chiron.tutor.platform.UnitId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** A path as a row, for requests and workers. */
@Component
class PathRows {

    private final JsonMapper json;

    PathRows(JsonMapper json) {
        this.json = json;
    }

    PathRow read(ResultSet row, int number) throws SQLException {
        var current = row.getObject("current_unit_id", UUID.class);
        var plan = row.getString("plan");
        var completed = (UUID[]) row.getArray("completed_unit_ids").getArray();
        var progress = new PathProgress(
                row.getInt("step"),
                PathProgress.Status.valueOf(row.getString("status").toUpperCase(Locale.ROOT)),
                current == null ? null : new UnitId(current),
                Arrays.stream(completed).map(UnitId::new).toList(),
                results(row.getString("assessment_results")),
                plan == null ? null : json.readValue(plan, PathPlan.class));
        return new PathRow(
                row.getObject("id", UUID.class),
                new LearnerId(row.getObject("user_id", UUID.class)),
                new TrackId(row.getObject("track_id", UUID.class)),
                new SessionId(row.getObject("session_id", UUID.class)),
                progress,
                Objects.requireNonNull(instant(row, "started_at")),
                Objects.requireNonNull(instant(row, "last_accessed_at")),
                instant(row, "completed_at"),
                instant(row, "left_at"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        var time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    private List<UnitResult> results(String stored) {
        var results = new ArrayList<UnitResult>();
        for (var entry : json.readTree(stored).properties()) {
            var result = entry.getValue();
            results.add(new UnitResult(
                    new UnitId(UUID.fromString(entry.getKey())),
                    result.hasNonNull("score") ? result.path("score").asInt() : null,
                    result.path("attempts").asInt(),
                    result.path("needs_help").asBoolean(false)));
        }
        return results;
    }

    String results(List<UnitResult> results) {
        var stored = json.createObjectNode();
        for (var each : results) {
            var result = stored.putObject(each.unitId().toString());
            if (each.score() == null) {
                result.putNull("score");
            } else {
                result.put("score", each.score());
            }
            result.put("attempts", each.attempts());
            if (each.needsHelp()) {
                result.put("needs_help", true);
            }
        }
        return stored.toString();
    }

    @Nullable
    String plan(@Nullable PathPlan plan) {
        return plan == null ? null : json.writeValueAsString(plan);
    }
}
