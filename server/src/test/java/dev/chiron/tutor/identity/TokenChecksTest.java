package dev.chiron.tutor.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import dev.chiron.tutor.fake.FakeServer;
import dev.chiron.tutor.platform.InvalidSettingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.JwtException;

@Timeout(60)
@DisplayName("Only a learner's token is accepted")
class TokenChecksTest {

    private static final String SECRET = "0123456789abcdef0123456789abcdef";
    private static final String OTHER_SECRET = "fedcba9876543210fedcba9876543210";
    private static final String LEARNER = "6f1c2f0e-6d0a-4b7e-9d5c-0d2f7b0f3a11";

    private final TokenChecks checks = withSecret("");

    @Test
    void aGoodTokenIsALearners() throws JOSEException {
        var jwt = checks.decoder().decode(hs256(SECRET, learner().build()));

        assertThat(jwt.getSubject()).isEqualTo(LEARNER);
        assertThat(jwt.getClaimAsString("role")).isEqualTo("authenticated");
    }

    // Goal: machines whose clocks differ a little understand each other.
    @Test
    void aTokenThatEndedAMomentAgoIsStillGood() throws JOSEException {
        var ended = learner().expirationTime(in(-15)).build();

        assertThat(checks.decoder().decode(hs256(SECRET, ended)).getSubject()).isEqualTo(LEARNER);
    }

    @Test
    void aTokenThatBeginsInAMomentIsGoodAlready() throws JOSEException {
        var begins = learner().notBeforeTime(in(15)).build();

        assertThat(checks.decoder().decode(hs256(SECRET, begins)).getSubject()).isEqualTo(LEARNER);
    }

    @Test
    void aTokenThatWasIssuedInAMomentIsGoodAlready() throws JOSEException {
        var issued = learner().issueTime(in(15)).build();

        assertThat(checks.decoder().decode(hs256(SECRET, issued)).getSubject()).isEqualTo(LEARNER);
    }

    // Goal: a project may be set to a week, so a week is good, and what is longer was not made by it.
    @Test
    void aTokenMayLiveForAWeek() throws JOSEException {
        var week = learner().expirationTime(in(7 * 86_400)).build();
        var longer = learner().expirationTime(in(7 * 86_400 + 60)).build();

        assertThat(checks.decoder().decode(hs256(SECRET, week)).getSubject()).isEqualTo(LEARNER);
        assertThatThrownBy(() -> checks.decoder().decode(hs256(SECRET, longer))).isInstanceOf(BadJwtException.class);
    }

    // Goal: a program that would refuse its own tokens does not start.
    @Test
    void ownTokensMayNotLiveLongerThanTokensMay() {
        var identity = new IdentitySettings(
                "", "", SECRET, Path.of("unused"), Duration.ofDays(8), Duration.ZERO, 4, Duration.ofSeconds(2));

        assertThatThrownBy(() -> Tokens.checks(identity, Tokens.defaults()))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageStartingWith("tutor.identity.access-token-lifetime: ");
    }

    // Goal: the limit is where it is said to be, and a token over it is refused before its signature is looked at.
    @Test
    void aTokenMayBeAsLongAsTheLimit() throws JOSEException {
        var token = hs256(SECRET, learner().claim("padding", "x".repeat(1000)).build());
        var identity = Tokens.project("", SECRET);

        var enough = Tokens.checks(identity, Tokens.maxSize(token.length()));
        var tooFew = Tokens.checks(identity, Tokens.maxSize(token.length() - 1));

        assertThat(enough.decoder().decode(token).getSubject()).isEqualTo(LEARNER);
        assertThatThrownBy(() -> tooFew.decoder().decode(token)).hasMessage("the token is too long");
    }

    // Goal: who has no account loses what they have learnt when they log out, so they are learners only where that is wanted.
    @Test
    void peopleWithoutAnAccountAreLearnersWhereThatIsSet() throws JOSEException {
        var token = hs256(SECRET, learner().claim("is_anonymous", true).build());
        var allowed = Tokens.checks(Tokens.project("", SECRET), Tokens.anonymous());

        assertThat(allowed.decoder().decode(token).getSubject()).isEqualTo(LEARNER);
        assertThatThrownBy(() -> checks.decoder().decode(token)).isInstanceOf(BadJwtException.class);
        var odd = hs256(SECRET, learner().claim("is_anonymous", "true").build());
        assertThatThrownBy(() -> allowed.decoder().decode(odd)).isInstanceOf(BadJwtException.class);
    }

    // Goal: what was refused is not told in the words of the token, which may be anybody's.
    @Test
    void aRefusalRepeatsNothingOfTheToken() throws JOSEException {
        var token = hs256(SECRET, learner().claim("role", "hush-role").build());

        assertThatThrownBy(() -> checks.decoder().decode(token))
                .isInstanceOf(BadJwtException.class)
                .hasMessageContaining("role is not a learner's")
                .hasMessageNotContaining("hush")
                .hasMessageNotContaining(token);
    }

