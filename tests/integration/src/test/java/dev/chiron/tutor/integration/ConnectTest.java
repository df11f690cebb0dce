package dev.chiron.tutor.integration;

import static dev.chiron.testkit.AgUiAssertions.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chiron.testkit.AgUiClient;
import dev.chiron.testkit.AgUiRequest;
import dev.chiron.testkit.AgUiRun;
import dev.chiron.testkit.Barrier;
import dev.chiron.testkit.Database;
import dev.chiron.testkit.Learner;
import dev.chiron.testkit.Learners;
import dev.chiron.testkit.ModelScript;
import dev.chiron.testkit.TutorClient;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a page does that is loaded again, or whose line was dropped: it connects, and has everything once. */
@TutorTest
@DisplayName("Connecting to a thread")
class ConnectTest {

    private static final String QUIZ = "its:render_quick_quiz";

    private static final String PRIMES = """
            {"quiz_id": "primes", "question_text": "Which one is prime?",
             "options": [{"id": "a", "text": "Nine"}, {"id": "b", "text": "Eleven"}], "correct_option_id": "b"}""";

    private static final String[] IDLE = {"RUN_STARTED", "MESSAGES_SNAPSHOT", "STATE_SNAPSHOT", "RUN_FINISHED"};

    private static AgUiRequest connecting(AgUiRequest to) {
        return AgUiRequest.onThread(to.threadId());
    }

    private static String id(JsonNode event, String member) {
        return event.path(member).asString();
    }

    private static List<String> runs(AgUiRun run) {
        return run.events("RUN_STARTED").stream().map(each -> id(each, "runId")).toList();
    }

    private static List<String> pending(AgUiRun run) {
        return run.events("RUN_FINISHED")
                .getLast()
                .at("/outcome/pendingToolCallIds")
                .valueStream()
                .map(JsonNode::asString)
                .toList();
    }

    private static List<String> callsInSnapshot(AgUiRun run) {
        return run.awaitEvent("MESSAGES_SNAPSHOT")
                .path("messages")
                .valueStream()
                .flatMap(message -> message.path("toolCalls").valueStream())
                .map(call -> id(call, "id"))
                .toList();
    }

    @Test
    @DisplayName("that is idle shows it as it stands, as one run with the ids of the input; no model is asked")
    void idle(Learner learner, AgUiClient agent, ModelScript model, Database database) {
        model.replies("Hello.");
        var first = AgUiRequest.onNewThread().says("m1", "Hi");
        assertThat(agent.start(first)).isConformant().finished();

        var page = agent.connect(connecting(first).runId("page-1"));

        assertThat(page).isConformantStream().finished().hasTypes(IDLE);
        assertThat(page.texts())
                .containsEntry("m1", "Hi")
                .containsValue("Hello.")
                .hasSize(2);
        assertThat(runs(page)).containsExactly("page-1");
        assertThat(id(page.events("RUN_FINISHED").getFirst(), "runId")).isEqualTo("page-1");
        assertThat(id(page.events("RUN_STARTED").getFirst(), "threadId")).isEqualTo(first.threadId());
        assertThat(model.requests()).hasSize(1);
        assertThat(database.asLearner(learner).count("select 1 from public.chat_turns"))
                .isEqualTo(1);
    }

    @Test
    @DisplayName("looks at no message of the input: nothing is said, whatever the page believes to be said")
    void saysNothing(Learner learner, AgUiClient agent, ModelScript model, Database database) {
        model.replies("Hello.");
        var first = AgUiRequest.onNewThread().says("m1", "Hi");
        assertThat(agent.start(first)).isConformant().finished();

        var page = agent.connect(connecting(first)
                .says("m1", "Hi")
                .assistantSaid("mine", "I said so")
                .says("m2", "New?"));

        assertThat(page).isConformantStream().finished().hasTypes(IDLE);
        assertThat(page.texts().values()).containsExactly("Hi", "Hello.");
        assertThat(model.requests()).hasSize(1);
        assertThat(database.asLearner(learner).count("select 1 from public.chat_messages"))
                .isEqualTo(2);
    }

