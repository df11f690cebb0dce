package dev.chiron.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.security.auth.module.UnixSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A durable Postgres keeps what was committed, whatever happens to the process that started it")
class DurablePostgresTest {

    private static final int ROUNDS = 3;

    private final Path home;

    DurablePostgresTest(@TempDir Path home) {
        this.home = home;
    }

    @Test
    void restartKeepsDataAndSettingsAreTheSafeOnes() throws Exception {
        try (SupabasePostgres postgres = TestHomes.durable(home)) {
            postgres.createDatabase("tutor");
            TestHomes.run(postgres.jdbcUrl("tutor"), "create table kept as select 42 as answer");
            assertThat(TestHomes.ask(
                            postgres.jdbcUrl("tutor"),
                            "select bool_and(setting = 'on') from pg_settings"
                                    + " where name in ('fsync', 'synchronous_commit', 'full_page_writes')"))
                    .isEqualTo("t");
        }
        try (SupabasePostgres postgres = TestHomes.durable(home)) {
            assertThat(TestHomes.ask(postgres.jdbcUrl("tutor"), "select answer from kept"))
                    .isEqualTo("42");
        }
        assertThat(Files.getPosixFilePermissions(home.resolve("postgres/chiron.password")))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    @DisplayName("kill -9 of the owner, again and again: committed rows are there, the left-over server is gone")
    void killedOwnerLosesNothing() throws Exception {
        long committed = 0;
        for (int round = 0; round < ROUNDS; round++) {
            ProcessHandle orphan;
            try (ChildJvm owner = ChildJvm.start(
                    PostgresOwner.class,
                    "durable",
                    home.toString(),
                    TestHomes.programCache().toString())) {
                orphan = ProcessHandle.of(Long.parseLong(owner.await("server"))).orElseThrow();
                for (int row = 0; row < 20; row++) {
                    committed = Long.parseLong(owner.await("committed"));
                }
                owner.kill();
            }
            assertThat(Processes.isRunning(orphan)).isTrue();
            if (round == 1) {
                // As when the whole machine goes down: the server had no time to say good-bye.
                Processes.kill(List.of(orphan));
            }
            try (SupabasePostgres postgres = TestHomes.durable(home)) {
                assertThat(Processes.isRunning(orphan)).isFalse();
                assertThat(TestHomes.ask(
                                postgres.jdbcUrl("postgres"),
                                "select count(*) from committed where number = " + committed))
                        .isEqualTo("1");
            }
        }
    }

    @Test
    @DisplayName("a second server on the home is refused at once, also when an earlier refusal came from this process")
    void homeIsForOneOnly() throws Exception {
        try (SupabasePostgres postgres = TestHomes.durable(home)) {
            assertThatThrownBy(() -> TestHomes.durable(home))
                    .isInstanceOf(HomeInUseException.class)
                    .hasMessageContaining("in use by this process")
                    .hasMessageContaining("TUTOR_HOME");
            try (ChildJvm other = ChildJvm.start(
                    PostgresOwner.class,
                    "durable",
                    home.toString(),
                    TestHomes.programCache().toString())) {
                assertThat(other.rest())
                        .anyMatch(line -> line.contains("HomeInUseException")
                                && line.contains(
                                        "the process " + ProcessHandle.current().pid()));
            }
            assertThat(TestHomes.ask(postgres.jdbcUrl("postgres"), "select 1")).isEqualTo("1");
        }
        TestHomes.durable(home).close();
    }

    @Test
    @DisplayName("a pid file whose number now belongs to a stranger stops nothing, and the stranger lives on")
    void reusedPidIsNoObstacle() throws Exception {
        TestHomes.durable(home).close();
        Process stranger = new ProcessBuilder("sleep", "60").start();
        try {
            writePidFile(stranger.pid());
            TestHomes.durable(home).close();
            assertThat(stranger.isAlive()).isTrue();
        } finally {
            stranger.destroyForcibly();
        }
    }

    @Test
    void pidFileOfDeadProcessIsNoObstacle() throws Exception {
        TestHomes.durable(home).close();
        Process dead = new ProcessBuilder("true").start();
        dead.waitFor();
        writePidFile(dead.pid());
        try (SupabasePostgres postgres = TestHomes.durable(home)) {
            assertThat(TestHomes.ask(postgres.jdbcUrl("postgres"), "select 1")).isEqualTo("1");
        }
    }

    @Test
    void dataOfAnotherMajorVersionIsRefusedWithRemedy() throws Exception {
        Path data = Files.createDirectories(home.resolve("postgres"));
        Files.writeString(data.resolve("PG_VERSION"), "16\n");
        assertThatThrownBy(() -> TestHomes.durable(home))
                .isInstanceOf(EmbeddedException.class)
                .hasMessageContaining(data.toRealPath().toString())
                .hasMessageContaining("Postgres 16")
                .hasMessageContaining("pg_dump");
        // The refusal must not hold the home.
        assertThatThrownBy(() -> TestHomes.durable(home)).isNotInstanceOf(HomeInUseException.class);
    }

    @Test
    void directoryThatIsNoDatabaseIsRefused() throws Exception {
        Files.createDirectories(home.resolve("postgres"));
        assertThatThrownBy(() -> TestHomes.durable(home)).hasMessageContaining("holds no Postgres database");
    }

    @Test
    void databaseHalfMadeByKilledProcessIsRemoved() throws Exception {
        Path halfMade = Files.createDirectories(home.resolve("postgres.new-123/base"));
        TestHomes.durable(home).close();
        assertThat(halfMade).doesNotExist();
        assertThat(home.resolve("postgres/PG_VERSION")).exists();
    }

    @Test
    void serverThatCannotStartSaysWhy() throws Exception {
        TestHomes.durable(home).close();
        Files.writeString(home.resolve("postgres/postgresql.conf"), "nonsense = 1\n");
        assertThatThrownBy(() -> TestHomes.durable(home))
                .isInstanceOf(EmbeddedException.class)
                .hasMessageContaining("nonsense");
    }

    @Test
    @DisplayName(
            "root without user namespaces: the server runs as nobody, and a later start with namespaces takes over")
    void rootCanRunItAsNobody() throws Exception {
        assumeTrue(new UnixSystem().getUid() == 0 && PostgresUser.NOBODY.works(), "only root can become nobody");
        Path reachable = Files.createTempDirectory(Path.of("/tmp"), "chiron-nobody-");
        try {
            Path cache = Directories.makePrivate(reachable.resolve("programs"));
            Path own = reachable.resolve("home");
            try (SupabasePostgres postgres = startAs(PostgresUser.NOBODY, reachable, own, cache)) {
                TestHomes.run(postgres.jdbcUrl("postgres"), "create table kept (id int)");
                assertThat(Directories.owner(own.resolve("postgres/PG_VERSION")))
                        .isEqualTo(65534);
            }
            try (SupabasePostgres postgres = startAs(PostgresUser.detect(), reachable, own, cache)) {
                assertThat(TestHomes.ask(postgres.jdbcUrl("postgres"), "select count(*) from kept"))
                        .isEqualTo("0");
            }
        } finally {
            Directories.remove(reachable);
        }
    }

    private static SupabasePostgres startAs(PostgresUser user, Path parent, Path home, Path cache) throws Exception {
        Files.setPosixFilePermissions(parent, PosixFilePermissions.fromString("rwx--x--x"));
        return SupabasePostgres.startDurable(home, cache, user);
    }

    private void writePidFile(long pid) throws Exception {
        Path data = home.resolve("postgres").toRealPath();
        Files.writeString(
                data.resolve("postmaster.pid"),
                "%d%n%s%n1700000000%n5432%n%n127.0.0.1%n  5432001         0%nready   %n".formatted(pid, data));
    }
}
