package dev.chiron.tutor.integration;

import static dev.chiron.tutor.integration.Refusals.assertUnauthenticated;
import static dev.chiron.tutor.integration.Refusals.runs;
import static dev.chiron.tutor.integration.Refusals.sends;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chiron.testkit.Database;
import dev.chiron.testkit.ForgedTokens;
import dev.chiron.testkit.Learner;
import dev.chiron.testkit.Learners;
import dev.chiron.testkit.ModelScript;
import dev.chiron.testkit.ScriptedKeyServer;
import dev.chiron.testkit.TutorClient;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Goal: what is no learner's token opens nothing, at the API and at AG-UI, and leaves no trace in anybody's rows. */
@TutorTest
@DisplayName("A request with a token")
class ForgedTokensTest {

    private static final long SEED = 6;

    private static EnumSet<ForgedTokens.Kind> kinds(ForgedTokens forged) {
        var kinds = forged.kinds();
        // Nobody else has the secret of a program that keeps its accounts itself.
        kinds.remove(ForgedTokens.Kind.OTHER_ISSUER);
        return kinds;
    }

    @Test
    @DisplayName("that is forged or broken is refused, of each kind one, and nothing is written")
    void oneOfEachKind(Learner learner, Learners learners, TutorClient client, ModelScript model, Database database) {
        refused(1, learner, learners, client, model, database);
    }

    @Test
    @Tag("nightly")
    @DisplayName("that is forged or broken is refused, of each kind forty, and nothing is written")
    void fortyOfEachKind(Learner learner, Learners learners, TutorClient client, ModelScript model, Database database) {
        refused(40, learner, learners, client, model, database);
    }

    private static void refused(
            int variants,
            Learner learner,
            Learners learners,
            TutorClient client,
            ModelScript model,
            Database database) {
        try (var bait = ScriptedKeyServer.start()) {
            var forged = learners.forgeriesOf(learner, SEED, bait.url());
            var before = LearnersRows.of(database, learner);
            var refused = 0;
            for (var kind : kinds(forged)) {
                for (var variant = 0; variant < variants; variant++) {
                    var forger = client.withToken(forged.token(kind, variant));
                    assertUnauthenticated(sends(forger), kind + ", variant " + variant);
                    assertUnauthenticated(runs(forger), kind + ", variant " + variant);
                    refused++;
                }
            }
            assertThat(refused).isGreaterThanOrEqualTo(25 * variants);
            assertThat(LearnersRows.of(database, learner)).isEqualTo(before);
            assertThat(model.requests()).isEmpty();
            assertThat(bait.requests()).isEmpty();

            model.replies("Welcome");
            var good = sends(client.withToken(forged.good()));
            assertThat(good.status())
                    .as("the token that all were made from works: %s", good)
                    .isEqualTo(201);
            assertThat(Chat.awaitReply(database, learner, Chat.sent(good).turnId()))
                    .isEqualTo("Welcome");
        }
    }

    // Goal: RFC 9110 does not care how the scheme is written, so neither do we.
    @ParameterizedTest
    @ValueSource(strings = {"Bearer ", "bearer ", "BEARER "})
    @DisplayName("is understood in whatever case its scheme is written")
    void schemeInAnyCase(String scheme, Learner learner, TutorClient client) {
        var answer = client.anonymous()
                .withHeader("Authorization", scheme + learner.token())
                .get(Chat.SESSIONS);

        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
    }

    // Goal: of two headers a proxy may read the one and this program the other.
    @Test
    @DisplayName("is refused when there is a second Authorization header, whichever is the good one")
    void twoHeaders(Learner learner, Learner other, TutorClient client) {
        for (var second : List.of("Bearer " + other.token(), "Bearer x", "Basic eDp5", "")) {
            assertUnauthenticated(
                    client.withToken(learner.token())
                            .withHeader("Authorization", second)
                            .get(Chat.SESSIONS),
                    second);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "%s",
                "Token %s",
                "Basic %s",
                "Bearer",
                "Bearer  %s",
                "Bearer %s x",
                "Bearer: %s",
                "Bearer \"%s\""
            })
    @DisplayName("is refused under another scheme or in another form")
    void otherForms(String form, Learner learner, TutorClient client) {
        var answer = client.anonymous()
                .withHeader("Authorization", form.formatted(learner.token()))
                .get(Chat.SESSIONS);

        assertUnauthenticated(answer, form);
    }

    // Goal: addresses and forms get into logs and histories, so a token there is none.
    @Test
    @DisplayName("is not looked for in the address, in a form or in a cookie")
    void notInTheHeader(Learner learner, TutorClient client, Database database) {
        var token = learner.token();
        var nobody = client.anonymous();
        assertUnauthenticated(nobody.get(Chat.SESSIONS + "?access_token=" + token), "address");
        assertUnauthenticated(nobody.get(Chat.SESSIONS + "?token=" + token), "address");
        assertUnauthenticated(
                nobody.send(
                        "POST",
                        Chat.SESSIONS,
                        "application/x-www-form-urlencoded",
                        ("access_token=" + token).getBytes(StandardCharsets.UTF_8)),
                "form");
        for (var cookie : List.of("access_token", "sb-access-token", "Authorization")) {
            assertUnauthenticated(
                    nobody.withHeader("Cookie", cookie + "=" + token).get(Chat.SESSIONS), "cookie");
        }
        for (var header : List.of("apikey", "X-Authorization", "Proxy-Authorization", "X-Forwarded-Access-Token")) {
            assertUnauthenticated(nobody.withHeader(header, "Bearer " + token).get(Chat.SESSIONS), header);
        }
        assertThat(database.asLearner(learner).count("select 1 from public.chat_sessions"))
                .isZero();
    }
}
