package dev.chiron.testkit;

import dev.chiron.embedded.SupabaseBootstrap;
import dev.chiron.embedded.SupabasePostgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;

/** Where the databases of the stacks are made, one for each. */
sealed interface DatabaseServer extends AutoCloseable {

    /** Makes a new database with everything a Supabase project has before its first migration. */
    PgUrl create();

    /** Drops a database that {@link #create} made, whoever is connected. */
    void drop(PgUrl database);

    @Override
    void close();

    /** A server of our own; a database is a copy of a prepared template, which takes milliseconds. */
    final class Embedded implements DatabaseServer {

        private static final String TEMPLATE = "testkit_template";

        private final SupabasePostgres postgres;

        private Embedded(SupabasePostgres postgres) {
            this.postgres = postgres;
        }

        static Embedded start() {
            SupabasePostgres postgres = SupabasePostgres.startFast();
            try {
                postgres.createDatabase(TEMPLATE);
                SupabaseBootstrap.apply(postgres.jdbcUrl(TEMPLATE));
                postgres.freezeAsTemplate(TEMPLATE);
                return new Embedded(postgres);
            } catch (RuntimeException e) {
                postgres.close();
                throw e;
            }
        }

        @Override
        public PgUrl create() {
            String name = newName();
            postgres.createDatabase(name, TEMPLATE);
            return PgUrl.parse(postgres.jdbcUrl(name));
        }

        @Override
        public void drop(PgUrl database) {
            postgres.dropDatabase(database.database());
        }

        @Override
        public void close() {
            postgres.close();
        }
    }

    /** Somebody else's server, whose login may create databases. */
    record External(PgUrl login) implements DatabaseServer {

        @Override
        public PgUrl create() {
            String name = newName();
            execute("create database " + name);
            PgUrl made = login.database(name);
            SupabaseBootstrap.apply(made.toJdbcWithLogin());
            return made;
        }

        @Override
        public void drop(PgUrl database) {
            execute("drop database if exists " + database.database() + " with (force)");
        }

        @Override
        public void close() {
            // It was there before us and stays.
        }

        private void execute(String sql) {
            try (Connection connection = login.connect();
                    Statement statement = connection.createStatement()) {
                statement.execute(sql);
            } catch (SQLException e) {
                throw new IllegalStateException(
                        "TEST_SUPABASE_DB_URL (" + login + ") must be a server where the login may create databases: "
                                + e.getMessage(),
                        e);
            }
        }
    }

    private static String newName() {
        return "testkit_" + UUID.randomUUID().toString().replace("-", "");
    }
}
