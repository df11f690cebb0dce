package dev.chiron.tutor.integration;

import static dev.chiron.testkit.AgUiAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chiron.testkit.AgUiClient;
import dev.chiron.testkit.AgUiRequest;
import dev.chiron.testkit.AgUiRun;
import dev.chiron.testkit.Barrier;
import dev.chiron.testkit.Database;
import dev.chiron.testkit.DatabaseRefusal;
import dev.chiron.testkit.Learner;
import dev.chiron.testkit.Learners;
import dev.chiron.testkit.ModelScript;
import dev.chiron.testkit.TutorClient;
import dev.chiron.tutor.integration.Leaving.Asked;
import dev.chiron.tutor.integration.Paths.Shown;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the server asks a person before it does something: how that ends a run, and how a later run answers it. */
@TutorTest
@DisplayName("What must be confirmed")
class InterruptTest {

    private Learner learner;
    private UUID track;
    private Shown question;

    /** A learner on a track, with a question open. */
    @BeforeEach
    void aLearnerOnATrack(
            Learner learner, Learners learners, TutorClient client, ModelScript model, Database database) {
        this.learner = learner;
        model.replies("Off we go.");
        track = Authoring.trackOfQuestions(client.as(learners.teacher()));
        Paths.start(client, track);
        question = Paths.awaitShown(database, learner, track);
    }

    private UUID session() {
        return question.sessionId();
    }

    private static void expire(Database database, Asked asked) {
        database.asOwner()
                .update(
                        "update public.interrupts set expires_at = now() - interval '1 second' where id = ?",
                        UUID.fromString(asked.id()));
    }

    private static void refused(AgUiRun run, int status, String code) {
        assertThat(run.awaitEnd().status()).as(run.body()).isEqualTo(status);
        assertThat(run.json().path("error_code").asString()).isEqualTo(code);
    }

    @Test
    @DisplayName(
            "ends its run with the question, after all that the run which goes on builds upon; nobody is asked but the learner")
    void endsTheRun(AgUiClient agent, Database database) {
        var run = agent.start(Leaving.onThread(session()).says(Leaving.WISH));

        assertThat(run).isConformant().finished();
        var asked = Leaving.asked(session(), run);
        assertThat(run.text()).contains("Capitals", "progress is kept", "yes or no");
        assertThat(run.types())
                .containsSubsequence("STATE_SNAPSHOT", "TEXT_MESSAGE_END", "MESSAGES_SNAPSHOT", "RUN_FINISHED");
        assertThat(asked.interrupt().path("reason").asString()).isEqualTo("confirmation");
        assertThat(asked.interrupt().path("message").asString()).isEqualTo("Leave the track \"Capitals\"?");
        assertThat(asked.interrupt()
                        .at("/responseSchema/properties/confirmed/type")
                        .asString())
                .isEqualTo("boolean");
        assertThat(Instant.parse(asked.interrupt().path("expiresAt").asString()))
                .isBetween(
                        Instant.now().plus(Duration.ofMinutes(8)), Instant.now().plus(Duration.ofMinutes(12)));
        assertThat(Leaving.stored(database, learner))
                .containsEntry("id", asked.id())
                .containsEntry("status", "open");
        assertThat(Leaving.isLeft(database, learner, track)).isFalse();
        assertThat(Paths.awaitShown(database, learner, track))
                .as("the question waits on")
                .isEqualTo(question);
    }

    @Test
    @DisplayName("is done once it was confirmed, also under the run id of the run that asked, and never twice")
    void isDoneOnce(AgUiClient agent, Database database) {
        var asked = Leaving.ask(agent, session());
        var before = Leaving.turns(database, learner);

        var resumed = agent.start(asked.confirmed(true).runId(asked.runId()));

        assertThat(resumed).isConformant().finished();
        assertThat(resumed.awaitEvent("RUN_STARTED").path("runId").asString()).isEqualTo(asked.runId());
        assertThat(resumed.text()).contains("You have left **Capitals**");
        assertThat(Leaving.outcome(resumed)).isEqualTo("success");
        assertThat(Leaving.isLeft(database, learner, track)).isTrue();
        assertThat(Leaving.stored(database, learner))
                .containsEntry("status", "resolved")
                .containsEntry("payload", "{\"confirmed\": true}");

        var again = agent.start(asked.confirmed(true));
        assertThat(again).isConformant().finished();
        assertThat(again.types()).doesNotContain("TEXT_MESSAGE_START");
        assertThat(again.awaitEvent("MESSAGES_SNAPSHOT").path("messages").toString())
                .contains("You have left");
        assertThat(Leaving.turns(database, learner)).isEqualTo(before + 1);
        refused(agent.start(asked.confirmed(false)), 409, "already_answered");
        refused(agent.start(asked.resumed("cancelled", null)), 409, "already_answered");
        assertThat(Leaving.turns(database, learner)).isEqualTo(before + 1);
    }

