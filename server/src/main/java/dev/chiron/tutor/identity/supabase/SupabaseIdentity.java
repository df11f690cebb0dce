package dev.chiron.tutor.identity.supabase;

import dev.chiron.tutor.identity.IdentityProvider;
import dev.chiron.tutor.identity.IdentitySettings;
import dev.chiron.tutor.platform.ApiException;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;
import org.springframework.http.MediaType;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;
import org.springframework.web.client.RestClientResponseException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Hands sign-up, login and refresh to a Supabase project's Auth server. */
@Component
@ConditionalOnExpression("!'${tutor.identity.supabase-url:}'.isBlank()")
class SupabaseIdentity implements IdentityProvider {

    private static final Logger log = LoggerFactory.getLogger(SupabaseIdentity.class);

    private static final long MAX_RETRY_AFTER_SECONDS = 3600;

    private final RestClient auth;
    private final JsonMapper json;

    SupabaseIdentity(IdentitySettings settings, JsonMapper json) {
        var requests = new JdkClientHttpRequestFactory(HttpClient.newBuilder()
                .connectTimeout(settings.requestTimeout())
                .build());
        requests.setReadTimeout(settings.requestTimeout());
        this.auth = RestClient.builder()
                .baseUrl(settings.supabaseUrl().replaceAll("/+$", "") + "/auth/v1")
                .defaultHeader("apikey", settings.supabaseAnonKey())
                .requestFactory(requests)
                .build();
        this.json = json;
    }

    @Override
    public SignedIn signUp(String email, String password) {
        return read(post("/signup", Map.of("email", email.strip(), "password", password)));
    }

    @Override
    public SignedIn login(String email, String password) {
        return read(post("/token?grant_type=password", Map.of("email", email.strip(), "password", password)));
    }

    @Override
    public SignedIn refresh(String refreshToken) {
        return read(post("/token?grant_type=refresh_token", Map.of("refresh_token", refreshToken)));
    }

    @Override
    public void logOut(String accessToken, UUID userId, @Nullable UUID sessionId) {
        try {
            auth.post()
                    .uri("/logout?scope=local")
                    .header("Authorization", "Bearer " + accessToken)
                    .retrieve()
                    .toBodilessEntity();
        } catch (RestClientResponseException e) {
            // The login, or its learner, is gone already.
            if (!code(e).equals("session_not_found") && !code(e).equals("user_not_found")) {
                throw refused("/logout", e);
            }
        } catch (RestClientException e) {
            log.warn("Supabase Auth does not answer: {}", e.getClass().getSimpleName());
            throw unavailable();
        }
    }

    private JsonNode post(String path, Map<String, String> body) {
        try {
            var answer = auth.post()
                    .uri(path)
                    .contentType(MediaType.APPLICATION_JSON)
                    .body(json.writeValueAsBytes(body))
                    .retrieve()
                    .body(byte[].class);
            return answer == null ? json.nullNode() : json.readTree(answer);
        } catch (RestClientResponseException e) {
            throw refused(path, e);
        } catch (RestClientException | JacksonException e) {
            log.warn("Supabase Auth does not answer: {}", e.getClass().getSimpleName());
            throw unavailable();
        }
    }

