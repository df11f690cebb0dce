package dev.chiron.tutor.integration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chiron.tutor.integration.ProjectServer.Defaults;
import dev.chiron.tutor.integration.ProjectServer.Project;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** The real Supabase CLI on the folder {@code supabase/}, before and after the program, on databases like Supabase's. */
@Tag("nightly")
@ExtendWith(ProjectServer.Extension.class)
@DisplayName("The Supabase CLI")
class SupabaseCliTest {

    private static final Path ROOT = Path.of(System.getProperty("chiron.root"));
    private static final String NOTHING_TO_DO = "Remote database is up to date.";

    private static String program;

    @TempDir
    Path folder;

    @BeforeAll
    static void install() throws IOException, InterruptedException {
        var process = new ProcessBuilder(
                        ROOT.resolve("scripts/install-supabase-cli").toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        program = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        assertThat(process.waitFor()).as("scripts/install-supabase-cli").isZero();
    }

    /** It writes beside the files that it reads. */
    @BeforeEach
    void copy() throws IOException {
        var source = ROOT.resolve("supabase");
        try (var files = Files.walk(source)) {
            for (var file : files.toList()) {
                Files.copy(file, folder.resolve("supabase").resolve(source.relativize(file)));
            }
        }
    }

    /** What it printed on both of its outputs; it has to succeed. */
    private String cli(Project project, String... arguments) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(program));
        command.addAll(List.of(arguments));
        command.addAll(List.of("--remote=" + project.url() + "?sslmode=disable", "--workdir", folder.toString()));
        var builder = new ProcessBuilder(command);
        // It keeps notes at home, and tells its makers of its use unless it is asked not to.
        builder.environment().put("HOME", folder.toString());
        builder.environment().put("SUPABASE_TELEMETRY_DISABLED", "1");
        builder.environment().put("DO_NOT_TRACK", "1");
        var output = folder.resolve("output");
        var process = builder.redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        assertThat(process.waitFor(3, TimeUnit.MINUTES)).as("it ends").isTrue();
        var text = Files.readString(output);
        assertThat(process.exitValue()).as(text).isZero();
        return text;
    }

    private static List<String> ask(Project project, String sql) throws SQLException {
        try (var owner = project.asOwner()) {
            return Catalog.of(owner).texts(sql);
        }
    }

    private static List<String> versions() throws IOException {
        try (var files = Files.list(ROOT.resolve("supabase/migrations"))) {
            return files.map(file -> file.getFileName().toString())
                    .sorted()
                    .map(name -> name.substring(0, name.indexOf('_')))
                    .toList();
        }
    }

    private static void bothKnowAll(Project project) throws SQLException, IOException {
        assertThat(ask(project, "select version from supabase_migrations.schema_migrations order by version"))
                .isEqualTo(versions());
        assertThat(ask(project, "select version from chiron.flyway_schema_history where type = 'SQL' order by version"))
                .isEqualTo(versions());
    }

    @Test
    @DisplayName("comes first: the program runs none of it again, and the content is there")
    void first(ProjectServer server) throws Exception {
        try (var project = server.project(Defaults.OLD)) {
            assertThat(cli(project, "db", "push", "--include-seed", "--yes"))
                    .contains("Applying migration " + versions().getFirst(), "Seeding data from supabase/seed.sql");

            project.migrated();

            bothKnowAll(project);
            assertThat(ask(project, "select count(*)::text from chiron.flyway_schema_history where execution_time > 0"))
                    .containsExactly("0");
            assertThat(ask(project, "select (count(*) > 50)::text from public.learning_content_snippets"))
                    .containsExactly("true");
            assertThat(ask(project, "select count(*)::text from public.learning_tracks"))
                    .containsExactly("3");
            assertThat(cli(project, "db", "push", "--include-seed", "--yes")).contains(NOTHING_TO_DO);
        }
    }

    @Test
    @DisplayName("comes second: it finds all migrations applied, and only the content to load")
    void second(ProjectServer server) throws Exception {
        try (var project = server.project(Defaults.NEW).migrated()) {
            var listed = cli(project, "migration", "list");
            for (var version : versions()) {
                assertThat(listed).containsPattern("`" + version + "` *\\| *`" + version + "`");
            }

            assertThat(cli(project, "db", "push", "--yes")).contains(NOTHING_TO_DO);
            assertThat(cli(project, "db", "push", "--include-seed", "--yes"))
                    .contains("Seeding data from supabase/seed.sql")
                    .doesNotContain("Applying migration");
            bothKnowAll(project);
        }
    }

    @Test
    @DisplayName("finds nothing to advise about our schema, but that a fresh database has not used its indexes")
    void advisors(ProjectServer server) throws Exception {
        try (var project = server.project(Defaults.OLD).migrated()) {
            var found = cli(project, "db", "advisors", "--type", "all", "--level", "info");
            var advice = new ArrayList<String>();
            // It says first whom it asks.
            for (var each : JsonMapper.shared().readTree(found.substring(found.indexOf('[')))) {
                if (!each.path("name").asString().equals("unused_index")) {
                    advice.add(each.path("level").asString() + " "
                            + each.path("detail").asString());
                }
            }
            assertThat(found).as("it has looked").contains("unused_index");
            assertThat(advice).isEmpty();
        }
    }
}
