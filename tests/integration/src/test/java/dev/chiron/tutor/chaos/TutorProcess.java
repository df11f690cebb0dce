package dev.chiron.tutor.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.chiron.testkit.AgUiClient;
import dev.chiron.testkit.TutorClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One node: the packaged server, run as people run it, in a JVM of its own that can be killed. A node keeps its port
 * and its home over all of its lives.
 */
final class TutorProcess implements AutoCloseable {

    /** Starting takes a few seconds on an idle machine; this is only ever paid by a start that fails. */
    private static final Duration START_PATIENCE = Duration.ofMinutes(2);

    private static final Duration EXIT_PATIENCE = Duration.ofSeconds(30);

    private final Path home;
    private final Path log;
    private final int port;
    private final Map<String, String> environment;
    private @Nullable Process process;

    /**
     * @param home where the node keeps its data; its log lies beside it
     * @param environment its variables beyond {@code PORT} and {@code TUTOR_HOME}
     */
    TutorProcess(Path home, Map<String, String> environment) {
        this.home = home;
        this.log = home.resolveSibling(home.getFileName() + ".log");
        this.port = freePort();
        this.environment = new LinkedHashMap<>(environment);
        this.environment.put("PORT", Integer.toString(port));
        this.environment.put("TUTOR_HOME", home.toString());
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException("there is no free port", e);
        }
    }

    /** Starts a JVM and returns at once; {@link #awaitHealthy} tells when it serves. */
    TutorProcess launch() {
        var jar = Path.of(System.getProperty("chiron.server.jar", "server/target/tutor-server.jar"));
        assertThat(jar)
                .as("the packaged server; build it with ./mvnw package -DskipTests")
                .isRegularFile();
        var builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        // The start counts here, not the speed later on.
                        "-XX:TieredStopAtLevel=1",
                        "-Xmx512m",
                        "-jar",
                        jar.toAbsolutePath().normalize().toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        // What this machine's environment says of databases and models is not meant for this server.
        builder.environment().keySet().removeIf(TutorProcess::steersTheServer);
        builder.environment().putAll(environment);
        try {
            process = builder.start();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException("the server cannot be started", e);
        }
    }

    private static boolean steersTheServer(String variable) {
        return List.of("TUTOR_", "SUPABASE_", "TEMPORAL_", "OPENAI_", "SPRING_").stream()
                .anyMatch(variable::startsWith);
    }

    /** Waits until the node says that it is well. */
    TutorProcess awaitHealthy() {
        await("a healthy server at port " + port)
                .atMost(START_PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> {
                    if (!running().isAlive()) {
                        throw new AssertionError(
                                "the server ended with status " + running().exitValue() + "\n" + lastOfLog());
                    }
                    return healthy();
                });
        return this;
    }

    private boolean healthy() {
        try {
            return api().get("/api/v1/health").status() == 200;
        } catch (UncheckedIOException e) {
            // Nobody listens yet.
            return false;
        }
    }

    /** Ends the JVM as a power cut would, and waits until it is gone. What it had started itself lives on. */
    void kill() {
        running().destroyForcibly();
        awaitExit(EXIT_PATIENCE);
    }

    /** Asks the process to end, as {@code kill} or a platform does (SIGTERM). */
    void terminate() {
        running().destroy();
    }

    /** Waits for the end of the process; how long that took from now on. */
    Duration awaitExit(Duration atMost) {
        var from = System.nanoTime();
        try {
            assertThat(running().waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS))
                    .as("the server ends within %s\n%s", atMost, lastOfLog())
                    .isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the server ended", e);
        }
        return Duration.ofNanos(System.nanoTime() - from);
    }

    /** Everything that the node has started. The database detaches itself, and is known by the home in its command line. */
    List<ProcessHandle> children() {
        return Stream.concat(
                        running().descendants(),
                        namingHome().flatMap(each -> Stream.concat(Stream.of(each), each.descendants())))
                .distinct()
                .toList();
    }

    /** Processes that are alive and belong to this node: known ones, and any whose command line names its home. */
    List<ProcessHandle> remains(List<ProcessHandle> known) {
        return Stream.concat(known.stream().filter(ProcessHandle::isAlive), namingHome())
                .distinct()
                .toList();
    }

    private Stream<ProcessHandle> namingHome() {
        return ProcessHandle.allProcesses()
                .filter(each -> each.info().commandLine().orElse("").contains(home.toString()));
    }

    long pid() {
        return running().pid();
    }

    URI root() {
        return URI.create("http://127.0.0.1:" + port);
    }

    TutorClient api() {
        return TutorClient.of(root());
    }

    AgUiClient agent() {
        return AgUiClient.of(root(), "/api/v1/agui");
    }

    /** The end of what the node has printed. */
    String lastOfLog() {
        try {
            var lines = Files.readAllLines(log);
            return String.join("\n", lines.subList(Math.max(0, lines.size() - 60), lines.size()));
        } catch (IOException e) {
            return "(no log: " + e.getMessage() + ")";
        }
    }

    private Process running() {
        var current = process;
        if (current == null) {
            throw new IllegalStateException("the server has not been launched");
        }
        return current;
    }

    /** Ends the node and whatever a killed life of it left behind. */
    @Override
    public void close() {
        var current = process;
        if (current == null) {
            return;
        }
        current.destroy();
        try {
            if (!current.waitFor(10, TimeUnit.SECONDS)) {
                current.destroyForcibly();
            }
        } catch (InterruptedException e) {
            current.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        remains(List.of()).forEach(ProcessHandle::destroyForcibly);
    }
}
