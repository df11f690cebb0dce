package dev.chiron.tutor.platform.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chiron.tutor.platform.web.BodyLimitFilter.BodyTooLargeException;
import jakarta.servlet.FilterChain;
import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.util.unit.DataSize;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

@DisplayName("A body over the limit is refused, and one at the limit is not")
class BodyLimitFilterTest {

    private static final int LIMIT = 10;

    private static final WebSettings SETTINGS =
            new WebSettings(DataSize.ofBytes(LIMIT), Duration.ofSeconds(30), List.of(), List.of());
    private static final ErrorWriter ERRORS = new ErrorWriter(JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .build());

    private final BodyLimitFilter filter = new BodyLimitFilter(SETTINGS, ERRORS);
    private final MockHttpServletResponse response = new MockHttpServletResponse();

    // Goal: a client that tells the length is refused before anything is read.
    @Test
    void aDeclaredLengthOverTheLimitIsRefusedAtOnce() throws Exception {
        filter.doFilter(declared("12345678901"), response, unreachable());

        assertThat(response.getStatus()).isEqualTo(413);
        assertThat(response.getContentAsString())
                .isEqualTo(
                        "{\"error_code\":\"payload_too_large\",\"message\":\"The body may have 10 bytes at most.\"}");
    }

    @Test
    void aBodyAtTheLimitIsReadWhole() throws Exception {
        assertThat(read(
                        declared("1234567890"),
                        request -> text(request.getInputStream().readAllBytes())))
                .isEqualTo("1234567890");
        assertThat(response.getStatus()).isEqualTo(200);
    }

    // Goal: a client that tells no length, or a false one, gains nothing by it, however the body is read.
    @Test
    void anUndeclaredBodyIsCutWhereItPassesTheLimit() {
        assertThatThrownBy(() -> read(
                        undeclared("12345678901"),
                        request -> text(request.getInputStream().readAllBytes())))
                .isInstanceOf(BodyTooLargeException.class);
        assertThatThrownBy(() -> read(undeclared("12345678901"), request -> request.getReader()
                        .readLine()))
                .isInstanceOf(BodyTooLargeException.class);
        assertThatThrownBy(() -> read(undeclared("12345678901"), BodyLimitFilterTest::oneByOne))
                .isInstanceOf(BodyTooLargeException.class);
    }

    @Test
    void anUndeclaredBodyAtTheLimitIsReadWhole() throws Exception {
        assertThat(read(undeclared("1234567890"), BodyLimitFilterTest::oneByOne))
                .isEqualTo("1234567890");
        assertThat(read(undeclared("1234567890"), request -> request.getReader().readLine()))
                .isEqualTo("1234567890");
    }

    // Goal: the limit counts bytes, which is what memory costs, and not letters.
    @Test
    void bytesAreCounted() {
        assertThatThrownBy(() -> read(
                        undeclared("éééééé"), request -> request.getReader().readLine()))
                .isInstanceOf(BodyTooLargeException.class);
    }

    // Goal: whoever sends a byte now and then holds a connection for so long and no longer. The clock is the test's.
    @Test
    void aBodyThatTakesTooLongIsCut() throws Exception {
        var clock = new AtomicLong();
        var slow = new BodyLimitFilter(SETTINGS, ERRORS, clock::get);
        FilterChain reading = (passed, _) -> {
            var in = ((HttpServletRequest) passed).getInputStream();
            clock.addAndGet(Duration.ofSeconds(30).toNanos());
            assertThat(in.read()).isEqualTo('1');
            clock.addAndGet(1);
            assertThatThrownBy(in::read).isInstanceOf(BodyLimitFilter.BodyTooSlowException.class);
        };

        slow.doFilter(undeclared("12"), response, reading);
    }

    // Goal: nothing is unpacked, so nothing small becomes large.
    @ParameterizedTest
    @ValueSource(strings = {"gzip", "br", "deflate", "identity, gzip", "nonsense"})
    void aCompressedBodyIsRefused(String coding) throws Exception {
        var request = declared("{}");
        request.addHeader("Content-Encoding", coding);

        filter.doFilter(request, response, unreachable());

        assertThat(response.getStatus()).isEqualTo(415);
        assertThat(response.getContentAsString()).contains("unsupported_media_type");
    }

    @Test
    void aBodyThatSaysThatItIsAsItIsIsRead() throws Exception {
        var request = declared("{}");
        request.addHeader("Content-Encoding", "identity");

        assertThat(read(request, each -> text(each.getInputStream().readAllBytes())))
                .isEqualTo("{}");
    }

    @FunctionalInterface
    private interface Reading {
        String of(HttpServletRequest request) throws IOException;
    }

    private String read(MockHttpServletRequest request, Reading reading) throws Exception {
        var read = new AtomicReference<String>();
        filter.doFilter(request, response, (passed, _) -> read.set(reading.of((HttpServletRequest) passed)));
        return read.get();
    }

    private static String oneByOne(HttpServletRequest request) throws IOException {
        var bytes = new ByteArrayOutputStream();
        var in = request.getInputStream();
        for (var one = in.read(); one >= 0; one = in.read()) {
            bytes.write(one);
        }
        assertThat(in.isFinished()).isTrue();
        return text(bytes.toByteArray());
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static FilterChain unreachable() {
        return (_, _) -> {
            throw new AssertionError("the request went on");
        };
    }

    private static MockHttpServletRequest declared(String body) {
        var request = new MockHttpServletRequest("POST", "/");
        request.setContent(body.getBytes(StandardCharsets.UTF_8));
        return request;
    }

    private static MockHttpServletRequest undeclared(String body) {
        var request = new MockHttpServletRequest("POST", "/") {
            @Override
            public long getContentLengthLong() {
                return -1;
            }
        };
        request.setContent(body.getBytes(StandardCharsets.UTF_8));
        return request;
    }
}
