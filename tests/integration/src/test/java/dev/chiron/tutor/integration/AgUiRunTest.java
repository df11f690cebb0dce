package dev.chiron.tutor.integration;

import static dev.chiron.testkit.AgUiAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chiron.testkit.AgUiClient;
import dev.chiron.testkit.AgUiRequest;
import dev.chiron.testkit.AgUiRun;
import dev.chiron.testkit.Barrier;
import dev.chiron.testkit.Database;
import dev.chiron.testkit.Learner;
import dev.chiron.testkit.Learners;
import dev.chiron.testkit.ModelScript;
import dev.chiron.testkit.ScriptedModel;
import dev.chiron.testkit.TutorClient;
import dev.chiron.testkit.Workflows;
import java.util.ArrayList;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What an AG-UI client relies on beside the reply itself: threads, replays, lost connections, stops. */
@TutorTest
@DisplayName("An AG-UI run")
class AgUiRunTest {

    @Test
    @DisplayName("has the headers of a stream that nobody buffers, at both of its addresses")
    void hasStreamHeaders(Learner learner, AgUiClient agent, ModelScript model) {
        model.replies("Hi.").replies("Hi.");
        for (var client : new AgUiClient[] {agent, agent.at("/awp")}) {
            var run = client.start(AgUiRequest.onNewThread().says("Hello"));
            assertThat(run)
                    .isConformant()
                    .hasHeader("Content-Type", "text/event-stream;charset=UTF-8")
                    .hasHeader("Cache-Control", "no-cache, no-transform")
                    .hasHeader("X-Accel-Buffering", "no")
                    .finished();
        }
    }

    @Test
    @DisplayName("serves a client from before protocol 1.0")
    void servesLegacyClients(Learner learner, AgUiClient agent, ModelScript model) {
        model.replies("Hi.");
        var run = agent.start(AgUiRequest.onNewThread().legacy().says("Hello"));
        assertThat(run).isConformant().hasText("Hi.").finished();
        assertThat(run.events("RUN_FINISHED").getFirst().has("outcome")).isFalse();
    }

    @Test
    @DisplayName("posted again after its end is replayed from what is stored, and the model is not asked again")
    void isReplayed(Learner learner, AgUiClient agent, ModelScript model, Database database) {
        model.replies("Once.");
        var request = AgUiRequest.onNewThread().says("m1", "Only once");
        assertThat(agent.start(request)).isConformant().finished();
        database.asLearner(learner).awaitRow("select 1 from public.chat_turns where ended_at is not null");

        var again = agent.start(request);

        assertThat(again).isConformant().hasTypes("RUN_STARTED", "MESSAGES_SNAPSHOT", "STATE_SNAPSHOT", "RUN_FINISHED");
        assertThat(again.texts()).containsEntry("m1", "Only once").containsValue("Once.");
        assertThat(model.requests()).hasSize(1);
    }

    @Test
    @DisplayName("posted again while it runs joins the one that runs")
    void isJoined(Learner learner, AgUiClient agent, ModelScript model) {
        var half = Barrier.closed();
        model.repliesAround("First half, ", half, "second half.");
        var request = AgUiRequest.onNewThread().says("m1", "Both halves");
        var first = agent.start(request).awaitText("First half, ");

        var second = agent.start(request);
        second.awaitEvent("MESSAGES_SNAPSHOT");
        half.open();

        assertThat(first).isConformant().hasText("First half, second half.").finished();
        assertThat(second).isConformant().finished();
        assertThat(second.texts()).containsValue("First half, second half.");
        assertThat(model.requests()).hasSize(1);
    }

    @Test
    @DisplayName("on a thread that is busy with another one is refused, and leaves nothing behind")
    void busyThreadRefuses(Learner learner, AgUiClient agent, ModelScript model, Database database) {
        var thinking = Barrier.closed();
        model.holdUntil(thinking).replies("Done.");
        var first = AgUiRequest.onNewThread().says("m1", "One");
        var running = agent.start(first);
        thinking.awaitReached();

        var second = agent.start(AgUiRequest.onThread(first.threadId()).says("m2", "Two"));

        assertThat(second).wasRejected(409, "thread_busy");
        assertThat(database.asLearner(learner).count("select 1 from public.chat_messages where role = 'user'"))
                .isEqualTo(1);
        thinking.open();
        assertThat(running).isConformant().hasText("Done.").finished();
    }

