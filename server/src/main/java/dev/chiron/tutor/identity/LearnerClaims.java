package dev.chiron.tutor.identity;

import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.BadJWTException;
import com.nimbusds.jwt.proc.JWTClaimsSetVerifier;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a token with a good signature has to say to be a learner's. It is asked of the claims as they were signed, before
 * anything is made up for those that are missing.
 *
 * @param issuer the only one; null: any, because the secret is ours alone
 * @param skew how far another machine's clock may be off
 * @param maxLifetime how far away the end may be
 * @param anonymous whether people without an account are learners
 */
record LearnerClaims(@Nullable String issuer, Duration skew, Duration maxLifetime, boolean anonymous, Clock clock)
        implements JWTClaimsSetVerifier<SecurityContext> {

    private static final String AUTHENTICATED = "authenticated";

    /** The names stand in what is thrown, the values never do. */
    @Override
    public void verify(JWTClaimsSet claims, @Nullable SecurityContext context) throws BadJWTException {
        checkTimes(claims);
        if (issuer != null && !issuer.equals(claims.getIssuer())) {
            throw refused("iss");
        }
        if (!claims.getAudience().contains(AUTHENTICATED)) {
            throw refused("aud");
        }
        if (!AUTHENTICATED.equals(claims.getClaim("role"))) {
            throw refused("role");
        }
        if (!isUuid(claims.getSubject())) {
            throw refused("sub");
        }
        var withoutAccount = claims.getClaim("is_anonymous");
        if (withoutAccount != null && !withoutAccount.equals(false) && !(anonymous && withoutAccount.equals(true))) {
            throw refused("is_anonymous");
        }
    }

    private void checkTimes(JWTClaimsSet claims) throws BadJWTException {
        var now = clock.instant();
        var ends = time("exp", claims.getExpirationTime());
        var issued = time("iat", claims.getIssueTime());
        if (!now.minus(skew).isBefore(ends)
                || ends.isAfter(now.plus(maxLifetime).plus(skew))) {
            throw refused("exp");
        }
        if (issued.isAfter(now.plus(skew)) || issued.isAfter(ends)) {
            throw refused("iat");
        }
        var begins = claims.getNotBeforeTime();
        if (begins != null && begins.toInstant().isAfter(now.plus(skew))) {
            throw refused("nbf");
        }
    }

    private static Instant time(String claim, @Nullable Date at) throws BadJWTException {
        if (at == null) {
            throw refused(claim);
        }
        return at.toInstant();
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

    private static BadJWTException refused(String claim) {
        return new BadJWTException(claim + " is not a learner's");
    }
}
