package dev.chiron.tutor.chat.activity;

import dev.chiron.tutor.chat.ChatSettings;
import dev.chiron.tutor.chat.Confirmation;
import dev.chiron.tutor.chat.Deed;
import dev.chiron.tutor.chat.TurnFailure;
import dev.chiron.tutor.chat.store.ChatTurn;
import dev.chiron.tutor.chat.store.TurnStore;
import dev.chiron.tutor.chat.store.TurnStore.End;
import dev.chiron.tutor.chat.stream.TurnEvent;
import dev.chiron.tutor.chat.stream.TurnPublisher;
import dev.chiron.tutor.chat.stream.TurnStream;
import dev.chiron.tutor.llm.LanguageModel.DeltaSink;
import dev.chiron.tutor.llm.ModelException;
import dev.chiron.tutor.llm.StopSignal;
import dev.chiron.tutor.platform.Correlation;
import dev.chiron.tutor.platform.InterruptId;
import dev.chiron.tutor.platform.MessageId;
import io.micrometer.core.instrument.MeterRegistry;
import io.temporal.activity.Activity;
import io.temporal.client.ActivityCompletionException;
import io.temporal.failure.ApplicationFailure;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

@Component
class TurnActivitiesImpl implements TurnActivities {

    private static final Logger log = LoggerFactory.getLogger(TurnActivitiesImpl.class);

    private static final int BEATS_PER_TIMEOUT = 10;

    private final TurnTalk talk;
    private final TurnStore turns;
    private final TurnStream stream;
    private final ChatSettings settings;
    private final MeterRegistry metrics;

    TurnActivitiesImpl(
            TurnTalk talk, TurnStore turns, TurnStream stream, ChatSettings settings, MeterRegistry metrics) {
        this.talk = talk;
        this.turns = turns;
        this.stream = stream;
        this.settings = settings;
        this.metrics = metrics;
    }

    @Override
    public TurnOutcome callAiAgent(TurnCall call) {
        try (var _ = Correlation.of(call.learnerId(), call.sessionId(), call.turnId())) {
            return begin(call, (turn, said, stop) -> talk.answer(turn, said, stop));
        }
    }

    @Override
    public TurnOutcome callAiForGuidance(TurnCall call) {
        try (var _ = Correlation.of(call.learnerId(), call.sessionId(), call.turnId())) {
            return begin(call, (turn, said, stop) -> talk.sayTask(turn, said, stop));
        }
    }

    /** What is said in an attempt. */
    @FunctionalInterface
    private interface Saying {
        TurnTalk.Said say(ChatTurn turn, DeltaSink said, StopSignal stop);
    }

    private TurnOutcome begin(TurnCall call, Saying saying) {
        var begun = turns.begin(call.turnId(), settings.redispatchAfter());
        if (begun.isEmpty()) {
            log.info("The turn is over already");
            return new TurnOutcome(TurnOutcome.Kind.ALREADY_OVER, null, 0);
        }
        return attempt(begun.get(), saying);
    }

    private TurnOutcome attempt(ChatTurn turn, Saying saying) {
        log.info("Attempt {} begins", turn.epoch());
        var stop = new StopSignal();
        var interval = settings.heartbeatTimeout().dividedBy(BEATS_PER_TIMEOUT);
        try (var publisher = stream.publisher(turn.id(), turn.learner(), turn.epoch());
                var heartbeat = new Heartbeat(Activity.getExecutionContext(), interval, stop)) {
            var speech = new Speech(publisher, messageOf(turn), settings.maxReplyCharacters());
            try {
                var said = saying.say(turn, speech, stop);
                heartbeat.requireWanted();
                speech.end();
                said.used()
                        .forEach(use -> publisher.publish(
                                new TurnEvent.ModelUsed(use.model(), use.inputTokens(), use.outputTokens())));
                said.calls()
                        .forEach(call -> publisher.publish(
                                new TurnEvent.ToolCalled(speech.message(), call.id(), call.name(), call.arguments())));
                if (said.shown() != null) {
                    show(turn, said.shown(), speech, publisher);
                }
                if (said.asked() != null) {
                    publisher.publish(new TurnEvent.ConfirmationAsked(confirmation(turn, said.asked())));
                }
                publisher.awaitStored();
                log.info("Attempt {} has said {} characters", turn.epoch(), speech.length());
                return outcome(turn, said, speech, heartbeat.cancelled());
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

    private void show(ChatTurn turn, TurnTalk.Shown shown, Speech speech, TurnPublisher publisher) {
        if (shown.answerKey() != null) {
            turns.addKey(turn, shown.interaction(), shown.answerKey());
        }
        publisher.publish(
                new TurnEvent.ComponentShown(speech.spoken(), shown.interaction(), shown.name(), shown.arguments()));
    }

    /** The same attempt always asks the same. */
    private Confirmation confirmation(ChatTurn turn, Deed.LeaveTrack deed) {
        var name = "interrupt:" + turn.id() + ":" + turn.epoch();
        return new Confirmation(
                new InterruptId(UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8))),
                "Leave the track \"" + deed.title() + "\"?",
                deed,
                settings.interruptLifetime());
    }

    private static TurnOutcome outcome(ChatTurn turn, TurnTalk.Said said, Speech speech, boolean cancelled) {
        if (cancelled) {
            return new TurnOutcome(TurnOutcome.Kind.STOPPED, speech.spoken(), turn.epoch());
        }
        var message = said.calls().isEmpty() ? speech.spoken() : speech.message();
        return new TurnOutcome(said.kind(), message, turn.epoch());
    }

    /** The same attempt always streams under the same id. */
    private static MessageId messageOf(ChatTurn turn) {
        var name = "reply:" + turn.id() + ":" + turn.epoch();
        return new MessageId(UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)));
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
                        case COMPONENT, TOOL_CALLS -> new End.Replied(outcome.messageId(), outcome.epoch());
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
