package dev.chiron.agui;

import dev.chiron.agui.AgUiEvent.ActivityDelta;
import dev.chiron.agui.AgUiEvent.ActivitySnapshot;
import dev.chiron.agui.AgUiEvent.Custom;
import dev.chiron.agui.AgUiEvent.MessagesSnapshot;
import dev.chiron.agui.AgUiEvent.Raw;
import dev.chiron.agui.AgUiEvent.ReasoningEncryptedValue;
import dev.chiron.agui.AgUiEvent.ReasoningEnd;
import dev.chiron.agui.AgUiEvent.ReasoningMessageChunk;
import dev.chiron.agui.AgUiEvent.ReasoningMessageContent;
import dev.chiron.agui.AgUiEvent.ReasoningMessageEnd;
import dev.chiron.agui.AgUiEvent.ReasoningMessageStart;
import dev.chiron.agui.AgUiEvent.ReasoningStart;
import dev.chiron.agui.AgUiEvent.RunError;
import dev.chiron.agui.AgUiEvent.RunFinished;
import dev.chiron.agui.AgUiEvent.RunStarted;
import dev.chiron.agui.AgUiEvent.StateDelta;
import dev.chiron.agui.AgUiEvent.StateSnapshot;
import dev.chiron.agui.AgUiEvent.StepFinished;
import dev.chiron.agui.AgUiEvent.StepStarted;
import dev.chiron.agui.AgUiEvent.SubagentError;
import dev.chiron.agui.AgUiEvent.SubagentFinished;
import dev.chiron.agui.AgUiEvent.SubagentStarted;
import dev.chiron.agui.AgUiEvent.TextMessageChunk;
import dev.chiron.agui.AgUiEvent.TextMessageContent;
import dev.chiron.agui.AgUiEvent.TextMessageEnd;
import dev.chiron.agui.AgUiEvent.TextMessageStart;
import dev.chiron.agui.AgUiEvent.ToolCallArgs;
import dev.chiron.agui.AgUiEvent.ToolCallChunk;
import dev.chiron.agui.AgUiEvent.ToolCallEnd;
import dev.chiron.agui.AgUiEvent.ToolCallResult;
import dev.chiron.agui.AgUiEvent.ToolCallStart;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** The wire form of the 31 events. */
final class EventCodec {

    private static final Map<String, EventType> TYPES =
            Arrays.stream(EventType.values()).collect(Collectors.toMap(EventType::name, Function.identity()));

    private EventCodec() {}

