package dev.chiron.tutor.chat.stream;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.modulith.NamedInterface;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * Who reads streams on this node, and how many may.
 *
 * @param perLearner streams that one learner may have open at once; a further one is answered 429
 * @param perNode streams of all learners at once; a further one is answered 503
 * @param retryAfter when a client whose stream was refused is told to try again
 * @param sendBuffer what the system keeps for a reader that takes its time, in bytes of each connection; 4 KB to 4 MB
 * @param lookAgain how often this node looks for turns that the readers of its sessions have not been told of
 */
@Validated
@NamedInterface("settings")
@ConfigurationProperties(prefix = "tutor.readers", ignoreUnknownFields = false)
public record ReaderSettings(
        @DefaultValue("50") @Min(1) @Max(100_000) int perLearner,
        @DefaultValue("12000") @Min(1) @Max(1_000_000) int perNode,
        @DefaultValue("5s") Duration retryAfter,
        @DefaultValue("64KB") DataSize sendBuffer,
        @DefaultValue("5m") Duration lookAgain) {

    private static final DataSize SMALLEST_BUFFER = DataSize.ofKilobytes(4);
    private static final DataSize LARGEST_BUFFER = DataSize.ofMegabytes(4);

    public ReaderSettings {
        if (sendBuffer.compareTo(SMALLEST_BUFFER) < 0 || sendBuffer.compareTo(LARGEST_BUFFER) > 0) {
            throw new IllegalArgumentException("send-buffer is from 4KB to 4MB");
        }
    }
}
