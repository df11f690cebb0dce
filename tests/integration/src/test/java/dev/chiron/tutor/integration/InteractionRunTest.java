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
import dev.chiron.testkit.TutorClient;
import dev.chiron.tutor.integration.Paths.Shown;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Questions as an AG-UI client knows them: calls of a tool that it offers, answered by a tool message. */
@TutorTest
@DisplayName("A question in an AG-UI run")
class InteractionRunTest {

    private static final String QUIZ = "its:render_quick_quiz";
    private static final String BUTTONS = "its:render_topic_buttons";

    private static final JsonMapper JSON = JsonMapper.shared();

    /** A run of a page that can show what paths show. */
    private static AgUiRequest run(UUID session) {
        return AgUiRequest.onThread(session.toString())
                .offers(QUIZ, "Asks a question", "{\"type\":\"object\"}")
                .offers(BUTTONS, "Shows buttons", "{\"type\":\"object\"}");
    }

    private static AgUiRequest answer(Shown shown, String option) {
        return run(shown.sessionId()).answers(shown.interactionId().toString(), chosen(shown, option));
    }

    private static String chosen(Shown shown, String option) {
        return JSON.writeValueAsString(Paths.choose(shown, option));
    }

    private static List<String> pending(JsonNode finished) {
        return finished.at("/outcome/pendingToolCallIds")
                .valueStream()
                .map(JsonNode::asString)
                .toList();
    }

    private static List<String> pending(AgUiRun run) {
        return pending(run.awaitEvent("RUN_FINISHED"));
    }

    private static List<String> callsInSnapshot(AgUiRun run) {
        return calls(run.awaitEvent("MESSAGES_SNAPSHOT"));
    }

    private static List<String> calls(JsonNode snapshot) {
        return snapshot.path("messages")
                .valueStream()
                .flatMap(message -> message.path("toolCalls").valueStream())
                .map(call -> call.path("id").asString())
                .toList();
    }

    private static int attempts(Database database, Learner learner) {
        return database.asLearner(learner).count("select 1 from public.assessment_attempts");
    }

    @Test
    @DisplayName("is answered by a tool message; judgement, next unit and its question come in that same run")
    void isAnsweredByToolMessage(
            Learner learner,
            Learners learners,
            TutorClient client,
            AgUiClient agent,
            ModelScript model,
            Database database) {
        model.replies("Off we go.").replies("On ", "we go.");
        var track = Authoring.trackOfQuestions(client.as(learners.teacher()));
        Paths.start(client, track);
        var first = Paths.awaitShown(database, learner, track);

        var run = agent.start(answer(first, "b"));

        assertThat(run).isConformant().finished().calls(QUIZ);
        assertThat(run.text())
                .isEqualTo("**Correct.**\n\n" + Authoring.EXPLANATION + "\n\nOn we go.\n\n## Another capital");
        var second = Paths.awaitShown(database, learner, track);
        var call = run.calls().getFirst();
        assertThat(call.id()).isEqualTo(second.interactionId().toString());
        assertThat(JSON.readTree(call.arguments())).isEqualTo(second.arguments());
        assertThat(run.types())
                .endsWith(
                        "TEXT_MESSAGE_END",
                        "TOOL_CALL_START",
                        "TOOL_CALL_ARGS",
                        "TOOL_CALL_END",
                        "STATE_DELTA",
                        "RUN_FINISHED");
        assertThat(run.events("TOOL_CALL_START")
                        .getFirst()
                        .path("parentMessageId")
                        .asString())
                .isEqualTo(run.events("TEXT_MESSAGE_START")
                        .getFirst()
                        .path("messageId")
                        .asString());
        assertThat(pending(run)).containsExactly(second.interactionId().toString());
        assertThat(database.asLearner(learner).row("select * from public.assessment_attempts"))
                .containsEntry("score", 100)
                .containsEntry("interaction_id", first.interactionId());
        assertThat(database.asLearner(learner)
                        .row("select role, tool_call_id from public.chat_messages where role <> 'assistant'"))
                .containsEntry("role", "tool")
                .containsEntry("tool_call_id", first.interactionId());
    }

