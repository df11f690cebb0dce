package dev.chiron.tutor.chat.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.chiron.tutor.chat.stream.ReaderSettings;
import dev.chiron.tutor.platform.ApiException;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

@DisplayName("Open streams")
class OpenStreamsTest {

    private static OpenStreams streams(int perLearner, int perNode) {
        return new OpenStreams(
                new ReaderSettings(
                        perLearner, perNode, Duration.ofSeconds(7), DataSize.ofKilobytes(64), Duration.ofMinutes(5)),
                new SimpleMeterRegistry());
    }

    private static ApiException refused(OpenStreams streams, String learner) {
        return catchThrowableOfType(ApiException.class, () -> streams.enter(learner));
    }

    @Test
    @DisplayName("of one learner are limited, and one that is closed makes room for the next")
    void ofALearner() {
        var streams = streams(2, 100);
        streams.enter("ada");
        streams.enter("ada");

        var refusal = refused(streams, "ada");

        assertThat(refusal.status()).isEqualTo(429);
        assertThat(refusal.errorCode()).isEqualTo("too_many_streams");
        assertThat(refusal.retryAfter()).hasSeconds(7);
        assertThatCode(() -> streams.enter("grace")).doesNotThrowAnyException();
        streams.leave("ada");
        assertThatCode(() -> streams.enter("ada")).doesNotThrowAnyException();
        assertThat(streams.open()).isEqualTo(3);
    }

    @Test
    @DisplayName("of a node are limited, whoever's they are")
    void ofANode() {
        var streams = streams(2, 2);
        streams.enter("ada");
        streams.enter("grace");

        var refusal = refused(streams, "alan");

        assertThat(refusal.status()).isEqualTo(503);
        assertThat(refusal.errorCode()).isEqualTo("too_many_streams");
        assertThat(refusal.retryAfter()).hasSeconds(7);
        streams.leave("ada");
        assertThatCode(() -> streams.enter("alan")).doesNotThrowAnyException();
    }

    // Goal: a process that may open few files says that it is full, instead of leaving connections without an answer.
    @Test
    @DisplayName("of a node are no more than its file descriptors allow")
    void areBoundedByDescriptors() {
        assertThat(OpenStreams.places(12_000, 20_000)).isEqualTo(12_000);
        assertThat(OpenStreams.places(12_000, 1024)).isEqualTo(768);
        assertThat(OpenStreams.places(12_000, Long.MAX_VALUE)).isEqualTo(12_000);
        assertThat(OpenStreams.places(12_000, 1)).isEqualTo(1);
    }

    // Goal: refusals and closes leave nothing behind: neither a place that is taken for ever nor a learner's name.
    // Method: many threads open, are refused and close, all at once.
    @Test
    @DisplayName("leave no trace when they are closed")
    void areCountedRight() throws Exception {
        var streams = streams(3, 8);
        try (var threads = Executors.newFixedThreadPool(12)) {
            var work = new ArrayList<Callable<Integer>>();
            for (var i = 0; i < 12; i++) {
                var learner = "learner " + i % 4;
                work.add(() -> openAndClose(streams, learner));
            }
            var opened = 0;
            for (var done : threads.invokeAll(work)) {
                opened += done.get();
            }
            assertThat(opened).isPositive();
        }
        assertThat(streams.open()).isZero();
        assertThat(streams.learners()).isZero();
    }

    private static int openAndClose(OpenStreams streams, String learner) {
        var opened = 0;
        for (var i = 0; i < 2000; i++) {
            try {
                streams.enter(learner);
            } catch (ApiException e) {
                continue;
            }
            assertThat(streams.open()).isBetween(1, 8);
            opened++;
            streams.leave(learner);
        }
        return opened;
    }
}
