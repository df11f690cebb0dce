package dev.chiron.tutor.learning.api;

import dev.chiron.tutor.chat.ChatSessions;
import dev.chiron.tutor.chat.ComponentAnswers;
import dev.chiron.tutor.identity.Learner;
import dev.chiron.tutor.identity.LearnerTransactions;
import dev.chiron.tutor.learning.LearningSettings;
import dev.chiron.tutor.learning.activity.PathCall;
import dev.chiron.tutor.learning.dispatch.PathDispatcher;
import dev.chiron.tutor.learning.store.PathRow;
import dev.chiron.tutor.learning.store.ProgressStore;
import dev.chiron.tutor.learning.store.ProgressStore.OpenUnit;
import dev.chiron.tutor.platform.ApiException;
import dev.chiron.tutor.platform.SessionId;
import dev.chiron.tutor.platform.TokenOwner;
import dev.chiron.tutor.platform.TrackId;
import dev.chiron.tutor.platform.UnitId;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.JsonNodeFactory;

/** A learner's paths: starting one, going through units that ask nothing, and how far they are. */
@RestController
@RequestMapping("/api/v1")
@Tag(name = "learning")
class PathController {

    private static final Duration LOOK_AGAIN = Duration.ofMillis(25);
    private static final int TRIES = 3;

    private final ProgressStore store;
    private final LearnerTransactions transactions;
    private final ChatSessions sessions;
    private final ComponentAnswers answers;
    private final PathDispatcher dispatcher;
    private final LearningSettings settings;

    PathController(
            ProgressStore store,
            LearnerTransactions transactions,
            ChatSessions sessions,
            ComponentAnswers answers,
            PathDispatcher dispatcher,
            LearningSettings settings) {
        this.store = store;
        this.transactions = transactions;
        this.sessions = sessions;
        this.answers = answers;
        this.dispatcher = dispatcher;
        this.settings = settings;
    }

    @Schema(name = "StartTrack")
    record StartTrack(
            @Schema(description = "Where the path is to speak; absent: a new session", nullable = true) @Nullable
            UUID sessionId) {}

    @Schema(name = "AllProgress")
    record AllProgress(List<ProgressView> progress) {}

    /** Another request of the learner's began the path between our look and our insert. */
    private static final class BegunMeanwhileException extends RuntimeException {}

    /**
     * A path that was asked for.
     *
     * @param anew it was begun now
     * @param goesOn its workflow is to be started
     */
    private record Begun(ProgressView progress, boolean anew, boolean goesOn) {}

    @Operation(
            summary = "Start a track, or find it started: the path goes on in its chat session",
            description =
                    "A track that was left goes on at the unit where it was left, in the session that is named, or "
                            + "else in the one where it was.")
    @ApiResponse(responseCode = "201", description = "Started")
    @ApiResponse(
            responseCode = "200",
            description = "It was started before: nothing new happens, unless it had been left; then it goes on")
    @PostMapping("/tracks/{track_id}/start")
    ResponseEntity<ProgressView> start(
            @TokenOwner Learner learner,
            @PathVariable("track_id") UUID trackId,
            @RequestBody(required = false) @Nullable StartTrack request) {
        var track = new TrackId(trackId);
        var session = request == null || request.sessionId() == null ? null : new SessionId(request.sessionId());
        var begun = begin(learner, track, session);
        if (begun.goesOn()) {
            dispatcher.start(new PathCall(learner.id(), track));
        }
        return ResponseEntity.status(begun.anew() ? HttpStatus.CREATED : HttpStatus.OK)
                .body(begun.progress());
    }

    private Begun begin(Learner learner, TrackId track, @Nullable SessionId session) {
        for (var attempt = 1; ; attempt++) {
            try {
                return transactions.as(learner, () -> beginOnce(learner, track, session));
            } catch (BegunMeanwhileException e) {
                // Rolled back, so no session stays behind; now the other's path can be seen.
                if (attempt == TRIES) {
                    throw e;
                }
            }
        }
    }

    private Begun beginOnce(Learner learner, TrackId track, @Nullable SessionId wanted) {
        var title = store.title(track).orElseThrow(() -> ApiException.notFound("track"));
        var known = store.find(track);
        if (known.isPresent()) {
            return known.get().leftAt() == null
                    ? new Begun(ProgressView.of(known.get(), store.units(track)), false, false)
                    : takeUp(known.get(), wanted);
        }
        var units = store.units(track);
        if (units.isEmpty()) {
            throw ApiException.conflict("empty_track", "This track has no units yet.");
        }
        if (wanted != null) {
            requireFree(wanted, track);
        }
        var session = wanted == null ? sessions.open(learner.id(), title) : wanted;
        if (!store.add(learner.id(), track, session)) {
            throw new BegunMeanwhileException();
        }
        return new Begun(ProgressView.of(store.find(track).orElseThrow(), units), true, true);
    }

    private void requireFree(SessionId session, TrackId track) {
        if (!sessions.exists(session)) {
            throw ApiException.notFound("session");
        }
        if (store.isTaken(session, track)) {
            throw ApiException.conflict(
                    "session_in_use", "Another track goes on in this session; start this one in a new one.");
        }
    }

