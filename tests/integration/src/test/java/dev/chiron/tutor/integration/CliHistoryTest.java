package dev.chiron.tutor.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chiron.tutor.integration.ProjectServer.Defaults;
import dev.chiron.tutor.integration.ProjectServer.Project;
import dev.chiron.tutor.platform.InvalidSettingException;
import dev.chiron.tutor.platform.database.SchemaMigrations;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The program and the Supabase CLI migrate one project, in any order. Here the CLI is played: what it runs and notes is
 * what its source says. {@link SupabaseCliTest} has the real one.
 */
@ExtendWith(ProjectServer.Extension.class)
@DisplayName("Of a migration, the program and the Supabase CLI")
class CliHistoryTest {

    private static final Path FOLDER = Path.of(System.getProperty("chiron.root"), "supabase/migrations");

    /** A file of ours, as the CLI sees it. */
    private record Migration(String version, String name, String text) {

        /** As the CLI would run it, but for where it cuts. */
        void pushed(Project project) throws SQLException {
            try (var owner = project.asOwner();
                    var statement = owner.createStatement();
                    var note = owner.prepareStatement(
                            "insert into supabase_migrations.schema_migrations (version, name, statements) values (?, ?, ?)")) {
                statement.execute("create schema if not exists supabase_migrations");
                statement.execute("create table if not exists supabase_migrations.schema_migrations"
                        + " (version text not null primary key, statements text[], name text)");
                owner.setAutoCommit(false);
                statement.execute(text);
                note.setString(1, version);
                note.setString(2, name);
                note.setArray(
                        3,
                        owner.createArrayOf(
                                "text",
                                Arrays.stream(text.split(";", -1))
                                        .map(String::strip)
                                        .filter(each -> !each.isEmpty())
                                        .toArray()));
                note.execute();
                owner.commit();
            }
        }
    }

