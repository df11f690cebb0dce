package dev.chiron.tutor.integration;

import static dev.chiron.testkit.AgUiAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chiron.testkit.AgUiClient;
import dev.chiron.testkit.AgUiRequest;
import dev.chiron.testkit.AgUiRun;
import dev.chiron.testkit.Database;
import dev.chiron.testkit.Learner;
import dev.chiron.testkit.Learners;
import dev.chiron.testkit.ModelScript;
import dev.chiron.testkit.TutorClient;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/** What a page shows beside the chat: where the learner is on their tracks, live; and how far it has been shown the thread. */
@TutorTest
@DisplayName("The state of a thread")
class ThreadStateTest {

    private static final String QUIZ = "its:render_quick_quiz";
    private static final String BUTTONS = "its:render_topic_buttons";

    private static final JsonMapper JSON = JsonMapper.shared();

    /** The state as a client has it that applies what the stream told so far, as RFC 6902 says. */
    private static JsonNode state(AgUiRun run) {
        JsonNode state = MissingNode.getInstance();
        for (var event : run.events()) {
            switch (event.path("type").asString()) {
                case "STATE_SNAPSHOT" -> state = event.path("snapshot").deepCopy();
                case "STATE_DELTA" -> {
                    for (var operation : event.path("delta")) {
                        apply(state, operation);
                    }
                }
                default -> {}
            }
        }
        return state;
    }

    private static void apply(JsonNode state, JsonNode operation) {
        var pointer = JsonPointer.compile(operation.path("path").asString());
        var parent = state.at(pointer.head());
        var name = pointer.last().getMatchingProperty();
        var op = operation.path("op").asString();
        if (parent instanceof ArrayNode array) {
            assertThat(op + name).as(operation.toString()).isEqualTo("add-");
            array.add(operation.path("value"));
            return;
        }
        assertThat(parent.isObject()).as(operation.toString()).isTrue();
        assertThat(parent.has(name)).as(operation.toString()).isEqualTo(!op.equals("add"));
        if (op.equals("remove")) {
            ((ObjectNode) parent).remove(name);
        } else {
            ((ObjectNode) parent).set(name, operation.path("value"));
        }
    }

    private static AgUiRequest page(String thread) {
        return AgUiRequest.onThread(thread).offers(QUIZ, "Asks", "{}").offers(BUTTONS, "Shows", "{}");
    }

    private static String reply(Database database, Learner learner) {
        return database.asLearner(learner)
                .value(
                        UUID.class,
                        "select id from public.chat_messages where role = 'assistant' order by position desc limit 1")
                .toString();
    }

    @Test
    @DisplayName("comes first in a new run, and at its end says that the reply has been shown")
    void saysWhatWasShown(Learner learner, AgUiClient agent, ModelScript model, Database database) {
        model.replies("Hello.").replies("Again.");
        var first = AgUiRequest.onNewThread().says("m1", "Hi");

        var run = agent.start(first);

        assertThat(run).isConformant().finished();
        assertThat(run.types()).startsWith("RUN_STARTED", "STATE_SNAPSHOT").endsWith("STATE_DELTA", "RUN_FINISHED");
        var session = database.asLearner(learner).value(UUID.class, "select id from public.chat_sessions");
        assertThat(run.events("STATE_SNAPSHOT").getFirst().path("snapshot"))
                .isEqualTo(JSON.readTree(
                        "{\"thread\":{\"session_id\":\"" + session + "\",\"last_message_id\":\"m1\"},\"tracks\":{}}"));
        assertThat(state(run).at("/thread/last_message_id").asString()).isEqualTo(reply(database, learner));

        // A client sends back what it was told.
        var next = agent.start(AgUiRequest.onThread(first.threadId())
                .says("m1", "Hi")
                .assistantSaid(reply(database, learner), "Hello.")
                .says("m2", "And again")
                .state(state(run)));
        assertThat(next).isConformant().finished();
        assertThat(next.events("STATE_SNAPSHOT")
                        .getFirst()
                        .at("/snapshot/thread/last_message_id")
                        .asString())
                .isEqualTo("m2");
        assertThat(state(next).at("/thread/last_message_id").asString()).isEqualTo(reply(database, learner));
    }

    @Test
    @DisplayName("names the newest stored message wherever a thread is shown again: replay, nothing new, connect")
    void namesTheNewest(Learner learner, AgUiClient agent, ModelScript model, Database database) {
        model.replies("Hello.");
        var first = AgUiRequest.onNewThread().says("m1", "Hi");
        assertThat(agent.start(first)).isConformant().finished();
        var reply = reply(database, learner);
        var nothingNew = AgUiRequest.onThread(first.threadId()).says("m1", "Hi").assistantSaid(reply, "Hello.");

        for (var again : new AgUiRun[] {
            agent.start(first), agent.start(nothingNew), agent.connect(nothingNew), agent.connect(first.legacy())
        }) {
            assertThat(again).isConformantStream().finished();
            assertThat(again.types()).containsSubsequence("MESSAGES_SNAPSHOT", "STATE_SNAPSHOT", "RUN_FINISHED");
            assertThat(state(again).at("/thread/last_message_id").asString()).isEqualTo(reply);
        }
    }

