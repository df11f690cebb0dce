package dev.chiron.tutor.platform.web;

import dev.chiron.tutor.platform.ApiException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
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
        var retryAfter = error.retryAfter();
        if (retryAfter != null) {
            response.setHeader("Retry-After", Long.toString(Math.max(1, retryAfter.toSeconds())));
        }
        response.getOutputStream().write(json.writeValueAsBytes(ErrorBody.of(error)));
    }
}
