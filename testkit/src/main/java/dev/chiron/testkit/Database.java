package dev.chiron.testkit;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * Looks into the database in one of three roles: as a learner (row level security holds), as the service (it does not),
 * as the owner of the tables (whoever the application logs in as). Safe to use from any thread.
 *
 * <p>Each call takes a connection of its own, runs in one read-committed transaction and gives it back, so a test never
 * sees what is not committed and never leaves a transaction behind. Role and claims end with the transaction. The
 * connections are kept for the next call: tests ask again and again while they wait, and a login costs the server more
 * than the question.
 */
public final class Database implements AutoCloseable {

    /** As many as may ask at once; a test that holds a row keeps one. */
    private static final int MOST_CONNECTIONS = 24;

    private final HikariDataSource connections;

    Database(PgUrl url) {
        HikariConfig pool = new HikariConfig();
        pool.setPoolName("testkit-" + url.database());
        pool.setJdbcUrl(url.toJdbc());
        pool.setUsername(url.user());
        pool.setPassword(url.password());
        pool.addDataSourceProperty("ApplicationName", "testkit");
        // A statement kept by the server fails once a test has changed its table.
        pool.addDataSourceProperty("prepareThreshold", "0");
        pool.setAutoCommit(false);
        pool.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
        pool.setMaximumPoolSize(MOST_CONNECTIONS);
        pool.setMinimumIdle(0);
        pool.setConnectionTimeout(Ceiling.WAIT.toMillis());
        // It connects when it is first asked.
        pool.setInitializationFailTimeout(-1);
        this.connections = new HikariDataSource(pool);
    }

    /** Closes the connections. */
    @Override
    public void close() {
        connections.close();
    }

    /** Queries under role {@code authenticated} with the learner's claims. */
    public Queries asLearner(Learner learner) {
        return new Queries(connections, "authenticated", learner.claims());
    }

    /** Queries under role {@code anon}, as before signing in. */
    public Queries asAnonymous() {
        return new Queries(connections, "anon", "{\"role\":\"anon\"}");
    }

    /** Queries under role {@code service_role}. */
    public Queries asService() {
        return new Queries(connections, "service_role", "{\"role\":\"service_role\"}");
    }

    /** Queries as the login of the connection itself. */
    public Queries asOwner() {
        return new Queries(connections, null, null);
    }

    /**
     * Queries in one role. Parameters fill the {@code ?} of a statement. Values come as Java's own types: {@code Instant},
     * {@code UUID}, {@code List} for arrays, {@link tools.jackson.databind.JsonNode} for {@code json}. A statement that fails
     * throws {@link DatabaseRefusal}.
     */
    public static final class Queries {

        private final DataSource connections;
        private final @Nullable String role;
        private final @Nullable String claims;

        private Queries(DataSource connections, @Nullable String role, @Nullable String claims) {
            this.connections = connections;
            this.role = role;
            this.claims = claims;
        }

        /** All rows of a query, columns by name in their order. */
        public List<Map<String, @Nullable Object>> rows(String sql, Object... parameters) {
            return call(sql, jdbc -> jdbc.sql(sql)
                    .params(Arrays.asList(parameters))
                    .query(ROWS)
                    .list());
        }

        /**
         * The only row of a query.
         *
         * @throws AssertionError when there is none or more than one
         */
        public Map<String, @Nullable Object> row(String sql, Object... parameters) {
            List<Map<String, @Nullable Object>> rows = rows(sql, parameters);
            if (rows.size() != 1) {
                throw new AssertionError("expected one row of \"" + sql + "\", got " + rows);
            }
            return rows.getFirst();
        }

        /**
         * The only value of a query with one column.
         *
         * @throws AssertionError when there is not exactly one row, the value is null or of another type
         */
        public <T> T value(Class<T> type, String sql, Object... parameters) {
            Object value = row(sql, parameters).values().iterator().next();
            if (!type.isInstance(value)) {
                throw new AssertionError("expected a " + type.getSimpleName() + " of \"" + sql + "\", got " + value);
            }
            return type.cast(value);
        }

        /** The values of a query with one column, in order; a null stays a null. */
        public List<@Nullable Object> values(String sql, Object... parameters) {
            List<@Nullable Object> values = new ArrayList<>();
            rows(sql, parameters)
                    .forEach(row -> values.add(row.values().iterator().next()));
            return values;
        }