    @Test
    @DisplayName(
            "that a path asks by itself comes live to a page that is open, and so does what follows an answer by REST")
    void comesToAnOpenPage(
            Learner learner,
            Learners learners,
            TutorClient client,
            AgUiClient agent,
            ModelScript model,
            Database database) {
        var welcome = Barrier.closed();
        var next = Barrier.closed();
        model.holdUntil(welcome).replies("Welcome.").holdUntil(next).replies("Next.");
        var track = Authoring.trackOfQuestions(client.as(learners.teacher()));
        var session = UUID.fromString(client.post(Chat.SESSIONS).string("session_id"));
        var page = agent.get(Chat.SESSIONS + "/" + session + "/events");
        page.awaitEvents("RUN_FINISHED", 1);

        assertThat(client.post(Paths.TRACKS + "/" + track + "/start", Map.of("session_id", session))
                        .status())
                .isEqualTo(201);
        page.awaitEvents("RUN_STARTED", 2);
        welcome.open();
        page.awaitEvents("RUN_FINISHED", 2);

        var first = Paths.awaitShown(database, learner, track);
        assertThat(first.sessionId()).isEqualTo(session);
        assertThat(page.text()).startsWith("Welcome.\n\n## A capital");
        assertThat(page.calls()).hasSize(1);
        assertThat(page.calls().getFirst().id()).isEqualTo(first.interactionId().toString());
        assertThat(pending(page.events("RUN_FINISHED").getLast()))
                .containsExactly(first.interactionId().toString());

        assertThat(Paths.answer(client, first, Paths.choose(first, "b")).status())
                .isEqualTo(202);
        page.awaitEvents("RUN_STARTED", 3);
        next.open();
        page.awaitEvents("RUN_FINISHED", 3);

        var second = Paths.awaitShown(database, learner, track);
        assertThat(page.text()).contains("**Correct.**", "Next.");
        assertThat(page.calls().getLast().id()).isEqualTo(second.interactionId().toString());
        page.disconnect();
        assertThat(page).isConformantStream();
    }

    @Test
    @DisplayName("that a path asks in a turn that is stopped before a word was said is shown by the end of its run")
    void comesWithAStop(
            Learner learner,
            Learners learners,
            TutorClient client,
            AgUiClient agent,
            ModelScript model,
            Database database) {
        var thinking = Barrier.closed();
        model.holdUntil(thinking).replies("Never said.").replies("On we go.");
        var track = Authoring.trackOfQuestions(client.as(learners.teacher()));
        var session = UUID.fromString(client.post(Chat.SESSIONS).string("session_id"));
        var page = agent.get(Chat.SESSIONS + "/" + session + "/events");
        page.awaitEvents("RUN_FINISHED", 1);
        client.post(Paths.TRACKS + "/" + track + "/start", Map.of("session_id", session));
        thinking.awaitReached();

        assertThat(client.post("/api/v1/agui/stop/" + session).status()).isEqualTo(202);

        var stopped = page.awaitEvents("RUN_FINISHED", 2).getLast();
        thinking.open();
        assertThat(stopped.at("/outcome/type").asString()).isEqualTo("cancelled");
        var shown = Paths.awaitShown(database, learner, track);
        assertThat(page.text()).isEmpty();
        assertThat(page.calls()).singleElement().satisfies(call -> {
            assertThat(call.id()).isEqualTo(shown.interactionId().toString());
            assertThat(call.name()).isEqualTo(QUIZ);
            assertThat(JSON.readTree(call.arguments())).isEqualTo(shown.arguments());
        });
        assertThat(calls(page.events("MESSAGES_SNAPSHOT").getLast()))
                .containsExactly(shown.interactionId().toString());
        page.disconnect();
        assertThat(page).isConformantStream();
        assertThat(agent.start(answer(shown, "b"))).isConformant().finished().calls(QUIZ);
    }