    /** What is wrong with a token that is signed as it should be. */
    record Wrong(String what, UnaryOperator<JWTClaimsSet.Builder> change) {

        @Override
        public String toString() {
            return what;
        }
    }

    static Stream<Wrong> wrongClaims() {
        return Stream.of(
                new Wrong("expired", claims -> claims.expirationTime(in(-60))),
                new Wrong("not yet valid", claims -> claims.notBeforeTime(in(60))),
                new Wrong("without an end", claims -> claims.expirationTime(null)),
                new Wrong("for the anonymous", claims -> claims.audience("anon")),
                new Wrong("without an audience", claims -> claims.audience((String) null)),
                new Wrong("with the project's anon key", claims -> claims.claim("role", "anon")),
                new Wrong("with the project's service key", claims -> claims.claim("role", "service_role")),
                new Wrong("without a role", claims -> claims.claim("role", null)),
                new Wrong("with a role that is no text", claims -> claims.claim("role", List.of("authenticated"))),
                new Wrong("with a role that is a number", claims -> claims.claim("role", 1)),
                new Wrong("without a subject", claims -> claims.subject(null)),
                new Wrong("with an empty subject", claims -> claims.subject("")),
                new Wrong("with a subject that is a name", claims -> claims.subject("ada")),
                new Wrong("with a subject that is nearly a UUID", claims -> claims.subject("1-2-3-4-5")),
                new Wrong("with a subject in braces", claims -> claims.subject("{" + LEARNER + "}")));
    }

    // Goal: a good signature alone makes nobody a learner.
    @ParameterizedTest
    @MethodSource("wrongClaims")
    void aTokenWithWrongClaimsIsRefused(Wrong wrong) throws JOSEException {
        var token = hs256(SECRET, wrong.change().apply(learner()).build());

        assertThatThrownBy(() -> checks.decoder().decode(token)).isInstanceOf(JwtException.class);
    }

    @Test
    void aTokenSignedWithAnotherKeyIsRefused() throws JOSEException {
        var token = hs256(OTHER_SECRET, learner().build());

        assertThatThrownBy(() -> checks.decoder().decode(token)).isInstanceOf(JwtException.class);
    }

    // Goal: a token that says "no signature needed" is not believed.
    @Test
    void anUnsignedTokenIsRefused() {
        var token = new PlainJWT(learner().build()).serialize();

        assertThatThrownBy(() -> checks.decoder().decode(token)).isInstanceOf(JwtException.class);
    }

    // Goal: the algorithm is ours to choose, not the token's.
    @Test
    void anotherAlgorithmIsRefused() throws JOSEException {
        var rsa = new RSAKeyGenerator(2048).generate();
        var longSecret = SECRET + SECRET;

        for (var token : List.of(
                sign(JWSAlgorithm.RS256, new RSASSASigner(rsa), learner().build()),
                sign(JWSAlgorithm.HS512, new MACSigner(longSecret), learner().build()))) {
            assertThatThrownBy(() -> withSecretOf(longSecret, "").decoder().decode(token))
                    .isInstanceOf(JwtException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "a.b.c", "e30.e30.", "..", "eyJhbGciOiJIUzI1NiJ9.e30.AAAA", "\u0000.\ud83c.!"})
    void aGarbledTokenIsRefused(String token) {
        assertThatThrownBy(() -> checks.decoder().decode(token)).isInstanceOf(JwtException.class);
    }

    // Goal: one changed letter anywhere makes a token worthless.
    @Test
    void aChangedTokenIsRefused() throws JOSEException {
        var token = hs256(SECRET, learner().build());
        var parts = token.split("\\.", -1);
        var forged = new JWTClaimsSet.Builder(learner().build())
                .subject("00000000-0000-4000-8000-000000000000")
                .build();

        assertThatThrownBy(() -> checks.decoder()
                        .decode(parts[0] + "." + forged.toPayload().toBase64URL() + "." + parts[2]))
                .isInstanceOf(JwtException.class);
        assertThatThrownBy(() -> checks.decoder().decode(parts[0] + "." + parts[1] + "."))
                .isInstanceOf(JwtException.class);
    }

    // Goal: a Supabase project's own keys are fetched and used, and nothing but them.
    @Test
    void aProjectsKeysAreFetched() throws JOSEException {
        var key = new ECKeyGenerator(Curve.P_256).keyID("k1").generate();
        try (var project = FakeServer.start().answers(200, new JWKSet(key).toString())) {
            var decoder = withKeysOf(project.url() + "/").decoder();
            var issuer = project.url() + "/auth/v1";
            var good = es256(key, learner().issuer(issuer).build());

            assertThat(decoder.decode(good).getSubject()).isEqualTo(LEARNER);
            assertThat(decoder.decode(good).getSubject()).isEqualTo(LEARNER);
            assertThat(project.requests())
                    .describedAs("keys are kept, not fetched for each request")
                    .singleElement()
                    .satisfies(request -> assertThat(request.uri()).hasPath("/auth/v1/.well-known/jwks.json"));

            var stranger = new ECKeyGenerator(Curve.P_256).keyID("k1").generate();
            for (var token : List.of(
                    es256(stranger, learner().issuer(issuer).build()),
                    es256(
                            key,
                            learner()
                                    .issuer("https://other.supabase.co/auth/v1")
                                    .build()),
                    es256(key, learner().build()),
                    new PlainJWT(learner().issuer(issuer).build()).serialize(),
                    hs256(
                            key.toPublicJWK().toJSONString(),
                            learner().issuer(issuer).build()))) {
                assertThatThrownBy(() -> decoder.decode(token)).isInstanceOf(JwtException.class);
            }
        }
    }

    @Test
    void aProjectWithAnRsaKeyIsUnderstood() throws JOSEException {
        RSAKey key = new RSAKeyGenerator(2048).keyID("r1").generate();
        try (var project = FakeServer.start().answers(200, new JWKSet(key).toString())) {
            var token = new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("r1").build(),
                    learner().issuer(project.url() + "/auth/v1").build());
            token.sign(new RSASSASigner(key));

            assertThat(withKeysOf(project.url())
                            .decoder()
                            .decode(token.serialize())
                            .getSubject())
                    .isEqualTo(LEARNER);
        }
    }

