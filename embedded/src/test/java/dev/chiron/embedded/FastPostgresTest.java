package dev.chiron.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.ConnectException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A fast Postgres is shaped for tests, clones quickly and leaves nothing behind")
class FastPostgresTest {

    private static Path base;

    private static SupabasePostgres postgres;

    @BeforeAll
    static void start(@TempDir Path directory) {
        base = directory;
        postgres = SupabasePostgres.startFast(base, PostgresUser.detect());
    }

    @AfterAll
    static void stop() {
        postgres.close();
        assertThat(base).isEmptyDirectory();
    }

    @Test
    void serverIsInUtcAndUtf8AndCaresForNoCrash() throws SQLException {
        String url = postgres.jdbcUrl("postgres");
        assertThat(TestHomes.ask(url, "select current_setting('server_version_num')::int / 10000"))
                .isEqualTo("18");
        assertThat(TestHomes.ask(
                        url,
                        "select bool_and(setting = 'off') from pg_settings"
                                + " where name in ('fsync', 'synchronous_commit', 'full_page_writes', 'autovacuum')"))
                .isEqualTo("t");
        assertThat(Integer.parseInt(TestHomes.ask(url, "show max_connections"))).isGreaterThanOrEqualTo(300);
        // The driver sends the zone of the JVM for its own session, so the server's command line is asked instead.
        assertThat(TestHomes.ask(url, "select pg_read_file('postmaster.opts')")).contains("\"timezone=UTC\"");
        assertThat(TestHomes.ask(
                        url,
                        "select pg_encoding_to_char(encoding) || ' ' || datlocprovider::text || ' ' || datlocale"
                                + " from pg_database where datname = 'postgres'"))
                .isEqualTo("UTF8 b C.UTF-8");
        assertThat(TestHomes.ask(url, "select upper('é') || length('🎓')")).isEqualTo("É1");
    }

    @Test
    void passwordIsNeeded() {
        String url = "jdbc:postgresql://127.0.0.1:" + postgres.port() + "/postgres?user=postgres";
        assertThatThrownBy(() ->
                        DriverManager.getConnection(url + "&password=wrong").close())
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("password authentication failed");
    }

    @Test
    void onlyLoopbackIsListenedOn() throws Exception {
        for (NetworkInterface network : NetworkInterface.networkInterfaces().toList()) {
            for (InetAddress address : network.inetAddresses().toList()) {
                if (!address.isLoopbackAddress()) {
                    assertThatThrownBy(() -> new Socket(address, postgres.port()).close())
                            .isInstanceOf(ConnectException.class);
                }
            }
        }
    }

    @Test
    void frozenTemplateIsCopiedAndOnlyCopied() throws SQLException {
        postgres.createDatabase("model");
        TestHomes.run(postgres.jdbcUrl("model"), "create table lesson as select 'gravity' as title");
        postgres.freezeAsTemplate("model");

        postgres.createDatabase("copy_1", "model");
        postgres.createDatabase("copy_2", "model");
        TestHomes.run(postgres.jdbcUrl("copy_1"), "update lesson set title = 'light'");

        assertThat(TestHomes.ask(postgres.jdbcUrl("copy_1"), "select title from lesson"))
                .isEqualTo("light");
        assertThat(TestHomes.ask(postgres.jdbcUrl("copy_2"), "select title from lesson"))
                .isEqualTo("gravity");
        assertThatThrownBy(() -> TestHomes.ask(postgres.jdbcUrl("model"), "select 1"))
                .hasMessageContaining("not currently accepting connections");
    }

    @Test
    void droppingThrowsOutWhoIsConnectedAndTakesTemplatesToo() throws SQLException {
        postgres.createDatabase("busy");
        try (var connection = DriverManager.getConnection(postgres.jdbcUrl("busy"))) {
            postgres.dropDatabase("busy");
            assertThat(connection.isValid(1)).isFalse();
        }
        postgres.createDatabase("frozen");
        postgres.freezeAsTemplate("frozen");
        postgres.dropDatabase("frozen");
        postgres.dropDatabase("frozen");
        assertThat(TestHomes.ask(
                        postgres.jdbcUrl("postgres"),
                        "select count(*) from pg_database where datname in ('busy', 'frozen')"))
                .isEqualTo("0");
    }

    @Test
    void secondDatabaseOfOneNameIsRefused() {
        postgres.createDatabase("once");
        assertThatThrownBy(() -> postgres.createDatabase("once"))
                .isInstanceOf(EmbeddedException.class)
                .hasMessageContaining("already exists");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1a", "Upper", "a-b", "a b", "a;drop", "ä", "\"a\"", "a\nb"})
    void oddNamesAreRefused(String name) {
        assertThatThrownBy(() -> postgres.createDatabase(name)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> postgres.createDatabase("fine", name)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> postgres.freezeAsTemplate(name)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> postgres.dropDatabase(name)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> postgres.jdbcUrl(name)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void nameOfSixtyFourLettersIsRefused() {
        assertThatThrownBy(() -> postgres.createDatabase("a".repeat(64))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    @DisplayName(
            "close() ends every process within 5 s though clients are busy, removes the directory, and bears repeating")
    void closingLeavesNothing(@TempDir Path ownBase) throws Exception {
        SupabasePostgres own = SupabasePostgres.startFast(ownBase, PostgresUser.detect());
        ProcessHandle server = own.process().orElseThrow();
        List<ProcessHandle> children = server.descendants().toList();
        assertThat(children).isNotEmpty();
        try (var connection = DriverManager.getConnection(own.jdbcUrl("postgres"));
                var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("create table unfinished (id int)");

            long before = System.nanoTime();
            // An interrupted thread must not leave a server behind either.
            Thread.currentThread().interrupt();
            own.close();
            assertThat(Thread.interrupted()).isTrue();
            own.close();

            assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(5));
        }
        assertThat(server).matches(process -> !Processes.isRunning(process), "has ended");
        assertThat(children).noneMatch(Processes::isRunning);
        assertThat(ownBase).isEmptyDirectory();
    }

    @Test
    @DisplayName("what a killed process has left is swept by the next start; what a living one uses is not")
    void nextStartSweeps(@TempDir Path ownBase) throws Exception {
        try (ChildJvm living = ChildJvm.start(PostgresOwner.class, "fast", ownBase.toString());
                ChildJvm killed = ChildJvm.start(PostgresOwner.class, "fast", ownBase.toString())) {
            ProcessHandle used = handle(living.await("server"));
            ProcessHandle orphan = handle(killed.await("server"));
            killed.kill();
            assertThat(Processes.isRunning(orphan)).isTrue();

            SupabasePostgres.startFast(ownBase, PostgresUser.detect()).close();

            assertThat(Processes.isRunning(orphan)).isFalse();
            assertThat(Processes.isRunning(used)).isTrue();
            try (var left = Files.list(ownBase)) {
                assertThat(left).hasSize(1);
            }
            living.terminate();
            assertThat(living.rest()).contains("closed");
            assertThat(Processes.isRunning(used)).isFalse();
            assertThat(ownBase).isEmptyDirectory();
        }
    }

    private static ProcessHandle handle(String pid) {
        return ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
    }
}
