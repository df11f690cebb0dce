package dev.chiron.embedded;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Shared by the tests: servers on homes of their own, whose programs are unpacked only once. */
final class TestHomes {

    private TestHomes() {}

    static Path programCache() {
        return Directories.makePrivate(Path.of("target", "postgres-programs"));
    }

    static SupabasePostgres durable(Path home) {
        return SupabasePostgres.startDurable(home, programCache(), PostgresUser.detect());
    }

    /** The first column of the first row, as text. */
    static String ask(String jdbcUrl, String sql) throws SQLException {
        try (var connection = DriverManager.getConnection(jdbcUrl);
                var statement = connection.createStatement()) {
            return ask(statement, sql);
        }
    }

    static String ask(Statement statement, String sql) throws SQLException {
        try (ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return String.valueOf(row.getString(1));
        }
    }

    static void run(String jdbcUrl, String sql) throws SQLException {
        try (var connection = DriverManager.getConnection(jdbcUrl);
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