        /** How many rows a query gives. */
        public int count(String sql, Object... parameters) {
            return rows(sql, parameters).size();
        }

        /**
         * Runs a statement and commits it.
         *
         * @return how many rows it changed
         */
        public int update(String sql, Object... parameters) {
            return call(
                    sql, jdbc -> jdbc.sql(sql).params(Arrays.asList(parameters)).update());
        }

        /**
         * Waits until a query gives at least one row.
         *
         * @return its first row
         * @throws AssertionError when there is none within 30 s
         */
        public Map<String, @Nullable Object> awaitRow(String sql, Object... parameters) {
            return awaitRows(1, sql, parameters).getFirst();
        }

        /**
         * Waits until a query gives at least {@code count} rows.
         *
         * @throws AssertionError when it does not within 30 s
         */
        public List<Map<String, @Nullable Object>> awaitRows(int count, String sql, Object... parameters) {
            return Ceiling.until(
                    count + " rows of \"" + sql + "\" " + Arrays.toString(parameters),
                    () -> rows(sql, parameters),
                    rows -> rows.size() >= count,
                    () -> "last seen: " + rows(sql, parameters));
        }

        /**
         * Runs a statement, also a {@code select … for update}, and keeps its transaction open until {@link Held#close()}:
         * every row it touched stays locked. This holds the application at an exact place without a hook in it.
         */
        public Held hold(String sql, Object... parameters) {
            Connection connection = open();
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                for (int i = 0; i < parameters.length; i++) {
                    statement.setObject(i + 1, parameters[i]);
                }
                statement.execute();
                return new Held(connection);
            } catch (SQLException e) {
                new Held(connection).close();
                throw new DatabaseRefusal(sql, e);
            }
        }

        private <T> T call(String sql, Function<JdbcClient, T> work) {
            try (Connection connection = open()) {
                T result = work.apply(client(connection));
                connection.commit();
                return result;
            } catch (DataAccessException e) {
                // Spring's message says which statement failed; a test wants to know why.
                throw e.getMostSpecificCause() instanceof SQLException cause ? new DatabaseRefusal(sql, cause) : e;
            } catch (SQLException e) {
                throw new DatabaseRefusal(sql, e);
            }
        }

        private static JdbcClient client(Connection connection) {
            return JdbcClient.create(new SingleConnectionDataSource(connection, true));
        }

        private Connection open() {
            try {
                Connection connection = connections.getConnection();
                try {
                    become(connection);
                    return connection;
                } catch (SQLException e) {
                    connection.close();
                    throw e;
                }
            } catch (SQLException e) {
                throw new IllegalStateException("cannot connect", e);
            }
        }

        private void become(Connection connection) throws SQLException {
            if (role == null || claims == null) {
                return;
            }
            try (Statement statement = connection.createStatement();
                    var setting = connection.prepareStatement("select set_config('request.jwt.claims', ?, true)")) {
                setting.setString(1, claims);
                setting.execute();
                // The role is one of three constants of this class, so it needs no quoting.
                statement.execute("set local role " + role);
            }
        }
    }

    /** An open transaction that holds its locks. */
    public static final class Held implements AutoCloseable {

        private final Connection connection;

        private Held(Connection connection) {
            this.connection = connection;
        }

        /** Undoes the statement and frees its locks. */
        @Override
        public void close() {
            try (connection) {
                connection.rollback();
            } catch (SQLException _) {
                // A broken connection holds nothing any more.
            }
        }
    }

    private static final RowMapper<Map<String, @Nullable Object>> ROWS = (result, _) -> {
        ResultSetMetaData columns = result.getMetaData();
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        for (int i = 1; i <= columns.getColumnCount(); i++) {
            row.put(columns.getColumnLabel(i), read(result, i, columns.getColumnTypeName(i)));
        }
        return row;
    };

    private static @Nullable Object read(ResultSet result, int column, String type) throws SQLException {
        if (result.getObject(column) == null) {
            return null;
        }
        return switch (type) {
            case "json", "jsonb" -> Json.parse(Objects.requireNonNull(result.getString(column)));
            case "timestamptz" -> instant(result.getObject(column, OffsetDateTime.class));
            default -> {
                Object value = result.getObject(column);
                yield value instanceof Array array ? Arrays.asList((Object[]) array.getArray()) : value;
            }
        };
    }

    private static Instant instant(OffsetDateTime time) {
        return time.toInstant();
    }
}
