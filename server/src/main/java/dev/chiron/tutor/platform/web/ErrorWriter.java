package dev.chiron.tutor.platform.web;

import dev.chiron.tutor.platform.ApiException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Writes an error answer where no controller is involved: filters and security. */
@Component
class ErrorWriter implements dev.chiron.tutor.platform.ErrorResponses {

    private final JsonMapper json;

    ErrorWriter(JsonMapper json) {
        this.json = json;
    }

    @Override
    public void write(HttpServletResponse response, ApiException error) throws IOException {
        if (response.isCommitted()) {
            return;
        }
        response.resetBuffer();
        response.setStatus(error.status());
        response.setContentType(MediaType.APPLICATION_JSON_VALUE);
        headers(error).forEach((name, values) -> response.setHeader(name, values.getFirst()));
        response.getOutputStream().write(json.writeValueAsBytes(ErrorBody.of(error)));
    }

    /** What the error tells in headers: how long to wait, in whole seconds, and how to show who one is. */
    static HttpHeaders headers(ApiException error) {
        var headers = new HttpHeaders();
        var retryAfter = error.retryAfter();
        if (retryAfter != null) {
            headers.set(HttpHeaders.RETRY_AFTER, Long.toString(Math.max(1, retryAfter.toSeconds())));
        }
        if (error.errorCode().equals("unauthenticated")) {
            headers.set(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        }
        return headers;
    }
}
