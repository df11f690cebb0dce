package dev.chiron.tutor.chat.api;

import dev.chiron.tutor.chat.ChatSettings;
import dev.chiron.tutor.platform.ApiException;
import dev.chiron.tutor.platform.LearnerId;
import dev.chiron.tutor.platform.RateBuckets;
import java.util.function.LongSupplier;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/** How fast one learner may send messages, on this node. */
@Component
class MessageRate {

    /** Learners remembered at once. */
    private static final int MAX_LEARNERS = 100_000;

    private final RateBuckets<LearnerId> buckets;

    @Autowired
    MessageRate(ChatSettings settings) {
        this(settings, System::nanoTime);
    }

    MessageRate(ChatSettings settings, LongSupplier nanos) {
        this.buckets = new RateBuckets<>(settings.messagesPerMinute(), settings.messageBurst(), MAX_LEARNERS, nanos);
    }

    /** @throws ApiException 429 with the time until the next message is allowed */
    void take(LearnerId learner) {
        buckets.take(learner);
    }
}
