package dev.chiron.tutor.integration;

import static dev.chiron.testkit.AgUiAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chiron.testkit.AgUiClient;
import dev.chiron.testkit.AgUiRequest;
import dev.chiron.testkit.Answer;
import dev.chiron.testkit.Database;
import dev.chiron.testkit.ForgedTokens;
import dev.chiron.testkit.Learner;
import dev.chiron.testkit.Learners;
import dev.chiron.testkit.ModelScript;
import dev.chiron.testkit.Stack;
import dev.chiron.testkit.TutorClient;
import dev.chiron.tutor.TutorServer;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;
import org.springframework.boot.Banner;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.ConfigurationProperties;

/** Goal: no token, password, key or secret is ever written down: not in a log at any level, not in an error's body. */
@TutorTest
@DisplayName("A secret")
class SecretsTest {

    private static final String SIGN_UP = "/api/v1/auth/signup";
    private static final String LOGIN = "/api/v1/auth/login";
    private static final String REFRESH = "/api/v1/auth/refresh";

    /** What must not be found, and the answers that went wrong, in which it must not be found either. */
    private static final class Story {

        private final Set<String> secrets = new LinkedHashSet<>();
        private final List<Answer> refused = new ArrayList<>();

        String secret(String secret) {
            assertThat(secret).as("long enough not to be found by chance").hasSizeGreaterThan(7);
            secrets.add(secret);
            return secret;
        }

        Answer signedIn(Answer answer) {
            assertThat(answer.status()).as(answer.toString()).isIn(200, 201);
            secret(answer.string("access_token"));
            secret(answer.string("refresh_token"));
            return answer;
        }

        void refused(Answer answer, int... statuses) {
            assertThat(answer.status())
                    .as(answer.toString())
                    .isIn(java.util.Arrays.stream(statuses).boxed().toArray());
            refused.add(answer);
        }

        void assertToldNobody(LogWatch log) {
            assertThat(secrets).hasSizeGreaterThan(2);
            for (var secret : secrets) {
                assertThat(log.lines()).as("in the log").noneMatch(line -> line.contains(secret));
                assertThat(refused).as("in an answer").noneMatch(answer -> (answer.text() + answer.headers())
                        .contains(secret));
            }
        }
    }

    @Test
    @DisplayName("stays one when people sign up, log in and refresh, rightly and wrongly")
    void accounts(Stack stack, TutorClient client, Database database) {
        var story = new Story();
        var nobody = client.anonymous();
        var email = "ada-" + UUID.randomUUID() + "@example.com";
        var password = story.secret("pass-" + UUID.randomUUID());
        var wrong = story.secret("wrong-" + UUID.randomUUID());
        story.secret(String.valueOf(stack.application().getEnvironment().getProperty("SUPABASE_JWT_SECRET")));
        try (var log = LogWatch.everything()) {
            story.signedIn(nobody.post(SIGN_UP, Map.of("email", email, "password", password)));
            story.refused(nobody.post(SIGN_UP, Map.of("email", email, "password", wrong)), 409);
            story.refused(nobody.post(SIGN_UP, Map.of("email", "no-email", "password", wrong)), 400);
            story.refused(nobody.post(SIGN_UP, Map.of("email", email, "password", List.of(wrong))), 400);
            story.refused(
                    nobody.send(
                            "POST",
                            SIGN_UP,
                            "application/json",
                            ("{\"email\":\"" + email + "\",\"password\":\"" + wrong).getBytes(StandardCharsets.UTF_8)),
                    400);
            story.refused(nobody.send("POST", SIGN_UP, "text/plain", wrong.getBytes(StandardCharsets.UTF_8)), 415);
            story.refused(nobody.post(LOGIN, Map.of("email", email, "password", wrong)), 401);
            var login = story.signedIn(nobody.post(LOGIN, Map.of("email", email, "password", password)));
            var used = Map.of("refresh_token", login.string("refresh_token"));
            var next = story.signedIn(nobody.post(REFRESH, used));
            story.refused(nobody.post(REFRESH, used), 401);
            story.refused(
                    nobody.post(REFRESH, Map.of("refresh_token", story.secret("token-" + UUID.randomUUID()))), 401);
            assertThat(client.withToken(next.string("access_token"))
                            .get(Chat.SESSIONS)
                            .status())
                    .isEqualTo(200);
            story.secret(String.valueOf(database.asOwner()
                    .value(String.class, "select encrypted_password from auth.users where email = ?", email)));

            // The watch hears: else nothing would be proven by what it has not heard.
            LoggerFactory.getLogger("dev.chiron.tutor.identity.Canary").trace("heard {}", email);
            assertThat(log.lines())
                    .anyMatch(line -> line.startsWith("TRACE dev.chiron.tutor.identity.Canary heard " + email))
                    .anyMatch(line -> line.startsWith("DEBUG org.springframework.web"))
                    .anyMatch(line -> line.startsWith("TRACE org.springframework.security"));
            story.assertToldNobody(log);
        }
    }

    @Test
    @DisplayName("stays one when a token is refused, whatever is wrong with it")
    void refusedTokens(Learner learner, Learners learners, TutorClient client) {
        var story = new Story();
        var forged = learners.forgeriesOf(learner, 7, URI.create("http://127.0.0.1:9"));
        story.secret(learner.token());
        try (var log = LogWatch.everything()) {
            for (var kind : forged.kinds()) {
                if (kind != ForgedTokens.Kind.OTHER_ISSUER && kind != ForgedTokens.Kind.NOISE) {
                    var token = forged.token(kind, 0);
                    story.refused(client.withToken(token).get(Chat.SESSIONS), 401);
                    // What stands before the last dot is no secret by itself, but who has it knows the learner's
                    // claims.
                    story.secret(
                            token.length() > 60 ? token.substring(token.length() / 2, token.length() / 2 + 30) : token);
                }
            }
            assertThat(client.as(learner).get(Chat.SESSIONS).status()).isEqualTo(200);
            story.refused(client.get(Chat.SESSIONS + "?access_token=" + UUID.randomUUID()), 200);
            story.assertToldNobody(log);
        }
    }

