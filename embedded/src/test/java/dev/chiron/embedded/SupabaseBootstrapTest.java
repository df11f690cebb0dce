package dev.chiron.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The bootstrap makes a plain Postgres look and behave as a Supabase project, once")
class SupabaseBootstrapTest {

    private static final String ADA = "11111111-1111-1111-1111-111111111111";
    private static final String BOB = "22222222-2222-2222-2222-222222222222";
    private static final AtomicInteger DATABASES = new AtomicInteger();

    /** Every row of the catalogue that the script could touch, with the transaction that wrote it last. */
    private static final String CATALOGUE = """
            select string_agg(line, E'\\n' order by line) from (
                select 'role ' || rolname || ' ' || xmin::text || ' ' || rolconfig::text as line
                    from (select r.xmin, r.rolname, coalesce(r.rolvaliduntil::text, '') as rolconfig from pg_authid r) roles
                union all select 'member ' || m.oid || ' ' || m.xmin::text from pg_auth_members m
                union all select 'schema ' || nspname || ' ' || xmin::text from pg_namespace
                union all select 'relation ' || c.oid || ' ' || c.xmin::text from pg_class c
                    where relnamespace in ('auth'::regnamespace, 'public'::regnamespace)
                union all select 'function ' || p.oid || ' ' || p.xmin::text from pg_proc p
                    where pronamespace = 'auth'::regnamespace
                union all select 'extension ' || extname || ' ' || xmin::text from pg_extension
                union all select 'comment ' || objoid || ' ' || xmin::text from pg_description
                    where objoid = 'auth'::regnamespace
                union all select 'default ' || oid || ' ' || xmin::text from pg_default_acl) everything""";

    private static SupabasePostgres postgres;

    @BeforeAll
    static void start(@TempDir Path directory) {
        postgres = SupabasePostgres.startFast(directory, PostgresUser.detect());
    }

    @AfterAll
    static void stop() {
        postgres.close();
    }

    @Test
    void rolesHaveTheAttributesOfSupabase() throws SQLException {
        String url = prepared();
        assertThat(TestHomes.ask(url, """
                        select string_agg(concat_ws(' ', rolname,
                                   case when rolcanlogin then 'login' end,
                                   case when rolinherit then 'inherit' end,
                                   case when rolbypassrls then 'bypassrls' end,
                                   case when rolsuper or rolcreaterole or rolcreatedb then 'powerful' end),
                               ', ' order by rolname)
                        from pg_roles
                        where rolname in ('anon', 'authenticated', 'service_role', 'authenticator', 'supabase_auth_admin')
                        """))
                .isEqualTo("anon, authenticated, authenticator login, service_role bypassrls, supabase_auth_admin");
        assertThat(TestHomes.ask(
                        url,
                        "select string_agg(r.rolname, ' ' order by r.rolname) from pg_auth_members m"
                                + " join pg_roles r on r.oid = m.roleid where m.member = 'authenticator'::regrole"))
                .isEqualTo("anon authenticated service_role");
    }

    @Test
    @DisplayName("a second run writes nothing: no row of the catalogue changes")
    void secondRunChangesNothing() throws SQLException {
        String url = prepared();
        String before = TestHomes.ask(url, CATALOGUE);
        SupabaseBootstrap.apply(url);
        assertThat(TestHomes.ask(url, CATALOGUE))
                .isEqualTo(before)
                .contains("function")
                .contains("member");
    }

    @Test
    @DisplayName("a database prepared by an older script is brought up to date by running the whole script again")
    void scriptBearsBeingRepeated() throws SQLException {
        String url = prepared();
        addUser(url, ADA, "ada@example.org");
        TestHomes.run(url, "comment on schema auth is 'Prepared by Chiron, script of yesterday'");
        TestHomes.run(url, "drop function auth.email()");
        SupabaseBootstrap.apply(url);
        assertThat(TestHomes.ask(url, "select auth.email()")).isEqualTo("null");
        assertThat(TestHomes.ask(url, "select count(*) from auth.users")).isEqualTo("1");
    }

    @Test
    @DisplayName("many runs at once on a fresh server, on one database and on several, all succeed")
    void parallelRunsAreSafe(@TempDir Path directory) throws Exception {
        // Roles belong to the server, so only a server that has none yet shows the race.
        try (SupabasePostgres fresh = SupabasePostgres.startFast(directory, PostgresUser.detect());
                var threads = Executors.newFixedThreadPool(9)) {
            List<Callable<Void>> runs = new ArrayList<>();
            CyclicBarrier together = new CyclicBarrier(9);
            for (int database = 0; database < 3; database++) {
                String name = "parallel_" + database;
                fresh.createDatabase(name);
                for (int run = 0; run < 3; run++) {
                    runs.add(() -> {
                        try (Connection connection = DriverManager.getConnection(fresh.jdbcUrl(name))) {
                            together.await();
                            SupabaseBootstrap.apply(connection);
                            return null;
                        }
                    });
                }
            }
            for (Future<Void> run : threads.invokeAll(runs)) {
                run.get();
            }
            for (int database = 0; database < 3; database++) {
                assertThat(TestHomes.ask(
                                fresh.jdbcUrl("parallel_" + database),
                                "select count(*) from auth.users where auth.uid() is null"))
                        .isEqualTo("0");
            }
        }
    }

