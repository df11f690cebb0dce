package dev.chiron.tutor.chat.api;

import dev.chiron.agui.AgUiEvent;
import dev.chiron.agui.AgUiJson;
import dev.chiron.agui.EmissionGuard;
import dev.chiron.agui.InvalidRunInputException;
import dev.chiron.agui.RunAgentInput;
import dev.chiron.agui.RunOutcome;
import dev.chiron.tutor.chat.TurnFailure;
import dev.chiron.tutor.chat.api.TurnReader.Reader;
import dev.chiron.tutor.chat.dispatch.ChatSessionClient;
import dev.chiron.tutor.chat.dispatch.TurnDispatcher;
import dev.chiron.tutor.chat.store.ChatSession;
import dev.chiron.tutor.chat.store.ChatStore;
import dev.chiron.tutor.chat.store.ChatTurn;
import dev.chiron.tutor.identity.Learner;
import dev.chiron.tutor.identity.LearnerTransactions;
import dev.chiron.tutor.platform.ApiException;
import dev.chiron.tutor.platform.Correlation;
import dev.chiron.tutor.platform.TokenOwner;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** AG-UI: a run goes in, its events stream out. */
@RestController
@Tag(name = "agui")
class AgUiController {

    private static final Logger log = LoggerFactory.getLogger(AgUiController.class);

    private final RunIntake intake;
    private final TurnDispatcher dispatcher;
    private final TurnReader turns;
    private final MessageRate rate;
    private final ChatStore store;
    private final LearnerTransactions transactions;
    private final ChatSessionClient sessions;

    AgUiController(
            RunIntake intake,
            TurnDispatcher dispatcher,
            TurnReader turns,
            MessageRate rate,
            ChatStore store,
            LearnerTransactions transactions,
            ChatSessionClient sessions) {
        this.intake = intake;
        this.dispatcher = dispatcher;
        this.turns = turns;
        this.rate = rate;
        this.store = store;
        this.transactions = transactions;
        this.sessions = sessions;
    }

    @Operation(
            summary = "Run the tutor on a thread",
            description =
                    "Takes an AG-UI RunAgentInput, answers with a stream of AG-UI events. A connection that is lost "
                            + "does not stop the turn: it is answered and stored all the same.",
            requestBody =
                    @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = "application/json",
                                            schema = @Schema(type = "object", description = "AG-UI RunAgentInput"))))
    @ApiResponse(
            responseCode = "200",
            description = "The run's events",
            content = @Content(mediaType = "text/event-stream", schema = @Schema(type = "string")))
    @PostMapping(
            path = {"/api/v1/agui", "/awp"},
            consumes = MediaType.APPLICATION_JSON_VALUE,
            produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    void run(@TokenOwner Learner learner, @RequestBody byte[] body, HttpServletResponse response)
            throws IOException, InterruptedException {
        var input = read(body);
        rate.take(learner.id());
        var taken = intake.run(learner, input);
        try {
            answer(learner, input, taken, response);
        } catch (IOException e) {
            log.debug("The reader of run has gone; the turn goes on");
        }
    }

    private static RunAgentInput read(byte[] body) {
        try {
            return AgUiJson.readInput(body);
        } catch (InvalidRunInputException e) {
            throw ApiException.validation(e.field().equals("$") ? "body" : e.field(), e.problem());
        }
    }

    private void answer(Learner learner, RunAgentInput input, Intake taken, HttpServletResponse response)
            throws IOException, InterruptedException {
        switch (taken) {
            case Intake.NewTurn(ChatSession session, ChatTurn turn) -> {
                Correlation.add(session.id(), turn.id());
                runNew(new Reader(learner, session, input.threadId()), turn, input, response);
            }
            case Intake.KnownTurn(ChatSession session, ChatTurn turn) -> {
                Correlation.add(session.id(), turn.id());
                var out = begin(input, response);
                var reader = new Reader(learner, session, input.threadId());
                if (turn.status().over()) {
                    turns.replay(reader, turn, out);
                } else {
                    turns.attach(reader, turn, out);
                }
            }
            case Intake.NothingNew(ChatSession session) ->
                turns.restate(new Reader(learner, session, input.threadId()), input.runId(), begin(input, response));
            case Intake.NothingAtAll() -> {
                var out = begin(input, response);
                out.emit(AgUiEvent.runStarted(input.threadId(), input.runId()));
                out.emit(AgUiEvent.messagesSnapshot(List.of()));
                out.emit(AgUiEvent.runFinished(input.threadId(), input.runId(), RunOutcome.success()));
            }
            case Intake.Posted ignored -> throw new IllegalStateException("a run was taken as a posted message");
        }
    }

    /** RUN_STARTED goes out before Temporal is asked: how long that or the model takes is nothing to the reader. */
    private void runNew(Reader reader, ChatTurn turn, RunAgentInput input, HttpServletResponse response)
            throws IOException, InterruptedException {
        try (var events = turns.subscribe(reader, turn)) {
            AgUiResponse out;
            try {
                out = begin(input, response);
                out.emit(AgUiEvent.runStarted(input.threadId(), input.runId()));
            } finally {
                dispatcher.dispatch(turn);
            }
            try {
                turns.follow(reader, turn, turns.projection(reader, turn), events, out);
            } catch (RuntimeException e) {
                log.error("The stream of a turn failed; the turn itself goes on", e);
                out.fail(TurnFailure.INTERNAL.message(), TurnFailure.INTERNAL.code());
            }
        }
    }

    private static AgUiResponse begin(RunAgentInput input, HttpServletResponse response) throws IOException {
        return AgUiResponse.begin(response, EmissionGuard.forRun(input));
    }

    @Operation(summary = "Stop the running turn of a thread; what has been said is kept")
    @ApiResponse(responseCode = "202", description = "The turn will stop")
    @PostMapping("/api/v1/agui/stop/{threadId}")
    @ResponseStatus(HttpStatus.ACCEPTED)
    void stop(@TokenOwner Learner learner, @PathVariable("threadId") String threadId) {
        Said.checkId("threadId", threadId);
        var turn = transactions
                .as(learner, () -> store.findThread(threadId).flatMap(session -> store.unfinishedTurn(session.id())))
                .orElseThrow(() -> ApiException.notFound("running turn"));
        if (!sessions.stop(turn.session(), turn.id())) {
            // Its workflow is not there yet: brought to it now, and stopped there.
            dispatcher.dispatch(turn);
            sessions.stop(turn.session(), turn.id());
        }
    }
}
