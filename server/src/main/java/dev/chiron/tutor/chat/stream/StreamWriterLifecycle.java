package dev.chiron.tutor.chat.stream;

import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Starts the stream's writer first and stops it last: workers publish until they have ended, and what they published is stored. */
@Component
class StreamWriterLifecycle implements SmartLifecycle {

    private final TurnStream stream;
    private volatile boolean running;

    StreamWriterLifecycle(TurnStream stream) {
        this.stream = stream;
    }

    @Override
    public void start() {
        stream.startWriting();
        running = true;
    }

    @Override
    public void stop() {
        running = false;
        stream.stopWriting();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return Integer.MIN_VALUE;
    }
}