    private Begun takeUp(PathRow path, @Nullable SessionId wanted) {
        var session = wanted == null ? path.session() : wanted;
        requireFree(session, path.track());
        var taken = store.takeUp(path.track(), session);
        var now = store.find(path.track()).orElseThrow();
        return new Begun(ProgressView.of(now, store.units(path.track())), false, taken);
    }

    @Operation(summary = "Go on from a unit that asks nothing")
    @ApiResponse(responseCode = "200", description = "The unit is completed")
    @PostMapping("/tracks/{track_id}/units/{unit_id}/complete")
    ProgressView complete(
            @TokenOwner Learner learner, @PathVariable("track_id") UUID trackId, @PathVariable("unit_id") UUID unitId)
            throws InterruptedException {
        var path = new PathCall(learner.id(), new TrackId(trackId));
        var unit = new UnitId(unitId);
        var before = path(learner, path.trackId());
        if (before.progress().completed().contains(unit)) {
            return view(learner, path.trackId());
        }
        if (before.leftAt() != null) {
            throw ApiException.conflict("track_left", "You have left this track; start it again to go on.");
        }
        var plan = before.progress().plan();
        if (plan != null && !unit.equals(plan.unitId())) {
            throw ApiException.conflict("not_current_unit", "This is not the unit that you are at.");
        }
        var sight = await(() -> transactions.as(learner, () -> sight(path.trackId(), unit, before)));
        if (sight == null) {
            throw ApiException.unavailable("The unit is not shown yet; please try again in a moment.");
        }
        var shown = sight.shown();
        if (shown == null) {
            // Answered in the chat, or by a request beside this one, while this one looked.
            return complete(learner, trackId, unitId);
        }
        completeShown(learner, path, unit, shown);
        var done = await(() -> {
            var now = path(learner, path.trackId());
            return now.progress().step() > before.progress().step() ? now : null;
        });
        if (done == null) {
            throw ApiException.unavailable("The unit is completed, and what follows comes later.");
        }
        return view(learner, path.trackId());
    }

    /** What a request that waits for its unit comes to see; without the unit when the path has gone on instead. */
    private record Sight(@Nullable OpenUnit shown) {}

    private @Nullable Sight sight(TrackId track, UnitId unit, PathRow before) {
        var shown = store.openAt(track, unit).orElse(null);
        var now = store.find(track).orElseThrow(() -> ApiException.notFound("progress on this track"));
        return shown != null || now.progress().step() > before.progress().step() ? new Sight(shown) : null;
    }

    private void completeShown(Learner learner, PathCall path, UnitId unit, OpenUnit shown) {
        if (!shown.component().equals("topic_buttons")) {
            throw ApiException.conflict("answer_needed", "This unit asks a question; answer it to go on.");
        }
        var pressed = JsonNodeFactory.instance
                .objectNode()
                .put("button_id_clicked", "continue")
                .put("topic_id_payload", unit.toString());
        try {
            var turn = answers.give(learner, shown.interaction(), pressed);
            dispatcher.completed(path, unit, shown.interaction(), turn);
        } catch (ApiException e) {
            // Pressed in the chat, or by a request beside this one, at this very moment: that is as good.
            if (!e.errorCode().equals("already_answered")) {
                throw e;
            }
        }
    }

    /** What comes within the settings' time; null when it does not. */
    private <T> @Nullable T await(Supplier<@Nullable T> look) throws InterruptedException {
        var deadline = System.nanoTime() + settings.completeTimeout().toNanos();
        while (true) {
            var found = look.get();
            if (found != null || System.nanoTime() - deadline >= 0) {
                return found;
            }
            Thread.sleep(LOOK_AGAIN);
        }
    }

    private PathRow path(Learner learner, TrackId track) {
        return transactions
                .as(learner, () -> store.find(track))
                .orElseThrow(() -> ApiException.notFound("progress on this track"));
    }

    private ProgressView view(Learner learner, TrackId track) {
        return transactions.as(
                learner,
                () -> ProgressView.of(
                        store.find(track).orElseThrow(() -> ApiException.notFound("progress on this track")),
                        store.units(track)));
    }

    @Operation(summary = "Own progress on all tracks that were started")
    @GetMapping("/users/me/progress")
    AllProgress all(@TokenOwner Learner learner) {
        return transactions.as(
                learner,
                () -> new AllProgress(store.all().stream()
                        .map(each -> ProgressView.of(each, store.units(each.track())))
                        .toList()));
    }

    @Operation(summary = "Progress on a track; `me` stands for one's own id")
    @GetMapping({"/users/{user_id}/progress/{track_id}", "/users/{user_id}/tracks/{track_id}/progress"})
    ProgressView progress(
            @TokenOwner Learner learner,
            @PathVariable("user_id") String userId,
            @PathVariable("track_id") UUID trackId) {
        if (!userId.equals("me") && !uuid(userId).equals(learner.id().value())) {
            throw ApiException.forbidden("This is another learner's progress.");
        }
        return view(learner, new TrackId(trackId));
    }

    private static UUID uuid(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw ApiException.validation("user_id", "must be a UUID or `me`");
        }
    }
}
