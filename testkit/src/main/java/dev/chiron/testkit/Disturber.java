package dev.chiron.testkit;

import io.temporal.activity.ActivityExecutionContext;
import io.temporal.activity.ActivityInfo;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptor.ActivityOutput;
import io.temporal.failure.ApplicationFailure;
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

    /** One activity, whichever attempt. */
    private record Activity(String workflowId, String runId, String id) {}

    private final Disturbance disturbance;
    private final @Nullable Faults faults;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Activity, Integer> occurrences = new HashMap<>();
    private final Map<String, Integer> perType = new HashMap<>();
    private final List<Disturbance.Once> met = new ArrayList<>();
    private @Nullable Activity victim;
    private boolean struck;
    private boolean recovered;

    Disturber(Disturbance disturbance, @Nullable Faults faults) {
        this.disturbance = disturbance;
        this.faults = faults;
    }

    ActivityOutput pass(ActivityExecutionContext activity, Supplier<ActivityOutput> work) {
        boolean strikes = meet(activity.getInfo());
        return switch (disturbance) {
            case Disturbance.None _ -> work.get();
            case Disturbance.EverythingTwice _ -> {
                ActivityOutput _ = work.get();
                yield work.get();
            }
            case Disturbance.Once once when strikes -> strike(once.trouble(), activity, work);
            case Disturbance.Once _ -> {
                ActivityOutput output = work.get();
                noteRecovery(activity.getInfo());
                yield output;
            }
        };
    }

    private ActivityOutput strike(
            Disturbance.Trouble trouble, ActivityExecutionContext activity, Supplier<ActivityOutput> work) {
        return switch (trouble) {
            case FAILS_BEFORE -> throw failure();
            case FAILS_AFTER -> {
                ActivityOutput _ = work.get();
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

    /** Counts an activity when it is first seen, and tells whether it is the one to be struck, now. */
    private boolean meet(ActivityInfo info) {
        lock.lock();
        try {
            Activity activity = activity(info);
            Integer occurrence = occurrences.get(activity);
            if (occurrence == null) {
                occurrence = perType.merge(info.getActivityType(), 1, Integer::sum);
                occurrences.put(activity, occurrence);
                met.add(new Disturbance.Once(info.getActivityType(), occurrence, Disturbance.Trouble.FAILS_BEFORE));
            }
            if (!struck
                    && disturbance instanceof Disturbance.Once once
                    && once.activity().equals(info.getActivityType())
                    && once.occurrence() == occurrence) {
                struck = true;
                victim = activity;
                return true;
            }
            return false;
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

    /** Every activity that came, in order, each with the same trouble. */
    List<Disturbance.Once> met() {
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
            return !(disturbance instanceof Disturbance.Once) || (struck && recovered);
        } finally {
            lock.unlock();
        }
    }

    /** For a failure. */
    String picture() {
        lock.lock();
        try {
            return disturbance + ": " + (struck ? "happened" : "never happened") + "; activities that came: " + perType;
        } finally {
            lock.unlock();
        }
    }
}
