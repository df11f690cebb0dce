package dev.chiron.tutor.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.ClassPathResource;

@DisplayName("The page")
class PageTest {

    private static Page page(String html) {
        return Page.of(new ByteArrayResource(html.getBytes(StandardCharsets.UTF_8)));
    }

    // Goal: a browser that has the page of yesterday notices.
    @Test
    void hasAnotherTagForEachOtherContent() {
        assertThat(page("<p>a</p>").etag()).isEqualTo(page("<p>a</p>").etag()).startsWith("\"");
        assertThat(page("<p>a</p>").etag()).isNotEqualTo(page("<p>b</p>").etag());
    }

    // Goal: the script that was built into the document runs, and no other one that might get into it.
    @Test
    void allowsTheScriptsThatWereBuiltIn() {
        var page = page("<head><script>a()</script></head><script type=\"module\" src=\"/assets/x.js\"></script>");

        assertThat(page.contentSecurityPolicy())
                // printf 'a()' | openssl dgst -sha256 -binary | base64
                .contains("script-src 'self' 'sha256-qVpDBgj7bpq5hMAcGp3AOc79J3Y1Z4HvySTwKrWDoy4=';");
        assertThat(page("<script src=\"/assets/x.js\"></script>").contentSecurityPolicy())
                .contains("script-src 'self';");
    }

    // Goal: whoever built the server without the page reads why there is none, and is not left with an error.
    @Test
    void saysSoWhereItWasNotBuilt() {
        var page = Page.of(new ClassPathResource("no-such-page.html"));

        assertThat(page.built()).isFalse();
        assertThat(page.html()).contains("-Dweb.skip").contains("/api/v1/docs");
    }
}
