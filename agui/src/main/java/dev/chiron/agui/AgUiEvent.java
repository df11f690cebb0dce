package dev.chiron.agui;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One event of a run's stream. The factories take what is required and what is usual; everything else is in the records.
 * An optional member that is null, and an optional list that is empty, is not written. JSON values are not copied: do not
 * change them afterwards.
 */
public sealed interface AgUiEvent {

    /** The protocol version that this library speaks. */
    String PROTOCOL_VERSION = "1.0";

    /** What it carries besides its own members; never null. */
    EventExtras extras();

    /**
     * The same event with other extras.
     *
     * @throws IllegalArgumentException when the extras name a subagent and this event cannot belong to one
     */
    AgUiEvent with(EventExtras extras);

    /** The value of {@code type} on the wire. */
    default EventType type() {
        return switch (this) {
            case RunStarted _ -> EventType.RUN_STARTED;
            case RunFinished _ -> EventType.RUN_FINISHED;
            case RunError _ -> EventType.RUN_ERROR;
            case StepStarted _ -> EventType.STEP_STARTED;
            case StepFinished _ -> EventType.STEP_FINISHED;
            case TextMessageStart _ -> EventType.TEXT_MESSAGE_START;
            case TextMessageContent _ -> EventType.TEXT_MESSAGE_CONTENT;
            case TextMessageEnd _ -> EventType.TEXT_MESSAGE_END;
            case TextMessageChunk _ -> EventType.TEXT_MESSAGE_CHUNK;
            case ToolCallStart _ -> EventType.TOOL_CALL_START;
            case ToolCallArgs _ -> EventType.TOOL_CALL_ARGS;
            case ToolCallEnd _ -> EventType.TOOL_CALL_END;
            case ToolCallChunk _ -> EventType.TOOL_CALL_CHUNK;
            case ToolCallResult _ -> EventType.TOOL_CALL_RESULT;
            case StateSnapshot _ -> EventType.STATE_SNAPSHOT;
            case StateDelta _ -> EventType.STATE_DELTA;
            case MessagesSnapshot _ -> EventType.MESSAGES_SNAPSHOT;
            case ActivitySnapshot _ -> EventType.ACTIVITY_SNAPSHOT;
            case ActivityDelta _ -> EventType.ACTIVITY_DELTA;
            case Raw _ -> EventType.RAW;
            case Custom _ -> EventType.CUSTOM;
            case ReasoningStart _ -> EventType.REASONING_START;
            case ReasoningMessageStart _ -> EventType.REASONING_MESSAGE_START;
            case ReasoningMessageContent _ -> EventType.REASONING_MESSAGE_CONTENT;
            case ReasoningMessageEnd _ -> EventType.REASONING_MESSAGE_END;
            case ReasoningMessageChunk _ -> EventType.REASONING_MESSAGE_CHUNK;
            case ReasoningEnd _ -> EventType.REASONING_END;
            case ReasoningEncryptedValue _ -> EventType.REASONING_ENCRYPTED_VALUE;
            case SubagentStarted _ -> EventType.SUBAGENT_STARTED;
            case SubagentFinished _ -> EventType.SUBAGENT_FINISHED;
            case SubagentError _ -> EventType.SUBAGENT_ERROR;
        };
    }

    /** Whether the event ends its run. */
    default boolean terminal() {
        return this instanceof RunFinished || this instanceof RunError;
    }

    /** Opens a run, declaring "1.0". */
    static RunStarted runStarted(String threadId, String runId) {
        return new RunStarted(threadId, runId, PROTOCOL_VERSION, null, null, EventExtras.NONE);
    }

    /** Opens the run of this input and echoes it. */
    static RunStarted runStarted(RunAgentInput input) {
        return new RunStarted(
                input.threadId(), input.runId(), PROTOCOL_VERSION, input.parentRunId(), input, EventExtras.NONE);
    }

    /** Ends a run without saying how, which means success. */
    static RunFinished runFinished(String threadId, String runId) {
        return new RunFinished(threadId, runId, null, null, List.of(), EventExtras.NONE);
    }