    // Goal: a project that hangs does not take our requests with it.
    @Test
    void keysThatDoNotComeInTimeAreAFailure() throws JOSEException {
        var key = new ECKeyGenerator(Curve.P_256).keyID("k1").generate();
        try (var project = FakeServer.start().hangs()) {
            var decoder = withKeysOf(project.url()).decoder();
            var token = es256(key, learner().issuer(project.url() + "/auth/v1").build());

            assertThatThrownBy(() -> decoder.decode(token)).isInstanceOf(JwtException.class);
        }
    }

    // Goal: an older project's tokens are checked with its shared secret, and must be its own.
    @Test
    void anOlderProjectsTokensAreCheckedWithItsSecret() throws JOSEException {
        var decoder = withSecret("https://p.supabase.co").decoder();
        var own =
                hs256(SECRET, learner().issuer("https://p.supabase.co/auth/v1").build());
        var others =
                hs256(SECRET, learner().issuer("https://q.supabase.co/auth/v1").build());

        assertThat(decoder.decode(own).getSubject()).isEqualTo(LEARNER);
        assertThatThrownBy(() -> decoder.decode(others)).isInstanceOf(JwtException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"p.supabase.co", "ftp://p.supabase.co", "https://a b", "postgresql://u:secret@h/d"})
    void aProjectUrlThatIsNoneIsRefused(String url) {
        assertThatThrownBy(() -> withKeysOf(url).decoder())
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageStartingWith("SUPABASE_URL: ")
                .hasMessageNotContaining("secret");
    }

    private static TokenChecks withSecret(String url) {
        return withSecretOf(SECRET, url);
    }

    private static TokenChecks withSecretOf(String secret, String url) {
        var settings = settings(url, secret);
        return new TokenChecks(settings, Tokens.defaults(), TokenSecret.of(settings));
    }

    private static TokenChecks withKeysOf(String url) {
        return new TokenChecks(settings(url, ""), Tokens.defaults(), null);
    }

    private static IdentitySettings settings(String url, String secret) {
        return new IdentitySettings(
                url,
                "anon",
                secret,
                Path.of("unused"),
                Duration.ofHours(1),
                Duration.ofSeconds(30),
                4,
                Duration.ofSeconds(2));
    }

    private static JWTClaimsSet.Builder learner() {
        return new JWTClaimsSet.Builder()
                .subject(LEARNER)
                .audience("authenticated")
                .claim("role", "authenticated")
                .issueTime(in(-3600))
                .expirationTime(in(3600));
    }

    private static Date in(long seconds) {
        return Date.from(Instant.now().plusSeconds(seconds));
    }

    private static String hs256(String secret, JWTClaimsSet claims) throws JOSEException {
        return sign(JWSAlgorithm.HS256, new MACSigner(secret.getBytes(StandardCharsets.UTF_8)), claims);
    }

    private static String es256(ECKey key, JWTClaimsSet claims) throws JOSEException {
        var token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(key.getKeyID()).build(), claims);
        token.sign(new ECDSASigner(key));
        return token.serialize();
    }

    private static String sign(JWSAlgorithm algorithm, JWSSigner signer, JWTClaimsSet claims) throws JOSEException {
        var token = new SignedJWT(new JWSHeader(algorithm), claims);
        token.sign(signer);
        return token.serialize();
    }
}
