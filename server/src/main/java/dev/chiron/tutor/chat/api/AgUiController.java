package dev.chiron.tutor.chat.api;

import dev.chiron.agui.AgUiJson;
import dev.chiron.agui.EmissionGuard;
import dev.chiron.agui.InvalidRunInputException;
import dev.chiron.agui.RunAgentInput;
import dev.chiron.tutor.chat.ChatSettings;
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
import java.util.Optional;
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

    /**
     * The member of {@code forwardedProps} by which a client that can only run asks to be shown the thread and nothing else;
     * the prefix is the one that AG-UI's own integrations use for what they agree on with their clients.
     */
    static final String CONNECT = "_ag_ui_connect";

    private final RunIntake intake;
    private final TurnDispatcher dispatcher;
    private final TurnReader turns;
    private final MessageRate rate;
    private final ChatStore store;
    private final LearnerTransactions transactions;
    private final ChatSessionClient sessions;
    private final ChatSettings settings;

    AgUiController(
            RunIntake intake,
            TurnDispatcher dispatcher,
            TurnReader turns,
            MessageRate rate,
            ChatStore store,
            LearnerTransactions transactions,
            ChatSessionClient sessions,
            ChatSettings settings) {
        this.intake = intake;
        this.dispatcher = dispatcher;
        this.turns = turns;
        this.rate = rate;
        this.store = store;
        this.transactions = transactions;
        this.sessions = sessions;
        this.settings = settings;
    }

    @Operation(
            summary = "Run the tutor on a thread",
            description =
                    "Takes an AG-UI RunAgentInput, answers with a stream of AG-UI events. A connection that is lost "
                            + "does not stop the turn: it is answered and stored all the same. With "
                            + "forwardedProps._ag_ui_connect = true nothing is said; the thread is shown, and the turn that "
                            + "runs, as this run.",
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
        if (asksToConnect(input)) {
            RunIntake.checkThread(input);
            stream(begin(input, response), out -> show(learner, input, out));
            return;
        }
        rate.take(learner.id());
        var taken = intake.run(learner, input);
        stream(begin(input, response), out -> answer(learner, input, taken, out));
    }

    @Operation(
            summary = "Attach to a thread",
            description =
                    "Takes an AG-UI RunAgentInput, whose messages are not looked at, and shows the thread as it stands: all "
                            + "messages and the state as snapshots. A turn that runs is shown from there on as it goes, and "
                            + "so is each one after it, as a run of its own, until nothing in the thread is unfinished. A "
                            + "thread that does not exist is empty, and does not come to be.",
            requestBody =
                    @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = "application/json",
                                            schema = @Schema(type = "object", description = "AG-UI RunAgentInput"))))
    @ApiResponse(
            responseCode = "200",
            description = "The thread's events",
            content = @Content(mediaType = "text/event-stream", schema = @Schema(type = "string")))
    @PostMapping(
            path = {"/api/v1/agui/connect", "/awp/connect"},
            consumes = MediaType.APPLICATION_JSON_VALUE,
            produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    void connect(@TokenOwner Learner learner, @RequestBody byte[] body, HttpServletResponse response)
            throws IOException, InterruptedException {
        var input = read(body);
        RunIntake.checkThread(input);
        var guard = EmissionGuard.forStream(input.threadId(), input.peer());
        stream(AgUiResponse.begin(response, guard), out -> {
            var session = session(learner, input);
            if (session.isEmpty()) {
                turns.nothing(learner, input, out);
            } else {
                turns.connect(reader(learner, session.get(), input), input.runId(), out);
            }
        });
    }

    private void show(Learner learner, RunAgentInput input, AgUiResponse out) throws IOException, InterruptedException {
        var session = session(learner, input);
        if (session.isEmpty()) {
            turns.nothing(learner, input, out);
        } else {
            turns.show(reader(learner, session.get(), input), input.runId(), out);
        }
    }

    private Optional<ChatSession> session(Learner learner, RunAgentInput input) {
        return transactions.as(learner, () -> store.findThread(input.threadId()));
    }

    private static boolean asksToConnect(RunAgentInput input) {
        var props = input.forwardedProps();
        return props != null && props.path(CONNECT).booleanValue(false);
    }

    private RunAgentInput read(byte[] body) {
        try {
            var input = AgUiJson.readInput(body);
            if (ThreadState.clientCharacters(input) > settings.clientStateCharacters()) {
                throw ApiException.validation(
                        "state", "has more than " + settings.clientStateCharacters() + " characters");
            }
            return input;
        } catch (InvalidRunInputException e) {
            throw ApiException.validation(e.field().equals("$") ? "body" : e.field(), e.problem());
        }
    }

    /** Writes one answer. */
    @FunctionalInterface
    private interface Answer {

        void to(AgUiResponse out) throws IOException, InterruptedException;
    }

    /** What goes wrong before the first event is an HTTP error, what goes wrong later the end of the run. */
    private static void stream(AgUiResponse out, Answer answer) throws InterruptedException {
        try {
            answer.to(out);
        } catch (IOException e) {
            log.debug("The reader of a thread has gone; its turns go on");
        } catch (RuntimeException e) {
            out.fail(e);
        }
    }

    private static Reader reader(Learner learner, ChatSession session, RunAgentInput input) {
        return new Reader(learner, session, input.threadId(), ThreadState.of(input));
    }

    private void answer(Learner learner, RunAgentInput input, Intake taken, AgUiResponse out)
            throws IOException, InterruptedException {
        switch (taken) {
            case Intake.NewTurn(ChatSession session, ChatTurn turn, boolean behind) -> {
                Correlation.add(session.id(), turn.id());
                runNew(reader(learner, session, input), turn, behind, input, out);
            }
            case Intake.KnownTurn(ChatSession session, ChatTurn turn) -> {
                Correlation.add(session.id(), turn.id());
                var reader = reader(learner, session, input);
                if (turn.status().over()) {
                    turns.replay(reader, input.runId(), turn, out);
                } else {
                    turns.attach(reader, input.runId(), turn, out);
                }
            }
            // A client that has lost its line runs the same history again: what it wants to see is the turn that runs.
            case Intake.NothingNew(ChatSession session) ->
                turns.show(reader(learner, session, input), input.runId(), out);
            case Intake.NothingAtAll() -> turns.nothing(learner, input, out);
            case Intake.Posted ignored -> throw new IllegalStateException("a run was taken as a posted message");
        }
    }

    /** RUN_STARTED goes out before Temporal is asked: how long that or the model takes is nothing to the reader. */
    private void runNew(Reader reader, ChatTurn turn, boolean behind, RunAgentInput input, AgUiResponse out)
            throws IOException, InterruptedException {
        try (var events = turns.subscribe(reader, turn)) {
            try {
                reader.state().shownOwn(input.messages());
                out.emit(TurnReader.started(reader, input.runId(), turn));
                if (behind) {
                    turns.catchUp(reader, turn, out);
                }
                out.emit(turns.state(reader));
            } finally {
                dispatcher.dispatch(turn);
            }
            turns.follow(reader, turn, turns.projection(reader, input.runId()), events, out);
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