    @Test
    @DisplayName("stays one when the model refuses and fails")
    void failures(Stack stack, Learner learner, AgUiClient agent, ModelScript model) {
        var story = new Story();
        story.secret(learner.token());
        story.secret(String.valueOf(stack.application().getEnvironment().getProperty("SUPABASE_JWT_SECRET")));
        story.secret(String.valueOf(stack.application().getEnvironment().getProperty("SUPABASE_DB_URL")));
        model.unauthorized().fails(500).fails(500).fails(500);
        try (var log = LogWatch.everything()) {
            assertThat(agent.start(AgUiRequest.onNewThread().says("m1", "Hello")))
                    .isConformant();
            assertThat(agent.start(AgUiRequest.onNewThread().says("m2", "Hello")))
                    .isConformant();
            assertThat(log.lines())
                    .anyMatch(line -> line.startsWith("WARN dev.chiron") || line.startsWith("INFO dev.chiron"));
            story.assertToldNobody(log);
        }
    }

    @Test
    @DisplayName("is not in what the settings print")
    void settings(Stack stack) {
        var environment = stack.application().getEnvironment();
        assertThat(environment.toString())
                .doesNotContain(String.valueOf(environment.getProperty("SUPABASE_JWT_SECRET")));
        for (var bean : stack.application()
                .getBeansWithAnnotation(ConfigurationProperties.class)
                .values()) {
            assertThat(bean.toString())
                    .doesNotContain(String.valueOf(environment.getProperty("SUPABASE_JWT_SECRET")))
                    .doesNotContain(String.valueOf(environment.getProperty("SUPABASE_DB_URL")));
        }
    }

    /** A start that a wrong setting ends: what was set, and the setting that the line must name. */
    private record WrongStart(String named, List<String> settings) {

        static WrongStart of(String named, String... settings) {
            return new WrongStart(named, List.of(settings));
        }

        @Override
        public String toString() {
            return named;
        }
    }

    static Stream<WrongStart> wrongStarts() {
        return Stream.of(
                WrongStart.of(
                        "SUPABASE_DB_URL", "SUPABASE_DB_URL=postgresql://postgres:hush-password@127.0.0.1:1/postgres"),
                WrongStart.of(
                        "SUPABASE_DB_URL", "SUPABASE_DB_URL=postgresql://postgres:hush@password@127.0.0.1:1/postgres"),
                WrongStart.of("SUPABASE_JWT_SECRET", "SUPABASE_JWT_SECRET=hush-too-short"),
                WrongStart.of(
                        "SUPABASE_ANON_KEY",
                        "SUPABASE_URL=https://p.supabase.co",
                        "SUPABASE_JWT_SECRET=hush-" + "x".repeat(40)),
                WrongStart.of("tutor.identity.jwt-secrets", "tutor.identity.jwt-secrets=hush-hush"));
    }

    // Goal: the one line that ends a wrong start names the setting and repeats nothing of what stands in it.
    @ParameterizedTest
    @MethodSource("wrongStarts")
    @DisplayName("is not in what a start says that a wrong setting ends")
    void wrongStart(WrongStart wrong, Stack stack) {
        var environment = stack.application().getEnvironment();
        var settings = new java.util.LinkedHashMap<String, @Nullable String>();
        // With everything else in order, so that nothing has to be started here.
        for (var name : List.of(
                "SUPABASE_DB_URL",
                "SUPABASE_JWT_SECRET",
                "TEMPORAL_ADDRESS",
                "TEMPORAL_NAMESPACE",
                "OPENAI_BASE_URL")) {
            settings.put(name, environment.getProperty(name));
        }
        settings.put("OPENAI_API_KEY", "hush-model-key");
        settings.put("PORT", "0");
        wrong.settings().forEach(each -> settings.put(each.split("=", 2)[0], each.split("=", 2)[1]));
        var console = new ByteArrayOutputStream();
        try (var log = LogWatch.everything();
                var _ = new Console(console)) {
            assertThatThrownBy(() -> new SpringApplicationBuilder(TutorServer.class)
                            .bannerMode(Banner.Mode.OFF)
                            .registerShutdownHook(false)
                            .run(settings.entrySet().stream()
                                    .map(each -> "--" + each.getKey() + "=" + each.getValue())
                                    .toArray(String[]::new)))
                    .isInstanceOf(RuntimeException.class);
            var said = console.toString(StandardCharsets.UTF_8);
            assertThat(said).contains("Chiron cannot start. " + wrong.named() + ": ");
            assertThat(said).doesNotContain("hush");
            assertThat(log.lines()).noneMatch(line -> line.contains("hush"));
        }
    }

    /** What goes to the console while it is open, which still gets it. */
    private static final class Console implements AutoCloseable {

        private final PrintStream before = System.err;

        Console(OutputStream copy) {
            System.setErr(new PrintStream(
                    new OutputStream() {
                        @Override
                        public void write(int b) {
                            before.write(b);
                            synchronized (copy) {
                                try {
                                    copy.write(b);
                                } catch (java.io.IOException e) {
                                    throw new java.io.UncheckedIOException(e);
                                }
                            }
                        }
                    },
                    true,
                    StandardCharsets.UTF_8));
        }

        @Override
        public void close() {
            System.setErr(before);
        }
    }
}
