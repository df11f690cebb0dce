package dev.chiron.tutor.platform.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chiron.embedded.SupabasePostgres;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.Resource;

@DisplayName("The seed scripts")
class SeedScriptsTest {

    /** A script of a name, as it would lie in the jar. */
    private static Resource script(String name, String sql) {
        return new ByteArrayResource(sql.getBytes(StandardCharsets.UTF_8)) {
            @Override
            public String getFilename() {
                return name;
            }
        };
    }

    // Goal: the jar holds all of them, and the snippets come before whatever may speak of them.
    @Test
    void inTheJarAreThoseOfTheFolderByName() throws IOException {
        var expected = new ArrayList<>(List.of("seed.sql"));
        var folder = Path.of("..", "supabase", "seeds");
        if (Files.isDirectory(folder)) {
            try (Stream<Path> files = Files.list(folder)) {
                files.map(each -> each.getFileName().toString())
                        .filter(each -> each.endsWith(".sql"))
                        .sorted()
                        .forEach(expected::add);
            }
        }

        assertThat(SeedScripts.inJar().scripts())
                .extracting(Resource::getFilename)
                .containsExactlyElementsOf(expected);
    }

    // Goal: each script is one, whatever semicolons its texts have, and they run in their order; a script that fails
    // is named and leaves nothing half done.
    @Test
    void runInOrderAndWhole() throws SQLException, IOException {
        try (var postgres = SupabasePostgres.startFast();
                var connection = DriverManager.getConnection(postgres.jdbcUrl("postgres"))) {
            new SeedScripts(List.of(
                            script("1.sql", "create table seeded (text text); insert into seeded values ($md$a;b$md$)"),
                            script("2.sql", "insert into seeded values ('c'); insert into seeded values ('d');")))
                    .run(connection);
            assertThat(seeded(connection)).containsExactly("a;b", "c", "d");

            var broken = new SeedScripts(List.of(
                    script("3.sql", "insert into seeded values ('e')"),
                    script("4.sql", "insert into seeded values ('f'); insert into nowhere values (1)")));
            assertThatThrownBy(() -> broken.run(connection))
                    .isInstanceOf(SQLException.class)
                    .hasMessageStartingWith("4.sql: ")
                    .hasMessageContaining("nowhere");
            assertThat(seeded(connection)).containsExactly("a;b", "c", "d", "e");
        }
    }

    private static List<String> seeded(Connection connection) throws SQLException {
        var texts = new ArrayList<String>();
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("select text from seeded order by text")) {
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
        }
        return texts;
    }
}
