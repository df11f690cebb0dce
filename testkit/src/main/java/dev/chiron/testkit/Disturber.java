package dev.chiron.testkit;

import io.temporal.activity.ActivityExecutionContext;
import io.temporal.activity.ActivityInfo;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptor.ActivityOutput;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Does one disturbance to the activities of one story, and counts them. Safe to use from any thread. */
final class Disturber {

    private static final String FAILURE = "disturbed_by_the_test";

    /** An activity that came: its type, which of its kind, and when the server gives an attempt at it up at the latest. */
    record Met(String activity, int occurrence, Duration timeout) {}

    /** One activity, whichever attempt. */
    private record Activity(String workflowId, String runId, String id) {}

    private final Disturbance disturbance;
    private final @Nullable Faults faults;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Activity, Integer> occurrences = new HashMap<>();
    private final Map<String, Integer> perType = new HashMap<>();
    private final List<Met> met = new ArrayList<>();
    private @Nullable Activity victim;
    private int struck;
    private boolean recovered;

    Disturber(Disturbance disturbance, @Nullable Faults faults) {
        this.disturbance = disturbance;
        this.faults = faults;
    }

    ActivityOutput pass(ActivityExecutionContext activity, Supplier<ActivityOutput> work) {
        int strike = meet(activity.getInfo());
        return switch (disturbance) {
            case Disturbance.None _ -> work.get();
            case Disturbance.EverythingTwice _ -> {
                ActivityOutput _ = work.get();
                yield work.get();
            }
            case Disturbance.Once once when strike > 0 -> strike(once.trouble(), strike, activity, work);
            case Disturbance.Once _ -> {
                ActivityOutput output = work.get();
                noteRecovery(activity.getInfo());
                yield output;
            }
        };
    }

    private ActivityOutput strike(
            Disturbance.Trouble trouble, int strike, ActivityExecutionContext activity, Supplier<ActivityOutput> work) {
        return switch (trouble) {
            case FAILS_BEFORE -> throw failure();
            case FAILS_AFTER -> {
                ActivityOutput _ = work.get();
                throw failure();
            }
            case FAILS_BEFORE_AND_AFTER -> {
                if (strike > 1) {
                    ActivityOutput _ = work.get();
                }
                throw failure();
            }
            case WORKER_LOST_BEFORE -> lost(activity);
            case WORKER_LOST_AFTER -> {
                ActivityOutput _ = work.get();
                yield lost(activity);
            }
            case DATABASE_CUT -> {
                faults().database().cut();
                try {
                    ActivityOutput output = work.get();
                    // One that needs no database, or says so in its result, is not tried again.
                    note(() -> recovered = true);
                    yield output;
                } finally {
                    faults().database().restore();
                }
            }
            case TEMPORAL_RESET -> {
                ActivityOutput output = work.get();
                faults().temporal().reset();
                note(() -> recovered = true);
                yield output;
            }
        };
    }

    private static ApplicationFailure failure() {
        return ApplicationFailure.newFailure("the test lets this attempt fail", FAILURE);
    }

    private static ActivityOutput lost(ActivityExecutionContext activity) {
        activity.doNotCompleteOnReturn();
        return new ActivityOutput(null);
    }

    private Faults faults() {
        if (faults == null) {
            throw new IllegalStateException("connections can only be cut on an exclusive stack");
        }
        return faults;
    }

    /** Counts an activity when it is first seen, and tells the how-manieth strike is due to this attempt; 0 for none. */
    private int meet(ActivityInfo info) {
        lock.lock();
        try {
            Activity activity = activity(info);
            Integer occurrence = occurrences.get(activity);
            if (occurrence == null) {
                occurrence = perType.merge(info.getActivityType(), 1, Integer::sum);
                occurrences.put(activity, occurrence);
                met.add(new Met(info.getActivityType(), occurrence, timeout(info)));
            }
            if (disturbance instanceof Disturbance.Once once
                    && once.activity().equals(info.getActivityType())
                    && once.occurrence() == occurrence
                    && struck < once.trouble().strikes()) {
                victim = activity;
                return ++struck;
            }
            return 0;
        } finally {
            lock.unlock();
        }
    }

    private void noteRecovery(ActivityInfo info) {
        note(() -> recovered |= activity(info).equals(victim));
    }

    private void note(Runnable change) {
        lock.lock();
        try {
            change.run();
        } finally {
            lock.unlock();
        }
    }

    private static Activity activity(ActivityInfo info) {
        return new Activity(
                String.valueOf(info.getWorkflowId()), String.valueOf(info.getWorkflowRunId()), info.getActivityId());
    }

    private static Duration timeout(ActivityInfo info) {
        Duration heartbeat = info.getHeartbeatTimeout();
        return heartbeat.isZero() ? info.getStartToCloseTimeout() : heartbeat;
    }

    /** Every activity that came, in order. */
    List<Met> met() {
        lock.lock();
        try {
            return List.copyOf(met);
        } finally {
            lock.unlock();
        }
    }

    /** Whether what was to be disturbed was, and went well in the end. */
    boolean isOver() {
        lock.lock();
        try {
            return !(disturbance instanceof Disturbance.Once once)
                    || (struck == once.trouble().strikes() && recovered);
        } finally {
            lock.unlock();
        }
    }

    /** For a failure. */
    String picture() {
        lock.lock();
        try {
            return disturbance + ": " + (struck > 0 ? "happened" : "never happened") + "; activities that came: "
                    + perType;
        } finally {
            lock.unlock();
        }
    }
}
