package dev.chiron.agui;

import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Builds one JSON object in which absent means absent. */
final class WireWriter {

    private final ObjectNode node = JsonNodeFactory.instance.objectNode();

    WireWriter required(String name, String value) {
        node.put(name, Objects.requireNonNull(value, name));
        return this;
    }

    WireWriter required(String name, Enum<?> value) {
        return required(name, Values.wireName(value));
    }

    /** Also writes JSON {@code null}, which is a value where it is required. */
    WireWriter required(String name, JsonNode value) {
        node.set(name, Objects.requireNonNull(value, name));
        return this;
    }

    <T> WireWriter requiredList(String name, List<T> values, Function<T, ? extends JsonNode> write) {
        ArrayNode array = node.putArray(name);
        values.forEach(value -> array.add(write.apply(value)));
        return this;
    }

    WireWriter optional(String name, @Nullable String value) {
        if (value != null) {
            node.put(name, value);
        }
        return this;
    }

    WireWriter optional(String name, @Nullable Enum<?> value) {
        return value == null ? this : required(name, value);
    }

    WireWriter optional(String name, @Nullable Long value) {
        if (value != null) {
            node.put(name, value.longValue());
        }
        return this;
    }

    WireWriter optional(String name, @Nullable Boolean value) {
        if (value != null) {
            node.put(name, value.booleanValue());
        }
        return this;
    }

    WireWriter optional(String name, @Nullable JsonNode value) {
        if (value != null) {
            node.set(name, value);
        }
        return this;
    }

    <T> WireWriter optional(String name, @Nullable T value, Function<T, ? extends JsonNode> write) {
        if (value != null) {
            node.set(name, write.apply(value));
        }
        return this;
    }

    <T> WireWriter optionalList(String name, List<T> values, Function<T, ? extends JsonNode> write) {
        return values.isEmpty() ? this : requiredList(name, values, write);
    }

    ObjectNode done() {
        return node;
    }
}