    static ObjectNode write(AgUiEvent event) {
        WireWriter out = new WireWriter().required("type", event.type().name());
        switch (event) {
            case RunStarted e ->
                out.required("threadId", e.threadId())
                        .required("runId", e.runId())
                        .optional("protocolVersion", e.protocolVersion())
                        .optional("parentRunId", e.parentRunId())
                        .optional("input", e.input(), InputCodec::write);
            case RunFinished e ->
                out.required("threadId", e.threadId())
                        .required("runId", e.runId())
                        .optional("result", e.result())
                        .optional("outcome", e.outcome(), OutcomeCodec::write)
                        .optionalList("usage", e.usage(), OutcomeCodec::writeUsage);
            case RunError e ->
                out.required("message", e.message())
                        .optional("code", e.code())
                        .optionalList("usage", e.usage(), OutcomeCodec::writeUsage);
            case StepStarted e -> out.required("stepName", e.stepName());
            case StepFinished e -> out.required("stepName", e.stepName());
            case TextMessageStart e ->
                out.required("messageId", e.messageId())
                        .optional("role", e.role())
                        .optional("name", e.name());
            case TextMessageContent e ->
                out.required("messageId", e.messageId()).required("delta", e.delta());
            case TextMessageEnd e -> out.required("messageId", e.messageId());
            case TextMessageChunk e ->
                out.optional("messageId", e.messageId())
                        .optional("role", e.role())
                        .optional("delta", e.delta())
                        .optional("name", e.name());
            case ToolCallStart e ->
                out.required("toolCallId", e.toolCallId())
                        .required("toolCallName", e.toolCallName())
                        .optional("parentMessageId", e.parentMessageId());
            case ToolCallArgs e -> out.required("toolCallId", e.toolCallId()).required("delta", e.delta());
            case ToolCallEnd e -> out.required("toolCallId", e.toolCallId());
            case ToolCallChunk e ->
                out.optional("toolCallId", e.toolCallId())
                        .optional("toolCallName", e.toolCallName())
                        .optional("parentMessageId", e.parentMessageId())
                        .optional("delta", e.delta());
            case ToolCallResult e ->
                out.required("messageId", e.messageId())
                        .required("toolCallId", e.toolCallId())
                        .required("content", MessageCodec.writeContent(e.content()))
                        .required("role", Role.TOOL);
            case StateSnapshot e -> out.required("snapshot", e.snapshot());
            case StateDelta e -> out.requiredList("delta", e.delta(), PatchCodec::write);
            case MessagesSnapshot e -> out.requiredList("messages", e.messages(), MessageCodec::write);
            case ActivitySnapshot e ->
                out.required("messageId", e.messageId())
                        .required("activityType", e.activityType())
                        .required("content", e.content())
                        .optional("replace", e.replace());
            case ActivityDelta e ->
                out.required("messageId", e.messageId())
                        .required("activityType", e.activityType())
                        .requiredList("patch", e.patch(), PatchCodec::write);
            case Raw e -> out.required("event", e.event()).optional("source", e.source());
            case Custom e -> out.required("name", e.name()).required("value", e.value());
            case ReasoningStart e -> out.required("messageId", e.messageId());
            case ReasoningMessageStart e ->
                out.required("messageId", e.messageId()).required("role", Role.REASONING);
            case ReasoningMessageContent e ->
                out.required("messageId", e.messageId()).required("delta", e.delta());
            case ReasoningMessageEnd e -> out.required("messageId", e.messageId());
            case ReasoningMessageChunk e ->
                out.optional("messageId", e.messageId()).optional("delta", e.delta());
            case ReasoningEnd e -> out.required("messageId", e.messageId());
            case ReasoningEncryptedValue e ->
                out.required("subtype", e.subtype())
                        .required("entityId", e.entityId())
                        .required("encryptedValue", e.encryptedValue());
            case SubagentStarted e ->
                out.required("subagentRunId", e.subagentRunId())
                        .required("name", e.name())
                        .optional("description", e.description())
                        .optional("parentSubagentRunId", e.parentSubagentRunId())
                        .optional("parentToolCallId", e.parentToolCallId())
                        .optional("parentMessageId", e.parentMessageId());
            case SubagentFinished e ->
                out.required("subagentRunId", e.subagentRunId())
                        .optional("result", e.result())
                        .optional("outcome", e.outcome(), OutcomeCodec::writeSubagent);
            case SubagentError e ->
                out.required("subagentRunId", e.subagentRunId())
                        .required("message", e.message())
                        .optional("code", e.code());
        }
        EventExtras extras = event.extras();
        return out.optional("subagentRunId", extras.subagentRunId())
                .optional("timestamp", extras.timestamp())
                .optional("rawEvent", extras.rawEvent())
                .optional("metadata", extras.metadata())
                .done();
    }

