package dev.chiron.tutor.curriculum.api;

import dev.chiron.tutor.curriculum.Unit;
import dev.chiron.tutor.curriculum.authoring.AuthoredContent;
import dev.chiron.tutor.curriculum.authoring.NamedUnit;
import dev.chiron.tutor.curriculum.authoring.Problems;
import dev.chiron.tutor.curriculum.authoring.TrackOrder;
import dev.chiron.tutor.curriculum.authoring.UnitForm;
import dev.chiron.tutor.curriculum.authoring.UnitLinks;
import dev.chiron.tutor.curriculum.store.AuthoringStore;
import dev.chiron.tutor.identity.Learner;
import dev.chiron.tutor.identity.LearnerTransactions;
import dev.chiron.tutor.platform.ApiException;
import dev.chiron.tutor.platform.TokenOwner;
import dev.chiron.tutor.platform.UnitId;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

@RestController
@RequestMapping("/api/v1/units")
@Tag(name = "tracks")
class UnitController {

    private final AuthoringStore store;
    private final LearnerTransactions transactions;

    UnitController(AuthoringStore store, LearnerTransactions transactions) {
        this.store = store;
        this.transactions = transactions;
    }

    /** What a teacher may send; the bodies are read as JSON, because what is absent differs from what is null. */
    @Schema(name = "UnitChange")
    record UnitChange(
            @Schema(minLength = 1, maxLength = 200) String title,

            @Schema(allowableValues = {"content_snippet", "mcq_component", "slider_component", "external_link"})
            String unitType,

            @Schema(
                    implementation = Object.class,
                    type = "object",
                    description = "Visible fields and those of the answer key side by side")
            Object contentConfig,

            @Schema(minimum = "1", maximum = "600", defaultValue = "5")
            int estimatedDurationMinutes,

            @Schema(nullable = true, description = "Presented after a failed answer")
            UUID remedialUnitId,

            List<UUID> prerequisiteUnitIds) {}

    @Schema(
            name = "NewUnit",
            requiredProperties = {"title", "unit_type", "content_config"})
    record NewUnit(
            @Schema(minLength = 1, maxLength = 200) String title,

            @Schema(allowableValues = {"content_snippet", "mcq_component", "slider_component", "external_link"})
            String unitType,

            @Schema(
                    implementation = Object.class,
                    type = "object",
                    description = "Visible fields and those of the answer key side by side")
            Object contentConfig,

            @Schema(minimum = "1", maximum = "600", defaultValue = "5", nullable = true)
            int estimatedDurationMinutes,

            @Schema(nullable = true, description = "Presented after a failed answer")
            UUID remedialUnitId,

            @Nullable List<UUID> prerequisiteUnitIds) {}

    @Operation(summary = "One unit; for a teacher with the fields of its answer key")
    @GetMapping("/{unit_id}")
    UnitView unit(@TokenOwner Learner learner, @PathVariable("unit_id") UUID unitId) {
        var id = new UnitId(unitId);
        return transactions.as(learner, () -> {
            var unit = existing(id);
            return learner.teacher() ? authorsView(unit, key(id)) : UnitView.of(unit, (Integer) null);
        });
    }

    @Operation(summary = "Add a unit; PUT /tracks/{track_id}/units puts it into a track")
    @ApiResponse(responseCode = "201", description = "The new unit")
    @Authoring
    @PostMapping
    ResponseEntity<UnitView> add(
            @TokenOwner Learner learner,
            @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            content = @Content(schema = @Schema(implementation = NewUnit.class)))
                    @RequestBody
                    JsonNode body) {
        Teachers.require(learner);
        var problems = new Problems();
        var form = UnitForm.ofNew(body, problems);
        var view = transactions.as(learner, () -> {
            store.beginWriting();
            checkLinks(null, form, problems);
            problems.refuseAny();
            var unit = form.toUnit(new UnitId(UUID.randomUUID()));
            store.addUnit(unit);
            if (form.answerKey() != null) {
                store.setAnswerKey(unit.id(), form.answerKey());
            }
            return authorsView(unit, form.answerKey());
        });
        return ResponseEntity.created(URI.create("/api/v1/units/" + view.unitId()))
                .body(view);
    }

    @Operation(
            summary = "Change a unit in part",
            description = "What is absent stays. A `content_config` replaces the whole one; if it has no field of the"
                    + " answer key, the stored key stays, as long as it fits.")
    @ApiResponse(responseCode = "200", description = "The unit as it is now")
    @Authoring
    @PatchMapping("/{unit_id}")
    UnitView change(
            @TokenOwner Learner learner,
            @PathVariable("unit_id") UUID unitId,
            @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            content = @Content(schema = @Schema(implementation = UnitChange.class)))
                    @RequestBody
                    JsonNode body) {
        Teachers.require(learner);
        var id = new UnitId(unitId);
        return transactions.as(learner, () -> {
            store.beginWriting();
            var current = existing(id);
            var key = key(id);
            var problems = new Problems();
            var form = UnitForm.ofChange(current, key, body, problems);
            checkLinks(id, form, problems);
            problems.refuseAny();
            var unit = form.toUnit(id);
            store.changeUnit(unit);
            if (key != null || form.answerKey() != null) {
                store.setAnswerKey(id, form.answerKey());
            }
            return authorsView(unit, form.answerKey());
        });
    }

    @Operation(summary = "Remove a unit that nothing uses any more")
    @ApiResponse(responseCode = "204", description = "It is gone")
    @Authoring
    @InUse
    @DeleteMapping("/{unit_id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void remove(@TokenOwner Learner learner, @PathVariable("unit_id") UUID unitId) {
        Teachers.require(learner);
        var removed = transactions.as(learner, () -> {
            store.beginWriting();
            return store.removeUnit(new UnitId(unitId));
        });
        if (!removed) {
            throw ApiException.notFound("unit");
        }
    }

    private void checkLinks(@Nullable UnitId unit, UnitForm form, Problems problems) {
        var named = new ArrayList<>(form.prerequisites());
        if (form.remedial() != null) {
            named.add(form.remedial());
        }
        var known = store.linksFrom(named.stream().map(NamedUnit::id).toList());
        UnitLinks.check(unit, form.remedial(), form.prerequisites(), known, problems);
        if (unit != null) {
            store.tracksWith(unit)
                    .forEach(track -> TrackOrder.checkPrerequisites(unit, form.prerequisites(), track, problems));
        }
    }

    private Unit existing(UnitId id) {
        return store.findUnit(id).orElseThrow(() -> ApiException.notFound("unit"));
    }

    private @Nullable ObjectNode key(UnitId id) {
        return store.answerKey(id).orElse(null);
    }

    private static UnitView authorsView(Unit unit, @Nullable ObjectNode key) {
        return UnitView.of(unit, new AuthoredContent(unit.content(), key).toAuthorsConfig());
    }
}
