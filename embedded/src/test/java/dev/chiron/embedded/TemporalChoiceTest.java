package dev.chiron.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Which Temporal is used: an address first, then a program, then the one of this process")
class TemporalChoiceTest {

    private final Path home;

    TemporalChoiceTest(@TempDir Path home) {
        this.home = home;
    }

    @Test
    void addressWinsOverProgram() {
        try (TemporalBackend chosen =
                TemporalChoice.make("temporal.example:7233", "tutors", home, Optional.of(Path.of("/bin/false")))) {
            assertThat(chosen.kind()).isEqualTo(TemporalBackend.Kind.EXTERNAL);
            assertThat(chosen.target()).isEqualTo("temporal.example:7233");
            assertThat(chosen.namespace()).isEqualTo("tutors");
            assertThat(chosen.describe()).isEqualTo("server at temporal.example:7233, namespace tutors");
        }
    }

    @Test
    void withoutAddressAndProgramItRunsInThisProcess() {
        try (TemporalBackend chosen = TemporalChoice.make("", null, home, Optional.empty())) {
            assertThat(chosen.kind()).isEqualTo(TemporalBackend.Kind.IN_PROCESS);
            assertThat(chosen.namespace()).isEqualTo("default");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "localhost:", ":7233", "localhost:65536", "http://localhost:7233", "a b:1"})
    void badAddressIsRefusedByName(String address) {
        assertThatThrownBy(() -> TemporalBackend.choose(address, null, home))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("TEMPORAL_ADDRESS");
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost:7233", "127.0.0.1:1", "[::1]:7233", "ns.acct.tmprl.cloud:7233"})
    void goodAddressIsTaken(String address) {
        assertThat(TemporalBackend.external(address, "default").target()).isEqualTo(address);
    }

    @Test
    void firstExecutableOnThePathIsFound() throws Exception {
        Path first = Files.createDirectory(home.resolve("first"));
        Path second = Files.createDirectory(home.resolve("second"));
        Files.createFile(first.resolve("temporal"));
        Path program = Files.createFile(second.resolve("temporal"));
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
        assertThat(TemporalChoice.findProgram("::" + home.resolve("none") + ":" + first + ":" + second))
                .contains(program);
        assertThat(TemporalChoice.findProgram(first.toString())).isEmpty();
        assertThat(TemporalChoice.findProgram(null)).isEmpty();
    }

    @Test
    @DisplayName("a program that is no Temporal says so and leaves the home free")
    void wrongProgramIsRefused() {
        assertThatThrownBy(() -> TemporalBackend.devServer(home, Path.of("/bin/false")))
                .isInstanceOf(EmbeddedException.class)
                .hasMessageContaining("TEMPORAL_ADDRESS");
        assertThatThrownBy(() -> TemporalBackend.devServer(home, home.resolve("missing")))
                .isInstanceOf(EmbeddedException.class)
                .hasMessageContaining("is not a program");
        assertThatThrownBy(() -> TemporalBackend.devServer(home, Path.of("/bin/false")))
                .isNotInstanceOf(HomeInUseException.class);
    }
}
