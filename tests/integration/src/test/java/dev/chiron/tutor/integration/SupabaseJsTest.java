package dev.chiron.tutor.integration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chiron.testkit.Stack;
import dev.chiron.testkit.SupabaseAuthSettings;
import dev.chiron.testkit.TutorStack;
import dev.chiron.tutor.TutorServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The stories of {@code tests/supabase}, in the client that Supabase's own users have. */
@Tag("nightly")
@Tag("supabase-auth")
@TutorStack(
        application = TutorServer.class,
        invariants = TutorInvariants.class,
        settings = SupabaseAuthSettings.SigningKey.class,
        properties = {"tutor.database.connect-timeout=20s", "tutor.temporal.task-queue=suite"})
@DisplayName("Supabase's JavaScript client")
class SupabaseJsTest {

    @Test
    @Timeout(300)
    @DisplayName("and Chiron share learners, logins and tokens")
    void sharesAccounts(Stack stack) throws IOException, InterruptedException {
        var environment = stack.application().getEnvironment();
        var stories = new ProcessBuilder(
                        "bash",
                        Path.of(System.getProperty("chiron.root"), "tests/supabase/run")
                                .toString())
                .redirectErrorStream(true);
        stories.environment().put("CHIRON_URL", stack.uri().toString());
        stories.environment().put("SUPABASE_URL", environment.getRequiredProperty("SUPABASE_URL"));
        stories.environment().put("SUPABASE_ANON_KEY", environment.getRequiredProperty("SUPABASE_ANON_KEY"));

        var running = stories.start();
        try {
            running.getOutputStream().close();
            var said = new String(running.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(running.waitFor()).as(said).isZero();
            assertThat(said).contains("pass 9").contains("fail 0").contains("skipped 0");
        } finally {
            running.destroyForcibly();
        }
    }
}
