package dev.chiron.tutor.chat.store;

import dev.chiron.tutor.chat.Confirmation;
import dev.chiron.tutor.chat.stream.EventPosition;
import dev.chiron.tutor.chat.stream.StreamedEvent;
import dev.chiron.tutor.chat.stream.TurnEvent;
import dev.chiron.tutor.platform.InteractionId;
import dev.chiron.tutor.platform.MessageId;
import dev.chiron.tutor.platform.ToolCallId;
import dev.chiron.tutor.platform.TurnId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Turn events as rows. */
@Component
class TurnEventRows {

    static final String TOOL_CALLED = "tool_called";
    static final String MODEL_USED = "model_used";

    private final JsonMapper json;

    TurnEventRows(JsonMapper json) {
        this.json = json;
    }

    List<StreamedEvent> read(JdbcClient jdbc, TurnId turn, EventPosition after) {
        return jdbc.sql("""
                        select position, type, data::text as data from public.turn_events
                        where turn_id = :turn and position > :after
                        order by position
                        """)
                .param("turn", turn.value())
                .param("after", after.value())
                .query((row, number) -> new StreamedEvent(
                        EventPosition.of(row.getLong("position")), read(row.getString("type"), row.getString("data"))))
                .list();
    }

    String type(TurnEvent event) {
        return switch (event) {
            case TurnEvent.ReplyStarted ignored -> "reply_started";
            case TurnEvent.ReplyDelta ignored -> "reply_delta";
            case TurnEvent.ReplyEnded ignored -> "reply_ended";
            case TurnEvent.ComponentShown ignored -> "component_shown";
            case TurnEvent.ConfirmationAsked ignored -> "confirmation_asked";
            case TurnEvent.Interrupted ignored -> "interrupted";
            case TurnEvent.ToolCalled ignored -> TOOL_CALLED;
            case TurnEvent.ModelUsed ignored -> MODEL_USED;
            case TurnEvent.Completed ignored -> "completed";
            case TurnEvent.Stopped ignored -> "stopped";
            case TurnEvent.Failed ignored -> "failed";
        };
    }

    String data(TurnEvent event) {
        return json.writeValueAsString(
                switch (event) {
                    case TurnEvent.ReplyStarted(MessageId message) -> Map.of("message_id", message.toString());
                    case TurnEvent.ReplyDelta(MessageId message, String text) ->
                        Map.of("message_id", message.toString(), "text", text);
                    case TurnEvent.ReplyEnded(MessageId message) -> Map.of("message_id", message.toString());
                    case TurnEvent.ComponentShown shown -> shown(shown);
                    case TurnEvent.ConfirmationAsked(Confirmation confirmation) -> confirmation;
                    case TurnEvent.Interrupted interrupted -> interrupted;
                    case TurnEvent.ToolCalled(MessageId message, ToolCallId call, String name, String arguments) ->
                        Map.of(
                                "message_id",
                                message.toString(),
                                "tool_call_id",
                                call.toString(),
                                "name",
                                name,
                                "arguments",
                                arguments);
                    case TurnEvent.ModelUsed used -> used(used);
                    case TurnEvent.Completed ignored -> Map.of();
                    case TurnEvent.Stopped ignored -> Map.of();
                    case TurnEvent.Failed(String code) -> Map.of("code", code);
                });
    }

    private static Map<String, Object> shown(TurnEvent.ComponentShown shown) {
        var data = new HashMap<String, Object>();
        data.put("interaction_id", shown.interactionId().toString());
        data.put("name", shown.name());
        data.put("arguments", shown.arguments());
        if (shown.messageId() != null) {
            data.put("message_id", shown.messageId().toString());
        }
        return data;
    }

    private static Map<String, Object> used(TurnEvent.ModelUsed used) {
        var data = new HashMap<String, Object>();
        data.put("model", used.model());
        if (used.inputTokens() != null) {
            data.put("input_tokens", used.inputTokens());
        }
        if (used.outputTokens() != null) {
            data.put("output_tokens", used.outputTokens());
        }
        return data;
    }

    /** What a turn's calls of the model cost, as its row keeps it. */
    List<TurnEvent.ModelUsed> uses(String usage) {
        return json.readTree(usage).valueStream().map(TurnEventRows::use).toList();
    }

    private static TurnEvent.ModelUsed use(JsonNode data) {
        return new TurnEvent.ModelUsed(
                data.path("model").asString(),
                data.has("input_tokens") ? data.path("input_tokens").asLong() : null,
                data.has("output_tokens") ? data.path("output_tokens").asLong() : null);
    }

    TurnEvent read(String type, String data) {
        var node = json.readTree(data);
        return switch (type) {
            case "reply_started" ->
                new TurnEvent.ReplyStarted(message(node.path("message_id").asString()));
            case "reply_delta" ->
                new TurnEvent.ReplyDelta(
                        message(node.path("message_id").asString()),
                        node.path("text").asString());
            case "reply_ended" ->
                new TurnEvent.ReplyEnded(message(node.path("message_id").asString()));
            case "component_shown" ->
                new TurnEvent.ComponentShown(
                        node.has("message_id") ? message(node.path("message_id").asString()) : null,
                        new InteractionId(
                                UUID.fromString(node.path("interaction_id").asString())),
                        node.path("name").asString(),
                        (ObjectNode) node.path("arguments"));
            case "confirmation_asked" -> new TurnEvent.ConfirmationAsked(json.readValue(data, Confirmation.class));
            case "interrupted" -> json.readValue(data, TurnEvent.Interrupted.class);
            case TOOL_CALLED ->
                new TurnEvent.ToolCalled(
                        message(node.path("message_id").asString()),
                        new ToolCallId(UUID.fromString(node.path("tool_call_id").asString())),
                        node.path("name").asString(),
                        node.path("arguments").asString());
            case MODEL_USED -> use(node);
            case "completed" -> new TurnEvent.Completed();
            case "stopped" -> new TurnEvent.Stopped();
            case "failed" -> new TurnEvent.Failed(node.path("code").asString());
            default -> throw new IllegalStateException("unknown turn event " + type);
        };
    }

    private static MessageId message(String id) {
        return new MessageId(UUID.fromString(id));
    }
}
