package dev.chiron.tutor.integration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chiron.testkit.Answer;
import dev.chiron.testkit.Barrier;
import dev.chiron.testkit.Database;
import dev.chiron.testkit.Learner;
import dev.chiron.testkit.Learners;
import dev.chiron.testkit.ModelScript;
import dev.chiron.testkit.TutorClient;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Where a path turns: what it refuses, what it passes over, where it goes after an answer, and what it does alone. */
@TutorTest
@DisplayName("On a learning path")
class LearningPathBranchesTest {

    private static void refused(Answer answer, int status, String code) {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
        assertThat(answer.string("error_code")).isEqualTo(code);
    }

    private static Answer start(TutorClient client, UUID track, UUID session) {
        return client.post(Paths.TRACKS + "/" + track + "/start", Map.of("session_id", session));
    }

    private static Answer complete(TutorClient client, UUID track, UUID unit) {
        return client.post(Paths.TRACKS + "/" + track + "/units/" + unit + "/complete");
    }

    private static List<String> completed(JsonNode progress) {
        return progress.path("completed_unit_ids")
                .valueStream()
                .map(JsonNode::asString)
                .toList();
    }

    private static UUID newSession(TutorClient client) {
        return UUID.fromString(client.post(Chat.SESSIONS).string("session_id"));
    }

    @Test
    @DisplayName("nobody starts a track that is absent, empty, in a session that is taken, or in somebody else's")
    void isNotStarted(Learner learner, Learners learners, TutorClient client, ModelScript model, Database database) {
        model.replies("Welcome.").always();
        var teacher = client.as(learners.teacher());
        var track = Authoring.track(teacher, "A track", Authoring.lesson(teacher, "All of it"));
        var another = Authoring.track(teacher, "Another track", Authoring.lesson(teacher, "All of that"));
        var empty = UUID.fromString(
                teacher.post(Paths.TRACKS, Map.of("title", "Empty")).string("track_id"));

        refused(client.post(Paths.TRACKS + "/" + UUID.randomUUID() + "/start"), 404, "not_found");
        refused(client.post(Paths.TRACKS + "/7/start"), 400, "validation_error");
        refused(client.post(Paths.TRACKS + "/" + empty + "/start"), 409, "empty_track");
        var foreign = start(client, track, newSession(client.as(learners.fresh())));
        refused(foreign, 404, "not_found");
        assertThat(foreign.text())
                .isEqualTo(start(client, track, UUID.randomUUID()).text());
        refused(
                client.post(Paths.TRACKS + "/" + track + "/start", Map.of("session_id", "mine")),
                400,
                "validation_error");
        assertThat(database.asService().count("select 1 from public.user_progress where user_id = ?", learner.id()))
                .isZero();
        assertThat(database.asService().count("select 1 from public.chat_sessions where user_id = ?", learner.id()))
                .as("no session stays behind")
                .isZero();

        var session = newSession(client);
        assertThat(start(client, track, session).status()).isEqualTo(201);
        refused(start(client, another, session), 409, "session_in_use");
        assertThat(start(client, track, newSession(client)).string("session_id"))
                .as("a path that goes on stays where it is")
                .isEqualTo(session.toString());
        Paths.awaitShown(database, learner, track);
    }

    @Test
    @DisplayName("a unit that asks nothing is completed by request, the one that is current, and one that asks is not")
    void unitsAreCompleted(
            Learner learner, Learners learners, TutorClient client, ModelScript model, Database database) {
        model.replies("On we go.").always();
        var teacher = client.as(learners.teacher());
        var first = Authoring.lesson(teacher, "First");
        var question = Authoring.capital(teacher);
        var last = Authoring.unit(
                teacher,
                "Last",
                "external_link",
                Map.of("url", "https://example.org/read", "description", "A page to read"),
                Map.of());
        var track = Authoring.track(teacher, "Three units", first, question, last);
        refused(complete(client, track, first), 404, "not_found");
        Paths.start(client, track);
        Paths.awaitShown(database, learner, track);

        refused(complete(client, track, last), 409, "not_current_unit");
        refused(complete(client, track, UUID.randomUUID()), 409, "not_current_unit");

        var done = complete(client, track, first);
        assertThat(done.status()).as(done.toString()).isEqualTo(200);
        assertThat(completed(done.body())).containsExactly(first.toString());
        assertThat(done.string("current_unit_id")).isEqualTo(question.toString());
        assertThat(done.at("percent_complete").asInt()).isEqualTo(33);
        var again = complete(client, track, first);
        assertThat(again.status()).isEqualTo(200);
        assertThat(completed(again.body())).containsExactly(first.toString());

        refused(complete(client, track, question), 409, "answer_needed");
        var asked = Paths.awaitShown(database, learner, track);
        Paths.answerAndAwait(client, database, asked, Paths.choose(asked, "b"));
        assertThat(Paths.awaitShown(database, learner, track)
                        .arguments()
                        .at("/buttons/0/label")
                        .asString())
                .isEqualTo("I have read it");
        assertThat(Chat.conversation(client, asked.sessionId()).getLast())
                .contains("[A page to read](https://example.org/read)");
        var end = complete(client, track, last);
        assertThat(end.string("status")).isEqualTo("completed");
        assertThat(end.at("percent_complete").asInt()).isEqualTo(100);
        assertThat(end.at("current_unit_id").isNull()).isTrue();
        assertThat(complete(client, track, last).body()).isEqualTo(end.body());
    }

