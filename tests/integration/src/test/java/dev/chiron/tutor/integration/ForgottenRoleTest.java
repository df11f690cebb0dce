package dev.chiron.tutor.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chiron.testkit.Database;
import dev.chiron.testkit.Learner;
import dev.chiron.testkit.Stack;
import dev.chiron.tutor.identity.LearnerTransactions;
import dev.chiron.tutor.platform.LearnerId;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** The pool of requests, taken by its own hand: what code gets that forgets to say who asks, or does not mean to. */
@TutorTest
@DisplayName("A request's connection that does not become its learner")
class ForgottenRoleTest {

    private static final String REFUSED = "42501";

    /** Where learners' words, keys, accounts and our own notes are; the catalog of the server is everybody's. */
    private static final String TABLES = """
            select format('%I.%I', n.nspname, c.relname) from pg_class c join pg_namespace n on n.oid = c.relnamespace
            where c.relkind in ('r', 'p', 'v', 'm', 'f', 'S')
              and n.nspname not in ('pg_catalog', 'information_schema') and n.nspname !~ '^pg_(toast|temp)'
            order by 1""";

    private static DataSource requests(Stack stack) {
        return stack.application().getBean("requestDataSource", DataSource.class);
    }

    private static List<String> all(Database database, String sql) {
        return database.asOwner().values(sql).stream().map(String::valueOf).toList();
    }

