package dev.chiron.embedded;

import com.sun.security.auth.module.UnixSystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * A Postgres server of our own, without installation. It listens on 127.0.0.1 only, asks for a random password, runs in
 * UTC and UTF-8, and becomes Supabase-shaped through {@link SupabaseBootstrap}.
 *
 * <p>It installs no shutdown hook: close it after everything that uses it. All methods may be called from any thread.
 */
public final class SupabasePostgres implements AutoCloseable {

    /** Letters, digits and underscores, at most 63: needs no quoting anywhere. */
    private static final Pattern NAME = Pattern.compile("[a-z_][a-z0-9_]{0,62}");

    private static final Path MEMORY = Path.of("/dev/shm");
    // Docker gives 64 MB of /dev/shm by default, which a handful of databases would fill.
    private static final long MEMORY_NEEDED_BYTES = 1L << 30;
    private static final String OWNER_LOCK = "owner.lock";
    private static final int DIRECTORY_ATTEMPTS = 10;

    private static final Map<String, String> COMMON = Map.ofEntries(
            Map.entry("listen_addresses", "127.0.0.1"),
            Map.entry("unix_socket_directories", ""),
            Map.entry("timezone", "UTC"),
            Map.entry("log_timezone", "UTC"),
            // A learner's words belong into tables, not into a log of failed statements.
            Map.entry("log_min_error_statement", "panic"),
            // Compiling pays only for reports over millions of rows.
            Map.entry("jit", "off"));

    private static final Map<String, String> DURABLE =
            Map.of("fsync", "on", "synchronous_commit", "on", "full_page_writes", "on", "max_connections", "200");

    private static final Map<String, String> FAST = Map.ofEntries(
            Map.entry("fsync", "off"),
            Map.entry("synchronous_commit", "off"),
            Map.entry("full_page_writes", "off"),
            Map.entry("autovacuum", "off"),
            Map.entry("max_connections", "400"),
            Map.entry("wal_level", "minimal"),
            Map.entry("max_wal_senders", "0"),
            Map.entry("io_method", "sync"),
            // Shared memory segments then lie in the data directory and go with it.
            Map.entry("dynamic_shared_memory_type", "mmap"));

    private final PostgresCluster cluster;
    private final HomeLock lock;
    private final Runnable afterStop;
    private final int port;
    private final String password;
    private boolean closed;

    private SupabasePostgres(PostgresCluster cluster, HomeLock lock, Runnable afterStop, Map<String, String> settings) {
        this.cluster = cluster;
        this.lock = lock;
        this.afterStop = afterStop;
        Map<String, String> all = new TreeMap<>(COMMON);
        all.putAll(settings);
        this.port = cluster.start(all);
        this.password = cluster.password();
    }

    /**
     * Starts a server whose data is in `home/postgres` and survives restarts, killed processes and power cuts. A server
     * that a killed process has left there is stopped first.
     *
     * @param home is made when missing, for this user alone
     * @throws HomeInUseException at once, when another process, or this one, already runs a server on the home
     * @throws EmbeddedException when the data is of another major version, or the server does not start within 60 s
     */
    public static SupabasePostgres startDurable(Path home) {
        Path real = Directories.makePrivate(home);
        // Not in the temporary directory: that is swept by the system while the server may run for weeks.
        return startDurable(real, Directories.makePrivate(real.resolve("postgres-programs")), PostgresUser.detect());
    }

    static SupabasePostgres startDurable(Path home, Path programCache, PostgresUser user) {
        Path real = Directories.makePrivate(home);
        HomeLock lock = HomeLock.acquire(real.resolve("postgres.lock"));
        boolean started = false;
        try {
            letPass(user, real, programCache);
            PostgresCluster cluster =
                    new PostgresCluster(PostgresPrograms.in(programCache), user, real.resolve("postgres"));
            cluster.initialise(true);
            SupabasePostgres postgres = new SupabasePostgres(cluster, lock, () -> {}, DURABLE);
            started = true;
            return postgres;
        } finally {
            if (!started) {
                lock.close();
            }
        }
    }

    /**
     * Starts a server for tests: in memory where there is room, without any care for crashes, in a directory of its own
     * that close() removes. What killed processes of this user have left behind, servers included, is removed first.
     *
     * @throws EmbeddedException when the server does not start within 60 s
     */
    public static SupabasePostgres startFast() {
        return startFast(fastBase(), PostgresUser.detect());
    }

    static SupabasePostgres startFast(Path base, PostgresUser user) {
        Path cache = programCache();
        letPass(user, base, cache);
        PostgresPrograms programs = PostgresPrograms.in(cache);
        sweep(base, programs, user);
        for (int attempt = 1; attempt <= DIRECTORY_ATTEMPTS; attempt++) {
            Path directory = newDirectory(base);
            HomeLock lock = HomeLock.tryAcquire(directory.resolve(OWNER_LOCK));
            if (lock != null) {
                letPass(user, directory);
                return startIn(directory, lock, programs, user);
            }
            // Another process took the directory for abandoned before we could lock it, and removes it.
        }
        throw new EmbeddedException("No directory of our own can be had below " + base);
    }

    /**
     * Where JDBC finds the database, as `postgres`, password included: not for logs.
     *
     * @param database a name as in {@link #createDatabase(String)}; `postgres` always exists
     */
    public String jdbcUrl(String database) {
        return "jdbc:postgresql://127.0.0.1:%d/%s?user=postgres&password=%s".formatted(port, valid(database), password);
    }

    /** The TCP port on 127.0.0.1. */
    public int port() {
        return port;
    }

