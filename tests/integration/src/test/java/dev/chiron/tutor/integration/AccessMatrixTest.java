package dev.chiron.tutor.integration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chiron.tutor.integration.ProjectServer.Defaults;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Every table × role × verb × own and foreign rows, tried on a database that the migrations have made. */
@ExtendWith(ProjectServer.Extension.class)
@DisplayName("In a Supabase project that has the migrations")
class AccessMatrixTest {

    private static final String HEAD = """
            # What happens when each role tries each verb on each table of ours, without a condition. The first sign is for the
            # asker's own rows (their own name in an insert), the second for everybody else's:
            #   +  done, or stopped by a constraint after rights and policies had nothing against it
            #   0  no row was visible to it        x  a policy refused the new row        -  no right at all
            # "teacher" is a learner whose token says so, "no claims" is authenticated without a token. Which columns are
            # granted stands in table-access.txt. AccessMatrixTest writes this file with -Dchiron.snapshots.update=true.

            """;

    private static final List<String> API_ROLES = List.of("anon", "authenticated", "service_role");

    @Test
    @DisplayName("every role can do what the checked-in matrix says, whatever the project grants by default")
    void matrix(ProjectServer server) throws SQLException {
        try (var old = server.project(Defaults.OLD).migrated();
                var young = server.project(Defaults.NEW).migrated();
                var ofOld = old.asAdmin();
                var ofYoung = young.asAdmin()) {
            var found = AccessMatrix.of(ofOld);

            System.out.printf("access matrix: %d cells, twice%n", found.cells());
            Snapshots.isAsCheckedIn("access-matrix.txt", HEAD + found.text());
            assertThat(HEAD + AccessMatrix.of(ofYoung).text())
                    .as("a project with the defaults of today")
                    .isEqualTo(HEAD + found.text());
        }
    }

    @Test
    @DisplayName("no learner's role has any right on an answer key")
    void keysAreNobodys(ProjectServer server) throws SQLException {
        try (var project = server.project(Defaults.OLD).migrated();
                var admin = project.asAdmin()) {
            var tables = AccessMatrix.of(admin).tables();
            for (var table : List.of("public.learning_unit_keys", "public.interaction_keys")) {
                for (var role : List.of(
                        AccessMatrix.Role.ANON,
                        AccessMatrix.Role.LEARNER,
                        AccessMatrix.Role.TEACHER,
                        AccessMatrix.Role.CLAIMLESS)) {
                    assertThat(String.join("", Objects.requireNonNull(Objects.requireNonNull(tables.get(table)).get(role))
                                    .values()))
                            .as(role + " on " + table)
                            .matches("-+");
                }
            }
        }
    }

    @Test
    @DisplayName("functions, sequences, views, publications and storage give nobody a way around")
    void noWayAround(ProjectServer server) throws SQLException {
        try (var project = server.project(Defaults.OLD).migrated();
                var admin = project.asAdmin()) {
            assertThat(Catalog.of(admin).texts("""
                            select format('%s %s', p.proname, r) from pg_proc p, unnest(array['anon', 'authenticated',
                                'service_role', 'chiron_request', 'authenticator', 'supabase_auth_admin']) r
                            where p.pronamespace = 'public'::regnamespace
                              and has_function_privilege(r, p.oid, 'execute')
                            order by 1"""))
                    .containsExactly(
                            "get_unit_answer_key authenticated",
                            "is_teacher authenticated",
                            "set_unit_answer_key authenticated",
                            "snippet_search authenticated");
            assertThat(Catalog.of(admin).texts("""
                            select format('%s %s', c.relname, r) from pg_class c, unnest(array['anon', 'authenticated',
                                'service_role', 'chiron_request', 'authenticator', 'supabase_auth_admin']) r
                            where c.relkind = 'S' and c.relnamespace = 'public'::regnamespace
                              and has_sequence_privilege(r, c.oid, 'usage, select, update')""")).isEmpty();
            assertThat(Catalog.of(admin).texts("""
                            select relname::text from pg_class
                            where relkind in ('v', 'm', 'f') and relnamespace = 'public'::regnamespace
                            union all select tablename::text from pg_publication_tables
                            union all select nspname::text from pg_namespace where nspname = 'storage'""")).isEmpty();
            assertThat(Catalog.of(admin).texts("""
                            select format('%s %s', n.nspname, r) from pg_namespace n, unnest(array['anon', 'authenticated',
                                'service_role', 'chiron_request', 'authenticator', 'public']) r
                            where (n.nspname in ('chiron', 'supabase_migrations')
                                   and has_schema_privilege(r, n.oid, 'usage, create'))
                               or (n.nspname = 'public' and has_schema_privilege(r, n.oid, 'create'))""")).isEmpty();
        }
    }

    @Test
    @DisplayName("nobody moves a row to another owner, parent or time")
    void rowsStayWhoseTheyAre(ProjectServer server) throws SQLException {
        try (var project = server.project(Defaults.OLD).migrated();
                var admin = project.asAdmin()) {
            assertThat(Catalog.of(admin).texts("""
                            select format('%s.%s %s', c.relname, a.attname, r)
                            from pg_attribute a join pg_class c on c.oid = a.attrelid,
                                unnest(array['anon', 'authenticated', 'service_role', 'chiron_request']) r
                            where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
                              and a.attname in ('id', 'user_id', 'session_id', 'turn_id', 'created_at', 'position', 'role')
                              and has_column_privilege(r, c.oid, a.attnum, 'update')
                            order by 1"""))
                    .as("a path that is taken up again goes on in the session where that is done")
                    .containsExactly("user_progress.session_id authenticated");

            admin.setAutoCommit(false);
            var one = UUID.randomUUID();
            var other = UUID.randomUUID();
            OneRowEach.write(admin, List.of(one, other));
            run(admin, "update public.user_progress set status = 'in_progress', left_at = now()");
            var session = Catalog.of(admin)
                    .texts("select id::text from public.chat_sessions where user_id = '" + other + "'")
                    .getFirst();
            run(admin, "select set_config('request.jwt.claims', '{\"sub\":\"" + one + "\"}', true)");
            run(admin, "set local role authenticated");
            assertThat(state(admin, "update public.user_progress set left_at = null, session_id = '" + session + "'"))
                    .as("into another learner's session: the foreign key")
                    .isEqualTo("23503");
            admin.rollback();
        }
    }

    @Test
    @DisplayName("a table of a careless migration is nobody's until that says whose")
    void carelessTablesAreClosed(ProjectServer server) throws SQLException {
        for (var defaults : Defaults.values()) {
            try (var project = server.project(defaults).migrated();
                    var owner = project.asOwner()) {
                run(owner, "create table public.careless (id serial primary key, user_id uuid, secret text)");
                run(owner, "insert into public.careless (secret) values ('of everybody')");
                owner.setAutoCommit(false);
                var open = new ArrayList<String>();
                for (var role : API_ROLES) {
                    for (var sql : List.of(
                            "select 1 from public.careless",
                            "insert into public.careless (secret) values ('x')",
                            "update public.careless set secret = 'x'",
                            "delete from public.careless",
                            "truncate public.careless",
                            "select nextval('public.careless_id_seq')")) {
                        run(owner, "set local role " + role);
                        if (!state(owner, sql).equals("42501")) {
                            open.add(role + ": " + sql);
                        }
                        owner.rollback();
                    }
                }
                assertThat(open).as("defaults " + defaults).isEmpty();
                owner.setAutoCommit(true);
            }
        }
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String state(Connection connection, String sql) {
        try {
            run(connection, sql);
            return "";
        } catch (SQLException e) {
            return e.getSQLState();
        }
    }
}
