package dev.chiron.tutor.integration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chiron.testkit.AgUiClient;
import dev.chiron.testkit.AgUiRequest;
import dev.chiron.testkit.Answer;
import dev.chiron.testkit.Database;
import dev.chiron.testkit.Learner;
import dev.chiron.testkit.Learners;
import dev.chiron.testkit.ModelScript;
import dev.chiron.testkit.TutorClient;
import dev.chiron.tutor.integration.Paths.Shown;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Answers that come late, twice, from the wrong learner or in the wrong shape: one answer counts, once. */
@TutorTest
@DisplayName("An answer to a question")
class InteractionTest {

    private static final String INTERACTIONS = "/api/v1/chat/interactions/";

    private static void refused(Answer answer, int status, String code) {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
        assertThat(answer.string("error_code")).isEqualTo(code);
    }

    private static Shown shown(
            Learner learner, Learners learners, TutorClient client, ModelScript model, Database database) {
        model.replies("On we go.").always();
        var track = Authoring.trackOfQuestions(client.as(learners.teacher()));
        Paths.start(client, track);
        return Paths.awaitShown(database, learner, track);
    }

    private static List<Map<String, Object>> attempts(Database database, Learner learner) {
        var rows = new ArrayList<Map<String, Object>>();
        for (var row : database.asLearner(learner)
                .rows("select interaction_id, attempt, score from public.assessment_attempts order by created_at")) {
            var known = new java.util.LinkedHashMap<String, Object>();
            row.forEach((name, value) -> known.put(name, String.valueOf(value)));
            rows.add(known);
        }
        return rows;
    }

    @Test
    @DisplayName("is refused when it comes a second time, and changes no grade")
    void isTakenOnce(Learner learner, Learners learners, TutorClient client, ModelScript model, Database database) {
        var shown = shown(learner, learners, client, model, database);
        Paths.answerAndAwait(client, database, shown, Paths.choose(shown, "a"));

        refused(Paths.answer(client, shown, Paths.choose(shown, "b")), 409, "already_answered");
        refused(Paths.answer(client, shown, Paths.choose(shown, "a")), 409, "already_answered");

        assertThat(attempts(database, learner))
                .containsExactly(
                        Map.of("interaction_id", shown.interactionId().toString(), "attempt", "1", "score", "0"));
    }

