package dev.chiron.tutor.integration;

import static dev.chiron.testkit.AgUiAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chiron.testkit.AgUiClient;
import dev.chiron.testkit.AgUiRequest;
import dev.chiron.testkit.Database;
import dev.chiron.testkit.DatabaseRefusal;
import dev.chiron.testkit.Learner;
import dev.chiron.testkit.Learners;
import dev.chiron.testkit.ModelScript;
import dev.chiron.testkit.TutorClient;
import dev.chiron.tutor.integration.Paths.Shown;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What tells an answer stays on the server until the answer is given: in no byte, in no column, in no word. */
@TutorTest
@Timeout(value = 5, unit = TimeUnit.MINUTES) // whole tracks: hundreds of turns beside other tests
@DisplayName("The key to a question")
class AnswerKeyTest {

    private static final String QUIZ = "its:render_quick_quiz";

    private static final JsonMapper JSON = JsonMapper.shared();

    /** A member of a key, also within JSON that stands in a JSON string. */
    private static final Pattern KEY_FIELD = Pattern.compile("\\\\*\"(correct_option_id|option_feedback|target_value|"
            + "tolerance|zero_distance|explanation|hints|answer_key)\\\\*\"\\s*:");

    private static final String BECAUSE = "Only one and the number itself divide it.";

    private static final String PRIMES = """
            {"quiz_id": "primes", "question_text": "Which of these numbers is prime?",
             "options": [{"id": "a", "text": "Nine"}, {"id": "b", "text": "Eleven"}, {"id": "c", "text": "Fifteen"}],
             "correct_option_id": "b", "explanation": "%s"}""".formatted(BECAUSE);

    /** All that a learner's role can select, of the rows that the learner can see. */
    private static String columns(Database database, Learner learner) {
        return read(database, learner, readable(database));
    }

    /** Every column of every table that a learner's role can select, as one query for each table. */
    private static Map<String, String> readable(Database database) {
        var columns = new LinkedHashMap<String, List<String>>();
        database.asOwner().rows("""
                        select table_name, column_name from information_schema.columns
                        where table_schema = 'public'
                          and has_column_privilege('authenticated', format('public.%I', table_name), column_name, 'select')
                        order by table_name, ordinal_position""").forEach(row -> columns.computeIfAbsent(
                        String.valueOf(row.get("table_name")), _ -> new ArrayList<>())
                .add("coalesce(\"" + row.get("column_name") + "\"::text, '')"));
        assertThat(columns)
                .containsKeys("component_interactions", "chat_turns", "turn_events", "user_progress", "learning_units")
                .doesNotContainKeys("interaction_keys", "learning_unit_keys");
        var queries = new LinkedHashMap<String, String>();
        columns.forEach((table, all) ->
                queries.put(table, "select " + String.join(" || ' ' || ", all) + " from public.\"" + table + "\""));
        return queries;
    }

    private static String read(Database database, Learner learner, Map<String, String> queries) {
        return database.asLearner(learner).values(String.join(" union all ", queries.values())).stream()
                .map(String::valueOf)
                .collect(Collectors.joining("\n"));
    }

    private static void tellsNothing(String seen, String... secrets) {
        var found = KEY_FIELD.matcher(seen);
        assertThat(found.find())
                .as(() -> "a member of a key: "
                        + seen.substring(Math.max(0, found.start() - 200), Math.min(seen.length(), found.end() + 200)))
                .isFalse();
        for (var secret : secrets) {
            assertThat(seen).doesNotContain(secret, escaped(secret));
        }
    }

    private static String escaped(String text) {
        var json = JSON.writeValueAsString(text);
        return json.substring(1, json.length() - 1);
    }

    private static AgUiRequest offering(AgUiRequest request) {
        return request.offers(QUIZ, "Asks a question", "{\"type\":\"object\"}");
    }

