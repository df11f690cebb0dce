package dev.chiron.tutor.platform;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Answers a request with an error body, for filters and security, which come before any controller. */
public interface ErrorResponses {

    /** Does nothing when the response has already begun. */
    void write(HttpServletResponse response, ApiException error) throws IOException;
}
