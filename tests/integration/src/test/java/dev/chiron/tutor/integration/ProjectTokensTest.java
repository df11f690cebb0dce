package dev.chiron.tutor.integration;

import static dev.chiron.testkit.AgUiAssertions.assertThat;
import static dev.chiron.tutor.integration.Refusals.assertUnauthenticated;
import static dev.chiron.tutor.integration.Refusals.assertUnavailable;
import static dev.chiron.tutor.integration.Refusals.runs;
import static dev.chiron.tutor.integration.Refusals.sends;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chiron.testkit.AgUiClient;
import dev.chiron.testkit.AgUiRequest;
import dev.chiron.testkit.Answer;
import dev.chiron.testkit.Database;
import dev.chiron.testkit.ExclusiveStack;
import dev.chiron.testkit.Faults;
import dev.chiron.testkit.ForgedTokens;
import dev.chiron.testkit.Learner;
import dev.chiron.testkit.ModelScript;
import dev.chiron.testkit.ScriptedKeyServer;
import dev.chiron.testkit.Stack;
import dev.chiron.testkit.StackSettings;
import dev.chiron.testkit.TokenKey;
import dev.chiron.testkit.TutorClient;
import dev.chiron.testkit.TutorStack;
import dev.chiron.tutor.TutorServer;
import java.util.ArrayList;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.ConfigurationProperties;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Goal: with a Supabase project the project's keys decide, as they stand now: rotated, revoked, unreachable, and beside the
 * old secret while the project moves away from it. The keys have a short life here, so that their end is seen.
 */
@TutorStack(
        application = TutorServer.class,
        invariants = TutorInvariants.class,
        settings = ProjectTokensTest.Project.class,
        properties = {
            "tutor.tokens.keys-lifetime=300ms",
            "tutor.tokens.keys-refresh-ahead=0",
            "tutor.tokens.keys-outage-tolerance=0",
            "tutor.tokens.keys-refresh-interval=1ms",
            "tutor.database.connect-timeout=20s",
            "tutor.stream.keep-alive=1s",
        })
@ExclusiveStack
@DisplayName("A token of a Supabase project")
class ProjectTokensTest {

    private static final ScriptedKeyServer PROJECT = ScriptedKeyServer.start();
    private static final ScriptedKeyServer BAIT = ScriptedKeyServer.start();
    private static final String SECRET = "hush-the-shared-secret-of-an-older-project";
    private static final String ANON_KEY = "hush-anon-key";
    private static final String MODEL_KEY = "hush-model-key";
    private static final TokenKey SHARED = TokenKey.hs256(SECRET);
    private static final TokenKey KEY = TokenKey.es256("first");
    private static final TokenKey NEXT = TokenKey.rs256("second");
    private static final long SEED = 6;

    /** A project with keys and, still, a secret. */
    static final class Project implements StackSettings {

        Project() {}

        @Override
        public Map<String, String> of(Addresses addresses) {
            var settings = new TreeMap<>(new Supabase().of(addresses));
            settings.put("SUPABASE_URL", PROJECT.url().toString());
            settings.put("SUPABASE_ANON_KEY", ANON_KEY);
            settings.put("OPENAI_API_KEY", MODEL_KEY);
            settings.put("SUPABASE_JWT_SECRET", SECRET);
            return settings;
        }
    }

    @BeforeEach
    void begin(Stack stack) {
        PROJECT.publishes(KEY);
        OutageTest.forgetTheLastOutage(stack);
    }

    @AfterAll
    static void close() {
        PROJECT.close();
        BAIT.close();
    }

    private static String claims(Learner learner) {
        return ((ObjectNode) JsonMapper.shared().readTree(learner.claims()))
                .put("iss", PROJECT.issuer())
                .toString();
    }

    private static Answer look(TutorClient client, Learner learner, TokenKey key) {
        return client.withToken(key.sign(claims(learner))).get(Chat.SESSIONS);
    }

    private static void awaitStatus(int status, TutorClient client, Learner learner, TokenKey key) {
        Await.until(() -> look(client, learner, key).status() == status);
    }

    @Test
    @DisplayName("opens the chat, whether the project's key or its old secret signed it")
    void opens(Learner learner, TutorClient client, ModelScript model, Database database) {
        model.replies("Hello").always();
        for (var key : new TokenKey[] {KEY, SHARED}) {
            var sent = sends(client.withToken(key.sign(claims(learner))));
            assertThat(sent.status()).as(key + ": " + sent).isEqualTo(201);
            assertThat(Chat.awaitReply(database, learner, Chat.sent(sent).turnId()))
                    .isEqualTo("Hello");
        }
        assertUnauthenticated(look(client, learner, NEXT), "a key that is not the project's");
        assertUnauthenticated(client.as(learner).get(Chat.SESSIONS), "another project's token");
    }

    @Test
    @DisplayName(
            "is good at once with a new key; with the old one until that is revoked and the cache has forgotten it")
    void rotation(Learner learner, TutorClient client) {
        assertThat(look(client, learner, KEY).status()).isEqualTo(200);

        PROJECT.publishes(KEY, NEXT);
        assertThat(look(client, learner, NEXT).status()).isEqualTo(200);
        assertThat(look(client, learner, KEY).status()).isEqualTo(200);

        PROJECT.publishes(NEXT);
        awaitStatus(401, client, learner, KEY);
        assertThat(look(client, learner, NEXT).status()).isEqualTo(200);
    }

