package dev.chiron.tutor.chat.api;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.chiron.tutor.chat.ChatSettings;
import dev.chiron.tutor.platform.ApiException;
import dev.chiron.tutor.platform.LearnerId;
import io.github.bucket4j.Bucket;
import java.time.Duration;
import org.springframework.stereotype.Component;

/** How fast one learner may send messages, on this node. */
@Component
class MessageRate {

    /** Learners remembered at once; one who is forgotten starts with a full bucket. */
    private static final int MAX_LEARNERS = 100_000;

    private final ChatSettings settings;
    private final Cache<LearnerId, Bucket> buckets = Caffeine.newBuilder()
            .maximumSize(MAX_LEARNERS)
            .expireAfterAccess(Duration.ofMinutes(5))
            .build();

    MessageRate(ChatSettings settings) {
        this.settings = settings;
    }

    /** @throws ApiException 429 with the time until the next message is allowed */
    void take(LearnerId learner) {
        var probe = buckets.get(learner, id -> newBucket()).tryConsumeAndReturnRemaining(1);
        if (!probe.isConsumed()) {
            var wait = Duration.ofNanos(probe.getNanosToWaitForRefill()).plusMillis(999);
            throw ApiException.tooManyRequests(wait);
        }
    }

    private Bucket newBucket() {
        return Bucket.builder()
                .addLimit(limit -> limit.capacity(settings.messageBurst())
                        .refillGreedy(settings.messagesPerMinute(), Duration.ofMinutes(1)))
                .build();
    }
}