    @Test
    @DisplayName("is one turn however many clients start it at the same moment")
    void isOneTurn(Learner learner, AgUiClient agent, ModelScript model, Database database) throws Exception {
        model.replies("Together.");
        var request = AgUiRequest.onNewThread().says("m1", "All at once");
        var runs = new ArrayList<AgUiRun>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var started : threads.invokeAll(java.util.Collections.<Callable<AgUiRun>>nCopies(
                    12, () -> agent.start(request).awaitEnd()))) {
                runs.add(started.get());
            }
        }
        for (var run : runs) {
            assertThat(run).isConformant().finished();
            assertThat(run.texts()).containsValue("Together.");
        }
        assertThat(model.requests()).hasSize(1);
        assertThat(database.asLearner(learner).count("select 1 from public.chat_sessions"))
                .isEqualTo(1);
    }

    @Test
    @DisplayName("without anything new to say shows the thread as it stands and asks no model")
    void nothingNew(Learner learner, AgUiClient agent, ModelScript model) {
        model.replies("Hello.");
        var first = AgUiRequest.onNewThread().says("m1", "Hi");
        var run = agent.start(first);
        assertThat(run).isConformant().finished();
        var reply =
                run.events("TEXT_MESSAGE_START").getFirst().path("messageId").asString();

        var again = agent.start(
                AgUiRequest.onThread(first.threadId()).says("m1", "Hi").assistantSaid(reply, "Hello."));
        assertThat(again).isConformant().hasTypes("RUN_STARTED", "MESSAGES_SNAPSHOT", "STATE_SNAPSHOT", "RUN_FINISHED");
        assertThat(again.texts()).containsEntry("m1", "Hi").containsValue("Hello.");
        assertThat(agent.start(AgUiRequest.onNewThread())).isConformant().finished();
        assertThat(model.requests()).hasSize(1);
    }

    @Test
    @DisplayName("ignores messages and members that this server does not know")
    void ignoresTheUnknown(Learner learner, AgUiClient agent, ModelScript model) {
        model.replies("Fine.");
        var run = agent.start(AgUiRequest.onNewThread()
                .message(java.util.Map.of("id", "x", "role", "hologram", "content", "?"))
                .with("somethingNew", java.util.List.of(1, 2))
                .says("Hello"));
        assertThat(run).isConformant().hasText("Fine.").finished();
    }

    @Test
    @DisplayName("is not stopped by a reader who leaves: it is answered and stored, and shown to who comes back")
    void disconnectIsNotStop(Learner learner, AgUiClient agent, ModelScript model, Database database) {
        var half = Barrier.closed();
        model.repliesAround("Before, ", half, "and after.");
        var request = AgUiRequest.onNewThread().says("Keep going");
        agent.start(request).awaitText("Before, ").reset();

        half.open();
        database.asLearner(learner)
                .awaitRow(
                        "select 1 from public.chat_messages where role = 'assistant' and content = 'Before, and after.'");

        assertThat(agent.start(request)).isConformant().finished();
    }

    @Test
    @DisplayName("is stopped by a stop: what was said is kept and marked, and the reader is told")
    void stopKeepsWhatWasSaid(
            Learner learner,
            AgUiClient agent,
            TutorClient client,
            ModelScript model,
            Database database,
            Workflows workflows) {
        model.stallsAfter("So far ", "so good");
        var request = AgUiRequest.onNewThread().says("Talk");
        var run = agent.start(request).awaitText("so good");

        var stop = client.post("/api/v1/agui/stop/" + request.threadId());

        assertThat(stop.status()).isEqualTo(202);
        assertThat(run).isConformant().hasText("So far so good").wasCancelled();
        var reply = database.asLearner(learner).awaitRow("select * from public.chat_messages where role = 'assistant'");
        assertThat(reply).containsEntry("content", "So far so good").containsEntry("stopped", true);
        var turn = database.asLearner(learner).row("select * from public.chat_turns");
        assertThat(turn).containsEntry("status", "stopped");
        assertThat(workflows.signals("chat-session:" + turn.get("session_id")))
                .containsExactly("user_message", "stop_turn");
        assertThat(client.post("/api/v1/agui/stop/" + request.threadId()).status())
                .as("nothing runs any more")
                .isEqualTo(404);
    }

    @Test
    @DisplayName("belongs to its learner: the same thread id of two learners is two threads")
    void threadsAreOnesOwn(
            Learner learner,
            AgUiClient agent,
            ModelScript model,
            Learners learners,
            ScriptedModel models,
            TutorClient client) {
        var stranger = learners.fresh();
        model.replies("For the first.");
        models.forUser(stranger.id().toString()).replies("For the second.");
        var thread = "shared-" + UUID.randomUUID();

        assertThat(agent.start(AgUiRequest.onThread(thread).says("m1", "Mine")))
                .isConformant()
                .hasText("For the first.");
        var theirs = agent.as(stranger).start(AgUiRequest.onThread(thread).says("m1", "Theirs"));

        assertThat(theirs).isConformant().hasText("For the second.");
        assertThat(theirs.texts().values()).doesNotContain("Mine", "For the first.");
        assertThat(client.as(learners.fresh())
                        .post("/api/v1/agui/stop/" + thread)
                        .status())
                .isEqualTo(404);
    }

    @Test
    @DisplayName("can go on in a session of the REST API, by its id")
    void sessionIdIsAThread(
            Learner learner, AgUiClient agent, TutorClient client, ModelScript model, Database database) {
        model.replies("By post.").replies("By stream.");
        var sent = Chat.send(client, "First by post");
        Chat.awaitOver(database, sent.turnId());

        assertThat(agent.start(AgUiRequest.onThread(sent.sessionId().toString()).says("Then by stream")))
                .isConformant()
                .hasText("By stream.")
                .finished();
        assertThat(Chat.conversation(client, sent.sessionId()))
                .containsExactly(
                        "user: First by post", "assistant: By post.", "user: Then by stream", "assistant: By stream.");
    }

    @Test
    @DisplayName("is seen by a page that follows the session: a snapshot first, then every turn as it happens")
    void sessionEventsFollow(
            Learner learner,
            AgUiClient agent,
            TutorClient client,
            ModelScript model,
            Database database,
            Learners learners) {
        model.replies("One.").replies("Two, ", "live.");
        var first = Chat.send(client, "first");
        Chat.awaitOver(database, first.turnId());
        var path = Chat.SESSIONS + "/" + first.sessionId() + "/events";

        try (var page = agent.get(path)) {
            page.awaitEvent("RUN_FINISHED");
            assertThat(page.texts()).containsValue("first").containsValue("One.");

            var second = Chat.send(client, first.sessionId(), "second");
            page.awaitEvents("RUN_FINISHED", 2);

            assertThat(page.texts()).containsValue("second").containsValue("Two, live.");
            assertThat(page.events("RUN_STARTED").get(1).path("runId").asString())
                    .isEqualTo(second.turnId().toString());
            page.disconnect();
            assertThat(page).isConformantStream();
        }
        assertThat(agent.as(learners.fresh()).get(path)).wasRejected(404, "not_found");
    }

    @Test
    @DisplayName("is seen from the middle by a page that comes late: what was said, then the rest, nothing twice")
    void sessionEventsAttachInTheMiddle(Learner learner, AgUiClient agent, TutorClient client, ModelScript model) {
        var half = Barrier.closed();
        model.repliesAround("The beginning, ", half, "the end.");
        var request = AgUiRequest.onNewThread().says("Tell me");
        var run = agent.start(request).awaitText("The beginning, ");
        var session = client.get(Chat.SESSIONS).string("sessions.0.session_id");

        try (var page = agent.get(Chat.SESSIONS + "/" + session + "/events")) {
            page.awaitEvent("TEXT_MESSAGE_START");
            assertThat(page.texts()).containsValue("The beginning, ");
            half.open();
            page.awaitEvent("RUN_FINISHED");
            page.disconnect();
            assertThat(page).isConformantStream();
            assertThat(page.texts()).containsValue("The beginning, the end.");
            assertThat(page.events("TEXT_MESSAGE_CONTENT")).hasSize(1);
        }
        assertThat(run).isConformant().hasText("The beginning, the end.").finished();
    }
}
