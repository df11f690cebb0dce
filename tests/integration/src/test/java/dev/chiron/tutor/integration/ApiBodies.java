package dev.chiron.tutor.integration;

import dev.chiron.tutor.integration.ApiDocument.Operation;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Bodies of requests, made from the API's document. */
final class ApiBodies {

    private ApiBodies() {}

    static List<String> types(JsonNode schema) {
        var type = schema.path("type");
        return type.isArray()
                ? type.valueStream().map(JsonNode::asString).toList()
                : type.isString() ? List.of(type.stringValue()) : List.of();
    }

    /** The least that a schema takes. */
    static ObjectNode validBody(Operation operation) {
        var body = JsonMapper.shared().createObjectNode();
        if (isRun(operation)) {
            body.put("threadId", UUID.randomUUID().toString())
                    .put("runId", UUID.randomUUID().toString());
            body.putArray("messages");
            return body;
        }
        var schema = ApiDocument.checkedIn().resolved(operation.bodySchema());
        schema.path("required").valueStream().map(JsonNode::asString).forEach(name -> {
            var property = schema.path("properties").path(name);
            var types = types(property);
            if (types.contains("object")) {
                body.putObject(name);
            } else if (types.contains("array")) {
                body.putArray(name);
            } else if (types.contains("integer")) {
                body.put(name, property.path("minimum").asInt(0));
            } else {
                body.put(name, validText(property));
            }
        });
        return body;
    }

    static String validText(JsonNode schema) {
        if (schema.has("enum")) {
            return schema.path("enum").path(0).asString();
        }
        return switch (schema.path("format").asString("")) {
            case "uuid" -> UUID.randomUUID().toString();
            case "email" -> UUID.randomUUID() + "@example.org";
            default -> "x".repeat(Math.max(1, schema.path("minLength").asInt(0)));
        };
    }

    static JsonNode properties(Operation operation) {
        return ApiDocument.checkedIn().resolved(operation.bodySchema()).path("properties");
    }

    /** An AG-UI run, whose body the protocol describes and not the document. */
    static boolean isRun(Operation operation) {
        return Set.of("/api/v1/agui", "/awp", "/api/v1/agui/connect", "/awp/connect")
                .contains(operation.path());
    }
}