    @Test
    @DisplayName("a real Supabase, known by its owner and functions, is left exactly as it is")
    void realSupabaseIsLeftAlone() throws SQLException {
        String url = prepared();
        TestHomes.run(url, "comment on schema auth is null");
        TestHomes.run(url, "drop table auth.identities");
        String before = TestHomes.ask(url, CATALOGUE);
        SupabaseBootstrap.apply(url);
        assertThat(TestHomes.ask(url, CATALOGUE)).isEqualTo(before);
    }

    @Test
    void strangeAuthSchemaIsRefusedAndKept() throws SQLException {
        String url = plain();
        TestHomes.run(url, "create schema auth; create table auth.users (name text)");
        assertThatThrownBy(() -> SupabaseBootstrap.apply(url))
                .isInstanceOf(EmbeddedException.class)
                .hasMessageContaining("not Supabase's");
        assertThat(TestHomes.ask(url, "select count(*) from auth.users")).isEqualTo("0");
    }

    @Test
    void openTransactionOfCallerIsNotCommitted() throws SQLException {
        try (Connection connection = DriverManager.getConnection(plain())) {
            connection.setAutoCommit(false);
            assertThatThrownBy(() -> SupabaseBootstrap.apply(connection)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    @DisplayName("a login without superuser rights, as managed Postgres gives, can prepare its own database")
    void ordinaryAdministratorCanPrepare(@TempDir Path directory) throws SQLException {
        try (SupabasePostgres fresh = SupabasePostgres.startFast(directory, PostgresUser.detect())) {
            String url = fresh.jdbcUrl("postgres");
            TestHomes.run(url, "create role landlord login createrole createdb bypassrls password 'secret'");
            TestHomes.run(url, "create database flat owner landlord");
            String own = "jdbc:postgresql://127.0.0.1:" + fresh.port() + "/flat?user=landlord&password=secret";
            SupabaseBootstrap.apply(own);
            TestHomes.run(own, "insert into auth.users (id, email) values ('" + ADA + "', 'ada@example.org')");
            TestHomes.run(
                    own, "create table public.profile (id uuid references auth.users (id)); set role authenticated");
            assertThat(TestHomes.ask(own, "select count(*) from auth.users")).isEqualTo("1");
        }
    }

    @Test
    void claimsAreReadFromTheRequest() throws SQLException {
        try (Connection connection = DriverManager.getConnection(prepared());
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("set local role authenticated");
            claim(
                    statement,
                    "{\"sub\":\"%s\",\"role\":\"authenticated\",\"email\":\"a@b.c\",\"extra\":{\"n\":1}}"
                            .formatted(ADA));
            assertThat(answers(statement)).containsExactly(ADA, "authenticated", "a@b.c");
            assertThat(TestHomes.ask(statement, "select auth.jwt() -> 'extra' ->> 'n'"))
                    .isEqualTo("1");
        }
    }

    @Test
    @DisplayName("without claims, with empty ones and after a transaction that had some, nobody is asking")
    void nobodyAsksWithoutClaims() throws SQLException {
        try (Connection connection = DriverManager.getConnection(prepared());
                Statement statement = connection.createStatement()) {
            assertThat(answers(statement)).containsExactly("null", "null", "null");
            assertThat(TestHomes.ask(statement, "select auth.jwt()")).isEqualTo("null");

            connection.setAutoCommit(false);
            claim(statement, "{\"sub\":\"" + ADA + "\"}");
            assertThat(answers(statement)).containsExactly(ADA, "null", "null");
            connection.commit();

            assertThat(TestHomes.ask(statement, "select current_setting('request.jwt.claims')"))
                    .isEmpty();
            assertThat(answers(statement)).containsExactly("null", "null", "null");
            claim(statement, "");
            assertThat(answers(statement)).containsExactly("null", "null", "null");
            assertThat(TestHomes.ask(statement, "select auth.jwt()")).isEqualTo("null");
        }
    }

    @Test
    void singleClaimSettingsOfOldApiServersComeFirst() throws SQLException {
        try (Connection connection = DriverManager.getConnection(prepared());
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            claim(statement, "{\"sub\":\"" + ADA + "\"}");
            statement.execute("set local request.jwt.claim.sub = '" + BOB + "'");
            statement.execute("set local request.jwt.claim.role = 'anon'");
            assertThat(answers(statement)).containsExactly(BOB, "anon", "null");
        }
    }

    @Test
    @DisplayName(
            "row level security binds authenticated learners, also on a superuser's connection; service_role passes")
    void policiesBind() throws SQLException {
        String url = prepared();
        addUser(url, ADA, "ada@example.org");
        addUser(url, BOB, "bob@example.org");
        TestHomes.run(url, """
                create table public.note (id serial primary key, user_id uuid references auth.users (id), text text);
                alter table public.note enable row level security;
                create policy own on public.note to authenticated
                    using (user_id = (select auth.uid())) with check (user_id = (select auth.uid()));
                grant select, insert on public.note to authenticated;
                grant usage on sequence public.note_id_seq to authenticated;
                grant select on public.note to service_role;
                insert into public.note (user_id, text) values ('%s', 'of ada'), ('%s', 'of bob')
                """.formatted(ADA, BOB));
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("set local role authenticated");
            claim(statement, "{\"sub\":\"" + ADA + "\"}");
            assertThat(TestHomes.ask(statement, "select string_agg(text, ',') from public.note"))
                    .isEqualTo("of ada");
            statement.execute("insert into public.note (user_id, text) values ('" + ADA + "', 'more')");
            assertThatThrownBy(() -> statement.execute(
                            "insert into public.note (user_id, text) values ('" + BOB + "', 'forged')"))
                    .hasMessageContaining("row-level security");
            connection.rollback();

            statement.execute("set local role authenticated");
            assertThat(TestHomes.ask(statement, "select count(*) from public.note"))
                    .isEqualTo("0");
            connection.rollback();

            statement.execute("set local role service_role");
            assertThat(TestHomes.ask(statement, "select count(*) from public.note"))
                    .isEqualTo("2");
            connection.rollback();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"anon", "authenticated", "service_role", "authenticator"})
    void roleOfTheApiGetsNothingByItself(String role) throws SQLException {
        String url = prepared();
        TestHomes.run(url, "create table public.later (id int)");
        assertThat(TestHomes.ask(url, "select count(*) from pg_default_acl")).isEqualTo("0");
        for (String forbidden : List.of(
                "select * from public.later",
                "select * from auth.users",
                "select * from auth.refresh_tokens",
                "select * from auth.sessions",
                "create table public.mine (id int)",
                "create table auth.mine (id int)",
                "create function public.f() returns int language sql return 1")) {
            assertThatThrownBy(() -> TestHomes.run(url, "set role " + role + "; " + forbidden))
                    .as(forbidden)
                    .hasMessageContaining("permission denied");
        }
    }

    @Test
    void addressIsUniqueWhateverItsCaseButNotAcrossOrganisations() throws SQLException {
        String url = prepared();
        addUser(url, ADA, "ada@example.org");
        assertThatThrownBy(() -> addUser(url, BOB, "Ada@Example.org")).hasMessageContaining("duplicate key");
        TestHomes.run(
                url, "insert into auth.users (id, email, is_sso_user) values ('" + BOB + "', 'ada@example.org', true)");
        assertThat(TestHomes.ask(url, "select count(*) from auth.users")).isEqualTo("2");
    }

    @Test
    void removingUserEndsSessionsAndTokens() throws SQLException {
        String url = prepared();
        addUser(url, ADA, "ada@example.org");
        TestHomes.run(url, """
                insert into auth.sessions (id, user_id, aal) values ('%2$s', '%1$s', 'aal1');
                insert into auth.refresh_tokens (token, user_id, session_id) values ('t', '%1$s', '%2$s');
                delete from auth.users where id = '%1$s'
                """.formatted(ADA, BOB));
        assertThat(TestHomes.ask(
                        url,
                        "select (select count(*) from auth.sessions) + (select count(*) from auth.refresh_tokens)"))
                .isEqualTo("0");
    }

    @Test
    void extensionsLiveInTheirOwnSchema() throws SQLException {
        assertThat(TestHomes.ask(
                        prepared(),
                        "select string_agg(extname, ' ' order by extname) from pg_extension"
                                + " where extnamespace = 'extensions'::regnamespace"))
                .isEqualTo("pgcrypto uuid-ossp");
    }

    private static String plain() {
        String name = "plain_" + DATABASES.incrementAndGet();
        postgres.createDatabase(name);
        return postgres.jdbcUrl(name);
    }

    private static String prepared() {
        String url = plain();
        SupabaseBootstrap.apply(url);
        return url;
    }

    private static void addUser(String url, String id, String email) throws SQLException {
        TestHomes.run(url, "insert into auth.users (id, email) values ('%s', '%s')".formatted(id, email));
    }

    private static void claim(Statement statement, String claims) throws SQLException {
        statement.execute("set local request.jwt.claims = '" + claims + "'");
    }

    private static List<String> answers(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery("select auth.uid(), auth.role(), auth.email()")) {
            row.next();
            return List.of(
                    String.valueOf(row.getString(1)),
                    String.valueOf(row.getString(2)),
                    String.valueOf(row.getString(3)));
        }
    }
}
