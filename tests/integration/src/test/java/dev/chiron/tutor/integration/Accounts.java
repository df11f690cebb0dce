package dev.chiron.tutor.integration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chiron.testkit.Answer;
import dev.chiron.testkit.Learner;
import dev.chiron.testkit.TutorClient;
import java.util.Map;
import java.util.UUID;

/** Learners who have signed up as people do, with a password. */
final class Accounts {

    static final String SIGN_UP = "/api/v1/auth/signup";
    static final String LOGIN = "/api/v1/auth/login";
    static final String REFRESH = "/api/v1/auth/refresh";
    static final String ME = "/api/v1/users/me";
    static final String PASSWORD = "correct horse battery";

    private Accounts() {}

    /** An account that was just made. */
    record Account(UUID id, String email, String token, String refreshToken) {

        /** To look into the database as they do. */
        Learner learner() {
            return new Learner(id, email, Map.of(), token, """
                    {"sub": "%s", "role": "authenticated", "aud": "authenticated"}""".formatted(id));
        }
    }

    static Account signUp(TutorClient client) {
        return signUp(client, "ada-" + UUID.randomUUID() + "@example.com");
    }

    static Account signUp(TutorClient client, String email) {
        var answer = client.anonymous().post(SIGN_UP, Map.of("email", email, "password", PASSWORD));
        assertThat(answer.status()).as(answer.toString()).isEqualTo(201);
        return new Account(
                UUID.fromString(answer.string("user.id")),
                email,
                answer.string("access_token"),
                answer.string("refresh_token"));
    }

    static Answer login(TutorClient client, String email) {
        return client.anonymous().post(LOGIN, Map.of("email", email, "password", PASSWORD));
    }
}