    @Test
    @DisplayName("that a path asks in a turn that fails before a word was said is shown by the end of its run")
    void comesWithAFailure(
            Learner learner,
            Learners learners,
            TutorClient client,
            AgUiClient agent,
            ModelScript model,
            Database database) {
        var talking = Barrier.closed();
        model.holdUntil(talking).replies("Hello.").replies("On we go.");
        var track = Authoring.trackOfQuestions(client.as(learners.teacher()));
        var session = Chat.send(client, "Hi").sessionId();
        talking.awaitReached();
        var page = agent.get(Chat.SESSIONS + "/" + session + "/events");
        page.awaitEvents("RUN_STARTED", 1);
        client.post(Paths.TRACKS + "/" + track + "/start", Map.of("session_id", session));
        // It waits for the one before. A unit that is longer than any reply may be cannot be said.
        database.asOwner()
                .awaitRow("select 1 from public.chat_turns where session_id = ? and task is not null", session);
        database.asOwner().update("""
                        update public.chat_turns
                        set task = task || jsonb_build_object('guidance', null, 'content', repeat('long ', 100000))
                        where session_id = ? and task is not null""", session);
        talking.open();

        var failed = page.awaitEvents("RUN_ERROR", 1).getLast();

        assertThat(failed.path("code").asString()).isEqualTo("model_invalid_reply");
        var shown = Paths.awaitShown(database, learner, track);
        assertThat(page.calls())
                .extracting(AgUiRun.Call::id)
                .containsExactly(shown.interactionId().toString());
        assertThat(calls(page.events("MESSAGES_SNAPSHOT").getLast()))
                .containsExactly(shown.interactionId().toString());
        page.disconnect();
        assertThat(page).isConformantStream();
        assertThat(agent.start(answer(shown, "b"))).isConformant().finished().calls(QUIZ);
    }

    @Test
    @DisplayName("that a stopped turn did not come to tell is told in words where the client cannot show it")
    void comesInWordsWithAStop(
            Learner learner,
            Learners learners,
            TutorClient client,
            AgUiClient agent,
            ModelScript model,
            Database database) {
        var welcome = Barrier.closed();
        var next = Barrier.closed();
        model.replies("Hello.")
                .holdUntil(welcome)
                .replies("Never said.")
                .holdUntil(next)
                .replies("Never said.")
                .replies("On we go.");
        var track = Authoring.trackOfQuestions(client.as(learners.teacher()));
        var session = UUID.fromString(client.post(Chat.SESSIONS).string("session_id"));
        var thread = AgUiRequest.onThread(session.toString());
        assertThat(agent.start(thread.says("Hi"))).isConformant().finished();
        var page = agent.get(Chat.SESSIONS + "/" + session + "/events");
        page.awaitEvents("RUN_FINISHED", 1);

        client.post(Paths.TRACKS + "/" + track + "/start", Map.of("session_id", session));
        welcome.awaitReached();
        client.post("/api/v1/agui/stop/" + session);
        page.awaitEvents("RUN_FINISHED", 2);
        welcome.open();

        assertThat(page.text()).contains("Which city is the capital of Australia?", "Sydney", "Canberra", "Melbourne");
        assertThat(page.calls()).isEmpty();
        page.disconnect();
        assertThat(page).isConformantStream();

        var run = agent.start(AgUiRequest.onThread(session.toString()).says("B"));
        next.awaitReached();
        client.post("/api/v1/agui/stop/" + session);

        assertThat(run).isConformant().wasCancelled().callsNoTool();
        next.open();
        assertThat(run.text())
                .startsWith("**Correct.**")
                .contains("\n\nWhich city is the capital of Canada?", "Toronto", "Ottawa", "Montreal");
        assertThat(
                        database.asLearner(learner)
                                .value(
                                        String.class,
                                        "select content from public.chat_messages where role = 'assistant' order by position desc limit 1"))
                .isEqualTo(run.text());
        var answered = agent.start(AgUiRequest.onThread(session.toString()).says("B"));
        assertThat(answered).isConformant().finished();
        assertThat(answered.text()).startsWith("**Correct.**");
    }