    /**
     * Makes an empty database.
     *
     * @param name lower-case letters, digits and underscores, at most 63, not beginning with a digit
     * @throws IllegalArgumentException when the name is not of that form
     * @throws EmbeddedException when there already is one
     */
    public void createDatabase(String name) {
        createDatabase(name, "template1");
    }

    /**
     * Makes a copy of a database to which nobody is connected.
     *
     * @param name as in {@link #createDatabase(String)}
     * @param template the database to copy, best one that is frozen
     * @throws EmbeddedException when there already is one, there is no such template, or somebody is connected to it
     */
    public void createDatabase(String name, String template) {
        execute("create database %s template %s strategy file_copy".formatted(valid(name), valid(template)));
    }

    /**
     * Makes the database a template: nobody can connect any more, so that it can always be copied.
     *
     * @throws EmbeddedException when there is no such database
     */
    public void freezeAsTemplate(String name) {
        execute("alter database %s with is_template true allow_connections false".formatted(valid(name)));
    }

    /** Drops the database, frozen or not, and throws out who is connected; none of that name is no error. */
    public void dropDatabase(String name) {
        String database = valid(name);
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            boolean template;
            try (ResultSet row = statement.executeQuery(
                    "select from pg_database where datistemplate and datname = '%s'".formatted(database))) {
                template = row.next();
            }
            if (template) {
                statement.execute("alter database %s with is_template false".formatted(database));
            }
            statement.execute("drop database if exists %s with (force)".formatted(database));
        } catch (SQLException problem) {
            throw new EmbeddedException(
                    "The database " + name + " cannot be dropped: " + problem.getMessage(), problem);
        }
    }

    /**
     * Stops the server within 5 s, so that none of its processes is left, and removes what is not durable. May be called
     * twice, from a shutdown hook, and while clients are connected: their transactions are rolled back.
     */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        boolean interrupted = Thread.interrupted();
        try {
            cluster.stop();
            afterStop.run();
        } finally {
            lock.close();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** The server process, for those who must prove that it is gone. */
    Optional<ProcessHandle> process() {
        return cluster.process();
    }

    private static SupabasePostgres startIn(
            Path directory, HomeLock lock, PostgresPrograms programs, PostgresUser user) {
        PostgresCluster cluster = new PostgresCluster(programs, user, directory.resolve("data"));
        boolean started = false;
        try {
            cluster.initialise(false);
            SupabasePostgres postgres = new SupabasePostgres(cluster, lock, () -> Directories.remove(directory), FAST);
            started = true;
            return postgres;
        } finally {
            if (!started) {
                Directories.remove(directory);
                lock.close();
            }
        }
    }

    /** Stops and removes the servers below the base whose owners are dead: who is alive holds the lock. */
    private static void sweep(Path base, PostgresPrograms programs, PostgresUser user) {
        try (var directories = Files.newDirectoryStream(base, "pg-*")) {
            for (Path directory : directories) {
                HomeLock lock = HomeLock.tryAcquire(directory.resolve(OWNER_LOCK));
                if (lock != null) {
                    try (lock) {
                        new PostgresCluster(programs, user, directory.resolve("data")).stop();
                        Directories.remove(directory);
                    }
                }
            }
        } catch (IOException problem) {
            throw new EmbeddedException(base + " cannot be read: " + problem.getMessage(), problem);
        }
    }

    private static Path newDirectory(Path base) {
        try {
            return Files.createTempDirectory(base, "pg-").toRealPath();
        } catch (IOException problem) {
            throw new EmbeddedException(base + " cannot be written: " + problem.getMessage(), problem);
        }
    }

    private static Path fastBase() {
        return ownDirectory(hasRoom(MEMORY) ? MEMORY : temporary(), "chiron-postgres");
    }

    private static Path programCache() {
        return ownDirectory(temporary(), "chiron-postgres-programs");
    }

    private static Path temporary() {
        return Path.of(System.getProperty("java.io.tmpdir", "/tmp"));
    }

    /** A directory in a place that everybody may write: programs that somebody else has put there must not be run. */
    private static Path ownDirectory(Path parent, String name) {
        long ourselves = new UnixSystem().getUid();
        Path directory = Directories.makePrivate(parent.resolve(name + "-" + ourselves));
        if (Directories.owner(directory) != ourselves) {
            throw new EmbeddedException(directory + " belongs to another user: remove it, or set -Djava.io.tmpdir");
        }
        return directory;
    }

    private static boolean hasRoom(Path memory) {
        try {
            return Files.isDirectory(memory)
                    && Files.isWritable(memory)
                    && Files.getFileStore(memory).getUsableSpace() >= MEMORY_NEEDED_BYTES;
        } catch (IOException unknown) {
            return false;
        }
    }

    /** Lets another user through our private directories to its own data, without letting it look around. */
    private static void letPass(PostgresUser user, Path... directories) {
        if (user == PostgresUser.NOBODY) {
            try {
                for (Path directory : directories) {
                    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx--x--x"));
                }
            } catch (IOException problem) {
                throw new EmbeddedException(
                        "Directories cannot be opened for Postgres: " + problem.getMessage(), problem);
            }
        }
    }

    private void execute(String sql) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException problem) {
            throw new EmbeddedException("Postgres refuses \"" + sql + "\": " + problem.getMessage(), problem);
        }
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(jdbcUrl("postgres"));
    }

    private static String valid(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("Not a database name (a-z, 0-9 and _, at most 63): " + name);
        }
        return name;
    }
}
