package dev.chiron.tutor.chat.api;

import dev.chiron.agui.AgUiEvent;
import dev.chiron.agui.EmissionGuard;
import dev.chiron.agui.SseEncoder;
import dev.chiron.tutor.chat.TurnFailure;
import dev.chiron.tutor.platform.ApiException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An HTTP answer that streams AG-UI events. Every event passes the emission guard and is flushed at once. The thread
 * that writes is a virtual one of the request's own: a reader that takes its time holds up nobody else, and one that
 * takes nothing for longer than the connection's write time-out is dropped.
 */
final class AgUiResponse {

    private static final Logger log = LoggerFactory.getLogger(AgUiResponse.class);

    private final HttpServletResponse response;
    private final EmissionGuard guard;
    private final OutputStream out;

    private AgUiResponse(HttpServletResponse response, EmissionGuard guard) throws IOException {
        this.response = response;
        this.guard = guard;
        this.out = response.getOutputStream();
    }

    /** Sends the status and the headers of a stream. */
    static AgUiResponse begin(HttpServletResponse response, EmissionGuard guard) throws IOException {
        response.setStatus(HttpServletResponse.SC_OK);
        response.setContentType(SseEncoder.CONTENT_TYPE);
        response.setHeader("Cache-Control", "no-cache, no-transform");
        response.setHeader("X-Accel-Buffering", "no");
        return new AgUiResponse(response, guard);
    }

    /** @throws IOException if the reader has gone */
    void emit(AgUiEvent event) throws IOException {
        write(guard.emit(event));
    }

    void emit(List<AgUiEvent> events) throws IOException {
        for (var event : events) {
            for (var allowed : guard.emit(event)) {
                out.write(SseEncoder.encode(allowed));
            }
        }
        response.flushBuffer();
    }

    /**
     * Ends the run with an error, wherever it is.
     *
     * @param cause thrown again while nothing has been sent: then the answer can still say it in its status
     */
    void fail(RuntimeException cause) {
        if (!response.isCommitted()) {
            throw cause;
        }
        try {
            if (cause instanceof ApiException told) {
                log.info("A stream ends: {}", told.errorCode());
                write(guard.fail(String.valueOf(told.getMessage()), told.errorCode()));
                return;
            }
            log.error("A stream failed; the turn that it showed goes on", cause);
            write(guard.fail(TurnFailure.INTERNAL.message(), TurnFailure.INTERNAL.code()));
        } catch (IOException e) {
            log.debug("The reader of a failed stream has gone");
        }
    }

    /** A comment, so that a lost connection shows and proxies keep a silent one open. */
    void keepAlive() throws IOException {
        out.write(SseEncoder.keepAlive());
        response.flushBuffer();
    }

    private void write(List<AgUiEvent> events) throws IOException {
        for (var event : events) {
            out.write(SseEncoder.encode(event));
        }
        response.flushBuffer();
    }
}
