package dev.chiron.tutor.identity.supabase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chiron.tutor.fake.FakeServer;
import dev.chiron.tutor.identity.IdentityProvider.SignedIn;
import dev.chiron.tutor.identity.IdentitySettings;
import dev.chiron.tutor.platform.ApiException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

@Timeout(60)
@DisplayName("Supabase Auth is asked as its API wants it, and each of its answers has one of ours")
class SupabaseIdentityTest {

    private static final String TOKENS = """
            {"access_token":"at","token_type":"bearer","expires_in":1800,"refresh_token":"rt",
             "user":{"id":"6f1c2f0e-6d0a-4b7e-9d5c-0d2f7b0f3a11","email":"ada@example.org"}}
            """;
    private static final SignedIn SIGNED_IN = new SignedIn(
            "at",
            Duration.ofMinutes(30),
            "rt",
            UUID.fromString("6f1c2f0e-6d0a-4b7e-9d5c-0d2f7b0f3a11"),
            "ada@example.org");

    private final FakeServer project = FakeServer.start();
    private final SupabaseIdentity identity = at(project.url() + "/");

    @AfterEach
    void close() {
        project.close();
    }

    @Test
    void aSignUpGivesTokens() {
        project.answers(200, TOKENS);

        assertThat(identity.signUp("ada@example.org", "pass\"word")).isEqualTo(SIGNED_IN);
        assertAsked("/auth/v1/signup", "{\"email\":\"ada@example.org\",\"password\":\"pass\\\"word\"}");
    }

    @Test
    void aLoginGivesTokens() {
        project.answers(200, TOKENS);

        assertThat(identity.login("ada@example.org", "password")).isEqualTo(SIGNED_IN);
        assertAsked("/auth/v1/token?grant_type=password", "{\"email\":\"ada@example.org\",\"password\":\"password\"}");
    }

    @Test
    void aRefreshGivesTokens() {
        project.answers(200, TOKENS);

        assertThat(identity.refresh("old")).isEqualTo(SIGNED_IN);
        assertAsked("/auth/v1/token?grant_type=refresh_token", "{\"refresh_token\":\"old\"}");
    }

    // Goal: each refusal is told in the words of our API, whatever the project calls it.
    @ParameterizedTest
    @CsvSource({
        "422, user_already_exists, 409, email_exists",
        "422, email_exists, 409, email_exists",
        "422, weak_password, 400, validation_error",
        "400, email_address_invalid, 400, validation_error",
        "400, validation_failed, 400, validation_error",
        "422, same_password, 400, validation_error",
        "400, email_address_not_authorized, 400, validation_error",
        "422, signup_disabled, 403, forbidden",
        "422, email_provider_disabled, 403, forbidden",
        "400, captcha_failed, 503, unavailable",
        "429, over_request_rate_limit, 429, rate_limited",
        "429, over_email_send_rate_limit, 429, rate_limited",
        "500, unexpected_failure, 503, unavailable",
        "502, '', 503, unavailable",
    })
    void aRefusedSignUpIsToldApart(int status, String code, int ours, String errorCode) {
        project.answers(status, "{\"code\":" + status + ",\"error_code\":\"" + code + "\",\"msg\":\"secret detail\"}");

        assertRefused(() -> identity.signUp("ada@example.org", "password"), ours, errorCode);
    }

