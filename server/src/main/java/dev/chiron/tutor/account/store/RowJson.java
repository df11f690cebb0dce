package dev.chiron.tutor.account.store;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Set;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;

/** A row as a JSON object with a member for each of its columns; times as the API writes them. */
final class RowJson {

    private final JsonMapper json;

    RowJson(JsonMapper json) {
        this.json = json;
    }

    /** @param without columns that are left out */
    void write(ResultSet row, Set<String> without, JsonGenerator out) throws SQLException {
        var columns = row.getMetaData();
        out.writeStartObject();
        for (var i = 1; i <= columns.getColumnCount(); i++) {
            if (!without.contains(columns.getColumnName(i))) {
                out.writeName(columns.getColumnName(i));
                write(row, i, columns.getColumnTypeName(i), out);
            }
        }
        out.writeEndObject();
    }

    private void write(ResultSet row, int column, String type, JsonGenerator out) throws SQLException {
        var text = row.getString(column);
        if (text == null) {
            out.writeNull();
            return;
        }
        switch (type) {
            case "jsonb" -> out.writeTree(json.readTree(text));
            case "bool" -> out.writeBoolean(row.getBoolean(column));
            case "int4", "int8", "bigserial" -> out.writeNumber(row.getLong(column));
            case "timestamptz" ->
                out.writeString(
                        row.getObject(column, OffsetDateTime.class).toInstant().toString());
            case "_uuid", "_text" -> writeArray(row.getArray(column), out);
            default -> out.writeString(text);
        }
    }

    private static void writeArray(Array array, JsonGenerator out) throws SQLException {
        out.writeStartArray();
        for (var each : (Object[]) array.getArray()) {
            out.writeString(String.valueOf(each));
        }
        out.writeEndArray();
    }
}