    /** The state of the server's refusal; empty when it did it. What it did is undone. */
    private static String attempt(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
            return "";
        } catch (SQLException e) {
            return e.getSQLState();
        } finally {
            connection.rollback();
        }
    }

    @Test
    @DisplayName("reads, adds, changes, deletes and empties nothing, in any table of any schema")
    void touchesNothing(Stack stack, Database database) throws SQLException {
        var tables = all(database, TABLES);
        assertThat(tables).contains("public.chat_messages", "auth.users", "chiron.flyway_schema_history");
        var wrong = new ArrayList<String>();
        try (var connection = requests(stack).getConnection()) {
            connection.setAutoCommit(false);
            for (var table : tables) {
                for (var statement : List.of(
                        "select 1 from " + table,
                        "insert into " + table + " default values",
                        "delete from " + table,
                        "truncate " + table,
                        "lock table " + table + " in access share mode",
                        "copy " + table + " to stdout")) {
                    var state = attempt(connection, statement);
                    // A sequence is no table to write to: that is answered before the question of who asks.
                    if (!state.equals(REFUSED) && !(state.equals("42809") && !statement.startsWith("select"))) {
                        wrong.add(statement + ": " + (state.isEmpty() ? "done" : state));
                    }
                }
            }
            for (var column : all(database, """
                    select format('update %I.%I set %I = default', n.nspname, c.relname, a.attname)
                    from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
                    where n.nspname in ('public', 'chiron', 'auth') and c.relkind in ('r', 'p')
                      and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''""")) {
                var state = attempt(connection, column);
                if (!state.equals(REFUSED)) {
                    wrong.add(column + ": " + (state.isEmpty() ? "done" : state));
                }
            }
            connection.setAutoCommit(true);
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    @DisplayName("runs no function that works with its owner's rights")
    void runsNoDefinersFunction(Stack stack, Database database) throws SQLException {
        var functions = all(database, """
                select p.oid::regprocedure::text from pg_proc p
                where p.prosecdef and p.pronamespace in ('public'::regnamespace, 'chiron'::regnamespace)""");
        assertThat(functions).isNotEmpty();
        try (var connection = requests(stack).getConnection();
                var statement = connection.prepareStatement("select has_function_privilege(?, 'execute')")) {
            for (var function : functions) {
                statement.setString(1, function);
                try (var row = statement.executeQuery()) {
                    row.next();
                    assertThat(row.getBoolean(1)).as(function).isFalse();
                }
            }
        }
    }

    @Test
    @DisplayName("may become a learner, and nobody else: not the service, not the owner, whatever is tried")
    void becomesALearnerOnly(Stack stack, Database database) throws SQLException {
        var roles = all(database, "select format('%I', rolname) from pg_roles order by 1");
        assertThat(roles).contains("anon", "authenticated", "service_role", "supabase_auth_admin", "postgres");
        var possible = new ArrayList<String>();
        try (var connection = requests(stack).getConnection()) {
            connection.setAutoCommit(false);
            for (var role : roles) {
                for (var way : List.of("set role ", "set session authorization ")) {
                    if (attempt(connection, way + role).isEmpty()) {
                        possible.add(way + role);
                    }
                }
            }
            var self = valueOf(connection, "select format('%I', session_user)");
            assertThat(possible)
                    .containsExactlyInAnyOrder(
                            "set role authenticated",
                            "set role chiron_request",
                            "set role " + self,
                            "set session authorization " + self);
            connection.setAutoCommit(true);
        }
    }

    @Test
    @DisplayName("gives back no more than it had: after reset, none and discard it still reads nothing")
    void fallsBackToNothing(Stack stack) throws SQLException {
        for (var way : List.of(
                "reset role",
                "set role none",
                "reset session authorization",
                "set session authorization default",
                "discard all",
                "reset all",
                "select set_config('role', 'none', false)")) {
            try (var connection = requests(stack).getConnection()) {
                try (var statement = connection.createStatement()) {
                    statement.execute(way);
                    assertThat(valueOf(
                                    connection,
                                    "select (rolsuper or rolbypassrls or rolcreaterole)::text"
                                            + " from pg_roles where rolname = current_user"))
                            .as("powers after " + way)
                            .isEqualTo("false");
                    assertThatThrownBy(() -> statement.execute("select 1 from public.chat_messages"))
                            .as(way)
                            .isInstanceOfSatisfying(SQLException.class, e -> assertThat(e.getSQLState())
                                    .isEqualTo(REFUSED));
                } finally {
                    try (var statement = connection.createStatement()) {
                        statement.execute("set role chiron_request");
                    }
                }
            }
        }
    }

    private static String valueOf(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }

    /** What a connection is once a learner's transaction on it is over, and before anybody else has it. */
    private static Map<String, @Nullable Object> afterwards(Stack stack, Learner learner, String... statements) {
        var seen = new AtomicReference<@Nullable Map<String, @Nullable Object>>();
        var source = requests(stack);
        var jdbc = JdbcClient.create(source);
        var transactions = stack.application().getBean(LearnerTransactions.class);
        try {
            transactions.as(
                    new dev.chiron.tutor.identity.Learner(new LearnerId(learner.id()), learner.claims()), () -> {
                        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                            @Override
                            public void afterCompletion(int status) {
                                seen.set(state(source));
                            }
                        });
                        assertThat(jdbc.sql("select auth.uid()")
                                        .query(UUID.class)
                                        .single())
                                .isEqualTo(learner.id());
                        for (var statement : statements) {
                            jdbc.sql(statement).query(Integer.class).list();
                        }
                        return "";
                    });
        } catch (RuntimeException e) {
            assertThat(statements).as("it fails where it is meant to").isNotEmpty();
        }
        return Objects.requireNonNull(seen.get());
    }

    private static Map<String, @Nullable Object> state(DataSource source) {
        var connection = DataSourceUtils.getConnection(source);
        try {
            return JdbcClient.create(new SingleConnectionDataSource(connection, true))
                    .sql("select current_user::text as role, current_setting('request.jwt.claims', true) as claims")
                    .query()
                    .singleRow();
        } finally {
            DataSourceUtils.releaseConnection(connection, source);
        }
    }

    @Test
    @DisplayName("is what it was after each learner's transaction: done, undone, and broken in the middle")
    void isForgottenWithItsTransaction(Stack stack, Learner learner) {
        var waiting = Map.<String, @Nullable Object>of("role", "chiron_request", "claims", "");

        assertThat(afterwards(stack, learner)).as("after a commit").isEqualTo(waiting);
        assertThat(afterwards(stack, learner, "select 1 / 0"))
                .as("after a statement that failed")
                .isEqualTo(waiting);
        assertThat(afterwards(stack, learner, "select 1 from public.learning_unit_keys"))
                .as("after a refusal")
                .isEqualTo(waiting);
    }
}
