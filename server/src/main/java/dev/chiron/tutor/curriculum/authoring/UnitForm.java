package dev.chiron.tutor.curriculum.authoring;

import dev.chiron.tutor.curriculum.Unit;
import dev.chiron.tutor.curriculum.UnitContent;
import dev.chiron.tutor.curriculum.UnitType;
import dev.chiron.tutor.platform.UnitId;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A unit as a teacher wants it. A part that is wrong is null, and noted; the others are there, so that everything
 * can be told at once.
 *
 * @param remedial null: none
 */
public record UnitForm(
        @Nullable String title,
        @Nullable AuthoredContent content,
        @Nullable Integer minutes,
        @Nullable NamedUnit remedial,
        List<NamedUnit> prerequisites) {

    private static final int MAX_TITLE = 200;
    private static final int MAX_MINUTES = 600;
    private static final int DEFAULT_MINUTES = 5;
    private static final int MAX_PREREQUISITES = 50;

    private static final String TITLE = "title";
    private static final String TYPE = "unit_type";
    private static final String CONFIG = "content_config";
    private static final String MINUTES = "estimated_duration_minutes";
    private static final String REMEDIAL = "remedial_unit_id";
    private static final String PREREQUISITES = "prerequisite_unit_ids";

    private static final UnitForm EMPTY = new UnitForm(null, null, null, null, List.of());

    /** Copies the prerequisites. */
    public UnitForm {
        prerequisites = List.copyOf(prerequisites);
    }

    /** Reads a new unit; what is absent gets its default. */
    public static UnitForm ofNew(JsonNode body, Problems problems) {
        var fields = Fields.of(body, "", problems);
        if (fields == null) {
            return EMPTY;
        }
        var title = fields.text(TITLE, MAX_TITLE);
        var type = type(fields);
        AuthoredContent content = null;
        if (!fields.has(CONFIG)) {
            fields.problem(CONFIG, "is missing");
        } else if (type != null) {
            content = AuthoredContent.read(type, fields.get(CONFIG), problems);
        }
        var minutes =
                fields.has(MINUTES) ? fields.optionalWhole(MINUTES, 1, MAX_MINUTES) : Integer.valueOf(DEFAULT_MINUTES);
        return new UnitForm(title, content, minutes, remedial(fields, problems), prerequisites(fields, problems));
    }

    /**
     * Reads a change. What is absent stays; a null takes the remedial unit away and is refused elsewhere. A content
     * that says nothing of the answer keeps the key, if the type stays and the key still fits.
     *
     * @param key the stored one; null: none
     */
    public static UnitForm ofChange(Unit current, @Nullable ObjectNode key, JsonNode body, Problems problems) {
        var fields = Fields.of(body, "", problems);
        if (fields == null) {
            return EMPTY;
        }
        for (var name : List.of(TITLE, TYPE, CONFIG, MINUTES, PREREQUISITES)) {
            if (fields.mentions(name) && !fields.has(name)) {
                fields.problem(name, "must not be null");
            }
        }
        return new UnitForm(
                fields.has(TITLE) ? fields.text(TITLE, MAX_TITLE) : current.title(),
                changedContent(current.content(), key, fields, problems),
                fields.has(MINUTES)
                        ? fields.optionalWhole(MINUTES, 1, MAX_MINUTES)
                        : Integer.valueOf(current.minutes()),
                fields.mentions(REMEDIAL) ? remedial(fields, problems) : named(REMEDIAL, current.remedialUnitId()),
                fields.mentions(PREREQUISITES)
                        ? prerequisites(fields, problems)
                        : IntStream.range(0, current.prerequisiteUnitIds().size())
                                .mapToObj(i -> new NamedUnit(
                                        PREREQUISITES + "[" + i + "]",
                                        current.prerequisiteUnitIds().get(i)))
                                .toList());
    }

    private static @Nullable AuthoredContent changedContent(
            UnitContent current, @Nullable ObjectNode key, Fields fields, Problems problems) {
        var type = fields.has(TYPE) ? type(fields) : current.type();
        if (type == null) {
            return null;
        }
        if (!fields.has(CONFIG)) {
            if (type != current.type()) {
                fields.problem(CONFIG, "is missing: another unit_type needs another content");
            }
            return new AuthoredContent(current, key);
        }
        var config = fields.get(CONFIG);
        if (key != null
                && type == current.type()
                && config instanceof ObjectNode object
                && !AuthoredContent.mentionsKey(config)) {
            config = object.deepCopy().setAll(key);
        }
        return AuthoredContent.read(type, config, problems);
    }

    /**
     * The unit, once nothing is wrong.
     *
     * @throws NullPointerException if something is
     */
    public Unit toUnit(UnitId id) {
        return new Unit(
                id,
                Objects.requireNonNull(title),
                Objects.requireNonNull(content).content(),
                Objects.requireNonNull(minutes),
                remedial == null ? null : remedial.id(),
                prerequisites.stream().map(NamedUnit::id).toList());
    }

    /** The key, once nothing is wrong; null for a unit that is not graded. */
    public @Nullable ObjectNode answerKey() {
        return Objects.requireNonNull(content).answerKey();
    }

    private static @Nullable UnitType type(Fields fields) {
        var name = fields.text(TYPE, MAX_TITLE);
        if (name == null) {
            return null;
        }
        var type = UnitType.find(name);
        if (type.isEmpty()) {
            fields.problem(
                    TYPE,
                    "must be one of "
                            + Arrays.stream(UnitType.values())
                                    .map(UnitType::lowerCase)
                                    .collect(Collectors.joining(", ")));
        }
        return type.orElse(null);
    }

    private static @Nullable NamedUnit remedial(Fields fields, Problems problems) {
        if (!fields.has(REMEDIAL)) {
            return null;
        }
        var id = Fields.uuid(fields.get(REMEDIAL), REMEDIAL, problems);
        return named(REMEDIAL, id == null ? null : new UnitId(id));
    }

    private static @Nullable NamedUnit named(String field, @Nullable UnitId id) {
        return id == null ? null : new NamedUnit(field, id);
    }

    private static List<NamedUnit> prerequisites(Fields fields, Problems problems) {
        var list = fields.has(PREREQUISITES) ? fields.list(PREREQUISITES, 0, MAX_PREREQUISITES) : null;
        return list == null ? List.of() : TrackOrder.units(PREREQUISITES, list, problems);
    }
}
