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
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A question that comes back is not answered by the tutor meanwhile, although nothing of it is open in the chat. */
@TutorTest
@DisplayName("The answer to a question that comes back")
class AnswerOnADetourTest {

    private static final String SECOND_HINT = "It lies inland, between the two rivals.";

    /** The capital of Australia with a lesson that helps, and a lesson after it. */
    private static UUID track(TutorClient teacher) {
        var help = Authoring.lesson(teacher, "A detour");
        var question = Authoring.capital(teacher, Map.of("remedial_unit_id", help));
        return Authoring.track(teacher, "With a detour", question, Authoring.lesson(teacher, "A last word"));
    }

    private static AgUiRun say(AgUiClient agent, UUID session, String text) {
        return agent.start(AgUiRequest.onThread(session.toString())
                .offers("its:render_topic_buttons", "Shows buttons", "{\"type\":\"object\"}")
                .offers("its:render_quick_quiz", "Asks a question", "{\"type\":\"object\"}")
                .says(text));
    }

    /** The words of a session's latest turn, as they were streamed and as they are stored. */
    private static List<String> latest(Database database, Learner learner, UUID session) {
        return database.asLearner(learner).values("""
                        select e.data::text from public.turn_events e
                        where e.turn_id = (select id from public.chat_turns where session_id = ? order by position desc limit 1)
                          and e.type <> 'component_shown'
                        union all
                        select m.content from public.chat_messages m
                        where m.turn_id = (select id from public.chat_turns where session_id = ? order by position desc limit 1)
                          and m.role = 'assistant'
                        """, session, session).stream()
                .map(each -> String.valueOf(each).toLowerCase(Locale.ROOT))
                .toList();
    }

    @Test
    @DisplayName("is neither streamed nor stored on the detour, and may be talked about once it was found")
    void isKeptOnTheDetour(
            Learner learner,
            Learners learners,
            AgUiClient agent,
            TutorClient client,
            ModelScript model,
            Database database) {
        model.replies("Welcome.")
                .replies("Let us look at it together.")
                .replies("Fine. It was Can", "berra.")
                .replies("Now you.")
                .replies("Well done.")
                .replies("Canberra ", "was planned on paper.");
        var track = track(client.as(learners.teacher()));
        Paths.start(client, track);
        var asked = Paths.awaitShown(database, learner, track);
        Paths.answerAndAwait(client, database, asked, Paths.choose(asked, "a"));
        var detour = Paths.awaitShown(database, learner, track);
        assertThat(detour.name()).isEqualTo("topic_buttons");

        var told = say(agent, asked.sessionId(), "What was the answer?");

        assertThat(told).isConformant().finished().callsNoTool();
        assertThat(told.text()).contains(SECOND_HINT).doesNotContain("Fine.");
        assertThat(told.body().toLowerCase(Locale.ROOT)).doesNotContain("canberra");
        assertThat(latest(database, learner, asked.sessionId()))
                .hasSizeGreaterThan(2)
                .noneMatch(each -> each.contains("berra"));
        assertThat(model.requests().getLast().toolNames())
                .as("one question at a time")
                .isEmpty();
        assertThat(Paths.awaitShown(database, learner, track)).isEqualTo(detour);

        Paths.answerAndAwait(client, database, detour, Paths.goOn(detour));
        var back = Paths.awaitShown(database, learner, track);
        assertThat(back.unitId()).isEqualTo(asked.unitId());
        Paths.answerAndAwait(client, database, back, Paths.choose(back, "b"));
        assertThat(say(agent, asked.sessionId(), "Why is it that one?"))
                .isConformant()
                .hasText("Canberra was planned on paper.")
                .finished();
    }

    @Test
    @DisplayName("is not told in the words that lead to the detour: plain words stand in")
    void isNotToldByTheWordsBeforeTheDetour(
            Learner learner, Learners learners, TutorClient client, ModelScript model, Database database) {
        model.replies("Welcome.").replies("No worries: it is Canberra. A short detour first.");
        var track = track(client.as(learners.teacher()));
        Paths.start(client, track);
        var asked = Paths.awaitShown(database, learner, track);

        Paths.answerAndAwait(client, database, asked, Paths.choose(asked, "a"));

        assertThat(Chat.conversation(client, asked.sessionId()).getLast())
                .contains("Before your next try, here is something that helps: **A detour**.")
                .doesNotContain("Canberra");
        assertThat(latest(database, learner, asked.sessionId())).noneMatch(each -> each.contains("canberra"));
    }

    @Test
    @DisplayName("is not told while the path still decides on a wrong one")
    void isKeptUntilItIsDecided(
            Learner learner, Learners learners, TutorClient client, ModelScript model, Database database) {
        model.replies("Welcome.").replies("Between us: Canberra.").replies("Let us look at it together.");
        var track = track(client.as(learners.teacher()));
        Paths.start(client, track);
        var asked = Paths.awaitShown(database, learner, track);
        UUID answering;
        UUID talking;
        try (var _ = database.asOwner()
                .hold("select 1 from public.user_progress where user_id = ? for update", learner.id())) {
            answering = UUID.fromString(
                    Paths.answer(client, asked, Paths.choose(asked, "a")).string("turn_id"));
            database.asLearner(learner).awaitRow("select 1 from public.assessment_attempts");

            talking = Chat.send(client, asked.sessionId(), "Was that right? What is it?")
                    .turnId();
            assertThat(Chat.awaitReply(database, learner, talking))
                    .contains(SECOND_HINT)
                    .doesNotContain("Canberra");
        }
        Chat.awaitOver(database, answering);
        assertThat(database.asLearner(learner)
                        .values("select data::text from public.turn_events where turn_id = ?", talking))
                .noneMatch(each -> String.valueOf(each).contains("Canberra"));
        assertThat(Paths.awaitShown(database, learner, track).name()).isEqualTo("topic_buttons");
    }
}