    /** Ends a run. */
    static RunFinished runFinished(String threadId, String runId, RunOutcome outcome) {
        return new RunFinished(threadId, runId, null, outcome, List.of(), EventExtras.NONE);
    }

    /** Ends a run and says what it cost. */
    static RunFinished runFinished(String threadId, String runId, @Nullable RunOutcome outcome, List<Usage> usage) {
        return new RunFinished(threadId, runId, null, outcome, usage, EventExtras.NONE);
    }

    /** Ends a run that failed. */
    static RunError runError(String message, @Nullable String code) {
        return new RunError(message, code, List.of(), EventExtras.NONE);
    }

    /** Opens a step. */
    static StepStarted stepStarted(String stepName) {
        return new StepStarted(stepName, EventExtras.NONE);
    }

    /** Closes a step. */
    static StepFinished stepFinished(String stepName) {
        return new StepFinished(stepName, EventExtras.NONE);
    }

    /** Opens a text message of the assistant. */
    static TextMessageStart textMessageStart(String messageId) {
        return new TextMessageStart(messageId, Role.ASSISTANT, null, EventExtras.NONE);
    }

    /**
     * Opens a text message.
     *
     * @throws IllegalArgumentException when the role is not a text role
     */
    static TextMessageStart textMessageStart(String messageId, Role role) {
        return new TextMessageStart(messageId, role, null, EventExtras.NONE);
    }

    /** Appends to a text message. */
    static TextMessageContent textMessageContent(String messageId, String delta) {
        return new TextMessageContent(messageId, delta, EventExtras.NONE);
    }

    /** Closes a text message. */
    static TextMessageEnd textMessageEnd(String messageId) {
        return new TextMessageEnd(messageId, EventExtras.NONE);
    }

    /** Opens (the first needs the id) or continues a text message. */
    static TextMessageChunk textMessageChunk(@Nullable String messageId, @Nullable String delta) {
        return new TextMessageChunk(messageId, null, delta, null, EventExtras.NONE);
    }

    /** Opens a tool call that belongs to no message yet. */
    static ToolCallStart toolCallStart(String toolCallId, String toolCallName) {
        return new ToolCallStart(toolCallId, toolCallName, null, EventExtras.NONE);
    }

    /** Opens a tool call of this assistant message. */
    static ToolCallStart toolCallStart(String toolCallId, String toolCallName, @Nullable String parentMessageId) {
        return new ToolCallStart(toolCallId, toolCallName, parentMessageId, EventExtras.NONE);
    }

    /** Appends to the arguments of a tool call. */
    static ToolCallArgs toolCallArgs(String toolCallId, String delta) {
        return new ToolCallArgs(toolCallId, delta, EventExtras.NONE);
    }

    /** Closes a tool call. */
    static ToolCallEnd toolCallEnd(String toolCallId) {
        return new ToolCallEnd(toolCallId, EventExtras.NONE);
    }

    /** Opens (the first needs id and name) or continues a tool call. */
    static ToolCallChunk toolCallChunk(
            @Nullable String toolCallId, @Nullable String toolCallName, @Nullable String delta) {
        return new ToolCallChunk(toolCallId, toolCallName, null, delta, EventExtras.NONE);
    }

    /** The result of a tool that the agent executed, as text. */
    static ToolCallResult toolCallResult(String messageId, String toolCallId, String content) {
        return new ToolCallResult(messageId, toolCallId, MessageContent.of(content), EventExtras.NONE);
    }

    /** The result of a tool that the agent executed, as parts. */
    static ToolCallResult toolCallResult(String messageId, String toolCallId, List<ContentPart> content) {
        return new ToolCallResult(messageId, toolCallId, MessageContent.of(content), EventExtras.NONE);
    }

    /** Replaces the shared state; {@code null} is JSON {@code null}. */
    static StateSnapshot stateSnapshot(@Nullable JsonNode snapshot) {
        return new StateSnapshot(orNull(snapshot), EventExtras.NONE);
    }

    /** Patches the shared state. */
    static StateDelta stateDelta(List<PatchOperation> delta) {
        return new StateDelta(delta, EventExtras.NONE);
    }

