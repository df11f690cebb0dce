package dev.chiron.agui;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads one JSON object and names the member that is wrong; it never turns one type into another. */
final class WireReader {

    /** Makes a value of one element, or null when the element is of a kind that is skipped. */
    @FunctionalInterface
    interface ElementReader<T> {
        @Nullable
        T read(WireReader in);
    }

    private final JsonNode node;
    private final String path;

    private WireReader(JsonNode node, String path) {
        this.node = node;
        this.path = path;
    }

    static WireReader ofDocument(JsonNode document) {
        if (!document.isObject()) {
            throw new AgUiFormatException("$", "must be an object, not " + kind(document));
        }
        return new WireReader(document, "");
    }

    AgUiFormatException problem(String name, String problem) {
        return new AgUiFormatException(at(name), problem);
    }

    String string(String name) {
        return stringAt(present(name), at(name));
    }

    @Nullable
    String optionalString(String name) {
        JsonNode value = node.get(name);
        return value == null ? null : stringAt(value, at(name));
    }

    @Nullable
    Long optionalSafeInteger(String name) {
        JsonNode value = node.get(name);
        if (value == null) {
            return null;
        }
        if (!value.isIntegralNumber() || !value.canConvertToLong() || !Values.isSafeInteger(value.longValue())) {
            throw problem(name, "must be an integer of at most 2^53-1");
        }
        return value.longValue();
    }

    @Nullable
    Long optionalCount(String name) {
        Long value = optionalSafeInteger(name);
        if (value != null && value < 0) {
            throw problem(name, "must not be negative");
        }
        return value;
    }

    @Nullable
    Boolean optionalBoolean(String name) {
        JsonNode value = node.get(name);
        if (value == null) {
            return null;
        }
        if (!value.isBoolean()) {
            throw problem(name, "must be a boolean, not " + kind(value));
        }
        return value.booleanValue();
    }

    /** Any JSON, also {@code null}, but the member must be there. */
    JsonNode any(String name) {
        return present(name);
    }

    /** Any JSON but {@code null}. */
    @Nullable
    JsonNode optionalAny(String name) {
        JsonNode value = node.get(name);
        if (value != null && value.isNull()) {
            throw problem(name, "must not be null");
        }
        return value;
    }

    /** Any JSON; {@code null} is absent, as some older clients write it. */
    @Nullable
    JsonNode lenientAny(String name) {
        return Values.absentIfNull(node.get(name));
    }

    ObjectNode object(String name) {
        return objectAt(present(name), at(name));
    }

    @Nullable
    ObjectNode optionalObject(String name) {
        JsonNode value = node.get(name);
        return value == null ? null : objectAt(value, at(name));
    }

    WireReader child(String name) {
        return new WireReader(object(name), at(name));
    }

    @Nullable
    WireReader optionalChild(String name) {
        ObjectNode value = optionalObject(name);
        return value == null ? null : new WireReader(value, at(name));
    }

    boolean isString(String name) {
        JsonNode value = node.get(name);
        return value != null && value.isString();
    }

    String pointer(String name) {
        String value = string(name);
        if (!Values.isJsonPointer(value)) {
            throw problem(name, "must be a JSON Pointer");
        }
        return value;
    }

    <E extends Enum<E>> E oneOf(String name, E[] values) {
        String text = string(name);
        List<String> names = new ArrayList<>();
        for (E value : values) {
            String wireName = Values.wireName(value);
            if (wireName.equals(text)) {
                return value;
            }
            names.add(wireName);
        }
        throw problem(name, "must be one of " + String.join(", ", names));
    }

    <E extends Enum<E>> @Nullable E optionalOneOf(String name, E[] values) {
        return node.has(name) ? oneOf(name, values) : null;
    }

    void literal(String name, String expected) {
        if (!string(name).equals(expected)) {
            throw problem(name, "must be " + expected);
        }
    }

    /** The elements that {@code read} knows; those for which it answers null are skipped. */
    <T> List<T> list(String name, ElementReader<T> read) {
        return elements(present(name), name, read);
    }

    <T> List<T> optionalList(String name, ElementReader<T> read) {
        JsonNode value = node.get(name);
        return value == null ? List.of() : elements(value, name, read);
    }

    List<String> optionalStrings(String name) {
        JsonNode value = node.get(name);
        if (value == null) {
            return List.of();
        }
        requireArray(value, name);
        List<String> strings = new ArrayList<>(value.size());
        for (int i = 0; i < value.size(); i++) {
            strings.add(stringAt(value.path(i), at(name) + "[" + i + "]"));
        }
        return strings;
    }

    private <T> List<T> elements(JsonNode value, String name, ElementReader<T> read) {
        requireArray(value, name);
        List<T> elements = new ArrayList<>(value.size());
        for (int i = 0; i < value.size(); i++) {
            String elementPath = at(name) + "[" + i + "]";
            T element = read.read(new WireReader(objectAt(value.path(i), elementPath), elementPath));
            if (element != null) {
                elements.add(element);
            }
        }
        return elements;
    }

    private void requireArray(JsonNode value, String name) {
        if (!value.isArray()) {
            throw problem(name, "must be an array, not " + kind(value));
        }
    }

    private JsonNode present(String name) {
        JsonNode value = node.get(name);
        if (value == null) {
            throw problem(name, "is required");
        }
        return value;
    }

    private String at(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    private static String stringAt(JsonNode value, String path) {
        if (!value.isString()) {
            throw new AgUiFormatException(path, "must be a string, not " + kind(value));
        }
        return value.stringValue();
    }

    private static ObjectNode objectAt(JsonNode value, String path) {
        if (value instanceof ObjectNode object) {
            return object;
        }
        throw new AgUiFormatException(path, "must be an object, not " + kind(value));
    }

    private static String kind(JsonNode value) {
        return switch (value.getNodeType()) {
            case ARRAY -> "an array";
            case BINARY, POJO, STRING -> "a string";
            case BOOLEAN -> "a boolean";
            case MISSING -> "nothing";
            case NULL -> "null";
            case NUMBER -> "a number";
            case OBJECT -> "an object";
        };
    }
}
