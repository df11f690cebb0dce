package dev.chiron.tutor.integration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chiron.testkit.Answer;
import dev.chiron.testkit.TutorClient;
import java.util.Map;
import java.util.UUID;

/** Requests that would write or show something, by whoever has a token, and what those are told who have none. */
final class Refusals {

    private Refusals() {}

    /** A message by the API. */
    static Answer sends(TutorClient client) {
        return client.post(Chat.MESSAGES, Chat.message(null, "Let me in", null));
    }

    /** A run by AG-UI. */
    static Answer runs(TutorClient client) {
        return client.post(
                "/api/v1/agui",
                Map.of(
                        "threadId",
                        UUID.randomUUID().toString(),
                        "runId",
                        UUID.randomUUID().toString(),
                        "state",
                        Map.of(),
                        "messages",
                        java.util.List.of(Map.of("id", "m1", "role", "user", "content", "Let me in")),
                        "tools",
                        java.util.List.of(),
                        "context",
                        java.util.List.of(),
                        "forwardedProps",
                        Map.of()));
    }

    /** The standard error, for programs and for people, and nothing that tells what was wrong with the token. */
    static void assertUnauthenticated(Answer answer, String what) {
        assertThat(answer.status()).as("%s: %s", what, answer).isEqualTo(401);
        assertThat(answer.string("error_code")).as(what).isEqualTo("unauthenticated");
        assertThat(answer.string("message")).as(what).isEqualTo("A valid access token is needed.");
        assertThat(answer.header("www-authenticate")).as(what).hasValue("Bearer");
        assertThat(answer.header("content-type").orElseThrow()).as(what).startsWith("application/json");
    }

    /** What cannot be checked is no verdict about the token: no invitation to log in again. */
    static void assertUnavailable(Answer answer) {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(503);
        assertThat(answer.string("error_code")).isEqualTo("unavailable");
        assertThat(answer.string("message")).contains("cannot be checked right now");
        assertThat(answer.header("www-authenticate")).isEmpty();
    }
}
