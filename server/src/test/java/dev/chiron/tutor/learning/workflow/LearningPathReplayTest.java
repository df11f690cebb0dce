package dev.chiron.tutor.learning.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chiron.tutor.chat.workflow.Histories;
import dev.chiron.tutor.learning.activity.GivenAnswer;
import dev.chiron.tutor.platform.InteractionId;
import dev.chiron.tutor.platform.TurnId;
import dev.chiron.tutor.platform.UnitId;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.testing.WorkflowReplayer;
import io.temporal.worker.Worker;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Paths run for months, over many deployments: recorded histories replay with the code of today. */
final class LearningPathReplayTest {

    private static final TestWorkflowEnvironment TEMPORAL = Histories.environment();

    private final Worker today = worker(LearningPathWorkflowImpl.class);
    private final Worker changed = worker(Changed.class);

    private static Worker worker(Class<?> implementation) {
        var worker = TEMPORAL.newWorker(UUID.randomUUID().toString());
        worker.registerWorkflowImplementationTypes(implementation);
        return worker;
    }

    @AfterAll
    static void closeTemporal() {
        TEMPORAL.close();
    }

    @TestFactory
    @DisplayName("The workflow still does what it did when the history was recorded")
    Stream<DynamicTest> recordedHistoriesReplay() {
        return Histories.PATH.files().stream()
                .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> assertThatCode(
                                () -> WorkflowReplayer.replayWorkflowExecution(Histories.read(file), today))
                        .doesNotThrowAnyException()));
    }

    @Test
    @DisplayName("Every scenario has a recorded history, and every history a scenario")
    void everyScenarioIsRecorded() {
        Histories.PATH.areThoseOf(LearningPathWorkflowTest.class);
    }

    @Test
    @DisplayName("A workflow that does something else is found out")
    void changedWorkflowDoesNotReplay() {
        var runs = Histories.PATH.filesOf("answersLeadThroughTheTrack");
        assertThat(runs).isNotEmpty();
        for (var run : runs) {
            assertThatThrownBy(() -> WorkflowReplayer.replayWorkflowExecution(Histories.read(run), changed))
                    .isInstanceOf(RuntimeException.class);
        }
    }

    /** Waits for a moment before it looks at its path: enough to break every path that runs. */
    public static final class Changed implements LearningPathWorkflow {

        private int heard;

        @Override
        public void run(LearningPathState state) {
            Workflow.sleep(Duration.ofSeconds(1));
            Workflow.await(() -> heard > 0);
        }

        @Override
        public void userInteractedWithComponent(InteractionId interactionId, GivenAnswer interactionData) {
            heard++;
        }

        @Override
        public void userCompletedUnit(UnitId unitId, GivenAnswer outcome) {
            heard++;
        }

        @Override
        public void leaveTrack(TurnId turnId) {
            heard++;
        }

        @Override
        public LearningPathStatus getStatus() {
            throw new IllegalStateException("nobody asks");
        }
    }
}
