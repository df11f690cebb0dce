package dev.chiron.tutor.platform.web;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the server itself refuses, before any filter or controller of ours sees it, and what nobody has answered: an address
 * that cannot be decoded, a method that is never served. It says so in the one shape of errors, not on a page of its own.
 */
final class ServerErrorValve extends ErrorReportValve {

    private final JsonMapper json;
    private final SecurityHeaders headers;

    ServerErrorValve(JsonMapper json, SecurityHeaders headers) {
        this.json = json;
        this.headers = headers;
    }

    @Override
    protected void report(Request request, Response response, @Nullable Throwable failure) {
        var status = response.getStatus();
        if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        headers.writeHeaders(request, response);
        response.setContentType("application/json");
        try {
            response.getOutputStream().write(body(status).getBytes(StandardCharsets.UTF_8));
            response.finishResponse();
        } catch (IOException | IllegalStateException e) {
            getContainer().getLogger().debug("the client has gone; there is nobody to answer", e);
        }
    }

    private String body(int status) {
        return json.writeValueAsString(
                switch (status) {
                    case 404 -> new ErrorBody("not_found", "There is nothing at this address.", List.of());
                    case 405, 501 -> new ErrorBody("method_not_allowed", "This method is not served.", List.of());
                    case 413 -> new ErrorBody("payload_too_large", "The body is too large.", List.of());
                    case 431 -> new ErrorBody("headers_too_large", "The headers are too large.", List.of());
                    case 503 -> new ErrorBody("unavailable", "Please try again in a moment.", List.of());
                    default ->
                        status < 500
                                ? new ErrorBody("bad_request", "The request cannot be served.", List.of())
                                : new ErrorBody("internal", "Something went wrong on our side.", List.of());
                });
    }
}
