package dev.chiron.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Temporal's development server, started by us")
@EnabledIf(value = "isInstalled", disabledReason = "no `temporal` on the PATH and no -Dtemporal.path")
class TemporalDevProcessTest extends TemporalBackendContract {

    private static TemporalBackend backend;

    static boolean isInstalled() {
        return find().isPresent();
    }

    static Path program() {
        return find().orElseThrow();
    }

    private static Optional<Path> find() {
        return Optional.ofNullable(System.getProperty("temporal.path"))
                .map(Path::of)
                .or(() -> TemporalChoice.findProgram(System.getenv("PATH")));
    }

    @BeforeAll
    static void start(@TempDir Path home) {
        backend = TemporalBackend.devServer(home, program());
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
    void kindIsDevServer() {
        assertThat(backend.kind()).isEqualTo(TemporalBackend.Kind.DEV_SERVER);
    }

    @Test
    @DisplayName(
            "a second server on the home is refused; close() ends the process in time; workflows outlive a restart")
    @SuppressWarnings("try") // Closed by hand in the middle, because how long that takes is the question.
    void workflowsOutliveRestart(@TempDir Path home) throws Exception {
        Path database = home.toRealPath().resolve("temporal/temporal.db");
        try (TemporalBackend first = TemporalBackend.devServer(home, program())) {
            assertThatThrownBy(() -> TemporalBackend.devServer(home, program())).isInstanceOf(HomeInUseException.class);
            withWorker(first, client -> {
                Greeting greeting = client.newWorkflowStub(
                        Greeting.class,
                        WorkflowOptions.newBuilder()
                                .setTaskQueue("contract")
                                .setWorkflowId("greeting:kept")
                                .build());
                WorkflowClient.start(greeting::greet, "Chiron");
                // A worker torn away in the middle of a step would make the next one wait for its timeout.
                assertThat(Patience.until(Duration.ofSeconds(10), greeting::isGreeted))
                        .isTrue();
            });
            List<ProcessHandle> processes = TemporalDevProcess.serversOn(database);
            assertThat(processes).hasSize(1);
            long before = System.nanoTime();
            first.close();
            assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(5));
            assertThat(processes).noneMatch(Processes::isRunning);
        }
        try (TemporalBackend second = TemporalBackend.devServer(home, program())) {
            withWorker(second, client -> {
                client.newWorkflowStub(Greeting.class, "greeting:kept").answer("still here");
                assertThat(client.newUntypedWorkflowStub("greeting:kept").getResult(String.class))
                        .isEqualTo("Hello Chiron: still here");
            });
        }
    }

    @Test
    @DisplayName("kill -9 of the owner: the next start ends the left-over process and works")
    void killedOwnerLeavesHomeUsable(@TempDir Path home) throws Exception {
        Path database = home.toRealPath().resolve("temporal/temporal.db");
        List<ProcessHandle> orphans;
        try (ChildJvm owner =
                ChildJvm.start(DevServerOwner.class, home.toString(), program().toString())) {
            owner.await("target");
            owner.kill();
            orphans = TemporalDevProcess.serversOn(database);
            assertThat(orphans).hasSize(1);
        }
        try (TemporalBackend next = TemporalBackend.devServer(home, program())) {
            assertThat(orphans).noneMatch(Processes::isRunning);
            assertThat(next.target()).startsWith("127.0.0.1:");
        }
        assertThat(TemporalDevProcess.serversOn(database)).isEmpty();
    }

    @Test
    void programIsChosenWhenThereIsNoAddress(@TempDir Path home) {
        try (TemporalBackend chosen = TemporalChoice.make(null, " ", home, Optional.of(program()))) {
            assertThat(chosen.kind()).isEqualTo(TemporalBackend.Kind.DEV_SERVER);
            assertThat(home.resolve("temporal/temporal.db")).exists();
            assertThat(Files.isDirectory(home)).isTrue();
        }
    }

    /** A program that owns a development server until it is killed. */
    static final class DevServerOwner {

        private DevServerOwner() {}

        @SuppressWarnings("SystemOut") // Its output is what the test listens to.
        public static void main(String[] arguments) throws Exception {
            TemporalBackend backend = TemporalBackend.devServer(Path.of(arguments[0]), Path.of(arguments[1]));
            System.out.println("target " + backend.target());
            Thread.currentThread().join();
        }
    }
}
