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

    // Goal: whoever built the server without the page reads why there is none, and is not left with an error.
    @Test
    void saysSoWhereItWasNotBuilt() {
        var page = Page.of(new ClassPathResource("no-such-page.html"));

        assertThat(page.built()).isFalse();
        assertThat(page.html()).contains("-Dweb.skip").contains("/api/v1/docs");
    }
}