    /** Restates the conversation. */
    static MessagesSnapshot messagesSnapshot(List<? extends Message> messages) {
        return new MessagesSnapshot(List.copyOf(messages), EventExtras.NONE);
    }

    /** Creates or replaces an activity. */
    static ActivitySnapshot activitySnapshot(String messageId, String activityType, ObjectNode content) {
        return new ActivitySnapshot(messageId, activityType, content, null, EventExtras.NONE);
    }

    /** Creates an activity and, only when {@code replace}, replaces it. */
    static ActivitySnapshot activitySnapshot(
            String messageId, String activityType, ObjectNode content, boolean replace) {
        return new ActivitySnapshot(messageId, activityType, content, replace, EventExtras.NONE);
    }

    /** Patches an activity. */
    static ActivityDelta activityDelta(String messageId, String activityType, List<PatchOperation> patch) {
        return new ActivityDelta(messageId, activityType, patch, EventExtras.NONE);
    }

    /** Carries an event of another system; {@code null} is JSON {@code null}. */
    static Raw raw(@Nullable JsonNode event, @Nullable String source) {
        return new Raw(orNull(event), source, EventExtras.NONE);
    }

    /** Carries an event of the application; {@code null} is JSON {@code null}. */
    static Custom custom(String name, @Nullable JsonNode value) {
        return new Custom(name, orNull(value), EventExtras.NONE);
    }

    /** Opens a reasoning span. */
    static ReasoningStart reasoningStart(String messageId) {
        return new ReasoningStart(messageId, EventExtras.NONE);
    }

    /** Opens a reasoning message. */
    static ReasoningMessageStart reasoningMessageStart(String messageId) {
        return new ReasoningMessageStart(messageId, EventExtras.NONE);
    }

    /** Appends to a reasoning message. */
    static ReasoningMessageContent reasoningMessageContent(String messageId, String delta) {
        return new ReasoningMessageContent(messageId, delta, EventExtras.NONE);
    }

    /** Closes a reasoning message. */
    static ReasoningMessageEnd reasoningMessageEnd(String messageId) {
        return new ReasoningMessageEnd(messageId, EventExtras.NONE);
    }

    /** Opens (the first needs the id) or continues a reasoning message. */
    static ReasoningMessageChunk reasoningMessageChunk(@Nullable String messageId, @Nullable String delta) {
        return new ReasoningMessageChunk(messageId, delta, EventExtras.NONE);
    }

    /** Closes a reasoning span. */
    static ReasoningEnd reasoningEnd(String messageId) {
        return new ReasoningEnd(messageId, EventExtras.NONE);
    }

    /** Carries a provider's opaque reasoning. */
    static ReasoningEncryptedValue reasoningEncryptedValue(
            EncryptedSubtype subtype, String entityId, String encryptedValue) {
        return new ReasoningEncryptedValue(subtype, entityId, encryptedValue, EventExtras.NONE);
    }

    /** Opens a subagent invocation. */
    static SubagentStarted subagentStarted(String subagentRunId, String name) {
        return new SubagentStarted(subagentRunId, name, null, null, null, null, EventExtras.NONE);
    }

    /** Ends a subagent invocation without saying how, which means success. */
    static SubagentFinished subagentFinished(String subagentRunId) {
        return new SubagentFinished(subagentRunId, null, null, EventExtras.NONE);
    }

    /** Ends a subagent invocation. */
    static SubagentFinished subagentFinished(String subagentRunId, SubagentOutcome outcome) {
        return new SubagentFinished(subagentRunId, null, outcome, EventExtras.NONE);
    }

    /** Ends a subagent invocation that failed. */
    static SubagentError subagentError(String subagentRunId, String message, @Nullable String code) {
        return new SubagentError(subagentRunId, message, code, EventExtras.NONE);
    }

    private static JsonNode orNull(@Nullable JsonNode value) {
        return value == null ? NullNode.getInstance() : value;
    }

    private static void requireTextRole(@Nullable Role role) {
        if (role != null && !role.isTextRole()) {
            throw new IllegalArgumentException("not the role of a text message: " + role);
        }
    }

