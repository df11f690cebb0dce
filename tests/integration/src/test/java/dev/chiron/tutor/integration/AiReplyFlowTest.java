package dev.chiron.tutor.integration;

import static dev.chiron.testkit.AgUiAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chiron.testkit.AgUiClient;
import dev.chiron.testkit.AgUiRequest;
import dev.chiron.testkit.Barrier;
import dev.chiron.testkit.Database;
import dev.chiron.testkit.Learner;
import dev.chiron.testkit.ModelScript;
import dev.chiron.testkit.TutorClient;
import dev.chiron.testkit.Workflows;
import dev.chiron.tutor.chat.workflow.ChatSessionWorkflowImpl;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Key flow 2: the workflow lets the agent answer; the learner sees it stream, and it is stored. */
@TutorTest
@DisplayName("The tutor's reply")
class AiReplyFlowTest {

    /** The turn of a learner who has had one run. */
    private static Map<String, @Nullable Object> onlyTurn(Database database, Learner learner) {
        return database.asLearner(learner).awaitRow("select * from public.chat_turns where ended_at is not null");
    }

    private static String workflowOf(Map<String, @Nullable Object> turn) {
        return "chat-session:" + turn.get("session_id");
    }

    private static List<Object> replies(Database database, Learner learner) {
        return database
                .asLearner(learner)
                .values("select content from public.chat_messages where role = 'assistant' order by position")
                .stream()
                .map(Object.class::cast)
                .toList();
    }

    @Test
    @DisplayName("streams, is stored as it was streamed, and moves the workflow on; the model is asked once")
    void streamsAndIsStored(
            Learner learner, AgUiClient agent, ModelScript model, Database database, Workflows workflows) {
        model.replies("A derivative ", "is a ", "rate of change.").usage(40, 9);

        var run = agent.start(AgUiRequest.onNewThread().says("What is a derivative?"));

        assertThat(run)
                .isConformant()
                .hasText("A derivative is a rate of change.")
                .finished();
        assertThat(run)
                .hasTypes(
                        "RUN_STARTED",
                        "STATE_SNAPSHOT",
                        "TEXT_MESSAGE_START",
                        "TEXT_MESSAGE_CONTENT",
                        "TEXT_MESSAGE_CONTENT",
                        "TEXT_MESSAGE_CONTENT",
                        "TEXT_MESSAGE_END",
                        "STATE_DELTA",
                        "RUN_FINISHED");

        var turn = onlyTurn(database, learner);
        assertThat(turn).containsEntry("status", "completed").containsEntry("epoch", 2);
        var reply = database.asLearner(learner).row("select * from public.chat_messages where role = 'assistant'");
        assertThat(reply)
                .containsEntry("content", "A derivative is a rate of change.")
                .containsEntry("turn_id", turn.get("id"))
                .containsEntry("stopped", false);
        assertThat(String.valueOf(reply.get("id")))
                .as("streamed and stored under one id")
                .isEqualTo(run.texts().keySet().iterator().next());
        assertThat(database.asService()
                        .row("select * from public.chat_messages where id = ?::uuid", String.valueOf(reply.get("id"))))
                .isEqualTo(reply);

        assertThat(workflows.activities(workflowOf(turn)))
                .containsExactly("call_ai_agent_activity", "record_reply_activity");
        Await.until(() ->
                workflows.queryStatus(workflowOf(turn)).path("state").asString().equals("waiting"));
        var status = workflows.queryStatus(workflowOf(turn));
        assertThat(status.path("turns_answered").asInt()).isEqualTo(1);
        assertThat(status.path("queued_turn_ids")).isEmpty();
        workflows.replay(workflowOf(turn), ChatSessionWorkflowImpl.class);

        var request = model.requests().getFirst();
        assertThat(model.requests()).hasSize(1);
        assertThat(request.isStreaming()).isTrue();
        assertThat(request.model()).isEqualTo("scripted");
        assertThat(request.roles()).containsExactly("system", "user");
        assertThat(request.lastText()).isEqualTo("What is a derivative?");
    }

    // Goal: a slow model costs the reader nothing before its first word. Method: the model is silent until the reader
    // has seen the run begin and a keep-alive.
    @Test
    @DisplayName("begins with RUN_STARTED and keep-alives while the model still thinks")
    void runStartsBeforeTheModelSpeaks(Learner learner, AgUiClient agent, ModelScript model) {
        var thinking = Barrier.closed();
        model.holdUntil(thinking).replies("Slowly, ", "but surely.");

        var run = agent.start(AgUiRequest.onNewThread().says("Take your time"));
        run.awaitEvent("RUN_STARTED");
        run.awaitComments(1);
        thinking.open();

        assertThat(run).isConformant().hasText("Slowly, but surely.").finished();
    }

