package dev.chiron.embedded;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Which Temporal server the settings and the machine lead to. */
final class TemporalChoice {

    private TemporalChoice() {}

    static TemporalBackend make(
            @Nullable String address, @Nullable String namespace, Path home, Optional<Path> program) {
        String name = namespace == null || namespace.isBlank() ? TemporalBackend.DEFAULT_NAMESPACE : namespace.strip();
        if (address != null && !address.isBlank()) {
            return TemporalBackend.external(address.strip(), name);
        }
        return program.map(found -> TemporalBackend.devServer(home, found, name, OptionalInt.empty()))
                .orElseGet(() -> InProcessTemporal.start(name, false));
    }

    /**
     * The program `temporal` in the first of the directories that has it.
     *
     * @param searchPath directories as in the variable PATH; null for none
     */
    static Optional<Path> findProgram(@Nullable String searchPath) {
        if (searchPath == null) {
            return Optional.empty();
        }
        return Arrays.stream(searchPath.split(Pattern.quote(File.pathSeparator), -1))
                .filter(directory -> !directory.isBlank())
                .map(directory -> Path.of(directory, "temporal"))
                .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
                .findFirst();
    }
}
