package dev.chiron.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LoadSettingsTest {

    @Test
    void everyArgumentHasADefault() {
        assertThat(LoadSettings.parse())
                .isEqualTo(new LoadSettings(
                        URI.create("http://127.0.0.1:8080"),
                        18090,
                        200,
                        5,
                        1,
                        20,
                        Duration.ofMillis(20),
                        0,
                        0,
                        Duration.ofSeconds(60),
                        100));
    }

    @Test
    void everyArgumentIsRead() {
        assertThat(LoadSettings.parse(
                        "--server=http://localhost:1",
                        "--stub-port=2",
                        "--learners=3",
                        "--turns=4",
                        "--warm-up=0",
                        "--deltas=6",
                        "--pause-ms=7",
                        "--server-pid=8",
                        "--idle-streams=9",
                        "--idle-seconds=10",
                        "--messages=11"))
                .isEqualTo(new LoadSettings(
                        URI.create("http://localhost:1"),
                        2,
                        3,
                        4,
                        0,
                        6,
                        Duration.ofMillis(7),
                        8,
                        9,
                        Duration.ofSeconds(10),
                        11));
    }

    @Test
    void whatIsNoArgumentIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LoadSettings.parse("--lerners=3"))
                .withMessageContaining("--lerners=3")
                .withMessageContaining("--learners");
        assertThatIllegalArgumentException().isThrownBy(() -> LoadSettings.parse("--learners=0"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LoadSettings.parse("--idle-streams=1"))
                .withMessageContaining("--server-pid");
    }
}
