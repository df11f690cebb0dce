package dev.chiron.tutor.platform.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.flywaydb.core.api.MigrationInfo;
import org.springframework.core.io.ClassPathResource;

/**
 * A file of {@code supabase/migrations}, in the terms of the Supabase CLI.
 *
 * @param version the time stamp
 * @param name what stands between time stamp and {@code .sql}
 * @param text all of it
 */
record MigrationFile(String version, String name, String text) {

    static MigrationFile of(MigrationInfo migration) {
        var script = migration.getScript();
        var file = script.substring(script.lastIndexOf('/') + 1);
        try {
            return new MigrationFile(
                    migration.getVersion().getVersion(),
                    file.substring(file.indexOf('_') + 1, file.length() - ".sql".length()),
                    new ClassPathResource("supabase/migrations/" + file).getContentAsString(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("the migration " + file + " cannot be read", e);
        }
    }
}
