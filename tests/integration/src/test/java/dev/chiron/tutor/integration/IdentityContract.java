package dev.chiron.tutor.integration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chiron.testkit.Answer;
import dev.chiron.testkit.Database;
import dev.chiron.testkit.ScriptedModel;
import dev.chiron.testkit.TutorClient;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What holds for a learner's account whoever keeps it: this program, or a real Supabase Auth. Runs on each of them. */
abstract class IdentityContract {

    static final String SIGN_UP = "/api/v1/auth/signup";
    static final String LOGIN = "/api/v1/auth/login";
    static final String REFRESH = "/api/v1/auth/refresh";
    static final String LOGOUT = "/api/v1/auth/logout";
    static final String PASSWORD = "correct horse battery";

    static String newEmail() {
        return "ada-" + UUID.randomUUID() + "@example.com";
    }

    static Answer signUp(TutorClient client, String email) {
        var answer = client.anonymous().post(SIGN_UP, Map.of("email", email, "password", PASSWORD));
        assertThat(answer.status()).as(answer.toString()).isEqualTo(201);
        return answer;
    }

    static Answer login(TutorClient client, String email, String password) {
        return client.anonymous().post(LOGIN, Map.of("email", email, "password", password));
    }

    static Answer refresh(TutorClient client, String token) {
        return client.anonymous().post(REFRESH, Map.of("refresh_token", token));
    }

    static String part(String token, int index) {
        return new String(Base64.getUrlDecoder().decode(token.split("\\.", -1)[index]), StandardCharsets.UTF_8);
    }

    private static UUID id(Answer tokens) {
        return UUID.fromString(tokens.string("user.id"));
    }

    private static void assertInvalidRefreshToken(Answer answer) {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(401);
        assertThat(answer.string("error_code")).isEqualTo("invalid_refresh_token");
    }

    @Test
    @DisplayName("is made by sign-up, has a profile and an identity, and its password is kept as bcrypt")
    void signUpMakesAnAccount(TutorClient client, Database database) {
        var email = newEmail();

        var answer = signUp(client, email);

        assertThat(answer.string("token_type")).isEqualTo("bearer");
        assertThat(answer.at("expires_in").asInt()).isEqualTo(3600);
        assertThat(answer.string("user.email")).isEqualTo(email);
        assertThat(answer.header("cache-control").orElseThrow()).contains("no-store");
        var id = id(answer);
        assertThat(database.asOwner().count("select 1 from public.profiles where id = ?", id))
                .isEqualTo(1);
        assertThat(database.asOwner()
                        .row("select provider, provider_id, email from auth.identities where user_id = ?", id))
                .containsEntry("provider", "email")
                .containsEntry("provider_id", id.toString())
                .containsEntry("email", email);
        assertThat(database.asOwner().value(String.class, "select encrypted_password from auth.users where id = ?", id))
                .startsWith("$2a$")
                .doesNotContain(PASSWORD);
    }

    @Test
    @DisplayName("opens the chat: a message is taken and answered, and both are shown to the learner")
    void theTokenOpensTheChat(TutorClient client, Database database, ScriptedModel model) {
        var tokens = signUp(client, newEmail());
        model.forUser(tokens.string("user.id")).replies("A derivative is a rate of change.");
        var ada = client.withToken(tokens.string("access_token"));

        var sent = Chat.send(ada, "What is a derivative?");
        Chat.awaitOver(database, sent.turnId());

        assertThat(Chat.conversation(ada, sent.sessionId()))
                .containsExactly("user: What is a derivative?", "assistant: A derivative is a rate of change.");
        var stranger = client.withToken(signUp(client, newEmail()).string("access_token"));
        assertThat(stranger.get(Chat.SESSIONS + "/" + sent.sessionId() + "/messages")
                        .status())
                .isEqualTo(404);
    }

    @Test
    @DisplayName("has a token with the claims of Supabase")
    void tokenHasSupabaseClaims(TutorClient client) {
        var answer = signUp(client, newEmail());

        assertThat(part(answer.string("access_token"), 1))
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

        var again =
                client.anonymous().post(SIGN_UP, Map.of("email", email.toUpperCase(Locale.ROOT), "password", PASSWORD));

        assertThat(again.status()).as(again.toString()).isEqualTo(409);
        assertThat(again.string("error_code")).isEqualTo("email_exists");
    }