    @Test
    @DisplayName("comes as text and calls no tool where the client offers none")
    void degradesToText(
            Learner learner,
            Learners learners,
            TutorClient client,
            AgUiClient agent,
            ModelScript model,
            Database database) {
        var thinking = Barrier.closed();
        model.replies("Hello.").holdUntil(thinking).replies("Welcome.");
        var track = Authoring.trackOfQuestions(client.as(learners.teacher()));
        var session = UUID.fromString(client.post(Chat.SESSIONS).string("session_id"));
        assertThat(agent.start(AgUiRequest.onThread(session.toString()).says("Hi")))
                .isConformant()
                .finished();
        var page = agent.get(Chat.SESSIONS + "/" + session + "/events");
        page.awaitEvents("RUN_FINISHED", 1);

        client.post(Paths.TRACKS + "/" + track + "/start", Map.of("session_id", session));
        page.awaitEvents("RUN_STARTED", 2);
        thinking.open();
        page.awaitEvents("RUN_FINISHED", 2);

        assertThat(page.calls()).isEmpty();
        assertThat(page.text()).contains("Which city is the capital of Australia?", "Sydney", "Canberra", "Melbourne");
        page.disconnect();
        assertThat(page).isConformantStream();
        var shown = Paths.awaitShown(database, learner, track);
        assertThat(Paths.answer(client, shown, Paths.choose(shown, "b")).status())
                .as("it is a question all the same")
                .isEqualTo(202);
    }

    @Test
    @DisplayName("follows an answer as text when the answering run offers no tool for it, and nothing is pending in it")
    void followsAsText(
            Learner learner,
            Learners learners,
            TutorClient client,
            AgUiClient agent,
            ModelScript model,
            Database database) {
        model.replies("On we go.").always();
        var track = Authoring.trackOfQuestions(client.as(learners.teacher()));
        Paths.start(client, track);
        var first = Paths.awaitShown(database, learner, track);

        var run = agent.start(AgUiRequest.onThread(first.sessionId().toString())
                .offers(BUTTONS, "Shows buttons", "{\"type\":\"object\"}")
                .answers(first.interactionId().toString(), chosen(first, "b")));

        assertThat(run).isConformant().finished().callsNoTool();
        assertThat(run.text())
                .startsWith("**Correct.**")
                .contains("Which city is the capital of Canada?", "Toronto", "Ottawa", "Montreal");
        assertThat(pending(run)).isEmpty();
        var second = Paths.awaitShown(database, learner, track);
        var last = agent.start(AgUiRequest.onThread(first.sessionId().toString())
                .offers(BUTTONS, "Shows buttons", "{\"type\":\"object\"}")
                .answers(second.interactionId().toString(), chosen(second, "y")));
        assertThat(last).isConformant().finished().calls(BUTTONS);
    }

    @Test
    @DisplayName("is asked of a client from before protocol 1.0 too, which hears of no outcome")
    void servesLegacyClients(
            Learner learner,
            Learners learners,
            TutorClient client,
            AgUiClient agent,
            ModelScript model,
            Database database) {
        model.replies("On we go.").always();
        var track = Authoring.trackOfQuestions(client.as(learners.teacher()));
        Paths.start(client, track);
        var first = Paths.awaitShown(database, learner, track);

        var run = agent.start(answer(first, "a").legacy());

        assertThat(run).isConformant().finished().calls(QUIZ);
        assertThat(run.text()).startsWith("**Not quite.**\n\n" + Authoring.SYDNEY + "\n\nHint: " + Authoring.HINT);
        assertThat(run.events("RUN_FINISHED").getFirst().has("outcome")).isFalse();
        assertThat(run.calls().getFirst().id())
                .isEqualTo(Paths.awaitShown(database, learner, track)
                        .interactionId()
                        .toString());
    }

    @Test
    @DisplayName("is not graded again by the same run posted again, which is shown as it was and names what is pending")
    void isReplayed(
            Learner learner,
            Learners learners,
            TutorClient client,
            AgUiClient agent,
            ModelScript model,
            Database database) {
        model.replies("On we go.").always();
        var track = Authoring.trackOfQuestions(client.as(learners.teacher()));
        Paths.start(client, track);
        var request = answer(Paths.awaitShown(database, learner, track), "b");
        assertThat(agent.start(request)).isConformant().finished();
        var asked = model.requests().size();

        var again = agent.start(request);

        assertThat(again).isConformant().hasTypes("RUN_STARTED", "MESSAGES_SNAPSHOT", "STATE_SNAPSHOT", "RUN_FINISHED");
        assertThat(pending(again))
                .containsExactly(Paths.awaitShown(database, learner, track)
                        .interactionId()
                        .toString());
        assertThat(attempts(database, learner)).isOne();
        assertThat(model.requests()).hasSize(asked);
    }

