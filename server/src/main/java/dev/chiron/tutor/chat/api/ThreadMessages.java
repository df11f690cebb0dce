package dev.chiron.tutor.chat.api;

import dev.chiron.agui.AgUiJson;
import dev.chiron.agui.Message;
import dev.chiron.agui.MessageContent;
import dev.chiron.agui.MessageExtras;
import dev.chiron.agui.ToolCall;
import dev.chiron.tutor.chat.store.ChatMessage;
import dev.chiron.tutor.chat.store.ClientCall;
import dev.chiron.tutor.chat.store.Interaction;
import dev.chiron.tutor.component.ComponentKind;
import dev.chiron.tutor.platform.InteractionId;
import dev.chiron.tutor.platform.MessageId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/** A session's messages, and what was shown with them, as AG-UI knows them. */
final class ThreadMessages {

    private ThreadMessages() {}

    /** Whether a component waits for an answer; those that do not are activities. */
    static boolean asks(String component) {
        return ComponentKind.ofWireName(component)
                .map(ComponentKind::needsAnswer)
                .orElse(true);
    }

    /** The name of a component's tool. */
    static String tool(String component) {
        return ComponentKind.ofWireName(component).map(ComponentKind::toolName).orElse(component);
    }

    static ToolCall call(InteractionId id, String component, ObjectNode arguments) {
        return ToolCall.of(id.toString(), tool(component), arguments.toString());
    }

    /**
     * A thread as it is stored.
     *
     * @param shown what was shown in the messages' turns, in order
     * @param called the client's tools that were called in them, in order; what was not answered stands without a result
     * @param parts of multimodal messages, as they were sent; a message without them is told in words
     */
    static List<Message> of(
            List<ChatMessage> messages,
            List<Interaction> shown,
            List<ClientCall> called,
            Map<MessageId, String> parts) {
        var thread = new ArrayList<Message>();
        for (var message : messages) {
            if (!onlyHoldsAnActivity(message, shown)) {
                var sent = parts.get(message.id());
                thread.add(sent == null ? of(message, shown, called) : multimodal(message, sent));
            }
            shown.stream()
                    .filter(each -> !asks(each.name()) && message.id().equals(each.message()))
                    .map(each -> Message.activity(each.id().toString(), each.name(), each.arguments()))
                    .forEach(thread::add);
        }
        return thread;
    }

    private static Message multimodal(ChatMessage message, String parts) {
        var tree = AgUiJson.mapper().createObjectNode();
        tree.put("id", message.wireId())
                .put("role", "user")
                .set("content", AgUiJson.mapper().readTree(parts));
        return AgUiJson.readMessage(tree);
    }

    /** A component shown without a word has an empty message with its own id; an activity of that id is the message then. */
    private static boolean onlyHoldsAnActivity(ChatMessage message, List<Interaction> shown) {
        return message.content().isEmpty()
                && shown.stream()
                        .anyMatch(each -> !asks(each.name())
                                && each.id().value().equals(message.id().value()));
    }

    /**
     * The newest messages of a thread, as many as fit; the newest always does. What answers a call that is left out is
     * left out with it.
     *
     * @param characters of JSON
     */
    static List<Message> newest(List<Message> thread, int characters) {
        var from = thread.size();
        long sum = 0;
        while (from > 0) {
            sum += AgUiJson.writeMessage(thread.get(from - 1)).length() + 1L;
            if (sum > characters && from < thread.size()) {
                break;
            }
            from--;
        }
        if (from == 0) {
            return thread;
        }
        while (from < thread.size() - 1 && belongsToTheOneBefore(thread.get(from))) {
            from++;
        }
        return thread.subList(from, thread.size());
    }

    private static boolean belongsToTheOneBefore(Message message) {
        return message instanceof Message.ToolMessage || message instanceof Message.ActivityMessage;
    }

    private static Message of(ChatMessage message, List<Interaction> shown, List<ClientCall> called) {
        return switch (message.role()) {
            case USER -> Message.user(message.wireId(), message.content());
            case TOOL -> result(message, called);
            case ASSISTANT -> Message.assistant(message.wireId(), message.content(), calls(message, shown, called));
        };
    }

    private static Message result(ChatMessage message, List<ClientCall> called) {
        var id = String.valueOf(message.answers());
        var error = called.stream()
                .filter(each -> each.id().toString().equals(id) && each.error() != null)
                .map(ClientCall::error)
                .findFirst()
                .orElse(null);
        return new Message.ToolMessage(
                message.wireId(), id, MessageContent.of(message.content()), error, MessageExtras.NONE);
    }

    private static List<ToolCall> calls(ChatMessage message, List<Interaction> shown, List<ClientCall> called) {
        var components = shown.stream()
                .filter(each -> asks(each.name()) && message.id().equals(each.message()))
                .map(each -> call(each.id(), each.name(), each.arguments()));
        var tools = called.stream()
                .filter(each -> message.id().equals(each.message()))
                .map(each -> ToolCall.of(each.id().toString(), each.name(), each.arguments()));
        return Stream.concat(components, tools).toList();
    }
}
