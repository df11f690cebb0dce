package dev.chiron.tutor.platform.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.core.converter.ModelConverterContext;
import io.swagger.v3.core.jackson.ModelResolver;
import io.swagger.v3.core.util.Json31;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.media.Schema;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Reads the records of the API for its document: names in snake_case, any JSON as any JSON, and what is said by {@code
 * @Nullable} and {@code @JsonInclude} already, so that nobody has to say it twice.
 */
final class RecordModels extends ModelResolver {

    private static final String REFERENCE = "#/components/schemas/";
    private static final PropertyNamingStrategies.NamingBase SNAKE_CASE =
            (PropertyNamingStrategies.NamingBase) PropertyNamingStrategies.SNAKE_CASE;

    /** The library has one list of readers in a JVM: of two applications in it, only one's is asked. */
    private static final Map<String, Class<?>> RECORDS = new ConcurrentHashMap<>();

    RecordModels() {
        super(Json31.mapper().copy().setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE));
    }

    @Override
    public @Nullable Schema<?> resolve(
            AnnotatedType type, ModelConverterContext context, Iterator<ModelConverter> next) {
        var raw = _mapper.constructType(type.getType()).getRawClass();
        if (JsonNode.class.isAssignableFrom(raw)) {
            return anyJson(type);
        }
        if (raw.isRecord()) {
            RECORDS.put(nameOf(raw), raw);
        }
        return super.resolve(type, context, next);
    }

    private static String nameOf(Class<?> type) {
        var named = type.getAnnotation(io.swagger.v3.oas.annotations.media.Schema.class);
        return named == null || named.name().isEmpty() ? type.getSimpleName() : named.name();
    }

    /** The document would describe the class of a JSON node, member by member. */
    private static Schema<?> anyJson(AnnotatedType type) {
        var schema = new JsonSchema();
        var said = type.getCtxAnnotations() == null
                ? Stream.<io.swagger.v3.oas.annotations.media.Schema>empty()
                : Arrays.stream(type.getCtxAnnotations())
                        .filter(io.swagger.v3.oas.annotations.media.Schema.class::isInstance)
                        .map(io.swagger.v3.oas.annotations.media.Schema.class::cast);
        said.findFirst().ifPresent(each -> {
            if (!each.description().isEmpty()) {
                schema.setDescription(each.description());
            }
            if (!each.type().isEmpty()) {
                schema.addType(each.type());
            }
        });
        return schema;
    }

    /** Says of every member whether it may be null, and of those in answers whether they may be absent. */
    void complete(OpenAPI document) {
        var schemas = document.getComponents().getSchemas();
        var answered = new HashSet<String>();
        document.getPaths().values().stream()
                .flatMap(path -> path.readOperations().stream())
                .flatMap(operation -> operation.getResponses().values().stream())
                .filter(answer -> answer.getContent() != null)
                .flatMap(answer -> answer.getContent().values().stream())
                .forEach(media -> collect(media.getSchema(), schemas::get, answered));
        schemas.forEach((name, schema) -> {
            if (schema.getProperties() != null && schema.getTypes() == null) {
                schema.addType("object");
            }
            var type = RECORDS.get(name);
            if (type != null) {
                for (var component : type.getRecordComponents()) {
                    complete(schema, component, answered.contains(name));
                }
            }
        });
    }

    private static void collect(
            @Nullable Schema<?> schema, Function<String, @Nullable Schema<?>> known, Set<String> found) {
        if (schema == null) {
            return;
        }
        if (schema.get$ref() != null) {
            var name = schema.get$ref().substring(REFERENCE.length());
            if (found.add(name)) {
                collect(known.apply(name), known, found);
            }
        }
        collect(schema.getItems(), known, found);
        if (schema.getAdditionalProperties() instanceof Schema<?> values) {
            collect(values, known, found);
        }
        if (schema.getProperties() != null) {
            schema.getProperties().values().forEach(each -> collect(each, known, found));
        }
    }

    private static void complete(Schema<?> schema, RecordComponent component, boolean answered) {
        var name = SNAKE_CASE.translate(component.getName());
        var member =
                schema.getProperties() == null ? null : schema.getProperties().get(name);
        if (member == null) {
            return;
        }
        var maybeAbsent = component.getAccessor().isAnnotationPresent(JsonInclude.class);
        if (answered && !maybeAbsent && !isRequired(schema, name)) {
            schema.addRequiredItem(name);
        }
        if (mayBeNull(component) && !(answered && maybeAbsent)) {
            if (member.getTypes() != null) {
                member.addType("null");
            } else if (member.get$ref() != null) {
                schema.addProperty(
                        name, new JsonSchema().anyOf(List.of(member, new JsonSchema().types(Set.of("null")))));
            }
        }
    }

    private static boolean isRequired(Schema<?> schema, String name) {
        return schema.getRequired() != null && schema.getRequired().contains(name);
    }

    private static boolean mayBeNull(RecordComponent component) {
        var said = component.getAccessor().getAnnotation(io.swagger.v3.oas.annotations.media.Schema.class);
        return component.getAnnotatedType().isAnnotationPresent(Nullable.class) || (said != null && said.nullable());
    }
}