    @ParameterizedTest
    @CsvSource({
        "400, error_code, invalid_credentials, 401, invalid_credentials",
        "400, error, invalid_grant, 401, invalid_credentials",
        "400, error_code, email_not_confirmed, 401, email_not_confirmed",
        "400, error_code, user_banned, 401, invalid_credentials",
        "422, error_code, email_provider_disabled, 403, forbidden",
        "429, error_code, over_request_rate_limit, 429, rate_limited",
        "503, error_code, x, 503, unavailable",
    })
    void aRefusedLoginIsToldApart(int status, String member, String code, int ours, String errorCode) {
        project.answers(status, "{\"" + member + "\":\"" + code + "\"}");

        assertRefused(() -> identity.login("ada@example.org", "password"), ours, errorCode);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "refresh_token_already_used",
                "refresh_token_not_found",
                "session_not_found",
                "session_expired",
                "user_banned",
                "user_not_found",
                "validation_failed",
                "invalid_grant"
            })
    void aRefreshTokenThatDoesNotWorkIsTold(String code) {
        project.answers(400, "{\"error_code\":\"" + code + "\"}");

        assertRefused(() -> identity.refresh("used"), 401, "invalid_refresh_token");
    }

    // Goal: how long to wait is the project's to say, within reason; without a word of it a minute.
    @ParameterizedTest
    @CsvSource({"7, 7", "0, 1", "86400, 3600", "'Wed, 21 Oct 2026 07:28:00 GMT', 60", ", 60"})
    void howLongToWaitIsPassedOn(@Nullable String said, long seconds) {
        var body = "{\"error_code\":\"over_request_rate_limit\"}";
        if (said == null) {
            project.answers(429, body);
        } else {
            project.answers(429, Map.of("Retry-After", said), body);
        }

        assertThatThrownBy(() -> identity.login("ada@example.org", "password"))
                .isInstanceOfSatisfying(ApiException.class, refused -> assertThat(refused.retryAfter())
                        .isEqualTo(Duration.ofSeconds(seconds)));
    }

    // Goal: a learner is told what the project's own rules want of a password.
    @ParameterizedTest
    @CsvSource({"pwned, is known from a data leak", "length, is too short", "characters, needs more kinds of characters"
    })
    void aWeakPasswordIsToldWhy(String reason, String problem) {
        project.answers(422, "{\"error_code\":\"weak_password\",\"weak_password\":{\"reasons\":[\"" + reason + "\"]}}");

        assertThatThrownBy(() -> identity.signUp("ada@example.org", "password"))
                .isInstanceOfSatisfying(ApiException.class, refused -> assertThat(refused.details())
                        .containsExactly(new ApiException.Detail("password", problem)));
    }

    @Test
    void aLogOutEndsTheLoginOfItsToken() {
        project.answers(204, "");

        identity.logOut("at", SIGNED_IN.userId(), null);

        assertThat(project.requests()).singleElement().satisfies(request -> {
            assertThat(request.uri()).hasToString("/auth/v1/logout?scope=local");
            assertThat(request.headers()).containsEntry("authorization", "Bearer at");
        });
    }

    // Goal: a learner who leaves twice, or whose account is gone, has left; one whose project is away is told so.
    @ParameterizedTest
    @CsvSource({
        "403, session_not_found, ",
        "403, user_not_found, ",
        "500, unexpected_failure, 503",
        "429, over_request_rate_limit, 429"
    })
    void aLogOutThatIsRefused(int status, String code, @Nullable Integer ours) {
        project.answers(status, "{\"error_code\":\"" + code + "\"}");

        if (ours == null) {
            identity.logOut("at", SIGNED_IN.userId(), null);
        } else {
            assertThatThrownBy(() -> identity.logOut("at", SIGNED_IN.userId(), null))
                    .isInstanceOfSatisfying(ApiException.class, refused -> assertThat(refused.status())
                            .isEqualTo(ours));
        }
    }

    // Goal: a learner who has to confirm their email is told so, instead of that sign-up failed.
    @Test
    void aSignUpThatNeedsAConfirmationIsTold() {
        project.answers(200, "{\"id\":\"6f1c2f0e-6d0a-4b7e-9d5c-0d2f7b0f3a11\",\"email\":\"ada@example.org\"}");

        assertRefused(() -> identity.signUp("ada@example.org", "password"), 401, "email_not_confirmed");
    }

    // Goal: a wrong key or address of ours is not told to learners as a wrong password of theirs.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "401 | {\"message\":\"Invalid API key\"}",
                "404 | {\"message\":\"no Route matched with those values\"}",
                "403 | <html>blocked</html>"
            })
    void aRefusalOfOurselvesIsUnavailable(int status, String body) {
        project.answers(status, body);

        assertRefused(() -> identity.login("ada@example.org", "password"), 503, "unavailable");
        assertRefused(() -> identity.refresh("token"), 503, "unavailable");
    }

    // Goal: an answer that cannot be understood is no account and no internal error.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<html>Welcome</html>",
                "[]",
                "null",
                "{}",
                "\"text\"",
                "{\"access_token\":\"at\"}",
                "{\"access_token\":\"at\",\"refresh_token\":\"rt\",\"user\":{\"id\":\"x\"}}",
                "{\"access_token\":{},\"refresh_token\":\"rt\",\"user\":{\"id\":\"6f1c2f0e-6d0a-4b7e-9d5c-0d2f7b0f3a11\"}}",
                "{\"access_token\":\"at\",\"user\":{\"id\":\"6f1c2f0e-6d0a-4b7e-9d5c-0d2f7b0f3a11\"}}",
            })
    void anAnswerOfAnotherFormIsUnavailable(String body) {
        project.answers(200, body);

        assertRefused(() -> identity.login("ada@example.org", "password"), 503, "unavailable");
    }

    @Test
    void aRedirectIsUnavailable() {
        project.answers(302, Map.of("Location", "/elsewhere"), "");

        assertRefused(() -> identity.login("ada@example.org", "password"), 503, "unavailable");
    }

    // Goal: a project that hangs costs a request its time-out and no more, wherever it hangs.
    @Test
    void aProjectThatHangsIsUnavailable() {
        var impatient = at(project.url(), Duration.ofMillis(500));
        project.hangs();
        assertRefused(() -> impatient.login("ada@example.org", "password"), 503, "unavailable");

        project.hangsInTheMiddleOf("{\"access_token\":");
        assertRefused(() -> impatient.login("ada@example.org", "password"), 503, "unavailable");
    }

    @Test
    void aProjectThatIsNotThereIsUnavailable() throws Exception {
        int port;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }

        assertRefused(() -> at("http://127.0.0.1:" + port).refresh("token"), 503, "unavailable");
    }

    // Goal: a log line with the answer gives no token away.
    @Test
    void whatIsPrintedHoldsNoToken() {
        assertThat(SIGNED_IN.toString())
                .doesNotContain("at,")
                .doesNotContain("rt")
                .contains("6f1c2f0e");
    }

    private void assertAsked(String uri, String body) {
        assertThat(project.requests()).singleElement().satisfies(request -> {
            assertThat(request.method()).isEqualTo("POST");
            assertThat(request.uri()).hasToString(uri);
            assertThat(request.headers())
                    .containsEntry("apikey", "anon-key")
                    .containsEntry("content-type", "application/json");
            var json = new JsonMapper();
            assertThat(json.readTree(request.body())).isEqualTo(json.readTree(body));
        });
    }

    private static void assertRefused(Supplier<SignedIn> call, int status, String errorCode) {
        try {
            throw new AssertionError("it gives tokens: " + call.get());
        } catch (ApiException e) {
            assertThat(e.errorCode()).isEqualTo(errorCode);
            assertThat(e.status()).isEqualTo(status);
            assertThat(e.getMessage()).doesNotContain("secret detail");
        }
    }

    private static SupabaseIdentity at(String url) {
        return at(url, Duration.ofSeconds(30));
    }

    private static SupabaseIdentity at(String url, Duration timeout) {
        return new SupabaseIdentity(
                new IdentitySettings(
                        url,
                        "anon-key",
                        "",
                        Path.of("unused"),
                        Duration.ofHours(1),
                        Duration.ofSeconds(30),
                        4,
                        timeout),
                new JsonMapper());
    }
}
