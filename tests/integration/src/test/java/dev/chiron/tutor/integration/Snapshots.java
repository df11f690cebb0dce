package dev.chiron.tutor.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Texts that are checked in, so that a change of what they tell is seen and meant. */
final class Snapshots {

    private static final boolean UPDATE = Boolean.getBoolean("chiron.snapshots.update");
    private static final Path FOLDER =
            Path.of(System.getProperty("chiron.root"), "tests/integration/src/test/resources");

    private Snapshots() {}

    /** Fails unless a text is the checked-in one; {@code -Dchiron.snapshots.update=true} writes it instead. */
    static void isAsCheckedIn(String name, String text) {
        var file = FOLDER.resolve(name);
        try {
            if (UPDATE) {
                Files.writeString(file, text);
            }
            assertThat(text)
                    .as("run this test with -Dchiron.snapshots.update=true, and read the difference of " + file)
                    .isEqualTo(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