    @Test
    @DisplayName("that comes 50 times at once is taken once: one turn, one attempt, one step of the path")
    void isTakenOnceAtOnce(Learner learner, Learners learners, TutorClient client, ModelScript model, Database database)
            throws Exception {
        var shown = shown(learner, learners, client, model, database);
        var answers = new ArrayList<Answer>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var answer : threads.invokeAll(Collections.<Callable<Answer>>nCopies(
                    50, () -> Paths.answer(client, shown, Paths.choose(shown, "b"))))) {
                answers.add(answer.get());
            }
        }

        assertThat(answers).extracting(Answer::status).containsOnly(202, 409).containsOnlyOnce(202);
        answers.stream()
                .filter(answer -> answer.status() == 409)
                .forEach(answer -> refused(answer, 409, "already_answered"));
        var turn = answers.stream()
                .filter(answer -> answer.status() == 202)
                .findFirst()
                .orElseThrow();
        Chat.awaitOver(database, UUID.fromString(turn.string("turn_id")));
        assertThat(attempts(database, learner)).hasSize(1);
        var asLearner = database.asLearner(learner);
        assertThat(asLearner.count("select 1 from public.chat_turns"))
                .as("the path's start and the answer")
                .isEqualTo(2);
        assertThat(asLearner.count("select 1 from public.chat_messages where role = 'tool'"))
                .isOne();
        assertThat(asLearner.value(Integer.class, "select step from public.user_progress"))
                .isEqualTo(2);
    }

    @Test
    @DisplayName("is refused as superseded, by REST and in a run, when the tutor has asked something else since")
    void isSuperseded(
            Learner learner,
            Learners learners,
            TutorClient client,
            AgUiClient agent,
            ModelScript model,
            Database database) {
        model.callsTool("its_render_quick_quiz", """
                {"quiz_id": "primes", "question_text": "Which one is prime?",
                 "options": [{"id": "a", "text": "Nine"}, {"id": "b", "text": "Eleven"}],
                 "correct_option_id": "b"}""").replies("Welcome.");
        var sent = Chat.send(client, "Quiz me on primes");
        Chat.awaitOver(database, sent.turnId());
        var old = database.asLearner(learner)
                .value(UUID.class, "select id from public.component_interactions where status = 'open'");
        var track = Authoring.trackOfQuestions(client.as(learners.teacher()));
        assertThat(client.post(Paths.TRACKS + "/" + track + "/start", Map.of("session_id", sent.sessionId()))
                        .status())
                .isEqualTo(201);
        var shown = Paths.awaitShown(database, learner, track);

        var late = Map.of("quiz_id", "primes", "selected_option_id", "b");
        refused(client.post(INTERACTIONS + old, Map.of("user_input", late)), 409, "superseded");
        var run = agent.start(AgUiRequest.onThread(sent.sessionId().toString())
                .answers(old.toString(), "{\"quiz_id\":\"primes\",\"selected_option_id\":\"b\"}"));
        dev.chiron.testkit.AgUiAssertions.assertThat(run).wasRejected(409, "superseded");

        assertThat(Paths.awaitShown(database, learner, track)).isEqualTo(shown);
        assertThat(client.get(Chat.SESSIONS + "/" + sent.sessionId() + "/messages")
                        .at("messages")
                        .valueStream()
                        .filter(message -> message.has("component"))
                        .map(message -> message.at("/component/status").asString()))
                .containsExactly("superseded", "open");
    }

    @Test
    @DisplayName("to another learner's question is answered as to one that does not exist")
    void isOnesOwn(Learner learner, Learners learners, TutorClient client, ModelScript model, Database database) {
        var shown = shown(learner, learners, client, model, database);
        var stranger = client.as(learners.fresh());
        var input = Map.of("user_input", Paths.choose(shown, "b"));

        var foreign = stranger.post(INTERACTIONS + shown.interactionId(), input);
        var absent = stranger.post(INTERACTIONS + UUID.randomUUID(), input);

        refused(foreign, 404, "not_found");
        assertThat(foreign.text()).isEqualTo(absent.text());
        assertThat(stranger.post(INTERACTIONS + shown.interactionId(), Map.of("user_input", "nonsense"))
                        .status())
                .as("nothing about it is told before it is known to be one's own")
                .isEqualTo(404);
        assertThat(attempts(database, learner)).isEmpty();
        assertThat(Paths.answer(client, shown, Paths.choose(shown, "b")).status())
                .isEqualTo(202);
    }

    @Test
    @DisplayName("that does not fit is 400 with what is wrong, leaves nothing behind, and the question stays open")
    void mustFit(Learner learner, Learners learners, TutorClient client, ModelScript model, Database database) {
        model.replies("On we go.").always();
        var teacher = client.as(learners.teacher());
        var track = Authoring.track(teacher, "Both kinds", Authoring.capital(teacher), Authoring.estimate(teacher));
        Paths.start(client, track);
        var quiz = Paths.awaitShown(database, learner, track);
        var quizId = quiz.arguments().path("quiz_id").asString();
        for (var body : List.of(
                "",
                "no json",
                "[]",
                "null",
                "{}",
                "{\"user_input\":null}",
                "{\"user_input\":\"b\"}",
                "{\"user_input\":[\"b\"]}",
                "{\"user_input\":{}}",
                "{\"user_input\":{\"quiz_id\":\"" + quizId + "\"}}",
                "{\"user_input\":{\"quiz_id\":\"" + quizId + "\",\"selected_option_id\":null}}",
                "{\"user_input\":{\"quiz_id\":\"" + quizId + "\",\"selected_option_id\":2}}",
                "{\"user_input\":{\"quiz_id\":\"" + quizId + "\",\"selected_option_id\":\"nobody\"}}",
                "{\"user_input\":{\"quiz_id\":\"" + quizId + "\",\"selected_option_id\":\"b\\u0000\"}}",
                "{\"user_input\":{\"quiz_id\":\"another\",\"selected_option_id\":\"b\"}}",
                "{\"user_input\":{\"skill_id\":\"beans\",\"selected_value\":100}}")) {
            invalid(client, quiz, body);
        }
        assertThat(Paths.awaitShown(database, learner, track)).isEqualTo(quiz);
        Paths.answerAndAwait(client, database, quiz, Paths.choose(quiz, "b"));

        var slider = Paths.awaitShown(database, learner, track);
        for (var value : List.of("-1", "201", "0.5", "1e400", "\"100\"", "null", "{}")) {
            invalid(client, slider, "{\"user_input\":{\"skill_id\":\"beans\",\"selected_value\":" + value + "}}");
        }
        invalid(client, slider, "{\"user_input\":{\"skill_id\":\"peas\",\"selected_value\":100}}");
        assertThat(Paths.awaitShown(database, learner, track)).isEqualTo(slider);
        assertThat(database.asLearner(learner).count("select 1 from public.chat_turns"))
                .isEqualTo(2);
        Paths.answerAndAwait(client, database, slider, Paths.set(slider, BigDecimal.valueOf(100)));
        assertThat(attempts(database, learner)).hasSize(2);
    }

    private static void invalid(TutorClient client, Shown shown, String body) {
        var answer = client.send(
                "POST",
                INTERACTIONS + shown.interactionId(),
                "application/json",
                body.getBytes(StandardCharsets.UTF_8));
        assertThat(answer.status()).as(body + " → " + answer).isEqualTo(400);
        assertThat(answer.string("error_code")).isEqualTo("validation_error");
        assertThat(answer.string("details.0.field")).as(body).matches("body|user_input(\\..+)?");
        assertThat(answer.string("details.0.problem")).as(body).isNotBlank();
        assertThat(answer.text()).doesNotContain("Exception", "dev.chiron", "jackson", "correct");
    }

    @Test
    @DisplayName("after the end of its track changes nothing")
    void afterTheEnd(
            Learner learner,
            Learners learners,
            TutorClient client,
            AgUiClient agent,
            ModelScript model,
            Database database) {
        model.replies("On we go.").always();
        var teacher = client.as(learners.teacher());
        var track = Authoring.track(teacher, "One question", Authoring.capital(teacher));
        Paths.start(client, track);
        var last = Paths.awaitShown(database, learner, track);
        Paths.answerAndAwait(client, database, last, Paths.choose(last, "b"));
        var end = Paths.progress(client, track);
        assertThat(end.path("status").asString()).isEqualTo("completed");

        refused(Paths.answer(client, last, Paths.choose(last, "a")), 409, "already_answered");
        var run = agent.start(AgUiRequest.onThread(last.sessionId().toString())
                .answers(last.interactionId().toString(), "{\"selected_option_id\":\"a\"}"));
        dev.chiron.testkit.AgUiAssertions.assertThat(run)
                .isConformant()
                .hasTypes("RUN_STARTED", "MESSAGES_SNAPSHOT", "STATE_SNAPSHOT", "RUN_FINISHED");

        assertThat(Paths.progress(client, track)).isEqualTo(end);
        assertThat(attempts(database, learner)).hasSize(1);
    }

    @Test
    @DisplayName("may wait: a message in between is answered by the tutor, and the question stays as it is")
    void mayWait(Learner learner, Learners learners, TutorClient client, ModelScript model, Database database) {
        var shown = shown(learner, learners, client, model, database);
        model.startsOver().replies("What do you know about how it was founded?").replies("Well done.");

        var asked = Chat.send(client, shown.sessionId(), "Can you help me to think?");

        assertThat(Chat.awaitReply(database, learner, asked.turnId()))
                .isEqualTo("What do you know about how it was founded?");
        assertThat(model.requests().getLast().texts("system").getFirst())
                .as("the tutor knows what is open")
                .contains("Which city is the capital of Australia?", Authoring.HINT)
                .doesNotContain(Authoring.EXPLANATION, "It is Canberra.");
        assertThat(database.asLearner(learner)
                        .value(
                                String.class,
                                "select status from public.component_interactions where id = ?",
                                shown.interactionId()))
                .isEqualTo("open");
        assertThat(attempts(database, learner)).isEmpty();
        Paths.answerAndAwait(client, database, shown, Paths.choose(shown, "b"));
        assertThat(attempts(database, learner)).hasSize(1);
    }
}