    @ParameterizedTest(name = "{0} / {1}")
    @CsvSource({
        "no-email, long enough, email",
        "'', long enough, email",
        "ada@example.com, short, password",
        "ada@example.com, '', password",
        // 40 characters, 80 bytes: bcrypt would cut it off
        "ada@example.com, üüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüü, password",
    })
    @DisplayName("is not made of a bad email or of a password that is too short or too long")
    void badSignUp(String email, String password, String field, TutorClient client) {
        var answer = client.anonymous().post(SIGN_UP, Map.of("email", email, "password", password));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.string("error_code")).isEqualTo("validation_error");
        assertThat(answer.at("details").valueStream().map(each -> each.path("field")
                        .asString()))
                .contains(field);
    }

    @Test
    @DisplayName("opens with its password; a wrong one and an unknown email get the same answer")
    void logIn(TutorClient client) {
        var email = newEmail();
        var id = id(signUp(client, email));

        var right = login(client, " " + email + " ", PASSWORD);
        var wrong = login(client, email, "wrong horse");
        var unknown = login(client, newEmail(), PASSWORD);

        assertThat(right.status()).as(right.toString()).isEqualTo(200);
        assertThat(id(right)).isEqualTo(id);
        assertThat(wrong.status()).isEqualTo(401);
        assertThat(wrong.string("error_code")).isEqualTo("invalid_credentials");
        assertThat(unknown.status()).isEqualTo(401);
        assertThat(unknown.text()).isEqualTo(wrong.text());
    }

    @Test
    @DisplayName("stays open by refresh tokens; one that comes again after it was followed ends the whole login")
    void reuseEndsTheFamily(TutorClient client) {
        var first = signUp(client, newEmail()).string("refresh_token");
        var second = refresh(client, first);
        assertThat(second.status()).as(second.toString()).isEqualTo(200);
        assertThat(client.withToken(second.string("access_token"))
                        .get(Chat.SESSIONS)
                        .status())
                .isEqualTo(200);
        var third = refresh(client, second.string("refresh_token"));
        assertThat(third.status()).isEqualTo(200);

        assertInvalidRefreshToken(refresh(client, first));
        assertInvalidRefreshToken(refresh(client, third.string("refresh_token")));
    }

    @ParameterizedTest
    @CsvSource({"nonsense", "twelve-chars", "abcdefghijklmnopqrstuvwxyz012345"})
    @DisplayName("is not opened by a refresh token that nobody has")
    void unknownRefreshToken(String token, TutorClient client) {
        assertInvalidRefreshToken(refresh(client, token));
    }

    @Test
    @DisplayName("is left by log-out: this login ends, another one goes on, and leaving twice is no error")
    void logOut(TutorClient client) {
        var email = newEmail();
        var here = signUp(client, email);
        var elsewhere = login(client, email, PASSWORD);

        var left = client.withToken(here.string("access_token")).post(LOGOUT);
        var again = client.withToken(here.string("access_token")).post(LOGOUT);

        assertThat(left.status()).as(left.toString()).isEqualTo(204);
        assertThat(again.status()).as(again.toString()).isEqualTo(204);
        assertInvalidRefreshToken(refresh(client, here.string("refresh_token")));
        assertThat(refresh(client, elsewhere.string("refresh_token")).status()).isEqualTo(200);
    }

    @Test
    @DisplayName("is left by nobody without its token")
    void logOutNeedsAToken(TutorClient client) {
        var answer = client.anonymous().post(LOGOUT);

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.string("error_code")).isEqualTo("unauthenticated");
    }

    @Test
    @DisplayName("that is banned does not open, with the answer of a wrong password")
    void banned(TutorClient client, Database database) {
        var email = newEmail();
        var tokens = signUp(client, email);
        database.asOwner()
                .update("update auth.users set banned_until = now() + interval '1 day' where id = ?", id(tokens));

        var right = login(client, email, PASSWORD);

        assertThat(right.status()).isEqualTo(401);
        assertThat(right.text()).isEqualTo(login(client, newEmail(), PASSWORD).text());
        assertInvalidRefreshToken(refresh(client, tokens.string("refresh_token")));
    }

    @Test
    @DisplayName("whose email is not confirmed says so to who knows the password, and to nobody else")
    void notConfirmed(TutorClient client, Database database) {
        var email = newEmail();
        var tokens = signUp(client, email);
        database.asOwner().update("update auth.users set email_confirmed_at = null where id = ?", id(tokens));

        assertThat(login(client, email, PASSWORD).string("error_code")).isEqualTo("email_not_confirmed");
        assertThat(login(client, email, "wrong horse").string("error_code")).isEqualTo("invalid_credentials");
    }

    @Test
    @DisplayName("asks for its password again when the login has come to its end")
    void expiredLogin(TutorClient client, Database database) {
        var tokens = signUp(client, newEmail());
        database.asOwner()
                .update(
                        "update auth.sessions set not_after = now() - interval '1 second' where user_id = ?",
                        id(tokens));

        assertInvalidRefreshToken(refresh(client, tokens.string("refresh_token")));
    }
}
