package dev.chiron.embedded;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One data directory of Postgres and the server process on it: made, started, found again and stopped. */
final class PostgresCluster {

    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final Duration INITIALISE_LIMIT = Duration.ofMinutes(2);
    private static final Duration SIGNAL_LIMIT = Duration.ofMillis(500);
    // Together with one second for the kill these stay below the five seconds that a stop may take.
    private static final Duration FAST_STOP_LIMIT = Duration.ofMillis(2500);
    private static final Duration IMMEDIATE_STOP_LIMIT = Duration.ofMillis(500);
    private static final int START_ATTEMPTS = 5;
    private static final long LOG_LIMIT_BYTES = 4L << 20;
    private static final int LOG_TAIL_BYTES = 2000;
    private static final String PASSWORD_FILE = "chiron.password";
    private static final String LOG_FILE = "server.log";

    private final PostgresPrograms programs;
    private final PostgresUser user;
    private final Path data;

    /**
     * @param data where the data is or will be; its parent exists
     */
    PostgresCluster(PostgresPrograms programs, PostgresUser user, Path data) {
        if (data.toString().chars().anyMatch(character -> "\"$`\\\n".indexOf(character) >= 0)) {
            throw new EmbeddedException("The path " + data + " has a character that pg_ctl cannot take:"
                    + " choose a directory without quotes, $, ` and \\");
        }
        this.programs = programs;
        this.user = user;
        this.data = data;
    }

    /**
     * Makes the data directory unless there is one: UTF-8, the builtin locale C.UTF-8, a random password for
     * `postgres`. A process killed half way leaves no data directory.
     *
     * @param synced whether it must survive a power cut
     * @throws EmbeddedException when the data there is of another major version, or the directory cannot be made
     */
    void initialise(boolean synced) {
        try {
            if (Files.isDirectory(data)) {
                refuseOtherMajor();
                return;
            }
            Path parent = data.resolveSibling("");
            String prefix = data.getFileName() + ".new-";
            try (var halfMade = Files.newDirectoryStream(parent, prefix + "*")) {
                halfMade.forEach(Directories::remove);
            }
            Path made = Files.createTempDirectory(parent, prefix);
            Path password = Files.createTempFile(parent, "postgres.password-", "");
            Path output = Files.createTempFile(parent, "postgres.initdb-", ".log");
            try {
                Files.writeString(password, randomPassword());
                user.own(made);
                user.own(password);
                initdb(made, password, output, synced);
                Files.move(password, made.resolve(PASSWORD_FILE));
                Files.move(made, data, StandardCopyOption.ATOMIC_MOVE);
                if (synced) {
                    sync(parent);
                }
            } finally {
                Files.deleteIfExists(password);
                Files.deleteIfExists(output);
                Directories.remove(made);
            }
        } catch (IOException problem) {
            throw new EmbeddedException(
                    "The database " + data + " cannot be made: is the disk full or not writable? ("
                            + problem.getMessage() + ")",
                    problem);
        }
    }

    /**
     * Starts a server on the data directory; one that an earlier, killed owner has left there is stopped first. The
     * caller holds the directory's lock.
     *
     * @param settings names and values of `postgresql.conf`, without spaces
     * @return the port on 127.0.0.1 on which it answers
     * @throws EmbeddedException when it does not answer within 60 s, with the end of its log
     */
    int start(Map<String, String> settings) {
        stop();
        removeReusedPid();
        try {
            user.own(data);
            rotateLog();
            for (int attempt = 1; ; attempt++) {
                int port = freePort();
                long logBefore = Files.size(log());
                if (answers(port, settings)) {
                    return port;
                }
                String said = logSince(logBefore);
                stop();
                // A port can be taken between choosing and using it; a crashed server's children take a moment to go.
                boolean passing = said.contains("Address already in use") || said.contains("shared memory block");
                if (!passing || attempt == START_ATTEMPTS) {
                    throw new EmbeddedException("Postgres does not start on " + data + ". Its log ends with:\n" + said);
                }
                Patience.until(Duration.ofMillis(200L * attempt), () -> false);
            }
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        }
    }

