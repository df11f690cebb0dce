package dev.chiron.testkit;

import io.temporal.common.interceptors.WorkerInterceptor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/**
 * Lets a story happen again and again, each time with another disturbance of its activities, and looks each time whether
 * it came out as it should. What an activity does twice, or what it leaves half done, shows here.
 *
 * <p>The story happens once undisturbed, which tells which activities there are. Then a dynamic test each: every activity
 * twice; and each activity with each trouble. On a stack the story gets a fresh learner each time, only that
 * learner's workflows are disturbed, and so other tests may run beside; after each run its workflows are replayed and the
 * stack's invariants checked.
 *
 * <p>The application has to give the {@link WorkerInterceptor} beans that it finds to its {@code WorkerFactory}.
 */
public final class WorkflowHarness {

    /** A lost activity is waited for as long as its time-out, which must leave time for the rest of the story. */
    private static final Duration LONGEST_LOSS = Duration.ofSeconds(10);

    private final Stack stack;

    WorkflowHarness(Stack stack) {
        this.stack = stack;
    }

    /**
     * Where a story happens: a fresh learner on the stack.
     *
     * @param learner the one whose workflows are disturbed
     * @param stack everything else
     */
    public record Place(Learner learner, Stack stack) {

        /** The learner's HTTP client. */
        public TutorClient client() {
            return stack.client().as(learner);
        }

        /** The learner's AG-UI client. */
        public AgUiClient agent() {
            return stack.agent().as(learner);
        }

        /** What the model answers to the learner; a disturbed activity may ask again, so let the last step be {@code always()}. */
        public ModelScript model() {
            return stack.model().forUser(learner.id().toString());
        }

        /** The database. */
        public Database database() {
            return stack.database();
        }

        /** The workflows. */
        public Workflows workflows() {
            return stack.workflows();
        }
    }

    /** What happens on a stack, or what must have come of it. */
    @FunctionalInterface
    public interface Story {

        /** Returns when the learner has seen the end of it. */
        void happen(Place place) throws Exception;
    }

    /** What happens in an environment that the story makes itself, as with {@code TestWorkflowEnvironment}. */
    @FunctionalInterface
    public interface EnvironmentStory {

        /**
         * Makes an environment with these interceptors in its {@code WorkerFactoryOptions}, runs workflows there to their
         * end, and checks what came of it.
         */
        void happen(WorkerInterceptor interceptor) throws Exception;
    }

    /**
     * As {@link #disturb(Collection, Story, Story)}, with the failures that cost no more than retries, in as few runs of
     * the story as will do: {@link Disturbance.Trouble#failuresInOneRun()}.
     */
    public Stream<DynamicTest> disturb(Story story, Story outcome) {
        return disturb(Disturbance.Trouble.failuresInOneRun(), story, outcome);
    }

    /**
     * Lets a story happen undisturbed, now, and gives a test for everything twice and for each trouble of each activity.
     *
     * @param troubles those that need {@link Faults} need an {@link ExclusiveStack}
     * @param outcome what must be so afterwards; looked at when the disturbed activity has been made good
     */
    public Stream<DynamicTest> disturb(Collection<Disturbance.Trouble> troubles, Story story, Story outcome) {
        if (stack.faults().isEmpty() && troubles.stream().anyMatch(Disturbance.Trouble::needsFaults)) {
            throw new IllegalArgumentException("faults would hit other tests on a shared stack: add @ExclusiveStack");
        }
        List<Disturber.Met> met = happen(new Disturbance.None(), story, outcome);
        return disturbances(met, troubles)
                .map(disturbance ->
                        DynamicTest.dynamicTest(disturbance.toString(), () -> happen(disturbance, story, outcome)));
    }

    /** As {@link #disturb(Collection, Story, Story)}, without a stack. */
    public static Stream<DynamicTest> inEnvironment(Collection<Disturbance.Trouble> troubles, EnvironmentStory story) {
        List<Disturber.Met> met = happen(new Disturbance.None(), story);
        return disturbances(met, troubles)
                .map(disturbance -> DynamicTest.dynamicTest(disturbance.toString(), () -> happen(disturbance, story)));
    }

    private static Stream<Disturbance> disturbances(List<Disturber.Met> met, Collection<Disturbance.Trouble> troubles) {
        if (met.isEmpty()) {
            throw new AssertionError("the story met no activity: has the application given its WorkerInterceptor beans"
                    + " to its WorkerFactory?");
        }
        if (troubles.stream().anyMatch(Disturbance.Trouble::loses)
                && met.stream().noneMatch(WorkflowHarness::isGivenUpSoon)) {
            throw new AssertionError("no activity of the story has a time-out of " + LONGEST_LOSS.toSeconds()
                    + " s or less, so none may be lost with its worker: " + met);
        }
        List<Disturbance> disturbances = new ArrayList<>();
        disturbances.add(new Disturbance.EverythingTwice());
        for (Disturber.Met each : met) {
            troubles.stream()
                    .filter(trouble -> !trouble.loses() || isGivenUpSoon(each))
                    .map(trouble -> new Disturbance.Once(each.activity(), each.occurrence(), trouble))
                    .forEach(disturbances::add);
        }
        return disturbances.stream();
    }

    private static boolean isGivenUpSoon(Disturber.Met activity) {
        return activity.timeout().compareTo(LONGEST_LOSS) <= 0;
    }

    private List<Disturber.Met> happen(Disturbance disturbance, Story story, Story outcome) {
        Learner learner = stack.learners().fresh();
        Place place = new Place(learner, stack);
        Disturber disturber = new Disturber(disturbance, stack.faults().orElse(null));
        stack.disturb(learner, disturber);
        try {
            story.happen(place);
            Ceiling.until("the disturbance to be over", disturber::isOver, over -> over, disturber::picture);
            outcome.happen(place);
        } catch (Exception | AssertionError e) {
            throw new AssertionError(disturber.picture() + "\n" + e.getMessage(), e);
        } finally {
            stack.leaveAlone(learner);
            stack.faults().ifPresent(Faults::restore);
        }
        stack.checks().replay(List.of(learner));
        stack.checks().invariants();
        return disturber.met();
    }

    private static List<Disturber.Met> happen(Disturbance disturbance, EnvironmentStory story) {
        Disturber disturber = new Disturber(disturbance, null);
        try {
            story.happen(new ActivityGate(_ -> Optional.of(disturber)));
        } catch (Exception | AssertionError e) {
            throw new AssertionError(disturber.picture() + "\n" + e.getMessage(), e);
        }
        if (!disturber.isOver()) {
            throw new AssertionError("the disturbance was not over with the story: " + disturber.picture());
        }
        return disturber.met();
    }
}
