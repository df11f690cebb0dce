package dev.chiron.tutor.chat.api;

import com.sun.management.UnixOperatingSystemMXBean;
import dev.chiron.tutor.chat.stream.ReaderSettings;
import dev.chiron.tutor.platform.ApiException;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * How many streams are open on this node, of one learner and in all. A stream holds a connection, a thread and a file
 * descriptor for as long as its reader likes, so each has its place before anything is done for it, whatever address it
 * comes from.
 */
@Component
final class OpenStreams implements HandlerInterceptor, WebMvcConfigurer {

    private static final Logger log = LoggerFactory.getLogger(OpenStreams.class);

    private static final String PLACE_OF = OpenStreams.class.getName();

    /** Of the process's file descriptors; the rest is for the database, the model, files and those who are refused. */
    private static final double SHARE_OF_DESCRIPTORS = 0.75;

    private final ReaderSettings settings;
    private final int places;
    private final Semaphore room;
    private final ConcurrentHashMap<String, Integer> ofLearners = new ConcurrentHashMap<>();

    OpenStreams(ReaderSettings settings, MeterRegistry metrics) {
        this.settings = settings;
        this.places = places(settings.perNode(), descriptors());
        this.room = new Semaphore(places);
        if (places < settings.perNode()) {
            log.info("This node has room for {} streams only: its process may open few files (ulimit -n)", places);
        }
        Gauge.builder("chiron.streams.open", this, OpenStreams::open)
                .description("Streams that learners read on this node")
                .register(metrics);
    }

    /** Without a descriptor a connection would wait unanswered; so the node says that it is full before. */
    static int places(int perNode, long descriptors) {
        return (int) Math.max(1, Math.min(perNode, (long) (descriptors * SHARE_OF_DESCRIPTORS)));
    }

    private static long descriptors() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system
                        && system.getMaxFileDescriptorCount() > 0
                ? system.getMaxFileDescriptorCount()
                : Long.MAX_VALUE;
    }

    @Override
    public void addInterceptors(InterceptorRegistry interceptors) {
        interceptors.addInterceptor(this);
    }

    /**
     * @throws ApiException 429 when the learner has as many as they may, 503 when this node has
     * @throws HttpRequestMethodNotSupportedException for HEAD, which would hold a stream open that nobody sees
     */
    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
            throws HttpRequestMethodNotSupportedException {
        if (streams(request) && "HEAD".equals(request.getMethod())) {
            throw new HttpRequestMethodNotSupportedException("HEAD", List.of("GET"));
        }
        var learner = request.getUserPrincipal();
        if (learner != null && streams(request)) {
            enter(learner.getName());
            request.setAttribute(PLACE_OF, learner.getName());
        }
        return true;
    }

    @Override
    public void afterCompletion(
            HttpServletRequest request, HttpServletResponse response, Object handler, @Nullable Exception failure) {
        if (request.getAttribute(PLACE_OF) instanceof String learner) {
            request.removeAttribute(PLACE_OF);
            leave(learner);
        }
    }

    private static boolean streams(HttpServletRequest request) {
        return request.getAttribute(HandlerMapping.PRODUCIBLE_MEDIA_TYPES_ATTRIBUTE) instanceof Set<?> types
                && types.contains(MediaType.TEXT_EVENT_STREAM);
    }

    void enter(String learner) {
        if (!room.tryAcquire()) {
            throw ApiException.noRoomForStreams(settings.retryAfter());
        }
        var open = ofLearners.merge(learner, 1, Integer::sum);
        if (open > settings.perLearner()) {
            leave(learner);
            throw ApiException.tooManyStreams(settings.retryAfter());
        }
    }

    void leave(String learner) {
        ofLearners.computeIfPresent(learner, (id, open) -> open == 1 ? null : open - 1);
        room.release();
    }

    /** Streams that are open now. */
    int open() {
        return places - room.availablePermits();
    }

    /** Learners who have one. */
    int learners() {
        return ofLearners.size();
    }
}