    @Test
    @DisplayName(
            "is answered 503 and not 401 while the keys cannot be had, at the API and at AG-UI, and nothing is written")
    void keysUnavailable(Learner learner, TutorClient client, Database database) {
        var before = LearnersRows.of(database, learner);
        var caller = client.withToken(KEY.sign(claims(learner)));
        for (Runnable trouble :
                new Runnable[] {PROJECT::isDown, () -> PROJECT.fails(500), () -> PROJECT.garbage("<html>Sorry</html>")
                }) {
            PROJECT.publishes(KEY);
            awaitStatus(200, client, learner, KEY);
            trouble.run();
            awaitStatus(503, client, learner, KEY);

            assertUnavailable(sends(caller));
            assertUnavailable(runs(caller));
            assertUnavailable(caller.get(Chat.SESSIONS));
            assertThat(look(client, learner, SHARED).status())
                    .as("the secret needs no key server")
                    .isEqualTo(200);
            assertUnauthenticated(client.anonymous().get(Chat.SESSIONS), "no token");
        }
        assertThat(LearnersRows.of(database, learner)).isEqualTo(before);
    }

    // Goal: what goes wrong between this program and the project, the database or the model tells nobody's secret.
    @Test
    @DisplayName("and the keys and passwords beside it are in no log when the project, the database and the model fail")
    void secretsStayOutOfTheLog(
            Stack stack, Learner learner, TutorClient client, AgUiClient agent, ModelScript model, Faults faults) {
        var token = KEY.sign(claims(learner));
        var caller = client.withToken(token);
        model.unauthorized().fails(500).fails(400).always();
        var refused = new ArrayList<Answer>();
        try (var log = LogWatch.everything()) {
            assertThat(agent.withToken(token).start(AgUiRequest.onNewThread().says("m1", "Hello")))
                    .isConformant();

            faults.database().cut();
            refused.add(sends(caller));
            faults.restore();
            // Else what is 503 below may be the database that is not back yet, and the keys are known still.
            awaitStatus(200, client, learner, KEY);

            for (Runnable trouble :
                    new Runnable[] {PROJECT::isDown, () -> PROJECT.fails(500), () -> PROJECT.fails(401)}) {
                trouble.run();
                for (var path : new String[] {"signup", "login"}) {
                    refused.add(client.anonymous()
                            .post(
                                    "/api/v1/auth/" + path,
                                    Map.of("email", "ada@example.org", "password", "hush-password")));
                }
                refused.add(
                        client.anonymous().post("/api/v1/auth/refresh", Map.of("refresh_token", "hush-refresh-token")));
                awaitStatus(503, client, learner, KEY);
                refused.add(sends(caller));
            }

            assertThat(refused).allSatisfy(each -> {
                assertThat(each.status()).as(each.toString()).isEqualTo(503);
                assertThat(each.text() + each.headers()).doesNotContain("hush").doesNotContain(token);
            });
            assertThat(log.lines())
                    .anyMatch(line -> line.startsWith("WARN dev.chiron.tutor.identity.ProjectKeys"))
                    .anyMatch(line -> line.startsWith("WARN dev.chiron.tutor.platform.web.ErrorAdvice"))
                    .noneMatch(line -> line.contains("hush") || line.contains(token));
        }
        for (var settings : stack.application()
                .getBeansWithAnnotation(ConfigurationProperties.class)
                .values()) {
            assertThat(settings.toString()).doesNotContain("hush");
        }
    }

    @Test
    @DisplayName("that is forged or broken is refused, of each kind one, and nothing is written")
    void oneOfEachKind(Learner learner, TutorClient client, Database database) {
        refused(1, learner, client, database, KEY, SHARED);
    }

    @Test
    @Tag("nightly")
    @DisplayName("that is forged or broken is refused, of each kind forty, and nothing is written")
    void fortyOfEachKind(Learner learner, TutorClient client, Database database) {
        refused(40, learner, client, database, KEY);
    }

    private static void refused(
            int variants, Learner learner, TutorClient client, Database database, TokenKey... keys) {
        var before = LearnersRows.of(database, learner);
        for (var key : keys) {
            var forged = ForgedTokens.of(key, claims(learner), SEED, BAIT.url());
            for (var kind : forged.kinds()) {
                for (var variant = 0; variant < variants; variant++) {
                    var forger = client.withToken(forged.token(kind, variant));
                    assertUnauthenticated(sends(forger), key + ": " + kind + ", variant " + variant);
                    assertUnauthenticated(runs(forger), key + ": " + kind + ", variant " + variant);
                }
            }
            assertThat(client.withToken(forged.good()).get(Chat.SESSIONS).status())
                    .isEqualTo(200);
        }
        assertThat(BAIT.requests()).isEmpty();
        assertThat(LearnersRows.of(database, learner)).isEqualTo(before);
    }
}
