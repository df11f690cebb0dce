package dev.chiron.tutor.integration;

import static dev.chiron.testkit.AgUiAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chiron.testkit.AgUiClient;
import dev.chiron.testkit.Answer;
import dev.chiron.testkit.Learner;
import dev.chiron.testkit.ModelScript;
import dev.chiron.testkit.TutorClient;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The learner's page comes from the server itself, is never stale, and may do no more than it needs. */
@TutorTest
@DisplayName("The page")
class ServedPageTest {

    private static final Pattern ASSET = Pattern.compile("(?:src|href)=\"(/assets/[^\"]+)\"");

    /** In bytes. What fits into one packet gains nothing. */
    private static final int WORTH_COMPRESSING = 1024;

    private TutorClient browser;

    @BeforeEach
    void thePageIsThere(TutorClient client) {
        browser = client.anonymous();
        assertThat(getClass().getResource("/META-INF/resources/index.html"))
                .as("the page on the class path; these tests need a build without -Dweb.skip")
                .isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/login", "/signup", "/tracks", "/teach", "/teach/tracks/new"})
    @DisplayName("is at every address that it understands, a reload or a bookmark included")
    void deepLinks(String path) {
        var answer = browser.get(path);

        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).hasValue("text/html;charset=UTF-8");
        assertThat(answer.text()).contains("<div id=\"root\">");
    }

    @Test
    @DisplayName("is the same under a chat and a track, whether they exist or not: it asks for them itself")
    void linksWithIds() {
        var page = browser.get("/").text();

        assertThat(browser.get("/chat/" + UUID.randomUUID()).text()).isEqualTo(page);
        assertThat(browser.get("/tracks/" + UUID.randomUUID()).text()).isEqualTo(page);
    }

    @Test
    @DisplayName("is asked for each time, and sent again only when it is another one")
    void neverStale() {
        var first = browser.get("/");
        assertThat(first.header("Cache-Control")).hasValue("no-cache");
        var tag = first.header("ETag").orElseThrow();

        var again = browser.withHeader("If-None-Match", tag).get("/tracks");
        var other =
                browser.withHeader("If-None-Match", "\"of-another-version\"").get("/");

        assertThat(again.status()).isEqualTo(304);
        assertThat(again.text()).isEmpty();
        assertThat(other.status()).isEqualTo(200);
    }

    @Test
    @DisplayName("keeps its assets for ever, for their names change with their content, and sends them compressed")
    void assetsAreKept() {
        var assets = assets();
        assertThat(assets).anyMatch(each -> each.endsWith(".js")).anyMatch(each -> each.endsWith(".css"));
        assertThat(assets).anyMatch(each -> length(browser.get(each)) >= WORTH_COMPRESSING);

        for (var asset : assets) {
            var plain = browser.get(asset);
            assertThat(plain.status()).as(asset).isEqualTo(200);
            assertThat(plain.header("Cache-Control")).hasValue("max-age=31536000, public, immutable");
            assertThat(plain.header("Content-Encoding")).isEmpty();
            if (length(plain) < WORTH_COMPRESSING) {
                continue;
            }
            for (var coding : List.of("gzip", "br")) {
                var compressed = browser.withHeader("Accept-Encoding", coding).get(asset);
                assertThat(compressed.header("Content-Encoding")).as(asset).hasValue(coding);
                assertThat(compressed.header("Vary").orElseThrow()).contains("Accept-Encoding");
                assertThat(compressed.header("Content-Type")).isEqualTo(plain.header("Content-Type"));
                assertThat(length(compressed)).isLessThan(length(plain));
            }
        }
    }

    @Test
    @DisplayName("finds its icon, which is asked for each time as well")
    void icon() {
        var icon = browser.get("/icon.svg");

        assertThat(icon.status()).isEqualTo(200);
        assertThat(icon.header("Content-Type")).hasValue("image/svg+xml");
        assertThat(icon.header("Cache-Control")).hasValue("no-cache");
        assertThat(browser.withHeader("If-None-Match", icon.header("ETag").orElseThrow())
                        .get("/icon.svg")
                        .status())
                .isEqualTo(304);
    }

