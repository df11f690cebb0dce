package dev.chiron.tutor.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.chiron.testkit.AgUiRequest;
import dev.chiron.testkit.Answer;
import dev.chiron.testkit.Database;
import dev.chiron.testkit.Learner;
import dev.chiron.testkit.Stack;
import dev.chiron.testkit.TutorClient;
import dev.chiron.testkit.WithRole;
import dev.chiron.tutor.integration.ApiDocument.Operation;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Nobody learns from an answer whether an id is another learner's or nobody's. Made from the API's document: two learners,
 * each operation, each place in it where an id of what one learner owns can stand, in the path, the query, the headers or
 * the body; once with the other's id and once with one that nobody has. Status, headers and body have to be the same, but
 * for the id itself and for what is new with every answer.
 */
@TutorTest
@DisplayName("What is another learner's")
class ForeignAndAbsentTest {

    private static final String TOOL = "setTheme";

    /** Ids that the document names, and that their owner's alone are. */
    private static final Set<String> OWNED =
            Set.of("session_id", "message_id", "interaction_id", "user_id", "threadId", "cursor", "Idempotency-Key");

    /** Where the protocol's own body, which the document does not describe, has ids. */
    private static final List<String> OF_RUNS =
            List.of("threadId", "runId", "parentRunId", "messages.id", "messages.toolCallId", "resume.interruptId");

    /** Lines of a stream that say only that it is alive: how many there are is a matter of time. */
    private static final Pattern ALIVE = Pattern.compile("^:.*\\R\\R?", Pattern.MULTILINE);

    private static final Pattern NEW_EACH_TIME = Pattern.compile(
            "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z|(?<=\"timestamp\":)\\d+");

    /** A learner in the middle of everything: the ids of all that is theirs, by where they may stand. */
    private record World(Learner owner, Map<String, List<String>> ids, UUID track, UUID unit) {

        List<String> at(String place) {
            var found = ids.getOrDefault(place, List.of());
            assertThat(found).as("ids that may stand at " + place).isNotEmpty();
            return found;
        }
    }

    private static World world(Stack stack, Learner owner, UUID track) {
        var client = stack.client().as(owner);
        var agent = stack.agent().as(owner);
        var database = stack.database();
        stack.model()
                .forUser(owner.id().toString())
                .repliesAndCallsTool("One moment.", TOOL, "{}")
                .replies("A word about it.")
                .always();

        var said = UUID.randomUUID().toString();
        var run = AgUiRequest.onNewThread()
                .offers(TOOL, "Sets", "{\"type\":\"object\"}")
                .says(said, "Make it dark");
        var call = agent.start(run).awaitEnd().calls().getFirst();
        var key = UUID.randomUUID().toString();
        var sent = Chat.sent(
                client.withHeader("Idempotency-Key", key).post(Chat.MESSAGES, Map.of("content", "A secret of mine")));
        Chat.awaitOver(database, sent.turnId());
        Paths.start(client, track);
        var shown = Paths.awaitShown(database, owner, track);
        var asked = Leaving.ask(agent, shown.sessionId());
        database.asService()
                .awaitRow(
                        "select 1 where not exists (select 1 from public.chat_turns where user_id = ? and ended_at is null)",
                        owner.id());

        var sessions = List.of(sent.sessionId().toString(), shown.sessionId().toString());
        var threads = List.of(sent.sessionId().toString(), run.threadId());
        var messages = List.of(sent.messageId().toString(), said);
        var runs = List.of(sent.turnId().toString(), run.runId());
        var ids = new TreeMap<String, List<String>>();
        ids.put("session_id", sessions);
        ids.put("cursor", sessions);
        ids.put("threadId", threads);
        ids.put("message_id", messages);
        ids.put("messages.id", messages);
        ids.put("interaction_id", List.of(shown.interactionId().toString()));
        ids.put("messages.toolCallId", List.of(shown.interactionId().toString(), call.id()));
        ids.put("user_id", List.of(owner.id().toString()));
        ids.put("runId", runs);
        ids.put("parentRunId", runs);
        ids.put("resume.interruptId", List.of(asked.id()));
        ids.put("Idempotency-Key", List.of(key));
        return new World(owner, ids, track, shown.unitId());
    }

    /** One place of one operation where an id can stand. */
    private record Place(Operation operation, String in, String name) {

        static Stream<Place> of(Operation operation) {
            var described = operation
                    .json()
                    .path("parameters")
                    .valueStream()
                    .filter(each -> OWNED.contains(each.path("name").asString()))
                    .map(each -> new Place(
                            operation,
                            each.path("in").asString(),
                            each.path("name").asString()));
            var inBody = ApiBodies.isRun(operation)
                    ? OF_RUNS.stream()
                    : ApiBodies.properties(operation).propertyNames().stream().filter(OWNED::contains);
            return Stream.concat(described, inBody.map(name -> new Place(operation, "body", name)));
        }

        /** The same request each time but for the id; what has to be new in it is new. */
        Answer ask(TutorClient caller, World world, String id) {
            var path = operation.at(name -> switch (name) {
                case "track_id" -> world.track().toString();
                case "unit_id" -> world.unit().toString();
                default -> in.equals("path") && name.equals(this.name) ? id : "me";
            });
            var body = operation.takesBody() ? body(id) : null;
            return (in.equals("header") ? caller.withHeader(name, id) : caller)
                    .send(
                            operation.method(),
                            in.equals("query") ? path + "?" + name + "=" + id : path,
                            body == null ? null : "application/json",
                            body == null ? null : body.toString().getBytes(StandardCharsets.UTF_8));
        }

