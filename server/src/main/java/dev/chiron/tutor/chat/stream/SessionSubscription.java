package dev.chiron.tutor.chat.stream;

import dev.chiron.tutor.platform.SessionId;
import java.time.Duration;

/** Hears that a session has a new turn; which one, its reader looks up. */
public final class SessionSubscription implements AutoCloseable {

    private final TurnStream stream;
    private final SessionId session;
    private final Object lock = new Object();
    private boolean news;
    private boolean ended;
    private volatile long position = Long.MIN_VALUE;

    SessionSubscription(TurnStream stream, SessionId session) {
        this.stream = stream;
        this.session = session;
    }

    void wake() {
        synchronized (lock) {
            news = true;
            lock.notifyAll();
        }
    }

    void end() {
        synchronized (lock) {
            ended = true;
            lock.notifyAll();
        }
    }

    /** Whether this node is going down. */
    public boolean ended() {
        synchronized (lock) {
            return ended;
        }
    }

    /** Says which turn its reader has come to, by its position: only a later one is news. */
    public void standsAt(long turn) {
        position = turn;
    }

    boolean isBehind(long lastTurn) {
        return lastTurn > position;
    }

    /** Waits for news, for the time at most; whether there is any. */
    public boolean await(Duration timeout) throws InterruptedException {
        var deadline = System.nanoTime() + timeout.toNanos();
        synchronized (lock) {
            while (!news && !ended) {
                var wait = deadline - System.nanoTime();
                if (wait <= 0) {
                    return false;
                }
                lock.wait(Math.max(1, wait / 1_000_000));
            }
            var heard = news;
            news = false;
            return heard;
        }
    }

    @Override
    public void close() {
        stream.leave(session, this);
    }
}
