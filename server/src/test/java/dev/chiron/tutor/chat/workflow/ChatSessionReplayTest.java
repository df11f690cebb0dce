package dev.chiron.tutor.chat.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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

/** Sessions that run while a new version is deployed go on: recorded histories replay with the code of today. */
final class ChatSessionReplayTest {

    private static final TestWorkflowEnvironment TEMPORAL = Histories.environment();

    private final Worker today = worker(ChatSessionWorkflowImpl.class);
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
        return Histories.CHAT.files().stream()
                .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> assertThatCode(
                                () -> WorkflowReplayer.replayWorkflowExecution(Histories.read(file), today))
                        .doesNotThrowAnyException()));
    }

    @Test
    @DisplayName("Every scenario has a recorded history, and every history a scenario")
    void everyScenarioIsRecorded() {
        Histories.CHAT.areThoseOf(ChatSessionWorkflowTest.class);
    }

    @Test
    @DisplayName("A workflow that does something else is found out")
    void changedWorkflowDoesNotReplay() {
        var turns = Histories.CHAT.filesOf("turnsAreAnsweredInOrderOfTheirPositions");
        assertThat(turns).isNotEmpty();
        for (var file : turns) {
            assertThatThrownBy(() -> WorkflowReplayer.replayWorkflowExecution(Histories.read(file), changed))
                    .isInstanceOf(RuntimeException.class);
        }
    }

    /** Waits for a moment before it looks for turns: enough to break every session that runs. */
    public static final class Changed implements ChatSessionWorkflow {

        private int heard;

        @Override
        public void run(ChatSessionState state) {
            Workflow.sleep(Duration.ofSeconds(1));
            Workflow.await(() -> heard > 0);
        }

        @Override
        public void userMessage(QueuedTurn turn) {
            heard++;
        }

        @Override
        public void componentInteraction(QueuedTurn turn) {
            heard++;
        }

        @Override
        public void stopTurn(StopTurn stop) {
            heard++;
        }

        @Override
        public void endSession() {
            heard++;
        }

        @Override
        public ChatSessionStatus getStatus() {
            throw new IllegalStateException("nobody asks");
        }
    }
}
