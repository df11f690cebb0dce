package dev.chiron.tutor.platform;

import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * The ids that tie the log lines of one turn together, whichever thread writes them: {@code learner_id},
 * {@code session_id}, {@code turn_id}. Never a message's text.
 */
public final class Correlation implements AutoCloseable {

    public static final String LEARNER = "learner_id";
    public static final String SESSION = "session_id";
    public static final String TURN = "turn_id";

    private final @Nullable String learnerBefore = MDC.get(LEARNER);
    private final @Nullable String sessionBefore = MDC.get(SESSION);
    private final @Nullable String turnBefore = MDC.get(TURN);

    private Correlation() {}

    /** Puts the ids on this thread's log lines until it is closed; what was there before comes back then. */
    public static Correlation of(LearnerId learner, @Nullable SessionId session, @Nullable TurnId turn) {
        var correlation = new Correlation();
        set(LEARNER, learner.toString());
        if (session != null) {
            set(SESSION, session.toString());
        }
        if (turn != null) {
            set(TURN, turn.toString());
        }
        return correlation;
    }

    /** Adds the turn to what this thread's lines already carry. */
    public static void add(SessionId session, TurnId turn) {
        set(SESSION, session.toString());
        set(TURN, turn.toString());
    }

    @Override
    public void close() {
        set(LEARNER, learnerBefore);
        set(SESSION, sessionBefore);
        set(TURN, turnBefore);
    }

    private static void set(String key, @Nullable String value) {
        if (value == null) {
            MDC.remove(key);
        } else {
            MDC.put(key, value);
        }
    }
}
