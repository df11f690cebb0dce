package dev.chiron.tutor.integration;

import static dev.chiron.tutor.integration.Chat.MESSAGES;
import static dev.chiron.tutor.integration.Chat.message;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chiron.testkit.Answer;
import dev.chiron.testkit.Barrier;
import dev.chiron.testkit.Database;
import dev.chiron.testkit.Learner;
import dev.chiron.testkit.Learners;
import dev.chiron.testkit.ModelScript;
import dev.chiron.testkit.ScriptedModel;
import dev.chiron.testkit.TutorClient;
import dev.chiron.testkit.Workflows;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Key flow 1: a learner's message is stored, and the session's workflow is told of it. */
@TutorTest
@DisplayName("A chat message")
class ChatMessageFlowTest {

    @Test
    @DisplayName("is answered 201, is a row of its learner's, and its session's workflow runs and was signalled")
    void isStoredAndSignalled(
            Learner learner, TutorClient client, ModelScript model, Database database, Workflows workflows) {
        var thinking = Barrier.closed();
        model.holdUntil(thinking).replies("Because of the tilt.");

        var answer = client.post(MESSAGES, message(null, "Why are there seasons?", null));

        assertThat(answer.status()).isEqualTo(201);
        var sent = Chat.sent(answer);
        assertThat(answer.string("user_id")).isEqualTo(learner.id().toString());
        assertThat(answer.string("content")).isEqualTo("Why are there seasons?");
        assertThat(Instant.parse(answer.string("timestamp")))
                .isBetween(Instant.now().minusSeconds(60), Instant.now().plusSeconds(60));
        assertThat(answer.header("location")).hasValue(MESSAGES + "/" + sent.messageId());

        var asLearner =
                database.asLearner(learner).row("select * from public.chat_messages where id = ?", sent.messageId());
        assertThat(asLearner)
                .containsEntry("role", "user")
                .containsEntry("content", "Why are there seasons?")
                .containsEntry("session_id", sent.sessionId())
                .containsEntry("user_id", learner.id());
        assertThat(database.asService().row("select * from public.chat_messages where id = ?", sent.messageId()))
                .isEqualTo(asLearner);

        thinking.awaitReached();
        assertThat(workflows.isRunning(sent.workflowId())).isTrue();
        assertThat(workflows.signals(sent.workflowId())).containsExactly("user_message");
        assertThat(workflows
                        .queryStatus(sent.workflowId())
                        .path("current_turn_id")
                        .asString())
                .isEqualTo(sent.turnId().toString());
        assertThat(workflows.describe(sent.workflowId()).orElseThrow().getMemo("user_id", String.class))
                .isEqualTo(learner.id().toString());
        assertThat(workflows.describe(sent.workflowId()).orElseThrow().getMemo("session_id", String.class))
                .isEqualTo(sent.sessionId().toString());
        thinking.open();
        Chat.awaitOver(database, sent.turnId());
    }

    @Test
    @DisplayName("can be read by its own learner and by nobody else")
    void isItsLearnersOwn(
            Learner learner, TutorClient client, ModelScript model, Learners learners, Database database) {
        model.replies("Hello.");
        var sent = Chat.send(client, "Hello there");
        var stranger = learners.fresh();

        var own = client.get(MESSAGES + "/" + sent.messageId());
        assertThat(own.status()).isEqualTo(200);
        assertThat(own.string("content")).isEqualTo("Hello there");
        assertThat(own.string("role")).isEqualTo("user");

        var foreign = client.as(stranger).get(MESSAGES + "/" + sent.messageId());
        var absent = client.as(stranger).get(MESSAGES + "/" + UUID.randomUUID());
        assertThat(foreign.status()).isEqualTo(404);
        assertThat(foreign.text()).as("foreign and absent look the same").isEqualTo(absent.text());
        assertThat(database.asLearner(stranger)
                        .count("select 1 from public.chat_messages where id = ?", sent.messageId()))
                .isZero();
        Chat.awaitOver(database, sent.turnId());
    }

