package dev.chiron.tutor.integration;

import static dev.chiron.testkit.AgUiAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chiron.testkit.AgUiClient;
import dev.chiron.testkit.AgUiRequest;
import dev.chiron.testkit.Barrier;
import dev.chiron.testkit.Database;
import dev.chiron.testkit.ExclusiveStack;
import dev.chiron.testkit.Faults;
import dev.chiron.testkit.Learner;
import dev.chiron.testkit.Learners;
import dev.chiron.testkit.ModelScript;
import dev.chiron.testkit.Stack;
import dev.chiron.testkit.TutorClient;
import dev.chiron.testkit.TutorStack;
import dev.chiron.testkit.Workflows;
import dev.chiron.tutor.TutorServer;
import io.temporal.client.WorkflowClient;
import java.util.Collections;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/**
 * What waits for its turn, and how it gets there. Each session continues as new after every turn here, and readers may
 * be ten events behind at most, so that both happen in every story.
 */
@TutorStack(
        application = TutorServer.class,
        invariants = TutorInvariants.class,
        properties = {
            "tutor.identity.bcrypt-cost=4",
            "tutor.temporal.rpc-timeout=2s",
            "tutor.chat.turns-per-run=1",
            "tutor.chat.dispatch-timeout=500ms",
            "tutor.chat.dispatch-interval=100ms",
            "tutor.chat.first-backoff=50ms",
            "tutor.chat.max-reply-characters=900000",
            "tutor.stream.reader-buffer=10",
            "tutor.stream.look-again=1h",
            "tutor.stream.keep-alive=1s",
        })
@ExclusiveStack
@DisplayName("What waits")
class WaitingTurnsTest {

    private static final JsonMapper JSON = JsonMapper.shared();

    @BeforeEach
    void begin(Stack stack) {
        OutageTest.forgetTheLastOutage(stack);
    }

    /** The dispatcher looks for this turn no more: what becomes of it now is the workflow's doing. */
    private static void leaveToTheWorkflow(Database database, UUID turn) {
        database.asOwner()
                .update("update public.chat_turns set next_dispatch_at = now() + interval '1 hour' where id = ?", turn);
    }

    private static void bringBack(Database database, UUID turn) {
        database.asOwner().update("update public.chat_turns set next_dispatch_at = now() where id = ?", turn);
    }

    private static void awaitQueued(Workflows workflows, Chat.Sent turn) {
        Await.until(() -> workflows
                .queryStatus(turn.workflowId())
                .path("queued_turn_ids")
                .valueStream()
                .anyMatch(each -> each.toString().contains(turn.turnId().toString())));
    }

    @Test
    @DisplayName("behind a reply is answered in the order in which it was said, also what had to be brought again, "
            + "and is carried over when the session continues as new")
    void isAnsweredInOrder(
            Learner learner,
            TutorClient client,
            ModelScript model,
            Faults faults,
            Database database,
            Workflows workflows,
            Stack stack) {
        var thinking = Barrier.closed();
        model.holdUntil(thinking).replies("One.").replies("Two.").replies("Three.");
        var first = Chat.send(client, "First");
        thinking.awaitReached();

        faults.temporal().cut();
        var second = Chat.send(client, first.sessionId(), "Second");
        leaveToTheWorkflow(database, second.turnId());
        faults.restore();
        Await.until(() -> stack.client().anonymous().get("/api/v1/health").status() == 200);
        var third = Chat.send(client, first.sessionId(), "Third");
        awaitQueued(workflows, third);
        leaveToTheWorkflow(database, third.turnId());
        bringBack(database, second.turnId());
        awaitQueued(workflows, second);
        leaveToTheWorkflow(database, second.turnId());
        thinking.open();

        assertThat(Chat.awaitReply(database, learner, third.turnId())).isEqualTo("Three.");
        assertThat(Chat.conversation(client, first.sessionId()))
                .contains("assistant: One.", "assistant: Two.", "assistant: Three.");
        assertThat(model.requests())
                .as("what the model was asked, in this order")
                .extracting(each -> each.messages().getLast().path("content").asString())
                .containsExactly("First", "Second", "Third");
    }

