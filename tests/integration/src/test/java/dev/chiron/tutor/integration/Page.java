package dev.chiron.tutor.integration;

import dev.chiron.testkit.AgUiRequest;
import dev.chiron.testkit.AgUiRun;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A page as AG-UI's clients are: it keeps the whole history, sends it with every run, and puts each run's messages into it
 * as the official client does. Not safe for use by several threads.
 */
final class Page {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final String thread;
    private final List<ObjectNode> messages = new ArrayList<>();
    private AgUiRequest offer;
    private ObjectNode state = JSON.createObjectNode();

    private Page(String thread) {
        this.thread = thread;
        this.offer = AgUiRequest.onThread(thread);
    }

    static Page onNewThread() {
        return new Page(UUID.randomUUID().toString());
    }

    static Page onThread(String thread) {
        return new Page(thread);
    }

    /** It has a tool of its own. */
    Page with(String tool) {
        return with(tool, "{\"type\":\"object\",\"properties\":{}}");
    }

    Page with(String tool, String schema) {
        offer = offer.offers(tool, "Does " + tool, schema);
        return this;
    }

    String thread() {
        return thread;
    }

    /** The roles and contents of its history. */
    List<String> history() {
        return messages.stream()
                .map(each -> each.path("role").asString() + ": "
                        + each.path("content").asString(""))
                .toList();
    }

    /** The ids of its history, in order. */
    List<String> ids() {
        return messages.stream().map(each -> each.path("id").asString()).toList();
    }

    /** Calls in its history that have no result in it, in order. */
    List<String> unanswered() {
        var answered = messages.stream()
                .map(each -> each.path("toolCallId").asString(""))
                .toList();
        return messages.stream()
                .flatMap(each -> each.path("toolCalls").valueStream())
                .map(call -> call.path("id").asString())
                .filter(id -> !answered.contains(id))
                .toList();
    }

    /** Leaves out of its history all from a place on. */
    Page goesBackTo(int messagesLeft) {
        messages.subList(messagesLeft, messages.size()).clear();
        return this;
    }

    /** A run with its history as it is. */
    AgUiRequest run() {
        return offer.runId(UUID.randomUUID().toString())
                .with("messages", messages)
                .with("state", state);
    }

    /** A run in which the learner says something. */
    AgUiRequest says(String text) {
        messages.add(JSON.createObjectNode()
                .put("id", UUID.randomUUID().toString())
                .put("role", "user")
                .put("content", text));
        return run();
    }

    /** One of its tools has run; no run yet. */
    Page hasResult(String callId, String content) {
        return has(JSON.createObjectNode()
                .put("id", "result-" + UUID.randomUUID())
                .put("role", "tool")
                .put("toolCallId", callId)
                .put("content", content));
    }

    /** A tool message of any shape comes into its history, where the official client puts it. */
    Page has(ObjectNode toolMessage) {
        var callId = toolMessage.path("toolCallId").asString();
        for (var i = 0; i < messages.size(); i++) {
            if (messages.get(i).path("toolCalls").valueStream().anyMatch(call -> call.path("id")
                    .asString()
                    .equals(callId))) {
                var place = i + 1;
                while (place < messages.size()
                        && messages.get(place).path("role").asString().equals("tool")) {
                    place++;
                }
                messages.add(place, toolMessage);
                return this;
            }
        }
        messages.add(toolMessage);
        return this;
    }

    /** Takes what a run has shown, to its end. */
    AgUiRun take(AgUiRun run) {
        for (var event : run.awaitEnd().events()) {
            switch (event.path("type").asString()) {
                case "TEXT_MESSAGE_START" -> assistant(event.path("messageId").asString());
                case "TEXT_MESSAGE_CONTENT" -> {
                    var message = assistant(event.path("messageId").asString());
                    message.put(
                            "content",
                            message.path("content").asString("")
                                    + event.path("delta").asString());
                }
                case "TOOL_CALL_START" -> {
                    var call = assistant(event.path("parentMessageId")
                                    .asString(event.path("toolCallId").asString()))
                            .withArray("toolCalls")
                            .addObject();
                    call.put("id", event.path("toolCallId").asString()).put("type", "function");
                    call.putObject("function")
                            .put("name", event.path("toolCallName").asString())
                            .put("arguments", "");
                }
                case "TOOL_CALL_ARGS" -> {
                    var function = function(event.path("toolCallId").asString());
                    function.put(
                            "arguments",
                            function.path("arguments").asString()
                                    + event.path("delta").asString());
                }
                case "MESSAGES_SNAPSHOT" -> {
                    messages.clear();
                    event.path("messages").valueStream().forEach(each -> messages.add((ObjectNode) each.deepCopy()));
                }
                case "STATE_SNAPSHOT" ->
                    state = (ObjectNode) event.path("snapshot").deepCopy();
                case "STATE_DELTA" -> event.path("delta").valueStream().forEach(this::change);
                default -> {}
            }
        }
        return run;
    }

    /** One operation of RFC 6902 on a member of an object, which is all that the server sends. */
    private void change(JsonNode operation) {
        var path = operation.path("path").asString();
        var end = path.lastIndexOf('/');
        var parent = (ObjectNode) state.at(path.substring(0, end));
        var member = path.substring(end + 1).replace("~1", "/").replace("~0", "~");
        switch (operation.path("op").asString()) {
            case "add", "replace" -> parent.set(member, operation.path("value"));
            case "remove" -> parent.remove(member);
            default -> throw new IllegalStateException("the server changes state by " + operation);
        }
    }

    private ObjectNode assistant(String id) {
        return messages.stream()
                .filter(each -> each.path("id").asString().equals(id))
                .findFirst()
                .orElseGet(() -> {
                    var message = JSON.createObjectNode().put("id", id).put("role", "assistant");
                    messages.add(message);
                    return message;
                });
    }

    private ObjectNode function(String callId) {
        return messages.stream()
                .flatMap(each -> each.path("toolCalls").valueStream())
                .filter(call -> call.path("id").asString().equals(callId))
                .map(call -> (ObjectNode) call.path("function"))
                .findFirst()
                .orElseThrow();
    }

    /** What the end of a run leaves to its client, in order; for a client before 1.0 nothing is written. */
    static List<String> pending(AgUiRun run) {
        return run.awaitEvent("RUN_FINISHED")
                .at("/outcome/pendingToolCallIds")
                .valueStream()
                .map(JsonNode::asString)
                .toList();
    }

    /** The costs that a run's end tells. */
    static List<Map<String, Object>> usage(AgUiRun run) {
        return run.awaitEnd()
                .events()
                .getLast()
                .path("usage")
                .valueStream()
                .map(each ->
                        JSON.convertValue(each, new tools.jackson.core.type.TypeReference<Map<String, Object>>() {}))
                .toList();
    }
}