    static AgUiEvent read(WireReader in) {
        EventType type = TYPES.get(in.string("type"));
        if (type == null) {
            throw in.problem("type", "is not an AG-UI event type");
        }
        return switch (type) {
            case RUN_STARTED ->
                new RunStarted(
                        in.string("threadId"),
                        in.string("runId"),
                        in.optionalString("protocolVersion"),
                        in.optionalString("parentRunId"),
                        readInput(in),
                        extras(in));
            case RUN_FINISHED ->
                new RunFinished(
                        in.string("threadId"),
                        in.string("runId"),
                        in.optionalAny("result"),
                        readOutcome(in),
                        in.optionalList("usage", OutcomeCodec::readUsage),
                        extras(in));
            case RUN_ERROR ->
                new RunError(
                        in.string("message"),
                        in.optionalString("code"),
                        in.optionalList("usage", OutcomeCodec::readUsage),
                        extras(in));
            case STEP_STARTED -> new StepStarted(in.string("stepName"), attributedExtras(in));
            case STEP_FINISHED -> new StepFinished(in.string("stepName"), attributedExtras(in));
            case TEXT_MESSAGE_START ->
                new TextMessageStart(
                        in.string("messageId"), readTextRole(in), in.optionalString("name"), attributedExtras(in));
            case TEXT_MESSAGE_CONTENT ->
                new TextMessageContent(in.string("messageId"), in.string("delta"), attributedExtras(in));
            case TEXT_MESSAGE_END -> new TextMessageEnd(in.string("messageId"), attributedExtras(in));
            case TEXT_MESSAGE_CHUNK ->
                new TextMessageChunk(
                        in.optionalString("messageId"),
                        readTextRole(in),
                        in.optionalString("delta"),
                        in.optionalString("name"),
                        attributedExtras(in));
            case TOOL_CALL_START ->
                new ToolCallStart(
                        in.string("toolCallId"),
                        in.string("toolCallName"),
                        in.optionalString("parentMessageId"),
                        attributedExtras(in));
            case TOOL_CALL_ARGS -> new ToolCallArgs(in.string("toolCallId"), in.string("delta"), attributedExtras(in));
            case TOOL_CALL_END -> new ToolCallEnd(in.string("toolCallId"), attributedExtras(in));
            case TOOL_CALL_CHUNK ->
                new ToolCallChunk(
                        in.optionalString("toolCallId"),
                        in.optionalString("toolCallName"),
                        in.optionalString("parentMessageId"),
                        in.optionalString("delta"),
                        attributedExtras(in));
            case TOOL_CALL_RESULT ->
                new ToolCallResult(
                        in.string("messageId"), in.string("toolCallId"), readToolContent(in), attributedExtras(in));
            case STATE_SNAPSHOT -> new StateSnapshot(in.any("snapshot"), attributedExtras(in));
            case STATE_DELTA -> new StateDelta(in.list("delta", PatchCodec::read), attributedExtras(in));
            case MESSAGES_SNAPSHOT -> new MessagesSnapshot(in.list("messages", MessageCodec::read), extras(in));
            case ACTIVITY_SNAPSHOT ->
                new ActivitySnapshot(
                        in.string("messageId"),
                        in.string("activityType"),
                        in.object("content"),
                        in.optionalBoolean("replace"),
                        attributedExtras(in));
            case ACTIVITY_DELTA ->
                new ActivityDelta(
                        in.string("messageId"),
                        in.string("activityType"),
                        in.list("patch", PatchCodec::read),
                        attributedExtras(in));
            case RAW -> new Raw(in.any("event"), in.optionalString("source"), attributedExtras(in));
            case CUSTOM -> new Custom(in.string("name"), in.any("value"), attributedExtras(in));
            case REASONING_START -> new ReasoningStart(in.string("messageId"), attributedExtras(in));
            case REASONING_MESSAGE_START -> {
                in.literal("role", "reasoning");
                yield new ReasoningMessageStart(in.string("messageId"), attributedExtras(in));
            }
            case REASONING_MESSAGE_CONTENT ->
                new ReasoningMessageContent(in.string("messageId"), in.string("delta"), attributedExtras(in));
            case REASONING_MESSAGE_END -> new ReasoningMessageEnd(in.string("messageId"), attributedExtras(in));
            case REASONING_MESSAGE_CHUNK ->
                new ReasoningMessageChunk(
                        in.optionalString("messageId"), in.optionalString("delta"), attributedExtras(in));
            case REASONING_END -> new ReasoningEnd(in.string("messageId"), attributedExtras(in));
            case REASONING_ENCRYPTED_VALUE ->
                new ReasoningEncryptedValue(
                        in.oneOf("subtype", EncryptedSubtype.values()),
                        in.string("entityId"),
                        in.string("encryptedValue"),
                        attributedExtras(in));
            case SUBAGENT_STARTED ->
                new SubagentStarted(
                        in.string("subagentRunId"),
                        in.string("name"),
                        in.optionalString("description"),
                        in.optionalString("parentSubagentRunId"),
                        in.optionalString("parentToolCallId"),
                        in.optionalString("parentMessageId"),
                        extras(in));
            case SUBAGENT_FINISHED ->
                new SubagentFinished(
                        in.string("subagentRunId"), in.optionalAny("result"), readSubagentOutcome(in), extras(in));
            case SUBAGENT_ERROR ->
                new SubagentError(
                        in.string("subagentRunId"), in.string("message"), in.optionalString("code"), extras(in));
        };
    }

    private static EventExtras extras(WireReader in) {
        return extras(in, null);
    }

    private static EventExtras attributedExtras(WireReader in) {
        return extras(in, in.optionalString("subagentRunId"));
    }

    private static EventExtras extras(WireReader in, @Nullable String subagentRunId) {
        return new EventExtras(
                in.optionalSafeInteger("timestamp"),
                in.optionalAny("rawEvent"),
                in.optionalObject("metadata"),
                subagentRunId);
    }

    private static @Nullable Role readTextRole(WireReader in) {
        Role role = in.optionalOneOf("role", Role.values());
        if (role != null && !role.isTextRole()) {
            throw in.problem("role", "must be the role of a text message");
        }
        return role;
    }

    private static MessageContent readToolContent(WireReader in) {
        Role role = in.optionalOneOf("role", Role.values());
        if (role != null && role != Role.TOOL) {
            throw in.problem("role", "must be tool");
        }
        return MessageCodec.readContent(in);
    }

    private static @Nullable RunAgentInput readInput(WireReader in) {
        WireReader input = in.optionalChild("input");
        return input == null ? null : InputCodec.read(input);
    }

    private static @Nullable RunOutcome readOutcome(WireReader in) {
        WireReader outcome = in.optionalChild("outcome");
        return outcome == null ? null : OutcomeCodec.read(outcome);
    }

    private static @Nullable SubagentOutcome readSubagentOutcome(WireReader in) {
        WireReader outcome = in.optionalChild("outcome");
        return outcome == null ? null : OutcomeCodec.readSubagent(outcome);
    }
}