    @Test
    @DisplayName(
            "for a path is brought there, and graded, also when the process that stored it was killed at that moment")
    void answerFindsItsPath(
            Learner learner, Learners learners, TutorClient client, ModelScript model, Database database) {
        model.replies("Well then.").always();
        var track = Authoring.trackOfQuestions(client.as(learners.teacher()));
        Paths.start(client, track);
        var asked = Paths.awaitShown(database, learner, track);

        // What an answer has committed before any workflow is told of it.
        var turn = UUID.randomUUID();
        var reply = JSON.writeValueAsString(Paths.right(database, asked));
        var owner = database.asOwner();
        owner.update("""
                insert into public.chat_turns (id, session_id, user_id, run_id, interaction_id, track_id, next_dispatch_at)
                values (?, ?, ?, ?, ?, ?, now() + interval '1 hour')
                """, turn, asked.sessionId(), learner.id(), turn.toString(), asked.interactionId(), track);
        owner.update("""
                insert into public.chat_messages (session_id, user_id, turn_id, role, content, tool_call_id)
                values (?, ?, ?, 'tool', ?, ?)
                """, asked.sessionId(), learner.id(), turn, reply, asked.interactionId());
        owner.update("""
                update public.component_interactions
                set status = 'answered', reply = ?::jsonb, answered_at = now(), answer_turn_id = ? where id = ?
                """, reply, turn, asked.interactionId());
        bringBack(database, turn);

        Chat.awaitOver(database, turn);
        assertThat(database.asService()
                        .count(
                                "select 1 from public.assessment_attempts where interaction_id = ?",
                                asked.interactionId()))
                .isEqualTo(1);
        assertThat(Paths.awaitShown(database, learner, track).unitId()).isNotEqualTo(asked.unitId());
    }

    @Test
    @DisplayName("for nothing ends at once: a session that is told to end does not sit out its idle time")
    void endsWhenTold(
            TutorClient client,
            Learner learner,
            ModelScript model,
            Database database,
            Workflows workflows,
            Stack stack) {
        model.replies("Goodbye.");
        var sent = Chat.send(client, "Bye");
        Chat.awaitReply(database, learner, sent.turnId());

        var session = stack.application().getBean(WorkflowClient.class).newUntypedWorkflowStub(sent.workflowId());
        // Until it is taken: there is no such workflow at the moment at which it continues as new.
        Await.until(() -> {
            session.signal("end_session");
            return true;
        });

        assertThat(workflows.awaitClosed(sent.workflowId())).isEqualTo("COMPLETED");
    }

    @Test
    @DisplayName("in a reader's buffer and does not fit there is read from the database: no word is missing")
    void slowReaderMissesNothing(Learner learner, AgUiClient agent, ModelScript model, Database database) {
        // 5 MB on the wire, where such a character has six bytes: more than the sockets take in when nobody reads.
        var word = String.valueOf((char) 1).repeat(280) + " ";
        var words = Collections.nCopies(3000, word);
        var all = Barrier.closed();
        model.repliesAround(words, all, "The end.");

        var run = agent.pausingAfter(3).start(AgUiRequest.onNewThread().says("Count"));
        database.asOwner()
                .awaitRow(
                        "select 1 from public.turn_events where user_id = ? having count(*) > ?",
                        learner.id(),
                        words.size());
        run.resumeReading();
        // The tutor still speaks, and nobody looks again: it is the overflow alone that sends the reader there.
        run.awaitText(String.join("", words));
        all.open();

        assertThat(run).isConformant().finished();
        assertThat(run.text()).isEqualTo(String.join("", words) + "The end.");
        assertThat(database.asLearner(learner)
                        .values("select content from public.chat_messages where role = 'assistant'"))
                .containsExactly(run.text());
    }

    @Test
    @DisplayName("of a learner who is removed goes with them: a path that has begun does not keep their account")
    void goesWithItsLearner(
            Learner learner,
            Learners learners,
            TutorClient client,
            ModelScript model,
            Database database,
            Workflows workflows) {
        model.replies("Welcome.").always();
        var track = Authoring.trackOfQuestions(client.as(learners.teacher()));
        Paths.start(client, track);
        var asked = Paths.awaitShown(database, learner, track);
        Paths.answerAndAwait(client, database, asked, Paths.right(database, asked));
        var next = Paths.awaitShown(database, learner, track);
        workflows.terminate(Paths.workflowId(learner, track), "the learner is removed");
        workflows.terminate("chat-session:" + next.sessionId(), "the learner is removed");

        database.asOwner().update("delete from auth.users where id = ?", learner.id());

        for (var table : database.asOwner()
                .values("select table_name::text from information_schema.columns"
                        + " where table_schema = 'public' and column_name = 'user_id'")) {
            assertThat(database.asOwner().count("select 1 from public." + table + " where user_id = ?", learner.id()))
                    .as("rows that are left in " + table)
                    .isZero();
        }
    }
}
