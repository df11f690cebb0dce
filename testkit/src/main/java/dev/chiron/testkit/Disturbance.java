package dev.chiron.testkit;

import java.util.List;

/** What a {@link WorkflowHarness} does to the activities of one run of a story. */
public sealed interface Disturbance {

    /** Nothing. */
    record None() implements Disturbance {

        @Override
        public String toString() {
            return "undisturbed";
        }
    }

    /** Every activity runs twice, and the first result is thrown away, as after a completion that got lost. */
    record EverythingTwice() implements Disturbance {

        @Override
        public String toString() {
            return "every activity runs twice";
        }
    }

    /**
     * One activity meets with a trouble.
     *
     * @param activity its type
     * @param occurrence which of its kind in the story, from 1; a retry is not counted
     */
    record Once(String activity, int occurrence, Trouble trouble) implements Disturbance {

        @Override
        public String toString() {
            return activity + (occurrence == 1 ? "" : " no. " + occurrence) + " " + trouble.told;
        }
    }

    /** What can happen to an activity. */
    enum Trouble {
        /** It fails before it has done anything. */
        FAILS_BEFORE("fails before it ran", false),
        /** It fails when it has done everything. */
        FAILS_AFTER("fails after it ran", false),
        /** Its first attempt fails before it has done anything, its second when it has done everything. */
        FAILS_BEFORE_AND_AFTER("fails before it ran, and again after it ran", false),
        /** The worker that had it is gone before it did anything: nothing is heard of it until its time is over. */
        WORKER_LOST_BEFORE("is lost with its worker before it ran", false),
        /** The worker that had it is gone when it has done everything. */
        WORKER_LOST_AFTER("is lost with its worker after it ran", false),
        /** Every connection to the database ends while it is at work; needs {@link Faults}. */
        DATABASE_CUT("runs without a database", true),
        /** Every connection to Temporal ends when it has done everything; needs {@link Faults}. */
        TEMPORAL_RESET("runs, and the connections to Temporal are reset", true);

        private final String told;
        private final boolean needsFaults;

        Trouble(String told, boolean needsFaults) {
            this.told = told;
            this.needsFaults = needsFaults;
        }

        boolean loses() {
            return losses().contains(this);
        }

        boolean needsFaults() {
            return needsFaults;
        }

        /** How many attempts at the activity it strikes. */
        int strikes() {
            return this == FAILS_BEFORE_AND_AFTER ? 2 : 1;
        }

        /** Those that cost a retry, each by itself: a failure tells which it was. */
        public static List<Trouble> failures() {
            return List.of(FAILS_BEFORE, FAILS_AFTER);
        }

        /** What {@link #failures()} do, in one run of the story for each activity, which needs three attempts at it. */
        public static List<Trouble> failuresInOneRun() {
            return List.of(FAILS_BEFORE_AND_AFTER);
        }

        /** Those that last until a time-out of the activity: where that is longer than 10 s, nobody waits for it. */
        public static List<Trouble> losses() {
            return List.of(WORKER_LOST_BEFORE, WORKER_LOST_AFTER);
        }

        /** Those of an {@link ExclusiveStack}. */
        public static List<Trouble> cuts() {
            return List.of(DATABASE_CUT, TEMPORAL_RESET);
        }
    }
}
