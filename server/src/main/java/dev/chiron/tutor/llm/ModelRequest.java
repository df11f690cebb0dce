package dev.chiron.tutor.llm;

import java.util.List;

/**
 * What a model is asked.
 *
 * @param system the instructions
 * @param conversation oldest first; the last line is the learner's
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
        if (conversation.isEmpty() || conversation.getLast().speaker() != Speaker.LEARNER) {
            throw new IllegalArgumentException("a conversation ends with what the learner says");
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
        TUTOR
    }

    /** One message of the conversation. */
    public record Line(Speaker speaker, String text) {}

    /** A stored snippet: its title, which the reply names, and its Markdown. */
    public record Passage(String title, String content) {}

    /** The learner's last message. */
    public String question() {
        return conversation.getLast().text();
    }
}