    /**
     * Opens a run.
     *
     * @param threadId echoes the input's
     * @param runId echoes the input's
     * @param protocolVersion what the sender speaks; "1.0" from this library
     * @param parentRunId the run that spawned this one
     * @param input the input that is being run
     * @param extras what else it carries
     */
    record RunStarted(
            String threadId,
            String runId,
            @Nullable String protocolVersion,
            @Nullable String parentRunId,
            @Nullable RunAgentInput input,
            EventExtras extras)
            implements AgUiEvent {
        /** @throws IllegalArgumentException when the extras name a subagent */
        public RunStarted {
            extras.requireUnattributed();
        }

        @Override
        public RunStarted with(EventExtras newExtras) {
            return new RunStarted(threadId, runId, protocolVersion, parentRunId, input, newExtras);
        }
    }

    /**
     * Ends a run.
     *
     * @param threadId echoes the input's
     * @param runId echoes the input's
     * @param result anything; JSON {@code null} counts as absent
     * @param outcome how it ended; absent means success
     * @param usage what it cost; not written when empty
     * @param extras what else it carries
     */
    record RunFinished(
            String threadId,
            String runId,
            @Nullable JsonNode result,
            @Nullable RunOutcome outcome,
            List<Usage> usage,
            EventExtras extras)
            implements AgUiEvent {
        /**
         * Copies the list; takes JSON {@code null} as absent.
         *
         * @throws IllegalArgumentException when the extras name a subagent
         */
        public RunFinished {
            result = Values.absentIfNull(result);
            usage = List.copyOf(usage);
            extras.requireUnattributed();
        }

        @Override
        public RunFinished with(EventExtras newExtras) {
            return new RunFinished(threadId, runId, result, outcome, usage, newExtras);
        }
    }

    /**
     * Ends a run that failed; it names no ids.
     *
     * @param message for a person
     * @param code for a program
     * @param usage what it cost; not written when empty
     * @param extras what else it carries
     */
    record RunError(String message, @Nullable String code, List<Usage> usage, EventExtras extras) implements AgUiEvent {
        /**
         * Copies the list.
         *
         * @throws IllegalArgumentException when the extras name a subagent
         */
        public RunError {
            usage = List.copyOf(usage);
            extras.requireUnattributed();
        }

        @Override
        public RunError with(EventExtras newExtras) {
            return new RunError(message, code, usage, newExtras);
        }
    }

    /**
     * Opens a step.
     *
     * @param stepName unique among the open steps of its owner
     * @param extras what else it carries
     */
    record StepStarted(String stepName, EventExtras extras) implements AgUiEvent {
        @Override
        public StepStarted with(EventExtras newExtras) {
            return new StepStarted(stepName, newExtras);
        }
    }

    /**
     * Closes a step of the same owner.
     *
     * @param stepName the name it was opened with
     * @param extras what else it carries
     */
    record StepFinished(String stepName, EventExtras extras) implements AgUiEvent {
        @Override
        public StepFinished with(EventExtras newExtras) {
            return new StepFinished(stepName, newExtras);
        }
    }

    /**
     * Opens a text message; one that was closed before goes on where it ended.
     *
     * @param messageId the message's id
     * @param role a text role; absent means assistant
     * @param name the author's name
     * @param extras what else it carries
     */
    record TextMessageStart(
            String messageId, @Nullable Role role, @Nullable String name, EventExtras extras) implements AgUiEvent {
        /** @throws IllegalArgumentException when the role is not a text role */
        public TextMessageStart {
            requireTextRole(role);
        }

        @Override
        public TextMessageStart with(EventExtras newExtras) {
            return new TextMessageStart(messageId, role, name, newExtras);
        }
    }

    /**
     * Appends to an open text message.
     *
     * @param messageId the message's id
     * @param delta what to append, possibly empty
     * @param extras what else it carries
     */
    record TextMessageContent(String messageId, String delta, EventExtras extras) implements AgUiEvent {
        @Override
        public TextMessageContent with(EventExtras newExtras) {
            return new TextMessageContent(messageId, delta, newExtras);
        }
    }