    /** Stops the server of this data directory, whoever started it, within five seconds; none running is no error. */
    void stop() {
        PidFile file = readPidFile();
        if (file == null) {
            return;
        }
        Optional<ProcessHandle> found = ProcessHandle.of(file.pid()).filter(this::isOurs);
        if (found.isEmpty()) {
            return;
        }
        ProcessHandle server = found.get();
        List<ProcessHandle> children = server.descendants().toList();
        boolean stopped = signalled(server, "INT", FAST_STOP_LIMIT) || signalled(server, "QUIT", IMMEDIATE_STOP_LIMIT);
        if (!stopped) {
            List<ProcessHandle> all = new ArrayList<>(children);
            all.add(server);
            Processes.kill(all);
        }
    }

    /** The password of `postgres`, made with the data directory and readable by its owner alone. */
    String password() {
        try {
            return Files.readString(data.resolve(PASSWORD_FILE), StandardCharsets.US_ASCII);
        } catch (IOException problem) {
            throw new EmbeddedException(
                    data.resolve(PASSWORD_FILE) + " cannot be read: it holds the password of this database", problem);
        }
    }

    /** The running server process, for those who must prove that it is gone. */
    Optional<ProcessHandle> process() {
        PidFile file = readPidFile();
        return file == null ? Optional.empty() : ProcessHandle.of(file.pid()).filter(this::isOurs);
    }

    private void refuseOtherMajor() throws IOException {
        String major;
        try {
            major = Files.readString(data.resolve("PG_VERSION")).strip();
        } catch (NoSuchFileException none) {
            throw new EmbeddedException(
                    data + " exists but holds no Postgres database: move it away, or choose another directory with"
                            + " TUTOR_HOME",
                    none);
        }
        if (!major.equals(Integer.toString(PostgresPrograms.MAJOR))) {
            throw new EmbeddedException(data + " was made by Postgres " + major + ", this program has Postgres "
                    + PostgresPrograms.MAJOR + ": save the data with the program that made it and pg_dump, move the"
                    + " directory away, start again and load the dump; or choose another directory with TUTOR_HOME");
        }
    }