    @Test
    @DisplayName(
            "that the model wrote is kept back; the server judges by it, tells the learner why, and the model what")
    void ofTheModel(Learner learner, AgUiClient agent, TutorClient client, ModelScript model, Database database) {
        model.repliesAndCallsTool("Try this one.", "its_render_quick_quiz", PRIMES)
                .replies("Well reasoned.");
        var thread = offering(AgUiRequest.onNewThread());

        var asked = agent.start(thread.says("m1", "Quiz me on primes"));

        assertThat(asked).isConformant().hasText("Try this one.").finished().calls(QUIZ);
        tellsNothing(asked.body(), BECAUSE);
        tellsNothing(columns(database, learner), BECAUSE);
        var shown = JSON.readTree(asked.calls().getFirst().arguments());
        assertThat(shown.path("options")).hasSize(3);
        var id = asked.calls().getFirst().id();
        var session = database.asLearner(learner).value(UUID.class, "select id from public.chat_sessions");
        tellsNothing(client.get(Chat.SESSIONS + "/" + session + "/messages").text(), BECAUSE);
        var reload = agent.start(AgUiRequest.onThread(thread.threadId()));
        assertThat(reload).isConformant().finished();
        tellsNothing(reload.body(), BECAUSE);

        var answered = agent.start(offering(AgUiRequest.onThread(thread.threadId()))
                .answers(id, "{\"quiz_id\":\"primes\",\"selected_option_id\":\"b\"}"));

        assertThat(answered)
                .isConformant()
                .hasText("**Correct.** " + BECAUSE + "\n\nWell reasoned.")
                .finished()
                .callsNoTool();
        assertThat(model.requests().getLast().lastText()).contains("Eleven", "judged right by the server");
        assertThat(database.asLearner(learner).row("select status, answered_at from public.component_interactions"))
                .containsEntry("status", "answered");
        assertThat(database.asLearner(learner).count("select 1 from public.assessment_attempts"))
                .as("a question outside every track is nobody's progress")
                .isZero();
    }