    @Test
    @DisplayName(
            "comes when the model fails twice and then works: one reply, and the failures leave no trace in the chat")
    void modelFailsTwiceThenWorks(Learner learner, AgUiClient agent, ModelScript model, Database database) {
        model.fails(500).fails(503).replies("Third time lucky.");

        var run = agent.start(AgUiRequest.onNewThread().says("Try hard"));

        assertThat(run).isConformant().hasText("Third time lucky.").finished();
        assertThat(replies(database, learner)).containsExactly("Third time lucky.");
        assertThat(model.requests()).hasSize(3);
    }

    @Test
    @DisplayName("waits as long as a model with too many requests asks for")
    void rateLimitIsHonoured(Learner learner, AgUiClient agent, ModelScript model, Database database) {
        model.rateLimited(Duration.ofSeconds(1)).replies("Here I am.");

        var run = agent.start(AgUiRequest.onNewThread().says("Hello"));

        assertThat(run).isConformant().hasText("Here I am.").finished();
        var requests = model.requests();
        assertThat(requests).hasSize(2);
        assertThat(Duration.between(requests.get(0).at(), requests.get(1).at()))
                .isGreaterThanOrEqualTo(Duration.ofMillis(950));
    }

    @Test
    @DisplayName("does not come when the key is refused: an honest error with a stable code, asked once, message kept")
    void keyIsRefused(Learner learner, AgUiClient agent, ModelScript model, Database database, Workflows workflows) {
        model.unauthorized();

        var run = agent.start(AgUiRequest.onNewThread().says("Hello?"));

        assertThat(run).isConformant().failedWith("model_unauthorized");
        assertThat(run.events("RUN_ERROR").getFirst().path("message").asString())
                .contains("not set up correctly");
        assertThat(model.requests()).as("a refusal is not asked again").hasSize(1);
        var turn = onlyTurn(database, learner);
        assertThat(turn).containsEntry("status", "failed").containsEntry("error_code", "model_unauthorized");
        assertThat(replies(database, learner)).isEmpty();
        assertThat(database.asLearner(learner).count("select 1 from public.chat_messages where role = 'user'"))
                .isEqualTo(1);
        assertThat(workflows.activities(workflowOf(turn)))
                .containsExactly("call_ai_agent_activity", "record_turn_failure_activity");
    }

    @Test
    @DisplayName(
            "that is cut off in the middle is asked for again; what is stored is whole, and the reader is put right")
    void modelIsCutOff(Learner learner, AgUiClient agent, ModelScript model, Database database) {
        var seen = Barrier.closed();
        model.cutOffAt(seen, "The answer ", "is forty-").replies("The answer is ", "forty-two.");

        var run = agent.start(AgUiRequest.onNewThread().says("The answer?"));
        run.awaitText("is forty-");
        seen.open();

        assertThat(run).isConformant().finished();
        assertThat(run.events("TEXT_MESSAGE_START"))
                .as("a second attempt is a second message")
                .hasSize(2);
        assertThat(replies(database, learner)).containsExactly("The answer is forty-two.");
        var snapshot = run.events("MESSAGES_SNAPSHOT").getFirst().path("messages");
        assertThat(snapshot.valueStream().map(each -> each.path("content").asString()))
                .as("the last word to the reader is what is stored")
                .containsExactly("The answer?", "The answer is forty-two.");
    }

    @Test
    @DisplayName("that ends without saying that it has ended counts as cut off")
    void modelEndsWithoutFinish(Learner learner, AgUiClient agent, ModelScript model, Database database) {
        model.endsWithoutFinish("Half a ").replies("A whole sentence.");

        var run = agent.start(AgUiRequest.onNewThread().says("Speak"));

        assertThat(run).isConformant().finished();
        assertThat(replies(database, learner)).containsExactly("A whole sentence.");
    }

    @Test
    @DisplayName("that is empty, or no JSON at all, is asked for again; for ever so, it is an honest error")
    void modelHasNothingToSay(Learner learner, AgUiClient agent, ModelScript model, Database database) {
        model.emptyReply().garbage().emptyReply();

        var run = agent.start(AgUiRequest.onNewThread().says("Say something"));

        assertThat(run).isConformant().failedWith("model_empty_reply");
        assertThat(model.requests()).hasSize(3);
        assertThat(replies(database, learner)).isEmpty();
    }

    @Test
    @DisplayName("may be a refusal: then the learner is told in the model's words")
    void modelRefuses(Learner learner, AgUiClient agent, ModelScript model, Database database) {
        model.refuses("I will not do your exam for you.");

        var run = agent.start(AgUiRequest.onNewThread().says("Do my exam"));

        assertThat(run)
                .isConformant()
                .hasText("I will not do your exam for you.")
                .finished();
        assertThat(replies(database, learner)).containsExactly("I will not do your exam for you.");
    }

    @Test
    @DisplayName("keeps characters whole that the model splits over two pieces")
    void emojiStayWhole(Learner learner, AgUiClient agent, ModelScript model, Database database) {
        var rocket = "🚀";
        model.replies("Lift-off ", rocket.substring(0, 1), rocket.substring(1), " and ünïcödé");

        var run = agent.start(AgUiRequest.onNewThread().says("Launch"));

        assertThat(run).isConformant().hasText("Lift-off 🚀 and ünïcödé").finished();
        assertThat(replies(database, learner)).containsExactly("Lift-off 🚀 and ünïcödé");
    }

