package dev.chiron.tutor.page;

import java.nio.charset.StandardCharsets;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** Answers every address that the page itself understands with the page: it finds out what to show by the address. */
@Controller
class PageController {

    static final MediaType HTML = new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8);

    /**
     * What the page may do: run its own scripts, call its own server, and show pictures from anywhere, for lessons have them.
     * Styles are free, because diagrams and the code editor bring theirs with them.
     */
    private static final String CONTENT_SECURITY_POLICY = String.join(
            "; ",
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' https: data:",
            "font-src 'self'",
            "connect-src 'self'",
            "manifest-src 'self'",
            "base-uri 'none'",
            "form-action 'self'",
            "frame-ancestors 'none'");

    private final Page page;

    PageController(Page page) {
        this.page = page;
    }

    @GetMapping({"/", "/index.html", "/chat/**", "/tracks/**", "/teach/**", "/login", "/signup"})
    ResponseEntity<String> page() {
        return ResponseEntity.status(page.built() ? 200 : 404)
                .contentType(HTML)
                // Asked for each time, so that a new version is seen at once, and sent only if it is one.
                .cacheControl(CacheControl.noCache())
                .eTag(page.etag())
                .headers(PageController::protect)
                .body(page.html());
    }

    /** What a browser may do with the page, wherever it is shown; the rest it is told about everything. */
    static void protect(HttpHeaders headers) {
        headers.set("Content-Security-Policy", CONTENT_SECURITY_POLICY);
    }
}
