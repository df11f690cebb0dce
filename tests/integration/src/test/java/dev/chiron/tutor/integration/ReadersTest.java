package dev.chiron.tutor.integration;

import static dev.chiron.testkit.AgUiAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chiron.testkit.AgUiClient;
import dev.chiron.testkit.AgUiRequest;
import dev.chiron.testkit.AgUiRun;
import dev.chiron.testkit.Barrier;
import dev.chiron.testkit.BreaksStreams;
import dev.chiron.testkit.Database;
import dev.chiron.testkit.ExclusiveStack;
import dev.chiron.testkit.Faults;
import dev.chiron.testkit.Learner;
import dev.chiron.testkit.Learners;
import dev.chiron.testkit.ModelScript;
import dev.chiron.testkit.ScriptedModel;
import dev.chiron.testkit.Stack;
import dev.chiron.testkit.TutorClient;
import dev.chiron.testkit.TutorStack;
import dev.chiron.tutor.TutorServer;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What readers of streams may ask of a node: how many there may be, how slow, and what they cost while nothing happens. */
@TutorStack(
        application = TutorServer.class,
        invariants = TutorInvariants.class,
        properties = {
            "tutor.readers.per-learner=3",
            "tutor.readers.per-node=5",
            "tutor.readers.retry-after=2s",
            "tutor.readers.send-buffer=16KB",
            "tutor.stream.keep-alive=500ms",
            "tutor.stream.reader-buffer=100",
            "tutor.database.statement-timeout=3s",
            "server.tomcat.connection-timeout=2s",
        })
@ExclusiveStack
@DisplayName("The readers of a node")
class ReadersTest {

    /** A node notices that a reader has left when it next writes to it; a test begins with none of the last one's. */
    @BeforeEach
    void begin(Stack stack) {
        Await.until(() -> open(stack) == 0);
    }

    private static String events(UUID session) {
        return Chat.SESSIONS + "/" + session + "/events";
    }

    private static UUID newSession(TutorClient client) {
        return UUID.fromString(
                client.post(Chat.SESSIONS, Map.of("title", "Read")).string("session_id"));
    }

    private static AgUiRun page(AgUiClient agent, UUID session) {
        var page = agent.get(events(session));
        page.awaitEvent("RUN_FINISHED");
        return page;
    }

    private static double open(Stack stack) {
        return metrics(stack).get("chiron.streams.open").gauge().value();
    }

    private static MeterRegistry metrics(Stack stack) {
        return stack.application().getBean(MeterRegistry.class);
    }

    private static long requestTransactions(Stack stack) {
        return metrics(stack)
                .get("hikaricp.connections.usage")
                .tag("pool", "requests")
                .timer()
                .count();
    }

    // Goal: one learner cannot take the node's room, and is told when to come again; a run counts like a page, and one
    // that is refused has stored nothing.
    @Test
    @DisplayName("are limited for each learner: one too many is 429, and a place that is given back is there again")
    void ofALearnerAreLimited(
            Learner learner,
            Learners learners,
            AgUiClient agent,
            TutorClient client,
            Stack stack,
            ScriptedModel model) {
        var session = newSession(client);
        try (var first = page(agent, session);
                var second = page(agent, session);
                var third = page(agent, session)) {
            assertThat(first.isOpen() && second.isOpen()).isTrue();

            var refused = agent.get(events(session));
            assertThat(refused).wasRejected(429, "too_many_streams");
            assertThat(refused.header("Retry-After")).hasValue("2");
            var run = agent.start(AgUiRequest.onThread(session.toString()).says("Hello?"));
            assertThat(run).wasRejected(429, "too_many_streams");
            assertThat(Chat.conversation(client, session)).isEmpty();

            var stranger = learners.fresh();
            model.forUser(stranger.id().toString()).replies("Hi.");
            assertThat(agent.as(stranger).say("Hello")).isConformant().hasText("Hi.");

            third.disconnect();
            Await.until(() -> open(stack) == 2);
            page(agent, session).disconnect();
        }
        Await.until(() -> open(stack) == 0);
    }

