package dev.chiron.tutor.identity;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import dev.chiron.tutor.platform.InvalidSettingException;
import java.net.URI;
import java.security.Key;
import java.text.ParseException;
import java.time.Clock;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;

/**
 * What makes an access token a learner's: a plain signed token of bearable size, a good signature, and the claims of {@link
 * LearnerClaims}. The algorithm decides where the key comes from: HS256 takes the shared secret, ES256 and RS256 take the
 * project's published keys, and there is no other. A project that moves from the one to the other has both for a while.
 */
public final class TokenChecks implements AutoCloseable {

    /**
     * Members of a header that tell how to read a token otherwise or where to find a key for it. No key that a token
     * brings with it or points at is ever used; a token that has such a member is none of Supabase Auth's.
     */
    private static final Set<String> REFUSED_IN_HEADER =
            Set.of("crit", "b64", "zip", "enc", "jku", "jwk", "x5u", "x5c");

    /** The library passes over characters that base64url does not have; one token would have many spellings. */
    private static final Pattern COMPACT = Pattern.compile("[A-Za-z0-9_-]++\\.[A-Za-z0-9_-]++\\.[A-Za-z0-9_-]++");

    private static final List<String> TIMES = List.of("exp", "iat", "nbf");

    /** The end of the year 9999. */
    private static final double LAST_SECOND = 253_402_300_799.0;

    private final IdentitySettings identity;
    private final TokenSettings settings;
    private final @Nullable SecretKey secret;
    private final @Nullable ProjectKeys keys;

    /**
     * Checks by the shared secret if there is one, and by the published keys if there is a project.
     *
     * @throws InvalidSettingException if the project's address is none, or times contradict each other
     */
    TokenChecks(IdentitySettings identity, TokenSettings settings, @Nullable TokenSecret secret) {
        if (!identity.delegated() && identity.accessTokenLifetime().compareTo(settings.maxLifetime()) > 0) {
            throw new InvalidSettingException(
                    "tutor.identity.access-token-lifetime",
                    "it is longer than tutor.tokens.max-lifetime, so that tokens made here would be refused here",
                    "Make it shorter, or tutor.tokens.max-lifetime longer");
        }
        this.identity = identity;
        this.settings = settings;
        this.secret = secret == null ? null : new SecretKeySpec(secret.bytes(), "HmacSHA256");
        this.keys = identity.delegated()
                ? new ProjectKeys(URI.create(issuer() + "/.well-known/jwks.json"), identity.requestTimeout(), settings)
                : null;
    }

    /**
     * Decodes and checks.
     *
     * <p>Its {@code decode} throws {@link BadJwtException} for what is not a learner's token and {@link
     * KeysUnavailableException} when that cannot be told.
     */
    public JwtDecoder decoder() {
        var processor = new DefaultJWTProcessor<SecurityContext>();
        processor.setJWSTypeVerifier(new DefaultJOSEObjectTypeVerifier<>(JOSEObjectType.JWT, null));
        processor.setJWSKeySelector(keyByAlgorithm());
        processor.setJWTClaimsSetVerifier(new LearnerClaims(
                identity.delegated() ? issuer() : null,
                identity.clockSkew(),
                settings.maxLifetime(),
                settings.anonymous(),
                Clock.systemUTC()));
        var decoder = new NimbusJwtDecoder(processor);
        // All of it has been checked, and against the same clock.
        decoder.setJwtValidator(_ -> OAuth2TokenValidatorResult.success());
        return token -> decode(decoder, token);
    }

    private Jwt decode(JwtDecoder decoder, String token) {
        checkForm(token);
        try {
            return decoder.decode(token);
        } catch (BadJwtException e) {
            throw e;
        } catch (JwtException e) {
            for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                if (cause instanceof KeySourceException) {
                    throw new KeysUnavailableException(cause);
                }
            }
            // A token that even the library stumbles over is not good because of that.
            throw new BadJwtException("the token cannot be checked", e);
        }
    }

    private void checkForm(String token) {
        if (token.length() > settings.maxSize().toBytes()) {
            throw new BadJwtException("the token is too long");
        }
        if (!COMPACT.matcher(token).matches()) {
            throw new BadJwtException("the token is not a signed JWT");
        }
        Set<String> header;
        Map<String, Object> claims;
        try {
            var parsed = SignedJWT.parse(token);
            header = parsed.getHeader().getIncludedParams();
            claims = parsed.getPayload().toJSONObject();
        } catch (ParseException | RuntimeException e) {
            // Where the parser did not think of something it fails as it may; the token is none either way.
            throw new BadJwtException("the token is not a signed JWT", e);
        }
        if (!Collections.disjoint(header, REFUSED_IN_HEADER)) {
            throw new BadJwtException("the token's header asks for what is not done");
        }
        if (claims == null) {
            throw new BadJwtException("the token has no claims");
        }
        for (var time : TIMES) {
            checkTime(time, claims.get(time));
        }
    }

    /** The library makes milliseconds of the seconds, in 64 bits, and does not look whether they fit. */
    private static void checkTime(String claim, @Nullable Object seconds) {
        if (seconds != null
                && !(seconds instanceof Number number
                        && number.doubleValue() >= 0
                        && number.doubleValue() <= LAST_SECOND)) {
            throw new BadJwtException(claim + " is no time");
        }
    }

    private JWSKeySelector<SecurityContext> keyByAlgorithm() {
        return new JWSKeySelector<>() {
            @Override
            public List<? extends Key> selectJWSKeys(JWSHeader header, @Nullable SecurityContext context)
                    throws KeySourceException {
                var algorithm = header.getAlgorithm();
                if (JWSAlgorithm.HS256.equals(algorithm)) {
                    return secret == null ? List.of() : List.of(secret);
                }
                return keys != null && ProjectKeys.ALGORITHMS.contains(algorithm)
                        ? keys.selectJWSKeys(header, context)
                        : List.of();
            }
        };
    }

    private String issuer() {
        var url = identity.supabaseUrl().strip().replaceAll("/+$", "");
        try {
            var scheme = URI.create(url).getScheme();
            if (!"https".equals(scheme) && !"http".equals(scheme)) {
                throw new IllegalArgumentException("no http");
            }
        } catch (IllegalArgumentException e) {
            throw new InvalidSettingException(
                    "SUPABASE_URL", "not a URL", "Use https://<project>.supabase.co, as the dashboard shows it", e);
        }
        return url + "/auth/v1";
    }

    /** Ends the requests for keys that are under way. */
    @Override
    public void close() {
        if (keys != null) {
            keys.close();
        }
    }
}
