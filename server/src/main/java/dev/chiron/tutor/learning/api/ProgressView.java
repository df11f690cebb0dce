package dev.chiron.tutor.learning.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.chiron.tutor.learning.store.PathRow;
import dev.chiron.tutor.platform.UnitId;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A learner's progress on a track, as the API tells it.
 *
 * @param percentComplete 0 to 100, of the units that the track has now; whoever has completed it stays at 100
 */
@Schema(name = "Progress")
record ProgressView(
        UUID userId,
        UUID trackId,

        @Schema(description = "The chat session in which the path speaks")
        UUID sessionId,

        @Schema(allowableValues = {"not_started", "in_progress", "completed"})
        String status,

        @Schema(nullable = true) @Nullable UUID currentUnitId,
        List<UUID> completedUnitIds,
        Map<String, UnitScore> assessmentResults,
        @Schema(minimum = "0", maximum = "100") int percentComplete,
        Instant startedAt,
        Instant lastAccessedAt,
        @Schema(nullable = true) @Nullable Instant completedAt,

        @Schema(description = "When the learner left the track; absent while they are on it")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable
        Instant leftAt) {

    /**
     * How the learner did at a unit's question.
     *
     * @param score the best, 0 to 100; null where nothing is graded
     */
    @Schema(name = "UnitScore")
    record UnitScore(
            @Schema(nullable = true) @Nullable Integer score,
            int attempts,

            @Schema(description = "The unit was left without having been passed")
            @JsonInclude(JsonInclude.Include.NON_DEFAULT)
            boolean needsHelp) {}

    /** @param units of the track, as it is now */
    static ProgressView of(PathRow path, List<UnitId> units) {
        var progress = path.progress();
        var results = new LinkedHashMap<String, UnitScore>();
        progress.results()
                .forEach(each -> results.put(
                        each.unitId().toString(), new UnitScore(each.score(), each.attempts(), each.needsHelp())));
        return new ProgressView(
                path.learner().value(),
                path.track().value(),
                path.session().value(),
                progress.status().wire(),
                progress.currentUnitId() == null
                        ? null
                        : progress.currentUnitId().value(),
                progress.completed().stream().map(UnitId::value).toList(),
                results,
                percent(path, units),
                path.startedAt(),
                path.lastAccessedAt(),
                path.completedAt(),
                path.leftAt());
    }

    private static int percent(PathRow path, List<UnitId> units) {
        var done = (int)
                units.stream().filter(path.progress().completed()::contains).count();
        return PathRow.percent(path.progress().finished(), done, units.size());
    }
}
