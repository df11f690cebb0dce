package dev.chiron.tutor.platform.database;

import dev.chiron.tutor.platform.InvalidSettingException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The list of applied migrations that the Supabase CLI keeps, {@code supabase_migrations.schema_migrations}. */
final class CliHistory {

    private CliHistory() {}

    /**
     * An applied migration, as the CLI notes it.
     *
     * @param name empty when an old CLI wrote the row
     * @param statements the file, cut at its semicolons; none when an old CLI wrote the row
     */
    record Entry(String version, String name, List<String> statements) {

        /**
         * That the CLI applied the file that is here under this version.
         *
         * @throws InvalidSettingException if it was another one
         */
        void check(MigrationFile file) {
            var otherName = !name.isEmpty() && !name.equals(file.name());
            var otherText = !statements.isEmpty()
                    && !essence(String.join(";", statements)).equals(essence(file.text()));
            if (otherName || otherText) {
                throw new InvalidSettingException(
                        "SUPABASE_DB_URL",
                        "the Supabase CLI has applied another migration under version " + version + " there ("
                                + (otherName ? name + " instead of " + file.name() : file.name() + " with other text")
                                + ")",
                        "A migration never changes after it has landed: use the release whose supabase/migrations were"
                                + " applied, or another database");
            }
        }

        /** Where the CLI cuts, and what it trims there, does not matter. */
        private static String essence(String text) {
            return text.replaceAll("[\\s;]+", "");
        }
    }

    /**
     * Makes the list where there is none, as the CLI itself does. It gets nothing to do where there is one, so that a
     * start changes nothing.
     */
    static void prepare(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            if (complete(connection)) {
                return;
            }
            statement.execute("create schema if not exists supabase_migrations");
            statement.execute(
                    "create table if not exists supabase_migrations.schema_migrations (version text not null primary key)");
            statement.execute(
                    "alter table supabase_migrations.schema_migrations add column if not exists statements text[]");
            statement.execute("alter table supabase_migrations.schema_migrations add column if not exists name text");
        }
    }

    private static boolean complete(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery("""
                        select count(*) = 3 from pg_attribute
                        where attrelid = to_regclass('supabase_migrations.schema_migrations')
                          and attname in ('version', 'name', 'statements') and not attisdropped""")) {
            return row.next() && row.getBoolean(1);
        }
    }

    /** All entries by version, also those of migrations that are not ours. */
    static Map<String, Entry> read(Connection connection) throws SQLException {
        var entries = new HashMap<String, Entry>();
        try (var statement = connection.createStatement();
                var row = statement.executeQuery("""
                        select version, coalesce(name, '') as name, coalesce(statements, '{}') as statements
                        from supabase_migrations.schema_migrations""")) {
            while (row.next()) {
                var version = row.getString("version");
                var statements = List.of((String[]) row.getArray("statements").getArray());
                entries.put(version, new Entry(version, row.getString("name"), statements));
            }
        }
        return entries;
    }

    /** Enters a migration that has been applied; once more is no error. */
    static void add(Connection connection, MigrationFile file) throws SQLException {
        try (var statement = connection.prepareStatement("""
                insert into supabase_migrations.schema_migrations (version, name, statements) values (?, ?, ?)
                on conflict (version) do nothing""")) {
            statement.setString(1, file.version());
            statement.setString(2, file.name());
            statement.setArray(3, connection.createArrayOf("text", new String[] {file.text()}));
            statement.executeUpdate();
        }
    }
}
