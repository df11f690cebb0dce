package dev.chiron.agui;

import static dev.chiron.agui.AgUiEvent.*;

import java.util.List;
import java.util.stream.Stream;

/** Streams of thread {@code t} and run {@code r} that are legal up to their last event, which breaks one rule. */
final class BrokenStreams {

    record Broken(String name, Rule rule, List<AgUiEvent> legal, AgUiEvent breaking) {
        List<AgUiEvent> events() {
            return Stream.concat(legal.stream(), Stream.of(breaking)).toList();
        }

        @Override
        public String toString() {
            return rule + ": " + name;
        }
    }

    private static final AgUiEvent START = runStarted("t", "r");

    private BrokenStreams() {}

    static AgUiEvent by(String subagent, AgUiEvent event) {
        return event.with(EventExtras.ofSubagent(subagent));
    }

    static Stream<Broken> all() {
        return Stream.of(
                broken("text first", Rule.STARTS_WITH_RUN_STARTED, List.of(), textMessageStart("m")),
                broken("end first", Rule.STARTS_WITH_RUN_STARTED, List.of(), runFinished("t", "r")),
                broken("second start", Rule.ONE_RUN_AT_A_TIME, List.of(START), START),
                broken(
                        "text after the end",
                        Rule.NOTHING_AFTER_TERMINAL,
                        List.of(START, runFinished("t", "r")),
                        textMessageStart("m")),
                broken(
                        "error after the end",
                        Rule.NOTHING_AFTER_TERMINAL,
                        List.of(START, runFinished("t", "r")),
                        runError("x", null)),
                broken(
                        "end after an error",
                        Rule.NOTHING_AFTER_TERMINAL,
                        List.of(START, runError("x", null)),
                        runFinished("t", "r")),
                broken(
                        "a second run in the answer to one input",
                        Rule.NOTHING_AFTER_TERMINAL,
                        List.of(START, runFinished("t", "r")),
                        START),
                broken("start on another thread", Rule.THREAD_ID_ECHOED, List.of(), runStarted("u", "r")),
                broken("end on another thread", Rule.THREAD_ID_ECHOED, List.of(START), runFinished("u", "r")),
                broken(
                        "echo of another thread's input",
                        Rule.THREAD_ID_ECHOED,
                        List.of(),
                        new RunStarted("t", "r", "1.0", null, RunAgentInput.of("u", "r", List.of()), EventExtras.NONE)),
                broken("start of another run", Rule.RUN_ID_ECHOED, List.of(), runStarted("t", "q")),
                broken("end of another run", Rule.RUN_ID_ECHOED, List.of(START), runFinished("t", "q")),
                broken(
                        "echo of another run's input",
                        Rule.RUN_ID_ECHOED,
                        List.of(),
                        new RunStarted("t", "r", "1.0", null, RunAgentInput.of("t", "q", List.of()), EventExtras.NONE)),
                broken(
                        "no version",
                        Rule.PROTOCOL_VERSION_DECLARED,
                        List.of(),
                        new RunStarted("t", "r", null, null, null, EventExtras.NONE)),
                running("open message", Rule.ALREADY_OPEN, textMessageStart("m"), textMessageStart("m")),
                running("open tool call", Rule.ALREADY_OPEN, toolCallStart("c", "f"), toolCallStart("c", "f")),
                running("open step", Rule.ALREADY_OPEN, stepStarted("s"), stepStarted("s")),
                running("open span", Rule.ALREADY_OPEN, reasoningStart("m"), reasoningStart("m")),
                running("open reasoning", Rule.ALREADY_OPEN, reasoningMessageStart("m"), reasoningMessageStart("m")),
                running(
                        "message that another lane's chunks opened",
                        Rule.ALREADY_OPEN,
                        by("s1", textMessageChunk("m", "a")),
                        textMessageStart("m")),
                running(
                        "chunks for an open message",
                        Rule.ALREADY_OPEN,
                        textMessageStart("m"),
                        textMessageChunk("m", "a")),
                running(
                        "chunks for an open tool call",
                        Rule.ALREADY_OPEN,
                        toolCallStart("c", "f"),
                        toolCallChunk("c", "f", "a")),
                running(
                        "chunks for open reasoning",
                        Rule.ALREADY_OPEN,
                        reasoningMessageStart("m"),
                        reasoningMessageChunk("m", "a")),
                running("text without start", Rule.NOT_OPEN, textMessageContent("m", "a")),
                running(
                        "text after end",
                        Rule.NOT_OPEN,
                        textMessageStart("m"),
                        textMessageEnd("m"),
                        textMessageEnd("m")),
                running(
                        "text for a chunked message",
                        Rule.NOT_OPEN,
                        textMessageChunk("m", "a"),
                        textMessageContent("m", "b")),
                running("arguments without start", Rule.NOT_OPEN, toolCallArgs("c", "{")),
                running("call end without start", Rule.NOT_OPEN, toolCallEnd("c")),
                running("step end without start", Rule.NOT_OPEN, stepFinished("s")),
                running("another's step", Rule.NOT_OPEN, stepStarted("s"), by("s1", stepFinished("s"))),
                running("span end without start", Rule.NOT_OPEN, reasoningMessageStart("m"), reasoningEnd("m")),
                running(
                        "reasoning in a span only",
                        Rule.NOT_OPEN,
                        reasoningStart("m"),
                        reasoningMessageContent("m", "a")),
                running("reasoning end without start", Rule.NOT_OPEN, reasoningMessageEnd("m")),
                running("subagent end without start", Rule.NOT_OPEN, subagentFinished("s1")),
                running("subagent error without start", Rule.NOT_OPEN, subagentError("s1", "x", null)),
                running(
                        "subagent end twice",
                        Rule.NOT_OPEN,
                        subagentStarted("s1", "n"),
                        subagentFinished("s1"),
                        subagentFinished("s1")),
                running(
                        "subagent's text in the parent's message",
                        Rule.SAME_OWNER,
                        textMessageStart("m"),
                        by("s1", textMessageContent("m", "a"))),
                running(
                        "end by another subagent",
                        Rule.SAME_OWNER,
                        by("s1", textMessageStart("m")),
                        by("s2", textMessageEnd("m"))),
                running(
                        "reopening by another",
                        Rule.SAME_OWNER,
                        textMessageStart("m"),
                        textMessageEnd("m"),
                        by("s1", textMessageStart("m"))),
                running(
                        "subagent's call in the parent's message",
                        Rule.SAME_OWNER,
                        textMessageStart("m"),
                        by("s1", toolCallStart("c", "f", "m"))),
                running(
                        "another's arguments",
                        Rule.SAME_OWNER,
                        by("s1", toolCallStart("c", "f")),
                        by("s2", toolCallArgs("c", "{"))),
                running("another's call end", Rule.SAME_OWNER, toolCallStart("c", "f"), by("s1", toolCallEnd("c"))),
                running(
                        "call moved to another's message",
                        Rule.SAME_OWNER,
                        by("s1", textMessageStart("m")),
                        textMessageStart("n"),
                        toolCallStart("c", "f", "m"),
                        toolCallEnd("c"),
                        toolCallStart("c", "f", "n")),
                running(
                        "another's reasoning",
                        Rule.SAME_OWNER,
                        by("s1", reasoningStart("m")),
                        by("s2", reasoningMessageStart("m"))),
                running(
                        "another's activity",
                        Rule.SAME_OWNER,
                        activitySnapshot("m", "a", WireSamples.object("{}")),
                        activitySnapshot("m", "a", WireSamples.object("{}"), false)
                                .with(EventExtras.ofSubagent("s1")),
                        by("s1", activityDelta("m", "a", List.of()))),
                running(
                        "another's encrypted call",
                        Rule.SAME_OWNER,
                        by("s1", toolCallStart("c", "f")),
                        by("s2", reasoningEncryptedValue(EncryptedSubtype.TOOL_CALL, "c", "x"))),
                running(
                        "another's encrypted reasoning",
                        Rule.SAME_OWNER,
                        by("s1", reasoningMessageStart("m")),
                        by("s2", reasoningEncryptedValue(EncryptedSubtype.MESSAGE, "m", "x"))),
                running(
                        "a message of the snapshot",
                        Rule.SAME_OWNER,
                        messagesSnapshot(List.of(Message.assistant("m", "a"))),
                        by("s1", textMessageStart("m"))),
                running(
                        "a call of the snapshot",
                        Rule.SAME_OWNER,
                        messagesSnapshot(List.of(Message.assistant("m", "a", List.of(ToolCall.of("c", "f", "{}"))))),
                        by("s1", toolCallStart("c", "f"))),
                broken(
                        "a message of the echoed input",
                        Rule.SAME_OWNER,
                        List.of(runStarted(RunAgentInput.of("t", "r", List.of(Message.user("m", "a"))))),
                        by("s1", textMessageStart("m"))),
                running(
                        "another's chunk",
                        Rule.SAME_OWNER,
                        by("s1", textMessageChunk("m", "a")),
                        by("s2", textMessageChunk("m", "b"))),
                running(
                        "first chunk of another's message",
                        Rule.SAME_OWNER,
                        textMessageStart("m"),
                        textMessageEnd("m"),
                        by("s1", textMessageChunk("m", "b"))),
                running(
                        "text in an activity",
                        Rule.ONE_KIND_PER_MESSAGE_ID,
                        activitySnapshot("m", "a", WireSamples.object("{}")),
                        textMessageStart("m")),
                running(
                        "activity in a message",
                        Rule.ONE_KIND_PER_MESSAGE_ID,
                        textMessageStart("m"),
                        activityDelta("m", "a", List.of())),
                running(
                        "result in a message",
                        Rule.ONE_KIND_PER_MESSAGE_ID,
                        textMessageChunk("m", "a"),
                        toolCallResult("m", "c", "x")),
                running(
                        "reasoning in a result",
                        Rule.ONE_KIND_PER_MESSAGE_ID,
                        toolCallResult("m", "c", "x"),
                        reasoningMessageChunk("m", "a")),
                running(
                        "text in a tool message of the snapshot",
                        Rule.ONE_KIND_PER_MESSAGE_ID,
                        messagesSnapshot(List.of(Message.tool("m", "c", "x"))),
                        textMessageStart("m")),
                running(
                        "repeated id",
                        Rule.SNAPSHOT_IDS_UNIQUE,
                        messagesSnapshot(List.of(Message.user("m", "a"), Message.reasoning("m", "b")))),
                running(
                        "while active",
                        Rule.SUBAGENT_STARTED_ONCE,
                        subagentStarted("s1", "n"),
                        subagentStarted("s1", "n")),
                running(
                        "after its end",
                        Rule.SUBAGENT_STARTED_ONCE,
                        subagentStarted("s1", "n"),
                        subagentError("s1", "x", null),
                        subagentStarted("s1", "n")),
                running(
                        "unknown parent",
                        Rule.SUBAGENT_PARENT_STARTED,
                        new SubagentStarted("s1", "n", null, "s0", null, null, EventExtras.NONE)),
                running("text", Rule.CHUNK_OPENS_WITH_ID, textMessageChunk(null, "a")),
                running("reasoning", Rule.CHUNK_OPENS_WITH_ID, reasoningMessageChunk(null, "a")),
                running("call without id", Rule.CHUNK_OPENS_WITH_ID, toolCallChunk(null, "f", "{")),
                running("call without name", Rule.CHUNK_OPENS_WITH_ID, toolCallChunk("c", null, "{")),
                running(
                        "after something closed it",
                        Rule.CHUNK_OPENS_WITH_ID,
                        textMessageChunk("m", "a"),
                        stepStarted("s"),
                        textMessageChunk(null, "b")),
                running(
                        "after another kind of chunk",
                        Rule.CHUNK_OPENS_WITH_ID,
                        textMessageChunk("m", "a"),
                        toolCallChunk("c", "f", "{"),
                        textMessageChunk(null, "b")),
                running(
                        "after a snapshot",
                        Rule.CHUNK_OPENS_WITH_ID,
                        by("s1", textMessageChunk("m", "a")),
                        messagesSnapshot(List.of()),
                        by("s1", textMessageChunk(null, "b"))),
                running(
                        "after its subagent's end",
                        Rule.CHUNK_OPENS_WITH_ID,
                        subagentStarted("s1", "n"),
                        by("s1", textMessageChunk("m", "a")),
                        subagentFinished("s1"),
                        textMessageChunk(null, "b")),
                running(
                        "role",
                        Rule.CHUNK_AGREES_WITH_FIRST,
                        textMessageChunk("m", "a"),
                        new TextMessageChunk("m", Role.USER, "b", null, EventExtras.NONE)),
                running(
                        "name of the author",
                        Rule.CHUNK_AGREES_WITH_FIRST,
                        textMessageChunk("m", "a"),
                        new TextMessageChunk(null, null, "b", "n", EventExtras.NONE)),
                running(
                        "name of the tool",
                        Rule.CHUNK_AGREES_WITH_FIRST,
                        toolCallChunk("c", "f", "{"),
                        toolCallChunk("c", "g", "}")),
                running(
                        "parent of the call",
                        Rule.CHUNK_AGREES_WITH_FIRST,
                        new ToolCallChunk("c", "f", "m", "{", EventExtras.NONE),
                        new ToolCallChunk("c", null, "n", "}", EventExtras.NONE)),
                running(
                        "two subagents",
                        Rule.CHUNK_UNAMBIGUOUS,
                        by("s1", textMessageChunk("m", "a")),
                        by("s2", textMessageChunk("n", "a")),
                        textMessageChunk(null, "b")),
                running(
                        "same interrupt twice",
                        Rule.INTERRUPT_IDS_UNIQUE,
                        runFinished(
                                "t",
                                "r",
                                RunOutcome.interrupted(
                                        List.of(Interrupt.confirmation("i", "a"), Interrupt.confirmation("i", "b"))))),
                running(
                        "same call twice",
                        Rule.PENDING_CALLS_UNANSWERED,
                        toolCallStart("c", "f"),
                        toolCallEnd("c"),
                        runFinished("t", "r", RunOutcome.pending(List.of("c", "c")))),
                running(
                        "a call with a result",
                        Rule.PENDING_CALLS_UNANSWERED,
                        toolCallStart("c", "f"),
                        toolCallEnd("c"),
                        toolCallResult("m", "c", "x"),
                        runFinished("t", "r", RunOutcome.pending(List.of("c")))),
                running(
                        "a call with an answer in the snapshot",
                        Rule.PENDING_CALLS_UNANSWERED,
                        messagesSnapshot(List.of(Message.tool("m", "c", "x"))),
                        runFinished("t", "r", RunOutcome.pending(List.of("c")))));
    }

    private static Broken broken(String name, Rule rule, List<AgUiEvent> legal, AgUiEvent breaking) {
        return new Broken(name, rule, legal, breaking);
    }

    /** After RUN_STARTED; the last event is the breaking one. */
    private static Broken running(String name, Rule rule, AgUiEvent... events) {
        List<AgUiEvent> all = Stream.concat(Stream.of(START), Stream.of(events)).toList();
        return new Broken(name, rule, all.subList(0, all.size() - 1), all.getLast());
    }
}