    @Test
    @DisplayName("a unit that is completed by many requests at once is completed once")
    void unitsAreCompletedOnce(
            Learner learner, Learners learners, TutorClient client, ModelScript model, Database database)
            throws Exception {
        model.replies("On we go.").always();
        var teacher = client.as(learners.teacher());
        var first = Authoring.lesson(teacher, "First");
        var track = Authoring.track(teacher, "Two lessons", first, Authoring.lesson(teacher, "Second"));
        Paths.start(client, track);
        var session = Paths.awaitShown(database, learner, track).sessionId();
        var answers = new ArrayList<Answer>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var answer : threads.invokeAll(
                    Collections.<Callable<Answer>>nCopies(12, () -> complete(client, track, first)))) {
                answers.add(answer.get());
            }
        }

        assertThat(answers).extracting(Answer::status).containsOnly(200);
        assertThat(answers)
                .allSatisfy(each -> assertThat(completed(each.body())).containsExactly(first.toString()));
        assertThat(database.asLearner(learner)
                        .count("select 1 from public.chat_messages where session_id = ? and role = 'tool'", session))
                .isOne();
        assertThat(database.asLearner(learner).value(Integer.class, "select step from public.user_progress"))
                .isEqualTo(2);
    }

    @Test
    @DisplayName("progress is one's own: another's is forbidden, whether or not it is there, and none is not found")
    void progressIsOnesOwn(
            Learner learner, Learners learners, TutorClient client, ModelScript model, Database database) {
        model.replies("Welcome.").always();
        var teacher = client.as(learners.teacher());
        var track = Authoring.track(teacher, "One", Authoring.lesson(teacher, "All of it"));
        var other = Authoring.track(teacher, "Two", Authoring.lesson(teacher, "All of that"));
        var users = "/api/v1/users/";
        refused(client.get(users + "me/progress/" + track), 404, "not_found");
        assertThat(client.get(users + "me/progress").at("progress")).isEmpty();
        Paths.start(client, track);
        Paths.start(client, other);
        Paths.awaitShown(database, learner, track);
        Paths.awaitShown(database, learner, other);

        var mine = client.get(users + "me/progress/" + track);
        assertThat(mine.status()).isEqualTo(200);
        assertThat(client.get(users + learner.id() + "/progress/" + track).body())
                .isEqualTo(mine.body());
        assertThat(client.get(users + "me/tracks/" + track + "/progress").body())
                .isEqualTo(mine.body());
        assertThat(client.get(users + learner.id() + "/tracks/" + track + "/progress")
                        .body())
                .isEqualTo(mine.body());
        assertThat(client.get(users + "me/progress")
                        .at("progress")
                        .valueStream()
                        .map(each -> each.path("track_id").asString()))
                .containsExactlyInAnyOrder(track.toString(), other.toString());

        var stranger = client.as(learners.fresh());
        var foreign = stranger.get(users + learner.id() + "/progress/" + track);
        refused(foreign, 403, "forbidden");
        assertThat(stranger.get(users + learner.id() + "/progress/" + UUID.randomUUID())
                        .text())
                .isEqualTo(foreign.text());
        refused(stranger.get(users + learner.id() + "/tracks/" + track + "/progress"), 403, "forbidden");
        refused(stranger.get(users + "me/progress/" + track), 404, "not_found");
        refused(client.get(users + "somebody/progress/" + track), 400, "validation_error");
        assertThat(stranger.get(users + "me/progress").at("progress")).isEmpty();
    }

    @ParameterizedTest(name = "{0} of 200 with pass mark {1}: {2} points")
    @CsvSource({
        "59, 60, 59, false",
        "60, 60, 60, true",
        "141, 60, 59, false",
        "140, 60, 60, true",
        "100, 60, 100, true",
        "0, 60, 0, false",
        "99, 100, 99, false",
        "100, 100, 100, true",
        "1, 1, 1, true"
    })
    @DisplayName("the pass mark is the first score that passes")
    void scoresDecide(
            int value,
            int passMark,
            int score,
            boolean passes,
            Learner learner,
            Learners learners,
            TutorClient client,
            ModelScript model,
            Database database) {
        model.replies("On we go.").always();
        var teacher = client.as(learners.teacher());
        var estimate = Authoring.estimate(teacher, passMark);
        var track = Authoring.track(teacher, "Beans", estimate, Authoring.lesson(teacher, "A last word"));
        Paths.start(client, track);
        var shown = Paths.awaitShown(database, learner, track);

        Paths.answerAndAwait(client, database, shown, Paths.set(shown, BigDecimal.valueOf(value)));

        var progress = Paths.progress(client, track);
        assertThat(progress.path("assessment_results")
                        .path(estimate.toString())
                        .path("score")
                        .asInt())
                .isEqualTo(score);
        assertThat(completed(progress).contains(estimate.toString())).isEqualTo(passes);
        assertThat(database.asLearner(learner).row("select score, passed, attempt from public.assessment_attempts"))
                .containsEntry("score", score)
                .containsEntry("passed", passes)
                .containsEntry("attempt", 1);
        assertThat(Chat.conversation(client, shown.sessionId()).getLast())
                .startsWith("assistant: "
                        + (score == 100
                                ? "**Correct.**"
                                : passes
                                        ? "**Close enough: " + score + " of 100 points.**"
                                        : "**Not quite.**" + (score == 0 ? "" : " " + score + " of 100 points.")));
    }

    @Test
    @DisplayName("a later, worse answer does not lower the score of a unit")
    void keepsTheBestScore(
            Learner learner, Learners learners, TutorClient client, ModelScript model, Database database) {
        model.replies("On we go.").always();
        var teacher = client.as(learners.teacher());
        var estimate = Authoring.estimate(teacher);
        var track = Authoring.track(teacher, "Beans", estimate, Authoring.lesson(teacher, "A last word"));
        Paths.start(client, track);

        for (var value : List.of(150, 180)) {
            var shown = Paths.awaitShown(database, learner, track);
            Paths.answerAndAwait(client, database, shown, Paths.set(shown, BigDecimal.valueOf(value)));
        }

        assertThat(database.asLearner(learner).values("select score from public.assessment_attempts order by attempt"))
                .containsExactly(50, 20);
        assertThat(Paths.progress(client, track)
                        .path("assessment_results")
                        .path(estimate.toString())
                        .path("score")
                        .asInt())
                .isEqualTo(50);
    }

    @Test
    @DisplayName(
            "a wrong answer leads to the unit that helps, once, and back to the question; it is never a unit of the track")
    void detour(Learner learner, Learners learners, TutorClient client, ModelScript model, Database database) {
        model.replies("Let us see.").always();
        var teacher = client.as(learners.teacher());
        var help = Authoring.lesson(teacher, "A detour");
        var question = Authoring.capital(teacher, Map.of("remedial_unit_id", help));
        var track = Authoring.track(teacher, "With a detour", question, Authoring.lesson(teacher, "A last word"));
        Paths.start(client, track);
        var asked = Paths.awaitShown(database, learner, track);

        Paths.answerAndAwait(client, database, asked, Paths.choose(asked, "a"));
        var detour = Paths.awaitShown(database, learner, track);
        assertThat(detour.unitId()).isEqualTo(help);
        assertThat(detour.name()).isEqualTo("topic_buttons");
        assertThat(Chat.conversation(client, asked.sessionId()).getLast())
                .startsWith("assistant: **Not quite.**\n\n" + Authoring.SYDNEY + "\n\nHint: " + Authoring.HINT)
                .contains("## A detour", "What there is to know.")
                .doesNotContain(Authoring.EXPLANATION);
        assertThat(Paths.progress(client, track).path("current_unit_id").asString())
                .isEqualTo(question.toString());

        Paths.answerAndAwait(client, database, detour, Paths.goOn(detour));
        var back = Paths.awaitShown(database, learner, track);
        assertThat(back.unitId()).isEqualTo(question);
        assertThat(back.interactionId()).isNotEqualTo(asked.interactionId());
        Paths.answerAndAwait(client, database, back, Paths.choose(back, "c"));
        var again = Paths.awaitShown(database, learner, track);
        assertThat(again.unitId()).as("one detour is enough").isEqualTo(question);
        Paths.answerAndAwait(client, database, again, Paths.choose(again, "b"));

        var progress = Paths.progress(client, track);
        assertThat(completed(progress)).containsExactly(question.toString());
        var result = progress.path("assessment_results").path(question.toString());
        assertThat(result.path("attempts").asInt()).isEqualTo(3);
        assertThat(result.path("score").asInt()).isEqualTo(100);
        assertThat(result.path("needs_help").asBoolean(false)).isFalse();
    }

    @Test
    @DisplayName(
            "three wrong answers are the end of a question: its answer is told, it is marked, and named at the end")
    void threeStrikes(Learner learner, Learners learners, TutorClient client, ModelScript model, Database database) {
        model.replies("Let us see.").always();
        var teacher = client.as(learners.teacher());
        var question = Authoring.capital(teacher);
        var last = Authoring.lesson(teacher, "A last word");
        var track = Authoring.track(teacher, "Hard", question, last);
        Paths.start(client, track);
        for (var attempt = 1; attempt <= 3; attempt++) {
            var asked = Paths.awaitShown(database, learner, track);
            assertThat(asked.unitId()).isEqualTo(question);
            Paths.answerAndAwait(client, database, asked, Paths.choose(asked, "a"));
            var said = Chat.conversation(client, asked.sessionId()).getLast();
            if (attempt < 3) {
                assertThat(said).doesNotContain("Canberra", Authoring.EXPLANATION);
            } else {
                assertThat(said)
                        .startsWith("assistant: **Not quite, and that was attempt 3.**")
                        .contains("The answer: Canberra", Authoring.EXPLANATION, "## A last word");
            }
        }
        var progress = Paths.progress(client, track);
        assertThat(completed(progress)).containsExactly(question.toString());
        var result = progress.path("assessment_results").path(question.toString());
        assertThat(result.path("needs_help").asBoolean()).isTrue();
        assertThat(result.path("attempts").asInt()).isEqualTo(3);
        assertThat(result.path("score").asInt()).isZero();

        var end = Paths.awaitShown(database, learner, track);
        Paths.answerAndAwait(client, database, end, Paths.goOn(end));
        assertThat(Chat.conversation(client, end.sessionId()).getLast())
                .contains(
                        "You have finished \"Hard\"",
                        "Your average score: 0 of 100.",
                        "Worth another look: A capital.");
        assertThat(database.asLearner(learner).count("select 1 from public.assessment_attempts"))
                .isEqualTo(3);
    }

    @Test
    @DisplayName("a model that fails stops nobody: plain words stand in for it, from the welcome to the end")
    void goesOnWithoutAModel(
            Learner learner, Learners learners, TutorClient client, ModelScript model, Database database) {
        model.fails(500).always();
        var track = Authoring.trackOfQuestions(client.as(learners.teacher()));
        var session =
                UUID.fromString(Paths.start(client, track).path("session_id").asString());

        Paths.finish(client, database, learner, track, shown -> Paths.right(database, shown));

        assertThat(Chat.conversation(client, session).stream().filter(each -> each.startsWith("assistant")))
                .hasSize(4)
                .satisfiesExactly(
                        said -> assertThat(said)
                                .startsWith(
                                        "assistant: Welcome to **Capitals**. It has 3 units; we begin with **A capital**."),
                        said -> assertThat(said).contains("On to **Another capital** (unit 2 of 3)."),
                        said -> assertThat(said).contains("On to **A last word** (unit 3 of 3)."),
                        said -> assertThat(said)
                                .contains("That was the last unit.", "Your average score: 100 of 100."));
        assertThat(database.asLearner(learner).values("select distinct status from public.chat_turns"))
                .containsExactly("completed");
    }

    @Test
    @DisplayName("a turn that the learner stops has its question open all the same, and the path goes on from there")
    void stopped(Learner learner, Learners learners, TutorClient client, ModelScript model, Database database) {
        var thinking = Barrier.closed();
        model.replies("Welcome.").holdUntil(thinking).replies("Never said.").replies("Next.");
        var track = Authoring.trackOfQuestions(client.as(learners.teacher()));
        Paths.start(client, track);
        var first = Paths.awaitShown(database, learner, track);
        var answered = UUID.fromString(
                Paths.answer(client, first, Paths.choose(first, "b")).string("turn_id"));
        thinking.awaitReached();

        assertThat(client.post("/api/v1/agui/stop/" + first.sessionId()).status())
                .isEqualTo(202);

        assertThat(Chat.awaitOver(database, answered)).containsEntry("status", "stopped");
        thinking.open();
        var second = Paths.awaitShown(database, learner, track);
        assertThat(second.interactionId()).isNotEqualTo(first.interactionId());
        assertThat(second.name()).isEqualTo("quick_quiz");
        assertThat(completed(Paths.progress(client, track)))
                .as("the answer counts")
                .containsExactly(first.unitId().toString());
        assertThat(client.get(Chat.SESSIONS + "/" + first.sessionId() + "/messages")
                        .at("messages")
                        .valueStream()
                        .filter(each ->
                                each.at("/component/status").asString("").equals("open"))
                        .map(each -> each.at("/component/interaction_id").asString()))
                .as("a page that comes back sees it")
                .containsExactly(second.interactionId().toString());
        Paths.answerAndAwait(client, database, second, Paths.choose(second, "y"));
        assertThat(completed(Paths.progress(client, track))).hasSize(2);
    }
}
