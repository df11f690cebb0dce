package dev.chiron.tutor.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.chiron.testkit.Answer;
import dev.chiron.testkit.Database;
import dev.chiron.testkit.Learner;
import dev.chiron.testkit.ModelScript;
import dev.chiron.testkit.TutorClient;
import dev.chiron.testkit.WithRole;
import dev.chiron.tutor.integration.ApiDocument.Operation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What holds for every operation of the API's document, made from the document: a new one is tested the day it is written
 * down, and one whose rule cannot be told from the document has to be named in {@code open-to-strangers.txt}.
 */
@TutorTest
@DisplayName("Every endpoint")
class EndpointsTest {

    /** Parameters of paths that name what one learner owns, and those that name what is everybody's. */
    private static final Set<String> OWNED =
            Set.of("session_id", "message_id", "interaction_id", "user_id", "threadId");

    private static final Set<String> SHARED = Set.of("track_id", "unit_id");

    private static final Path OPEN_TO_STRANGERS =
            Path.of(System.getProperty("chiron.root"), "tests/integration/src/test/resources/open-to-strangers.txt");

    /** A learner in the middle of a track: the ids of all that is theirs, and of the track, by their names in paths. */
    private record World(Learner owner, Map<String, String> ids) {

        String fill(Operation operation) {
            return operation.at(name -> String.valueOf(ids.get(name)));
        }

        /** The same path for things that are nobody's. */
        static String absent(Operation operation, World world) {
            return operation.at(name -> OWNED.contains(name) && !name.equals("user_id")
                    ? UUID.randomUUID().toString()
                    : String.valueOf(world.ids().get(name)));
        }
    }

    private static World world(
            Learner owner, TutorClient client, Learner teacher, ModelScript model, Database database) {
        model.replies("A word about it.").always();
        var track = Authoring.trackOfQuestions(client.as(teacher));
        Paths.start(client.as(owner), track);
        var shown = Paths.awaitShown(database, owner, track);
        var sent = Chat.send(client.as(owner), "A secret of mine");
        Chat.awaitOver(database, sent.turnId());
        database.asService()
                .awaitRow(
                        "select 1 where not exists (select 1 from public.chat_turns where user_id = ? and ended_at is null)",
                        owner.id());
        var ids = new HashMap<String, String>();
        ids.put("session_id", sent.sessionId().toString());
        ids.put("threadId", sent.sessionId().toString());
        ids.put("message_id", sent.messageId().toString());
        ids.put("interaction_id", shown.interactionId().toString());
        ids.put("user_id", owner.id().toString());
        ids.put("track_id", track.toString());
        ids.put("unit_id", shown.unitId().toString());
        return new World(owner, ids);
    }

    @Test
    @DisplayName("says of each parameter of its path whose it is")
    void everyParameterHasAnOwner() {
        var unknown = ApiDocument.checkedIn().operations().stream()
                .flatMap(each -> each.parameters().stream())
                .filter(each -> !OWNED.contains(each) && !SHARED.contains(each))
                .toList();

        assertThat(unknown).as("neither OWNED nor SHARED").isEmpty();
    }

    // Hundreds of short requests, one after another: at once they would only keep other tests waiting.
    @Execution(ExecutionMode.SAME_THREAD)
    @TestFactory
    @DisplayName("gives a stranger nothing of what is another learner's, and is only a teacher's where it says so")
    Stream<DynamicTest> strangers(
            Learner owner,
            Learner stranger,
            @WithRole("teacher") Learner teacher,
            TutorClient client,
            ModelScript model,
            Database database)
            throws IOException {
        var world = world(owner, client, teacher, model, database);
        var before = LearnersRows.of(database, owner);
        var caller = client.as(stranger);
        var exceptions = exceptions();
        var tests = new ArrayList<DynamicTest>();
        for (var operation : ApiDocument.checkedIn().operations()) {
            if (operation.needsToken()) {
                tests.add(dynamicTest(
                        operation.toString(),
                        () -> asStranger(operation, world, caller, exceptions.remove(operation.toString()))));
            }
        }
        tests.add(
                dynamicTest("and nothing of the owner's has changed", () -> assertThat(LearnersRows.of(database, owner))
                        .isEqualTo(before)));
        tests.add(dynamicTest("and no exception is left that nothing needs", () -> assertThat(exceptions)
                .isEmpty()));
        return tests.stream();
    }

