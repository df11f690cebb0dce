package dev.chiron.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temporal.client.WorkflowOptions;
import io.temporal.internal.testservice.TestServicesStarter;
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

    /** Goal: the server is as quick after weeks as on its first day; its list of locks once grew with every call. */
    @Test
    @DisplayName("its clock keeps the last locks only, and unlocks what it no longer keeps")
    @SuppressWarnings("deprecation") // what every call of the server does, without a call
    void locksAreForgotten() {
        try (TestServicesStarter services = new TestServicesStarter(true, 0)) {
            RecentLocks kept = RecentLocks.keepIn(services);
            for (int i = 0; i < 10 * RecentLocks.KEPT; i++) {
                services.getWorkflowService().lockTimeSkipping("task " + i);
                services.getWorkflowService().unlockTimeSkipping("task " + i);
            }
            assertThat(kept).hasSize(RecentLocks.KEPT);
            Object newest = kept.getLast();
            assertThat(kept.remove(newest)).isTrue();
            assertThat(kept).hasSize(RecentLocks.KEPT - 1).doesNotContain(newest);
            assertThat(kept.remove("a lock from long ago"))
                    .as("false would mean an unlock without its lock")
                    .isTrue();
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