    private void initdb(Path made, Path password, Path output, boolean synced) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                programs.path("initdb").toString(),
                "--pgdata=" + made,
                "--username=postgres",
                "--encoding=UTF8",
                "--locale=C",
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8",
                "--auth=scram-sha-256",
                "--pwfile=" + password,
                // The password has 128 random bits: stretching it would only slow down every connection.
                "--set=scram_iterations=1"));
        if (!synced) {
            command.add("--no-sync");
        }
        Process initdb = launch(command, ProcessBuilder.Redirect.to(output.toFile()));
        boolean ended = Patience.until(INITIALISE_LIMIT, () -> !initdb.isAlive());
        if (!ended) {
            Processes.end(List.of(initdb.toHandle()), SIGNAL_LIMIT);
        }
        if (!ended || initdb.exitValue() != 0) {
            String reachable = user == PostgresUser.NOBODY
                    ? " (as root without namespaces, Postgres runs as user 65534 and must be able to reach the"
                            + " directory; below /root it is not)"
                    : "";
            throw new EmbeddedException("initdb failed for " + data + reachable + ":\n" + Files.readString(output));
        }
    }

    private boolean answers(int port, Map<String, String> settings) throws IOException {
        StringBuilder options = new StringBuilder("-p " + port);
        settings.forEach(
                (name, value) -> options.append(" -c ").append(name).append('=').append(value));
        // pg_ctl puts the server into a session of its own, so that Ctrl-C in a terminal reaches us and not the
        // database that we still need while we shut down.
        Process starter = launch(
                List.of(
                        programs.path("pg_ctl").toString(),
                        "start",
                        "--wait",
                        "--timeout=" + START_LIMIT.toSeconds(),
                        "--pgdata=" + data,
                        "--log=" + log(),
                        "--options=" + options),
                ProcessBuilder.Redirect.DISCARD);
        Patience.until(START_LIMIT, () -> isReady(port) || !starter.isAlive());
        // pg_ctl looks only ten times a second; the server says in its pid file that it is ready.
        return isReady(port);
    }

    private boolean isReady(int port) {
        PidFile file = readPidFile();
        return file != null
                && file.ready()
                && file.port() == port
                && ProcessHandle.of(file.pid()).filter(this::isOurs).isPresent();
    }

    private boolean signalled(ProcessHandle server, String signal, Duration limit) {
        try {
            Process sender = launch(
                    List.of(programs.path("pg_ctl").toString(), "kill", signal, Long.toString(server.pid())),
                    ProcessBuilder.Redirect.DISCARD);
            Patience.until(SIGNAL_LIMIT, () -> !sender.isAlive());
            return Patience.until(limit, () -> !Processes.isRunning(server));
        } catch (IOException problem) {
            return false;
        }
    }

    /**
     * Whether the process is a Postgres server on this very directory. A number in a pid file proves nothing: after a
     * power cut it may belong to anybody.
     */
    private boolean isOurs(ProcessHandle process) {
        if (!Processes.isRunning(process)) {
            return false;
        }
        Path link = Path.of("/proc", Long.toString(process.pid()), "cwd");
        if (Files.isDirectory(Path.of("/proc/self"))) {
            try {
                boolean here = Files.readSymbolicLink(link).equals(data.toRealPath());
                return here && process.info().command().orElse("").endsWith("/postgres");
            } catch (IOException notOurs) {
                return false;
            }
        }
        return process.info()
                .commandLine()
                .filter(line -> line.contains("postgres") && line.contains(data.toString()))
                .isPresent();
    }

    /**
     * A pid file of a dead server is Postgres's own business, but it gives up when the number still answers: in a
     * process of somebody else, or in a dead server that nobody has collected yet.
     */
    private void removeReusedPid() {
        PidFile file = readPidFile();
        if (file == null) {
            return;
        }
        boolean reused =
                ProcessHandle.of(file.pid()).filter(process -> !isOurs(process)).isPresent();
        if (reused) {
            try {
                Files.deleteIfExists(data.resolve("postmaster.pid"));
            } catch (IOException problem) {
                throw new UncheckedIOException(problem);
            }
        }
    }

    private Process launch(List<String> program, ProcessBuilder.Redirect output) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(user.command(program))
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectErrorStream(true)
                .redirectOutput(output);
        // PGPORT, PGDATA and the like of the user's shell are meant for another server.
        builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
        builder.environment().put("LC_ALL", "C");
        return builder.start();
    }

    private Path log() {
        return data.resolve(LOG_FILE);
    }

    private void rotateLog() throws IOException {
        if (Files.exists(log()) && Files.size(log()) > LOG_LIMIT_BYTES) {
            Files.move(log(), data.resolve(LOG_FILE + ".1"), StandardCopyOption.REPLACE_EXISTING);
        }
        if (!Files.exists(log())) {
            Files.createFile(log());
        }
        user.own(log());
    }

    private String logSince(long offset) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(log().toFile(), "r")) {
            long start = Math.max(offset, file.length() - LOG_TAIL_BYTES);
            byte[] tail = new byte[(int) Math.max(0, file.length() - start)];
            file.seek(start);
            file.readFully(tail);
            return new String(tail, StandardCharsets.UTF_8);
        }
    }

    private @Nullable PidFile readPidFile() {
        try {
            List<String> lines = Files.readAllLines(data.resolve("postmaster.pid"), StandardCharsets.UTF_8);
            if (lines.isEmpty()) {
                return null;
            }
            // Line 1 is the process, negative for a single-user one; line 4 the port; line 8 how far it has come.
            long pid = Math.abs(Long.parseLong(lines.getFirst().strip()));
            int port = lines.size() > 3 ? Integer.parseInt(lines.get(3).strip()) : 0;
            boolean ready = lines.size() > 7 && lines.get(7).strip().equals("ready");
            return new PidFile(pid, port, ready);
        } catch (IOException | NumberFormatException absentOrHalfWritten) {
            return null;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            return socket.getLocalPort();
        }
    }

    private static String randomPassword() {
        byte[] random = new byte[16];
        new SecureRandom().nextBytes(random);
        return HexFormat.of().formatHex(random);
    }

    private static void sync(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private record PidFile(long pid, int port, boolean ready) {}
}
