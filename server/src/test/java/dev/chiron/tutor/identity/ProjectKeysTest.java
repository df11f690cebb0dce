package dev.chiron.tutor.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.chiron.testkit.Barrier;
import dev.chiron.testkit.ForgedTokens;
import dev.chiron.testkit.ScriptedKeyServer;
import dev.chiron.testkit.TokenKey;
import dev.chiron.tutor.platform.InvalidSettingException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.security.oauth2.jwt.BadJwtException;

@Timeout(60)
@DisplayName("A project's signing keys")
class ProjectKeysTest {

    private static final UUID LEARNER = UUID.fromString("6f1c2f0e-6d0a-4b7e-9d5c-0d2f7b0f3a11");
    private static final String SECRET = "0123456789abcdef0123456789abcdef";
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration IMPATIENCE = Duration.ofMillis(200);
    private static final Duration LONG = Duration.ofMinutes(10);
    private static final Duration SHORT = Duration.ofMillis(150);
    private static final Duration TICK = Duration.ofMillis(1);
    private static final Duration NONE = Duration.ZERO;

    /** Of both kinds, so that each story is told of both. */
    private static final TokenKey OLD = TokenKey.es256("old");

    private static final TokenKey NEW = TokenKey.rs256("new");

    private final ScriptedKeyServer project = ScriptedKeyServer.start().publishes(OLD);

    @AfterEach
    void close() {
        project.close();
    }

    private TokenChecks checks(Duration lifetime, Duration tolerance, Duration interval) {
        return checks(lifetime, NONE, tolerance, interval, PATIENCE);
    }

    private TokenChecks checks(
            Duration lifetime, Duration ahead, Duration tolerance, Duration interval, Duration patience) {
        return Tokens.checks(
                Tokens.project(project.url().toString(), "", patience),
                Tokens.keys(lifetime, ahead, tolerance, interval));
    }

    private String token(TokenKey key) {
        return key.sign(ForgedTokens.claims(LEARNER, project.issuer()));
    }

    private void assertGood(TokenChecks checks, TokenKey key) {
        assertThat(checks.decoder().decode(token(key)).getSubject()).isEqualTo(LEARNER.toString());
    }

    private void assertRefused(TokenChecks checks, TokenKey key) {
        assertThatThrownBy(() -> checks.decoder().decode(token(key))).isInstanceOf(BadJwtException.class);
    }

    private void assertUncheckable(TokenChecks checks, TokenKey key) {
        assertThatThrownBy(() -> checks.decoder().decode(token(key))).isInstanceOf(KeysUnavailableException.class);
    }

    private boolean isRefused(TokenChecks checks, TokenKey key) {
        try {
            checks.decoder().decode(token(key));
            return false;
        } catch (BadJwtException e) {
            return true;
        }
    }

    // Goal: a rotation logs nobody out, and a revocation does so when what was kept has had its time.
    @Test
    @DisplayName("rotate: the new one is good at once, the old one until it is revoked and the cache's time is over")
    void rotation() {
        try (var checks = checks(Duration.ofSeconds(1), NONE, TICK)) {
            assertGood(checks, OLD);
            assertRefused(checks, NEW);

            project.publishes(OLD, NEW);
            assertGood(checks, NEW);
            assertGood(checks, OLD);

            project.publishes(NEW);
            await().until(() -> isRefused(checks, OLD));
            assertGood(checks, NEW);
        }
    }

    @Test
    @DisplayName("are kept as long as is said, whatever has been revoked since")
    void kept() {
        try (var checks = checks(LONG, NONE, TICK)) {
            assertGood(checks, OLD);
            project.publishes(NEW);
            for (var i = 0; i < 20; i++) {
                assertGood(checks, OLD);
            }
            assertThat(project.requests()).containsExactly(ScriptedKeyServer.KEYS);
        }
    }

    // Goal: a token with an unknown key brings the new keys, and ends the old ones with it.
    @Test
    @DisplayName("are all replaced when a new one is fetched")
    void replaced() {
        try (var checks = checks(LONG, NONE, TICK)) {
            assertGood(checks, OLD);
            project.publishes(NEW);
            assertGood(checks, NEW);
            assertRefused(checks, OLD);
        }
    }