    @Test
    @DisplayName("that does not exist shows an empty one, stores nothing, and is the same for another learner's")
    void unknownAndForeign(Learner learner, Learners learners, AgUiClient agent, ModelScript model, Database database) {
        model.replies("A secret.");
        var theirs = AgUiRequest.onNewThread().says("m1", "Mine alone");
        assertThat(agent.start(theirs)).isConformant().finished();
        var session = database.asLearner(learner).value(UUID.class, "select id from public.chat_sessions");
        var stranger = learners.fresh();

        for (var thread : List.of(theirs.threadId(), session.toString(), "never-heard-of")) {
            var page = agent.as(stranger).connect(AgUiRequest.onThread(thread));

            assertThat(page).isConformantStream().finished().hasTypes(IDLE);
            assertThat(page.texts()).isEmpty();
            assertThat(page.events("STATE_SNAPSHOT").getFirst().path("snapshot"))
                    .isEqualTo(JsonMapper.shared().readTree("{\"thread\":{},\"tracks\":{}}"));
            assertThat(page.body()).doesNotContain("secret", "Mine alone");
        }
        assertThat(database.asLearner(stranger).count("select 1 from public.chat_sessions"))
                .isZero();
        assertThat(agent.anonymous().connect(connecting(theirs))).wasRejected(401, "unauthenticated");
    }

    @Test
    @DisplayName(
            "before the first word of a turn shows the question, then the reply as it comes, as the turn's own run")
    void beforeTheFirstWord(Learner learner, AgUiClient agent, ModelScript model) {
        var thinking = Barrier.closed();
        model.holdUntil(thinking).replies("At ", "last.");
        var first = AgUiRequest.onNewThread().says("m1", "Think hard");
        var run = agent.start(first);
        thinking.awaitReached();

        var page = agent.connect(connecting(first));
        page.awaitEvent("STATE_SNAPSHOT");
        assertThat(page.texts()).containsOnlyKeys("m1");
        thinking.open();

        assertThat(page).isConformantStream().finished().hasText("At last.");
        assertThat(runs(page)).containsExactly(first.runId());
        assertThat(page.types()).startsWith("RUN_STARTED", "MESSAGES_SNAPSHOT", "STATE_SNAPSHOT", "TEXT_MESSAGE_START");
        assertThat(run).isConformant().hasText("At last.");
        assertThat(page.texts()).containsAllEntriesOf(run.texts());
    }

    @Test
    @DisplayName(
            "in the middle of a reply shows it so far, opens it again under its id, and goes on: no half is lost or doubled")
    void midText(Learner learner, AgUiClient agent, ModelScript model) {
        var half = Barrier.closed();
        model.repliesAround("The beginning \uD83D\uDE00, ", half, "the end.");
        var first = AgUiRequest.onNewThread().says("m1", "Tell me");
        var run = agent.start(first).awaitText("The beginning \uD83D\uDE00, ");

        var one = agent.connect(connecting(first));
        var other = agent.connect(connecting(first).legacy());
        for (var page : List.of(one, other)) {
            page.awaitEvent("TEXT_MESSAGE_START");
            assertThat(page.texts()).containsValue("The beginning \uD83D\uDE00, ");
        }
        half.open();

        assertThat(run).isConformant().finished();
        for (var page : List.of(one, other)) {
            assertThat(page).isConformantStream().finished();
            assertThat(page)
                    .hasTypes(
                            "RUN_STARTED",
                            "MESSAGES_SNAPSHOT",
                            "STATE_SNAPSHOT",
                            "TEXT_MESSAGE_START",
                            "TEXT_MESSAGE_CONTENT",
                            "TEXT_MESSAGE_END",
                            "STATE_DELTA",
                            "RUN_FINISHED");
            assertThat(runs(page)).containsExactly(first.runId());
            assertThat(page.texts()).containsAllEntriesOf(run.texts()).hasSize(2);
        }
        assertThat(other.events("RUN_FINISHED").getFirst().has("outcome"))
                .as("an outcome is fatal for a client from before 1.0")
                .isFalse();
        assertThat(model.requests()).hasSize(1);
    }