    @Test
    @DisplayName("to \"teach me about\" rests on the library's snippet, which the model is given by name")
    void teachesFromTheLibrary(Learner learner, AgUiClient agent, ModelScript model, Database database) {
        var word = "zyx" + UUID.randomUUID().toString().replaceAll("[^a-f]", "");
        database.asOwner()
                .update(
                        "insert into public.learning_content_snippets (slug, topic, title, content, tags) values (?, 'Testing', ?, ?, '{}')",
                        word,
                        "The " + word + " effect",
                        "It makes whales sing at noon.");
        model.replies("As the lesson says: whales sing.");

        var run =
                agent.start(AgUiRequest.onNewThread().says("Can you teach me about the " + word + " effect, please?"));

        assertThat(run)
                .isConformant()
                .hasText("As the lesson says: whales sing.")
                .finished();
        assertThat(model.requests().getFirst().texts("system").getFirst())
                .contains("The " + word + " effect")
                .contains("It makes whales sing at noon.");
    }

    @Test
    @DisplayName("to \"teach me about\" something the library does not have says so, and asks no model")
    void saysWhenTheLibraryHasNothing(Learner learner, AgUiClient agent, ModelScript model, Database database) {
        var run = agent.start(AgUiRequest.onNewThread().says("Teach me about quaxiform glorbology"));

        assertThat(run)
                .isConformant()
                .hasText("I don't have information on that specific topic yet.")
                .finished();
        assertThat(replies(database, learner)).containsExactly("I don't have information on that specific topic yet.");
        assertThat(model.requests()).isEmpty();
    }

    @Test
    @DisplayName(
            "to \"teach me\" without a topic is a question back, and the workflow knows that it waits for the answer")
    void asksBack(Learner learner, AgUiClient agent, ModelScript model, Database database, Workflows workflows) {
        var run = agent.start(AgUiRequest.onNewThread().says("Teach me something!"));

        assertThat(run).isConformant().finished().text().contains("What would you like to learn about?");
        var turn = onlyTurn(database, learner);
        Await.until(() ->
                workflows.queryStatus(workflowOf(turn)).path("state").asString().equals("waiting"));
        assertThat(workflows
                        .queryStatus(workflowOf(turn))
                        .path("awaiting_clarification")
                        .asBoolean())
                .isTrue();
        assertThat(model.requests()).isEmpty();
    }

    @Test
    @DisplayName("knows what was said before in the thread, and only there")
    void remembersTheConversation(Learner learner, AgUiClient agent, ModelScript model) {
        model.replies("Hello Ada.").replies("Your name is Ada.").replies("I do not know.");
        var first = AgUiRequest.onNewThread().says("m1", "I am Ada");
        assertThat(agent.start(first)).isConformant().finished();

        var second = agent.start(AgUiRequest.onThread(first.threadId()).says("m2", "What is my name?"));
        assertThat(second).isConformant().hasText("Your name is Ada.").finished();
        assertThat(agent.start(AgUiRequest.onNewThread().says("What is my name?")))
                .isConformant()
                .finished();

        assertThat(model.requests().get(1).roles()).containsExactly("system", "user", "assistant", "user");
        assertThat(model.requests().get(2).roles()).containsExactly("system", "user");
    }

    @Test
    @DisplayName(
            "is what the model said besides calling a tool that nobody offered; if that was nothing, it is asked again")
    void isWhatWasSaidBesidesAMadeUpTool(Learner learner, AgUiClient agent, ModelScript model, Database database) {
        model.repliesAndCallsTool("Let us talk instead.", "its_render_quick_quiz", "{\"quiz_id\": \"q\"}")
                .callsTool("delete_everything", "{}")
                .replies("As you like.");
        var thread = AgUiRequest.onNewThread();

        var talk = agent.start(thread.says("Quiz me"));
        assertThat(talk)
                .isConformant()
                .hasText("Let us talk instead.")
                .finished()
                .callsNoTool();
        assertThat(model.requests()).as("nothing was wrong with that").hasSize(1);

        var again = agent.start(AgUiRequest.onThread(thread.threadId()).says("Clean up then"));
        assertThat(again).isConformant().hasText("As you like.").finished().callsNoTool();
        assertThat(model.requests()).hasSize(3);
        assertThat(replies(database, learner)).containsExactly("Let us talk instead.", "As you like.");
    }

    @Test
    @DisplayName("comes over REST as well: the message is posted, the reply is in the session")
    void comesOverRest(Learner learner, TutorClient client, ModelScript model, Database database) {
        model.replies("A prime has ", "two divisors.");

        var sent = Chat.send(client, "What is a prime?");

        assertThat(Chat.awaitReply(database, learner, sent.turnId())).isEqualTo("A prime has two divisors.");
        assertThat(Chat.conversation(client, sent.sessionId()))
                .containsExactly("user: What is a prime?", "assistant: A prime has two divisors.");
    }
}
