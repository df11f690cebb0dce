package dev.chiron.tutor.integration;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/** The checked-in document of the API, which {@link OpenApiDocumentTest} holds against the one that is served. */
final class ApiDocument {

    static final Path FILE = Path.of(System.getProperty("chiron.root"), "docs", "openapi.json");

    private static final String SCHEMAS = "#/components/schemas/";
    private static final Pattern PARAMETER = Pattern.compile("\\{(\\w+)}");
    private static final ApiDocument CHECKED_IN = new ApiDocument(read());

    private final JsonNode json;
    private final List<Operation> operations;

    private ApiDocument(JsonNode json) {
        this.json = json;
        this.operations = json.path("paths")
                .propertyStream()
                .flatMap(path -> path.getValue()
                        .propertyStream()
                        .map(verb -> new Operation(
                                verb.getKey().toUpperCase(Locale.ROOT), path.getKey(), (ObjectNode) verb.getValue())))
                // Of two paths that fit, the one with fewer parameters is meant.
                .sorted(Comparator.comparingInt(
                                (Operation each) -> each.parameters().size())
                        .thenComparing(Operation::path)
                        .thenComparing(Operation::method))
                .toList();
    }

    /** One method of one path, as in {@code GET /api/v1/tracks/{track_id}}. */
    record Operation(String method, String path, ObjectNode json) {

        /** The names of the path's parameters, in order. */
        List<String> parameters() {
            var names = new ArrayList<String>();
            var matcher = PARAMETER.matcher(path);
            while (matcher.find()) {
                names.add(matcher.group(1));
            }
            return names;
        }

        /** The path with its parameters filled in by name. */
        String at(UnaryOperator<String> values) {
            return PARAMETER.matcher(path).replaceAll(name -> values.apply(name.group(1)));
        }

        boolean fits(String method, String path) {
            return this.method.equals(method)
                    && path.matches(PARAMETER.matcher(this.path).replaceAll("[^/]+"));
        }

        boolean needsToken() {
            return !json.path("security").isEmpty();
        }

        boolean takesBody() {
            return json.has("requestBody");
        }

        boolean needsBody() {
            return json.path("requestBody").path("required").asBoolean(false);
        }

        JsonNode bodySchema() {
            return json.at("/requestBody/content/application~1json/schema");
        }

        List<String> statuses() {
            return List.copyOf(json.path("responses").propertyNames());
        }

        boolean documents(int status) {
            return json.path("responses").has(Integer.toString(status));
        }

        /** The contents of an answer by media type; missing when it has none. */
        JsonNode content(int status) {
            return json.path("responses").path(Integer.toString(status)).path("content");
        }

        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    static ApiDocument checkedIn() {
        return CHECKED_IN;
    }

    List<Operation> operations() {
        return operations;
    }

    Optional<Operation> operation(String method, String path) {
        return operations.stream().filter(each -> each.fits(method, path)).findFirst();
    }

    /** The schemas by name. */
    JsonNode schemas() {
        return json.at("/components/schemas");
    }

    /** A schema itself, where a reference to it may stand. */
    JsonNode resolved(JsonNode schema) {
        var reference = schema.path("$ref").asString("");
        return reference.startsWith(SCHEMAS)
                ? schemas().path(reference.substring(SCHEMAS.length()))
                : schema.isMissingNode() ? MissingNode.getInstance() : schema;
    }

    private static JsonNode read() {
        try {
            return JsonMapper.shared().readTree(Files.readString(FILE));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
