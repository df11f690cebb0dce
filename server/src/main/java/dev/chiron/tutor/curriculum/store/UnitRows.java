package dev.chiron.tutor.curriculum.store;

import dev.chiron.tutor.curriculum.Unit;
import dev.chiron.tutor.curriculum.UnitContent;
import dev.chiron.tutor.curriculum.UnitType;
import dev.chiron.tutor.platform.UnitId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Reads and writes columns that requests and workers both know. */
final class UnitRows {

    /** Decimals stay as they were written: a slider's 0.1 is no binary fraction. */
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private UnitRows() {}

    static Unit unit(ResultSet row, int number) throws SQLException {
        var id = new UnitId(row.getObject("id", UUID.class));
        return new Unit(
                id,
                row.getString("title"),
                content(id, row.getString("unit_type"), row.getString("content_config")),
                row.getInt("estimated_duration_minutes"),
                remedial(row),
                prerequisites(row));
    }

    private static UnitContent content(UnitId id, String type, String config) {
        try {
            return UnitContent.read(UnitType.find(type).orElseThrow(), JSON.readTree(config));
        } catch (IllegalArgumentException | JacksonException e) {
            // Somebody has written it past the API.
            throw new IllegalStateException("the content of unit " + id + " cannot be read", e);
        }
    }

    static @Nullable UnitId remedial(ResultSet row) throws SQLException {
        var id = row.getObject("remedial_unit_id", UUID.class);
        return id == null ? null : new UnitId(id);
    }

    static List<UnitId> prerequisites(ResultSet row) throws SQLException {
        return Arrays.stream((UUID[]) row.getArray("prerequisite_unit_ids").getArray())
                .map(UnitId::new)
                .toList();
    }

    /** A key; an empty one stands for none, because a key once set can be emptied only. */
    static Optional<ObjectNode> key(@Nullable String json) {
        return json == null
                ? Optional.empty()
                : JSON.readTree(json).asObjectOpt().filter(key -> !key.isEmpty());
    }

    static ObjectNode noKey() {
        return JSON.createObjectNode();
    }

    static String[] strings(Collection<UnitId> ids) {
        return ids.stream().map(each -> Objects.toString(each.value())).toArray(String[]::new);
    }
}
