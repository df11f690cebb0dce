package dev.chiron.tutor.integration;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** What tables and columns there are, by the server. */
final class Catalog {

    private final Connection connection;

    private Catalog(Connection connection) {
        this.connection = connection;
    }

    static Catalog of(Connection connection) {
        return new Catalog(connection);
    }

    /**
     * A table.
     *
     * @param name with its schema
     * @param owner SQL that gives a row's learner, of an alias {@code t}; empty where rows are nobody's
     */
    record Table(String name, String owner, List<Column> columns) {

        boolean owned() {
            return !owner.isEmpty();
        }
    }

    /**
     * A column.
     *
     * @param writable whether a statement may give it a value at all
     * @param required whether it has to
     */
    record Column(String name, String type, boolean writable, boolean required) {}

    /** The tables of a schema by name. */
    List<Table> tables(String schema) throws SQLException {
        var tables = new ArrayList<Table>();
        for (var name : texts("select format('%I.%I', '" + schema
                + "', relname) from pg_class where relnamespace = to_regnamespace('" + schema
                + "') and relkind in ('r', 'p') order by relname")) {
            var columns = columns(name);
            tables.add(new Table(name, owner(name, columns), columns));
        }
        return tables;
    }

    /** By the column that every table of learners' rows has, but for two. */
    private static String owner(String table, List<Column> columns) {
        return switch (table) {
            case "public.profiles" -> "t.id";
            case "public.interaction_keys" -> "(select c.user_id from public.chat_turns c where c.id = t.turn_id)";
            default -> columns.stream().anyMatch(each -> each.name().equals("user_id")) ? "t.user_id" : "";
        };
    }

    private List<Column> columns(String table) throws SQLException {
        var columns = new ArrayList<Column>();
        try (var statement = connection.createStatement();
                var row = statement.executeQuery("""
                        select attname, format_type(atttypid, null), attgenerated = '' and attidentity <> 'a',
                               attgenerated = '' and attidentity = '' and attnotnull and not atthasdef
                        from pg_attribute
                        where attrelid = '%s'::regclass and attnum > 0 and not attisdropped order by attnum""".formatted(table))) {
            while (row.next()) {
                columns.add(new Column(row.getString(1), row.getString(2), row.getBoolean(3), row.getBoolean(4)));
            }
        }
        return columns;
    }

    /** The values of a query with one column. */
    List<String> texts(String sql) throws SQLException {
        var texts = new ArrayList<String>();
        try (var statement = connection.createStatement();
                var row = statement.executeQuery(sql)) {
            while (row.next()) {
                texts.add(row.getString(1));
            }
        }
        return texts;
    }
}
