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
        settings = SupabaseAuthSettings.SharedSecret.class,
        properties = {"tutor.database.connect-timeout=20s", "tutor.temporal.task-queue=suite"})
@DisplayName("A learner's account at a real Supabase Auth that signs with a shared secret")
class SupabaseAuthSharedSecretTest extends IdentityContract {

    @Test
    @DisplayName("has a token of HS256")
    void signedByTheSecret(TutorClient client) {
        assertThat(part(signUp(client, newEmail()).string("access_token"), 0)).contains("\"alg\":\"HS256\"");
    }
}
