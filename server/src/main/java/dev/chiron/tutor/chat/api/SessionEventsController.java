package dev.chiron.tutor.chat.api;

import dev.chiron.agui.EmissionGuard;
import dev.chiron.agui.Peer;
import dev.chiron.tutor.chat.api.TurnReader.Reader;
import dev.chiron.tutor.chat.store.ChatStore;
import dev.chiron.tutor.chat.store.ChatTurn;
import dev.chiron.tutor.chat.stream.SessionSubscription;
import dev.chiron.tutor.chat.stream.StreamSettings;
import dev.chiron.tutor.chat.stream.TurnStream;
import dev.chiron.tutor.identity.Learner;
import dev.chiron.tutor.identity.LearnerTransactions;
import dev.chiron.tutor.platform.ApiException;
import dev.chiron.tutor.platform.Correlation;
import dev.chiron.tutor.platform.SessionId;
import dev.chiron.tutor.platform.TokenOwner;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.http.MediaType;
import org.springframework.transaction.TransactionException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** A session as a page that stays open sees it: the thread as it stands, then every turn as it happens. */
@RestController
@Tag(name = "agui")
class SessionEventsController {

    private static final Logger log = LoggerFactory.getLogger(SessionEventsController.class);

    private final TurnReader turns;
    private final TurnStream stream;
    private final ChatStore store;
    private final LearnerTransactions transactions;
    private final StreamSettings settings;

    SessionEventsController(
            TurnReader turns,
            TurnStream stream,
            ChatStore store,
            LearnerTransactions transactions,
            StreamSettings settings) {
        this.turns = turns;
        this.stream = stream;
        this.store = store;
        this.transactions = transactions;
        this.settings = settings;
    }

    @Operation(
            summary = "Follow a session",
            description =
                    "AG-UI events of every turn of the session, a snapshot first; one run after another, until the "
                            + "client closes the connection.")
    @ApiResponse(
            responseCode = "200",
            description = "The session's events",
            content = @Content(mediaType = "text/event-stream", schema = @Schema(type = "string")))
    @GetMapping(path = "/api/v1/chat/sessions/{session_id}/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    void events(@TokenOwner Learner learner, @PathVariable("session_id") UUID sessionId, HttpServletResponse response)
            throws InterruptedException {
        var id = new SessionId(sessionId);
        try (var news = stream.subscribe(id)) {
            var session = transactions.as(
                    learner, () -> store.findSession(id).orElseThrow(() -> ApiException.notFound("session")));
            try (var _ = Correlation.of(learner.id(), id, null)) {
                follow(new Reader(learner, session, session.threadId(), ThreadState.empty()), news, response);
            }
        } catch (IOException e) {
            log.debug("The reader of a session has gone");
        }
    }

    private void follow(Reader reader, SessionSubscription news, HttpServletResponse response)
            throws IOException, InterruptedException {
        var out = AgUiResponse.begin(response, EmissionGuard.forStream(reader.threadId(), Peer.CURRENT));
        try {
            follow(reader, news, out);
        } catch (ApiException e) {
            out.fail(e); // the account is gone, with the session and all
        }
    }

    private void follow(Reader reader, SessionSubscription news, AgUiResponse out)
            throws IOException, InterruptedException {
        var start = transactions.as(reader.learner(), () -> turns.start(reader.sessionId()));
        if (start.unfinished().isPresent()) {
            var turn = start.unfinished().get();
            turns.attach(reader, turn.runId(), turn, out);
        } else {
            turns.restate(reader, "snapshot-" + UUID.randomUUID(), out);
        }
        var position = start.position();
        var looks = true;
        while (!news.ended()) {
            if (looks) {
                news.standsAt(position);
                var next = next(reader, position);
                if (next.turn().isPresent()) {
                    position = next.turn().get().position();
                    turns.attach(reader, next.turn().get().runId(), next.turn().get(), out);
                    continue;
                }
                looks = !next.certain();
            }
            // Nothing is asked of the database while nothing happens: thousands of pages stay open and say nothing.
            var woken = news.await(settings.keepAlive());
            if (!woken) {
                out.keepAlive();
            }
            looks |= woken;
        }
    }

    /** What a look at the database has found; not certain when it could not be read. */
    private record Next(Optional<ChatTurn> turn, boolean certain) {}

    private Next next(Reader reader, long position) {
        try {
            return new Next(
                    transactions.as(reader.learner(), () -> store.nextTurn(reader.sessionId(), position)), true);
        } catch (DataAccessException | TransactionException e) {
            log.warn(
                    "The session's turns cannot be read right now ({})",
                    e.getClass().getSimpleName());
            return new Next(Optional.empty(), false);
        }
    }
}