    /**
     * Closes a text message.
     *
     * @param messageId the message's id
     * @param extras what else it carries
     */
    record TextMessageEnd(String messageId, EventExtras extras) implements AgUiEvent {
        @Override
        public TextMessageEnd with(EventExtras newExtras) {
            return new TextMessageEnd(messageId, newExtras);
        }
    }

    /**
     * Shorthand for start, content and end of a text message.
     *
     * @param messageId needed in the first chunk
     * @param role a text role; absent means assistant
     * @param delta what to append
     * @param name the author's name
     * @param extras what else it carries
     */
    record TextMessageChunk(
            @Nullable String messageId,
            @Nullable Role role,
            @Nullable String delta,
            @Nullable String name,
            EventExtras extras)
            implements AgUiEvent {
        /** @throws IllegalArgumentException when the role is not a text role */
        public TextMessageChunk {
            requireTextRole(role);
        }

        @Override
        public TextMessageChunk with(EventExtras newExtras) {
            return new TextMessageChunk(messageId, role, delta, name, newExtras);
        }
    }

    /**
     * Opens a tool call.
     *
     * @param toolCallId the call's id
     * @param toolCallName the tool's name
     * @param parentMessageId the assistant message that makes the call
     * @param extras what else it carries
     */
    record ToolCallStart(
            String toolCallId,
            String toolCallName,
            @Nullable String parentMessageId,
            EventExtras extras) implements AgUiEvent {
        @Override
        public ToolCallStart with(EventExtras newExtras) {
            return new ToolCallStart(toolCallId, toolCallName, parentMessageId, newExtras);
        }
    }

    /**
     * Appends to the JSON arguments of an open tool call.
     *
     * @param toolCallId the call's id
     * @param delta a fragment of JSON text, possibly empty
     * @param extras what else it carries
     */
    record ToolCallArgs(String toolCallId, String delta, EventExtras extras) implements AgUiEvent {
        @Override
        public ToolCallArgs with(EventExtras newExtras) {
            return new ToolCallArgs(toolCallId, delta, newExtras);
        }
    }

    /**
     * Closes a tool call.
     *
     * @param toolCallId the call's id
     * @param extras what else it carries
     */
    record ToolCallEnd(String toolCallId, EventExtras extras) implements AgUiEvent {
        @Override
        public ToolCallEnd with(EventExtras newExtras) {
            return new ToolCallEnd(toolCallId, newExtras);
        }
    }

    /**
     * Shorthand for start, arguments and end of a tool call.
     *
     * @param toolCallId needed in the first chunk
     * @param toolCallName needed in the first chunk
     * @param parentMessageId the assistant message that makes the call
     * @param delta a fragment of JSON text
     * @param extras what else it carries
     */
    record ToolCallChunk(
            @Nullable String toolCallId,
            @Nullable String toolCallName,
            @Nullable String parentMessageId,
            @Nullable String delta,
            EventExtras extras)
            implements AgUiEvent {
        @Override
        public ToolCallChunk with(EventExtras newExtras) {
            return new ToolCallChunk(toolCallId, toolCallName, parentMessageId, delta, newExtras);
        }
    }

    /**
     * The result of a tool that the agent executed; its role is always tool.
     *
     * @param messageId the id of the tool message this makes
     * @param toolCallId the call it answers
     * @param content text, or parts for peers of 1.0
     * @param extras what else it carries
     */
    record ToolCallResult(String messageId, String toolCallId, MessageContent content, EventExtras extras)
            implements AgUiEvent {
        @Override
        public ToolCallResult with(EventExtras newExtras) {
            return new ToolCallResult(messageId, toolCallId, content, newExtras);
        }
    }

    /**
     * Replaces the shared state.
     *
     * @param snapshot any JSON, also {@code null}
     * @param extras what else it carries
     */
    record StateSnapshot(JsonNode snapshot, EventExtras extras) implements AgUiEvent {
        @Override
        public StateSnapshot with(EventExtras newExtras) {
            return new StateSnapshot(snapshot, newExtras);
        }
    }

