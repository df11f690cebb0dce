package dev.chiron.testkit;

import static dev.chiron.testkit.AgUiAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.chiron.testkit.tiny.TinyActivities;
import dev.chiron.testkit.tiny.TinyApplication;
import dev.chiron.testkit.tiny.TinySettings;
import dev.chiron.testkit.tiny.TinyWorkflow;
import dev.chiron.testkit.tiny.TinyWorkflowImpl;
import io.temporal.client.WorkflowOptions;
import io.temporal.common.interceptors.WorkerInterceptor;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.WorkerFactoryOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Goal: an activity that does its work twice when it is run twice does not get through, a careful one does. */
@TutorStack(application = TinyApplication.class, settings = TinySettings.class, agent = "/run")
class WorkflowHarnessTest {

    private static final List<Disturbance.Trouble> FAILURES = Disturbance.Trouble.failures();

    private static WorkflowHarness.Story saying(String question) {
        return place -> {
            place.model().replies("Here").always();
            assertThat(place.agent().say(question)).hasText("Here").finished();
        };
    }

    private static void oneNote(WorkflowHarness.Place place) {
        assertThat(place.database()
                        .asService()
                        .values(
                                "select body from notes where user_id = ?",
                                place.learner().id()))
                .containsExactly("Here");
    }

    /** Which of the tests pass, by their names. */
    private static Map<String, Boolean> run(Stream<DynamicTest> tests) {
        Map<String, Boolean> results = new LinkedHashMap<>();
        tests.forEach(test -> {
            try {
                test.getExecutable().execute();
                results.put(test.getDisplayName(), true);
            } catch (Throwable _) {
                results.put(test.getDisplayName(), false);
            }
        });
        return results;
    }

    @TestFactory
    Stream<DynamicTest> aCarefulActivityGetsThroughEveryFailure(WorkflowHarness harness) {
        return harness.disturb(saying("Carefully: hi"), WorkflowHarnessTest::oneNote);
    }

    @TestFactory
    Stream<DynamicTest> aCarefulActivityGetsThroughALostWorker(WorkflowHarness harness) {
        return harness.disturb(
                Disturbance.Trouble.losses(), saying("Carefully and quickly: hi"), WorkflowHarnessTest::oneNote);
    }

    @Test
    void anActivityThatWritesTwiceIsFound(WorkflowHarness harness) {
        assertThat(run(harness.disturb(FAILURES, saying("Hi"), WorkflowHarnessTest::oneNote)))
                .containsExactly(
                        Map.entry("every activity runs twice", false),
                        Map.entry("answer_activity fails before it ran", true),
                        Map.entry("answer_activity fails after it ran", false));
    }

    // Goal: both failures do happen where they are met with in one run: the one that writes twice is found by it.
    @Test
    void bothFailuresInOneRunFindItToo(WorkflowHarness harness) {
        assertThat(run(harness.disturb(saying("Hi"), WorkflowHarnessTest::oneNote)))
                .containsExactly(
                        Map.entry("every activity runs twice", false),
                        Map.entry("answer_activity fails before it ran, and again after it ran", false));
        assertThat(run(WorkflowHarness.inEnvironment(
                        Disturbance.Trouble.failuresInOneRun(),
                        interceptor -> inEnvironment(interceptor, Collections.synchronizedSet(new TreeSet<>())))))
                .containsValues(true, true)
                .hasSize(2);
    }

    @Test
    @DisplayName("of a story that goes wrong undisturbed, or without an activity, there is nothing to learn")
    void aStoryOfItsOwnAccord(WorkflowHarness harness) {
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> harness.disturb(saying("Carefully: hi"), _ -> {
                    throw new AssertionError("not as it should be");
                }))
                .withMessageContaining("undisturbed")
                .withMessageContaining("not as it should be");
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> harness.disturb(_ -> {}, _ -> {}))
                .withMessageContaining("the story met no activity");
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> harness.disturb(Disturbance.Trouble.cuts(), _ -> {}, _ -> {}))
                .withMessageContaining("add @ExclusiveStack");
    }

    /** Answers, and remembers where it is told to that it did. */
    private record Remembering(Collection<String> answered) implements TinyActivities {

        @Override
        public String answer(String learner, String question) {
            answered.add(question);
            return "Here";
        }
    }

    private static void inEnvironment(WorkerInterceptor interceptor, Collection<String> answered) {
        try (TestWorkflowEnvironment environment =
                TestWorkflowEnvironment.newInstance(TestEnvironmentOptions.newBuilder()
                        .setWorkerFactoryOptions(WorkerFactoryOptions.newBuilder()
                                .setWorkerInterceptors(interceptor)
                                .setShutdownCheckInterval(Duration.ofMillis(5))
                                .build())
                        .build())) {
            var worker = environment.newWorker("tiny");
            worker.registerWorkflowImplementationTypes(TinyWorkflowImpl.class);
            worker.registerActivitiesImplementations(new Remembering(answered));
            environment.start();
            TinyWorkflow workflow = environment
                    .getWorkflowClient()
                    .newWorkflowStub(
                            TinyWorkflow.class,
                            WorkflowOptions.newBuilder().setTaskQueue("tiny").build());

            assertThat(workflow.run("somebody", "Hi", false)).isEqualTo("Here");
        }
        assertThat(answered).containsExactly("Hi");
    }

    @TestFactory
    Stream<DynamicTest> aStoryMayMakeItsOwnEnvironment() {
        return WorkflowHarness.inEnvironment(
                FAILURES, interceptor -> inEnvironment(interceptor, Collections.synchronizedSet(new TreeSet<>())));
    }

    @Test
    void anActivityThatRemembersTwiceIsFoundThereToo() {
        assertThat(run(WorkflowHarness.inEnvironment(
                        FAILURES,
                        interceptor -> inEnvironment(interceptor, Collections.synchronizedList(new ArrayList<>())))))
                .containsExactly(
                        Map.entry("every activity runs twice", false),
                        Map.entry("answer_activity fails before it ran", true),
                        Map.entry("answer_activity fails after it ran", false));
    }
}
