package dev.chiron.tutor.platform.database;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Base64;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PasswordUtil;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The login of the pool of requests. A connection that logged in as the owner of the tables may always become the owner
 * again ({@code reset role}), and whatever else the owner may become; so requests log in as somebody who owns nothing and
 * may become {@code chiron_request} only.
 *
 * <p>The login is made at the first start. Its password follows from the owner's, so that every node knows it and no
 * place has to keep it; the server is given the SCRAM verifier.
 */
final class RequestLogin {

    /** One for each owner, so that it has one password wherever on a server that owner has a database. */
    private static final String PREFIX = "chiron_request_of_";

    private static final int MOST_BYTES_OF_A_NAME = 63;
    private static final int ITERATIONS = 4096;
    private static final int SALT_BYTES = 16;
    private static final int ATTEMPTS = 10;
    private static final long LOCK = 0x43686972_6f6e0002L;
    private static final Logger log = LoggerFactory.getLogger(RequestLogin.class);

    /** Roles belong to the whole server: another node makes this one for another database at the same moment. */
    private static final Set<String> RACES = Set.of("23505", "42710", "40001", "40P01", "XX000");

    /** Nothing that would make the login more than it is meant to be. */
    private static final String HARMLESS = """
            select pg_has_role(r.oid, 'chiron_request', 'member')
                and not (r.rolsuper or r.rolbypassrls or r.rolcreaterole or r.rolinherit)
                and not exists (select from pg_auth_members m
                                where m.member = r.oid and m.roleid <> 'chiron_request'::regrole)
            from pg_roles r where r.rolname = session_user""";

    private RequestLogin() {}

    /**
     * The address under which requests log in. It is the owner's where such a login cannot be had, which the log says:
     * when the owner may not make roles, or the server wants something else than a password.
     *
     * @param owner the login that has migrated the database
     * @throws IllegalStateException if the database does not answer
     */
    static DatabaseAddress of(DatabaseAddress owner) {
        try (var connection = DriverManager.getConnection(owner.jdbcUrl())) {
            var role = name(connection);
            var password = derived(owner.password(), role);
            var login = owner.as(role, password);
            for (var attempt = 1; ; attempt++) {
                try {
                    if (serves(login)) {
                        return login;
                    }
                    make(connection, role, password);
                    return serves(login)
                            ? login
                            : shared(owner, "the server does not let " + role + " in as it should");
                } catch (SQLException e) {
                    if (isAway(e.getSQLState())) {
                        throw e;
                    }
                    if (attempt == ATTEMPTS || !RACES.contains(e.getSQLState())) {
                        return shared(owner, "the login may not make " + role + " (SQLSTATE " + e.getSQLState() + ")");
                    }
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException("no login for requests can be made (SQLSTATE " + e.getSQLState() + ")", e);
        }
    }

    private static DatabaseAddress shared(DatabaseAddress owner, String why) {
        log.warn("Requests share the login that owns the tables, so SQL of somebody else's could become it: {}", why);
        return owner;
    }

    private static String name(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery("select session_user::text")) {
            row.next();
            var name = PREFIX + row.getString(1);
            while (name.getBytes(StandardCharsets.UTF_8).length > MOST_BYTES_OF_A_NAME) {
                name = name.substring(0, name.length() - 1);
            }
            return name;
        }
    }

    private static @Nullable String derived(@Nullable String password, String role) {
        if (password == null || password.isEmpty()) {
            return null;
        }
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(password.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(mac.doFinal(role.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HmacSHA256", e);
        }
    }

    /** Whether the login works, and is one that may become nothing but a learner. */
    private static boolean serves(DatabaseAddress login) throws SQLException {
        try (var connection = DriverManager.getConnection(login.jdbcUrl());
                var statement = connection.createStatement();
                var row = statement.executeQuery(HARMLESS)) {
            return row.next() && row.getBoolean(1);
        } catch (SQLException e) {
            if (isAway(e.getSQLState())) {
                throw e;
            }
            return false;
        }
    }

    /** Nobody could log in now. Anything else is about this login, and poolers have states of their own for that. */
    private static boolean isAway(@Nullable String state) {
        return state == null
                || state.startsWith("53")
                || state.startsWith("57")
                || (state.startsWith("08") && !state.equals("08P01"));
    }

    private static void make(Connection connection, String role, @Nullable String password) throws SQLException {
        connection.setAutoCommit(false);
        try (var statement = connection.createStatement()) {
            statement.execute("select pg_advisory_xact_lock(" + LOCK + ")");
            var quoted = '"' + role.replace("\"", "\"\"") + '"';
            statement.execute((exists(connection, role) ? "alter role " : "create role ") + quoted
                    + " login noinherit password " + verifier(password));
            statement.execute("grant chiron_request to " + quoted);
            if (!mayConnect(connection, role)) {
                statement.execute("grant connect on database \"%s\" to %s"
                        .formatted(connection.getCatalog().replace("\"", "\"\""), quoted));
            }
            connection.commit();
        } catch (SQLException e) {
            connection.rollback();
            throw e;
        } finally {
            connection.setAutoCommit(true);
        }
    }

    /** What the server keeps, and may log: nothing that one can log in with. */
    private static String verifier(@Nullable String password) {
        if (password == null) {
            return "null";
        }
        var salt = new byte[SALT_BYTES];
        new SecureRandom().nextBytes(salt);
        return "'" + PasswordUtil.encodeScramSha256(password.toCharArray(), ITERATIONS, salt) + "'";
    }

    private static boolean exists(Connection connection, String role) throws SQLException {
        return is(connection, "select exists (select from pg_roles where rolname = ?)", role);
    }

    private static boolean mayConnect(Connection connection, String role) throws SQLException {
        return is(connection, "select has_database_privilege(?::name, current_database(), 'connect')", role);
    }

    private static boolean is(Connection connection, String question, String role) throws SQLException {
        try (var statement = connection.prepareStatement(question)) {
            statement.setString(1, role);
            try (var row = statement.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        }
    }
}