    @Test
    @DisplayName("goes into the session that it names, and into no other learner's")
    void goesIntoItsSession(
            Learner learner, TutorClient client, ModelScript model, Learners learners, Database database) {
        model.replies("One.").replies("Two.");
        var opened = client.post(Chat.SESSIONS, java.util.Map.of("title", "Seasons"));
        assertThat(opened.status()).isEqualTo(201);
        var session = UUID.fromString(opened.string("session_id"));

        var first = Chat.send(client, session, "first");
        Chat.awaitOver(database, first.turnId());
        var second = Chat.send(client, session, "second");
        Chat.awaitOver(database, second.turnId());

        assertThat(Chat.conversation(client, session))
                .containsExactly("user: first", "assistant: One.", "user: second", "assistant: Two.");
        var foreign = client.as(learners.fresh()).post(MESSAGES, message(session, "let me in", null));
        assertThat(foreign.status()).isEqualTo(404);
        assertThat(database.asService().count("select 1 from public.chat_messages where session_id = ?", session))
                .isEqualTo(4);
    }

    @Test
    @DisplayName("posted 50 times at once with one id is one row, one model call and 50 equal answers")
    void isOneHoweverOftenItIsPosted(
            Learner learner, TutorClient client, ModelScript model, Database database, Workflows workflows)
            throws Exception {
        model.replies("Only once.");
        var id = UUID.randomUUID();
        var body = message(null, "Once, please", id);

        var answers = new ArrayList<Answer>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var posts = threads.invokeAll(
                    java.util.Collections.<Callable<Answer>>nCopies(50, () -> client.post(MESSAGES, body)));
            for (var post : posts) {
                answers.add(post.get());
            }
        }