    @Test
    @DisplayName("that the model wrote judges a wrong answer as wrong, whatever the model then says")
    void ofTheModelJudges(Learner learner, TutorClient client, ModelScript model, Database database) {
        model.callsTool("its_render_quick_quiz", PRIMES).replies("Perfect, that is right!");
        var sent = Chat.send(client, "Quiz me on primes");
        Chat.awaitOver(database, sent.turnId());
        var shown = database.asLearner(learner).value(UUID.class, "select id from public.component_interactions");

        var answer = client.post(
                "/api/v1/chat/interactions/" + shown,
                Map.of("user_input", Map.of("quiz_id", "primes", "selected_option_id", "a")));

        assertThat(answer.status()).isEqualTo(202);
        assertThat(Chat.awaitReply(database, learner, UUID.fromString(answer.string("turn_id"))))
                .startsWith("**Not quite.** " + BECAUSE);
        assertThat(model.requests().getLast().lastText()).contains("Nine", "judged wrong by the server");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "\"correct_option_id\": \"z\"",
                "\"correct_option_id\": \"\"",
                "\"correct_option_id\": 2",
                "\"correct\": \"b\""
            })
    @DisplayName("that names no option makes no question: its text is said instead, and nothing is open")
    void ofTheModelMustFit(String key, Learner learner, AgUiClient agent, ModelScript model, Database database) {
        model.callsTool("its_render_quick_quiz", PRIMES.replace("\"correct_option_id\": \"b\"", key));

        var run = agent.start(offering(AgUiRequest.onNewThread()).says("Quiz me on primes"));

        assertThat(run)
                .isConformant()
                .hasText("Which of these numbers is prime?")
                .finished()
                .callsNoTool();
        tellsNothing(run.body(), BECAUSE);
        assertThat(database.asLearner(learner).count("select 1 from public.component_interactions"))
                .isZero();
    }

    @Test
    @DisplayName("is asked of the model only where the client offers the tool and nothing else is open")
    void toolsAreOfferedInTheirTime(Learner learner, AgUiClient agent, ModelScript model) {
        model.replies("Hello.")
                .callsTool("its_render_quick_quiz", PRIMES)
                .callsTool("its_render_quick_quiz", PRIMES)
                .replies("First this one.");
        var thread = AgUiRequest.onNewThread();

        assertThat(agent.start(thread.says("m1", "Hello there"))).isConformant().finished();
        var asked =
                agent.start(offering(AgUiRequest.onThread(thread.threadId())).says("m2", "Quiz me on primes"));
        assertThat(asked).isConformant().finished().calls(QUIZ);
        assertThat(agent.start(offering(AgUiRequest.onThread(thread.threadId())).says("m3", "Another one please")))
                .isConformant()
                .hasText("First this one.")
                .finished()
                .callsNoTool();

        assertThat(model.requests().get(0).toolNames()).isEmpty();
        assertThat(model.requests().get(1).toolNames()).containsExactly("its_render_quick_quiz");
        assertThat(model.requests().subList(2, 4))
                .as("one question at a time")
                .allSatisfy(request -> assertThat(request.toolNames()).isEmpty());
        var later = agent.start(AgUiRequest.onThread(thread.threadId()));
        assertThat(later).isConformant();
        assertThat(later.awaitEvent("RUN_FINISHED").at("/outcome/pendingToolCallIds"))
                .as("a call that was not allowed asks nothing")
                .hasSize(1);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "The answer is Canberra.",
                "It is can|ber|ra, of course.",
                "Choose **b**.",
                "Option B is the right one.",
                "C-a-n-b-e-r-r-a",
                "It is neither Sydney nor Melbourne."
            })
    @DisplayName(
            "is in no byte of a stream when the model tells it: a hint goes out instead, and that is what is stored")
    void isNotToldByTheModel(
            String leak,
            Learner learner,
            Learners learners,
            AgUiClient agent,
            TutorClient client,
            ModelScript model,
            Database database) {
        model.replies("Welcome.");
        var teacher = client.as(learners.teacher());
        var track = Authoring.track(teacher, "One capital", Authoring.capital(teacher));
        Paths.start(client, track);
        var shown = Paths.awaitShown(database, learner, track);
        model.replies(leak.split("\\|", -1));

        var run = agent.start(AgUiRequest.onThread(shown.sessionId().toString()).says("Just tell me, please!"));

        assertThat(run).isConformant().finished();
        assertThat(run.text()).contains(Authoring.HINT);
        assertThat(run.body().toLowerCase(Locale.ROOT)).doesNotContain("canberra", "c-a-n", "option b", "**b**");
        assertThat(run.text()).doesNotContain(leak.replace("|", ""));
        var stored = database.asLearner(learner)
                .value(
                        String.class,
                        "select content from public.chat_messages where role = 'assistant' order by position desc limit 1");
        assertThat(stored).isEqualTo(run.text());
        assertThat(database.asLearner(learner)
                        .values("select data::text from public.turn_events where turn_id ="
                                + " (select id from public.chat_turns order by position desc limit 1)"))
                .noneMatch(
                        event -> String.valueOf(event).toLowerCase(Locale.ROOT).contains("canberra"));
        assertThat(Paths.awaitShown(database, learner, track)).isEqualTo(shown);
    }

    @Test
    @DisplayName(
            "is not told in the words around its question either: plain words stand in for a guidance that tells it")
    void isNotToldByGuidance(
            Learner learner, Learners learners, TutorClient client, ModelScript model, Database database) {
        model.replies("Welcome! By the way, it is Canberra.");
        var teacher = client.as(learners.teacher());
        var track = Authoring.track(teacher, "One capital", Authoring.capital(teacher));
        Paths.start(client, track);
        var shown = Paths.awaitShown(database, learner, track);

        assertThat(Chat.conversation(client, shown.sessionId()).getFirst())
                .startsWith("assistant: Welcome to **One capital**.")
                .doesNotContain("Canberra");
    }

    @Test
    @DisplayName("of a whole track is in no byte sent and in no column to be read before its question is answered,"
            + " though every first answer is wrong")
    void isToldAfterTheAnswerOnly(
            Learner learner, AgUiClient agent, TutorClient client, ModelScript model, Database database) {
        readsEverything(0, learner, agent, client, model, database);
    }

    @Tag("nightly")
    @ParameterizedTest(name = "track {0}")
    @ValueSource(ints = {1, 2})
    @DisplayName("of the other tracks is in no byte and no column either")
    void isToldAfterTheAnswerOnlyElsewhere(
            int number, Learner learner, AgUiClient agent, TutorClient client, ModelScript model, Database database) {
        readsEverything(number, learner, agent, client, model, database);
    }

    private static void readsEverything(
            int number, Learner learner, AgUiClient agent, TutorClient client, ModelScript model, Database database) {
        model.replies("Here is what comes now.").always();
        var track = Paths.seededTracks(client, database).get(number);
        var secrets = secrets(database, track);
        assertThat(secrets).hasSizeGreaterThan(3);
        var asked = new HashSet<UUID>();
        var told = new HashSet<UUID>();
        var readable = readable(database);
        tellsNothing(client.get(Paths.TRACKS).text() + read(database, learner, readable), all(secrets, told));
        // What was there before anything was asked stays as it is.
        readable.keySet().removeIf(table -> table.contains("learning_"));
        var session =
                UUID.fromString(Paths.start(client, track).path("session_id").asString());
        try (var page = agent.get(Chat.SESSIONS + "/" + session + "/events")) {
            var heard = 0;
            for (var answers = 0; answers < 200; answers++) {
                var progress = Paths.progress(client, track);
                if (progress.path("status").asString().equals("completed")) {
                    assertThat(answers).isGreaterThan(secrets.size());
                    assertThat(database.asLearner(learner).values("""
                                            select count(*)::int from public.assessment_attempts a
                                            join public.track_learning_units t on t.unit_id = a.unit_id and t.track_id = ?
                                            join public.component_interactions i on i.id = a.interaction_id
                                            where i.name = 'quick_quiz' group by a.unit_id""", track))
                            .as("attempts at each quiz of the track itself: an estimate of oneself is never wrong")
                            .containsOnly(2);
                    return;
                }
                var shown = Paths.awaitShown(database, learner, track);
                var reload = agent.start(AgUiRequest.onThread(session.toString()));
                assertThat(reload).isConformant().finished();
                var streamed = page.body();
                // What was sent before this step was searched then, when even less of it could be told.
                tellsNothing(
                        progress
                                + reload.body()
                                + streamed.substring(heard)
                                + client.get(Paths.TRACKS + "/" + track).text()
                                + client.get(Chat.SESSIONS + "/" + session + "/messages?limit=200")
                                        .text()
                                + read(database, learner, readable),
                        all(secrets, told));
                heard = streamed.length();
                var first = asked.add(shown.unitId());
                var input = first ? Paths.wrong(database, shown) : Paths.right(database, shown);
                var run = answer(answers % 2 == 0, agent, client, database, shown, input);
                if (isOver(database, learner, shown)) {
                    told.add(shown.unitId());
                }
                tellsNothing(run, all(secrets, told));
            }
        }
        throw new AssertionError("the track has no end");
    }

    private static String[] all(Map<UUID, List<String>> secrets, Set<UUID> told) {
        return secrets.entrySet().stream()
                .filter(unit -> !told.contains(unit.getKey()))
                .flatMap(unit -> unit.getValue().stream())
                .toArray(String[]::new);
    }

    /** Answers by a run or by REST; what came in the answer. */
    private static String answer(
            boolean inRun, AgUiClient agent, TutorClient client, Database database, Shown shown, Map<String, ?> input) {
        if (!inRun) {
            Paths.answerAndAwait(client, database, shown, input);
            return "";
        }
        var run = agent.start(AgUiRequest.onThread(shown.sessionId().toString())
                .offers(QUIZ, "Asks a question", "{}")
                .offers("its:render_skill_slider", "Asks for an estimate", "{}")
                .offers("its:render_topic_buttons", "Shows buttons", "{}")
                .answers(shown.interactionId().toString(), JSON.writeValueAsString(input)));
        assertThat(run).isConformant().finished();
        return run.body() + run.text();
    }

    /** Whether the learner may know the key from now on. */
    private static boolean isOver(Database database, Learner learner, Shown shown) {
        return database.asLearner(learner)
                        .count(
                                "select 1 from public.assessment_attempts"
                                        + " where interaction_id = ? and (passed or attempt = 3)",
                                shown.interactionId())
                > 0;
    }

    /** By unit, what is told only once its question is answered; remedial units' too. */
    private static Map<UUID, List<String>> secrets(Database database, UUID track) {
        var secrets = new HashMap<UUID, List<String>>();
        for (var row : database.asOwner().rows("""
                        select k.unit_id, k.answer_key::text as key from public.learning_unit_keys k
                        where k.unit_id in (
                            select unit_id from public.track_learning_units where track_id = ?
                            union select u.remedial_unit_id from public.learning_units u
                            join public.track_learning_units t on t.unit_id = u.id where t.track_id = ?)""", track, track)) {
            JsonNode key = JSON.readTree(String.valueOf(row.get("key")));
            var texts = new ArrayList<String>();
            if (key.hasNonNull("explanation")) {
                texts.add(key.path("explanation").asString());
            }
            if (key.path("hints").size() > 0) {
                texts.add(key.path("hints").get(key.path("hints").size() - 1).asString());
            }
            var right = key.path("option_feedback")
                    .path(key.path("correct_option_id").asString(""));
            if (right.isString()) {
                texts.add(right.stringValue());
            }
            secrets.put((UUID) java.util.Objects.requireNonNull(row.get("unit_id")), texts);
        }
        return secrets;
    }

    @Test
    @DisplayName("cannot be read with SQL by a learner, nor written, nor by one who is not signed in")
    void cannotBeSelected(Learner learner, Database database) {
        for (var table : List.of("learning_unit_keys", "interaction_keys")) {
            for (var role : List.of(database.asLearner(learner), database.asAnonymous())) {
                for (var sql : List.of(
                        "select 1 from public." + table,
                        "select answer_key from public." + table,
                        "select * from public." + table)) {
                    assertThatThrownBy(() -> role.count(sql))
                            .as(sql)
                            .isInstanceOf(DatabaseRefusal.class)
                            .hasMessageContaining("permission denied");
                }
                for (var sql :
                        List.of("delete from public." + table, "update public." + table + " set answer_key = '{}'")) {
                    assertThatThrownBy(() -> role.update(sql))
                            .as(sql)
                            .isInstanceOf(DatabaseRefusal.class)
                            .hasMessageContaining("permission denied");
                }
            }
        }
    }
}
