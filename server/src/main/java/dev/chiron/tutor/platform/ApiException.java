package dev.chiron.tutor.platform;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request that ends in an error body. The message is for a person and leaves the server: it never
 * holds SQL, internal names or a secret.
 */
public final class ApiException extends RuntimeException {

    /** One field of a request and what is wrong with it. */
    public record Detail(String field, String problem) {}

    private final int status;
    private final String errorCode;
    private final transient List<Detail> details;
    private final @Nullable Duration retryAfter;

    private ApiException(
            int status, String errorCode, String message, List<Detail> details, @Nullable Duration retryAfter) {
        super(message);
        this.status = status;
        this.errorCode = errorCode;
        this.details = List.copyOf(details);
        this.retryAfter = retryAfter;
    }

    /** 400 {@code validation_error} for one field. */
    public static ApiException validation(String field, String problem) {
        return validation(List.of(new Detail(field, problem)));
    }

    /** 400 {@code validation_error}. */
    public static ApiException validation(List<Detail> details) {
        return new ApiException(400, "validation_error", "The request is not valid.", details, null);
    }

    /** 400 {@code bad_request}: not even its address or headers can be taken. */
    public static ApiException badRequest(String message) {
        return new ApiException(400, "bad_request", message, List.of(), null);
    }

    /** 401 with the given code. */
    public static ApiException unauthorized(String errorCode, String message) {
        return new ApiException(401, errorCode, message, List.of(), null);
    }

    /** 401 {@code unauthenticated}: no token, one that is not good, or one whose account is gone. */
    public static ApiException unauthenticated() {
        return unauthorized("unauthenticated", "A valid access token is needed.");
    }

    /** 403 {@code forbidden}: the token is good, but not for this. */
    public static ApiException forbidden(String message) {
        return new ApiException(403, "forbidden", message, List.of(), null);
    }

    /** 403 with the given code: the token is good, and more is needed. */
    public static ApiException forbidden(String errorCode, String message) {
        return new ApiException(403, errorCode, message, List.of(), null);
    }

    /** 404 {@code not_found}: absent, or another learner's; the answer is the same. */
    public static ApiException notFound(String what) {
        return new ApiException(404, "not_found", "There is no such " + what + ".", List.of(), null);
    }

    /** 409 with the given code. */
    public static ApiException conflict(String errorCode, String message) {
        return new ApiException(409, errorCode, message, List.of(), null);
    }

    /** The state of things does not allow it; the details name what in the request asks for it. */
    public static ApiException conflict(String errorCode, String message, List<Detail> details) {
        return new ApiException(409, errorCode, message, details, null);
    }

    /** 413 {@code payload_too_large}. */
    public static ApiException payloadTooLarge(String message) {
        return new ApiException(413, "payload_too_large", message, List.of(), null);
    }

    /** 415 {@code unsupported_media_type}. */
    public static ApiException unsupportedMediaType(String message) {
        return new ApiException(415, "unsupported_media_type", message, List.of(), null);
    }

    /** 408 {@code request_timeout}: what the client had to send did not come in time. */
    public static ApiException requestTimeout(String message) {
        return new ApiException(408, "request_timeout", message, List.of(), null);
    }

    /** 429 {@code rate_limited}. */
    public static ApiException tooManyRequests(Duration retryAfter) {
        return new ApiException(429, "rate_limited", "Too many requests; please wait a moment.", List.of(), retryAfter);
    }

    /** 429 {@code too_many_streams}: of this learner. */
    public static ApiException tooManyStreams(Duration retryAfter) {
        return new ApiException(
                429,
                "too_many_streams",
                "Too many streams are open for this account; please close some.",
                List.of(),
                retryAfter);
    }

    /** 503 {@code too_many_streams}: of all learners together, on this node. */
    public static ApiException noRoomForStreams(Duration retryAfter) {
        return new ApiException(
                503,
                "too_many_streams",
                "Too many streams are open right now; please try again in a moment.",
                List.of(),
                retryAfter);
    }

    /** 503 {@code unavailable}: something that we need does not answer; nothing was written. */
    public static ApiException unavailable(String message) {
        return new ApiException(503, "unavailable", message, List.of(), null);
    }

    /** HTTP status. */
    public int status() {
        return status;
    }

    /** Stable, in snake_case. */
    public String errorCode() {
        return errorCode;
    }

    /** Empty unless this is a validation error. */
    public List<Detail> details() {
        return details;
    }

    /** How long to wait before the next try, when that is known. */
    public @Nullable Duration retryAfter() {
        return retryAfter;
    }
}
