package dev.chiron.tutor.platform.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.security.web.header.HeaderWriter;
import org.springframework.security.web.header.writers.CacheControlHeadersWriter;
import org.springframework.security.web.header.writers.HstsHeaderWriter;

/**
 * What browsers are told about everything that leaves this server: the API's answers and its errors, streams, the page and
 * its files. What says something of its own, as the page does, is left as it is.
 */
final class SecurityHeaders implements HeaderWriter {

    private static final Map<String, String> EVERYWHERE = new LinkedHashMap<>();

    static {
        EVERYWHERE.put("X-Content-Type-Options", "nosniff");
        EVERYWHERE.put("X-Frame-Options", "DENY");
        EVERYWHERE.put("Referrer-Policy", "no-referrer");
        EVERYWHERE.put("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()");
        EVERYWHERE.put("Cross-Origin-Opener-Policy", "same-origin");
        EVERYWHERE.put("Cross-Origin-Resource-Policy", "same-origin");
    }

    private static final String POLICY = "Content-Security-Policy";

    /** Data is never a document: whoever opens it as one gets nothing to run. */
    private static final String OF_DATA =
            "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    /** The page that shows the API's document brings its scripts with it and calls the API. */
    private static final String OF_DOCUMENT_PAGE =
            "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline';"
                    + " img-src 'self' data:; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none';"
                    + " frame-ancestors 'none'";

    private static final List<String> DATA = List.of("/api/", "/awp", "/actuator");
    private static final String DOCUMENT_PAGE = "/api/v1/swagger-ui/";

    private final CacheControlHeadersWriter neverKept = new CacheControlHeadersWriter();
    private final HstsHeaderWriter onlyByHttps = new HstsHeaderWriter(false);

    @Override
    public void writeHeaders(HttpServletRequest request, HttpServletResponse response) {
        EVERYWHERE.forEach((name, value) -> put(response, name, value));
        var path = request.getRequestURI();
        if (path.startsWith(DOCUMENT_PAGE)) {
            put(response, POLICY, OF_DOCUMENT_PAGE);
        } else if (DATA.stream().anyMatch(path::startsWith)) {
            put(response, POLICY, OF_DATA);
        }
        onlyByHttps.writeHeaders(request, response);
        neverKept.writeHeaders(request, response);
    }

    private static void put(HttpServletResponse response, String name, String value) {
        if (!response.containsHeader(name)) {
            response.setHeader(name, value);
        }
    }
}