    @Test
    @DisplayName(
            "after a component was shown has its call in the snapshot, once, and hears at the end that it is pending")
    void afterAComponent(Learner learner, AgUiClient agent, ModelScript model, Database database) {
        var thinking = Barrier.closed();
        model.holdUntil(thinking).repliesAndCallsTool("Try this:", "its_render_quick_quiz", PRIMES);
        var first = AgUiRequest.onNewThread().offers(QUIZ, "Asks", "{}").says("m1", "Quiz me");
        var run = agent.start(first);
        thinking.awaitReached();
        AgUiRun page;
        // While its row is locked the turn cannot end, but it speaks: what refers to the row may still be written.
        try (var _ = database.asService()
                .hold("select 1 from public.chat_turns where user_id = ? for no key update", learner.id())) {
            thinking.open();
            run.awaitEvent("TOOL_CALL_END");
            page = agent.connect(connecting(first));
            page.awaitEvent("STATE_SNAPSHOT");
            assertThat(callsInSnapshot(page)).hasSize(1);
        }

        assertThat(run).isConformant().finished().calls(QUIZ);
        assertThat(page).isConformantStream().finished().callsNoTool();
        assertThat(pending(page)).isEqualTo(callsInSnapshot(page)).isEqualTo(pending(run));
        assertThat(page.texts()).containsAllEntriesOf(run.texts());
    }

    @Test
    @DisplayName("between two attempts shows what the first has said, and has only what is stored at the end")
    void betweenAttempts(Learner learner, AgUiClient agent, ModelScript model, Database database) {
        var seen = Barrier.closed();
        var second = Barrier.closed();
        model.cutOffAt(seen, "The answer ", "is forty-").holdUntil(second).replies("It is ", "forty-two.");
        var first = AgUiRequest.onNewThread().says("m1", "What is it?");
        var run = agent.start(first).awaitText("is forty-");
        seen.open();
        second.awaitReached();

        var page = agent.connect(connecting(first));
        page.awaitEvent("STATE_SNAPSHOT");
        second.open();

        for (var each : List.of(run, page)) {
            assertThat(each).isConformantStream().finished();
            assertThat(each.texts()).containsEntry("m1", "What is it?").containsValue("It is forty-two.");
            assertThat(each.texts()).as("the void half is gone").hasSize(2);
        }
        assertThat(page.texts()).isEqualTo(run.texts());
        assertThat(Chat.awaitReply(
                        database,
                        learner,
                        database.asLearner(learner).value(UUID.class, "select id from public.chat_turns")))
                .isEqualTo("It is forty-two.");
    }

    @Test
    @DisplayName(
            "after a stop shows what was said until then; a turn that is stopped while a page looks on is cancelled there")
    void stopped(Learner learner, AgUiClient agent, TutorClient client, ModelScript model) {
        model.stallsAfter("So far ", "so good");
        var first = AgUiRequest.onNewThread().says("m1", "Talk");
        var run = agent.start(first).awaitText("so good");
        var looking = agent.connect(connecting(first));
        var legacy = agent.connect(connecting(first).legacy());
        looking.awaitEvent("TEXT_MESSAGE_START");
        legacy.awaitEvent("TEXT_MESSAGE_START");

        assertThat(client.post("/api/v1/agui/stop/" + first.threadId()).status())
                .isEqualTo(202);

        assertThat(run).isConformant().wasCancelled();
        assertThat(looking).isConformantStream().wasCancelled();
        assertThat(legacy).isConformantStream().failedWith("cancelled");
        var later = agent.connect(connecting(first));
        assertThat(later).isConformantStream().finished().hasTypes(IDLE);
        assertThat(later.texts()).isEqualTo(looking.texts()).containsValue("So far so good");
    }

    @Test
    @DisplayName("while two turns wait behind the one that runs shows all three, one run after the other, then ends")
    void queuedTurns(Learner learner, AgUiClient agent, TutorClient client, ModelScript model, Database database) {
        var half = Barrier.closed();
        model.repliesAround("One, ", half, "whole.").replies("Two.").replies("Three.");
        var first = Chat.send(client, "first");
        model.awaitRequests(1);
        var second = Chat.send(client, first.sessionId(), "second");
        var third = Chat.send(client, first.sessionId(), "third");

        var page = agent.connect(AgUiRequest.onThread(first.sessionId().toString()));
        page.awaitEvent("STATE_SNAPSHOT");
        half.open();

        assertThat(page).isConformantStream().finished();
        assertThat(runs(page))
                .containsExactly(
                        first.turnId().toString(),
                        second.turnId().toString(),
                        third.turnId().toString());
        assertThat(page.texts().values())
                .containsExactlyInAnyOrder("first", "second", "third", "One, whole.", "Two.", "Three.");
        assertThat(database.asLearner(learner).count("select 1 from public.chat_turns where ended_at is null"))
                .isZero();
    }

