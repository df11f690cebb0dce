package dev.chiron.tutor.component;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.type.LogicalType;

/** Records to JSON and back: {@code snake_case}, no guessing of types, errors as {@link Problem}s. */
final class ComponentJson {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .changeDefaultPropertyInclusion(inclusion -> inclusion.withValueInclusion(JsonInclude.Include.NON_NULL))
            .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .enable(EnumFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
            // What is absent reaches the constructor, which can say so in its own words.
            .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .withCoercionConfig(LogicalType.Textual, config -> {
                config.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail);
                config.setCoercion(CoercionInputShape.Float, CoercionAction.Fail);
                config.setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail);
            })
            .withCoercionConfig(LogicalType.Enum, config -> {
                config.setCoercion(CoercionInputShape.EmptyString, CoercionAction.Fail);
                config.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail);
            })
            .build();

    private ComponentJson() {}

    static <T> T read(JsonNode json, Class<? extends T> type, Function<List<Problem>, RuntimeException> refusal) {
        if (!json.isObject()) {
            throw refusal.apply(List.of(new Problem("$", "must be an object")));
        }
        try {
            return MAPPER.treeToValue(json, type);
        } catch (JacksonException e) {
            if (e.getCause() instanceof InvalidComponentException ours) {
                throw ours;
            }
            if (e.getCause() instanceof InvalidReplyException ours) {
                throw ours;
            }
            throw refusal.apply(List.of(new Problem(field(e), problem(e))));
        }
    }

    static ObjectNode write(Object record) {
        return MAPPER.valueToTree(record);
    }

    static ObjectNode parse(String json) {
        return (ObjectNode) MAPPER.readTree(json);
    }

    static String text(ObjectNode json) {
        return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(json);
    }

    private static String field(JacksonException e) {
        var field = new StringBuilder();
        for (var each : e.getPath()) {
            if (each.getPropertyName() == null) {
                field.append('[').append(each.getIndex()).append(']');
            } else {
                field.append(field.isEmpty() ? "" : ".").append(each.getPropertyName());
            }
        }
        return field.isEmpty() ? "$" : field.toString();
    }

    private static String problem(JacksonException e) {
        return e instanceof MismatchedInputException mismatch ? expected(mismatch.getTargetType()) : "cannot be read";
    }

    private static String expected(@Nullable Class<?> type) {
        if (type == null) {
            return "is of the wrong type";
        }
        if (type.isEnum()) {
            return "must be one of "
                    + Arrays.stream(type.getEnumConstants())
                            .map(each -> MAPPER.valueToTree(each).asString())
                            .collect(Collectors.joining(", "));
        }
        if (type == String.class) {
            return "must be a text";
        }
        if (type == boolean.class || type == Boolean.class) {
            return "must be true or false";
        }
        if (type == int.class || type == Integer.class) {
            return "must be a whole number";
        }
        if (type == BigDecimal.class) {
            return "must be a number";
        }
        if (Collection.class.isAssignableFrom(type)) {
            return "must be a list";
        }
        return Map.class.isAssignableFrom(type) || type.isRecord() ? "must be an object" : "is of the wrong type";
    }
}
