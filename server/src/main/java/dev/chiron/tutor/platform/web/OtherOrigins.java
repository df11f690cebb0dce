package dev.chiron.tutor.platform.web;

import dev.chiron.tutor.platform.ApiException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.CorsUtils;
import org.springframework.web.cors.DefaultCorsProcessor;
import org.springframework.web.filter.CorsFilter;
import tools.jackson.databind.json.JsonMapper;

/**
 * Which pages of other origins may call the API: those that are set, exactly, and without cookies, for there are none. With
 * none set, browsers let only the page from here; its answers then say nothing of origins at all.
 */
final class OtherOrigins extends CorsFilter {

    private static final Duration REMEMBERED_BY_BROWSERS = Duration.ofMinutes(10);

    private final boolean any;

    OtherOrigins(WebSettings settings, JsonMapper json) {
        super(request -> allowed(settings, request));
        this.any = !settings.allowedOrigins().isEmpty();
        setCorsProcessor(new Refusing(json));
    }

    private static @Nullable CorsConfiguration allowed(WebSettings settings, HttpServletRequest request) {
        if (settings.allowedOrigins().isEmpty() || isFromHere(request)) {
            return null;
        }
        var allowed = new CorsConfiguration();
        allowed.setAllowedOrigins(settings.allowedOrigins());
        allowed.setAllowedMethods(List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"));
        allowed.setAllowedHeaders(List.of(
                HttpHeaders.AUTHORIZATION,
                HttpHeaders.CONTENT_TYPE,
                HttpHeaders.ACCEPT,
                "Idempotency-Key",
                "Last-Event-ID"));
        allowed.setExposedHeaders(List.of(HttpHeaders.RETRY_AFTER, HttpHeaders.LOCATION, HttpHeaders.WWW_AUTHENTICATE));
        allowed.setAllowCredentials(false);
        allowed.setMaxAge(REMEMBERED_BY_BROWSERS);
        return allowed;
    }

    /**
     * By the host alone: a proxy that ends TLS and is not trusted makes our own page's https look like another origin's. A
     * page of another scheme on the same host gains nothing: no header of ours lets its browser read the answer.
     */
    private static boolean isFromHere(HttpServletRequest request) {
        var origin = request.getHeader(HttpHeaders.ORIGIN);
        var host = request.getHeader(HttpHeaders.HOST);
        try {
            return origin != null
                    && host != null
                    && host.equalsIgnoreCase(URI.create(origin).getAuthority());
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !any && !CorsUtils.isPreFlightRequest(request);
    }

    private static final class Refusing extends DefaultCorsProcessor {

        private final JsonMapper json;

        Refusing(JsonMapper json) {
            this.json = json;
        }

        @Override
        protected void rejectRequest(ServerHttpResponse response) throws IOException {
            response.setStatusCode(HttpStatus.FORBIDDEN);
            response.getHeaders().setContentType(MediaType.APPLICATION_JSON);
            response.getBody()
                    .write(json.writeValueAsBytes(
                            ErrorBody.of(ApiException.forbidden("Pages of this origin may not do this here."))));
            response.flush();
        }
    }
}
