package dev.chiron.tutor.platform.temporal;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.chiron.tutor.platform.InvalidSettingException;
import dev.chiron.tutor.platform.database.DatabaseSettings;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("An address of Temporal that is none ends the start with a line that names the variable")
class TemporalAddressTest {

    @TempDir
    private Path home;

    @ParameterizedTest
    @ValueSource(strings = {"banana", "http://localhost:7233", "localhost:99999", "localhost:", ":7233"})
    void isRefused(String address) {
        var temporal = new TemporalSettings(
                address,
                "default",
                "",
                "",
                "",
                "",
                false,
                "tutor",
                8,
                8,
                1000,
                2000,
                Duration.ofSeconds(5),
                Duration.ofSeconds(3));
        var database = new DatabaseSettings(
                "", false, home, 24, 24, Duration.ofSeconds(15), Duration.ofSeconds(3), Duration.ofSeconds(20));

        assertThatExceptionOfType(InvalidSettingException.class)
                .isThrownBy(() -> new TemporalConfiguration().temporalBackend(temporal, database))
                .withMessage("TEMPORAL_ADDRESS: not the address of a server. Use host:port, such as localhost:7233");
    }
}
