package dev.chiron.tutor.integration;

import static dev.chiron.testkit.AgUiAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chiron.testkit.AgUiClient;
import dev.chiron.testkit.AgUiRequest;
import dev.chiron.testkit.Database;
import dev.chiron.testkit.Learner;
import dev.chiron.testkit.ModelScript;
import dev.chiron.testkit.TutorClient;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A client that can show nothing but text loses nothing: what it is shown as words is answered in words. */
@TutorTest
@DisplayName("A typed answer")
class TypedAnswerTest {

    @Test
    @DisplayName("goes on from a lesson, answers a quiz, and anything else that is typed is talk")
    void isAnAnswerWhereNoComponentCanBeShown(
            Learner learner, TutorClient client, AgUiClient agent, ModelScript model, Database database) {
        model.replies("Let us see.").always();
        var track = Paths.seededTracks(client, database).getFirst();
        Paths.start(client, track);
        var lesson = Paths.awaitShown(database, learner, track);
        var thread = lesson.sessionId().toString();

        var talk = agent.start(AgUiRequest.onThread(thread).says("What is this about?"));
        assertThat(talk).isConformant().hasText("Let us see.").finished();
        assertThat(Paths.awaitShown(database, learner, track)).isEqualTo(lesson);

        var next = agent.start(AgUiRequest.onThread(thread).says("Continue"));
        assertThat(next).isConformant().finished();
        var quiz = Paths.awaitShown(database, learner, track);
        assertThat(quiz.name()).isEqualTo("quick_quiz");
        assertThat(next.types()).doesNotContain("TOOL_CALL_START");
        assertThat(next.text()).contains(quiz.arguments().path("question_text").asString(), "A) ");

        var answer = agent.start(AgUiRequest.onThread(thread).says("b"));
        assertThat(answer).isConformant().finished();
        var chosen = quiz.arguments().at("/options/1/id").asString();
        assertThat(database.asLearner(learner)
                        .row(
                                "select reply ->> 'selected_option_id' as chosen from public.assessment_attempts"
                                        + " where interaction_id = ?",
                                quiz.interactionId()))
                .containsEntry("chosen", chosen);
        assertThat(answer.text()).containsAnyOf("Correct.", "Not quite.");
    }
}
