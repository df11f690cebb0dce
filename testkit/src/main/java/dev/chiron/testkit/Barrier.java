package dev.chiron.testkit;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A gate that holds something until the test opens it, and that tells the test when it is being held there. It makes
 * "while the model is still thinking" an exact moment instead of a guess about time.
 */
public final class Barrier {

    private final CountDownLatch reached = new CountDownLatch(1);
    private final CountDownLatch opened;

    private Barrier(CountDownLatch opened) {
        this.opened = opened;
    }

    /** A closed barrier. */
    public static Barrier closed() {
        return new Barrier(new CountDownLatch(1));
    }

    /** A barrier that opens when {@code latch} reaches zero. */
    public static Barrier openedBy(CountDownLatch latch) {
        return new Barrier(latch);
    }

    /** Lets through what waits and all that comes; opening twice is harmless. */
    public void open() {
        while (opened.getCount() > 0) {
            opened.countDown();
        }
    }

    /**
     * Returns when something waits at the barrier (or has passed it).
     *
     * @throws AssertionError when nothing came within 30 s
     */
    public void awaitReached() {
        try {
            if (!reached.await(Ceiling.WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new AssertionError("nothing reached the barrier within " + Ceiling.WAIT.toSeconds() + " s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while waiting at the barrier", e);
        }
    }

    /** Whether something has come to the barrier so far. */
    public boolean isReached() {
        return reached.getCount() == 0;
    }

    void pass() throws InterruptedException {
        reached.countDown();
        opened.await();
    }
}