    @Test
    @DisplayName("runs its own scripts only, talks to its own server only, and is shown in nobody's frame")
    void whatItMayDo() {
        var page = browser.get("/");
        var policy = page.header("Content-Security-Policy").orElseThrow();

        assertThat(directive(policy, "default-src")).isEqualTo("'none'");
        assertThat(directive(policy, "connect-src")).isEqualTo("'self'");
        assertThat(directive(policy, "img-src")).isEqualTo("'self' https: data:");
        assertThat(directive(policy, "frame-ancestors")).isEqualTo("'none'");
        assertThat(directive(policy, "base-uri")).isEqualTo("'none'");
        assertThat(directive(policy, "script-src")).isEqualTo("'self'");
        assertThat(page.text())
                .as("a script in the document itself, which the browser would not run")
                .doesNotContain("<script>");
        assertThat(page.header("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(page.header("Referrer-Policy")).hasValue("no-referrer");
        assertThat(page.header("Permissions-Policy").orElseThrow()).contains("camera=()");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/assets/of-yesterday.js", "/assets/", "/nowhere", "/tracks.html", "/none.svg"})
    @DisplayName("is not what is answered where nothing is, so that a script is never a document")
    void nothingThere(String path) {
        var answer = browser.get(path);

        assertThat(answer.status()).as(answer.toString()).isEqualTo(404);
        assertThat(answer.string("error_code")).isEqualTo("not_found");
        assertThat(answer.header("Cache-Control").orElseThrow()).contains("no-store");
    }

    @Test
    @DisplayName("says itself where nothing is, to a person who has typed the address, and is 404 all the same")
    void saysWhereNothingIs() {
        var person = browser.withHeader("Sec-Fetch-Mode", "navigate");

        var answer = person.get("/no/such/page");

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.header("Content-Type")).hasValue("text/html;charset=UTF-8");
        assertThat(answer.header("Content-Security-Policy")).isPresent();
        assertThat(answer.text()).isEqualTo(browser.get("/").text());
        assertThat(person.get("/api/v1/no/such/thing").header("Content-Type")).hasValue("application/json");
    }

    @Test
    @DisplayName("is not what the API answers: an unknown address of the API stays JSON")
    void theApiStaysTheApi(Learner learner, TutorClient client) {
        var known = client.withHeader("Accept", "text/html").get("/api/v1/nowhere");

        assertThat(known.status()).isEqualTo(404);
        assertThat(known.string("error_code")).isEqualTo("not_found");
        assertThat(browser.get("/api/v1/nowhere").string("error_code")).isEqualTo("unauthenticated");
    }

    @Test
    @DisplayName("is only read")
    void onlyRead() {
        assertThat(browser.post("/").string("error_code")).isEqualTo("method_not_allowed");
    }

    @Test
    @DisplayName("gets streams that nothing compresses or holds back")
    void streamsAreNotCompressed(Learner learner, AgUiClient agent, ModelScript model) {
        model.replies("Hello");

        var run = agent.withHeader("Accept-Encoding", "gzip, br").say("Hi").awaitEnd();

        assertThat(run).finished();
        assertThat(run.header("Content-Encoding")).isEmpty();
        assertThat(run.header("Cache-Control").orElseThrow()).contains("no-transform");
    }

    private List<String> assets() {
        return ASSET.matcher(browser.get("/").text())
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    private static long length(Answer answer) {
        return Long.parseLong(answer.header("Content-Length").orElseThrow());
    }

    private static String directive(String policy, String name) {
        var found = Pattern.compile("(?:^|; )" + name + " ([^;]*)").matcher(policy);
        if (found.find()) {
            return found.group(1);
        }
        throw new AssertionError("no " + name + " in " + policy);
    }
}
