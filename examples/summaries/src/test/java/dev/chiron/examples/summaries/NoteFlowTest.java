package dev.chiron.examples.summaries;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chiron.testkit.Barrier;
import dev.chiron.testkit.Database;
import dev.chiron.testkit.Learner;
import dev.chiron.testkit.Learners;
import dev.chiron.testkit.ModelScript;
import dev.chiron.testkit.TutorClient;
import dev.chiron.testkit.Workflows;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The flow of this application, on three sides: the answer, the rows, the workflow. */
@SummariesTest
@DisplayName("A note")
class NoteFlowTest {

    // What a newcomer writes first: ten lines, and a port, a database, a workflow and a model are in play.
    @Test
    @DisplayName("is summed up by the model")
    void isSummedUp(Learner learner, TutorClient client, ModelScript model, Database database) {
        model.replies("Buy milk.");

        var note = client.post("/notes", Map.of("text", "We have run out of milk again, and guests are coming."));

        assertThat(note.status()).isEqualTo(201);
        var row = database.asLearner(learner).awaitRow("select * from notes where summary is not null");
        assertThat(row).containsEntry("summary", "Buy milk.");
        assertThat(model.requests().getFirst().lastText()).contains("run out of milk");
    }

    @Test
    @DisplayName("is kept while the model thinks, and its workflow runs")
    void waitsForTheModel(Learner learner, TutorClient client, ModelScript model, Workflows workflows) {
        var thinking = Barrier.closed();
        model.holdUntil(thinking).replies("Short.");
        var id = client.post("/notes", Map.of("text", "Long.")).string("id");
        thinking.awaitReached();

        assertThat(client.get("/notes/" + id).body().path("summary").isNull()).isTrue();
        assertThat(workflows.isRunning("summary:" + id)).isTrue();

        thinking.open();
        assertThat(workflows.awaitClosed("summary:" + id)).isEqualTo("COMPLETED");
        assertThat(client.get("/notes/" + id).string("summary")).isEqualTo("Short.");
        workflows.replay("summary:" + id, SummaryWorkflowImpl.class);
    }

    @Test
    @DisplayName("gets its summary though the model fails, is cut off and says nothing first")
    void outlivesABadModel(Learner learner, TutorClient client, ModelScript model, Workflows workflows) {
        model.fails(503).emptyReply().replies("At last.");

        var id = client.post("/notes", Map.of("text", "Patience.")).string("id");

        assertThat(workflows.awaitClosed("summary:" + id)).isEqualTo("COMPLETED");
        assertThat(client.get("/notes/" + id).string("summary")).isEqualTo("At last.");
        assertThat(model.requests()).hasSize(3);
    }

    @Test
    @DisplayName("is its author's: nobody else finds it, by the API or in the database")
    void isItsAuthors(Learner learner, Learners learners, TutorClient client, ModelScript model, Database database) {
        model.replies("Secret.").always();
        var id = client.post("/notes", Map.of("text", "My diary.")).string("id");
        var stranger = learners.fresh();

        assertThat(client.as(stranger).get("/notes/" + id).status()).isEqualTo(404);
        assertThat(client.anonymous().get("/notes/" + id).status()).isEqualTo(401);
        assertThat(client.withToken(learners.expiredToken(learner))
                        .get("/notes/" + id)
                        .status())
                .isEqualTo(401);
        assertThat(database.asLearner(stranger).count("select 1 from notes")).isZero();
        assertThat(database.asLearner(learner).count("select 1 from notes where id = ?", UUID.fromString(id)))
                .isOne();
    }

    @Test
    @DisplayName("without a text is refused, and nothing is stored")
    void needsAText(Learner learner, TutorClient client, Database database) {
        assertThat(client.post("/notes", Map.of("text", " ")).status()).isEqualTo(422);
        assertThat(client.post("/notes", Map.of()).status()).isEqualTo(422);

        assertThat(database.asLearner(learner).count("select 1 from notes")).isZero();
    }
}
