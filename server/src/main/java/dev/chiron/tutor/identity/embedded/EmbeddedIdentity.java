package dev.chiron.tutor.identity.embedded;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.chiron.tutor.audit.AuditAction;
import dev.chiron.tutor.audit.AuditLog;
import dev.chiron.tutor.identity.IdentityProvider;
import dev.chiron.tutor.identity.IdentitySettings;
import dev.chiron.tutor.identity.LoginSettings;
import dev.chiron.tutor.identity.TokenSecret;
import dev.chiron.tutor.identity.store.AccountStore;
import dev.chiron.tutor.identity.store.AccountStore.Account;
import dev.chiron.tutor.identity.store.AccountStore.RefreshToken;
import dev.chiron.tutor.identity.store.LoginAttempts;
import dev.chiron.tutor.platform.ApiException;
import dev.chiron.tutor.platform.LearnerId;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Date;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Keeps accounts in the tables of Supabase Auth and signs tokens with the project's HS256 secret. */
@Component
@ConditionalOnExpression("'${tutor.identity.supabase-url:}'.isBlank()")
class EmbeddedIdentity implements IdentityProvider {

    /** The form that Supabase Auth knows, so that a login outlives a takeover of the database: 62 random bits. */
    private static final int REFRESH_TOKEN_LENGTH = 12;

    private static final String REFRESH_TOKEN_ALPHABET = "abcdefghijklmnopqrstuvwxyz0123456789";

    private final AccountStore accounts;
    private final AuditLog audit;
    private final LoginAttempts attempts;
    private final TokenSecret secret;
    private final IdentitySettings settings;
    private final LoginSettings logins;
    private final JsonMapper json;
    private final Passwords passwords;
    private final SecureRandom random = new SecureRandom();
    private final Clock clock = Clock.systemUTC();

    EmbeddedIdentity(
            AccountStore accounts,
            AuditLog audit,
            LoginAttempts attempts,
            TokenSecret secret,
            IdentitySettings settings,
            LoginSettings logins,
            JsonMapper json) {
        this.accounts = accounts;
        this.audit = audit;
        this.attempts = attempts;
        this.secret = secret;
        this.settings = settings;
        this.logins = logins;
        this.json = json;
        this.passwords = new Passwords(new BCryptPasswordEncoder(settings.bcryptCost()));
    }

    @Override
    public SignedIn signUp(String email, String password) {
        var address = normalize(email);
        var hash = passwords.hash(password);
        return accounts.inTransaction(() -> {
            var id = UUID.randomUUID();
            if (!accounts.add(id, address, hash)) {
                throw ApiException.conflict("email_exists", "There is already an account with this email.");
            }
            return open(accounts.byId(id).orElseThrow());
        });
    }

    @Override
    public SignedIn login(String email, String password) {
        var address = normalize(email);
        attempts.begin(address).ifPresent(wait -> {
            throw ApiException.tooManyRequests(wait);
        });
        var account = accounts.byEmail(address);
        var matches =
                passwords.matches(password, account.map(Account::passwordHash).orElse(null));
        if (account.isEmpty() || !matches) {
            attempts.failed();
            throw ApiException.unauthorized("invalid_credentials", "Email or password is wrong.");
        }
        attempts.succeeded(address);
        if (!account.get().confirmed()) {
            throw ApiException.unauthorized("email_not_confirmed", "Please confirm your email first.");
        }
        return accounts.inTransaction(() -> open(account.get()));
    }

    @Override
    public SignedIn refresh(String refreshToken) {
        // Empty rather than thrown inside: the revocation of a stolen login is to be committed.
        var signedIn = accounts.inTransaction(
                () -> accounts.lockRefreshToken(refreshToken).flatMap(token -> useUp(refreshToken, token)));
        return signedIn.orElseThrow(() -> ApiException.unauthorized(
                "invalid_refresh_token", "This refresh token does not work any more. Please log in again."));
    }

    @Override
    public void logOut(String accessToken, UUID userId, @Nullable UUID sessionId) {
        if (sessionId != null) {
            accounts.inTransaction(() -> {
                accounts.endSession(sessionId, userId);
                return true;
            });
        }
    }

    private Optional<SignedIn> useUp(String refreshToken, RefreshToken token) {
        if (token.revoked()) {
            accounts.revokeSession(token.sessionId());
            audit.tryWrite(AuditLog.Entry.of(AuditAction.REFRESH_REUSED, new LearnerId(token.userId())));
            return Optional.empty();
        }
        accounts.revokeRefreshToken(refreshToken);
        if (token.expired()) {
            return Optional.empty();
        }
        return accounts.byId(token.userId()).map(account -> issue(account, token.sessionId(), refreshToken));
    }

    private SignedIn open(Account account) {
        var session = UUID.randomUUID();
        accounts.openSession(session, account.id(), logins.lifetime());
        return issue(account, session, "");
    }

    private SignedIn issue(Account account, UUID session, String parent) {
        var refreshToken = random.ints(REFRESH_TOKEN_LENGTH, 0, REFRESH_TOKEN_ALPHABET.length())
                .mapToObj(place -> REFRESH_TOKEN_ALPHABET.substring(place, place + 1))
                .collect(Collectors.joining());
        accounts.addRefreshToken(refreshToken, account.id(), session, parent);
        return new SignedIn(
                sign(account, session), settings.accessTokenLifetime(), refreshToken, account.id(), account.email());
    }

    private String sign(Account account, UUID session) {
        var now = clock.instant();
        var claims = new JWTClaimsSet.Builder()
                .issuer(TokenSecret.ISSUER)
                .subject(account.id().toString())
                .audience("authenticated")
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plus(settings.accessTokenLifetime())))
                .claim("email", account.email())
                .claim("role", "authenticated")
                .claim("session_id", session.toString())
                .claim("is_anonymous", false)
                .claim("app_metadata", json.convertValue(account.appMetadata(), Map.class))
                .claim("user_metadata", json.convertValue(account.userMetadata(), Map.class))
                .build();
        try {
            var jwt = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims);
            jwt.sign(new MACSigner(secret.bytes()));
            return jwt.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException("a token could not be signed", e);
        }
    }

    private static String normalize(String email) {
        return email.strip().toLowerCase(Locale.ROOT);
    }
}
