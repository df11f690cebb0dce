package dev.chiron.tutor.llm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A stop signal is given once and stays given")
class StopSignalTest {

    private final StopSignal signal = new StopSignal();
    private final AtomicInteger told = new AtomicInteger();

    @Test
    void listenersAreToldOnceWhenItIsGiven() {
        signal.onStop(told::incrementAndGet);
        assertThat(signal.isStopped()).isFalse();
        assertThat(told).hasValue(0);

        signal.stop();
        signal.stop();

        assertThat(signal.isStopped()).isTrue();
        assertThat(told).hasValue(1);
    }

    // Goal: a call that begins while it is being stopped is not missed.
    @Test
    void aLateListenerIsToldAtOnce() {
        signal.stop();

        signal.onStop(told::incrementAndGet);

        assertThat(told).hasValue(1);
    }
}
