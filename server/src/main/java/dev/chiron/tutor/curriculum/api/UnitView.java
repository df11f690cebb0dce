package dev.chiron.tutor.curriculum.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.chiron.tutor.curriculum.Unit;
import dev.chiron.tutor.platform.UnitId;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** A unit over HTTP. */
@Schema(name = "Unit")
record UnitView(
        UUID unitId,
        String title,

        @Schema(allowableValues = {"content_snippet", "mcq_component", "slider_component", "external_link"})
        String unitType,

        // The API's document would describe the class of a JSON node, member by member.
        @Schema(
                type = "object",
                description = "By `unit_type`; docs/how-to/write-a-track.md names the fields."
                        + " With the fields of the answer key for a teacher who reads or writes one unit, never else")
        Object contentConfig,

        int estimatedDurationMinutes,
        @Schema(nullable = true) @Nullable UUID remedialUnitId,
        List<UUID> prerequisiteUnitIds,

        @Schema(description = "From 1; in a track only") @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
        Integer sequenceOrder) {

    /** As learners see it, alone or in a track. */
    static UnitView of(Unit unit, @Nullable Integer sequenceOrder) {
        return of(unit, unit.content().toConfig(), sequenceOrder);
    }

    /** As an author edits it. */
    static UnitView of(Unit unit, ObjectNode authorsConfig) {
        return of(unit, authorsConfig, null);
    }

    private static UnitView of(Unit unit, ObjectNode config, @Nullable Integer sequenceOrder) {
        var remedial = unit.remedialUnitId();
        return new UnitView(
                unit.id().value(),
                unit.title(),
                unit.type().lowerCase(),
                config,
                unit.minutes(),
                remedial == null ? null : remedial.value(),
                unit.prerequisiteUnitIds().stream().map(UnitId::value).toList(),
                sequenceOrder);
    }

    /** Without the content, which may hold a key. */
    @Override
    public String toString() {
        return "UnitView[" + unitId + "]";
    }
}
