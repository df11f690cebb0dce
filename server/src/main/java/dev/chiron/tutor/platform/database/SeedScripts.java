package dev.chiron.tutor.platform.database;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/**
 * The content that every installation starts with: {@code supabase/seed.sql}, then {@code supabase/seeds/*.sql} by
 * name. Each may run any number of times and leaves alone what is equal already, so that a start changes no row
 * unless the content has changed.
 */
record SeedScripts(List<Resource> scripts) {

    /** Those that are packed beside the classes. */
    static SeedScripts inJar() throws IOException {
        var more = new PathMatchingResourcePatternResolver().getResources("classpath*:supabase/seeds/*.sql");
        return new SeedScripts(Stream.concat(
                        Stream.of(new ClassPathResource("supabase/seed.sql")),
                        Arrays.stream(more).sorted(Comparator.comparing(SeedScripts::name)))
                .toList());
    }

    /** Runs them one after another; what a failed one has done is undone, what those before it did stays. */
    void run(Connection connection) throws SQLException, IOException {
        for (var script : scripts) {
            try (var statement = connection.createStatement()) {
                // As one script: its dollar-quoted texts are full of semicolons.
                statement.execute(script.getContentAsString(StandardCharsets.UTF_8));
            } catch (SQLException e) {
                throw new SQLException(name(script) + ": " + e.getMessage(), e.getSQLState(), e);
            }
        }
    }

    private static String name(Resource script) {
        return Objects.requireNonNull(script.getFilename());
    }
}
