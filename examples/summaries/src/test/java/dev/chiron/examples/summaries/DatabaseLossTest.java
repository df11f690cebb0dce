package dev.chiron.examples.summaries;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chiron.testkit.Barrier;
import dev.chiron.testkit.Database;
import dev.chiron.testkit.ExclusiveStack;
import dev.chiron.testkit.Faults;
import dev.chiron.testkit.Learner;
import dev.chiron.testkit.ModelScript;
import dev.chiron.testkit.TutorClient;
import dev.chiron.testkit.Workflows;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What only a stack of one's own can show: the database goes away in the middle. */
@SummariesTest
@ExclusiveStack
@DisplayName("A database that is away for a moment")
class DatabaseLossTest {

    @Test
    @DisplayName("costs no note its summary")
    void isOutlived(
            Learner learner,
            TutorClient client,
            ModelScript model,
            Faults faults,
            Workflows workflows,
            Database database) {
        var thinking = Barrier.closed();
        model.holdUntil(thinking).replies("Kept.");
        var id = client.post("/notes", Map.of("text", "Remember this.")).string("id");
        thinking.awaitReached();

        faults.database().cut();
        thinking.open();
        faults.database().restore();

        assertThat(workflows.awaitClosed("summary:" + id)).isEqualTo("COMPLETED");
        assertThat(database.asLearner(learner).row("select summary from notes")).containsEntry("summary", "Kept.");
    }
}
