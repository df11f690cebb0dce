package dev.chiron.tutor.platform.web;

import dev.chiron.tutor.platform.ApiException;
import java.util.List;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.resource.NoResourceFoundException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.DatabindException;

/** Turns what goes wrong in a request into the one shape of error body. */
@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
class ErrorAdvice {

    private static final Logger log = LoggerFactory.getLogger(ErrorAdvice.class);

    @ExceptionHandler
    ResponseEntity<ErrorBody> on(ApiException e) {
        return answer(e, ErrorWriter.headers(e));
    }

    @ExceptionHandler
    ResponseEntity<ErrorBody> on(MethodArgumentNotValidException e) {
        return answer(ApiException.validation(e.getBindingResult().getFieldErrors().stream()
                .map(each -> new ApiException.Detail(snakeCase(each.getField()), problem(each.getDefaultMessage())))
                .toList()));
    }

    @ExceptionHandler
    ResponseEntity<ErrorBody> on(HandlerMethodValidationException e) {
        return answer(ApiException.validation(e.getParameterValidationResults().stream()
                .flatMap(result -> result.getResolvableErrors().stream()
                        .map(error -> new ApiException.Detail(
                                snakeCase(String.valueOf(
                                        result.getMethodParameter().getParameterName())),
                                problem(error.getDefaultMessage()))))
                .toList()));
    }

    @ExceptionHandler
    ResponseEntity<ErrorBody> on(MethodArgumentTypeMismatchException e) {
        var wanted = e.getRequiredType();
        var kind = wanted == null ? "value" : wanted == java.util.UUID.class ? "UUID" : wanted.getSimpleName();
        return answer(ApiException.validation(snakeCase(e.getName()), "is not a valid " + kind));
    }

    @ExceptionHandler
    ResponseEntity<ErrorBody> on(MissingServletRequestParameterException e) {
        return answer(ApiException.validation(e.getParameterName(), "is missing"));
    }

    @ExceptionHandler
    ResponseEntity<ErrorBody> on(HttpMessageNotReadableException e) {
        return answer(
                switch (e.getCause()) {
                    case ApiException tooLarge -> tooLarge;
                    case StreamReadException ignored -> ApiException.validation("body", "is not JSON");
                    case DatabindException wrong
                    when causedByLimit(wrong) != null -> java.util.Objects.requireNonNull(causedByLimit(wrong));
                    case DatabindException wrong -> ApiException.validation(path(wrong), "has the wrong type or form");
                    case null, default ->
                        causedByLimit(e) != null
                                ? java.util.Objects.requireNonNull(causedByLimit(e))
                                : ApiException.validation("body", "is missing or cannot be read");
                });
    }

    /** A query that cannot be taken apart, or has too many parts. */
    @ExceptionHandler
    ResponseEntity<ErrorBody> on(InvalidParameterException e) {
        return answer(ApiException.validation("query", "cannot be read"));
    }

    @ExceptionHandler
    ResponseEntity<ErrorBody> on(HttpRequestMethodNotSupportedException e) {
        return plain(e, "method_not_allowed", "This address does not take " + e.getMethod() + ".");
    }

    @ExceptionHandler
    ResponseEntity<ErrorBody> on(HttpMediaTypeNotSupportedException e) {
        return plain(e, "unsupported_media_type", "Send application/json.");
    }

    @ExceptionHandler
    ResponseEntity<ErrorBody> on(HttpMediaTypeNotAcceptableException e) {
        return plain(e, "not_acceptable", "This address cannot answer in the form that was asked for.");
    }

    @ExceptionHandler
    ResponseEntity<ErrorBody> on(NoResourceFoundException e) {
        return plain(e, "not_found", "There is nothing at this address.");
    }

    @ExceptionHandler({
        CannotCreateTransactionException.class,
        CannotGetJdbcConnectionException.class,
        DataAccessResourceFailureException.class,
        TransientDataAccessException.class,
        QueryTimeoutException.class,
        TransactionSystemException.class
    })
    ResponseEntity<ErrorBody> databaseDown(Exception e) {
        log.warn("The database does not answer: {}", e.getClass().getSimpleName());
        return answer(ApiException.unavailable("The database cannot be reached right now. Nothing was saved."));
    }

    @ExceptionHandler
    @Nullable
    ResponseEntity<ErrorBody> on(Exception e) throws Exception {
        if (e instanceof ErrorResponse known) {
            return plain(known, "bad_request", "The request cannot be served.");
        }
        if (e instanceof org.springframework.security.core.AuthenticationException
                || e instanceof org.springframework.security.access.AccessDeniedException) {
            throw e; // the security filter answers these
        }
        if (e instanceof java.io.IOException) {
            return null; // the client has gone; there is nobody to answer
        }
        log.error("A request failed", e);
        return ResponseEntity.status(500)
                .contentType(MediaType.APPLICATION_JSON)
                .body(new ErrorBody("internal", "Something went wrong on our side.", List.of()));
    }

    private static ResponseEntity<ErrorBody> plain(ErrorResponse e, String code, String message) {
        return ResponseEntity.status(e.getStatusCode())
                .headers(e.getHeaders())
                .contentType(MediaType.APPLICATION_JSON)
                .body(new ErrorBody(code, message, List.of()));
    }

    private static ResponseEntity<ErrorBody> answer(ApiException e) {
        return answer(e, new HttpHeaders());
    }

    private static ResponseEntity<ErrorBody> answer(ApiException e, HttpHeaders headers) {
        return ResponseEntity.status(e.status())
                .headers(headers)
                .contentType(MediaType.APPLICATION_JSON)
                .body(ErrorBody.of(e));
    }

    private static @Nullable ApiException causedByLimit(Throwable e) {
        for (var cause = e.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof BodyLimitFilter.BodyTooLargeException tooLarge) {
                return tooLarge.answer();
            }
            if (cause instanceof BodyLimitFilter.BodyTooSlowException
                    || cause instanceof java.net.SocketTimeoutException) {
                return BodyLimitFilter.BodyTooSlowException.answer();
            }
        }
        return null;
    }

    private static String path(DatabindException e) {
        var path = new StringBuilder();
        for (var step : e.getPath()) {
            if (step.getPropertyName() != null) {
                path.append(path.isEmpty() ? "" : ".").append(step.getPropertyName());
            } else if (step.getIndex() >= 0) {
                path.append('[').append(step.getIndex()).append(']');
            }
        }
        return path.isEmpty() ? "body" : path.toString();
    }

    private static String problem(@Nullable String message) {
        return message == null ? "is not valid" : message;
    }

    private static String snakeCase(String name) {
        return name.replaceAll("([a-z0-9])([A-Z])", "$1_$2").toLowerCase(java.util.Locale.ROOT);
    }
}
