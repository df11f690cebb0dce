package dev.chiron.tutor.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chiron.testkit.ForgedTokens;
import dev.chiron.testkit.ForgedTokens.Kind;
import dev.chiron.testkit.ScriptedKeyServer;
import dev.chiron.testkit.TokenKey;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.JwtDecoder;

/**
 * Goal: of more than a thousand tokens that are broken in more than twenty-five ways none makes anybody a learner, however
 * the project signs, and none is taken for our own failure.
 */
@Timeout(120)
@DisplayName("A forged or broken token is refused")
class ForgedTokenTest {

    private static final long SEED = 20261201;
    private static final int VARIANTS = 40;

    /** Where only what checks is another, fewer will do. */
    private static final int FEWER = 8;

    private static final String SECRET = "0123456789abcdef0123456789abcdef";
    private static final UUID LEARNER = UUID.fromString("6f1c2f0e-6d0a-4b7e-9d5c-0d2f7b0f3a11");

    private static final TokenKey SHARED = TokenKey.hs256(SECRET);
    private static final TokenKey CURVE = TokenKey.es256("key-1");
    private static final TokenKey RSA = TokenKey.rs256("key-2");
    private static final ScriptedKeyServer PROJECT = ScriptedKeyServer.start().publishes(CURVE, RSA);

    /** Where a careless server would look for keys. */
    private static final ScriptedKeyServer BAIT = ScriptedKeyServer.start().publishes(TokenKey.es256("bait"));

    /** A way to sign, what checks it, and forgeries of its tokens. */
    private record Mode(String name, JwtDecoder decoder, ForgedTokens tokens, Set<Kind> kinds, int variants) {

        static Mode of(String name, TokenKey key, String issuer, IdentitySettings settings, int variants) {
            var tokens = ForgedTokens.of(key, ForgedTokens.claims(LEARNER, issuer), SEED, BAIT.url());
            var kinds = tokens.kinds();
            if (!settings.delegated()) {
                // Nobody else has the secret of a program that keeps its accounts itself.
                kinds.remove(Kind.OTHER_ISSUER);
            }
            return new Mode(name, Tokens.checks(settings, Tokens.defaults()).decoder(), tokens, kinds, variants);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private static final List<Mode> MODES = modes();

    private static List<Mode> modes() {
        var url = PROJECT.url().toString();
        var issuer = PROJECT.issuer();
        return List.of(
                Mode.of("our own secret", SHARED, TokenSecret.ISSUER, Tokens.project("", SECRET), VARIANTS),
                Mode.of("an older project's secret", SHARED, issuer, Tokens.project(url, SECRET), FEWER),
                Mode.of("a project's ES256 key", CURVE, issuer, Tokens.project(url, ""), VARIANTS),
                Mode.of("a project's RS256 key", RSA, issuer, Tokens.project(url, ""), FEWER),
                Mode.of("the ES256 key of a project with both", CURVE, issuer, Tokens.project(url, SECRET), FEWER));
    }

    static Stream<Arguments> forgeries() {
        return MODES.stream().flatMap(mode -> mode.kinds().stream().map(kind -> Arguments.of(mode, kind)));
    }

    @AfterAll
    static void close() {
        PROJECT.close();
        BAIT.close();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("forgeries")
    void everyVariantIsRefused(Mode mode, Kind kind) {
        for (var variant = 0; variant < mode.variants(); variant++) {
            var token = mode.tokens().token(kind, variant);
            assertThatThrownBy(() -> mode.decoder().decode(token))
                    .as("%s, variant %d: %s", kind, variant, token)
                    .isInstanceOf(BadJwtException.class);
        }
        assertThat(mode.decoder().decode(mode.tokens().good()).getSubject())
                .as("the token that all were made from is good, still")
                .isEqualTo(LEARNER.toString());
        assertThat(BAIT.requests()).as("an address in a token is not followed").isEmpty();
    }

    // Goal: the numbers that are promised.
    @Test
    void thereAreMoreThanAThousandOfMoreThanTwentyFiveKinds() {
        for (var algorithm : List.of("our own secret", "a project's ES256 key")) {
            var mode = MODES.stream()
                    .filter(each -> each.name().equals(algorithm))
                    .findFirst()
                    .orElseThrow();
            assertThat(mode.kinds()).hasSizeGreaterThanOrEqualTo(25);
            assertThat(mode.kinds().size() * mode.variants()).isGreaterThanOrEqualTo(1000);
        }
    }

    // Goal: made-up keys do not become requests to the project.
    @Test
    void theProjectIsHardlyAsked() {
        try (var project = ScriptedKeyServer.start().publishes(CURVE)) {
            var mode = Mode.of(
                    "fresh",
                    CURVE,
                    project.issuer(),
                    Tokens.project(project.url().toString(), ""),
                    0);
            for (var variant = 0; variant < 500; variant++) {
                var token = mode.tokens().token(Kind.UNKNOWN_KEY, variant);
                assertThatThrownBy(() -> mode.decoder().decode(token)).isInstanceOf(BadJwtException.class);
            }
            assertThat(mode.decoder().decode(mode.tokens().good()).getSubject()).isEqualTo(LEARNER.toString());
            assertThat(project.asked()).isLessThanOrEqualTo(2 * 3);
        }
    }
}