    // Goal: a node says that it is full instead of becoming slow for all.
    @Test
    @DisplayName("are limited for the node: one too many is 503, whoever it is")
    void ofANodeAreLimited(Learner learner, Learners learners, AgUiClient agent, TutorClient client, Stack stack) {
        var other = learners.fresh();
        var third = learners.fresh();
        var session = newSession(client);
        var others = newSession(client.as(other));
        var pages = new ArrayList<AgUiRun>();
        for (var i = 0; i < 3; i++) {
            pages.add(page(agent, session));
        }
        for (var i = 0; i < 2; i++) {
            pages.add(page(agent.as(other), others));
        }

        var refused = agent.as(third).get(events(newSession(client.as(third))));

        assertThat(refused).wasRejected(503, "too_many_streams");
        assertThat(refused.header("Retry-After")).hasValue("2");
        pages.forEach(AgUiRun::disconnect);
        Await.until(() -> open(stack) == 0);
    }

    // Goal: an open page on which nothing happens costs no transaction. Method: count what requests take from their
    // pool between two comments that keep the page's connection alive.
    @Test
    @DisplayName("cost the database nothing while nothing happens, and see the next turn all the same")
    void costNothingWhileIdle(Learner learner, AgUiClient agent, TutorClient client, Stack stack, ModelScript model) {
        var session = newSession(client);
        try (var page = page(agent, session)) {
            page.awaitComments(1);
            var before = requestTransactions(stack);

            page.awaitComments(4);

            assertThat(requestTransactions(stack)).isEqualTo(before);
            model.replies("Still ", "here.");
            var sent = Chat.send(client, session, "Are you there?");
            assertThat(sent.sessionId()).isEqualTo(session);
            page.awaitEvents("RUN_FINISHED", 2);
            // Streamed, or in the snapshot if the page came to it later.
            assertThat(page.texts()).containsValue("Still here.");
        }
    }

    // Goal: what is said while the node cannot hear its database's notifications reaches open pages when it can again.
    // Method: all its connections are cut; the turn is stored directly, as another node would, so that nothing on this
    // one knows of it; only pages that are behind look.
    @Test
    @DisplayName("see a turn that was stored while their node was deaf")
    void seeWhatWasMissed(
            Learner learner,
            AgUiClient agent,
            TutorClient client,
            Faults faults,
            Stack stack,
            ModelScript model,
            Database database) {
        var session = newSession(client);
        model.replies("Better late.").always();
        try (var page = page(agent, session)) {
            faults.database().cut();
            var turn = UUID.randomUUID();
            database.asOwner()
                    .update(
                            "with turn as (insert into public.chat_turns (id, session_id, user_id, run_id)"
                                    + " values (?, ?, ?, ?) returning *)"
                                    + " insert into public.chat_messages (session_id, user_id, turn_id, role, content)"
                                    + " select session_id, user_id, id, 'user', 'From elsewhere' from turn",
                            turn,
                            session,
                            learner.id(),
                            "run-" + turn);
            page.awaitComments(2);
            assertThat(page.events("RUN_STARTED")).hasSize(1);

            faults.restore();
            OutageTest.forgetTheLastOutage(stack);

            page.awaitEvents("RUN_FINISHED", 2);
            assertThat(page.texts()).containsValue("From elsewhere").containsValue("Better late.");
        }
    }

    // Goal: a reader that takes nothing is nobody's problem but its own: others have the turn at their pace, the node
    // drops it after the write time-out, and it can come again and has everything. Method: a raw socket that is not
    // read,
    // with small buffers on both sides, while a reply of 200,000 characters is said.
    @Test
    @BreaksStreams("a reader that is dropped gets half a frame")
    @DisplayName("that take nothing are dropped and slow nobody down")
    void slowOnesAreDropped(Learner learner, AgUiClient agent, TutorClient client, Stack stack, ModelScript model) {
        var session = newSession(client);
        var deltas = IntStream.range(0, 2000)
                .mapToObj(number -> "%-99s ".formatted("piece " + number))
                .toList();
        var reply = String.join("", deltas);
        var held = Barrier.closed();
        model.repliesAround(deltas.subList(0, 1), held, deltas.subList(1, deltas.size()));
        try (var slow = agent.pausingAfter(0).get(events(session))) {
            Await.until(() -> open(stack) == 1);
            var run = agent.start(AgUiRequest.onThread(session.toString()).says("At length, please"));
            run.awaitText("piece 0");
            held.open();

            assertThat(run).isConformant().hasText(reply).finished();

            Await.until(() -> open(stack) == 0);
            slow.resumeReading();
            assertThat(slow.end()).isNotEqualTo(AgUiRun.End.CLEAN);
            assertThat(slow.text().length()).as("what it had been sent").isLessThan(reply.length());
        }
        try (var again = page(agent, session)) {
            assertThat(again.texts()).containsValue(reply);
        }
    }
}