    @Test
    @DisplayName("is done once when the same answer comes twenty times at once")
    void isDoneOnceWhateverComesAtOnce(AgUiClient agent, Database database) throws Exception {
        var asked = Leaving.ask(agent, session());
        var before = Leaving.turns(database, learner);
        var resumes = new ArrayList<Callable<AgUiRun>>();
        for (var i = 0; i < 20; i++) {
            resumes.add(() -> agent.start(asked.confirmed(true)));
        }
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var run : threads.invokeAll(resumes)) {
                assertThat(run.get()).isConformant().finished();
            }
        }

        assertThat(Leaving.turns(database, learner)).isEqualTo(before + 1);
        assertThat(Leaving.isLeft(database, learner, track)).isTrue();
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"cancelled", "resolved"})
    @DisplayName("is not done when the learner does not want it, and is told so")
    void isNotDone(String how, AgUiClient agent, Database database) {
        var asked = Leaving.ask(agent, session());

        var resumed = agent.start(how.equals("cancelled") ? asked.resumed("cancelled", null) : asked.confirmed(false));

        assertThat(resumed).isConformant().finished();
        assertThat(resumed.text()).isEqualTo("All right, nothing has changed: you stay where you are.");
        assertThat(Leaving.stored(database, learner)).containsEntry("status", how);
        assertThat(Leaving.isLeft(database, learner, track)).isFalse();
        assertThat(Paths.awaitShown(database, learner, track)).isEqualTo(question);
        assertThat(agent.start(how.equals("cancelled") ? asked.resumed("cancelled", null) : asked.confirmed(false)))
                .isConformant()
                .finished();
    }

    @Test
    @DisplayName("is not passed over: what says something else is refused, names it, and leaves nothing behind")
    void isNotPassedOver(AgUiClient agent, Database database) {
        var asked = Leaving.ask(agent, session());
        var before = LearnersRows.of(database, learner);

        var message = agent.start(asked.run().says("What is a capital?"));
        refused(message, 409, "interrupt_open");
        assertThat(message.json().path("message").asString()).contains(asked.id());
        refused(
                agent.start(asked.run()
                        .answers(
                                question.interactionId().toString(),
                                "{\"quiz_id\":\"%s\",\"selected_option_id\":\"b\"}"
                                        .formatted(question.arguments()
                                                .path("quiz_id")
                                                .asString()))),
                409,
                "interrupt_open");
        refused(
                agent.start(asked.run().resumes(UUID.randomUUID().toString(), "resolved", Map.of("confirmed", true))),
                409,
                "interrupt_open");
        var pathsWords = agent.start(Leaving.onThread(session()))
                .awaitEvent("MESSAGES_SNAPSHOT")
                .path("messages")
                .path(0);
        refused(agent.start(asked.run().message(pathsWords)), 409, "interrupt_open");

        assertThat(LearnersRows.of(database, learner)).isEqualTo(before);
        assertThat(Leaving.turns(database, learner)).isEqualTo(2);
        assertThat(agent.start(asked.confirmed(true))).isConformant().finished();
    }

    @Test
    @DisplayName("is shown again, and waits, wherever its thread is shown again")
    void isShownAgain(AgUiClient agent) {
        var wish = Leaving.onThread(session()).says(Leaving.WISH);
        var asked = Leaving.asked(session(), agent.start(wish));

        var replayed = agent.start(wish);
        assertThat(replayed).isConformant().finished();
        assertThat(Leaving.asked(session(), replayed).interrupt()).isEqualTo(asked.interrupt());
        refused(agent.start(wish.runId(UUID.randomUUID().toString())), 409, "interrupt_open");
        var again = agent.start(Leaving.onThread(session()));
        assertThat(again).isConformant().finished();
        assertThat(Leaving.asked(session(), again).interrupt()).isEqualTo(asked.interrupt());
        var connected = agent.connect(Leaving.onThread(session()));
        assertThat(connected.awaitEnd().types()).contains("MESSAGES_SNAPSHOT", "STATE_SNAPSHOT");
        assertThat(Leaving.asked(session(), connected).interrupt()).isEqualTo(asked.interrupt());

        agent.start(asked.confirmed(false)).awaitEnd();
        assertThat(Leaving.outcome(agent.connect(Leaving.onThread(session())).awaitEnd()))
                .isEqualTo("success");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"true", "{\"confirmed\":\"yes\"}", "{}", "[]", "{\"approved\":true}"})
    @DisplayName("takes no answer that does not fit, says where, and waits on")
    void takesWhatFits(String payload, AgUiClient agent, Database database) {
        var asked = Leaving.ask(agent, session());

        var run = agent.start(asked.resumed(
                "resolved", tools.jackson.databind.json.JsonMapper.shared().readTree(payload)));

        refused(run, 400, "validation_error");
        assertThat(run.json().at("/details/0/field").asString()).isEqualTo("resume[0].payload");
        assertThat(Leaving.stored(database, learner)).containsEntry("status", "open");
    }

    @Test
    @DisplayName("says no to two answers in one list")
    void takesOneAnswer(AgUiClient agent, Database database) {
        var asked = Leaving.ask(agent, session());

        refused(
                agent.start(asked.confirmed(true).resumes(asked.id(), "resolved", Map.of("confirmed", false))),
                400,
                "validation_error");
        assertThat(Leaving.stored(database, learner)).containsEntry("status", "open");
    }

    @Test
    @DisplayName("can only be dismissed once its time is over")
    void expires(AgUiClient agent, Database database) {
        var asked = Leaving.ask(agent, session());
        expire(database, asked);

        refused(agent.start(asked.confirmed(true)), 409, "interrupt_expired");
        assertThat(Leaving.outcome(agent.connect(asked.run()).awaitEnd()))
                .as("nothing waits any more")
                .isEqualTo("success");
        var dismissed = agent.start(asked.resumed("cancelled", null));

        assertThat(dismissed).isConformant().finished();
        assertThat(dismissed.text()).contains("nothing has changed");
        assertThat(Leaving.stored(database, learner)).containsEntry("status", "cancelled");
        assertThat(Leaving.isLeft(database, learner, track)).isFalse();
    }

    @Test
    @DisplayName("holds nobody up once its time is over: what is said then is answered")
    void isGoneWhenItHasExpired(AgUiClient agent, ModelScript model, Database database) {
        var asked = Leaving.ask(agent, session());
        expire(database, asked);
        model.replies("A seat of government.");

        var run = agent.start(asked.run().says("What is a capital?"));

        assertThat(run).isConformant().hasText("A seat of government.").finished();
        assertThat(Leaving.stored(database, learner)).containsEntry("status", "expired");
        refused(agent.start(asked.confirmed(true)), 409, "interrupt_expired");
        assertThat(agent.start(asked.resumed("cancelled", null))).isConformant().finished();
    }

    @Test
    @DisplayName("that nobody asked is nothing to answer: the run goes on without it")
    void unknownIsIgnored(AgUiClient agent, ModelScript model, Database database) {
        model.replies("A seat of government.");

        var run = agent.start(Leaving.onThread(session())
                .resumes("no-such-id", "resolved", Map.of("confirmed", true))
                .resumes(UUID.randomUUID().toString(), "cancelled", Map.of())
                .says("What is a capital?"));
        assertThat(run).isConformant().hasText("A seat of government.").finished();
        var nothing = agent.start(Leaving.onThread(session())
                .resumes(UUID.randomUUID().toString(), "resolved", Map.of("confirmed", true)));
        assertThat(nothing).isConformant().finished();
        assertThat(Leaving.turns(database, learner)).isEqualTo(2);
    }

    @Test
    @DisplayName("is nobody's but its learner's")
    void isItsLearners(AgUiClient agent, Learners learners, Database database) {
        var asked = Leaving.ask(agent, session());
        var stranger = learners.fresh();

        var run = agent.as(stranger)
                .start(AgUiRequest.onThread("of-their-own").resumes(asked.id(), "resolved", Map.of("confirmed", true)));

        assertThat(run).isConformant().finished();
        var theirs = database.asLearner(stranger);
        assertThat(theirs.count("select 1 from public.interrupts")).isZero();
        assertThat(theirs.update("update public.interrupts set status = 'cancelled', answered_at = now()"))
                .isZero();
        assertThatThrownBy(() -> database.asLearner(learner)
                        .update("update public.interrupts set status = 'resolved', answered_at = now()"))
                .as("not without a turn")
                .isInstanceOf(DatabaseRefusal.class);
        assertThat(Leaving.stored(database, learner)).containsEntry("status", "open");
        assertThat(Leaving.isLeft(database, learner, track)).isFalse();
    }

    @Test
    @DisplayName("is answered in words by a client that knows no interrupts, or passed over by anything else it says")
    void oldClientsAnswerInWords(AgUiClient agent, ModelScript model, Database database) {
        var first = Leaving.ask(agent, session());
        model.replies("A seat of government.");

        var talk = agent.start(first.run().legacy().says("What is a capital?"));
        assertThat(talk).isConformant().hasText("A seat of government.").finished();
        assertThat(Leaving.stored(database, learner)).containsEntry("status", "cancelled");

        Leaving.ask(agent, session());
        var yes = agent.start(first.run().legacy().says("Yes, please!"));
        assertThat(yes).isConformant().finished();
        assertThat(yes.text()).contains("You have left");
        assertThat(Leaving.isLeft(database, learner, track)).isTrue();
    }

    @Test
    @DisplayName("is resumed by a client before 1.0 that knows interrupts as by one of today")
    void oldClientsResume(AgUiClient agent, Database database) {
        var wish = agent.start(Leaving.onThread(session()).legacy().says(Leaving.WISH));
        assertThat(wish).isConformant().finished();
        var asked = Leaving.asked(session(), wish);

        var resumed = agent.start(asked.confirmed(true).legacy().runId(asked.runId()));

        assertThat(resumed).isConformant().finished();
        assertThat(resumed.text()).contains("You have left");
        assertThat(Leaving.isLeft(database, learner, track)).isTrue();
    }

    @Test
    @DisplayName("is asked by the turn that heard the wish, whatever became of the one before it")
    void isAskedByItsTurn(AgUiClient agent, TutorClient client, ModelScript model, Database database) {
        var thinking = Barrier.closed();
        model.holdUntil(thinking).replies("A seat of government.");
        var talk = agent.start(Leaving.onThread(session()).says("What is a capital?"));
        thinking.awaitReached();
        var wish = Chat.send(client, session(), Leaving.WISH);
        assertThat(client.post("/api/v1/agui/stop/" + session()).status()).isEqualTo(202);
        thinking.open();
        talk.awaitEnd();

        assertThat(Chat.awaitReply(database, learner, wish.turnId())).contains("yes or no");
        Chat.awaitOver(database, wish.turnId());
        assertThat(database.asLearner(learner).values("select turn_id from public.interrupts"))
                .containsExactly(wish.turnId());
    }

    @Test
    @DisplayName("is answered in words by a posted message, or passed over by anything else")
    void postedWordsAnswer(TutorClient client, AgUiClient agent, ModelScript model, Database database) {
        Leaving.ask(agent, session());
        var no = Chat.send(client, session(), "No, thanks.");
        assertThat(Chat.awaitReply(database, learner, no.turnId())).contains("nothing has changed");
        assertThat(Leaving.stored(database, learner)).containsEntry("payload", "{\"confirmed\": false}");

        Leaving.ask(agent, session());
        model.replies("A seat of government.");
        var other = Chat.send(client, session(), "What is a capital?");
        assertThat(Chat.awaitReply(database, learner, other.turnId())).isEqualTo("A seat of government.");
        assertThat(Leaving.stored(database, learner))
                .containsEntry("status", "cancelled")
                .containsEntry("answer_turn_id", other.turnId());

        Leaving.ask(agent, session());
        model.replies("On we go.");
        Paths.answerAndAwait(client, database, question, Paths.choose(question, "b"));
        assertThat(Leaving.stored(database, learner))
                .as("who answers the question goes on with the track")
                .containsEntry("status", "cancelled");
        assertThat(Leaving.isLeft(database, learner, track)).isFalse();
    }
}