    // Goal: whoever makes up names of keys makes us ask the project twice an interval, and no more.
    @Test
    @DisplayName("are not asked for again and again because of names that are made up")
    void madeUpNames() {
        try (var checks = checks(LONG, NONE, Duration.ofMinutes(5))) {
            for (var i = 0; i < 50; i++) {
                assertRefused(checks, TokenKey.es256("made-up-" + i));
            }
            assertThat(project.asked()).isEqualTo(2);
            assertGood(checks, OLD);
        }
    }

    @Test
    @DisplayName("are fetched once for all who need them at the same moment")
    void oneRequestForAll() throws Exception {
        var thinking = Barrier.closed();
        project.publishesAfter(thinking, OLD);
        try (var checks = checks(LONG, NONE, Duration.ofMinutes(5));
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var decoder = checks.decoder();
            var token = token(OLD);
            var all = IntStream.range(0, 30)
                    .mapToObj(_ -> threads.submit(() -> decoder.decode(token)))
                    .toList();
            thinking.awaitReached();
            thinking.open();
            for (var each : all) {
                assertThat(each.get().getSubject()).isEqualTo(LEARNER.toString());
            }
        }
        assertThat(project.asked()).isEqualTo(1);
    }

    // Goal: nobody waits for keys that are known while the project takes its time with newer ones.
    @Test
    @DisplayName("that are known are used while the project is slow to give others")
    void knownOnesDoNotWait() throws Exception {
        try (var checks = checks(LONG, NONE, TICK);
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            assertGood(checks, OLD);
            var thinking = Barrier.closed();
            project.publishesAfter(thinking, OLD, NEW);
            var waits = threads.submit(() -> checks.decoder().decode(token(NEW)));
            thinking.awaitReached();

            assertGood(checks, OLD);

            thinking.open();
            assertThat(waits.get().getSubject()).isEqualTo(LEARNER.toString());
        }
    }

    @Test
    @DisplayName("are fetched in the background before their time is over")
    void refreshAhead() {
        var lifetime = Duration.ofSeconds(5);
        // All but a moment of the lifetime is "before its end", so the first use already is.
        var ahead = lifetime.minus(IMPATIENCE).minusSeconds(1).minusMillis(1);
        try (var checks = checks(lifetime, ahead, NONE, TICK, IMPATIENCE)) {
            assertGood(checks, OLD);
            project.publishes(NEW);
            await().until(() -> isRefused(checks, OLD));
            assertGood(checks, NEW);
        }
    }

    @Test
    @DisplayName("go on while the project is down, and are given up when that lasts too long")
    void outage() {
        try (var checks = checks(SHORT, Duration.ofMillis(1500), TICK)) {
            assertGood(checks, OLD);
            project.isDown();
            var asked = project.asked();
            await().until(() -> {
                assertGood(checks, OLD);
                return project.asked() > asked + 2;
            });
            // Its own time is long over; only the tolerance keeps it.
            await().untilAsserted(() -> assertUncheckable(checks, OLD));

            project.publishes(OLD);
            await().untilAsserted(() -> assertGood(checks, OLD));
        }
    }

    @Test
    @DisplayName("that are not known to a project that is down are not waited for by those who have known ones")
    void unknownDuringAnOutage() {
        try (var checks = checks(LONG, LONG, TICK)) {
            assertGood(checks, OLD);
            project.isDown();
            assertRefused(checks, NEW);
            assertGood(checks, OLD);
        }
        try (var checks = checks(LONG, NONE, TICK)) {
            project.publishes(OLD);
            assertGood(checks, OLD);
            project.isDown();
            assertRefused(checks, NEW);
            assertGood(checks, OLD);
        }
    }

    // Goal: a token that cannot be checked is neither accepted nor called bad, whatever the project does in place of
    // its job.
    @ParameterizedTest
    @ValueSource(strings = {"down", "500", "404", "hangs", "in the middle", "text", "list", "half", "long", "redirect"})
    @DisplayName("that cannot be had are no verdict about a token")
    void unavailable(String trouble) {
        try (var elsewhere = ScriptedKeyServer.start().publishes(OLD);
                var checks = checks(LONG, NONE, LONG, TICK, IMPATIENCE)) {
            switch (trouble) {
                case "down" -> project.isDown();
                case "500" -> project.fails(500);
                case "404" -> project.fails(404);
                case "hangs" -> project.hangs();
                case "in the middle" -> project.hangsInTheMiddle();
                case "text" -> project.garbage("<html>Welcome</html>");
                case "list" -> project.garbage("[]");
                case "half" -> project.garbage("{\"keys\":[{\"kty\":\"EC\"");
                case "long" -> project.garbage("{\"keys\":[]" + " ".repeat(70_000) + "}");
                default -> project.redirectsTo(elsewhere.url().resolve(ScriptedKeyServer.KEYS));
            }
            for (var i = 0; i < 5; i++) {
                assertUncheckable(checks, OLD);
            }
            assertThat(elsewhere.requests()).isEmpty();

            project.publishes(OLD);
            await().untilAsserted(() -> assertGood(checks, OLD));
        }
    }

