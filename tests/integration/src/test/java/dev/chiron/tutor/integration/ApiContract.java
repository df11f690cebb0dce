package dev.chiron.tutor.integration;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialects;
import dev.chiron.testkit.Answer;
import dev.chiron.testkit.Exchange;
import dev.chiron.testkit.ExchangeListener;
import dev.chiron.tutor.integration.ApiDocument.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Holds every exchange of every test against the API's document: the address is known, the status is documented, the answer
 * is what its schema says and has no member that the document does not name; a request that was served was a valid one.
 */
public final class ApiContract implements ExchangeListener {

    /** Under the API's root, but about it: its document and the page that shows it. */
    private static final List<String> ABOUT_THE_API =
            List.of("/api/v1/openapi.json", "/api/v1/docs", "/api/v1/swagger-ui/");

    private static final Set<String> EXERCISED = new ConcurrentSkipListSet<>();
    private static final Queue<String> VIOLATIONS = new ConcurrentLinkedQueue<>();

    private static final ApiDocument DOCUMENT = ApiDocument.checkedIn();
    private static final JsonNode AS_WRITTEN = DOCUMENT.schemas();
    private static final JsonNode CLOSED = closed(DOCUMENT.schemas());
    private static final SchemaRegistry REGISTRY = SchemaRegistry.withDialect(
            Dialects.getOpenApi31(),
            registry -> registry.schemaRegistryConfig(
                    SchemaRegistryConfig.builder().formatAssertionsEnabled(true).build()));
    private static final Map<String, Schema> COMPILED = new ConcurrentHashMap<>();

    /** For the service loader. */
    public ApiContract() {}

    /** What was exercised so far, as in {@code GET /api/v1/tracks 200}. */
    static Set<String> exercised() {
        return new TreeSet<>(EXERCISED);
    }

    /** All violations so far, also those that a test did not live to tell. */
    static List<String> violations() {
        return List.copyOf(VIOLATIONS);
    }

    @Override
    public void exchanged(Exchange exchange) {
        if (Boolean.getBoolean("chiron.openapi.update")) {
            return; // the document is just being written
        }
        var operation = DOCUMENT.operation(exchange.method(), exchange.path());
        operation.ifPresent(
                known -> EXERCISED.add(known + " " + exchange.answer().status()));
        var found = violations(exchange);
        if (!found.isEmpty()) {
            var message = exchange + " is not what docs/openapi.json says:\n  - " + String.join("\n  - ", found);
            VIOLATIONS.add(message);
            throw new AssertionError(message + "\n" + exchange.answer());
        }
    }

    static List<String> violations(Exchange exchange) {
        return DOCUMENT.operation(exchange.method(), exchange.path())
                .map(operation -> ofOperation(operation, exchange))
                .orElseGet(() -> ofUnknown(exchange));
    }

    private static List<String> ofOperation(Operation operation, Exchange exchange) {
        var answer = exchange.answer();
        if (!operation.documents(answer.status())) {
            return List.of("status " + answer.status() + " is not documented for " + operation);
        }
        var violations = new ArrayList<String>();
        violations.addAll(ofAnswer(operation, answer));
        if (answer.status() / 100 == 2) {
            violations.addAll(ofRequest(operation, exchange));
        }
        return violations;
    }

    /** What no operation is at may only say so, in the one shape of errors. */
    private static List<String> ofUnknown(Exchange exchange) {
        var answer = exchange.answer();
        var api = exchange.path().startsWith("/api/") || exchange.path().equals("/awp");
        if (answer.status() >= 400) {
            // Outside the API, the page says it to a person.
            var page = !api && answer.header("Content-Type").orElse("").startsWith("text/html");
            return page
                    ? List.of()
                    : invalid(
                            "answer",
                            JsonNodeFactory.instance.objectNode().put("$ref", "#/components/schemas/Error"),
                            answer);
        }
        return api && ABOUT_THE_API.stream().noneMatch(exchange.path()::startsWith)
                ? List.of("there is no such operation in the document")
                : List.of();
    }

    private static List<String> ofAnswer(Operation operation, Answer answer) {
        var content = operation.content(answer.status());
        if (content.isMissingNode()) {
            return answer.text().isEmpty() ? List.of() : List.of("the answer has a body and ought not to");
        }
        var type =
                answer.header("Content-Type").orElse("(none)").split(";", 2)[0].strip();
        if (!content.has(type)) {
            return List.of("content type " + type + " instead of " + String.join(", ", content.propertyNames()));
        }
        return type.equals("application/json")
                ? invalid("answer", content.path(type).path("schema"), answer)
                : List.of();
    }

    private static List<String> invalid(String what, JsonNode schema, Answer answer) {
        return answer.body().isMissingNode()
                ? List.of("the " + what + " is not JSON")
                : invalid(what, schema, true, answer.body());
    }

    private static List<String> ofRequest(Operation operation, Exchange exchange) {
        var body = exchange.body();
        if (body == null || body.isEmpty()) {
            return operation.needsBody() ? List.of("it was served without the body that it needs") : List.of();
        }
        if (!operation.takesBody()) {
            return List.of();
        }
        var type = String.valueOf(exchange.contentType());
        if (!type.split(";", 2)[0].strip().equals("application/json")) {
            return List.of("a request of type " + type + " was served");
        }
        return json(body, request -> invalid("request", operation.bodySchema(), false, request));
    }

    private static List<String> json(String body, Function<JsonNode, List<String>> use) {
        try {
            return use.apply(JsonMapper.shared().readTree(body));
        } catch (JacksonException e) {
            return List.of("a request that is not JSON was served");
        }
    }

    /** @param closed whether an object may have no member that its schema does not name */
    private static List<String> invalid(String what, JsonNode schema, boolean closed, JsonNode json) {
        return compiled(schema, closed).validate(json).stream()
                .map(error -> what + " " + error.getInstanceLocation() + ": " + error.getMessage() + " (schema "
                        + error.getEvaluationPath() + ")")
                .distinct()
                .collect(Collectors.toList());
    }

    private static Schema compiled(JsonNode schema, boolean closed) {
        return COMPILED.computeIfAbsent(closed + " " + schema, _ -> {
            var whole = (ObjectNode) schema.deepCopy();
            whole.putObject("components").set("schemas", closed ? CLOSED : AS_WRITTEN);
            return REGISTRY.getSchema(whole);
        });
    }

    /** The same schemas, where an object has the members it names and no other. */
    private static JsonNode closed(JsonNode schemas) {
        var copy = schemas.deepCopy();
        copy.propertyStream().map(Map.Entry::getValue).forEach(schema -> {
            if (schema.has("properties") && !schema.has("additionalProperties")) {
                ((ObjectNode) schema).put("additionalProperties", false);
            }
        });
        return copy;
    }
}