        assertThat(answers).extracting(Answer::status).containsOnlyOnce(201).containsOnly(200, 201);
        assertThat(answers)
                .extracting(Answer::text)
                .as("50 equal answers")
                .containsOnly(answers.getFirst().text());
        var sent = Chat.sent(answers.getFirst());
        assertThat(sent.messageId()).isEqualTo(id);
        assertThat(Chat.awaitReply(database, learner, sent.turnId())).isEqualTo("Only once.");
        Chat.awaitOver(database, sent.turnId());
        assertThat(database.asLearner(learner).count("select 1 from public.chat_messages where role = 'user'"))
                .isEqualTo(1);
        assertThat(database.asLearner(learner).count("select 1 from public.chat_turns"))
                .isEqualTo(1);
        assertThat(database.asLearner(learner).count("select 1 from public.chat_sessions"))
                .as("no session is left over")
                .isEqualTo(1);
        assertThat(model.requests()).hasSize(1);
        assertThat(workflows.signals(sent.workflowId())).containsOnly("user_message");
    }

    @Test
    @DisplayName("sent again with another content under the same id is refused, and the first stays as it was")
    void idBelongsToOneContent(Learner learner, TutorClient client, ModelScript model, Database database) {
        model.replies("Yes.");
        var id = UUID.randomUUID();
        var first = client.post(MESSAGES, message(null, "this", id));

        var other = client.post(MESSAGES, message(null, "that", id));

        assertThat(other.status()).isEqualTo(409);
        assertThat(other.string("error_code")).isEqualTo("idempotency_conflict");
        assertThat(database.asLearner(learner)
                        .value(String.class, "select content from public.chat_messages where id = ?", id))
                .isEqualTo("this");
        Chat.awaitOver(database, Chat.sent(first).turnId());
    }

    @Test
    @DisplayName("has an id that is its learner's own: another learner may choose the same, and is told nothing by it")
    void anotherLearnersIdIsFree(
            Learner learner,
            TutorClient client,
            ModelScript model,
            Learners learners,
            ScriptedModel models,
            Database database) {
        model.replies("Yes.");
        var id = UUID.randomUUID();
        var first = client.post(MESSAGES, message(null, "mine", id));
        var stranger = learners.fresh();
        models.forUser(stranger.id().toString()).replies("For the stranger.");

        var theirs = client.as(stranger).post(MESSAGES, message(null, "theirs", id));

        assertThat(theirs.status()).isEqualTo(201);
        assertThat(theirs.text()).doesNotContain(learner.id().toString());
        Chat.awaitOver(database, Chat.sent(first).turnId());
        assertThat(Chat.awaitReply(database, stranger, Chat.sent(theirs).turnId()))
                .isEqualTo("For the stranger.");
        for (var own : List.of(Map.entry(learner, "mine"), Map.entry(stranger, "theirs"))) {
            assertThat(database.asLearner(own.getKey())
                            .values("select content from public.chat_messages where role = 'user'"))
                    .containsExactly(own.getValue());
            assertThat(client.as(own.getKey()).get(MESSAGES + "/" + id).string("content"))
                    .isEqualTo(own.getValue());
        }
    }

    @Test
    @DisplayName("with an Idempotency-Key instead of an id is one message too, and the key is its learner's own")
    void idempotencyKeyWorks(
            Learner learner,
            TutorClient client,
            ModelScript model,
            Learners learners,
            Database database,
            ScriptedModel models) {
        model.replies("Yes.");
        var stranger = learners.fresh();
        models.forUser(stranger.id().toString()).replies("Yes, too.");
        var keyed = client.withHeader("Idempotency-Key", "order-7");

        var first = keyed.post(MESSAGES, message(null, "hello", null));
        var second = keyed.post(MESSAGES, message(null, "hello", null));
        var theirs = keyed.as(stranger).post(MESSAGES, message(null, "hello", null));

        assertThat(first.status()).isEqualTo(201);
        assertThat(second.status()).isEqualTo(200);
        assertThat(second.text()).isEqualTo(first.text());
        assertThat(theirs.status()).isEqualTo(201);
        assertThat(theirs.string("message_id")).isNotEqualTo(first.string("message_id"));
        Chat.awaitOver(database, Chat.sent(first).turnId());
        Chat.awaitOver(database, Chat.sent(theirs).turnId());
    }

    @Test
    @DisplayName("waits its turn: messages sent while the tutor speaks are answered one after another, in order")
    void messagesQueueInOrder(
            Learner learner, TutorClient client, ModelScript model, Database database, Workflows workflows) {
        var thinking = Barrier.closed();
        model.holdUntil(thinking).replies("First.").replies("Second.").replies("Third.");
        var first = Chat.send(client, "one");
        thinking.awaitReached();
        var second = Chat.send(client, first.sessionId(), "two");
        var third = Chat.send(client, first.sessionId(), "three");

        workflows.awaitSignal(first.workflowId(), "user_message");
        thinking.open();
        Chat.awaitOver(database, third.turnId());

        assertThat(Chat.awaitReply(database, learner, first.turnId())).isEqualTo("First.");
        assertThat(Chat.awaitReply(database, learner, second.turnId())).isEqualTo("Second.");
        assertThat(Chat.awaitReply(database, learner, third.turnId())).isEqualTo("Third.");
        assertThat(model.requests().get(1).texts("user"))
                .as("a turn sees what was said before it, not after")
                .containsExactly("one", "two");
        assertThat(model.requests().get(2).texts("assistant")).containsExactly("First.", "Second.");
    }

    @Test
    @DisplayName("history pages from the newest back, without a gap or a repetition")
    void historyHasPages(Learner learner, TutorClient client, ModelScript model, Database database) {
        model.replies("ok").always();
        var first = Chat.send(client, "m0");
        Chat.awaitOver(database, first.turnId());
        for (var i = 1; i < 4; i++) {
            Chat.awaitOver(
                    database, Chat.send(client, first.sessionId(), "m" + i).turnId());
        }
        var path = Chat.SESSIONS + "/" + first.sessionId() + "/messages?limit=3";

        var newest = client.get(path);
        var middle = client.get(path + "&before=" + newest.string("next_cursor"));
        var oldest = client.get(path + "&before=" + middle.string("next_cursor"));

        assertThat(oldest.body().has("next_cursor")).isFalse();
        var all = new ArrayList<String>();
        for (var page : java.util.List.of(oldest, middle, newest)) {
            page.at("messages").forEach(each -> all.add(each.path("content").asString()));
        }
        assertThat(all).containsExactly("m0", "ok", "m1", "ok", "m2", "ok", "m3", "ok");
    }

    @Test
    @DisplayName("sessions are listed newest first, page by page, own ones only")
    void sessionsAreListed(Learner learner, TutorClient client, Learners learners) {
        var ids = new ArrayList<String>();
        for (var i = 0; i < 5; i++) {
            ids.addFirst(client.post(Chat.SESSIONS).string("session_id"));
        }

        var first = client.get(Chat.SESSIONS + "?limit=3");
        var second = client.get(Chat.SESSIONS + "?limit=3&cursor=" + first.string("next_cursor"));

        var listed = new ArrayList<String>();
        first.at("sessions").forEach(each -> listed.add(each.path("session_id").asString()));
        second.at("sessions").forEach(each -> listed.add(each.path("session_id").asString()));
        assertThat(listed).isEqualTo(ids);
        assertThat(second.body().has("next_cursor")).isFalse();
        assertThat(client.as(learners.fresh()).get(Chat.SESSIONS).at("sessions"))
                .isEmpty();
    }
}