    @Test
    @DisplayName("is there after a reload: the thread shows its call, and the run names it as pending")
    void survivesReload(
            Learner learner,
            Learners learners,
            TutorClient client,
            AgUiClient agent,
            ModelScript model,
            Database database) {
        model.replies("On we go.").always();
        var track = Authoring.trackOfQuestions(client.as(learners.teacher()));
        Paths.start(client, track);
        var shown = Paths.awaitShown(database, learner, track);

        var reload = agent.start(run(shown.sessionId()));

        assertThat(reload)
                .isConformant()
                .hasTypes("RUN_STARTED", "MESSAGES_SNAPSHOT", "STATE_SNAPSHOT", "RUN_FINISHED");
        assertThat(pending(reload)).containsExactly(shown.interactionId().toString());
        assertThat(callsInSnapshot(reload))
                .containsExactly(shown.interactionId().toString());

        assertThat(agent.start(answer(shown, "b"))).isConformant().finished();
        var second = Paths.awaitShown(database, learner, track);
        var later = agent.start(run(shown.sessionId()));
        assertThat(later).isConformant();
        assertThat(pending(later))
                .as("the answered one waits no more")
                .containsExactly(second.interactionId().toString());
        assertThat(callsInSnapshot(later))
                .containsExactly(
                        shown.interactionId().toString(), second.interactionId().toString());
    }

    @Test
    @DisplayName("that was answered is not graded again by a history that repeats the answer")
    void oldAnswersAreHistory(
            Learner learner,
            Learners learners,
            TutorClient client,
            AgUiClient agent,
            ModelScript model,
            Database database) {
        model.replies("On we go.").always();
        var track = Authoring.trackOfQuestions(client.as(learners.teacher()));
        Paths.start(client, track);
        var first = Paths.awaitShown(database, learner, track);
        assertThat(agent.start(answer(first, "a"))).isConformant().finished();
        var second = Paths.awaitShown(database, learner, track);

        var repeated = agent.start(run(first.sessionId())
                .answers(first.interactionId().toString(), chosen(first, "b"))
                .says("I meant something else"));
        assertThat(repeated).isConformant().finished();
        assertThat(attempts(database, learner)).isOne();

        var both = agent.start(run(first.sessionId())
                .answers(first.interactionId().toString(), chosen(first, "b"))
                .answers(second.interactionId().toString(), chosen(second, "b")));
        assertThat(both).isConformant().finished();
        assertThat(both.text()).startsWith("**Correct.**");

        assertThat(database.asLearner(learner)
                        .values("select score from public.assessment_attempts order by created_at"))
                .containsExactly(0, 100);
        var nothingNew = agent.start(run(first.sessionId())
                .answers(first.interactionId().toString(), chosen(first, "c"))
                .answers(second.interactionId().toString(), chosen(second, "c")));
        assertThat(nothingNew)
                .isConformant()
                .hasTypes("RUN_STARTED", "MESSAGES_SNAPSHOT", "STATE_SNAPSHOT", "RUN_FINISHED");
        assertThat(attempts(database, learner)).isEqualTo(2);
    }

    @Test
    @DisplayName("stays open when the tool message does not fit, and the run is refused by name of what is wrong")
    void refusesWhatDoesNotFit(
            Learner learner,
            Learners learners,
            TutorClient client,
            AgUiClient agent,
            ModelScript model,
            Database database) {
        model.replies("On we go.").always();
        var track = Authoring.trackOfQuestions(client.as(learners.teacher()));
        Paths.start(client, track);
        var shown = Paths.awaitShown(database, learner, track);
        for (var content : List.of("", "b", "{}", "[]", chosen(shown, "nobody"))) {
            var run = agent.start(
                    run(shown.sessionId()).answers(shown.interactionId().toString(), content));

            assertThat(run).wasRejected(400, "validation_error");
            assertThat(run.json().at("/details/0/field").asString()).startsWith("messages[0].content");
        }
        assertThat(Paths.awaitShown(database, learner, track)).isEqualTo(shown);
        assertThat(database.asLearner(learner).count("select 1 from public.chat_turns"))
                .isOne();
        assertThat(agent.start(answer(shown, "b"))).isConformant().finished();
    }
}
