package dev.chiron.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("The programs of Postgres are there for every machine we promise, and unpacked once")
class PostgresProgramsTest {

    @ParameterizedTest
    @CsvSource({
        "Linux, amd64, false, postgres-linux-x86_64.txz",
        "Linux, aarch64, false, postgres-linux-arm_64.txz",
        "Linux, amd64, true, postgres-linux-x86_64-alpine_linux.txz",
        "Mac OS X, x86_64, false, postgres-darwin-x86_64.txz",
        "Mac OS X, aarch64, false, postgres-darwin-x86_64.txz"
    })
    void archiveIsOnTheClassPath(String system, String machine, boolean alpine, String archive) {
        assertThat(PostgresPrograms.archiveName(system, machine, alpine)).isEqualTo(archive);
        assertThat(getClass().getClassLoader().getResource(archive)).isNotNull();
    }

    @Test
    void programsAreOfTheMajorVersionWeSay() throws Exception {
        Process version = new ProcessBuilder(
                        PostgresPrograms.in(TestHomes.programCache())
                                .path("postgres")
                                .toString(),
                        "--version")
                .start();
        assertThat(new String(version.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .contains(" " + PostgresPrograms.MAJOR + ".");
    }

    @Test
    @DisplayName("unpacking at once from two threads leaves one complete copy and nothing half-made")
    void unpackingIsSafeAtOnce(@TempDir Path cache) throws Exception {
        // Two spellings of one directory go around the lock that threads share, as two processes would.
        Path alias = cache.resolve("alias");
        Files.createSymbolicLink(alias, cache);
        List<Callable<PostgresPrograms>> both =
                List.of(() -> PostgresPrograms.in(cache), () -> PostgresPrograms.in(alias));
        List<PostgresPrograms> programs = new ArrayList<>();
        try (var threads = Executors.newFixedThreadPool(2)) {
            for (Future<PostgresPrograms> done : threads.invokeAll(both)) {
                programs.add(done.get());
            }
        }
        assertThat(programs)
                .allSatisfy(unpacked -> assertThat(unpacked.path("postgres")).isExecutable());
        try (var entries = Files.list(cache)) {
            assertThat(entries.filter(entry -> !entry.equals(alias))).hasSize(1);
        }
    }

    @Test
    void fileInTheWayIsNamed(@TempDir Path directory) throws Exception {
        Path file = Files.createFile(directory.resolve("file"));
        assertThatThrownBy(() -> PostgresPrograms.in(file))
                .isInstanceOf(EmbeddedException.class)
                .hasMessageContaining(file.toString());
    }
}
