package dev.chiron.tutor.chat.api;

import dev.chiron.tutor.chat.stream.ReaderSettings;
import dev.chiron.tutor.platform.ApiException;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
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

    private static final String PLACE_OF = OpenStreams.class.getName();

    private final ReaderSettings settings;
    private final Semaphore room;
    private final ConcurrentHashMap<String, Integer> ofLearners = new ConcurrentHashMap<>();

    OpenStreams(ReaderSettings settings, MeterRegistry metrics) {
        this.settings = settings;
        this.room = new Semaphore(settings.perNode());
        Gauge.builder("chiron.streams.open", this, OpenStreams::open)
                .description("Streams that learners read on this node")
                .register(metrics);
    }

    @Override
    public void addInterceptors(InterceptorRegistry interceptors) {
        interceptors.addInterceptor(this);
    }

    /** @throws ApiException 429 when the learner has as many as they may, 503 when this node has */
    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
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
        return settings.perNode() - room.availablePermits();
    }

    /** Learners who have one. */
    int learners() {
        return ofLearners.size();
    }
}
