package dev.chiron.tutor.chat.activity;

import dev.chiron.tutor.agent.AgentInput;
import dev.chiron.tutor.agent.AgentOutput;
import dev.chiron.tutor.agent.TutorAgent;
import dev.chiron.tutor.chat.ChatSettings;
import dev.chiron.tutor.chat.TurnFailure;
import dev.chiron.tutor.chat.store.ChatMessage;
import dev.chiron.tutor.chat.store.ChatTurn;
import dev.chiron.tutor.chat.store.MessageRole;
import dev.chiron.tutor.chat.store.TurnStore;
import dev.chiron.tutor.chat.store.TurnStore.End;
import dev.chiron.tutor.chat.stream.TurnStream;
import dev.chiron.tutor.llm.ModelException;
import dev.chiron.tutor.llm.ModelRequest.Line;
import dev.chiron.tutor.llm.ModelRequest.Speaker;
import dev.chiron.tutor.llm.StopSignal;
import dev.chiron.tutor.platform.Correlation;
import dev.chiron.tutor.platform.MessageId;
import io.micrometer.core.instrument.MeterRegistry;
import io.temporal.activity.Activity;
import io.temporal.client.ActivityCompletionException;
import io.temporal.failure.ApplicationFailure;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

@Component
class TurnActivitiesImpl implements TurnActivities {

    private static final Logger log = LoggerFactory.getLogger(TurnActivitiesImpl.class);

    /** Rows read for one prompt; the agent's own window, in messages and characters, is smaller. */
    private static final int CONVERSATION_ROWS = 1000;

    private static final int BEATS_PER_TIMEOUT = 10;

    private final TutorAgent agent;
    private final TurnStore turns;
    private final TurnStream stream;
    private final ChatSettings settings;
    private final MeterRegistry metrics;

    TurnActivitiesImpl(
            TutorAgent agent, TurnStore turns, TurnStream stream, ChatSettings settings, MeterRegistry metrics) {
        this.agent = agent;
        this.turns = turns;
        this.stream = stream;
        this.settings = settings;
        this.metrics = metrics;
    }

    @Override
    public TurnOutcome callAiAgent(TurnCall call) {
        try (var _ = Correlation.of(call.learnerId(), call.sessionId(), call.turnId())) {
            var begun = turns.begin(call.turnId(), settings.redispatchAfter());
            if (begun.isEmpty()) {
                log.info("The turn is over already");
                return new TurnOutcome(TurnOutcome.Kind.ALREADY_OVER, null, 0);
            }
            return attempt(begun.get());
        }
    }

    private TurnOutcome attempt(ChatTurn turn) {
        log.info("Attempt {} begins", turn.epoch());
        var stop = new StopSignal();
        var interval = settings.heartbeatTimeout().dividedBy(BEATS_PER_TIMEOUT);
        try (var publisher = stream.publisher(turn.id(), turn.learner(), turn.epoch());
                var heartbeat = new Heartbeat(Activity.getExecutionContext(), interval, stop)) {
            var speech = new Speech(publisher, messageOf(turn), settings.maxReplyCharacters());
            try {
                var output = agent.answer(input(turn), speech, stop);
                heartbeat.requireWanted();
                speech.end();
                publisher.awaitStored();
                log.info(
                        "Attempt {} has said {} characters",
                        turn.epoch(),
                        output.text().length());
                return outcome(turn, output, speech, heartbeat.cancelled());
            } catch (ActivityCompletionException e) {
                throw e;
            } catch (RuntimeException e) {
                endUnfinished(speech);
                if (heartbeat.cancelled()) {
                    publisher.awaitStored();
                    return new TurnOutcome(TurnOutcome.Kind.STOPPED, speech.spoken(), turn.epoch());
                }
                throw failure(turn, e);
            }
        }
    }

    /** Closes the partial text for those who read along; if even that fails, the next attempt's start closes it. */
    private static void endUnfinished(Speech speech) {
        try {
            speech.end();
        } catch (RuntimeException e) {
            log.debug("The unfinished reply could not be closed", e);
        }
    }

