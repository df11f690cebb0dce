package dev.chiron.tutor.platform.web;

import dev.chiron.tutor.platform.ApiException;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses bodies that are over the limit, at once when their length is declared, else where the limit is passed; that take
 * too long to arrive; and that are compressed, for how large they are shows only when it is too late.
 */
@Component
@Order(BodyLimitFilter.ORDER)
class BodyLimitFilter extends OncePerRequestFilter {

    /** After what every answer has to say, and before whatever reads a body. */
    static final int ORDER = Ordered.HIGHEST_PRECEDENCE + 2;

    private final WebSettings settings;
    private final ErrorWriter errors;
    private final LongSupplier nanos;

    @Autowired
    BodyLimitFilter(WebSettings settings, ErrorWriter errors) {
        this(settings, errors, System::nanoTime);
    }

    BodyLimitFilter(WebSettings settings, ErrorWriter errors, LongSupplier nanos) {
        this.settings = settings;
        this.errors = errors;
        this.nanos = nanos;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var limit = settings.maxBody().toBytes();
        if (request.getContentLengthLong() > limit) {
            errors.write(response, new BodyTooLargeException(limit).answer());
            return;
        }
        if (isCompressed(request)) {
            errors.write(
                    response, ApiException.unsupportedMediaType("Send the body as it is, without a Content-Encoding."));
            return;
        }
        var until = nanos.getAsLong() + settings.bodyTimeout().toNanos();
        var limited = new Limited(request, limit, () -> nanos.getAsLong() - until > 0);
        chain.doFilter(limited, response);
        if (limited.cut) {
            // Before the server waits for the rest, to throw it away.
            response.flushBuffer();
        }
    }

    private static boolean isCompressed(HttpServletRequest request) {
        var coding = request.getHeader(HttpHeaders.CONTENT_ENCODING);
        return coding != null && !coding.isBlank() && !coding.strip().equalsIgnoreCase("identity");
    }

    /** The body did not arrive in time. */
    static final class BodyTooSlowException extends IOException {

        BodyTooSlowException() {
            super("the body takes too long");
        }

        static ApiException answer() {
            return ApiException.requestTimeout("The body took too long to arrive.");
        }
    }

    /** The body turned out to be longer than allowed while it was read. */
    static final class BodyTooLargeException extends IOException {

        private final long limit;

        BodyTooLargeException(long limit) {
            super("the body is over " + limit + " bytes");
            this.limit = limit;
        }

        ApiException answer() {
            return ApiException.payloadTooLarge("The body may have " + limit + " bytes at most.");
        }
    }

    private static final class Limited extends HttpServletRequestWrapper {

        private final long limit;
        private final BooleanSupplier late;
        private boolean cut;

        Limited(HttpServletRequest request, long limit, BooleanSupplier late) {
            super(request);
            this.limit = limit;
            this.late = late;
        }

        @Override
        public ServletInputStream getInputStream() throws IOException {
            return new Counting(super.getInputStream(), limit, late, () -> cut = true);
        }

        @Override
        public BufferedReader getReader() throws IOException {
            return new BufferedReader(new InputStreamReader(getInputStream(), StandardCharsets.UTF_8));
        }
    }

    private static final class Counting extends ServletInputStream {

        private final ServletInputStream body;
        private final long limit;
        private final BooleanSupplier late;
        private final Runnable whenCut;
        private long left;

        Counting(ServletInputStream body, long limit, BooleanSupplier late, Runnable whenCut) {
            this.body = body;
            this.limit = limit;
            this.late = late;
            this.whenCut = whenCut;
            this.left = limit;
        }

        @Override
        public int read() throws IOException {
            var one = body.read();
            if (one >= 0) {
                count(1);
            }
            return one;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            var read = body.read(buffer, offset, length);
            if (read > 0) {
                count(read);
            }
            return read;
        }

        private void count(int read) throws IOException {
            if (late.getAsBoolean()) {
                whenCut.run();
                throw new BodyTooSlowException();
            }
            left -= read;
            if (left < 0) {
                whenCut.run();
                throw new BodyTooLargeException(limit);
            }
        }

        @Override
        public boolean isFinished() {
            return body.isFinished();
        }

        @Override
        public boolean isReady() {
            return body.isReady();
        }

        @Override
        public void setReadListener(ReadListener listener) {
            body.setReadListener(listener);
        }
    }
}
