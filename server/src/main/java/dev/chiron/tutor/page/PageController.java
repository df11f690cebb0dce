package dev.chiron.tutor.page;

import java.nio.charset.StandardCharsets;
import org.springframework.core.io.ResourceLoader;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** Answers every address that the page itself understands with the page: it finds out what to show by the address. */
@Controller
class PageController {

    private static final MediaType HTML = new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8);

    private final Page page;
    private final String contentSecurityPolicy;

    PageController(ResourceLoader resources) {
        this.page = Page.of(resources.getResource(PageFiles.LOCATION + "index.html"));
        this.contentSecurityPolicy = page.contentSecurityPolicy();
    }

    @GetMapping({"/", "/index.html", "/chat/**", "/tracks/**", "/teach/**", "/login", "/signup"})
    ResponseEntity<String> page() {
        return ResponseEntity.status(page.built() ? 200 : 404)
                .contentType(HTML)
                // Asked for each time, so that a new version is seen at once, and sent only if it is one.
                .cacheControl(CacheControl.noCache())
                .eTag(page.etag())
                .header("Content-Security-Policy", contentSecurityPolicy)
                .header("Referrer-Policy", "no-referrer")
                .header("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()")
                .body(page.html());
    }
}