    @Test
    @DisplayName("does not claim that a reply was shown which failed, or of which only half was")
    void claimsNothingThatWasNotShown(
            Learner learner, AgUiClient agent, TutorClient client, ModelScript model, Database database) {
        model.unauthorized();
        var failing = agent.start(AgUiRequest.onNewThread().says("m1", "Hi"));
        assertThat(failing).isConformant();
        assertThat(failing.types()).endsWith("RUN_ERROR");
        assertThat(state(failing).at("/thread/last_message_id").asString()).isEqualTo("m1");

        model.stallsAfter("So far ", "so good");
        var request = AgUiRequest.onNewThread().says("m2", "Talk");
        var stopped = agent.start(request).awaitText("so good");
        var late = agent.connect(request);
        late.awaitEvent("TEXT_MESSAGE_START");
        assertThat(state(late).at("/thread/last_message_id").asString())
                .as("half a reply is none")
                .isEqualTo("m2");
        assertThat(client.post("/api/v1/agui/stop/" + request.threadId()).status())
                .isEqualTo(202);
        assertThat(stopped).isConformant().wasCancelled();
        assertThat(late).isConformantStream().wasCancelled();
        var kept = reply(database, learner);
        assertThat(state(stopped).at("/thread/last_message_id").asString())
                .as("what was said until the stop is stored, and was shown")
                .isEqualTo(kept);
        assertThat(state(late).at("/thread/last_message_id").asString()).isEqualTo(kept);
    }

    @Test
    @DisplayName("gives a client back what it keeps there, and not more than it may keep")
    void clientsKeepTheirs(Learner learner, AgUiClient agent, ModelScript model, Database database) {
        model.replies("Hello.");
        var mine = Map.of("theme", "dark", "tracks", "mine?", "deep", Map.of("list", new int[] {1, 2}));
        var run = agent.start(AgUiRequest.onNewThread().says("m1", "Hi").state(mine));

        assertThat(run).isConformant().finished();
        assertThat(state(run).path("theme").asString()).isEqualTo("dark");
        assertThat(state(run).path("deep")).isEqualTo(JSON.readTree("{\"list\":[1,2]}"));
        assertThat(state(run).path("tracks")).isEqualTo(JSON.createObjectNode());

        var tooMuch = agent.start(AgUiRequest.onNewThread().says("Hi").state(Map.of("mine", "x".repeat(65_536))));
        assertThat(tooMuch).wasRejected(400, "validation_error");
        assertThat(tooMuch.json().at("/details/0/field").asString()).isEqualTo("state");
        var justEnough = agent.connect(
                AgUiRequest.onNewThread().state(Map.of("mine", "x".repeat(65_536 - "{\"mine\":\"\"}".length()))));
        assertThat(justEnough).isConformantStream().finished();
        assertThat(database.asLearner(learner).count("select 1 from public.chat_sessions"))
                .isEqualTo(1);
    }

    @Test
    @DisplayName(
            "moves with a path: what an answer has completed is told before the tutor speaks of it, and no answer is in it")
    void movesWithAPath(
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

        var opened = agent.connect(page(shown.sessionId().toString()));
        assertThat(opened).isConformantStream().finished();
        assertThat(sameAsByRest(state(opened), client, track)).isTrue();

        var answered = agent.start(page(shown.sessionId().toString())
                .answers(shown.interactionId().toString(), JSON.writeValueAsString(Paths.choose(shown, "b"))));
        assertThat(answered).isConformant().finished();

        var before = answered.events("STATE_SNAPSHOT")
                .getFirst()
                .path("snapshot")
                .path("tracks")
                .path(track.toString());
        assertThat(before.path("current_unit_id").asString())
                .isEqualTo(shown.unitId().toString());
        assertThat(answered.types()).startsWith("RUN_STARTED", "STATE_SNAPSHOT", "STATE_DELTA", "TEXT_MESSAGE_START");
        assertThat(sameAsByRest(state(answered), client, track)).isTrue();
        var now = state(answered).path("tracks").path(track.toString());
        assertThat(now.path("completed_unit_ids").valueStream().map(JsonNode::asString))
                .containsExactly(shown.unitId().toString());
        assertThat(now.path("units_total").asInt()).isEqualTo(3);
        assertThat(now.path("title").asString()).isEqualTo("Capitals");
        assertThat(answered.events("STATE_SNAPSHOT").toString() + answered.events("STATE_DELTA"))
                .doesNotContain("correct", "hint", "Canberra");
    }

