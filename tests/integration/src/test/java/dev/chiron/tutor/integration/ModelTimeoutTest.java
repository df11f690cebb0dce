package dev.chiron.tutor.integration;

import static dev.chiron.testkit.AgUiAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chiron.testkit.AgUiClient;
import dev.chiron.testkit.AgUiRequest;
import dev.chiron.testkit.Database;
import dev.chiron.testkit.Learner;
import dev.chiron.testkit.ModelScript;
import dev.chiron.testkit.TutorStack;
import dev.chiron.tutor.TutorServer;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * Key flow 2 with a model that says nothing for longer than the server waits. It has a stack of its own: the short
 * time-outs that it needs would end the replies of other tests on a busy machine.
 */
@TutorStack(
        application = TutorServer.class,
        invariants = TutorInvariants.class,
        properties = {
            "tutor.identity.bcrypt-cost=4",
            "tutor.model.first-token-timeout=3s",
            "tutor.model.next-token-timeout=2s",
            "tutor.chat.attempts=3",
            "tutor.chat.first-backoff=50ms",
            "tutor.chat.max-backoff=1s",
            "tutor.stream.keep-alive=1s",
        })
@DisplayName("The reply")
class ModelTimeoutTest {

    private static List<@Nullable Object> replies(Database database, Learner learner) {
        return database.asLearner(learner).values("select content from public.chat_messages where role = 'assistant'");
    }

    @Test
    @DisplayName("of a model that hangs is given up in time and asked for again")
    void modelHangs(Learner learner, AgUiClient agent, ModelScript model, Database database) {
        model.hangs().replies("Awake again.");

        var run = agent.start(AgUiRequest.onNewThread().says("Are you there?"));

        assertThat(run).isConformant().hasText("Awake again.").finished();
        assertThat(replies(database, learner)).containsExactly("Awake again.");
    }

    @Test
    @DisplayName("of a model that always hangs ends as a time-out")
    void modelAlwaysHangs(Learner learner, AgUiClient agent, ModelScript model, Database database) {
        model.hangs().always();

        var run = agent.start(AgUiRequest.onNewThread().says("Are you there?"));

        assertThat(run).isConformant().failedWith("model_timeout");
        assertThat(database.asLearner(learner)
                        .awaitRow("select status, epoch from public.chat_turns where ended_at is not null"))
                .containsEntry("status", "failed")
                .as("an epoch for each of three attempts, whether or not it reached the model, and one for the end")
                .containsEntry("epoch", 4);
    }

    @Test
    @DisplayName("of a model that stalls after some words is given up and asked for again")
    void modelStalls(Learner learner, AgUiClient agent, ModelScript model, Database database) {
        model.stallsAfter("Let me think ").replies("Done thinking.");

        var run = agent.start(AgUiRequest.onNewThread().says("Think"));

        assertThat(run).isConformant().finished();
        assertThat(replies(database, learner)).containsExactly("Done thinking.");
    }
}
