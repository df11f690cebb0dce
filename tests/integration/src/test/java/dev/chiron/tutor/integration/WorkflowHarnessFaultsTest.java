package dev.chiron.tutor.integration;

import dev.chiron.testkit.Disturbance.Trouble;
import dev.chiron.testkit.ExclusiveStack;
import dev.chiron.testkit.Learner;
import dev.chiron.testkit.TutorClient;
import dev.chiron.testkit.TutorStack;
import dev.chiron.testkit.WithRole;
import dev.chiron.testkit.WorkflowHarness;
import dev.chiron.tutor.TutorServer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/** As {@link WorkflowHarnessTest}: connections are cut inside an activity, or its worker is lost with it. */
@TutorStack(
        application = TutorServer.class,
        invariants = TutorInvariants.class,
        properties = {
            "tutor.database.connect-timeout=1s",
            "tutor.database.statement-timeout=3s",
            "tutor.temporal.rpc-timeout=2s",
            "tutor.chat.attempts=10",
            "tutor.chat.first-backoff=50ms",
            "tutor.chat.heartbeat-timeout=3s",
            "tutor.chat.dispatch-timeout=500ms",
            "tutor.chat.dispatch-interval=200ms",
            "tutor.stream.keep-alive=1s",
        })
@ExclusiveStack
@Tag("nightly")
@DisplayName("Whatever an activity loses")
class WorkflowHarnessFaultsTest {

    @TestFactory
    @DisplayName("of its connections, a chat turn is answered, and its reply is stored once")
    Stream<DynamicTest> aChatTurnWithoutConnections(WorkflowHarness harness) {
        return harness.disturb(Trouble.cuts(), HarnessStories::aChatTurn, HarnessStories::oneReply);
    }

    @TestFactory
    @DisplayName("of its worker, a chat turn is answered, and its reply is stored once")
    Stream<DynamicTest> aChatTurnWithoutItsWorker(WorkflowHarness harness) {
        return harness.disturb(Trouble.losses(), HarnessStories::aChatTurn, HarnessStories::oneReply);
    }

    @TestFactory
    @DisplayName("of its connections, a path's answers are graded once, and what follows is shown once")
    Stream<DynamicTest> answersOnAPathWithoutConnections(
            @WithRole("teacher") Learner teacher, TutorClient client, WorkflowHarness harness) {
        var track = Authoring.trackOfQuestions(client);
        return harness.disturb(
                Trouble.cuts(),
                place -> HarnessStories.answersOnAPath(place, track),
                place -> HarnessStories.judgedOnce(place, track));
    }
}