    /** Whether a track in the state is what the REST API tells of it. */
    private static boolean sameAsByRest(JsonNode state, TutorClient client, UUID track) {
        var inState = state.path("tracks").path(track.toString());
        var byRest = Paths.progress(client, track);
        for (var member : new String[] {
            "track_id", "status", "current_unit_id", "completed_unit_ids", "percent_complete", "session_id"
        }) {
            assertThat(inState.path(member)).as(member).isEqualTo(byRest.path(member));
        }
        return true;
    }

    @Test
    @DisplayName("follows a whole track to its end, on a page that answers and on one that only looks on")
    void followsATrackToItsEnd(
            Learner learner,
            Learners learners,
            TutorClient client,
            AgUiClient agent,
            ModelScript model,
            Database database) {
        model.replies("On we go.").always();
        var track = Authoring.trackOfQuestions(client.as(learners.teacher()));
        var session = Paths.start(client, track).path("session_id").asString();
        try (var lookingOn = agent.get(Chat.SESSIONS + "/" + session + "/events")) {
            for (var unit = 1; unit <= 3; unit++) {
                var shown = Paths.awaitShown(database, learner, track);
                var answer = agent.start(page(session)
                        .answers(
                                shown.interactionId().toString(),
                                JSON.writeValueAsString(Paths.right(database, shown))));
                assertThat(answer).isConformant().finished();
                assertThat(state(answer)
                                .path("tracks")
                                .path(track.toString())
                                .path("percent_complete")
                                .asInt())
                        .isEqualTo(100 * unit / 3);
                assertThat(sameAsByRest(state(answer), client, track)).isTrue();
            }
            Await.until(() -> state(lookingOn)
                    .path("tracks")
                    .path(track.toString())
                    .path("status")
                    .asString()
                    .equals("completed"));
            // The end of the run that said so is on its way.
            lookingOn.awaitEvents(
                    "RUN_FINISHED", lookingOn.events("RUN_STARTED").size());
            assertThat(state(lookingOn)
                            .path("tracks")
                            .path(track.toString())
                            .path("current_unit_id")
                            .isNull())
                    .isTrue();
            assertThat(lookingOn.types().stream().filter("STATE_SNAPSHOT"::equals))
                    .as("one for each run")
                    .hasSameSizeAs(lookingOn.events("RUN_STARTED"));
            lookingOn.disconnect();
            assertThat(lookingOn).isConformantStream();
        }
    }

    @Test
    @DisplayName("says of a track that the learner has left that it was left")
    void saysThatATrackWasLeft(
            Learner learner,
            Learners learners,
            TutorClient client,
            AgUiClient agent,
            ModelScript model,
            Database database) {
        model.replies("On we go.").always();
        var track = Authoring.trackOfQuestions(client.as(learners.teacher()));
        Paths.start(client, track);
        var session = Paths.awaitShown(database, learner, track).sessionId().toString();
        var asked = agent.start(page(session).says("I want to leave this track."));
        assertThat(asked).isConformant();
        assertThat(state(asked).path("tracks").path(track.toString()).has("left_at"))
                .isFalse();
        var interrupt = asked.events("RUN_FINISHED")
                .getFirst()
                .at("/outcome/interrupts/0/id")
                .asString();

        var left = agent.start(page(session).resumes(interrupt, "resolved", Map.of("confirmed", true)));

        assertThat(left).isConformant().finished();
        assertThat(state(left).path("tracks").path(track.toString()).path("left_at"))
                .isEqualTo(Paths.progress(client, track).path("left_at"));
        assertThat(state(left).path("tracks").path(track.toString()).has("left_at"))
                .isTrue();
    }

    @Test
    @DisplayName("holds one's own tracks and no other learner's, in whatever session they go on")
    void onesOwnTracks(
            Learner learner,
            Learners learners,
            TutorClient client,
            AgUiClient agent,
            ModelScript model,
            Database database) {
        model.replies("Welcome.").always();
        var teacher = client.as(learners.teacher());
        var one = Authoring.trackOfQuestions(teacher);
        var other = Authoring.trackOfQuestions(teacher);
        Paths.start(client, one);
        Paths.start(client, other);
        Paths.awaitShown(database, learner, one);
        Paths.awaitShown(database, learner, other);

        var elsewhere = agent.start(AgUiRequest.onNewThread().says("Hello"));
        assertThat(elsewhere).isConformant().finished();
        assertThat(state(elsewhere).path("tracks").propertyNames())
                .containsExactlyInAnyOrder(one.toString(), other.toString());
        var nowhere = agent.connect(AgUiRequest.onNewThread());
        assertThat(nowhere).isConformantStream().finished();
        assertThat(state(nowhere).path("tracks")).isEqualTo(state(elsewhere).path("tracks"));
        assertThat(state(nowhere).path("thread")).isEqualTo(JSON.createObjectNode());

        var stranger = agent.as(learners.fresh()).connect(AgUiRequest.onNewThread());
        assertThat(stranger).isConformantStream().finished();
        assertThat(state(stranger).path("tracks")).isEqualTo(JSON.createObjectNode());
    }
}
