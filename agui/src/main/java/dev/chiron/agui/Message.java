package dev.chiron.agui;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** A message of a conversation; ids are unique within a thread, whatever the role. */
public sealed interface Message {

    /** The message's id. */
    String id();

    /** What it carries besides its own members. */
    MessageExtras extras();

    /** The value of {@code role} on the wire. */
    default Role role() {
        return switch (this) {
            case DeveloperMessage _ -> Role.DEVELOPER;
            case SystemMessage _ -> Role.SYSTEM;
            case AssistantMessage _ -> Role.ASSISTANT;
            case UserMessage _ -> Role.USER;
            case ToolMessage _ -> Role.TOOL;
            case ActivityMessage _ -> Role.ACTIVITY;
            case ReasoningMessage _ -> Role.REASONING;
        };
    }

    /** A message of the agent's developer. */
    static DeveloperMessage developer(String id, String content) {
        return new DeveloperMessage(id, content, MessageExtras.NONE);
    }

    /** A system prompt. */
    static SystemMessage system(String id, String content) {
        return new SystemMessage(id, content, MessageExtras.NONE);
    }

    /** A person's text. */
    static UserMessage user(String id, String text) {
        return new UserMessage(id, MessageContent.of(text), MessageExtras.NONE);
    }

    /** A person's text, pictures and so on. */
    static UserMessage user(String id, List<ContentPart> parts) {
        return new UserMessage(id, MessageContent.of(parts), MessageExtras.NONE);
    }

    /** The agent's text. */
    static AssistantMessage assistant(String id, String content) {
        return new AssistantMessage(id, content, List.of(), MessageExtras.NONE);
    }

    /** The agent's text, if any, and tool calls. */
    static AssistantMessage assistant(String id, @Nullable String content, List<ToolCall> toolCalls) {
        return new AssistantMessage(id, content, toolCalls, MessageExtras.NONE);
    }

    /** The answer to a tool call. */
    static ToolMessage tool(String id, String toolCallId, String content) {
        return new ToolMessage(id, toolCallId, MessageContent.of(content), null, MessageExtras.NONE);
    }

    /** The agent's reasoning. */
    static ReasoningMessage reasoning(String id, String content) {
        return new ReasoningMessage(id, content, MessageExtras.NONE);
    }

    /** A structured activity. */
    static ActivityMessage activity(String id, String activityType, ObjectNode content) {
        return new ActivityMessage(id, activityType, content, MessageExtras.NONE);
    }

    /**
     * From the agent's developer.
     *
     * @param id the message's id
     * @param content the text
     * @param extras what else it carries
     */
    record DeveloperMessage(String id, String content, MessageExtras extras) implements Message {}

    /**
     * A system prompt.
     *
     * @param id the message's id
     * @param content the text
     * @param extras what else it carries
     */
    record SystemMessage(String id, String content, MessageExtras extras) implements Message {}

    /**
     * From the agent.
     *
     * @param id the message's id
     * @param content the text; absent when it only calls tools
     * @param toolCalls the calls, in order; not written when empty
     * @param extras what else it carries
     */
    record AssistantMessage(String id, @Nullable String content, List<ToolCall> toolCalls, MessageExtras extras)
            implements Message {
        /** Copies the list. */
        public AssistantMessage {
            toolCalls = List.copyOf(toolCalls);
        }
    }

    /**
     * From the person.
     *
     * @param id the message's id
     * @param content text or parts
     * @param extras what else it carries
     */
    record UserMessage(String id, MessageContent content, MessageExtras extras) implements Message {
        /** Its plain text; parts that are not text are skipped. */
        public String text() {
            return content.text();
        }
    }

    /**
     * The answer to a tool call.
     *
     * @param id the message's id
     * @param toolCallId the call it answers
     * @param content text or parts
     * @param error what went wrong in the tool
     * @param extras what else it carries, without a name
     */
    record ToolMessage(
            String id,
            String toolCallId,
            MessageContent content,
            @Nullable String error,
            MessageExtras extras) implements Message {
        /** @throws IllegalArgumentException when the extras have a name */
        public ToolMessage {
            extras.requireNoName();
        }

        /** Its plain text; parts that are not text are skipped. */
        public String text() {
            return content.text();
        }
    }

    /**
     * The agent's reasoning.
     *
     * @param id the message's id
     * @param content the text
     * @param extras what else it carries, without a name
     */
    record ReasoningMessage(String id, String content, MessageExtras extras) implements Message {
        /** @throws IllegalArgumentException when the extras have a name */
        public ReasoningMessage {
            extras.requireNoName();
        }
    }

    /**
     * A structured activity; clients show it and never send it back.
     *
     * @param id the message's id
     * @param activityType what the content is
     * @param content free members, not copied
     * @param extras what else it carries, without a name or encrypted value
     */
    record ActivityMessage(String id, String activityType, ObjectNode content, MessageExtras extras)
            implements Message {
        /** @throws IllegalArgumentException when the extras have a name or encrypted value */
        public ActivityMessage {
            extras.requireNoName().requireNoEncryptedValue();
        }
    }
}