        private ObjectNode body(String id) {
            if (!ApiBodies.isRun(operation)) {
                var body = ApiBodies.validBody(operation);
                return in.equals("body") ? body.put(name, id) : body;
            }
            var run = AgUiRequest.onNewThread();
            var asked =
                    switch (name) {
                        case "messages.id" -> run.says(id, "Hello");
                        case "messages.toolCallId" ->
                            run.says("Hello").answers(id, "{}").says("And?");
                        case "resume.interruptId" ->
                            run.says("Hello").resumes(id, "resolved", Map.of("confirmed", true));
                        default -> run.says("Hello").with(name, id);
                    };
            return (ObjectNode) asked.json();
        }

        @Override
        public String toString() {
            return operation + " with the " + in + "'s " + name;
        }
    }

    /** What an answer tells, without what is new with every answer and without the id that was asked for. */
    private record Told(int status, Map<String, List<String>> headers, String text) {

        static Told by(Answer answer, String id) {
            var headers = new TreeMap<String, List<String>>();
            answer.headers()
                    .forEach((name, values) -> headers.put(
                            name, values.stream().map(each -> without(each, id)).toList()));
            headers.remove("date");
            // A connection is closed after so many requests.
            headers.remove("connection");
            return new Told(answer.status(), headers, without(answer.text(), id));
        }

        private static String without(String text, String id) {
            var told = ALIVE.matcher(text.replace(id, "()")).replaceAll("");
            return NEW_EACH_TIME.matcher(told).replaceAll("()");
        }
    }

    // Hundreds of short requests, one after another: at once they would only keep other tests waiting.
    @Execution(ExecutionMode.SAME_THREAD)
    @TestFactory
    @DisplayName("is to everybody else as if it were not there")
    Stream<DynamicTest> foreignIsAbsent(
            Learner ada, Learner ben, @WithRole("teacher") Learner teacher, Stack stack, Database database) {
        var track = Authoring.trackOfQuestions(stack.client().as(teacher));
        var worlds = List.of(world(stack, ada, track), world(stack, ben, track));
        var tests = new ArrayList<DynamicTest>();
        var before = worlds.stream().map(each -> owned(database, each)).toList();
        // What is asked for with an id may make something of that name that is one's own. So each has one counterpart,
        // to
        // which the same happens in the same order.
        var counterparts = new ConcurrentHashMap<String, String>();
        var cells = 0;
        for (var operation : ApiDocument.checkedIn().operations()) {
            for (var place : Place.of(operation).toList()) {
                for (var i = 0; i < 2; i++) {
                    var theirs = worlds.get(i);
                    var caller = worlds.get(1 - i);
                    for (var id : theirs.at(place.name())) {
                        cells++;
                        tests.add(dynamicTest(
                                place + ", " + (i == 0 ? "Ada's" : "Ben's") + " " + id,
                                () -> same(
                                        stack.client().as(caller.owner()),
                                        caller,
                                        place,
                                        id,
                                        counterparts.computeIfAbsent(
                                                id, _ -> UUID.randomUUID().toString()))));
                    }
                }
            }
        }
        System.out.println("foreign = absent: " + cells + " cells");
        tests.add(dynamicTest("and nothing of its owner's has changed", () -> assertThat(
                        worlds.stream().map(each -> owned(database, each)).toList())
                .isEqualTo(before)));
        return tests.stream();
    }

    private static void same(TutorClient caller, World own, Place place, String foreign, String absent) {
        var ofForeign = place.ask(caller, own, foreign);
        var ofAbsent = place.ask(caller, own, absent);

        assertThat(ofForeign.text()).doesNotContain("A secret of mine");
        assertThat(Told.by(ofForeign, foreign)).as(place.toString()).isEqualTo(Told.by(ofAbsent, absent));
        assertThat(ofForeign.status()).as(ofForeign.toString()).isLessThan(500);
    }

    /** What the ids stand for, as it is stored; what its owner does while they ask for the other's is not looked at. */
    private static List<Object> owned(Database database, World world) {
        var rows = new ArrayList<Object>();
        for (var table : Map.of(
                        "chat_sessions", "session_id",
                        "chat_messages", "message_id",
                        "component_interactions", "interaction_id",
                        "interrupts", "resume.interruptId",
                        "tool_calls", "messages.toolCallId")
                .entrySet()) {
            for (var id : world.at(table.getValue())) {
                rows.add(database.asService()
                        .values(
                                "select t::text from public." + table.getKey() + " t where id = ? and user_id = ?",
                                UUID.fromString(id),
                                world.owner().id()));
            }
        }
        return rows;
    }

    @Test
    @DisplayName("may have an id that a client of one's own chooses too: both have their message under it")
    void sameMessageIdTwice(Learner ada, Learner ben, Stack stack, Database database) {
        var id = UUID.randomUUID();
        for (var learner : List.of(ada, ben)) {
            stack.model().forUser(learner.id().toString()).replies("ok");
            var client = stack.client().as(learner);
            var said = "Said by " + learner.id();

            var posted = client.post(Chat.MESSAGES, Chat.message(null, said, id));
            var again = client.post(Chat.MESSAGES, Chat.message(null, said, id));

            assertThat(posted.status()).as(posted.toString()).isEqualTo(201);
            assertThat(again.status()).as(again.toString()).isEqualTo(200);
            assertThat(again.text()).isEqualTo(posted.text());
            Chat.awaitOver(database, Chat.sent(posted).turnId());
        }
        for (var learner : List.of(ada, ben)) {
            assertThat(stack.client().as(learner).get(Chat.MESSAGES + "/" + id).string("content"))
                    .isEqualTo("Said by " + learner.id());
        }
    }
}
