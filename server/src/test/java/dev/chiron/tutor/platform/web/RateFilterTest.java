package dev.chiron.tutor.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chiron.tutor.platform.ApiException;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.assertj.core.api.Assertions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

@DisplayName("Who asks too fast is told to wait")
class RateFilterTest {

    private static final String LOGIN = "/api/v1/auth/login";
    private static final String REFRESH = "/api/v1/auth/refresh";
    private static final String TRACKS = "/api/v1/tracks";

    private final AtomicLong clock = new AtomicLong();
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final RateFilter filter = new RateFilter(
            new RateSettings(6, 2, 60, 3, 60, 4, 60, 5, 1000),
            new ErrorWriter(JsonMapper.builder()
                    .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                    .build()),
            metrics,
            clock::get);

    private MockHttpServletResponse ask(String path, String address, @Nullable String learner) throws Exception {
        var request = new MockHttpServletRequest("POST", path);
        request.setRemoteAddr(address);
        request.setUserPrincipal(learner == null ? null : () -> learner);
        var response = new MockHttpServletResponse();
        var chain = new MockFilterChain();
        filter.doFilter(request, response, chain);
        assertThat(chain.getRequest() == null).as("went no further").isEqualTo(response.getStatus() == 429);
        return response;
    }

    /** How many of twenty go through at once. */
    private int goThrough(String path, String address, @Nullable String learner) throws Exception {
        var through = 0;
        for (var i = 0; i < 20; i++) {
            through += ask(path, address, learner).getStatus() == 200 ? 1 : 0;
        }
        return through;
    }

    @Test
    @DisplayName("sign-ups and logins together, refreshes, and everything else of an address are counted apart")
    void addresses() throws Exception {
        assertThat(goThrough("/api/v1/auth/signup", "192.0.2.1", null)).isEqualTo(2);
        assertThat(goThrough(LOGIN, "192.0.2.1", null)).isZero();
        assertThat(goThrough(REFRESH, "192.0.2.1", null)).isEqualTo(3);
        assertThat(goThrough("/", "192.0.2.1", null)).isEqualTo(5);
        assertThat(goThrough(LOGIN, "192.0.2.2", null)).isEqualTo(2);
    }

    @Test
    @DisplayName("a network of IPv6 addresses is one: nobody logs in from each of its 2^64")
    void networks() throws Exception {
        assertThat(goThrough(LOGIN, "2001:db8::1", null)).isEqualTo(2);
        assertThat(goThrough(LOGIN, "2001:db8::2", null)).isZero();
        assertThat(goThrough(LOGIN, "2001:db8:0:1::2", null)).isEqualTo(2);
    }

    @Test
    @DisplayName("a learner is counted by who they are, wherever they are, and not for what others do at their address")
    void learners() throws Exception {
        assertThat(goThrough(TRACKS, "192.0.2.1", null)).isEqualTo(5);
        assertThat(goThrough(TRACKS, "192.0.2.1", "ada")).isEqualTo(4);
        assertThat(goThrough(TRACKS, "198.51.100.1", "ada")).isZero();
        assertThat(goThrough(TRACKS, "192.0.2.1", "ben")).isEqualTo(4);
    }

    @Test
    @DisplayName("a login is counted by its address although a token was sent with it")
    void loginsWithATokenAreLogins() throws Exception {
        assertThat(goThrough(LOGIN, "192.0.2.1", "ada")).isEqualTo(2);
        assertThat(goThrough(LOGIN, "192.0.2.1", "ben")).isZero();
    }

    @Test
    @DisplayName("requests that are refused for want of a token are counted with their address")
    void refusedOnes() {
        var request = new MockHttpServletRequest("GET", TRACKS);
        request.setRemoteAddr("192.0.2.1");
        for (var i = 0; i < 5; i++) {
            filter.refused(request);
        }
        Assertions.assertThatThrownBy(() -> filter.refused(request)).isInstanceOf(ApiException.class);
    }

    @Test
    @DisplayName("the answer is 429 with an error body and whole seconds, and after these it goes through")
    void theWaitIsHonest() throws Exception {
        goThrough(LOGIN, "192.0.2.1", null);
        var refused = ask(LOGIN, "192.0.2.1", null);

        assertThat(refused.getStatus()).isEqualTo(429);
        assertThat(refused.getContentType()).isEqualTo("application/json");
        assertThat(refused.getContentAsString()).contains("\"error_code\":\"rate_limited\"");
        assertThat(refused.getHeader("Retry-After")).isEqualTo("10"); // 60 s / 6
        clock.addAndGet(Duration.ofSeconds(10).toNanos() - 1);
        assertThat(ask(LOGIN, "192.0.2.1", null).getStatus()).isEqualTo(429);
        clock.addAndGet(1);
        assertThat(ask(LOGIN, "192.0.2.1", null).getStatus()).isEqualTo(200);
        assertThat(metrics.get("chiron.requests.too.fast")
                        .tag("kind", "sign_in")
                        .counter()
                        .count())
                .isEqualTo(20);
    }
}