    private static TurnOutcome outcome(ChatTurn turn, AgentOutput output, Speech speech, boolean cancelled) {
        var kind = cancelled || output.stopped()
                ? TurnOutcome.Kind.STOPPED
                : switch (output) {
                    case AgentOutput.Text ignored -> TurnOutcome.Kind.TEXT;
                    case AgentOutput.Clarification ignored -> TurnOutcome.Kind.CLARIFICATION;
                    // Nothing is offered to the agent yet that it could show; what it says with it is the reply.
                    case AgentOutput.ComponentRequest ignored -> TurnOutcome.Kind.TEXT;
                };
        return new TurnOutcome(kind, speech.spoken(), turn.epoch());
    }

    /** The same attempt always streams under the same id. */
    private static MessageId messageOf(ChatTurn turn) {
        var name = "reply:" + turn.id() + ":" + turn.epoch();
        return new MessageId(UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)));
    }

    private AgentInput input(ChatTurn turn) {
        var lines = turns.conversation(turn, CONVERSATION_ROWS).stream()
                .filter(message ->
                        message.role() != MessageRole.TOOL && !message.content().isBlank())
                .map(TurnActivitiesImpl::line)
                .toList();
        return new AgentInput(turn.learner(), lines, Set.of());
    }

    private static Line line(ChatMessage message) {
        return new Line(message.role() == MessageRole.USER ? Speaker.LEARNER : Speaker.TUTOR, message.content());
    }

    private ApplicationFailure failure(ChatTurn turn, RuntimeException e) {
        if (!(e instanceof ModelException model)) {
            log.error("Attempt {} failed", turn.epoch(), e);
            return ApplicationFailure.newFailure("the attempt failed", TurnFailure.INTERNAL.code());
        }
        var code = code(model.kind()).code();
        metrics.counter("chiron.model.failures", "code", code).increment();
        log.warn("Attempt {} failed: {} ({})", turn.epoch(), code, model.getMessage());
        // The cause stays here: a model's error body may hold a part of the key or of the prompt.
        if (!model.kind().retryable()) {
            return ApplicationFailure.newNonRetryableFailure(model.getMessage(), code);
        }
        var wait = model.retryAfter();
        return wait == null
                ? ApplicationFailure.newFailure(model.getMessage(), code)
                : ApplicationFailure.newFailureWithCauseAndDelay(
                        model.getMessage(), code, null, shorter(wait, settings.maxBackoff()));
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private static TurnFailure code(ModelException.Kind kind) {
        return switch (kind) {
            case RATE_LIMITED -> TurnFailure.MODEL_RATE_LIMITED;
            case UNAVAILABLE -> TurnFailure.MODEL_UNAVAILABLE;
            case TIMED_OUT -> TurnFailure.MODEL_TIMEOUT;
            case CUT_OFF -> TurnFailure.MODEL_CUT_OFF;
            case EMPTY -> TurnFailure.MODEL_EMPTY_REPLY;
            case INVALID -> TurnFailure.MODEL_INVALID_REPLY;
            case UNAUTHORIZED -> TurnFailure.MODEL_UNAUTHORIZED;
            case REJECTED -> TurnFailure.MODEL_REJECTED;
        };
    }

    @Override
    public void recordReply(TurnCall call, TurnOutcome outcome) {
        try (var _ = Correlation.of(call.learnerId(), call.sessionId(), call.turnId())) {
            var end =
                    switch (outcome.kind()) {
                        case TEXT, CLARIFICATION ->
                            outcome.messageId() == null
                                    ? new End.Failed(TurnFailure.MODEL_EMPTY_REPLY.code())
                                    : new End.Replied(outcome.messageId(), outcome.epoch());
                        case STOPPED -> new End.Stopped(outcome.messageId(), outcome.epoch());
                        case ALREADY_OVER ->
                            throw ApplicationFailure.newNonRetryableFailure(
                                    "a turn that is over has nothing to record", TurnFailure.INTERNAL.code());
                    };
            end(call, end);
        }
    }

    @Override
    public void recordTurnFailure(TurnCall call, String code) {
        try (var _ = Correlation.of(call.learnerId(), call.sessionId(), call.turnId())) {
            end(call, new End.Failed(TurnFailure.of(code).code()));
        }
    }

    private void end(TurnCall call, End end) {
        var status = turns.end(call.turnId(), end);
        stream.wake(call.turnId());
        metrics.counter("chiron.turns", "status", status.name().toLowerCase(java.util.Locale.ROOT))
                .increment();
        log.info("The turn is {}", status);
    }
}
