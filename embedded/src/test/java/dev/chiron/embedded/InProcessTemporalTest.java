package dev.chiron.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temporal.client.WorkflowOptions;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Temporal in this process")
class InProcessTemporalTest extends TemporalBackendContract {

    private static TemporalBackend backend;

    @BeforeAll
    static void start() {
        backend = TemporalBackend.inProcess();
    }

    @AfterAll
    static void stop() {
        backend.close();
    }

    @Override
    TemporalBackend backend() {
        return backend;
    }

    @Test
    void kindIsInProcess() {
        assertThat(backend.kind()).isEqualTo(TemporalBackend.Kind.IN_PROCESS);
    }

    @Test
    @DisplayName("the skipping one sleeps a week in a moment")
    void weekIsSkipped() throws Exception {
        try (TemporalBackend skipping = TemporalBackend.inProcessTimeSkipping()) {
            withWorker(skipping, client -> {
                Instant before = Instant.now();
                client.newWorkflowStub(
                                Nap.class,
                                WorkflowOptions.newBuilder()
                                        .setTaskQueue("contract")
                                        .build())
                        .sleep(Duration.ofDays(7));
                assertThat(Duration.between(before, Instant.now())).isLessThan(Duration.ofSeconds(20));
            });
        }
    }

    @Test
    void closingFreesThePortWithinFiveSecondsAndBearsRepeating() {
        TemporalBackend own = TemporalBackend.inProcess();
        int port = Integer.parseInt(own.target().substring("127.0.0.1:".length()));
        long before = System.nanoTime();
        own.close();
        own.close();
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(5));
        assertThatThrownBy(() -> new Socket(InetAddress.ofLiteral("127.0.0.1"), port).close())
                .isInstanceOf(ConnectException.class);
    }
}