    @Test
    @DisplayName(
            "finds a question that waits: its call is in the snapshot, unanswered, and the run names it as pending")
    void openQuestion(Learner learner, AgUiClient agent, TutorClient client, ModelScript model) {
        model.callsTool("its_render_quick_quiz", PRIMES).replies("Well done.");
        var first = AgUiRequest.onNewThread().offers(QUIZ, "Asks", "{}").says("m1", "Quiz me");
        assertThat(agent.start(first)).isConformant().finished();

        var page = agent.connect(connecting(first));
        assertThat(page).isConformantStream().finished().callsNoTool();
        assertThat(callsInSnapshot(page)).hasSize(1).isEqualTo(pending(page));
        assertThat(page.body()).as("no key").doesNotContain("correct_option_id");
        var legacy = agent.connect(connecting(first).legacy());
        assertThat(legacy).isConformantStream().finished();
        assertThat(callsInSnapshot(legacy)).isEqualTo(pending(page));
        assertThat(legacy.events("RUN_FINISHED").getFirst().has("outcome")).isFalse();

        var answered = agent.start(AgUiRequest.onThread(first.threadId())
                .offers(QUIZ, "Asks", "{}")
                .answers(pending(page).getFirst(), "{\"quiz_id\":\"primes\",\"selected_option_id\":\"b\"}"));
        assertThat(answered).isConformant().finished();
        var later = agent.connect(connecting(first));
        assertThat(later).isConformantStream().finished();
        assertThat(pending(later)).isEmpty();
    }

    @Test
    @DisplayName("shows what was only to be looked at, and said without a word, as one activity")
    void unspokenActivity(Learner learner, AgUiClient agent, ModelScript model, Database database) {
        model.callsTool("its_render_diagram_viewer", """
                {"diagram_id": "d", "diagram_type": "mermaid", "diagram_data": "graph TD; A-->B"}""").replies("There it is.");
        var first = AgUiRequest.onNewThread()
                .offers("its:render_diagram_viewer", "Shows", "{}")
                .says("m1", "Draw it");
        var run = agent.start(first);
        assertThat(run).isConformant().finished();
        var shown = run.events("ACTIVITY_SNAPSHOT").stream()
                .map(each -> id(each, "messageId"))
                .toList();
        assertThat(shown).as(run.toString()).hasSize(1);

        var page = agent.connect(connecting(first));

        assertThat(page).isConformantStream().finished().hasTypes(IDLE);
        assertThat(page.events("MESSAGES_SNAPSHOT")
                        .getFirst()
                        .path("messages")
                        .valueStream()
                        .map(each -> id(each, "id")))
                .containsExactly("m1", shown.getFirst());

        // A client sends no activity back; that is not to leave it out.
        var next = agent.start(AgUiRequest.onThread(first.threadId())
                .state(page.events("STATE_SNAPSHOT").getFirst().path("snapshot"))
                .says("m1", "Draw it")
                .says("m2", "And now?"));
        assertThat(next).isConformant().hasText("There it is.").finished();
        assertThat(database.asLearner(learner)
                        .count("select 1 from public.chat_messages where superseded_at is not null"))
                .isZero();
    }