    /**
     * Patches the shared state.
     *
     * @param delta applied all or none
     * @param extras what else it carries
     */
    record StateDelta(List<PatchOperation> delta, EventExtras extras) implements AgUiEvent {
        /** Copies the list. */
        public StateDelta {
            delta = List.copyOf(delta);
        }

        @Override
        public StateDelta with(EventExtras newExtras) {
            return new StateDelta(delta, newExtras);
        }
    }

    /**
     * Restates the whole conversation; what it leaves out is dropped.
     *
     * @param messages in order, without a repeated id
     * @param extras what else it carries
     */
    record MessagesSnapshot(List<Message> messages, EventExtras extras) implements AgUiEvent {
        /**
         * Copies the list.
         *
         * @throws IllegalArgumentException when the extras name a subagent
         */
        public MessagesSnapshot {
            messages = List.copyOf(messages);
            extras.requireUnattributed();
        }

        @Override
        public MessagesSnapshot with(EventExtras newExtras) {
            return new MessagesSnapshot(messages, newExtras);
        }
    }

    /**
     * Creates or replaces an activity.
     *
     * @param messageId the activity's id among the messages
     * @param activityType what the content is
     * @param content free members, not copied
     * @param replace false only creates; absent means true
     * @param extras what else it carries
     */
    record ActivitySnapshot(
            String messageId,
            String activityType,
            ObjectNode content,
            @Nullable Boolean replace,
            EventExtras extras) implements AgUiEvent {
        @Override
        public ActivitySnapshot with(EventExtras newExtras) {
            return new ActivitySnapshot(messageId, activityType, content, replace, newExtras);
        }
    }

    /**
     * Patches an activity.
     *
     * @param messageId the activity's id among the messages
     * @param activityType what the content is
     * @param patch applied all or none
     * @param extras what else it carries
     */
    record ActivityDelta(String messageId, String activityType, List<PatchOperation> patch, EventExtras extras)
            implements AgUiEvent {
        /** Copies the list. */
        public ActivityDelta {
            patch = List.copyOf(patch);
        }

        @Override
        public ActivityDelta with(EventExtras newExtras) {
            return new ActivityDelta(messageId, activityType, patch, newExtras);
        }
    }

    /**
     * Carries an event of another system.
     *
     * @param event any JSON, also {@code null}
     * @param source the other system
     * @param extras what else it carries
     */
    record Raw(JsonNode event, @Nullable String source, EventExtras extras) implements AgUiEvent {
        @Override
        public Raw with(EventExtras newExtras) {
            return new Raw(event, source, newExtras);
        }
    }

    /**
     * Carries an event of the application.
     *
     * @param name what it is
     * @param value any JSON, also {@code null}
     * @param extras what else it carries
     */
    record Custom(String name, JsonNode value, EventExtras extras) implements AgUiEvent {
        @Override
        public Custom with(EventExtras newExtras) {
            return new Custom(name, value, newExtras);
        }
    }

    /**
     * Opens a reasoning span.
     *
     * @param messageId the span's id; a message may have the same
     * @param extras what else it carries
     */
    record ReasoningStart(String messageId, EventExtras extras) implements AgUiEvent {
        @Override
        public ReasoningStart with(EventExtras newExtras) {
            return new ReasoningStart(messageId, newExtras);
        }
    }

    /**
     * Opens a reasoning message; its role is always reasoning.
     *
     * @param messageId the message's id
     * @param extras what else it carries
     */
    record ReasoningMessageStart(String messageId, EventExtras extras) implements AgUiEvent {
        @Override
        public ReasoningMessageStart with(EventExtras newExtras) {
            return new ReasoningMessageStart(messageId, newExtras);
        }
    }

    /**
     * Appends to an open reasoning message.
     *
     * @param messageId the message's id
     * @param delta what to append, possibly empty
     * @param extras what else it carries
     */
    record ReasoningMessageContent(String messageId, String delta, EventExtras extras) implements AgUiEvent {
        @Override
        public ReasoningMessageContent with(EventExtras newExtras) {
            return new ReasoningMessageContent(messageId, delta, newExtras);
        }
    }

