package dev.chiron.tutor.llm;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a model is asked.
 *
 * @param system the instructions
 * @param conversation oldest first; the last line is the learner's, or the result of a tool that was called. Right after
 *     a line that calls tools stands a result for each of its calls, in their order
 * @param passages what the reply should rest on; already part of {@code system}, and here for a model that does
 *     not read instructions
 * @param topics what the library knows; for the same reader
 * @param learner a stable name for the learner that says nothing about them
 * @param tools what the model may call; each name once. A model that cannot call any ignores them
 */
public record ModelRequest(
        String system,
        List<Line> conversation,
        List<Passage> passages,
        List<String> topics,
        String learner,
        List<Tool> tools) {

    public ModelRequest {
        conversation = List.copyOf(conversation);
        passages = List.copyOf(passages);
        topics = List.copyOf(topics);
        tools = List.copyOf(tools);
        if (tools.stream().map(Tool::name).distinct().count() < tools.size()) {
            throw new IllegalArgumentException("two tools have the same name");
        }
        if (conversation.isEmpty() || conversation.getLast().speaker() == Speaker.TUTOR) {
            throw new IllegalArgumentException("a conversation ends with what the learner says, or a tool's result");
        }
    }

    /** A request that offers no tools. */
    public ModelRequest(
            String system, List<Line> conversation, List<Passage> passages, List<String> topics, String learner) {
        this(system, conversation, passages, topics, learner, List.of());
    }

    /** The same request with these tools instead of its own. */
    public ModelRequest withTools(List<Tool> offered) {
        return new ModelRequest(system, conversation, passages, topics, learner, offered);
    }

    /** Who speaks. */
    public enum Speaker {
        LEARNER,
        TUTOR,
        /** What the tutor has called, in the learner's own client. */
        TOOL
    }

    /**
     * One message of the conversation.
     *
     * @param text may be empty where the tutor only calls tools
     * @param calls what the tutor calls after it has said this; none for the others
     * @param answers the id of the call whose result this is; null for all that are no results
     */
    public record Line(
            Speaker speaker,
            String text,
            List<ToolCall> calls,
            @Nullable String answers) {

        /** @throws IllegalArgumentException when somebody else than the tutor calls, or than a tool answers */
        public Line {
            calls = List.copyOf(calls);
            if ((speaker == Speaker.TOOL) != (answers != null)) {
                throw new IllegalArgumentException("a tool's line, and no other, is the result of a call");
            }
            if (!calls.isEmpty() && speaker != Speaker.TUTOR) {
                throw new IllegalArgumentException("only the tutor calls tools");
            }
        }

        /** Words and nothing else. */
        public Line(Speaker speaker, String text) {
            this(speaker, text, List.of(), null);
        }

        /** The tutor says something, possibly nothing, and calls tools. */
        public static Line calling(String text, List<ToolCall> calls) {
            return new Line(Speaker.TUTOR, text, calls, null);
        }

        /** What came of a call. */
        public static Line result(String callId, String text) {
            return new Line(Speaker.TOOL, text, List.of(), callId);
        }
    }

    /** A stored snippet: its title, which the reply names, and its Markdown. */
    public record Passage(String title, String content) {}

    /** The learner's last message; empty when none is left in this conversation. */
    public String question() {
        return question(conversation);
    }

    /** The learner's last message in a conversation; empty when there is none. */
    public static String question(List<Line> conversation) {
        return conversation.reversed().stream()
                .filter(line -> line.speaker() == Speaker.LEARNER)
                .map(Line::text)
                .findFirst()
                .orElse("");
    }
}
