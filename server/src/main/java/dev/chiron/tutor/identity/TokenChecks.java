package dev.chiron.tutor.identity;

import dev.chiron.tutor.platform.InvalidSettingException;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jose.jws.MacAlgorithm;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.web.client.RestTemplate;

/**
 * What makes an access token a learner's: a good signature by the one algorithm that its key is for, a time that
 * is right, the audience and role {@code authenticated}, and a subject that is a UUID. A project's {@code anon}
 * and {@code service_role} keys are tokens too, and nobody's.
 */
public final class TokenChecks {

    private final IdentitySettings settings;
    private final @Nullable TokenSecret secret;

    TokenChecks(IdentitySettings settings, @Nullable TokenSecret secret) {
        this.settings = settings;
        this.secret = secret;
    }

    /** Decodes and checks; throws {@code JwtException} for what is not a learner's token. */
    public JwtDecoder decoder() {
        NimbusJwtDecoder decoder;
        if (secret != null) {
            decoder = NimbusJwtDecoder.withSecretKey(new SecretKeySpec(secret.bytes(), "HmacSHA256"))
                    .macAlgorithm(MacAlgorithm.HS256)
                    .build();
        } else {
            decoder = NimbusJwtDecoder.withJwkSetUri(issuer() + "/.well-known/jwks.json")
                    .restOperations(keyRequests())
                    .jwsAlgorithms(algorithms -> {
                        algorithms.clear();
                        algorithms.add(SignatureAlgorithm.ES256);
                        algorithms.add(SignatureAlgorithm.RS256);
                    })
                    .build();
        }
        decoder.setJwtValidator(new DelegatingOAuth2TokenValidator<>(validators()));
        return decoder;
    }

    private List<OAuth2TokenValidator<Jwt>> validators() {
        var validators = new ArrayList<OAuth2TokenValidator<Jwt>>();
        validators.add(new JwtTimestampValidator(skew()));
        validators.add(jwt -> jwt.getExpiresAt() == null ? refused("exp") : OAuth2TokenValidatorResult.success());
        validators.add(new JwtClaimValidator<List<String>>("aud", aud -> aud != null && aud.contains("authenticated")));
        validators.add(new JwtClaimValidator<Object>("role", "authenticated"::equals));
        validators.add(jwt -> isUuid(jwt.getSubject()) ? OAuth2TokenValidatorResult.success() : refused("sub"));
        if (settings.delegated()) {
            validators.add(new JwtIssuerValidator(issuer()));
        }
        return validators;
    }

    /** Bounded: a request whose token waits for the keys is not to hang with the project. */
    private RestTemplate keyRequests() {
        var requests = new JdkClientHttpRequestFactory(HttpClient.newBuilder()
                .connectTimeout(settings.requestTimeout())
                .build());
        requests.setReadTimeout(settings.requestTimeout());
        return new RestTemplate(requests);
    }

    private Duration skew() {
        return settings.clockSkew();
    }

    private String issuer() {
        var url = settings.supabaseUrl().strip().replaceAll("/+$", "");
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

    private static boolean isUuid(@Nullable String subject) {
        if (subject == null) {
            return false;
        }
        try {
            return UUID.fromString(subject).toString().equalsIgnoreCase(subject);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static OAuth2TokenValidatorResult refused(String claim) {
        return OAuth2TokenValidatorResult.failure(
                new OAuth2Error("invalid_token", claim + " is not a learner's", null));
    }
}
