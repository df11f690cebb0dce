package dev.chiron.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes a plain Postgres into what every Supabase project has before its first migration: the roles of the API, the
 * schemas auth and extensions, the tables of Supabase Auth and the functions auth.uid(), auth.role(), auth.email() and
 * auth.jwt(). What exactly stands in supabase-bootstrap.sql beside this class.
 */
public final class SupabaseBootstrap {

    private static final String SCRIPT = read("supabase-bootstrap.sql");
    private static final String MARK_PREFIX = "Prepared by Chiron, script ";
    private static final String MARK = MARK_PREFIX + fingerprint(SCRIPT);
    private static final long LOCK = 0x43686972_6f6e0001L;
    private static final int ATTEMPTS = 10;

    /** Two databases of one server make the same roles at once: one of them has to begin again. */
    private static final Set<String> RACES = Set.of("23505", "42710", "40001", "40P01");

    private static final String STATE = """
            select obj_description(n.oid, 'pg_namespace') as mark,
                   exists (select from pg_class c
                           where c.relnamespace = n.oid and c.relname = 'users'
                             and pg_get_userbyid(c.relowner) = 'supabase_auth_admin')
                   and (select count(distinct proname) from pg_proc
                        where pronamespace = n.oid and proname in ('uid', 'role', 'email', 'jwt')) = 4 as complete,
                   exists (select from pg_class c where c.relnamespace = n.oid) as filled
            from pg_namespace n
            where n.nspname = 'auth'""";

    private SupabaseBootstrap() {}

    /**
     * Prepares the database, as {@link #apply(Connection)} does, on a connection of its own.
     *
     * @param jdbcUrl with user and password, of a superuser or of a role that may create roles that bypass row level
     *     security
     */
    public static void apply(String jdbcUrl) {
        try (Connection connection = DriverManager.getConnection(jdbcUrl)) {
            apply(connection);
        } catch (SQLException problem) {
            throw new EmbeddedException(
                    "The database cannot be reached to prepare it: " + problem.getMessage(), problem);
        }
    }

    /**
     * Prepares the database in one transaction. A database that is prepared already, or belongs to a real Supabase, is
     * not changed at all. May run in any number of processes and databases of one server at once.
     *
     * @param connection in auto-commit mode, which it is left in
     * @throws IllegalArgumentException when the connection has a transaction going, which this must not commit
     * @throws EmbeddedException when there is a schema auth of somebody else, or the login has not the right to do it
     */
    public static void apply(Connection connection) {
        try {
            if (!connection.getAutoCommit()) {
                throw new IllegalArgumentException("The connection must be in auto-commit mode");
            }
            for (int attempt = 1; ; attempt++) {
                try {
                    applyOnce(connection);
                    return;
                } catch (SQLException problem) {
                    if (attempt == ATTEMPTS || !isRace(problem)) {
                        throw problem;
                    }
                    Patience.until(Duration.ofMillis(20L * attempt), () -> false);
                }
            }
        } catch (SQLException problem) {
            throw new EmbeddedException(
                    "The database cannot be prepared: " + problem.getMessage()
                            + ". Use a superuser, or a database of a real Supabase without TUTOR_BOOTSTRAP_SUPABASE",
                    problem);
        }
    }

    private static void applyOnce(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute("select pg_advisory_xact_lock(" + LOCK + ")");
            if (isNeeded(statement)) {
                statement.execute(SCRIPT);
                statement.execute("comment on schema auth is '" + MARK + "'");
            }
            connection.commit();
        } catch (SQLException | RuntimeException problem) {
            connection.rollback();
            throw problem;
        } finally {
            connection.setAutoCommit(true);
        }
    }

    private static boolean isNeeded(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery(STATE)) {
            if (!row.next()) {
                return true;
            }
            @Nullable String mark = row.getString("mark");
            boolean ours = mark != null && mark.startsWith(MARK_PREFIX);
            if (ours) {
                return !MARK.equals(mark);
            }
            if (row.getBoolean("complete")) {
                return false;
            }
            if (row.getBoolean("filled")) {
                throw new EmbeddedException("The database has a schema auth that is not Supabase's:"
                        + " rename that schema, or choose another database");
            }
            return true;
        }
    }

    private static boolean isRace(SQLException problem) {
        String message = problem.getMessage();
        return RACES.contains(problem.getSQLState())
                || (message != null && message.contains("tuple concurrently updated"));
    }

    private static String read(String resource) {
        try (InputStream stream = SupabaseBootstrap.class.getResourceAsStream(resource)) {
            if (stream == null) {
                throw new IllegalStateException("Missing on the class path: " + resource);
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        }
    }

    private static String fingerprint(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 8);
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
