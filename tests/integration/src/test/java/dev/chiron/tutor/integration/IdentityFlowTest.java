package dev.chiron.tutor.integration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chiron.testkit.Answer;
import dev.chiron.testkit.Database;
import dev.chiron.testkit.TutorClient;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** From sign-up to a message: accounts, tokens, and what they open. */
@TutorTest
@DisplayName("A learner's account")
class IdentityFlowTest {

    private static final String SIGN_UP = "/api/v1/auth/signup";
    private static final String LOGIN = "/api/v1/auth/login";
    private static final String REFRESH = "/api/v1/auth/refresh";
    private static final String PASSWORD = "correct horse battery";

    private static String newEmail() {
        return "ada-" + UUID.randomUUID() + "@example.com";
    }

    private static Answer signUp(TutorClient client, String email) {
        var answer = client.anonymous().post(SIGN_UP, Map.of("email", email, "password", PASSWORD));
        assertThat(answer.status()).as(answer.toString()).isEqualTo(201);
        return answer;
    }

    @Test
    @DisplayName("is made by sign-up, has a profile, and its token opens the chat")
    void signUpOpensTheChat(TutorClient client, Database database) {
        var email = newEmail();

        var answer = signUp(client, email);

        assertThat(answer.string("token_type")).isEqualTo("bearer");
        assertThat(answer.at("expires_in").asInt()).isEqualTo(3600);
        assertThat(answer.string("user.email")).isEqualTo(email);
        assertThat(answer.header("cache-control").orElseThrow()).contains("no-store");
        var id = UUID.fromString(answer.string("user.id"));
        assertThat(database.asOwner().count("select 1 from public.profiles where id = ?", id))
                .isEqualTo(1);
        assertThat(database.asOwner().value(String.class, "select encrypted_password from auth.users where id = ?", id))
                .as("bcrypt, as Supabase Auth stores it")
                .startsWith("$2a$")
                .doesNotContain(PASSWORD);
        assertThat(client.withToken(answer.string("access_token"))
                        .get(Chat.SESSIONS)
                        .status())
                .isEqualTo(200);
    }

    @Test
    @DisplayName("has a token with the claims of Supabase")
    void tokenHasSupabaseClaims(TutorClient client) {
        var answer = signUp(client, newEmail());
        var claims = new String(
                Base64.getUrlDecoder().decode(answer.string("access_token").split("\\.", -1)[1]),
                java.nio.charset.StandardCharsets.UTF_8);
        assertThat(claims)
                .contains("\"sub\":\"" + answer.string("user.id") + "\"")
                .contains("\"role\":\"authenticated\"")
                .contains("\"aud\":\"authenticated\"")
                .contains("\"app_metadata\"")
                .contains("\"session_id\"");
    }

    @Test
    @DisplayName("is one for each email, in whatever case it is written")
    void emailIsUnique(TutorClient client) {
        var email = newEmail();
        signUp(client, email);

        var again = client.anonymous()
                .post(SIGN_UP, Map.of("email", email.toUpperCase(java.util.Locale.ROOT), "password", PASSWORD));

        assertThat(again.status()).isEqualTo(409);
        assertThat(again.string("error_code")).isEqualTo("email_exists");
    }

    @Test
    @DisplayName("is made once when many sign up with one email at the same moment")
    void oneAccountOfManySignUps(TutorClient client, Database database) throws Exception {
        var email = newEmail();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = threads.invokeAll(java.util.Collections.<Callable<Answer>>nCopies(
                    8, () -> client.anonymous().post(SIGN_UP, Map.of("email", email, "password", PASSWORD))));
            var created = 0;
            for (var answer : answers) {
                assertThat(answer.get().status()).isIn(201, 409);
                created += answer.get().status() == 201 ? 1 : 0;
            }
            assertThat(created).isEqualTo(1);
        }
        assertThat(database.asOwner().count("select 1 from auth.users where email = ?", email))
                .isEqualTo(1);
    }

    @ParameterizedTest(name = "{0} / {1}")
    @CsvSource({
        "no-email, long enough, email",
        "'', long enough, email",
        "ada@example.com, short, password",
        "ada@example.com, '', password",
    })
    @DisplayName("is not made of a bad email or a weak password")
    void badSignUp(String email, String password, String field, TutorClient client) {
        var answer = client.anonymous().post(SIGN_UP, Map.of("email", email, "password", password));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.string("error_code")).isEqualTo("validation_error");
        assertThat(answer.at("details").valueStream().map(each -> each.path("field")
                        .asString()))
                .contains(field);
    }

    @Test
    @DisplayName("does not take a password that bcrypt would cut off")
    void tooLongPassword(TutorClient client) {
        var answer = client.anonymous().post(SIGN_UP, Map.of("email", newEmail(), "password", "ü".repeat(40)));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.string("details.0.field")).isEqualTo("password");
    }

    @Test
    @DisplayName("opens with its password; a wrong one and an unknown email get the same answer")
    void login(TutorClient client) {
        var email = newEmail();
        var id = signUp(client, email).string("user.id");

        var right = client.anonymous().post(LOGIN, Map.of("email", " " + email + " ", "password", PASSWORD));
        var wrong = client.anonymous().post(LOGIN, Map.of("email", email, "password", "wrong horse"));
        var unknown = client.anonymous().post(LOGIN, Map.of("email", newEmail(), "password", PASSWORD));

        assertThat(right.status()).isEqualTo(200);
        assertThat(right.string("user.id")).isEqualTo(id);
        assertThat(wrong.status()).isEqualTo(401);
        assertThat(wrong.string("error_code")).isEqualTo("invalid_credentials");
        assertThat(unknown.text()).isEqualTo(wrong.text());
    }

    @Test
    @DisplayName("stays open by refresh tokens that work once; a second use ends the whole login")
    void refresh(TutorClient client) {
        var first = signUp(client, newEmail()).string("refresh_token");

        var second = client.anonymous().post(REFRESH, Map.of("refresh_token", first));
        assertThat(second.status()).isEqualTo(200);
        assertThat(client.withToken(second.string("access_token"))
                        .get(Chat.SESSIONS)
                        .status())
                .isEqualTo(200);

        var reused = client.anonymous().post(REFRESH, Map.of("refresh_token", first));
        assertThat(reused.status()).isEqualTo(401);
        assertThat(reused.string("error_code")).isEqualTo("invalid_refresh_token");
        var afterwards = client.anonymous().post(REFRESH, Map.of("refresh_token", second.string("refresh_token")));
        assertThat(afterwards.status())
                .as("a token that was used twice may be stolen")
                .isEqualTo(401);
        assertThat(client.anonymous()
                        .post(REFRESH, Map.of("refresh_token", "nonsense"))
                        .status())
                .isEqualTo(401);
    }

    @Test
    @DisplayName("gives one new pair when a refresh token is used many times at the same moment")
    void refreshRace(TutorClient client) throws Exception {
        var token = signUp(client, newEmail()).string("refresh_token");
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = threads.invokeAll(java.util.Collections.<Callable<Answer>>nCopies(
                    6, () -> client.anonymous().post(REFRESH, Map.of("refresh_token", token))));
            var given = 0;
            for (var answer : answers) {
                given += answer.get().status() == 200 ? 1 : 0;
            }
            assertThat(given).isEqualTo(1);
        }
    }
}
