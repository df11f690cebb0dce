package dev.chiron.tutor.curriculum.api;

import dev.chiron.tutor.curriculum.Unit;
import dev.chiron.tutor.curriculum.authoring.Problems;
import dev.chiron.tutor.curriculum.authoring.TrackForm;
import dev.chiron.tutor.curriculum.authoring.TrackOrder;
import dev.chiron.tutor.curriculum.store.AuthoringStore;
import dev.chiron.tutor.curriculum.store.TrackSummary;
import dev.chiron.tutor.identity.Learner;
import dev.chiron.tutor.identity.LearnerTransactions;
import dev.chiron.tutor.platform.ApiException;
import dev.chiron.tutor.platform.TokenOwner;
import dev.chiron.tutor.platform.TrackId;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

@RestController
@RequestMapping("/api/v1/tracks")
@Tag(name = "tracks")
class TrackController {

    private final AuthoringStore store;
    private final LearnerTransactions transactions;

    TrackController(AuthoringStore store, LearnerTransactions transactions) {
        this.store = store;
        this.transactions = transactions;
    }

    @Schema(name = "TrackSummary")
    record SummaryView(
            UUID trackId,
            String title,
            String description,
            int unitCount,

            @Schema(description = "Of all units together") int estimatedDurationMinutes) {

        static SummaryView of(TrackSummary track) {
            return new SummaryView(
                    track.id().value(), track.title(), track.description(), track.unitCount(), track.minutes());
        }
    }

    @Schema(name = "Tracks")
    record TracksView(List<SummaryView> tracks) {}

    @Schema(name = "Track")
    record TrackView(
            UUID trackId,
            String title,
            String description,
            int unitCount,

            @Schema(description = "Of all units together") int estimatedDurationMinutes,

            List<UnitView> units) {

        static TrackView of(TrackSummary track, List<Unit> units) {
            return new TrackView(
                    track.id().value(),
                    track.title(),
                    track.description(),
                    units.size(),
                    units.stream().mapToInt(Unit::minutes).sum(),
                    IntStream.range(0, units.size())
                            .mapToObj(i -> UnitView.of(units.get(i), Integer.valueOf(i + 1)))
                            .toList());
        }
    }

    /** What a teacher may send; the bodies are read as JSON, because what is absent differs from what is null. */
    @Schema(name = "TrackChange")
    record TrackChange(
            @Schema(minLength = 1, maxLength = 200) String title,
            @Schema(maxLength = 2000, nullable = true) String description) {}

    @Schema(name = "NewTrack", requiredProperties = "title")
    record NewTrack(
            @Schema(minLength = 1, maxLength = 200) String title,

            @Schema(maxLength = 2000, defaultValue = "", nullable = true)
            String description) {}

    @Schema(name = "TrackOrder", requiredProperties = "unit_ids")
    record NewOrder(
            @ArraySchema(
                    arraySchema = @Schema(description = "All units of the track, each after its prerequisites"),
                    schema = @Schema(type = "string", format = "uuid"),
                    uniqueItems = true,
                    maxItems = TrackOrder.MAX_UNITS)
            List<UUID> unitIds) {}

    @Operation(summary = "List the tracks")
    @GetMapping
    TracksView tracks(@TokenOwner Learner learner) {
        return new TracksView(transactions.as(learner, store::tracks).stream()
                .map(SummaryView::of)
                .toList());
    }

    @Operation(summary = "One track with its units in their order, never with an answer key")
    @GetMapping("/{track_id}")
    TrackView track(@TokenOwner Learner learner, @PathVariable("track_id") UUID trackId) {
        var id = new TrackId(trackId);
        return transactions.as(learner, () -> view(id));
    }

    @Operation(summary = "Add a track, without units")
    @ApiResponse(responseCode = "201", description = "The new track")
    @Authoring
    @PostMapping
    ResponseEntity<TrackView> add(
            @TokenOwner Learner learner,
            @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            content = @Content(schema = @Schema(implementation = NewTrack.class)))
                    @RequestBody
                    JsonNode body) {
        Teachers.require(learner);
        var problems = new Problems();
        var form = TrackForm.ofNew(body, problems);
        problems.refuseAny();
        var id = new TrackId(UUID.randomUUID());
        var view = transactions.as(learner, () -> {
            store.addTrack(id, form.checkedTitle(), form.checkedDescription());
            return view(id);
        });
        return ResponseEntity.created(URI.create("/api/v1/tracks/" + id)).body(view);
    }

    @Operation(
            summary = "Change a track in part",
            description = "What is absent stays; its units have their own address.")
    @ApiResponse(responseCode = "200", description = "The track as it is now")
    @Authoring
    @PatchMapping("/{track_id}")
    TrackView change(
            @TokenOwner Learner learner,
            @PathVariable("track_id") UUID trackId,
            @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            content = @Content(schema = @Schema(implementation = TrackChange.class)))
                    @RequestBody
                    JsonNode body) {
        Teachers.require(learner);
        var id = new TrackId(trackId);
        return transactions.as(learner, () -> {
            store.beginWriting();
            var current = existing(id);
            var problems = new Problems();
            var form = TrackForm.ofChange(current.title(), current.description(), body, problems);
            problems.refuseAny();
            store.changeTrack(id, form.checkedTitle(), form.checkedDescription());
            return view(id);
        });
    }

    @Operation(summary = "Remove a track that no learner has begun; its units stay")
    @ApiResponse(responseCode = "204", description = "It is gone")
    @Authoring
    @InUse
    @DeleteMapping("/{track_id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void remove(@TokenOwner Learner learner, @PathVariable("track_id") UUID trackId) {
        Teachers.require(learner);
        var removed = transactions.as(learner, () -> {
            store.beginWriting();
            return store.removeTrack(new TrackId(trackId));
        });
        if (!removed) {
            throw ApiException.notFound("track");
        }
    }

    @Operation(summary = "Say which units a track has, in which order")
    @ApiResponse(responseCode = "200", description = "The track as it is now")
    @Authoring
    @PutMapping("/{track_id}/units")
    TrackView order(
            @TokenOwner Learner learner,
            @PathVariable("track_id") UUID trackId,
            @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            content = @Content(schema = @Schema(implementation = NewOrder.class)))
                    @RequestBody
                    JsonNode body) {
        Teachers.require(learner);
        var id = new TrackId(trackId);
        return transactions.as(learner, () -> {
            store.beginWriting();
            existing(id);
            var problems = new Problems();
            var order = TrackOrder.read(body, problems);
            order.check(store.linksFrom(order.ids()), problems);
            problems.refuseAny();
            store.orderUnits(id, order.ids());
            return view(id);
        });
    }

    private TrackSummary existing(TrackId id) {
        return store.findTrack(id).orElseThrow(() -> ApiException.notFound("track"));
    }

    private TrackView view(TrackId id) {
        return TrackView.of(existing(id), store.units(id));
    }
}