    private static void asStranger(Operation operation, World world, TutorClient caller, @Nullable Integer exception) {
        var body = operation.takesBody() ? ApiBodies.validBody(operation) : null;
        var owned = operation.parameters().stream().anyMatch(OWNED::contains);
        var namesSession = ApiBodies.properties(operation).has("session_id");
        if (body != null && namesSession) {
            body.put("session_id", world.ids().get("session_id"));
        }
        if (body != null && ApiBodies.isRun(operation)) {
            body.put("threadId", world.ids().get("threadId"));
        }
        var answer = send(caller, operation, world.fill(operation), body);

        if (exception != null) {
            assertThat(owned || namesSession || isAuthoring(operation))
                    .as("needs no exception")
                    .isFalse();
            assertThat(answer.status()).as(answer.toString()).isEqualTo(exception);
        } else if (owned || namesSession) {
            assertThat(answer.status()).as(answer.toString()).isIn(403, 404);
            if (answer.status() == 404 && owned) {
                assertThat(answer.text())
                        .as("the same answer as for what is not there")
                        .isEqualTo(send(caller, operation, World.absent(operation, world), body)
                                .text());
            }
        } else {
            assertThat(isAuthoring(operation))
                    .as("who may do this? Name %s in open-to-strangers.txt, with the reason", operation)
                    .isTrue();
            assertThat(answer.status()).as(answer.toString()).isEqualTo(403);
            assertThat(answer.string("error_code")).isEqualTo("forbidden");
        }
        assertThat(answer.text()).doesNotContain("A secret of mine");
        if (!ApiBodies.isRun(operation)) {
            for (var id : List.of("session_id", "message_id", "interaction_id", "user_id")) {
                assertThat(answer.text()).doesNotContain(world.ids().get(id));
            }
        }
    }

    /** Lines of {@code GET /path | status | reason}. */
    private static Map<String, Integer> exceptions() throws IOException {
        return Files.readAllLines(OPEN_TO_STRANGERS).stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(line -> line.split(" \\| ", 3))
                .collect(Collectors.toMap(
                        parts -> parts[0].strip(),
                        parts -> Integer.valueOf(parts[1].strip()),
                        (a, _) -> a,
                        java.util.concurrent.ConcurrentHashMap::new));
    }

    // Hundreds of short requests, one after another: at once they would only keep other tests waiting.
    @Execution(ExecutionMode.SAME_THREAD)
    @TestFactory
    @DisplayName("refuses a body that is not as its schema says, names the field, and writes nothing")
    Stream<DynamicTest> badBodies(
            Learner owner,
            @WithRole("teacher") Learner teacher,
            TutorClient client,
            ModelScript model,
            Database database) {
        var world = world(owner, client, teacher, model, database);
        var before = LearnersRows.of(database, owner);
        var tests = new ArrayList<DynamicTest>();
        for (var operation : ApiDocument.checkedIn().operations()) {
            if (operation.takesBody()) {
                var caller = isAuthoring(operation)
                        ? client.as(teacher)
                        : operation.needsToken() ? client.as(owner) : client.anonymous();
                for (var bad : badBodies(operation)) {
                    tests.add(dynamicTest(
                            operation + ": " + bad.what(),
                            () -> refused(operation, world.fill(operation), caller, bad)));
                }
            }
        }
        tests.add(dynamicTest("and nothing was written", () -> assertThat(LearnersRows.of(database, owner))
                .isEqualTo(before)));
        return tests.stream();
    }

    /**
     * A body that must be refused.
     *
     * @param type its content type
     * @param field which the answer must name; empty: the body as a whole
     */
    private record Bad(String what, String type, String body, int status, String field) {

        static Bad json(String what, String body, String field) {
            return new Bad(what, "application/json", body, 400, field);
        }
    }