    private static List<Migration> migrations() {
        try (var files = Files.list(FOLDER)) {
            return files.sorted()
                    .map(file -> {
                        var name = file.getFileName().toString();
                        try {
                            return new Migration(
                                    name.substring(0, name.indexOf('_')),
                                    name.substring(name.indexOf('_') + 1, name.length() - ".sql".length()),
                                    Files.readString(file));
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        }
                    })
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> versions(int count) {
        return migrations().stream().limit(count).map(Migration::version).toList();
    }

    private static List<String> all() {
        return versions(Integer.MAX_VALUE);
    }

    private static List<String> ask(Project project, String sql) throws SQLException {
        try (var admin = project.asAdmin()) {
            return Catalog.of(admin).texts(sql);
        }
    }

    private static void tell(Project project, String sql) throws SQLException {
        try (var admin = project.asAdmin();
                var statement = admin.createStatement()) {
            statement.execute(sql);
        }
    }

    private static List<String> theirs(Project project) throws SQLException {
        return ask(project, "select version from supabase_migrations.schema_migrations order by version");
    }

    private static List<String> ours(Project project) throws SQLException {
        return ask(project, """
                select version from chiron.flyway_schema_history
                where success and type = 'SQL' order by installed_rank""");
    }

    private static void isComplete(Project project) throws SQLException {
        assertThat(theirs(project)).as("the CLI's list").isEqualTo(all());
        assertThat(ours(project)).as("the program's list").isEqualTo(all());
        assertThat(ask(project, "select count(*)::text from pg_policies where schemaname = 'public'")
                        .getFirst())
                .as("policies")
                .isNotEqualTo("0");
    }

    @Test
    @DisplayName("each know what the other has applied: the CLI's first, the program's, and those in between")
    void cliFirst(ProjectServer server) throws SQLException {
        for (var pushed : List.of(0, 1, 5, migrations().size())) {
            try (var project = server.project(Defaults.OLD)) {
                for (var migration : migrations().subList(0, pushed)) {
                    migration.pushed(project);
                }

                project.migrated();

                isComplete(project);
                var before = ask(project, "select xmin::text || version from supabase_migrations.schema_migrations");
                project.migrated();
                assertThat(ask(project, "select xmin::text || version from supabase_migrations.schema_migrations"))
                        .as("a second start changes nothing")
                        .isEqualTo(before);
            }
        }
    }

    @Test
    @DisplayName("keep the same names, and the whole text, so that the CLI can fetch the files again")
    void programFirst(ProjectServer server) throws SQLException {
        try (var project = server.project(Defaults.NEW).migrated()) {
            assertThat(ask(project, "select name from supabase_migrations.schema_migrations order by version"))
                    .isEqualTo(migrations().stream().map(Migration::name).toList());
            assertThat(
                            ask(
                                    project,
                                    "select array_to_string(statements, ';') from supabase_migrations.schema_migrations order by version"))
                    .isEqualTo(migrations().stream().map(Migration::text).toList());
        }
    }

    @Test
    @DisplayName("agree again where one of the lists is missing, or an old CLI has noted the version only")
    void listsAreMended(ProjectServer server) throws SQLException {
        try (var project = server.project(Defaults.NEW).migrated()) {
            tell(project, "drop schema supabase_migrations cascade");
            project.migrated();
            isComplete(project);

            tell(project, "delete from chiron.flyway_schema_history where version >= '" + all().get(3) + "'");
            project.migrated();
            isComplete(project);

            tell(project, "drop schema chiron cascade");
            tell(project, "alter table supabase_migrations.schema_migrations drop column name, drop column statements");
            project.migrated();
            isComplete(project);
        }
    }

    @Test
    @DisplayName("both know nothing when it fails in the middle, and it is run once it can be")
    void interrupted(ProjectServer server) throws SQLException {
        try (var project = server.project(Defaults.NEW)) {
            tell(project, """
                    create function public.interrupt() returns event_trigger language plpgsql as $$
                    begin
                        if exists (select from pg_event_trigger_ddl_commands()
                                   where object_identity = 'public.assessment_attempts') then
                            raise exception 'the power is gone';
                        end if;
                    end
                    $$;
                    create event trigger interrupt on ddl_command_end execute function public.interrupt()""");

            assertThatThrownBy(project::migrated).hasStackTraceContaining("the power is gone");

            assertThat(theirs(project)).isEqualTo(versions(5));
            assertThat(ours(project)).isEqualTo(versions(5));
            assertThat(ask(project, "select coalesce(to_regclass('public.user_progress')::text, 'none')"))
                    .containsExactly("none");
            tell(project, "drop event trigger interrupt; drop function public.interrupt()");
            project.migrated();
            isComplete(project);
        }
    }

    @Test
    @DisplayName("see one run of it, when several nodes start at once")
    void nodesAtOnce(ProjectServer server) throws Exception {
        try (var project = server.project(Defaults.NEW);
                var threads = Executors.newFixedThreadPool(3)) {
            var together = new CyclicBarrier(3);
            Callable<Boolean> node = () -> {
                together.await(30, TimeUnit.SECONDS);
                SchemaMigrations.apply(project.jdbcUrl());
                return true;
            };
            for (var started : threads.invokeAll(List.of(node, node, node))) {
                assertThat(started.get()).isTrue();
            }
            isComplete(project);
        }
    }

    @Test
    @DisplayName("are not taken in by another one under the same version: the start ends with a word about it")
    void otherMigrations(ProjectServer server) throws SQLException {
        var first = migrations().getFirst();
        try (var project = server.project(Defaults.NEW)) {
            new Migration(first.version(), "notes", "create table public.notes (id int primary key)").pushed(project);
            assertThatThrownBy(project::migrated)
                    .isInstanceOf(InvalidSettingException.class)
                    .hasMessageStartingWith(
                            "SUPABASE_DB_URL: the Supabase CLI has applied another migration under version "
                                    + first.version() + " there (notes instead of learners)");
            assertThat(ask(project, "select coalesce(to_regclass('public.profiles')::text, 'none')"))
                    .containsExactly("none");
        }
        try (var project = server.project(Defaults.NEW)) {
            new Migration(first.version(), first.name(), first.text() + "\nselect 1;").pushed(project);
            assertThatThrownBy(project::migrated)
                    .isInstanceOf(InvalidSettingException.class)
                    .hasMessageContaining("(learners with other text)");
        }
        try (var project = server.project(Defaults.NEW).migrated()) {
            tell(
                    project,
                    "update chiron.flyway_schema_history set checksum = checksum + 1 where version = '"
                            + first.version() + "'");
            assertThatThrownBy(project::migrated)
                    .isInstanceOf(InvalidSettingException.class)
                    .hasMessageContaining("under the same version: " + first.version() + " (learners)")
                    .hasMessageContaining("A migration never changes");
        }
    }

    @Test
    @DisplayName("want all that comes before it: a gap in the CLI's list ends the start")
    void gap(ProjectServer server) throws SQLException {
        try (var project = server.project(Defaults.NEW).migrated()) {
            tell(project, "drop schema chiron cascade");
            tell(project, "delete from supabase_migrations.schema_migrations where version = '" + all().get(2) + "'");
            assertThatThrownBy(project::migrated)
                    .isInstanceOf(InvalidSettingException.class)
                    .hasMessageContaining(all().get(3) + ", but not " + all().get(2))
                    .hasMessageContaining("--include-all");
        }
    }

    @Test
    @DisplayName("leave alone what is none of ours: a project has migrations of its own")
    void strangersAreLeftAlone(ProjectServer server) throws SQLException {
        try (var project = server.project(Defaults.NEW)) {
            new Migration("20200101000000", "notes", "create table public.notes (id int primary key)").pushed(project);
            new Migration("20990101000000", "more", "create table public.more (id int primary key)").pushed(project);
            project.migrated();
            assertThat(theirs(project)).hasSize(all().size() + 2).containsAll(all());
            assertThat(ours(project)).isEqualTo(all());
        }
    }
}