    @Test
    @DisplayName("works for a client that can only run, by a forwarded property: as the run that it posted")
    void byForwardedProperty(Learner learner, AgUiClient agent, ModelScript model, Database database) {
        var half = Barrier.closed();
        model.repliesAround("First half, ", half, "second half.");
        var first = AgUiRequest.onNewThread().says("m1", "Both halves");
        var run = agent.start(first).awaitText("First half, ");
        var asking = connecting(first).with("forwardedProps", Map.of("_ag_ui_connect", true));

        var live = agent.start(asking.says("m9", "Not said"));
        live.awaitEvent("TEXT_MESSAGE_START");
        half.open();

        assertThat(live).isConformant().finished();
        assertThat(run).isConformant().finished();
        assertThat(live.texts())
                .isEqualTo(Map.of(
                        "m1", "Both halves", run.texts().keySet().iterator().next(), "First half, second half."));
        var idle = agent.start(asking.runId("idle").says("m9", "Not said"));
        assertThat(idle).isConformant().finished().hasTypes(IDLE);
        assertThat(idle.texts()).isEqualTo(live.texts());
        var nowhere = agent.start(AgUiRequest.onNewThread()
                .with("forwardedProps", Map.of("_ag_ui_connect", true))
                .says("Not said"));
        assertThat(nowhere).isConformant().finished().hasTypes(IDLE);
        assertThat(nowhere.texts()).isEmpty();
        assertThat(database.asLearner(learner).count("select 1 from public.chat_messages"))
                .isEqualTo(2);
        assertThat(model.requests()).hasSize(1);
    }

    @Test
    @DisplayName("happens by itself when a client whose line was dropped runs the same history again")
    void rerunAfterADroppedLine(Learner learner, AgUiClient agent, ModelScript model, Database database) {
        var half = Barrier.closed();
        model.repliesAround("First half, ", half, "second half.");
        var first = AgUiRequest.onNewThread().says("m1", "Both halves");
        agent.start(first).awaitText("First half, ").reset();

        var again = agent.start(connecting(first).runId("again").says("m1", "Both halves"));
        again.awaitEvent("TEXT_MESSAGE_START");
        half.open();

        assertThat(again).isConformant().finished();
        assertThat(runs(again)).containsExactly("again");
        assertThat(again.texts()).containsEntry("m1", "Both halves").containsValue("First half, second half.");
        assertThat(again.texts()).hasSize(2);
        assertThat(database.asLearner(learner).values("select run_id from public.chat_turns"))
                .containsExactly(first.runId());
        assertThat(model.requests()).hasSize(1);
    }

    @Test
    @DisplayName(
            "that is longer than a client can take shows its newest part: every event stays below the clients' limit")
    void longerThanAClientTakes(Learner learner, AgUiClient agent, ModelScript model, Database database) {
        model.replies("Hello.");
        var first = AgUiRequest.onNewThread().says("m1", "Hi");
        assertThat(agent.start(first)).isConformant().finished();
        // What the stored thread of years might hold: 12 million characters, more than clients take in one event.
        database.asOwner().update("""
                        with turns as (
                            insert into public.chat_turns (id, session_id, user_id, run_id, status, epoch, ended_at, error_code)
                            select gen_random_uuid(), s.id, s.user_id, 'old-' || n, 'failed', 1, now(), 'internal_error'
                            from public.chat_sessions s, generate_series(1, 12) n where s.user_id = ?
                            returning id, session_id, user_id, run_id)
                        insert into public.chat_messages (id, session_id, user_id, turn_id, role, content, wire_id)
                        select gen_random_uuid(), session_id, user_id, id, 'user', repeat('x', 1000000), run_id
                        from turns order by length(run_id), run_id
                        """, learner.id());

        var page = agent.connect(connecting(first));

        assertThat(page).isConformantStream().finished().hasTypes(IDLE);
        assertThat(page.frames().get(1).data().length()).isBetween(3_000_000, 4_100_000);
        assertThat(page.texts()).containsOnlyKeys("old-10", "old-11", "old-12");
    }

    @Test
    @DisplayName("is refused for an input that is none, by the name of the field")
    void badInput(Learner learner, AgUiClient agent) {
        assertThat(agent.connect(AgUiRequest.onThread("x".repeat(201)))).wasRejected(400, "validation_error");
        assertThat(agent.post(
                        "application/json",
                        "{\"threadId\":\"half \\ud83d\",\"runId\":\"r\",\"messages\":[]}".getBytes(UTF_8)))
                .as("half a character")
                .wasRejected(400, "validation_error");
        assertThat(agent.connect(AgUiRequest.onThread("t").protocolVersion("2.0")))
                .wasRejected(400, "validation_error");
        assertThat(agent.connect(AgUiRequest.onThread("t").with("state", Map.of("mine", "x".repeat(70_000)))))
                .wasRejected(400, "validation_error");
    }
}
