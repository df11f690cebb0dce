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
import dev.chiron.agui.Message.ActivityMessage;
import dev.chiron.agui.Message.AssistantMessage;
import dev.chiron.agui.Message.DeveloperMessage;
import dev.chiron.agui.Message.ReasoningMessage;
import dev.chiron.agui.Message.SystemMessage;
import dev.chiron.agui.Message.ToolMessage;
import dev.chiron.agui.Message.UserMessage;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a stream has open and who owns it. {@link #check} asks whether an event may come next and changes nothing; {@link
 * #apply} makes it the last event, legal or not, so that a verifier can go on after a breach.
 */
final class StreamState {

    /** A broken rule and how it was broken. */
    record Breach(Rule rule, String detail) {}

    private enum Phase {
        BEFORE,
        RUNNING,
        ENDED
    }

    private enum Kind {
        TEXT_MESSAGE("text message"),
        REASONING_MESSAGE("reasoning message"),
        REASONING_SPAN("reasoning span"),
        TOOL_CALL("tool call"),
        STEP("step"),
        SUBAGENT("subagent");

        private final String words;

        Kind(String words) {
            this.words = words;
        }
    }

    private enum MessageKind {
        TEXT,
        TOOL_RESULT,
        REASONING,
        ACTIVITY
    }

    /** A step's name is unique only within its owner, so the owner is part of its identity. */
    private record Item(Kind kind, String id, @Nullable String stepOwner) {
        static Item of(Kind kind, String id) {
            return new Item(kind, id, null);
        }

        static Item step(String name, @Nullable String owner) {
            return new Item(Kind.STEP, name, owner);
        }

        String words() {
            return kind.words + " '" + id + "'";
        }
    }

    /** Who an item belongs to; absent is the parent agent, which owns as much as a subagent does. */
    private record Owner(@Nullable String subagentRunId) {
        static final Owner PARENT = new Owner(null);

        String words() {
            return subagentRunId == null ? "the parent agent" : "subagent '" + subagentRunId + "'";
        }
    }

    /** A chunk event of any kind: what it says besides its delta. */
    private record Chunk(
            Kind kind,
            @Nullable String id,
            Map<String, String> said,
            @Nullable String tag) {}

    /** The item that chunks are assembling in one lane. */
    private record ChunkedItem(Kind kind, String id, Map<String, String> said) {}

    private final String threadId;
    private final @Nullable String runId;

    private Phase phase = Phase.BEFORE;
    private @Nullable String activeRunId;
    private final LinkedHashSet<Item> open = new LinkedHashSet<>();
    private final Map<Owner, ChunkedItem> lanes = new LinkedHashMap<>();
    private final Map<String, Owner> messageOwners = new HashMap<>();
    private final Map<String, Owner> reasoningOwners = new HashMap<>();
    private final Map<String, Owner> toolCallOwners = new HashMap<>();
    private final Map<String, Owner> activityOwners = new HashMap<>();
    private final Map<String, MessageKind> messageKinds = new HashMap<>();
    private final Set<String> subagents = new HashSet<>();
    private final Set<String> answeredCalls = new HashSet<>();

    /** @param runId the only run of the stream, or null for a stream of several */
    StreamState(String threadId, @Nullable String runId) {
        this.threadId = threadId;
        this.runId = runId;
    }

    boolean terminated() {
        return phase == Phase.ENDED;
    }

    /** Null when the event may come next; what is still open at RUN_FINISHED is asked by {@link #checkAllClosed}. */
    @Nullable
    Breach check(AgUiEvent event) {
        Breach outOfPhase = checkPhase(event);
        if (outOfPhase != null) {
            return outOfPhase;
        }
        String tag = event.extras().subagentRunId();
        return switch (event) {
            case RunStarted e -> checkRunStarted(e);
            case RunFinished e -> checkRunFinished(e);
            case RunError _ -> null;
            case StepStarted e -> checkNotOpen(Item.step(e.stepName(), tag), tag);
            case StepFinished e -> checkOpen(Item.step(e.stepName(), tag));
            case TextMessageStart e -> checkTextStart(e.messageId(), tag);
            case TextMessageContent e -> checkTextContinued(e.messageId(), tag);
            case TextMessageEnd e -> checkTextContinued(e.messageId(), tag);
            case TextMessageChunk e -> checkChunk(chunk(e));
            case ToolCallStart e -> checkToolCallStart(e.toolCallId(), e.parentMessageId(), tag);
            case ToolCallArgs e -> checkToolCallContinued(e.toolCallId(), tag);
            case ToolCallEnd e -> checkToolCallContinued(e.toolCallId(), tag);
            case ToolCallChunk e -> checkChunk(chunk(e));
            case ToolCallResult e -> checkMessageKind(e.messageId(), MessageKind.TOOL_RESULT);
            case StateSnapshot _, StateDelta _, Raw _, Custom _ -> null;
            case MessagesSnapshot e -> checkSnapshot(e.messages());
            case ActivitySnapshot e -> checkMessageKind(e.messageId(), MessageKind.ACTIVITY);
            case ActivityDelta e ->
                first(
                        checkMessageKind(e.messageId(), MessageKind.ACTIVITY),
                        checkOwner(activityOwners.get(e.messageId()), tag, "activity '" + e.messageId() + "'"));
            case ReasoningStart e -> checkReasoningStart(Item.of(Kind.REASONING_SPAN, e.messageId()), tag);
            case ReasoningMessageStart e -> checkReasoningMessageStart(e.messageId(), tag);
            case ReasoningMessageContent e ->
                checkReasoningContinued(Item.of(Kind.REASONING_MESSAGE, e.messageId()), tag);
            case ReasoningMessageEnd e -> checkReasoningContinued(Item.of(Kind.REASONING_MESSAGE, e.messageId()), tag);
            case ReasoningMessageChunk e -> checkChunk(chunk(e));
            case ReasoningEnd e -> checkReasoningContinued(Item.of(Kind.REASONING_SPAN, e.messageId()), tag);
            case ReasoningEncryptedValue e ->
                checkOwner(encryptedOwner(e), tag, "the encrypted value of '" + e.entityId() + "'");
            case SubagentStarted e -> checkSubagentStarted(e);
            case SubagentFinished e -> checkOpen(Item.of(Kind.SUBAGENT, e.subagentRunId()));
            case SubagentError e -> checkOpen(Item.of(Kind.SUBAGENT, e.subagentRunId()));
        };
    }

    /** Null when nothing is open; chunked items are closed by the run's end itself. */
    @Nullable
    Breach checkAllClosed() {
        return open.isEmpty()
                ? null
                : new Breach(
                        Rule.ALL_CLOSED,
                        "RUN_FINISHED while open: "
                                + String.join(
                                        ", ", open.stream().map(Item::words).toList()));
    }

    /** Makes the event the last one. */
    void apply(AgUiEvent event) {
        String tag = event.extras().subagentRunId();
        closeLanes(event);
        if (phase == Phase.BEFORE) {
            phase = Phase.RUNNING;
        }
        switch (event) {
            case RunStarted e -> startRun(e);
            case RunFinished _, RunError _ -> phase = Phase.ENDED;
            case StepStarted e -> open.add(Item.step(e.stepName(), tag));
            case StepFinished e -> open.remove(Item.step(e.stepName(), tag));
            case TextMessageStart e -> {
                open.add(Item.of(Kind.TEXT_MESSAGE, e.messageId()));
                nameTextMessage(e.messageId(), tag);
            }
            case TextMessageEnd e -> open.remove(Item.of(Kind.TEXT_MESSAGE, e.messageId()));
            case TextMessageChunk e -> applyChunk(chunk(e));
            case ToolCallStart e -> {
                open.add(Item.of(Kind.TOOL_CALL, e.toolCallId()));
                nameToolCall(e.toolCallId(), e.parentMessageId(), tag);
            }
            case ToolCallEnd e -> open.remove(Item.of(Kind.TOOL_CALL, e.toolCallId()));
            case ToolCallChunk e -> applyChunk(chunk(e));
            case ToolCallResult e -> {
                messageKinds.put(e.messageId(), MessageKind.TOOL_RESULT);
                messageOwners.put(e.messageId(), new Owner(tag));
                answeredCalls.add(e.toolCallId());
            }
            case MessagesSnapshot e -> e.messages().forEach(message -> seed(message, true));
            case ActivitySnapshot e -> {
                messageKinds.put(e.messageId(), MessageKind.ACTIVITY);
                if (!Boolean.FALSE.equals(e.replace())) {
                    activityOwners.put(e.messageId(), new Owner(tag));
                } else {
                    activityOwners.putIfAbsent(e.messageId(), new Owner(tag));
                }
            }
            case ReasoningStart e -> {
                open.add(Item.of(Kind.REASONING_SPAN, e.messageId()));
                reasoningOwners.putIfAbsent(e.messageId(), new Owner(tag));
            }
            case ReasoningMessageStart e -> {
                open.add(Item.of(Kind.REASONING_MESSAGE, e.messageId()));
                nameReasoningMessage(e.messageId(), tag);
            }
            case ReasoningMessageEnd e -> open.remove(Item.of(Kind.REASONING_MESSAGE, e.messageId()));
            case ReasoningMessageChunk e -> applyChunk(chunk(e));
            case ReasoningEnd e -> open.remove(Item.of(Kind.REASONING_SPAN, e.messageId()));
            case SubagentStarted e -> {
                open.add(Item.of(Kind.SUBAGENT, e.subagentRunId()));
                subagents.add(e.subagentRunId());
            }
            case SubagentFinished e -> open.remove(Item.of(Kind.SUBAGENT, e.subagentRunId()));
            case SubagentError e -> open.remove(Item.of(Kind.SUBAGENT, e.subagentRunId()));
            case TextMessageContent _,
                    ToolCallArgs _,
                    ReasoningMessageContent _,
                    StateSnapshot _,
                    StateDelta _,
                    ActivityDelta _,
                    Raw _,
                    Custom _,
                    ReasoningEncryptedValue _ -> {}
        }
    }

    /** What closes everything that is open, the last opened first, when this terminal event comes next. */
    List<AgUiEvent> closing(AgUiEvent terminal) {
        List<AgUiEvent> closing = new ArrayList<>();
        for (Item item : open.reversed()) {
            String owner = ownerOf(item).subagentRunId();
            EventExtras extras = owner == null ? EventExtras.NONE : EventExtras.ofSubagent(owner);
            closing.add(
                    switch (item.kind()) {
                        case TEXT_MESSAGE -> new TextMessageEnd(item.id(), extras);
                        case REASONING_MESSAGE -> new ReasoningMessageEnd(item.id(), extras);
                        case REASONING_SPAN -> new ReasoningEnd(item.id(), extras);
                        case TOOL_CALL -> new ToolCallEnd(item.id(), extras);
                        case STEP -> new StepFinished(item.id(), extras);
                        case SUBAGENT -> closingSubagent(item.id(), terminal);
                    });
        }
        return closing;
    }

    /** Who owns it now: a messages snapshot may have given an open message to another than its opener. */
    private Owner ownerOf(Item item) {
        Owner owner =
                switch (item.kind()) {
                    case TEXT_MESSAGE -> messageOwners.get(item.id());
                    case REASONING_MESSAGE, REASONING_SPAN -> reasoningOwners.get(item.id());
                    case TOOL_CALL -> toolCallOwners.get(item.id());
                    case STEP -> new Owner(item.stepOwner());
                    case SUBAGENT -> Owner.PARENT;
                };
        return owner == null ? Owner.PARENT : owner;
    }

    private static AgUiEvent closingSubagent(String id, AgUiEvent terminal) {
        if (terminal instanceof RunError error) {
            return AgUiEvent.subagentError(id, error.message(), error.code());
        }
        if (!(terminal instanceof RunFinished finished) || finished.outcome() == null) {
            return AgUiEvent.subagentFinished(id);
        }
        return switch (finished.outcome()) {
            case RunOutcome.Success _ -> AgUiEvent.subagentFinished(id);
            case RunOutcome.Interrupted(List<Interrupt> interrupts) ->
                AgUiEvent.subagentFinished(
                        id,
                        new SubagentOutcome.Suspended(interrupts.stream()
                                .filter(interrupt -> id.equals(interrupt.subagentRunId()))
                                .map(Interrupt::id)
                                .toList()));
            case RunOutcome.Cancelled _ -> AgUiEvent.subagentError(id, "The run was cancelled.", "cancelled");
        };
    }

    // --- runs

    private @Nullable Breach checkPhase(AgUiEvent event) {
        return switch (phase) {
            case BEFORE ->
                event instanceof RunStarted || event instanceof RunError
                        ? null
                        : new Breach(Rule.STARTS_WITH_RUN_STARTED, event.type() + " comes first");
            case RUNNING ->
                event instanceof RunStarted
                        ? new Breach(Rule.ONE_RUN_AT_A_TIME, "RUN_STARTED while run '" + activeRunId + "' is active")
                        : null;
            case ENDED ->
                event instanceof RunStarted && runId == null
                        ? null
                        : new Breach(Rule.NOTHING_AFTER_TERMINAL, event.type() + " after the run's end");
        };
    }

    private @Nullable Breach checkRunStarted(RunStarted event) {
        if (event.protocolVersion() == null) {
            return new Breach(Rule.PROTOCOL_VERSION_DECLARED, "RUN_STARTED without protocolVersion");
        }
        RunAgentInput input = event.input();
        return first(
                checkThreadId(event.type(), event.threadId()),
                input == null ? null : checkThreadId(event.type(), input.threadId()),
                runId == null ? null : checkRunId(event.type(), runId, event.runId()),
                input == null ? null : checkRunId(event.type(), event.runId(), input.runId()));
    }

    private @Nullable Breach checkRunFinished(RunFinished event) {
        return first(
                checkThreadId(event.type(), event.threadId()),
                activeRunId == null ? null : checkRunId(event.type(), activeRunId, event.runId()),
                event.outcome() == null ? null : checkOutcome(event.outcome()));
    }

    private @Nullable Breach checkOutcome(RunOutcome outcome) {
        return switch (outcome) {
            case RunOutcome.Success(List<String> pending) -> checkPending(pending);
            case RunOutcome.Interrupted(List<Interrupt> interrupts) -> {
                String repeated =
                        repeated(interrupts.stream().map(Interrupt::id).toList());
                yield repeated == null
                        ? null
                        : new Breach(Rule.INTERRUPT_IDS_UNIQUE, "interrupt '" + repeated + "' twice");
            }
            case RunOutcome.Cancelled _ -> null;
        };
    }

    private @Nullable Breach checkPending(List<String> pending) {
        String repeated = repeated(pending);
        if (repeated != null) {
            return new Breach(Rule.PENDING_CALLS_UNANSWERED, "tool call '" + repeated + "' is pending twice");
        }
        for (String call : pending) {
            if (answeredCalls.contains(call)) {
                return new Breach(Rule.PENDING_CALLS_UNANSWERED, "tool call '" + call + "' has a result");
            }
        }
        return null;
    }

    private @Nullable Breach checkThreadId(EventType type, String actual) {
        return actual.equals(threadId)
                ? null
                : new Breach(Rule.THREAD_ID_ECHOED, type + " on thread '" + actual + "', not '" + threadId + "'");
    }

    private static @Nullable Breach checkRunId(EventType type, String expected, String actual) {
        return actual.equals(expected)
                ? null
                : new Breach(Rule.RUN_ID_ECHOED, type + " of run '" + actual + "', not '" + expected + "'");
    }

    private void startRun(RunStarted event) {
        phase = Phase.RUNNING;
        activeRunId = event.runId();
        open.clear();
        messageOwners.clear();
        reasoningOwners.clear();
        toolCallOwners.clear();
        activityOwners.clear();
        messageKinds.clear();
        subagents.clear();
        answeredCalls.clear();
        if (event.input() != null) {
            event.input().messages().forEach(message -> seed(message, false));
        }
    }

    /** A snapshot rewrites who owns a message; the echo of an input only says it for messages not seen yet. */
    private void seed(Message message, boolean authoritative) {
        Owner owner = new Owner(message.extras().subagentRunId());
        switch (message) {
            case DeveloperMessage _, SystemMessage _, UserMessage _ ->
                seed(message.id(), MessageKind.TEXT, messageOwners, owner, authoritative);
            case AssistantMessage m -> {
                seed(m.id(), MessageKind.TEXT, messageOwners, owner, authoritative);
                for (ToolCall call : m.toolCalls()) {
                    put(toolCallOwners, call.id(), owner, authoritative);
                }
            }
            case ToolMessage m -> {
                seed(m.id(), MessageKind.TOOL_RESULT, messageOwners, owner, authoritative);
                answeredCalls.add(m.toolCallId());
            }
            case ReasoningMessage m -> seed(m.id(), MessageKind.REASONING, reasoningOwners, owner, authoritative);
            case ActivityMessage m -> seed(m.id(), MessageKind.ACTIVITY, activityOwners, owner, authoritative);
        }
    }

    private void seed(String id, MessageKind kind, Map<String, Owner> owners, Owner owner, boolean authoritative) {
        put(messageKinds, id, kind, authoritative);
        put(owners, id, owner, authoritative);
    }

    private static <V> void put(Map<String, V> map, String key, V value, boolean replace) {
        if (replace) {
            map.put(key, value);
        } else {
            map.putIfAbsent(key, value);
        }
    }

    // --- items

    private @Nullable Breach checkTextStart(String messageId, @Nullable String tag) {
        Item item = Item.of(Kind.TEXT_MESSAGE, messageId);
        return first(
                checkNotOpen(item, tag),
                checkMessageKind(messageId, MessageKind.TEXT),
                checkOwner(messageOwners.get(messageId), tag, item.words()));
    }

    private @Nullable Breach checkTextContinued(String messageId, @Nullable String tag) {
        Item item = Item.of(Kind.TEXT_MESSAGE, messageId);
        return first(checkOpen(item), checkOwner(messageOwners.get(messageId), tag, item.words()));
    }

    private void nameTextMessage(String messageId, @Nullable String tag) {
        messageKinds.put(messageId, MessageKind.TEXT);
        // An untagged reopening agrees with any owner, so it must not take the message from its first one.
        messageOwners.putIfAbsent(messageId, new Owner(tag));
    }

    private @Nullable Breach checkToolCallStart(
            String toolCallId, @Nullable String parentMessageId, @Nullable String tag) {
        Item item = Item.of(Kind.TOOL_CALL, toolCallId);
        Owner parent = parentMessageId == null ? null : messageOwners.get(parentMessageId);
        Owner known = toolCallOwners.get(toolCallId);
        Breach breach = first(
                checkNotOpen(item, tag),
                checkOwner(parent, tag, item.words() + " of message '" + parentMessageId + "'"),
                checkOwner(known, tag, item.words()));
        if (breach == null && tag == null && parent != null && known != null && !parent.equals(known)) {
            return new Breach(
                    Rule.SAME_OWNER,
                    item.words() + " belongs to " + known.words() + ", its message to " + parent.words());
        }
        return breach;
    }

    private @Nullable Breach checkToolCallContinued(String toolCallId, @Nullable String tag) {
        Item item = Item.of(Kind.TOOL_CALL, toolCallId);
        return first(checkOpen(item), checkOwner(toolCallOwners.get(toolCallId), tag, item.words()));
    }

    private void nameToolCall(String toolCallId, @Nullable String parentMessageId, @Nullable String tag) {
        Owner parent = parentMessageId == null || tag != null ? null : messageOwners.get(parentMessageId);
        toolCallOwners.putIfAbsent(toolCallId, parent == null ? new Owner(tag) : parent);
    }

    private @Nullable Breach checkReasoningStart(Item item, @Nullable String tag) {
        return first(checkNotOpen(item, tag), checkOwner(reasoningOwners.get(item.id()), tag, item.words()));
    }

    private @Nullable Breach checkReasoningMessageStart(String messageId, @Nullable String tag) {
        return first(
                checkReasoningStart(Item.of(Kind.REASONING_MESSAGE, messageId), tag),
                checkMessageKind(messageId, MessageKind.REASONING));
    }

    private @Nullable Breach checkReasoningContinued(Item item, @Nullable String tag) {
        return first(checkOpen(item), checkOwner(reasoningOwners.get(item.id()), tag, item.words()));
    }

    private void nameReasoningMessage(String messageId, @Nullable String tag) {
        messageKinds.put(messageId, MessageKind.REASONING);
        reasoningOwners.putIfAbsent(messageId, new Owner(tag));
    }

    private @Nullable Owner encryptedOwner(ReasoningEncryptedValue event) {
        return switch (event.subtype()) {
            case TOOL_CALL -> toolCallOwners.get(event.entityId());
            case MESSAGE -> {
                Owner owner = messageOwners.get(event.entityId());
                yield owner == null ? reasoningOwners.get(event.entityId()) : owner;
            }
        };
    }

    private @Nullable Breach checkSubagentStarted(SubagentStarted event) {
        if (subagents.contains(event.subagentRunId())) {
            return new Breach(Rule.SUBAGENT_STARTED_ONCE, "subagent '" + event.subagentRunId() + "' again");
        }
        String parent = event.parentSubagentRunId();
        return parent == null || subagents.contains(parent)
                ? null
                : new Breach(Rule.SUBAGENT_PARENT_STARTED, "parent '" + parent + "' was not started");
    }

    private @Nullable Breach checkSnapshot(List<Message> messages) {
        String repeated = repeated(messages.stream().map(Message::id).toList());
        return repeated == null ? null : new Breach(Rule.SNAPSHOT_IDS_UNIQUE, "message '" + repeated + "' twice");
    }

    private @Nullable Breach checkMessageKind(String messageId, MessageKind kind) {
        MessageKind known = messageKinds.get(messageId);
        return known == null || known == kind
                ? null
                : new Breach(Rule.ONE_KIND_PER_MESSAGE_ID, "message '" + messageId + "' is " + known + ", not " + kind);
    }

    /** An item that chunks opened counts as open, unless this very event closes its lane. */
    private @Nullable Breach checkNotOpen(Item item, @Nullable String tag) {
        Owner lane = laneHolding(item.kind(), item.id());
        boolean chunked = lane != null && !lane.equals(new Owner(tag));
        return chunked || open.contains(item) ? new Breach(Rule.ALREADY_OPEN, item.words() + " is open already") : null;
    }

    private @Nullable Breach checkOpen(Item item) {
        return open.contains(item) ? null : new Breach(Rule.NOT_OPEN, item.words() + " is not open");
    }

    /** An event without a tag agrees with every owner. */
    private static @Nullable Breach checkOwner(@Nullable Owner owner, @Nullable String tag, String words) {
        return tag == null || owner == null || tag.equals(owner.subagentRunId())
                ? null
                : new Breach(Rule.SAME_OWNER, words + " belongs to " + owner.words() + ", not subagent '" + tag + "'");
    }

    // --- chunks: one lane per owner, each assembling at most one item

    private static Chunk chunk(TextMessageChunk event) {
        Map<String, String> said = new HashMap<>();
        if (event.role() != null) {
            said.put("role", Values.wireName(event.role()));
        }
        say(said, "name", event.name());
        return new Chunk(
                Kind.TEXT_MESSAGE, event.messageId(), said, event.extras().subagentRunId());
    }

    private static Chunk chunk(ToolCallChunk event) {
        Map<String, String> said = new HashMap<>();
        say(said, "toolCallName", event.toolCallName());
        say(said, "parentMessageId", event.parentMessageId());
        return new Chunk(
                Kind.TOOL_CALL, event.toolCallId(), said, event.extras().subagentRunId());
    }

    private static Chunk chunk(ReasoningMessageChunk event) {
        return new Chunk(
                Kind.REASONING_MESSAGE,
                event.messageId(),
                Map.of(),
                event.extras().subagentRunId());
    }

    private static void say(Map<String, String> said, String field, @Nullable String value) {
        if (value != null) {
            said.put(field, value);
        }
    }

    private @Nullable Breach checkChunk(Chunk chunk) {
        if (chunk.id() == null && chunk.tag() == null && !continues(lanes.get(Owner.PARENT), chunk)) {
            long candidates = lanes.values().stream()
                    .filter(item -> item.kind() == chunk.kind())
                    .count();
            if (candidates > 1) {
                return new Breach(Rule.CHUNK_UNAMBIGUOUS, candidates + " lanes have an open " + chunk.kind().words);
            }
        }
        Owner lane = laneOf(chunk);
        if (chunk.tag() != null && !chunk.tag().equals(lane.subagentRunId())) {
            return new Breach(
                    Rule.SAME_OWNER, "chunk of subagent '" + chunk.tag() + "' for an item of " + lane.words());
        }
        ChunkedItem item = lanes.get(lane);
        if (item != null && continues(item, chunk)) {
            return chunk.said().entrySet().stream()
                    .filter(entry -> !entry.getValue().equals(item.said().get(entry.getKey())))
                    .findFirst()
                    .map(entry -> new Breach(
                            Rule.CHUNK_AGREES_WITH_FIRST,
                            "chunk changes " + entry.getKey() + " of " + item.kind().words + " '" + item.id() + "'"))
                    .orElse(null);
        }
        return checkFirstChunk(chunk);
    }

    private @Nullable Breach checkFirstChunk(Chunk chunk) {
        String id = chunk.id();
        if (id == null) {
            return new Breach(Rule.CHUNK_OPENS_WITH_ID, "first chunk of a " + chunk.kind().words + " without id");
        }
        return switch (chunk.kind()) {
            case TEXT_MESSAGE -> checkTextStart(id, chunk.tag());
            case REASONING_MESSAGE -> checkReasoningMessageStart(id, chunk.tag());
            case TOOL_CALL ->
                chunk.said().containsKey("toolCallName")
                        ? checkToolCallStart(id, chunk.said().get("parentMessageId"), chunk.tag())
                        : new Breach(Rule.CHUNK_OPENS_WITH_ID, "first chunk of tool call '" + id + "' without a name");
            case REASONING_SPAN, STEP, SUBAGENT -> throw new AssertionError("not a kind of chunk: " + chunk.kind());
        };
    }

    private void applyChunk(Chunk chunk) {
        Owner lane = laneOf(chunk);
        String id = chunk.id();
        if (id == null || continues(lanes.get(lane), chunk)) {
            return;
        }
        Map<String, String> said = new HashMap<>(chunk.said());
        if (chunk.kind() == Kind.TEXT_MESSAGE) {
            said.putIfAbsent("role", Values.wireName(Role.ASSISTANT));
            nameTextMessage(id, chunk.tag());
        } else if (chunk.kind() == Kind.TOOL_CALL) {
            nameToolCall(id, said.get("parentMessageId"), chunk.tag());
        } else {
            nameReasoningMessage(id, chunk.tag());
        }
        lanes.remove(lane);
        lanes.put(lane, new ChunkedItem(chunk.kind(), id, said));
    }

    private static boolean continues(@Nullable ChunkedItem item, Chunk chunk) {
        return item != null
                && item.kind() == chunk.kind()
                && (chunk.id() == null || chunk.id().equals(item.id()));
    }

    private Owner laneOf(Chunk chunk) {
        if (chunk.id() != null) {
            Owner holder = laneHolding(chunk.kind(), chunk.id());
            return holder == null ? new Owner(chunk.tag()) : holder;
        }
        if (chunk.tag() != null || continues(lanes.get(Owner.PARENT), chunk)) {
            return new Owner(chunk.tag());
        }
        return lanes.entrySet().stream()
                .filter(entry -> entry.getValue().kind() == chunk.kind())
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(Owner.PARENT);
    }

    private @Nullable Owner laneHolding(Kind kind, String id) {
        for (Map.Entry<Owner, ChunkedItem> lane : lanes.entrySet()) {
            if (lane.getValue().kind() == kind && lane.getValue().id().equals(id)) {
                return lane.getKey();
            }
        }
        return null;
    }

    private void closeLanes(AgUiEvent event) {
        switch (event) {
            case RunStarted _, RunFinished _, RunError _, MessagesSnapshot _ -> lanes.clear();
            case TextMessageStart _,
                    TextMessageContent _,
                    TextMessageEnd _,
                    ToolCallStart _,
                    ToolCallArgs _,
                    ToolCallEnd _,
                    ToolCallResult _,
                    StateSnapshot _,
                    StateDelta _,
                    Custom _,
                    StepStarted _,
                    StepFinished _,
                    ReasoningStart _,
                    ReasoningMessageStart _,
                    ReasoningMessageContent _,
                    ReasoningMessageEnd _,
                    ReasoningEnd _ -> lanes.remove(new Owner(event.extras().subagentRunId()));
            case SubagentFinished e -> lanes.remove(new Owner(e.subagentRunId()));
            case SubagentError e -> lanes.remove(new Owner(e.subagentRunId()));
            case Raw _,
                    ActivitySnapshot _,
                    ActivityDelta _,
                    ReasoningEncryptedValue _,
                    SubagentStarted _,
                    TextMessageChunk _,
                    ToolCallChunk _,
                    ReasoningMessageChunk _ -> {}
        }
    }

    // --- small things

    private static @Nullable Breach first(@Nullable Breach... breaches) {
        for (Breach breach : breaches) {
            if (breach != null) {
                return breach;
            }
        }
        return null;
    }

    private static @Nullable String repeated(Collection<String> ids) {
        Set<String> seen = new HashSet<>();
        return ids.stream().filter(id -> !seen.add(id)).findFirst().orElse(null);
    }
}
