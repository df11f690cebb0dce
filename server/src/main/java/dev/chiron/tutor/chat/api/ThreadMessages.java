package dev.chiron.tutor.chat.api;

import dev.chiron.agui.Message;
import dev.chiron.agui.ToolCall;
import dev.chiron.tutor.chat.store.ChatMessage;
import dev.chiron.tutor.chat.store.Interaction;
import dev.chiron.tutor.component.ComponentKind;
import dev.chiron.tutor.platform.InteractionId;
import java.util.ArrayList;
import java.util.List;
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

    /** @param shown what was shown in the messages' turns, in order */
    static List<Message> of(List<ChatMessage> messages, List<Interaction> shown) {
        var thread = new ArrayList<Message>();
        for (var message : messages) {
            thread.add(of(message, shown));
            shown.stream()
                    .filter(each -> !asks(each.name()) && message.id().equals(each.message()))
                    .map(each -> Message.activity(each.id().toString(), each.name(), each.arguments()))
                    .forEach(thread::add);
        }
        return thread;
    }

    private static Message of(ChatMessage message, List<Interaction> shown) {
        return switch (message.role()) {
            case USER -> Message.user(message.wireId(), message.content());
            case TOOL -> Message.tool(message.wireId(), String.valueOf(message.answers()), message.content());
            case ASSISTANT ->
                Message.assistant(
                        message.wireId(),
                        message.content(),
                        shown.stream()
                                .filter(each ->
                                        asks(each.name()) && message.id().equals(each.message()))
                                .map(each -> call(each.id(), each.name(), each.arguments()))
                                .toList());
        };
    }
}
