package dev.chiron.tutor.integration;

import dev.chiron.testkit.Learner;
import dev.chiron.testkit.TutorClient;
import dev.chiron.testkit.WithRole;
import dev.chiron.testkit.WorkflowHarness;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Every activity runs twice, and each fails once before and once after it did its work: the learner sees the same end,
 * and the rows are the same.
 */
@TutorTest
@DisplayName("Whatever an activity meets with")
class WorkflowHarnessTest {

    @TestFactory
    @DisplayName("a chat turn is answered, and its reply is stored once")
    Stream<DynamicTest> aChatTurn(WorkflowHarness harness) {
        return harness.disturb(HarnessStories::aChatTurn, HarnessStories::oneReply);
    }

    @TestFactory
    @DisplayName("a path's answers are graded once, and what follows is shown once")
    Stream<DynamicTest> answersOnAPath(
            @WithRole("teacher") Learner teacher, TutorClient client, WorkflowHarness harness) {
        var track = Authoring.trackOfQuestions(client);
        return harness.disturb(
                place -> HarnessStories.answersOnAPath(place, track), place -> HarnessStories.judgedOnce(place, track));
    }
}