    /**
     * Closes a reasoning message.
     *
     * @param messageId the message's id
     * @param extras what else it carries
     */
    record ReasoningMessageEnd(String messageId, EventExtras extras) implements AgUiEvent {
        @Override
        public ReasoningMessageEnd with(EventExtras newExtras) {
            return new ReasoningMessageEnd(messageId, newExtras);
        }
    }

    /**
     * Shorthand for start, content and end of a reasoning message.
     *
     * @param messageId needed in the first chunk
     * @param delta what to append
     * @param extras what else it carries
     */
    record ReasoningMessageChunk(
            @Nullable String messageId, @Nullable String delta, EventExtras extras) implements AgUiEvent {
        @Override
        public ReasoningMessageChunk with(EventExtras newExtras) {
            return new ReasoningMessageChunk(messageId, delta, newExtras);
        }
    }

    /**
     * Closes a reasoning span.
     *
     * @param messageId the span's id
     * @param extras what else it carries
     */
    record ReasoningEnd(String messageId, EventExtras extras) implements AgUiEvent {
        @Override
        public ReasoningEnd with(EventExtras newExtras) {
            return new ReasoningEnd(messageId, newExtras);
        }
    }

    /**
     * Carries a provider's opaque reasoning, to be sent back in a later run.
     *
     * @param subtype what it belongs to
     * @param entityId the id of the message or tool call
     * @param encryptedValue opaque
     * @param extras what else it carries
     */
    record ReasoningEncryptedValue(EncryptedSubtype subtype, String entityId, String encryptedValue, EventExtras extras)
            implements AgUiEvent {
        @Override
        public ReasoningEncryptedValue with(EventExtras newExtras) {
            return new ReasoningEncryptedValue(subtype, entityId, encryptedValue, newExtras);
        }
    }

    /**
     * Opens a subagent invocation.
     *
     * @param subagentRunId unique within the run
     * @param name the subagent's name
     * @param description for a person
     * @param parentSubagentRunId the subagent that started it
     * @param parentToolCallId the call that started it
     * @param parentMessageId the message that started it
     * @param extras what else it carries
     */
    record SubagentStarted(
            String subagentRunId,
            String name,
            @Nullable String description,
            @Nullable String parentSubagentRunId,
            @Nullable String parentToolCallId,
            @Nullable String parentMessageId,
            EventExtras extras)
            implements AgUiEvent {
        /** @throws IllegalArgumentException when the extras name a subagent */
        public SubagentStarted {
            extras.requireUnattributed();
        }

        @Override
        public SubagentStarted with(EventExtras newExtras) {
            return new SubagentStarted(
                    subagentRunId,
                    name,
                    description,
                    parentSubagentRunId,
                    parentToolCallId,
                    parentMessageId,
                    newExtras);
        }
    }

    /**
     * Ends a subagent invocation.
     *
     * @param subagentRunId the invocation
     * @param result anything; JSON {@code null} counts as absent
     * @param outcome how it ended; absent means success
     * @param extras what else it carries
     */
    record SubagentFinished(
            String subagentRunId,
            @Nullable JsonNode result,
            @Nullable SubagentOutcome outcome,
            EventExtras extras) implements AgUiEvent {
        /**
         * Takes JSON {@code null} as absent.
         *
         * @throws IllegalArgumentException when the extras name a subagent
         */
        public SubagentFinished {
            result = Values.absentIfNull(result);
            extras.requireUnattributed();
        }

        @Override
        public SubagentFinished with(EventExtras newExtras) {
            return new SubagentFinished(subagentRunId, result, outcome, newExtras);
        }
    }

    /**
     * Ends a subagent invocation that failed; the run may go on.
     *
     * @param subagentRunId the invocation
     * @param message for a person
     * @param code for a program
     * @param extras what else it carries
     */
    record SubagentError(
            String subagentRunId, String message, @Nullable String code, EventExtras extras) implements AgUiEvent {
        /** @throws IllegalArgumentException when the extras name a subagent */
        public SubagentError {
            extras.requireUnattributed();
        }

        @Override
        public SubagentError with(EventExtras newExtras) {
            return new SubagentError(subagentRunId, message, code, newExtras);
        }
    }
}