    /** Supabase Auth names its errors in {@code error_code}, older versions in {@code error}. */
    private ApiException refused(String path, RestClientResponseException e) {
        var code = code(e);
        if (e.getStatusCode().value() == 429) {
            return ApiException.tooManyRequests(retryAfter(e));
        }
        if (e.getStatusCode().is5xxServerError()) {
            return unavailable();
        }
        return switch (code) {
            case "" -> {
                // Not Supabase Auth itself: a gateway that does not know our key, or another server altogether.
                log.warn("SUPABASE_URL or SUPABASE_ANON_KEY is not accepted: {}", e.getStatusCode());
                yield unavailable();
            }
            case "user_already_exists", "email_exists", "identity_already_exists" ->
                ApiException.conflict("email_exists", "There is already an account with this email.");
            case "weak_password" -> ApiException.validation("password", weakness(e));
            case "same_password" -> ApiException.validation("password", "is the one that it was before");
            case "email_address_invalid", "email_address_not_authorized" ->
                ApiException.validation("email", "is not accepted");
            case "validation_failed" ->
                path.endsWith("refresh_token")
                        ? invalidRefreshToken()
                        : ApiException.validation("email", "is not accepted");
            case "email_not_confirmed", "provider_email_needs_verification" ->
                ApiException.unauthorized("email_not_confirmed", "Please confirm your email first.");
            // The project does not let people in this way: for its administrator to change, not for the learner.
            case "signup_disabled", "email_provider_disabled" -> {
                log.warn("The project's Auth settings do not allow this: {}", code);
                yield ApiException.forbidden("Signing up or logging in by email is switched off here.");
            }
            case "captcha_failed", "hook_payload_invalid_content_type", "request_timeout", "conflict" -> {
                log.warn("Supabase Auth refuses a request of ours: {}", code);
                yield unavailable();
            }
            // user_banned among them: Supabase Auth says so before it looks at the password, and we would tell
            // strangers.
            default ->
                path.endsWith("refresh_token")
                        ? invalidRefreshToken()
                        : ApiException.unauthorized("invalid_credentials", "Email or password is wrong.");
        };
    }

    /** What a project's own rules find missing; ours are checked before it is asked. */
    private String weakness(RestClientResponseException e) {
        try {
            var reasons = json.readTree(e.getResponseBodyAsByteArray())
                    .path("weak_password")
                    .path("reasons")
                    .valueStream()
                    .map(SupabaseIdentity::text)
                    .toList();
            if (reasons.contains("pwned")) {
                return "is known from a data leak";
            }
            if (reasons.contains("length")) {
                return "is too short";
            }
            if (reasons.contains("characters")) {
                return "needs more kinds of characters";
            }
        } catch (JacksonException notJson) {
            // Said in general, then.
        }
        return "is too weak";
    }

    /** As long as the project asks for, within bounds; a minute if it does not say. */
    private static Duration retryAfter(RestClientResponseException e) {
        var headers = e.getResponseHeaders();
        var value = headers == null ? null : headers.getFirst("Retry-After");
        try {
            var seconds = value == null ? 60 : Long.parseLong(value.strip());
            return Duration.ofSeconds(Math.clamp(seconds, 1, MAX_RETRY_AFTER_SECONDS));
        } catch (NumberFormatException aDate) {
            return Duration.ofMinutes(1);
        }
    }

    private String code(RestClientResponseException e) {
        try {
            var body = json.readTree(e.getResponseBodyAsByteArray());
            return body.has("error_code") ? text(body.path("error_code")) : text(body.path("error"));
        } catch (JacksonException notJson) {
            return "";
        }
    }

    private static SignedIn read(JsonNode answer) {
        var accessToken = text(answer.path("access_token"));
        var user = answer.path("user");
        if (!answer.has("access_token") && (answer.hasNonNull("id") || user.hasNonNull("id"))) {
            // The project asks for a confirmed email: there is an account, but no token yet.
            throw ApiException.unauthorized(
                    "email_not_confirmed", "Please follow the link in the email that was sent to you, then log in.");
        }
        var refreshToken = text(answer.path("refresh_token"));
        if (accessToken.isEmpty() || refreshToken.isEmpty()) {
            throw unreadable();
        }
        return new SignedIn(
                accessToken,
                Duration.ofSeconds(answer.path("expires_in").asLong(3600)),
                refreshToken,
                id(user),
                text(user.path("email")));
    }

    private static UUID id(JsonNode user) {
        try {
            return UUID.fromString(text(user.path("id")));
        } catch (IllegalArgumentException e) {
            throw unreadable();
        }
    }

    private static String text(JsonNode value) {
        return value.isString() ? value.stringValue() : "";
    }

    private static ApiException invalidRefreshToken() {
        return ApiException.unauthorized(
                "invalid_refresh_token", "This refresh token does not work any more. Please log in again.");
    }

    private static ApiException unreadable() {
        log.warn("Supabase Auth answers in another form than its API has");
        return unavailable();
    }

    private static ApiException unavailable() {
        return ApiException.unavailable("Sign-in is not available right now.");
    }
}
