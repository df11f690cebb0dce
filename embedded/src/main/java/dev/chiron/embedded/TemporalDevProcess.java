package dev.chiron.embedded;

import io.temporal.testing.TemporalDevServer;
import io.temporal.testing.TemporalDevServerOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;

/** A `temporal server start-dev` of our own, with its database file under the home. */
final class TemporalDevProcess implements TemporalBackend {

    private static final Duration START_LIMIT = Duration.ofSeconds(30);
    private static final Duration STOP_LIMIT = Duration.ofMillis(3500);

    private final TemporalDevServer server;
    private final Path database;
    private final HomeLock lock;
    private final OptionalInt uiPort;
    private boolean closed;

    private TemporalDevProcess(TemporalDevServer server, Path database, HomeLock lock, OptionalInt uiPort) {
        this.server = server;
        this.database = database;
        this.lock = lock;
        this.uiPort = uiPort;
    }

    static TemporalDevProcess start(Path home, Path program, String namespace, OptionalInt uiPort) {
        if (!Files.isExecutable(program)) {
            throw new EmbeddedException(
                    program + " is not a program: install the Temporal CLI, or take it off the PATH");
        }
        Path directory = Directories.makePrivate(Directories.makePrivate(home).resolve("temporal"));
        HomeLock lock = HomeLock.acquire(directory.resolve("temporal.lock"));
        boolean started = false;
        Path database = directory.resolve("temporal.db");
        try {
            end(database);
            TemporalDevServerOptions.Builder options = TemporalDevServerOptions.newBuilder()
                    .setExistingPath(program.toString())
                    .setDownloadEnabled(false)
                    .setIp("127.0.0.1")
                    .setDatabaseFilename(database.toString())
                    .setWorkingDirectory(directory.toString())
                    .setLogFile(directory.resolve("server.log").toString())
                    .setStartupTimeout(START_LIMIT);
            uiPort.ifPresent(options::setUiPort);
            TemporalDevServer server = TemporalDevServer.start(namespace, options.build());
            started = true;
            return new TemporalDevProcess(server, database, lock, uiPort);
        } catch (IllegalStateException problem) {
            throw new EmbeddedException(
                    program + " does not start a server: update it, take it off the PATH, or set TEMPORAL_ADDRESS. "
                            + problem.getMessage(),
                    problem);
        } finally {
            if (!started) {
                end(database);
                lock.close();
            }
        }
    }

    @Override
    public String target() {
        return server.getTarget();
    }

    @Override
    public String namespace() {
        return server.getNamespace();
    }

    @Override
    public Kind kind() {
        return Kind.DEV_SERVER;
    }

    @Override
    public String describe() {
        String page = uiPort.isPresent() ? ", page at http://127.0.0.1:" + uiPort.getAsInt() : "";
        return "embedded development server at " + target() + ", data in " + database + page;
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        boolean interrupted = Thread.interrupted();
        try {
            // The SDK would wait ten seconds before it kills; so the process is ended first, and then there is nothing
            // left for it to wait for.
            end(database);
            server.close();
        } finally {
            lock.close();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /**
     * The servers on the database file, ours or left by a killed process. Found by their command line, which names the
     * file, so that no moment exists in which a server runs that nobody could find again.
     */
    static List<ProcessHandle> serversOn(Path database) {
        return ProcessHandle.allProcesses()
                .filter(process -> {
                    List<String> arguments =
                            Arrays.asList(process.info().arguments().orElseGet(() -> new String[0]));
                    return arguments.contains("start-dev") && arguments.contains(database.toString());
                })
                .filter(Processes::isRunning)
                .toList();
    }

    private static void end(Path database) {
        Processes.end(serversOn(database), STOP_LIMIT);
    }
}
