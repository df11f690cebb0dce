package dev.chiron.tutor.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chiron.tutor.platform.InvalidSettingException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The token secret is made once, kept to ourselves, and the same for everyone who shares the home")
class TokenSecretTest {

    @TempDir
    Path temporary;

    // Goal: learners stay logged in over a restart.
    @Test
    void itIsMadeOnceAndKept() throws IOException {
        var home = temporary.resolve("not/there/yet");

        var first = TokenSecret.of(settings("", home));
        var afterRestart = TokenSecret.of(settings("", home));

        assertThat(afterRestart.bytes()).isEqualTo(first.bytes()).hasSizeGreaterThanOrEqualTo(32);
        assertThat(home.toFile().list()).containsExactly("jwt-secret");
    }

    @Test
    void anotherHomeHasAnotherSecret() {
        assertThat(TokenSecret.of(settings("", temporary.resolve("a"))).bytes())
                .isNotEqualTo(
                        TokenSecret.of(settings("", temporary.resolve("b"))).bytes());
    }

    // Goal: another account of the machine cannot make tokens.
    @Test
    void onlyItsOwnerMayReadIt() throws IOException {
        TokenSecret.of(settings("", temporary));

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(temporary.resolve("jwt-secret"))))
                .isEqualTo("rw-------");
    }

    // Goal: processes that start at the same moment accept each other's tokens.
    @Test
    void allWhoRaceForItGetTheSame() throws Exception {
        var racers = 4;
        try (var threads = Executors.newFixedThreadPool(racers)) {
            for (var round = 0; round < 150; round++) {
                var home = temporary.resolve("home-" + round);
                var start = new CyclicBarrier(racers);
                var secrets = IntStream.range(0, racers)
                        .mapToObj(_ -> threads.submit(() -> {
                            start.await();
                            return TokenSecret.of(settings("", home)).bytes();
                        }))
                        .toList();
                var kept = Files.readString(waitFor(secrets.getFirst(), home))
                        .strip()
                        .getBytes(StandardCharsets.UTF_8);
                for (var secret : secrets) {
                    assertThat(secret.get()).isEqualTo(kept);
                }
                assertThat(home.toFile().list()).containsExactly("jwt-secret");
            }
        }
    }

    private static Path waitFor(java.util.concurrent.Future<byte[]> secret, Path home) throws Exception {
        secret.get();
        return home.resolve("jwt-secret");
    }

    @Test
    void theOneThatIsSetIsUsed() {
        var set = "0123456789abcdef0123456789abcdef";

        assertThat(TokenSecret.of(settings(set, temporary)).bytes()).isEqualTo(set.getBytes(StandardCharsets.UTF_8));
        assertThat(temporary).isEmptyDirectory();
    }

    // Goal: HS256 needs 256 bits; a secret that can be guessed is refused, and not printed.
    @Test
    void aShortOneIsRefused() {
        assertThatThrownBy(() -> TokenSecret.of(settings("0123456789abcdef0123456789abcde", temporary)))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageStartingWith("SUPABASE_JWT_SECRET: ")
                .hasMessageNotContaining("0123456789");
    }

    // Goal: a file that was emptied, by a full disk perhaps, does not become a key that anyone knows.
    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "short"})
    void aDamagedFileIsRefused(String content) throws IOException {
        Files.writeString(temporary.resolve("jwt-secret"), content);

        assertThatThrownBy(() -> TokenSecret.of(settings("", temporary)))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageStartingWith("TUTOR_HOME: ")
                .hasMessageContaining("jwt-secret");
    }

    @Test
    void aHomeThatCannotBeWrittenIsNamed() throws IOException {
        var file = Files.createFile(temporary.resolve("a-file"));

        assertThatThrownBy(() -> TokenSecret.of(settings("", file)))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageStartingWith("TUTOR_HOME: ")
                .hasMessageContaining("a-file");
    }

    // Goal: nobody who has been given the key's bytes can change the key.
    @Test
    void itsBytesAreACopy() {
        var secret = TokenSecret.of(settings("", temporary));

        secret.bytes()[0] ^= 1;

        assertThat(TokenSecret.of(settings("", temporary)).bytes()).isEqualTo(secret.bytes());
    }

    private static IdentitySettings settings(String secret, Path home) {
        return new IdentitySettings(
                "", "", secret, home, Duration.ofHours(1), Duration.ofSeconds(30), 4, Duration.ofSeconds(5));
    }
}
