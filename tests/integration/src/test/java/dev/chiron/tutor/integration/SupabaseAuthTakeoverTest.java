package dev.chiron.tutor.integration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chiron.embedded.SupabaseBootstrap;
import dev.chiron.testkit.Database;
import dev.chiron.testkit.Stack;
import dev.chiron.testkit.SupabaseAuthProcess;
import dev.chiron.testkit.SupabaseAuthProcess.Signing;
import dev.chiron.testkit.TutorClient;
import dev.chiron.testkit.TutorStack;
import dev.chiron.tutor.TutorServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** A database whose accounts this program has kept is taken over by a real Supabase Auth, which runs its migrations on it. */
@Tag("nightly")
@Tag("supabase-auth")
@TutorStack(
        application = TutorServer.class,
        invariants = TutorInvariants.class,
        properties = {"tutor.temporal.task-queue=takeover", "tutor.identity.bcrypt-cost=4"})
@DisplayName("A takeover by Supabase Auth")
class SupabaseAuthTakeoverTest {

    private static final JsonMapper JSON = new JsonMapper();
    private static final String SECRET = "a-secret-of-the-project-that-takes-over";

    /** Everything in the schema auth that a program could notice, one line each. */
    private static final String CATALOGUE = """
            select format('column %s.%s %s(%s) null:%s default:%s generated:%s', table_name, column_name, udt_name,
                    character_maximum_length, is_nullable, column_default, generation_expression)
                from information_schema.columns where table_schema = 'auth'
            union all select 'index ' || indexdef from pg_indexes where schemaname = 'auth'
            union all select format('constraint %s %s %s', conrelid::regclass, conname, pg_get_constraintdef(oid))
                from pg_constraint where connamespace = 'auth'::regnamespace and contype <> 'n'
            union all select format('type %s %s', typname,
                    (select string_agg(enumlabel, ',' order by enumsortorder) from pg_enum where enumtypid = t.oid))
                from pg_type t where typnamespace = 'auth'::regnamespace and typtype = 'e'
            union all select 'function ' || pg_get_functiondef(oid) from pg_proc where pronamespace = 'auth'::regnamespace
            union all select format('table %s of %s, row level security %s', relname, pg_get_userbyid(relowner),
                    relrowsecurity) from pg_class where relnamespace = 'auth'::regnamespace and relkind = 'r'
            union all select 'applied ' || version from auth.schema_migrations
            """;

    @Test
    @DisplayName("leaves a learner their password, id, login and conversation")
    void accountsStay(TutorClient client, Stack stack, Database database) throws IOException, InterruptedException {
        var email = IdentityContract.newEmail();
        var before = IdentityContract.signUp(client, email);
        stack.model().forUser(before.string("user.id")).replies("Hello, Ada.");
        var sent = Chat.send(client.withToken(before.string("access_token")), "Hi");
        Chat.awaitOver(database, sent.turnId());
        var identity = database.asOwner().value(UUID.class, "select id from auth.identities where email = ?", email);

        try (var auth = SupabaseAuthProcess.start(stack.databaseUrl(), SECRET, Signing.SHARED_SECRET, Map.of())) {
            var login = ask(
                    auth, "/token?grant_type=password", Map.of("email", email, "password", IdentityContract.PASSWORD));
            assertThat(login.statusCode()).as(login.body() + auth.log()).isEqualTo(200);
            var user = JSON.readTree(login.body()).path("user");
            assertThat(user.path("id").asString()).isEqualTo(before.string("user.id"));
            assertThat(user.path("identities").path(0).path("identity_id").asString())
                    .isEqualTo(identity.toString());

            var refreshed = ask(
                    auth, "/token?grant_type=refresh_token", Map.of("refresh_token", before.string("refresh_token")));
            assertThat(refreshed.statusCode())
                    .as("the login goes on: " + refreshed.body())
                    .isEqualTo(200);
            var wrong = ask(auth, "/token?grant_type=password", Map.of("email", email, "password", "wrong horse"));
            assertThat(wrong.body()).contains("invalid_credentials");
            var taken = ask(auth, "/signup", Map.of("email", email, "password", IdentityContract.PASSWORD));
            assertThat(taken.body()).contains("user_already_exists");
        }
        assertThat(database.asOwner()
                        .count("select 1 from public.chat_messages where user_id = ?::uuid", before.string("user.id")))
                .isEqualTo(2);
    }

    // Goal: whoever was taken over is no special case for any later migration of theirs.
    @Test
    @DisplayName("ends in the schema that Supabase Auth makes by itself, but for one index more")
    void schemaIsTheirs(Stack stack) throws SQLException {
        var suffix = UUID.randomUUID().toString().replace("-", "");
        var taken = "taken_" + suffix;
        var theirs = "theirs_" + suffix;
        try (var server = DriverManager.getConnection(jdbc(stack.databaseUrl()))) {
            execute(server, "create database " + taken);
            execute(server, "create database " + theirs);
            try {
                SupabaseBootstrap.apply(jdbc(with(stack.databaseUrl(), taken)));
                try (var empty = DriverManager.getConnection(jdbc(with(stack.databaseUrl(), theirs)))) {
                    execute(empty, "create schema auth authorization supabase_auth_admin");
                }
                var expected = migrated(with(stack.databaseUrl(), theirs));
                var found = migrated(with(stack.databaseUrl(), taken));

                assertThat(expected).hasSizeGreaterThan(300);
                assertThat(found).containsAll(expected);
                found.removeAll(expected);
                assertThat(found).singleElement().asString().contains("users_lower_email_key");
            } finally {
                execute(server, "drop database " + taken + " with (force)");
                execute(server, "drop database " + theirs + " with (force)");
            }
        }
    }

    /** Asks the project itself, whose answers are not of our API. */
    private static HttpResponse<String> ask(SupabaseAuthProcess auth, String path, Map<String, String> body)
            throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(auth.url() + "/auth/v1" + path))
                .header("apikey", auth.publicKey())
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)))
                .build();
        try (var client = HttpClient.newHttpClient()) {
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        }
    }

    private static List<String> migrated(String url) throws SQLException {
        SupabaseAuthProcess.migrate(url);
        var lines = new ArrayList<String>();
        try (var connection = DriverManager.getConnection(jdbc(url));
                var statement = connection.createStatement();
                var rows = statement.executeQuery(CATALOGUE)) {
            while (rows.next()) {
                lines.add(rows.getString(1));
            }
        }
        return lines;
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String with(String url, String database) {
        return url.replaceFirst("/[^/?]+(\\?|$)", "/" + database + "$1");
    }

    private static String jdbc(String url) {
        var parsed = URI.create(url);
        var login = parsed.getRawUserInfo().split(":", 2);
        return "jdbc:postgresql://%s:%d%s?user=%s&password=%s"
                .formatted(parsed.getHost(), parsed.getPort(), parsed.getPath(), login[0], login[1]);
    }
}
