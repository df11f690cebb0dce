package dev.chiron.tutor.integration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chiron.testkit.Answer;
import dev.chiron.testkit.Database;
import dev.chiron.testkit.Learner;
import dev.chiron.testkit.TutorClient;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a learner does in the chat, in the words of the stories. */
final class Chat {

    static final String MESSAGES = "/api/v1/chat/messages";
    static final String SESSIONS = "/api/v1/chat/sessions";

    private Chat() {}

    /** A message that was accepted. */
    record Sent(UUID messageId, UUID sessionId, UUID turnId) {

        String workflowId() {
            return "chat-session:" + sessionId;
        }
    }

    static Sent send(TutorClient client, String content) {
        return send(client, null, content);
    }

    static Sent send(TutorClient client, @Nullable UUID sessionId, String content) {
        var answer = client.post(MESSAGES, message(sessionId, content, null));
        assertThat(answer.status()).as(answer.toString()).isEqualTo(201);
        return sent(answer);
    }

    static Sent sent(Answer answer) {
        return new Sent(
                UUID.fromString(answer.string("message_id")),
                UUID.fromString(answer.string("session_id")),
                UUID.fromString(answer.string("turn_id")));
    }

    static Map<String, Object> message(@Nullable UUID sessionId, String content, @Nullable UUID messageId) {
        var body = new LinkedHashMap<String, Object>();
        if (sessionId != null) {
            body.put("session_id", sessionId);
        }
        body.put("content", content);
        if (messageId != null) {
            body.put("message_id", messageId);
        }
        return body;
    }

    /** Waits until the turn is over and gives its row. */
    static Map<String, @Nullable Object> awaitOver(Database database, UUID turnId) {
        return database.asService()
                .awaitRow("select * from public.chat_turns where id = ? and ended_at is not null", turnId);
    }

    /** Waits for the turn's reply, as its learner sees it. */
    static String awaitReply(Database database, Learner learner, UUID turnId) {
        return String.valueOf(database.asLearner(learner)
                .awaitRow("select content from public.chat_messages where turn_id = ? and role = 'assistant'", turnId)
                .get("content"));
    }

    /** The roles and texts of a session by the API, oldest first. */
    static List<String> conversation(TutorClient client, UUID sessionId) {
        var answer = client.get(SESSIONS + "/" + sessionId + "/messages");
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        return answer.at("messages")
                .valueStream()
                .map(each -> each.path("role").asString() + ": "
                        + each.path("content").asString())
                .toList();
    }
}
