package dev.chiron.tutor.platform.database;

import dev.chiron.embedded.EmbeddedException;
import dev.chiron.embedded.SupabaseBootstrap;
import dev.chiron.embedded.SupabasePostgres;
import dev.chiron.tutor.platform.InvalidSettingException;
import dev.chiron.tutor.platform.RunningPart;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** The Postgres that this process uses: somebody's, or one of its own that lives and dies with it. */
final class Database implements RunningPart, AutoCloseable {

    private final DatabaseAddress address;
    private final @Nullable SupabasePostgres own;

    private Database(DatabaseAddress address, @Nullable SupabasePostgres own) {
        this.address = address;
        this.own = own;
    }

    /**
     * Finds or starts the database and makes sure that it answers.
     *
     * @throws InvalidSettingException if the one that is set cannot be reached within 5 s
     */
    static Database open(DatabaseSettings settings) {
        if (settings.url().isBlank()) {
            return startOwn(settings);
        }
        var address = DatabaseAddress.parse(settings.url().strip());
        try (var connection = DriverManager.getConnection(address.with("loginTimeout", "5"))) {
            if (settings.bootstrapSupabase()) {
                SupabaseBootstrap.apply(connection);
            }
        } catch (SQLException e) {
            throw new InvalidSettingException(
                    "SUPABASE_DB_URL",
                    "no database answers at " + address.shown() + " (" + reason(e) + ")",
                    "Check host, port, user and password, or unset it to use the embedded database",
                    e);
        } catch (EmbeddedException e) {
            throw new InvalidSettingException(
                    "TUTOR_BOOTSTRAP_SUPABASE",
                    "the database at " + address.shown() + " cannot be prepared (" + e.getMessage() + ")",
                    "Use an empty database and a login that may create roles, or unset it for a Supabase project",
                    e);
        }
        return new Database(address, null);
    }

    private static Database startOwn(DatabaseSettings settings) {
        SupabasePostgres own;
        try {
            own = SupabasePostgres.startDurable(settings.home());
        } catch (RuntimeException e) {
            throw new InvalidSettingException(
                    "TUTOR_HOME",
                    "the embedded database cannot start in "
                            + settings.home().toAbsolutePath().normalize() + " (" + e.getMessage() + ")",
                    "End the other process, or choose another folder",
                    e);
        }
        var address = new DatabaseAddress(own.jdbcUrl("postgres"), "127.0.0.1:" + own.port() + "/postgres");
        try (var connection = DriverManager.getConnection(address.jdbcUrl())) {
            SupabaseBootstrap.apply(connection);
        } catch (SQLException e) {
            own.close();
            throw new IllegalStateException("the embedded database could not be prepared", e);
        }
        return new Database(address, own);
    }

    private static String reason(SQLException e) {
        var state = e.getSQLState();
        if (state == null) {
            return "no answer";
        }
        return switch (state) {
            case "28P01", "28000" -> "user or password refused";
            case "3D000" -> "no such database";
            default -> "SQLSTATE " + state;
        };
    }

    DatabaseAddress address() {
        return address;
    }

    boolean embedded() {
        return own != null;
    }

    @Override
    public String describe() {
        return "Database   " + address.shown() + (own == null ? "" : " (embedded)");
    }

    @Override
    public void close() {
        if (own != null) {
            own.close();
        }
    }
}
