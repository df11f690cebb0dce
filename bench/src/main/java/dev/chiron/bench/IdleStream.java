package dev.chiron.bench;

import dev.chiron.agui.AgUiJson;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** One page that stays open: reads the events of its session on a thread of its own and notes when they come. */
final class IdleStream implements AutoCloseable {

    private final BenchLearner learner;
    private final SseExchange events;
    private final CountDownLatch snapshot = new CountDownLatch(1);
    private final CountDownLatch answered = new CountDownLatch(1);
    private final StringBuilder text = new StringBuilder();
    private volatile boolean expecting;
    private volatile long started;
    private volatile long firstDelta;
    private volatile @Nullable String error;
    private volatile boolean leaving;

    private IdleStream(BenchLearner learner, SseExchange events) {
        this.learner = learner;
        this.events = events;
    }

    /**
     * Opens the stream and waits for the session's snapshot.
     *
     * @throws IOException if it is refused, or says nothing for 60 s
     */
    static IdleStream open(BenchLearner learner) throws IOException, InterruptedException {
        var events = learner.follow();
        if (events.status() != 200) {
            events.close();
            throw new IOException("a stream was answered " + events.status());
        }
        var stream = new IdleStream(learner, events);
        Thread.ofVirtual().name("idle-stream").start(stream::read);
        if (!stream.snapshot.await(60, TimeUnit.SECONDS)) {
            throw new IOException("a stream did not begin");
        }
        return stream;
    }

    BenchLearner learner() {
        return learner;
    }

    /** From now on a turn is expected. */
    void expect() {
        expecting = true;
    }

    /** Waits for the end of the expected turn; false when it does not come within the seconds. */
    boolean awaitAnswer(int seconds) throws InterruptedException {
        return answered.await(seconds, TimeUnit.SECONDS) && error == null;
    }

    /** When the turn's RUN_STARTED came, by {@link System#nanoTime}; 0 if it did not. */
    long started() {
        return started;
    }

    /** When its first text came, by {@link System#nanoTime}; 0 if it did not. */
    long firstDelta() {
        return firstDelta;
    }

    /** The text of the expected turn so far. */
    String text() {
        synchronized (text) {
            return text.toString();
        }
    }

    /** What went wrong; null: nothing. */
    @Nullable
    String error() {
        return error;
    }

    private void read() {
        try {
            for (var data = events.next(); data != null; data = events.next()) {
                take(AgUiJson.mapper().readTree(data));
            }
            fail("the stream ended");
        } catch (IOException | RuntimeException e) {
            fail(e.toString());
        }
    }

    private void take(JsonNode event) {
        switch (event.path("type").asString("")) {
            case "RUN_STARTED" -> started = expecting ? System.nanoTime() : started;
            case "TEXT_MESSAGE_CONTENT" -> {
                firstDelta = firstDelta == 0 ? System.nanoTime() : firstDelta;
                synchronized (text) {
                    text.append(event.path("delta").asString(""));
                }
            }
            case "MESSAGES_SNAPSHOT" -> takeSnapshot(event);
            case "RUN_FINISHED" -> {
                snapshot.countDown();
                if (expecting) {
                    answered.countDown();
                }
            }
            case "RUN_ERROR" -> fail(event.toString());
            default -> {}
        }
    }

    /** A turn that was seen only when a part of it had been said begins with that part. */
    private void takeSnapshot(JsonNode event) {
        var last = event.path("messages").valueStream().reduce((first, second) -> second);
        synchronized (text) {
            text.setLength(0);
            last.filter(message -> message.path("role").asString("").equals("assistant"))
                    .ifPresent(message -> text.append(message.path("content").asString("")));
            if (expecting && !text.isEmpty() && firstDelta == 0) {
                firstDelta = System.nanoTime();
            }
        }
    }

    private void fail(String what) {
        if (!leaving) {
            error = what;
            snapshot.countDown();
            answered.countDown();
        }
    }

    @Override
    public void close() throws IOException {
        leaving = true;
        events.close();
    }
}
