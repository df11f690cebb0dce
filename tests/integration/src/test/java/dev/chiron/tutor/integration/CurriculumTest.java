package dev.chiron.tutor.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chiron.testkit.Answer;
import dev.chiron.testkit.Database;
import dev.chiron.testkit.DatabaseRefusal;
import dev.chiron.testkit.Learner;
import dev.chiron.testkit.Learners;
import dev.chiron.testkit.Stack;
import dev.chiron.testkit.TutorClient;
import dev.chiron.testkit.WithRole;
import dev.chiron.tutor.curriculum.Curriculum;
import dev.chiron.tutor.curriculum.Unit;
import dev.chiron.tutor.curriculum.UnitContent;
import dev.chiron.tutor.platform.TrackId;
import dev.chiron.tutor.platform.UnitId;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Tracks and units: what teachers write, learners read and nobody reads before its time. */
@TutorTest
@DisplayName("The curriculum")
class CurriculumTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Pattern UUID_TEXT = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private static final String TRACKS = "/api/v1/tracks";
    private static final String UNITS = "/api/v1/units";

    /** Words that stand in the keys of this test and nowhere else. */
    private static final List<String> SECRETS = List.of(
            "correct_option_id",
            "option_feedback",
            "explanation",
            "hints",
            "target_value",
            "tolerance",
            "zero_distance",
            "because-it-is-secret");

    private static final String QUESTION = """
            {"question_text": "Which number is even?",
             "options": [{"id": "a", "text": "One"}, {"id": "b", "text": "Two"}]}""";

    private static ObjectNode json(String text) {
        return (ObjectNode) JSON.readTree(text);
    }

    private static ObjectNode mcqConfig() {
        var config = json(QUESTION);
        config.setAll(json("""
                {"correct_option_id": "b", "option_feedback": {"a": "because-it-is-secret"},
                 "explanation": "because-it-is-secret", "hints": ["because-it-is-secret"]}"""));
        return config;
    }

    private static ObjectNode unit(String title, String type, ObjectNode config) {
        var unit = JSON.createObjectNode().put("title", title).put("unit_type", type);
        unit.set("content_config", config);
        return unit;
    }

    private static ObjectNode lesson(String title) {
        return unit(title, "content_snippet", json("{\"content\": \"# " + title + "\"}"));
    }

    private static ObjectNode question(String title) {
        return unit(title, "mcq_component", mcqConfig());
    }

    private static UUID created(Answer answer, String id) {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(201);
        assertThat(answer.header("location").orElseThrow()).endsWith("/" + answer.string(id));
        return UUID.fromString(answer.string(id));
    }

    private static UUID addUnit(TutorClient client, ObjectNode unit) {
        return created(client.post(UNITS, unit), "unit_id");
    }

    private static UUID addTrack(TutorClient client, String title) {
        return created(client.post(TRACKS, Map.of("title", title)), "track_id");
    }

    private static Answer order(TutorClient client, UUID track, UUID... units) {
        return client.put(TRACKS + "/" + track + "/units", Map.of("unit_ids", List.of(units)));
    }

    private static Answer ok(Answer answer) {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        return answer;
    }

    private static void refused(Answer answer, int status, String code) {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
        assertThat(answer.string("error_code")).isEqualTo(code);
    }

    private static void invalid(Answer answer, String... fields) {
        refused(answer, 400, "validation_error");
        assertThat(answer.at("details")
                        .valueStream()
                        .map(each -> each.path("field").asString())
                        .toList())
                .as(answer.toString())
                .containsExactlyInAnyOrder(fields);
    }

    @Test
    @DisplayName("takes a track from a teacher, changes it in part, and gives it back as it is")
    void authoringRoundTrip(@WithRole("teacher") Learner teacher, TutorClient client) {
        var made = client.post(TRACKS, Map.of("title", "Numbers", "description", "Even and odd."));
        var track = created(made, "track_id");
        var lesson = addUnit(client, lesson("What is even?").put("estimated_duration_minutes", 3));
        var remedy = addUnit(client, lesson("Once more"));
        var quiz = question("Even or odd").put("remedial_unit_id", remedy.toString());
        quiz.putArray("prerequisite_unit_ids").add(lesson.toString());
        var question = addUnit(client, quiz);
        var link = addUnit(
                client,
                unit(
                        "Further",
                        "external_link",
                        json("{\"url\": \"https://example.org/\", \"description\": \"More.\"}")));

        var ordered = ok(order(client, track, lesson, question, link));

        assertThat(ordered.body())
                .isEqualTo(ok(client.get(TRACKS + "/" + track)).body());
        assertThat(ordered.string("description")).isEqualTo("Even and odd.");
        assertThat(ordered.at("unit_count").intValue()).isEqualTo(3);
        assertThat(ordered.at("estimated_duration_minutes").intValue()).isEqualTo(13);
        assertThat(ordered.at("units.1")).isEqualTo(json("""
                {"unit_id": "%s", "title": "Even or odd", "unit_type": "mcq_component", "content_config": %s,
                 "estimated_duration_minutes": 5, "remedial_unit_id": "%s", "prerequisite_unit_ids": ["%s"],
                 "sequence_order": 2}""".formatted(question, QUESTION, remedy, lesson)));
        assertThat(ok(client.get(TRACKS))
                        .at("tracks")
                        .valueStream()
                        .filter(each -> each.path("track_id").asString().equals(track.toString()))
                        .toList())
                .containsExactly(json("""
                        {"track_id": "%s", "title": "Numbers", "description": "Even and odd.", "unit_count": 3,
                         "estimated_duration_minutes": 13}""".formatted(track)));

        // The author's form gets the key back, and keeps it when only the question is reworded.
        assertThat(ok(client.get(UNITS + "/" + question)).at("content_config")).isEqualTo(mcqConfig());
        var reworded = json(QUESTION.replace("even", "odd"));
        var changed = ok(client.patch(
                UNITS + "/" + question,
                JSON.createObjectNode().putNull("remedial_unit_id").set("content_config", reworded)));
        assertThat(changed.string("content_config.question_text")).isEqualTo("Which number is odd?");
        assertThat(changed.string("content_config.correct_option_id")).isEqualTo("b");
        assertThat(changed.at("remedial_unit_id").isNull()).isTrue();
        assertThat(changed.string("prerequisite_unit_ids.0")).isEqualTo(lesson.toString());
        assertThat(changed.body())
                .isEqualTo(ok(client.get(UNITS + "/" + question)).body());

        var renamed = ok(client.patch(TRACKS + "/" + track, "{\"description\": null}"));
        assertThat(renamed.string("title")).isEqualTo("Numbers");
        assertThat(renamed.string("description")).isEmpty();
        assertThat(renamed.at("units").size()).isEqualTo(3);

        // Another order, one unit less, and then what is left can go.
        assertThat(ok(order(client, track, link, lesson))
                        .at("units")
                        .valueStream()
                        .map(each -> each.path("title").asString() + " " + each.path("sequence_order"))
                        .toList())
                .containsExactly("Further 1", "What is even? 2");
        assertThat(client.delete(UNITS + "/" + question).status()).isEqualTo(204);
        refused(client.get(UNITS + "/" + question), 404, "not_found");
        assertThat(client.delete(TRACKS + "/" + track).status()).isEqualTo(204);
        refused(client.get(TRACKS + "/" + track), 404, "not_found");
        assertThat(ok(client.get(UNITS + "/" + link)).string("title")).isEqualTo("Further");
    }

    @Test
    @DisplayName("takes nothing from learners, whatever they send, and changes nothing")
    void learnersWriteNothing(
            Learner learner, TutorClient client, @WithRole("teacher") Learner teacher, Learners learners) {
        var author = client.as(teacher);
        var track = addTrack(author, "Theirs");
        var unit = addUnit(author, lesson("Theirs"));
        ok(order(author, track, unit));
        var before = ok(client.get(TRACKS + "/" + track)).text();

        // Who names themselves a teacher in what they may write themselves is a learner still.
        var pretender =
                client.withToken(learners.tokenWithClaims(learner, Map.of("user_metadata", Map.of("role", "teacher"))));
        for (var caller : List.of(client, pretender, client.as(learners.withRole("Teacher")))) {
            for (var path : List.of(TRACKS, UNITS)) {
                refused(caller.post(path, "{\"title\": \"Mine\"}"), 403, "forbidden");
                refused(caller.post(path, "[]"), 403, "forbidden");
            }
            for (var path : List.of(
                    TRACKS + "/" + track,
                    UNITS + "/" + unit,
                    TRACKS + "/" + UUID.randomUUID(),
                    UNITS + "/" + UUID.randomUUID())) {
                refused(caller.patch(path, "{\"title\": \"Mine\"}"), 403, "forbidden");
                refused(caller.delete(path), 403, "forbidden");
            }
            refused(caller.put(TRACKS + "/" + track + "/units", "{\"unit_ids\": []}"), 403, "forbidden");
        }
        assertThat(ok(client.get(TRACKS + "/" + track)).text()).isEqualTo(before);
    }

    @Test
    @DisplayName("is closed to everybody without a token")
    void needsAToken(TutorClient client) {
        var id = UUID.randomUUID();
        var nobody = client.anonymous();
        for (var answer : List.of(
                nobody.get(TRACKS),
                nobody.get(TRACKS + "/" + id),
                nobody.get(UNITS + "/" + id),
                nobody.post(TRACKS, "{}"),
                nobody.post(UNITS, "{}"),
                nobody.patch(TRACKS + "/" + id, "{}"),
                nobody.patch(UNITS + "/" + id, "{}"),
                nobody.delete(TRACKS + "/" + id),
                nobody.delete(UNITS + "/" + id),
                nobody.put(TRACKS + "/" + id + "/units", "{}"))) {
            refused(answer, 401, "unauthenticated");
        }
    }

    @Test
    @DisplayName("shows a key to no learner, and to a teacher only where one unit is edited")
    void keysStayOnTheServer(Learner learner, TutorClient client, @WithRole("teacher") Learner teacher) {
        var author = client.as(teacher);
        var track = addTrack(author, "Secrets");
        var mcq = addUnit(author, question("Choose"));
        var slider = addUnit(author, unit("Slide", "slider_component", json("""
                {"prompt_text": "How many?", "skill_id": "s", "skill_name": "S", "min_value": 0, "max_value": 10,
                 "target_value": 7, "tolerance": 1, "zero_distance": 3, "explanation": "because-it-is-secret"}""")));
        ok(order(author, track, mcq, slider));
        assertThat(ok(author.get(UNITS + "/" + slider))
                        .at("content_config.target_value")
                        .intValue())
                .isEqualTo(7);

        for (var answer : List.of(
                client.get(TRACKS + "/" + track),
                author.get(TRACKS + "/" + track),
                client.get(TRACKS),
                client.get(UNITS + "/" + mcq),
                client.get(UNITS + "/" + slider))) {
            assertThat(ok(answer).text()).doesNotContain(SECRETS);
        }
        assertThat(client.get(UNITS + "/" + mcq).at("content_config")).isEqualTo(json(QUESTION));
    }

    @Test
    @DisplayName("keeps the keys' table from every role of a request, and its functions from learners")
    void keysAreOutOfReachInTheDatabase(
            Learner learner, TutorClient client, @WithRole("teacher") Learner teacher, Database database) {
        var unit = addUnit(client.as(teacher), question("Choose"));

        for (var role : List.of(database.asLearner(learner), database.asLearner(teacher), database.asAnonymous())) {
            denied(() -> role.rows("select * from public.learning_unit_keys"));
            denied(() -> role.rows("select count(*) from public.learning_unit_keys where unit_id = ?", unit));
            denied(() -> role.update("delete from public.learning_unit_keys where unit_id = ?", unit));
            denied(() -> role.update("update public.learning_unit_keys set answer_key = '{}'"));
            denied(() -> role.update("insert into public.learning_unit_keys values (?, '{}')", unit));
        }
        for (var role : List.of(database.asLearner(learner), database.asAnonymous())) {
            denied(() -> role.rows("select public.get_unit_answer_key(?)", unit));
            denied(() -> role.rows("select public.set_unit_answer_key(?, '{}')", unit));
        }
        denied(
                () -> database.asLearner(learner)
                        .update(
                                "insert into public.learning_units (title, unit_type, content_config) values ('T', 'content_snippet', '{}')"));
        assertThat(database.asLearner(learner)
                        .update("update public.learning_units set title = 'Mine' where id = ?", unit))
                .isZero();
        assertThat(database.asLearner(learner).update("delete from public.learning_units where id = ?", unit))
                .isZero();
        assertThat(database.asLearner(teacher)
                        .value(JsonNode.class, "select public.get_unit_answer_key(?)", unit)
                        .path("correct_option_id")
                        .asString())
                .isEqualTo("b");
    }

    private static void denied(org.assertj.core.api.ThrowableAssert.ThrowingCallable statement) {
        assertThatThrownBy(statement).isInstanceOfSatisfying(DatabaseRefusal.class, e -> assertThat(e.sqlState())
                .isEqualTo("42501"));
    }

    @Test
    @DisplayName("refuses bad bodies and ids with the names of all wrong fields, and writes nothing")
    void badInput(@WithRole("teacher") Learner teacher, TutorClient client, Database database) {
        var title = "bad " + UUID.randomUUID();
        var bad = question(title);
        ((ObjectNode) bad.path("content_config").path("options").path(1)).put("id", "a");
        bad.put("estimated_duration_minutes", 0)
                .put("remedial_unit_id", UUID.randomUUID().toString());
        bad.putArray("prerequisite_unit_ids").add(UUID.randomUUID().toString());
        invalid(
                client.post(UNITS, bad),
                "content_config.options[1].id",
                "content_config.correct_option_id",
                "estimated_duration_minutes",
                "remedial_unit_id",
                "prerequisite_unit_ids[0]");
        assertThat(database.asOwner().count("select 1 from public.learning_units where title = ?", title))
                .isZero();

        for (var path : List.of(TRACKS, UNITS)) {
            for (var body : List.of("[]", "7", "null", "hello", "{\"title\"", "")) {
                invalid(client.post(path, body), "body");
            }
            invalid(client.get(path + "/7"), path.equals(TRACKS) ? "track_id" : "unit_id");
            invalid(client.patch(path + "/7", "{}"), path.equals(TRACKS) ? "track_id" : "unit_id");
            invalid(client.delete(path + "/7"), path.equals(TRACKS) ? "track_id" : "unit_id");
            var absent = path + "/" + UUID.randomUUID();
            refused(client.get(absent), 404, "not_found");
            refused(client.patch(absent, "{}"), 404, "not_found");
            refused(client.delete(absent), 404, "not_found");
            assertThat(client.send("POST", path, "text/plain", "{}".getBytes(StandardCharsets.UTF_8))
                            .status())
                    .isEqualTo(415);
        }
        invalid(
                client.post(TRACKS, "{\"title\": 7, \"description\": \"" + "x".repeat(2_001) + "\"}"),
                "title",
                "description");
        var track = addTrack(client, "T");
        invalid(client.patch(TRACKS + "/" + track, "{\"title\": null, \"description\": 7}"), "title", "description");
        refused(order(client, UUID.randomUUID()), 404, "not_found");
        invalid(
                client.put(TRACKS + "/" + track + "/units", "{\"unit_ids\": [\"7\", 7]}"),
                "unit_ids[0]",
                "unit_ids[1]");
    }

    @Test
    @DisplayName("keeps links without circles and every track in the order of its prerequisites")
    void linksAndOrder(@WithRole("teacher") Learner teacher, TutorClient client) {
        var first = addUnit(client, lesson("First"));
        var then = lesson("Then").put("remedial_unit_id", first.toString());
        then.putArray("prerequisite_unit_ids").add(first.toString());
        var second = addUnit(client, then);
        var third = addUnit(client, lesson("Third"));
        var track = addTrack(client, "In order");

        invalid(
                client.patch(
                        UNITS + "/" + first,
                        Map.of("remedial_unit_id", second, "prerequisite_unit_ids", List.of(first, second))),
                "remedial_unit_id",
                "prerequisite_unit_ids[0]",
                "prerequisite_unit_ids[1]");
        invalid(order(client, track, second, first), "unit_ids[0]");
        invalid(order(client, track, first, first, UUID.randomUUID()), "unit_ids[1]", "unit_ids[2]");
        assertThat(ok(client.get(TRACKS + "/" + track)).at("units").size()).isZero();

        ok(order(client, track, first, second, third));
        invalid(
                client.patch(UNITS + "/" + second, Map.of("prerequisite_unit_ids", List.of(first, third))),
                "prerequisite_unit_ids[1]");
        ok(order(client, track, third, first, second));
        ok(client.patch(UNITS + "/" + second, Map.of("prerequisite_unit_ids", List.of(first, third))));
    }

    @Test
    @DisplayName("lets no two changes at once make a circle that neither makes alone")
    void changesAtOnce(@WithRole("teacher") Learner teacher, TutorClient client) throws Exception {
        for (var round = 0; round < 5; round++) {
            var a = addUnit(client, lesson("A"));
            var b = addUnit(client, lesson("B"));
            var changes = List.<Callable<Answer>>of(
                    () -> client.patch(UNITS + "/" + a, Map.of("remedial_unit_id", b)),
                    () -> client.patch(UNITS + "/" + b, Map.of("remedial_unit_id", a)));
            try (var both = Executors.newFixedThreadPool(2)) {
                var statuses = new ArrayList<Integer>();
                for (var each : both.invokeAll(changes)) {
                    statuses.add(each.get().status());
                }
                assertThat(statuses).containsExactlyInAnyOrder(200, 400);
            }
        }
    }

    @Test
    @DisplayName("does not remove what is in use")
    void inUse(@WithRole("teacher") Learner teacher, TutorClient client, Learners learners, Database database) {
        var track = addTrack(client, "Used");
        var remedy = addUnit(client, lesson("Remedy"));
        var before = addUnit(client, lesson("Before"));
        var then = lesson("Then").put("remedial_unit_id", remedy.toString());
        then.putArray("prerequisite_unit_ids").add(before.toString());
        var unit = addUnit(client, then);
        ok(order(client, track, unit));

        for (var used : List.of(remedy, before, unit)) {
            refused(client.delete(UNITS + "/" + used), 409, "in_use");
        }

        var learner = learners.fresh();
        var session = UUID.fromString(client.as(learner).post(Chat.SESSIONS).string("session_id"));
        database.asOwner()
                .update(
                        "insert into public.user_progress (user_id, track_id, session_id, current_unit_id, status, next_dispatch_at) values (?, ?, ?, ?, 'in_progress', now() + interval '1 day')",
                        learner.id(),
                        track,
                        session,
                        unit);
        refused(client.delete(TRACKS + "/" + track), 409, "in_use");
        ok(order(client, track));
        refused(client.delete(UNITS + "/" + unit), 409, "in_use");

        database.asOwner().update("delete from public.user_progress where track_id = ?", track);
        assertThat(client.delete(TRACKS + "/" + track).status()).isEqualTo(204);
        for (var each : List.of(unit, before, remedy)) {
            assertThat(client.delete(UNITS + "/" + each).status()).isEqualTo(204);
        }
        assertThat(database.asOwner().count("select 1 from public.learning_unit_keys where unit_id = ?", unit))
                .isZero();
    }

    @Test
    @DisplayName("gives those who run a path the track with all remedies that can be reached, and the keys")
    void isReadByThePath(@WithRole("teacher") Learner teacher, TutorClient client, Stack stack) {
        var curriculum = stack.application().getBean(Curriculum.class);
        var last = addUnit(client, lesson("Last resort"));
        var remedy = addUnit(client, lesson("Remedy").put("remedial_unit_id", last.toString()));
        var quiz = addUnit(client, question("Quiz").put("remedial_unit_id", remedy.toString()));
        var other = addUnit(client, lesson("Other").put("remedial_unit_id", quiz.toString()));
        var track = addTrack(client, "Read");
        ok(order(client, track, other, quiz));

        var read = curriculum.track(new TrackId(track)).orElseThrow();

        assertThat(read.title()).isEqualTo("Read");
        assertThat(read.units()).extracting(Unit::title).containsExactly("Other", "Quiz");
        assertThat(read.remedialUnits()).extracting(Unit::title).containsExactlyInAnyOrder("Remedy", "Last resort");
        assertThat(read.contains(new UnitId(remedy))).isFalse();
        assertThat(read.unit(new UnitId(remedy)).orElseThrow().remedialUnitId()).isEqualTo(new UnitId(last));
        var unit = curriculum.unit(new UnitId(quiz)).orElseThrow();
        assertThat(read.unit(new UnitId(quiz))).hasValue(unit);
        assertThat(unit.content()).isInstanceOfSatisfying(UnitContent.Mcq.class, mcq -> {
            assertThat(mcq.options()).extracting(UnitContent.Mcq.Option::id).containsExactly("a", "b");
            assertThat(mcq.passMarkOrDefault()).isEqualTo(60);
        });
        assertThat(curriculum
                        .answerKey(new UnitId(quiz))
                        .orElseThrow()
                        .path("correct_option_id")
                        .asString())
                .isEqualTo("b");
        assertThat(curriculum.answerKey(new UnitId(other))).isEmpty();

        // A question that becomes a lesson has no key any more.
        ok(client.patch(UNITS + "/" + quiz, lesson("Lesson now")));
        assertThat(curriculum.answerKey(new UnitId(quiz))).isEmpty();
        assertThat(ok(client.get(UNITS + "/" + quiz)).at("content_config").propertyNames())
                .containsExactly("content");

        assertThat(curriculum.track(new TrackId(UUID.randomUUID()))).isEmpty();
        assertThat(curriculum.unit(new UnitId(UUID.randomUUID()))).isEmpty();
        assertThat(curriculum.answerKey(new UnitId(UUID.randomUUID()))).isEmpty();
    }

    @Test
    @DisplayName("ends a track's remedies where a circle begins again, should one be stored past the API")
    void circleInTheDatabase(@WithRole("teacher") Learner teacher, TutorClient client, Stack stack, Database database) {
        var a = addUnit(client, lesson("A"));
        var b = addUnit(client, lesson("B").put("remedial_unit_id", a.toString()));
        var track = addTrack(client, "Circle");
        ok(order(client, track, a));
        database.asOwner().update("update public.learning_units set remedial_unit_id = ? where id = ?", b, a);

        var read = stack.application()
                .getBean(Curriculum.class)
                .track(new TrackId(track))
                .orElseThrow();

        assertThat(read.units()).extracting(Unit::title).containsExactly("A");
        assertThat(read.remedialUnits()).extracting(Unit::title).containsExactly("B");
    }

    // The seeds are loaded in a transaction that is rolled back: this database belongs to other tests as well, and some
    // of them may have loaded the tracks already.
    @Test
    @DisplayName("may be loaded from the seeds twice; the second time changes no row")
    void seedsLoadTwice(Stack stack) throws SQLException, IOException {
        try (var connection = owner(stack)) {
            loadSeeds(connection);
            var once = versions(connection);
            loadSeeds(connection);
            assertThat(once).isNotEmpty().isEqualTo(versions(connection));
            connection.rollback();
        }
    }

    @Test
    @DisplayName("has only units and tracks in its seeds that a teacher could have written")
    void seedsKeepTheRules(@WithRole("teacher") Learner teacher, TutorClient client, Stack stack)
            throws SQLException, IOException {
        List<JsonNode> units;
        List<JsonNode> tracks;
        try (var connection = owner(stack)) {
            loadSeeds(connection);
            units = documents(connection, """
                    select jsonb_build_object('id', u.id, 'links', jsonb_build_object('remedial_unit_id', remedial_unit_id,
                            'prerequisite_unit_ids', prerequisite_unit_ids),
                        'unit', jsonb_build_object('title', title, 'unit_type', unit_type,
                            'estimated_duration_minutes', estimated_duration_minutes,
                            'content_config', content_config || coalesce(k.answer_key, '{}')))
                    from public.learning_units u left join public.learning_unit_keys k on k.unit_id = u.id
                    where u.id = any (cast(? as uuid[]))
                    """, seededIds());
            tracks = documents(connection, """
                    select jsonb_build_object('track', jsonb_build_object('title', title, 'description', description),
                        'unit_ids', (select jsonb_agg(unit_id order by sequence_order)
                                     from public.track_learning_units where track_id = t.id))
                    from public.learning_tracks t where t.id = any (cast(? as uuid[]))
                    """, seededIds());
            connection.rollback();
        }
        assertThat(tracks).as("tracks in supabase/seeds").isNotEmpty();

        var copies = new HashMap<String, String>();
        for (var each : units) {
            var copy = addUnit(client, (ObjectNode) each.path("unit"));
            copies.put(each.path("id").asString(), copy.toString());
        }
        for (var each : units) {
            var links = new LinkedHashMap<String, @Nullable Object>();
            links.put(
                    "remedial_unit_id",
                    copies.get(each.at("/links/remedial_unit_id").asString("")));
            links.put(
                    "prerequisite_unit_ids",
                    each.at("/links/prerequisite_unit_ids")
                            .valueStream()
                            .map(id -> copies.get(id.asString()))
                            .toList());
            ok(client.patch(UNITS + "/" + copies.get(each.path("id").asString()), links));
        }
        for (var each : tracks) {
            var copy = created(client.post(TRACKS, each.path("track")), "track_id");
            var order = each.path("unit_ids")
                    .valueStream()
                    .map(id -> UUID.fromString(Objects.requireNonNull(copies.get(id.asString()))))
                    .toArray(UUID[]::new);
            assertThat(order).as(each.path("track").toString()).isNotEmpty();
            ok(order(client, copy, order));
        }
    }

    private static Connection owner(Stack stack) throws SQLException {
        var url = URI.create(stack.databaseUrl());
        var login = url.getRawUserInfo().split(":", 2);
        var connection = DriverManager.getConnection(
                "jdbc:postgresql://" + url.getHost() + ":" + url.getPort() + url.getRawPath()
                        + (url.getRawQuery() == null ? "" : "?" + url.getRawQuery()),
                decoded(login[0]),
                login.length == 1 ? null : decoded(login[1]));
        connection.setAutoCommit(false);
        return connection;
    }

    private static String decoded(String part) {
        return URLDecoder.decode(part, StandardCharsets.UTF_8);
    }

    /** seed.sql and then the seeds by name, as the program runs them. */
    private static List<String> seeds() throws IOException {
        var supabase = Path.of(System.getProperty("chiron.root"), "supabase");
        var scripts = new ArrayList<String>();
        scripts.add(Files.readString(supabase.resolve("seed.sql")));
        try (Stream<Path> files = Files.list(supabase.resolve("seeds"))) {
            for (var file : files.filter(each -> each.toString().endsWith(".sql"))
                    .sorted()
                    .toList()) {
                scripts.add(Files.readString(file));
            }
        }
        return scripts;
    }

    /** Each as one script, as the program does. */
    private static void loadSeeds(Connection connection) throws SQLException, IOException {
        for (var script : seeds()) {
            try (var statement = connection.createStatement()) {
                statement.execute(script);
            }
        }
    }

    /** Every id that the seeds speak of. */
    private static String[] seededIds() throws IOException {
        return seeds().stream()
                .flatMap(script -> UUID_TEXT.matcher(script).results())
                .map(MatchResult::group)
                .distinct()
                .toArray(String[]::new);
    }

    /** Each seeded row with the place where it is stored now: any update, also to equal values, moves it. */
    private static List<String> versions(Connection connection) throws SQLException, IOException {
        var versions = new ArrayList<String>();
        for (var table : Map.of(
                        "learning_content_snippets", "id",
                        "learning_tracks", "id",
                        "learning_units", "id",
                        "learning_unit_keys", "unit_id",
                        "track_learning_units", "track_id")
                .entrySet()) {
            try (var statement = connection.prepareStatement("select ctid::text || ' ' || r::text from public."
                    + table.getKey() + " r where " + table.getValue() + " = any (cast(? as uuid[])) order by 1")) {
                statement.setObject(1, seededIds());
                try (var rows = statement.executeQuery()) {
                    while (rows.next()) {
                        versions.add(table.getKey() + " " + rows.getString(1));
                    }
                }
            }
        }
        return versions;
    }

    private static List<JsonNode> documents(Connection connection, String sql, String[] ids) throws SQLException {
        var documents = new ArrayList<JsonNode>();
        try (var statement = connection.prepareStatement(sql)) {
            statement.setObject(1, ids);
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    documents.add(JSON.readTree(rows.getString(1)));
                }
            }
        }
        return documents;
    }
}
