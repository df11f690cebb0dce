package dev.chiron.tutor.integration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chiron.testkit.SupabaseAuthSettings;
import dev.chiron.testkit.TutorClient;
import dev.chiron.testkit.TutorStack;
import dev.chiron.tutor.TutorServer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The contract with the accounts in the hands of a real server. */
@Tag("nightly")
@Tag("supabase-auth")
@TutorStack(
        application = TutorServer.class,
        invariants = TutorInvariants.class,
        settings = SupabaseAuthSettings.SigningKey.class,
        properties = {"tutor.database.connect-timeout=20s", "tutor.temporal.task-queue=suite"})
@DisplayName("A learner's account at a real Supabase Auth that signs with a key of its own")
class SupabaseAuthSigningKeyTest extends IdentityContract {

    @Test
    @DisplayName("has a token of ES256, which is checked with the key that the server shows")
    void signedByTheKey(TutorClient client) {
        var token = signUp(client, newEmail()).string("access_token");

        assertThat(part(token, 0)).contains("\"alg\":\"ES256\"").contains("\"kid\"");
        assertThat(client.withToken(token).get(Chat.SESSIONS).status()).isEqualTo(200);
        var forged = token.substring(0, token.lastIndexOf('.') + 1) + "A".repeat(86);
        assertThat(client.withToken(forged).get(Chat.SESSIONS).status()).isEqualTo(401);
    }
}
