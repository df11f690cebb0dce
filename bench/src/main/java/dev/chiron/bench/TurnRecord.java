package dev.chiron.bench;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One turn as its learner saw it. Times are of {@link System#nanoTime}; the events are kept as they came and looked at
 * after the load, which they would otherwise slow down.
 *
 * @param learner the number of the learner
 * @param turn the number of the turn, from 0, warm-up included
 * @param firstEvent when the first event came, which is RUN_STARTED; 0 if none did
 * @param firstDelta when the first text came; 0 if none did
 * @param error why there was no whole answer; null when there was one
 */
record TurnRecord(
        int learner,
        int turn,
        String runId,
        long begin,
        long firstEvent,
        long firstDelta,
        long end,
        List<String> events,
        @Nullable String error) {}
