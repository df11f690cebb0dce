package dev.chiron.tutor.platform.database;

import dev.chiron.tutor.platform.InvalidSettingException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationState;
import org.flywaydb.core.api.callback.BaseCallback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;
import org.flywaydb.core.api.exception.FlywayValidateException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings a database up to date with {@code supabase/migrations}, which the Supabase CLI may do as well. Each keeps a list
 * of its own of what has been applied: Flyway in {@code chiron.flyway_schema_history}, the CLI in {@code
 * supabase_migrations.schema_migrations}. Here the two are kept equal: what stands in the CLI's list is recognised and not
 * run again, and what is run here is entered there, in the transaction of the migration.
 *
 * <p>Any number of nodes may do so at once; only the CLI takes no notice of our lock.
 */
public final class SchemaMigrations {

    private static final Logger log = LoggerFactory.getLogger(SchemaMigrations.class);
    private static final long LOCK = 0x43686972_6f6e0003L;

    /** Longer than all migrations of another node take; a node that hangs is not waited for. */
    private static final String PATIENCE = "5min";

    private SchemaMigrations() {}

    /**
     * Applies what has not been applied, by whomever.
     *
     * @param jdbcUrl with user and password, of the login that owns the tables or is to own them
     * @throws InvalidSettingException if what was applied is not what this program has under the same version, or is not
     *     all of what comes before it; nothing is changed then
     */
    public static void apply(String jdbcUrl) {
        var flyway = Flyway.configure()
                .dataSource(jdbcUrl, null, null)
                .locations("classpath:supabase/migrations")
                // The Supabase CLI's file names: <yyyymmddhhmmss>_<name>.sql
                .sqlMigrationPrefix("")
                .sqlMigrationSeparator("_")
                .defaultSchema("chiron")
                .createSchemas(true)
                .baselineOnMigrate(true)
                .baselineVersion("0")
                .callbacks(new EntersIntoTheCliList())
                .load();
        try (var connection = DriverManager.getConnection(jdbcUrl)) {
            lock(connection);
            // The lock ends with the connection.
            CliHistory.prepare(connection);
            recognise(flyway, connection);
            flyway.migrate();
            tell(flyway, connection);
        } catch (FlywayValidateException e) {
            throw refused(flyway, e);
        } catch (SQLException e) {
            throw new InvalidSettingException(
                    "SUPABASE_DB_URL",
                    "the schema cannot be brought up to date (" + e.getMessage() + ")",
                    "Use the login that owns the tables, as a Supabase project's postgres does",
                    e);
        }
    }

    private static void lock(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("set lock_timeout = '" + PATIENCE + "'");
            statement.execute("select pg_advisory_lock(" + LOCK + ")");
        }
    }

    /** What the CLI has applied and Flyway knows nothing of is entered into Flyway's list as it would have been. */
    private static void recognise(Flyway flyway, Connection connection) throws SQLException {
        var theirs = CliHistory.read(connection);
        var all = Arrays.asList(flyway.info().all());
        var found = new ArrayList<MigrationInfo>();
        MigrationInfo missing = null;
        for (var each : all) {
            if (!isOurs(each)) {
                continue;
            }
            var version = version(each);
            var entry = theirs.get(version);
            if (entry != null) {
                entry.check(MigrationFile.of(each));
            }
            if (each.getState().isApplied()) {
                continue;
            }
            if (entry == null) {
                missing = missing == null ? each : missing;
            } else if (missing != null) {
                throw new InvalidSettingException(
                        "SUPABASE_DB_URL",
                        "the Supabase CLI has applied migration " + version + ", but not " + version(missing)
                                + ", which comes before it",
                        "Apply it first: supabase db push --include-all");
            } else {
                found.add(each);
            }
        }
        if (found.isEmpty()) {
            return;
        }
        if (flyway.info().applied().length == 0) {
            flyway.baseline();
        }
        connection.setAutoCommit(false);
        try (var statement = connection.prepareStatement("""
                insert into chiron.flyway_schema_history
                    (installed_rank, version, description, type, script, checksum, installed_by, execution_time, success)
                select 1 + coalesce(max(installed_rank), 0), ?, ?, 'SQL', ?, ?, current_user, 0, true
                from chiron.flyway_schema_history""")) {
            for (var each : found) {
                statement.setString(1, version(each));
                statement.setString(2, each.getDescription());
                statement.setString(3, each.getScript());
                statement.setObject(4, each.getChecksum());
                statement.executeUpdate();
            }
            connection.commit();
            log.info("{} migrations were applied by the Supabase CLI before", found.size());
        } catch (SQLException e) {
            connection.rollback();
            throw e;
        } finally {
            connection.setAutoCommit(true);
        }
    }

    /** What Flyway applied before it told anybody is entered into the CLI's list. */
    private static void tell(Flyway flyway, Connection connection) throws SQLException {
        var theirs = CliHistory.read(connection);
        for (var each : flyway.info().applied()) {
            if (isOurs(each) && !theirs.containsKey(version(each))) {
                CliHistory.add(connection, MigrationFile.of(each));
            }
        }
    }

    /** A file here; not Flyway's own entries, nor those of a newer program that has been here. */
    private static boolean isOurs(MigrationInfo migration) {
        return migration.getVersion() != null
                && migration.getType().name().equals("SQL")
                && migration.getState() != MigrationState.FUTURE_SUCCESS
                && migration.getState() != MigrationState.FUTURE_FAILED
                && migration.getState() != MigrationState.MISSING_SUCCESS
                && migration.getState() != MigrationState.MISSING_FAILED;
    }

    private static String version(MigrationInfo migration) {
        return migration.getVersion().getVersion();
    }

    private static InvalidSettingException refused(Flyway flyway, FlywayValidateException e) {
        var changed = flyway.validateWithResult().invalidMigrations.stream()
                .map(each -> each.version + " (" + each.description + ")")
                .distinct()
                .collect(Collectors.joining(", "));
        return new InvalidSettingException(
                "SUPABASE_DB_URL",
                "what was applied there is not what this program has under the same version: " + changed,
                "A migration never changes after it has landed: use the release that was here before, or another"
                        + " database",
                e);
    }

    /** In the transaction of the migration itself: there is no moment at which it is done and only one side knows. */
    private static final class EntersIntoTheCliList extends BaseCallback {

        @Override
        public boolean supports(Event event, Context context) {
            return event == Event.AFTER_EACH_MIGRATE;
        }

        @Override
        public boolean canHandleInTransaction(Event event, Context context) {
            return true;
        }

        @Override
        public void handle(Event event, Context context) {
            var migration = context.getMigrationInfo();
            if (migration == null || !isOurs(migration)) {
                return;
            }
            try {
                CliHistory.add(context.getConnection(), MigrationFile.of(migration));
            } catch (SQLException e) {
                throw new FlywayException("migration " + version(migration) + " cannot be entered for the CLI", e);
            }
        }
    }
}
