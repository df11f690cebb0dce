package dev.chiron.testkit;

import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The body of an AG-UI run as a client of today sends it, built up piece by piece. It is plain JSON and checks nothing, so
 * that a test can also send what a client must not. Immutable.
 */
public final class AgUiRequest {

    private final ObjectNode json;

    private AgUiRequest(ObjectNode json) {
        this.json = json;
    }

    /** A run on a thread, with a fresh run id, protocol version 1.0 and everything else empty. */
    public static AgUiRequest onThread(String threadId) {
        ObjectNode json = Json.MAPPER
                .createObjectNode()
                .put("threadId", threadId)
                .put("runId", UUID.randomUUID().toString())
                .put("protocolVersion", "1.0");
        json.putObject("state");
        json.putArray("messages");
        json.putArray("tools");
        json.putArray("context");
        json.putObject("forwardedProps");
        return new AgUiRequest(json);
    }

    /** A run on a fresh thread. */
    public static AgUiRequest onNewThread() {
        return onThread(UUID.randomUUID().toString());
    }

    /** The same with this run id. */
    public AgUiRequest runId(String runId) {
        return with("runId", runId);
    }

    /** The same without a protocol version, as clients before 1.0 send it. */
    public AgUiRequest legacy() {
        return without("protocolVersion");
    }

    /** The same with this protocol version. */
    public AgUiRequest protocolVersion(String version) {
        return with("protocolVersion", version);
    }

    /** One more user message, with a fresh id. */
    public AgUiRequest says(String text) {
        return says(UUID.randomUUID().toString(), text);
    }

    /** One more user message. */
    public AgUiRequest says(String messageId, String text) {
        return message(Json.MAPPER
                .createObjectNode()
                .put("id", messageId)
                .put("role", "user")
                .put("content", text));
    }

    /** One more assistant message, as a client that resends its history has it. */
    public AgUiRequest assistantSaid(String messageId, String text) {
        return message(Json.MAPPER
                .createObjectNode()
                .put("id", messageId)
                .put("role", "assistant")
                .put("content", text));
    }

    /** One more tool message: the answer to a frontend tool call. */
    public AgUiRequest answers(String toolCallId, String content) {
        return message(Json.MAPPER
                .createObjectNode()
                .put("id", UUID.randomUUID().toString())
                .put("role", "tool")
                .put("toolCallId", toolCallId)
                .put("content", content));
    }

    /** One more message of any shape. */
    public AgUiRequest message(Object message) {
        return append("messages", message);
    }

    /** One more frontend tool on offer; the parameters are a JSON schema as text. */
    public AgUiRequest offers(String tool, String description, String parametersJson) {
        ObjectNode offer = Json.MAPPER.createObjectNode().put("name", tool).put("description", description);
        offer.set("parameters", Json.parse(parametersJson));
        return append("tools", offer);
    }

    /** One more piece of context. */
    public AgUiRequest context(String description, String value) {
        return append(
                "context",
                Json.MAPPER.createObjectNode().put("description", description).put("value", value));
    }

    /** The same with this shared state. */
    public AgUiRequest state(Object state) {
        return with("state", state);
    }

    /** One more answer to an interrupt; {@code status} is {@code resolved} or {@code cancelled}. */
    public AgUiRequest resumes(String interruptId, String status, Object payload) {
        ObjectNode answer =
                Json.MAPPER.createObjectNode().put("interruptId", interruptId).put("status", status);
        answer.set("payload", Json.MAPPER.valueToTree(payload));
        return append("resume", answer);
    }

    /** The same with a member set to anything that Jackson writes. */
    public AgUiRequest with(String member, Object value) {
        ObjectNode copy = json.deepCopy();
        copy.set(member, Json.MAPPER.valueToTree(value));
        return new AgUiRequest(copy);
    }

    /** The same without a member. */
    public AgUiRequest without(String member) {
        ObjectNode copy = json.deepCopy();
        copy.remove(member);
        return new AgUiRequest(copy);
    }

    /** The thread's id, or the empty string. */
    public String threadId() {
        return json.path("threadId").asString("");
    }

    /** The run's id, or the empty string. */
    public String runId() {
        return json.path("runId").asString("");
    }

    /** A copy of the JSON. */
    public JsonNode json() {
        return json.deepCopy();
    }

    /** Copies what it changes and no more: nobody else is handed the nodes, and a history may be thousands long. */
    private AgUiRequest append(String member, Object value) {
        ObjectNode copy = Json.MAPPER.createObjectNode();
        copy.setAll(json);
        ArrayNode array = copy.putArray(member);
        if (json.get(member) instanceof ArrayNode there) {
            array.addAll(there);
        }
        array.add(Json.MAPPER.<JsonNode>valueToTree(value));
        return new AgUiRequest(copy);
    }

    @Override
    public String toString() {
        return json.toString();
    }
}
