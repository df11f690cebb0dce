package dev.chiron.tutor.integration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chiron.testkit.Answer;
import dev.chiron.testkit.Database;
import dev.chiron.testkit.TutorClient;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The contract with the accounts in this program's own hands, and what only holds there. */
@TutorTest
@DisplayName("A learner's account")
class IdentityFlowTest extends IdentityContract {

    private static final int ATTEMPTS = 10;

    private static List<Answer> atOnce(int times, Callable<Answer> call) throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            return threads.invokeAll(Collections.nCopies(times, call)).stream()
                    .map(each -> {
                        try {
                            return each.get();
                        } catch (InterruptedException | ExecutionException e) {
                            throw new AssertionError(e);
                        }
                    })
                    .toList();
        }
    }

    private static long count(List<Answer> answers, int status) {
        return answers.stream().filter(each -> each.status() == status).count();
    }

    private static byte[] key(String email) throws Exception {
        return MessageDigest.getInstance("SHA-256").digest(email.getBytes(StandardCharsets.UTF_8));
    }

    private static long retryAfter(Answer answer) {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(429);
        assertThat(answer.string("error_code")).isEqualTo("rate_limited");
        return Long.parseLong(answer.header("retry-after").orElseThrow());
    }

    @Test
    @DisplayName("is made once when many sign up with one email at the same moment")
    void oneAccountOfManySignUps(TutorClient client, Database database) throws Exception {
        var email = newEmail();

        var answers = atOnce(8, () -> client.anonymous().post(SIGN_UP, Map.of("email", email, "password", PASSWORD)));

        assertThat(count(answers, 201)).isEqualTo(1);
        assertThat(count(answers, 409)).isEqualTo(7);
        assertThat(database.asOwner().count("select 1 from auth.users where email = ?", email))
                .isEqualTo(1);
    }

    @Test
    @DisplayName("is refreshed once by a token; its second use at once ends the login, too")
    void strictReuse(TutorClient client) {
        var first = signUp(client, newEmail()).string("refresh_token");
        var second = refresh(client, first).string("refresh_token");

        assertThat(refresh(client, first).status()).isEqualTo(401);
        assertThat(refresh(client, second).status())
                .as("a token that was used twice may be stolen")
                .isEqualTo(401);
    }

    @Test
    @DisplayName("gets one new pair when a refresh token is used many times at the same moment")
    void refreshRace(TutorClient client) throws Exception {
        var token = signUp(client, newEmail()).string("refresh_token");

        assertThat(count(atOnce(6, () -> refresh(client, token)), 200)).isEqualTo(1);
    }

    @Test
    @DisplayName("waits after ten wrong passwords, the right one too; an email without account waits alike")
    void wrongPasswordsHaveToWait(TutorClient client) {
        var email = newEmail();
        signUp(client, email);
        var nobody = newEmail();
        for (var i = 0; i < ATTEMPTS; i++) {
            assertThat(login(client, email, "wrong horse").status()).isEqualTo(401);
            assertThat(login(client, nobody, "wrong horse").status()).isEqualTo(401);
        }

        var known = login(client, email, PASSWORD);
        var unknown = login(client, nobody, PASSWORD);

        assertThat(retryAfter(known)).isBetween(1L, 30L);
        assertThat(retryAfter(unknown)).isBetween(1L, 30L);
        assertThat(unknown.text()).isEqualTo(known.text());
    }

    @Test
    @DisplayName("waits twice as long each time, at most a quarter of an hour, and not at all after the right password")
    void waitsGrowAndEnd(TutorClient client, Database database) throws Exception {
        var email = newEmail();
        signUp(client, email);
        for (var i = 0; i < ATTEMPTS; i++) {
            login(client, email, "wrong horse");
        }
        for (var wait : List.of(30L, 60L, 120L, 240L, 480L, 900L)) {
            assertThat(retryAfter(login(client, email, PASSWORD))).isBetween(wait - 20, wait);
            // Time goes by.
            database.asOwner()
                    .update(
                            "update chiron.login_attempts set blocked_until = now() where email_sha256 = ?",
                            key(email));
            assertThat(login(client, email, "wrong horse").status()).isEqualTo(401);
        }
        assertThat(retryAfter(login(client, email, PASSWORD))).as("bounded").isBetween(880L, 900L);
        database.asOwner()
                .update("update chiron.login_attempts set blocked_until = now() where email_sha256 = ?", key(email));

        assertThat(login(client, email, PASSWORD).status()).isEqualTo(200);
        assertThat(database.asOwner().count("select 1 from chiron.login_attempts where email_sha256 = ?", key(email)))
                .as("all is forgotten")
                .isZero();
    }

    @Test
    @DisplayName("is not opened by trying many passwords at the same moment: ten are looked at")
    void manyAtOnce(TutorClient client) throws Exception {
        var email = newEmail();
        signUp(client, email);

        var answers = atOnce(40, () -> login(client, email, "wrong horse"));

        assertThat(count(answers, 401)).isEqualTo(ATTEMPTS);
        assertThat(count(answers, 429)).isEqualTo(40 - ATTEMPTS);
    }

    @Test
    @DisplayName("is forgiven wrong passwords of the day before yesterday, and their rows go")
    void oldAttemptsAreForgotten(TutorClient client, Database database) throws Exception {
        var email = newEmail();
        signUp(client, email);
        var gone = newEmail();
        login(client, gone, "wrong horse");
        for (var i = 1; i < ATTEMPTS; i++) {
            login(client, email, "wrong horse");
        }
        for (var each : List.of(email, gone)) {
            database.asOwner()
                    .update(
                            "update chiron.login_attempts set last_at = now() - interval '2 days' where email_sha256 = ?",
                            key(each));
        }

        assertThat(login(client, email, "wrong horse").status()).isEqualTo(401);

        assertThat(login(client, email, PASSWORD).status()).isEqualTo(200);
        assertThat(database.asOwner().count("select 1 from chiron.login_attempts where email_sha256 = ?", key(gone)))
                .isZero();
    }
}
