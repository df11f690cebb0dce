package dev.chiron.tutor.chat.activity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chiron.tutor.chat.Patience;
import dev.chiron.tutor.llm.StopSignal;
import io.temporal.activity.Activity;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityOptions;
import io.temporal.client.ActivityNotExistsException;
import io.temporal.testing.TestActivityEnvironment;
import io.temporal.testing.TestEnvironmentOptions;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class HeartbeatTest {

    private final AtomicInteger beats = new AtomicInteger();
    private final TestActivityEnvironment temporal =
            TestActivityEnvironment.newInstance(TestEnvironmentOptions.getDefaultInstance());

    @AfterEach
    void close() {
        temporal.close();
    }

    /** Something to do while a heart beats. Public because Temporal wants it so. */
    @ActivityInterface(namePrefix = "beating_")
    public interface Beating {
        String work();
    }

    private String run(Function<Heartbeat, String> work) {
        return run(new StopSignal(), work);
    }

    private String run(StopSignal stop, Function<Heartbeat, String> work) {
        Beating activity = () -> {
            try (var heartbeat = new Heartbeat(Activity.getExecutionContext(), Duration.ofMillis(5), stop)) {
                return work.apply(heartbeat);
            }
        };
        temporal.registerActivitiesImplementations(activity);
        temporal.<@Nullable Object>setActivityHeartbeatListener(Object.class, details -> beats.incrementAndGet());
        return temporal.newActivityStub(
                        Beating.class,
                        ActivityOptions.newBuilder()
                                .setStartToCloseTimeout(Duration.ofMinutes(1))
                                .setHeartbeatTimeout(Duration.ofMillis(20))
                                .build())
                .work();
    }

    @Test
    @DisplayName("An attempt that works shows so, again and again, and nobody stops it")
    void heartBeatsWhileTheAttemptWorks() {
        var result = run(heartbeat -> {
            Patience.until("the heart has beaten three times", () -> beats.get() >= 3);
            heartbeat.requireWanted();
            return heartbeat.cancelled() ? "cancelled" : "done";
        });

        assertThat(result).isEqualTo("done");
    }

    @Test
    @DisplayName("A cancelled attempt hears of it with its next beat and ends what it is at")
    void cancellationStopsTheModel() {
        var stop = new StopSignal();
        var stopped = new CountDownLatch(1);
        stop.onStop(stopped::countDown);
        var result = run(stop, heartbeat -> {
            temporal.requestCancelActivity();
            try {
                if (!stopped.await(Patience.CEILING.toSeconds(), TimeUnit.SECONDS)) {
                    return "never stopped";
                }
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            // Stopped by the learner is not the same as replaced by another attempt: what was said is kept.
            heartbeat.requireWanted();
            return heartbeat.cancelled() ? "cancelled" : "lost";
        });

        assertThat(result).isEqualTo("cancelled");
    }

    @Test
    @DisplayName("An attempt that another has replaced stops its model and is not to report anything")
    void lostAttemptIsNoLongerWanted() {
        var stop = new StopSignal();
        var replaced = new ActivityNotExistsException(new IllegalStateException("the server knows no such attempt"));
        try (var heartbeat = new Heartbeat(
                context(() -> {
                    throw replaced;
                }),
                Duration.ofMillis(5),
                stop)) {
            Patience.until("the model is stopped", stop::isStopped);

            assertThat(heartbeat.cancelled()).isFalse();
            assertThatThrownBy(heartbeat::requireWanted).isSameAs(replaced);
        }
    }

    @Test
    @DisplayName("When the attempt is over the heart stands still")
    void heartStopsWithTheAttempt() throws Exception {
        var beating = new AtomicReference<@Nullable Thread>();
        var stop = new StopSignal();
        try (var heartbeat =
                new Heartbeat(context(() -> beating.set(Thread.currentThread())), Duration.ofHours(1), stop)) {
            Patience.until("the heart beats", () -> beating.get() != null);
            heartbeat.requireWanted();
        }

        assertThat(Objects.requireNonNull(beating.get()).join(Patience.CEILING)).isTrue();
        assertThat(stop.isStopped()).isFalse();
    }

    /** A context that can do nothing but take a heartbeat. */
    private static ActivityExecutionContext context(Runnable heartbeat) {
        return (ActivityExecutionContext) Proxy.newProxyInstance(
                HeartbeatTest.class.getClassLoader(),
                new Class<?>[] {ActivityExecutionContext.class},
                (proxy, method, arguments) -> {
                    if (!method.getName().equals("heartbeat")) {
                        throw new UnsupportedOperationException(method.getName());
                    }
                    heartbeat.run();
                    return null;
                });
    }
}
