package dev.chiron.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import org.junit.jupiter.api.Test;

class ServerProbeTest {

    // Goal: a metric is the sum of its lines, and another one that begins alike is not in it.
    @Test
    void aMetricIsTheSumOfItsLines() {
        var metrics = """
                # HELP jvm_memory_used_bytes The amount of used memory
                jvm_memory_used_bytes{area="heap",id="Old"} 1.5E3
                jvm_memory_used_bytes{area="heap",id="Eden"} 500.0
                jvm_memory_used_bytes{area="nonheap",id="Metaspace"} 7.0
                """;

        assertThat(ServerProbe.sum(metrics, "jvm_memory_used_bytes{area=\"heap\""))
                .isEqualTo(2000);
        assertThat(ServerProbe.sum(metrics, "absent")).isZero();
    }

    // Goal: the time that a process has worked grows when it works. Method: this process works until it has.
    @Test
    void theProcessorTimeOfAProcessIsRead() throws IOException {
        var probe = new ServerProbe(
                URI.create("http://127.0.0.1:1"), ProcessHandle.current().pid());
        var before = probe.cpuSeconds();
        var rounds = 0;
        while (probe.cpuSeconds() - before < 0.05) {
            rounds++;
        }
        assertThat(rounds).isPositive();
        assertThat(before).isPositive();
    }
}