    private static void refused(Operation operation, String path, TutorClient caller, Bad bad) {
        var answer =
                caller.send(operation.method(), path, bad.type(), bad.body().getBytes(StandardCharsets.UTF_8));

        assertThat(answer.status()).as(answer.toString()).isEqualTo(bad.status());
        if (bad.status() == 400) {
            assertThat(answer.string("error_code")).isEqualTo("validation_error");
            assertThat(answer.at("details").valueStream().map(each -> each.path("field")
                            .asString()))
                    .as(answer.toString())
                    .anyMatch(field -> field.startsWith(bad.field()));
        }
        assertThat(answer.text()).doesNotContain("Exception", "dev.chiron", "tools.jackson", "java.");
    }

    private static List<Bad> badBodies(Operation operation) {
        var valid = ApiBodies.validBody(operation);
        var bad = new ArrayList<Bad>();
        bad.add(Bad.json("not JSON", "hello", "body"));
        bad.add(Bad.json("broken JSON", "{\"", "body"));
        bad.add(Bad.json("an array", "[]", ""));
        bad.add(Bad.json("a number", "42", ""));
        bad.add(new Bad("text", "text/plain", valid.toString(), 415, ""));
        if (operation.needsBody()) {
            bad.add(Bad.json("nothing", "", "body"));
            bad.add(Bad.json("null", "null", ""));
        }
        ApiDocument.checkedIn()
                .resolved(operation.bodySchema())
                .path("required")
                .valueStream()
                .map(JsonNode::asString)
                .forEach(name -> {
                    var body = valid.deepCopy();
                    body.remove(name);
                    bad.add(Bad.json("no " + name, body.toString(), name));
                });
        ApiBodies.properties(operation).propertyStream().forEach(property -> wrongValues(property.getValue())
                .forEach(wrong -> {
                    var body = valid.deepCopy();
                    body.set(property.getKey(), wrong);
                    var shown = wrong.toString();
                    bad.add(Bad.json(
                            property.getKey() + " = " + (shown.length() > 40 ? shown.length() + " characters" : shown),
                            body.toString(),
                            property.getKey()));
                }));
        return bad;
    }

    /** Values that a schema does not take. */
    private static List<JsonNode> wrongValues(JsonNode schema) {
        var json = JsonMapper.shared();
        var wrong = new ArrayList<JsonNode>();
        var types = ApiBodies.types(schema);
        if (types.isEmpty()) {
            return wrong;
        }
        if (!types.contains("null")) {
            wrong.add(json.nullNode());
        }
        if (types.contains("string")) {
            wrong.addAll(List.of(json.readTree("42"), json.readTree("true"), json.readTree("{}"), json.readTree("[]")));
            if (!schema.path("format").isMissingNode() || schema.has("enum")) {
                wrong.add(json.readTree("\"nonsense\""));
            }
            if (schema.path("minLength").asInt(0) > 0) {
                wrong.add(json.valueToTree("x".repeat(schema.path("minLength").asInt() - 1)));
            }
            if (schema.has("maxLength")) {
                wrong.add(json.valueToTree("x".repeat(schema.path("maxLength").asInt() + 1)));
            }
        } else {
            wrong.add(json.readTree("\"nonsense\""));
        }
        if (types.contains("integer")) {
            wrong.addAll(List.of(json.readTree("1.5"), json.readTree("{}")));
            if (schema.has("minimum")) {
                wrong.add(json.valueToTree(schema.path("minimum").asInt() - 1));
            }
            if (schema.has("maximum")) {
                wrong.add(json.valueToTree(schema.path("maximum").asInt() + 1));
            }
        }
        if (types.contains("array")) {
            wrong.addAll(
                    List.of(json.readTree("{}"), json.readTree("7"), json.readTree("[7]"), json.readTree("[\"7\"]")));
        }
        if (types.contains("object")) {
            wrong.addAll(List.of(json.readTree("[]"), json.readTree("7")));
        }
        return wrong;
    }

    /** What learners are refused whoever they are: only teachers write what all learn. */
    private static boolean isAuthoring(Operation operation) {
        return operation.documents(403)
                && !operation.parameters().contains("user_id")
                && !operation.path().startsWith("/api/v1/users/");
    }

    private static Answer send(TutorClient caller, Operation operation, String path, @Nullable ObjectNode body) {
        return caller.send(
                operation.method(),
                path,
                body == null ? null : "application/json",
                body == null ? null : body.toString().getBytes(StandardCharsets.UTF_8));
    }
}
