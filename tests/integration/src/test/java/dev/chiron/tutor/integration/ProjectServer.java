package dev.chiron.tutor.integration;

import dev.chiron.embedded.SupabaseBootstrap;
import dev.chiron.embedded.SupabasePostgres;
import dev.chiron.tutor.platform.database.SchemaMigrations;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * A Postgres server with databases like those of Supabase projects: the usual login is no superuser, the schema {@code
 * auth} is somebody else's, and what exists belongs to whoever Supabase gives it. A server of its own, because roles
 * belong to the whole server, and there must be no {@code chiron_request} that a superuser has made. With {@code
 * TEST_SUPABASE_DB_URL} it is that server, whose login must be a superuser then.
 */
final class ProjectServer implements AutoCloseable {

    /** The name is {@code postgres} at Supabase, where somebody else is the superuser. */
    static final String LOGIN = "project_postgres";

    private static final String PASSWORD = "p@ss w/rd";

    private final @Nullable SupabasePostgres postgres;
    private final String url;

    /** Gives the one server of the run to whoever asks for it as a parameter. */
    static final class Extension implements ParameterResolver {

        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == ProjectServer.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return context.getRoot()
                    .getStore(ExtensionContext.Namespace.create(ProjectServer.class))
                    .computeIfAbsent(ProjectServer.class, _ -> new ProjectServer(), ProjectServer.class);
        }
    }

    /** Whether a project grants every new table to the roles of the API, as all did until 2026. */
    enum Defaults {
        NEW,
        OLD
    }

    /**
     * A database.
     *
     * @param url for the login of the project, {@code postgresql://…}
     * @param jdbcUrl the same for JDBC
     * @param adminUrl for JDBC, as a superuser: what Supabase itself does
     */
    record Project(ProjectServer server, String name, String url, String jdbcUrl, String adminUrl)
            implements AutoCloseable {

        /** With the migrations, by the program. */
        Project migrated() {
            SchemaMigrations.apply(jdbcUrl);
            return this;
        }

        Connection asAdmin() throws SQLException {
            return DriverManager.getConnection(adminUrl);
        }

        Connection asOwner() throws SQLException {
            return DriverManager.getConnection(jdbcUrl);
        }

        @Override
        public void close() throws SQLException {
            server.run("postgres", "drop database if exists %s with (force)".formatted(name));
        }
    }

    private ProjectServer() {
        var given = System.getenv("TEST_SUPABASE_DB_URL");
        postgres = given == null || given.isBlank() ? SupabasePostgres.startFast() : null;
        url = postgres == null ? jdbc(String.valueOf(given)) : postgres.jdbcUrl("postgres");
        try {
            run("postgres", """
                    do $$
                    begin
                        if not exists (select from pg_roles where rolname = '%1$s') then
                            create role %1$s login createrole createdb replication bypassrls password '%2$s';
                        end if;
                    end
                    $$""".formatted(LOGIN, PASSWORD));
            // Roles belong to the whole server. Who makes them here for a first project need not race for the next.
            try (var plain = plain()) {
                run(plain.name(), """
                        grant anon, authenticated, service_role, authenticator to %1$s with admin option;
                        grant pg_read_all_data, pg_monitor, pg_signal_backend to %1$s;
                        do $$
                        begin
                            -- Only on a server that other tests use as well.
                            if exists (select from pg_roles where rolname = 'chiron_request') then
                                grant chiron_request to %1$s with admin option;
                            end if;
                        end
                        $$;
                        """.formatted(LOGIN));
            }
            try (var first = project(Defaults.NEW)) {
                first.migrated();
            }
        } catch (SQLException | RuntimeException e) {
            close();
            throw new IllegalStateException("no server for Supabase projects", e);
        }
    }

    /** As Supabase leaves a new project: before any migration. */
    Project project(Defaults defaults) throws SQLException {
        var name = "project_" + UUID.randomUUID().toString().replace("-", "");
        run("postgres", "create database %s owner %s".formatted(name, LOGIN));
        SupabaseBootstrap.apply(url(name, null));
        run(name, """
                grant usage on schema auth, extensions to %1$s;
                grant all on all tables in schema auth to %1$s;
                grant all on all sequences in schema auth to %1$s;
                grant all on all routines in schema auth to %1$s;
                grant all on schema public to %1$s;
                create publication supabase_realtime;
                """.formatted(LOGIN));
        if (defaults == Defaults.OLD) {
            run(name, """
                    alter default privileges for role %1$s in schema public
                        grant all on tables to postgres, anon, authenticated, service_role;
                    alter default privileges for role %1$s in schema public
                        grant all on sequences to postgres, anon, authenticated, service_role;
                    alter default privileges for role %1$s in schema public
                        grant all on functions to postgres, anon, authenticated, service_role;
                    """.formatted(LOGIN));
        }
        var own = url(name, LOGIN);
        var address = own.substring("jdbc:postgresql://".length(), own.indexOf('?'));
        return new Project(
                this,
                name,
                "postgresql://" + LOGIN + ":" + encode(PASSWORD).replace("+", "%20") + "@" + address,
                own,
                url(name, null));
    }

    /** A plain database of the server's superuser, prepared as the program prepares its own. */
    Project plain() throws SQLException {
        var name = "project_" + UUID.randomUUID().toString().replace("-", "");
        run("postgres", "create database " + name);
        var admin = url(name, null);
        SupabaseBootstrap.apply(admin);
        return new Project(this, name, admin.substring("jdbc:".length()), admin, admin);
    }

    private void run(String database, String sql) throws SQLException {
        try (var connection = DriverManager.getConnection(url(database, null));
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private String url(String database, @Nullable String login) {
        var changed = url.replaceFirst("(//[^/]+)/[^?]*", "$1/" + database);
        return login == null
                ? changed
                : changed.substring(0, changed.indexOf('?')) + "?user=" + login + "&password=" + encode(PASSWORD);
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** {@code postgresql://user:password@host:port/database} for JDBC. */
    private static String jdbc(String given) {
        if (given.startsWith("jdbc:")) {
            return given;
        }
        var uri = java.net.URI.create(given);
        var login = uri.getRawUserInfo() == null
                ? new String[] {"postgres"}
                : uri.getRawUserInfo().split(":", 2);
        return "jdbc:postgresql://%s:%d%s?user=%s&password=%s"
                .formatted(
                        uri.getHost(),
                        uri.getPort() < 0 ? 5432 : uri.getPort(),
                        uri.getPath(),
                        recode(login[0]),
                        login.length > 1 ? recode(login[1]) : "");
    }

    private static String recode(String raw) {
        return encode(URLDecoder.decode(raw.replace("+", "%2B"), StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        if (postgres != null) {
            postgres.close();
        }
    }
}