    // Goal: while we may not ask again, nobody is told that their token is bad.
    @Test
    @DisplayName("that may not be asked for again so soon are no verdict either")
    void unavailableAndLimited() {
        try (var checks = checks(LONG, NONE, Duration.ofMinutes(5))) {
            project.fails(503);
            for (var i = 0; i < 20; i++) {
                assertUncheckable(checks, OLD);
            }
            assertThat(project.asked()).isEqualTo(2);
        }
    }

    @Test
    @DisplayName("of which there is none yet refuse every token that is not signed with the secret")
    void noKeysYet() {
        project.publishes();
        var settings = Tokens.project(project.url().toString(), SECRET);
        try (var checks = Tokens.checks(settings, Tokens.defaults())) {
            for (var i = 0; i < 5; i++) {
                assertRefused(checks, OLD);
            }
            assertGood(checks, TokenKey.hs256(SECRET));
        }
    }

    // Goal: a project that moves from its secret to signing keys keeps its learners: the algorithm decides about the
    // key.
    @Test
    @DisplayName("and its old secret are good side by side while it moves from the one to the other")
    void migration() {
        project.publishes(OLD, NEW);
        var settings = Tokens.project(project.url().toString(), SECRET);
        try (var checks = Tokens.checks(settings, Tokens.defaults())) {
            var secret = TokenKey.hs256(SECRET);
            assertGood(checks, secret);
            assertThat(project.requests())
                    .as("a token of the secret needs no key of the project's")
                    .isEmpty();
            assertGood(checks, OLD);
            assertGood(checks, NEW);
            project.isDown();
            assertGood(checks, secret);
        }
        // And when the secret is taken away, its tokens are over.
        try (var checks = checks(LONG, NONE, TICK)) {
            assertRefused(checks, TokenKey.hs256(SECRET));
        }
    }

    // Goal: a key for something else, or of a kind that a project cannot have, is not one to check a learner by.
    @Test
    @DisplayName("are those for signatures, and for their own algorithm")
    void otherKeysInTheSet() {
        var jwk = OLD.publicJwk();
        var secretJwk = "{\"kty\":\"oct\",\"kid\":\"old\",\"alg\":\"HS256\",\"k\":\""
                + java.util.Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(SECRET.getBytes(java.nio.charset.StandardCharsets.UTF_8))
                + "\"}";
        for (var other : List.of(
                jwk.replace("\"use\":\"sig\"", "\"use\":\"enc\"").replace("\"verify\"", "\"encrypt\""),
                jwk.replace("\"alg\":\"ES256\"", "\"alg\":\"ES384\""),
                jwk.replace("\"kid\":\"old\"", "\"kid\":\"older\""),
                secretJwk)) {
            project.garbage("{\"keys\":[" + other + "]}");
            try (var checks = checks(LONG, NONE, TICK)) {
                assertRefused(checks, OLD);
                assertRefused(checks, TokenKey.hs256(SECRET));
            }
        }
    }

    // Goal: a line that names the setting, instead of a start that fails somewhere in a library.
    @ParameterizedTest
    @CsvSource({
        "10s, 0s, 10s, tutor.tokens.keys-refresh-interval",
        "10s, 0s, 1m, tutor.tokens.keys-refresh-interval",
        "60s, 40s, 1s, tutor.tokens.keys-refresh-ahead",
    })
    @DisplayName("whose times contradict each other end the start")
    void contradictions(String lifetime, String ahead, String interval, String named) {
        var tokens = Tokens.keys(duration(lifetime), duration(ahead), NONE, duration(interval));

        assertThatThrownBy(() -> Tokens.checks(Tokens.project(project.url().toString(), ""), tokens))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageStartingWith(named + ": ");
    }

    private static Duration duration(String text) {
        return Duration.parse("PT" + text.toUpperCase(java.util.Locale.ROOT));
    }
}
