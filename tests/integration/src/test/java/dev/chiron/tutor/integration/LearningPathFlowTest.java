package dev.chiron.tutor.integration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chiron.testkit.Barrier;
import dev.chiron.testkit.Database;
import dev.chiron.testkit.Learner;
import dev.chiron.testkit.ModelScript;
import dev.chiron.testkit.TutorClient;
import dev.chiron.testkit.Workflows;
import dev.chiron.tutor.learning.workflow.LearningPathWorkflowImpl;
import java.util.ArrayList;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Key flow 3: a learner starts a track, is shown unit after unit, answers, is judged, and comes to its end. */
@TutorTest
@Timeout(value = 5, unit = TimeUnit.MINUTES) // whole tracks: hundreds of turns beside other tests
@DisplayName("A learning path")
class LearningPathFlowTest {

    @Test
    @DisplayName("is answered 201, its workflow runs, its progress is a row, and its first unit is shown in the chat")
    void isStarted(Learner learner, TutorClient client, ModelScript model, Database database, Workflows workflows) {
        var thinking = Barrier.closed();
        model.holdUntil(thinking).replies("Welcome, let us begin.");
        var track = Paths.seededTracks(client, database).getFirst();

        var started = Paths.start(client, track);

        assertThat(started.path("user_id").asString()).isEqualTo(learner.id().toString());
        assertThat(started.path("track_id").asString()).isEqualTo(track.toString());
        assertThat(started.path("percent_complete").asInt()).isZero();
        thinking.awaitReached();
        var workflow = Paths.workflowId(learner, track);
        assertThat(workflows.isRunning(workflow)).isTrue();
        assertThat(workflows.describe(workflow).orElseThrow().getMemo("track_id", String.class))
                .isEqualTo(track.toString());
        var first = client.get(Paths.TRACKS + "/" + track).at("units").get(0);
        assertThat(database.asLearner(learner).row("select * from public.user_progress where track_id = ?", track))
                .containsEntry("status", "in_progress")
                .containsEntry(
                        "current_unit_id", UUID.fromString(first.path("unit_id").asString()))
                .containsEntry("user_id", learner.id());
        thinking.open();
        var shown = Paths.awaitShown(database, learner, track);
        assertThat(shown.unitId()).hasToString(first.path("unit_id").asString());
        var messages = client.get(Chat.SESSIONS + "/" + shown.sessionId() + "/messages")
                .at("messages");
        assertThat(messages.get(0).path("content").asString())
                .startsWith(
                        "Welcome, let us begin.\n\n## " + first.path("title").asString());
        assertThat(messages.get(0).path("component").path("interaction_id").asString())
                .isEqualTo(shown.interactionId().toString());
        assertThat(messages.get(0).path("component").path("status").asString()).isEqualTo("open");
        assertThat(workflows.queryStatus(workflow).path("interaction_id").asString())
                .isEqualTo(shown.interactionId().toString());
    }

    @Test
    @DisplayName("that is started 50 times at once is one workflow, one row and one presentation")
    void isStartedOnce(Learner learner, TutorClient client, ModelScript model, Database database) throws Exception {
        model.replies("Welcome.").always();
        var track = Paths.seededTracks(client, database).getFirst();
        var statuses = new ArrayList<Integer>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var starts = new ArrayList<Callable<Integer>>();
            for (var i = 0; i < 50; i++) {
                starts.add(
                        () -> client.post(Paths.TRACKS + "/" + track + "/start").status());
            }
            for (var start : threads.invokeAll(starts)) {
                statuses.add(start.get());
            }
        }
        Paths.awaitShown(database, learner, track);

        assertThat(statuses).containsOnly(200, 201).containsOnlyOnce(201);
        var asService = database.asService();
        assertThat(asService.count("select 1 from public.user_progress where user_id = ?", learner.id()))
                .isOne();
        assertThat(asService.count("select 1 from public.chat_sessions where user_id = ?", learner.id()))
                .isOne();
        assertThat(asService.count("select 1 from public.chat_turns where user_id = ?", learner.id()))
                .isOne();
    }

    @Test
    @DisplayName("of one who always answers right is completed with full scores")
    void isFinishedByRightAnswers(
            Learner learner, TutorClient client, ModelScript model, Database database, Workflows workflows) {
        answersRight(1, learner, client, model, database, workflows);
    }

    // In the suite each track that comes with the program is walked once: here, below, and by AnswerKeyTest.
    @Tag("nightly")
    @ParameterizedTest(name = "track {0}")
    @ValueSource(ints = {0, 2})
    @DisplayName("of one who always answers right is completed with full scores, on the other tracks as well")
    void isFinishedByRightAnswersElsewhere(
            int number,
            Learner learner,
            TutorClient client,
            ModelScript model,
            Database database,
            Workflows workflows) {
        answersRight(number, learner, client, model, database, workflows);
    }

    private static void answersRight(
            int number,
            Learner learner,
            TutorClient client,
            ModelScript model,
            Database database,
            Workflows workflows) {
        model.replies("Well done, on we go.").always();
        var track = Paths.seededTracks(client, database).get(number);
        Paths.start(client, track);

        var answers = Paths.finish(client, database, learner, track, shown -> Paths.right(database, shown));

        var units = client.get(Paths.TRACKS + "/" + track).at("units");
        assertThat(answers).as("one answer for each unit").isEqualTo(units.size());
        var progress = Paths.progress(client, track);
        assertThat(progress.path("completed_unit_ids").size()).isEqualTo(units.size());
        progress.path("assessment_results").forEach(result -> {
            assertThat(result.path("attempts").asInt()).isOne();
            assertThat(result.path("score").isNull() || result.path("score").asInt() == 100)
                    .isTrue();
        });
        assertThat(workflows.awaitClosed(Paths.workflowId(learner, track))).isEqualTo("COMPLETED");
        workflows.replay(Paths.workflowId(learner, track), LearningPathWorkflowImpl.class);
    }

    @Test
    @DisplayName("of one who always answers wrong goes on after three attempts each, and says what to review")
    void isFinishedByWrongAnswers(Learner learner, TutorClient client, ModelScript model, Database database) {
        answersWrong(2, learner, client, model, database);
    }

    @Tag("nightly")
    @ParameterizedTest(name = "track {0}")
    @ValueSource(ints = {0, 1})
    @DisplayName("of one who always answers wrong goes on after three attempts each, on the other tracks as well")
    void isFinishedByWrongAnswersElsewhere(
            int number, Learner learner, TutorClient client, ModelScript model, Database database) {
        answersWrong(number, learner, client, model, database);
    }

    private static void answersWrong(
            int number, Learner learner, TutorClient client, ModelScript model, Database database) {
        model.replies("Take your time.").always();
        var track = Paths.seededTracks(client, database).get(number);
        Paths.start(client, track);

        Paths.finish(client, database, learner, track, shown -> Paths.wrong(database, shown));

        var progress = Paths.progress(client, track);
        progress.path("assessment_results").forEach(result -> {
            if (!result.path("score").isNull()) {
                assertThat(result.path("attempts").asInt()).isEqualTo(3);
                assertThat(result.path("needs_help").asBoolean()).isTrue();
            }
        });
        assertThat(database.asLearner(learner)
                        .values("select max(attempt) from public.assessment_attempts where track_id = ?", track))
                .containsExactly(3);
        var session = UUID.fromString(progress.path("session_id").asString());
        assertThat(Chat.conversation(client, session).getLast()).contains("You have finished", "Worth another look");
    }
}
