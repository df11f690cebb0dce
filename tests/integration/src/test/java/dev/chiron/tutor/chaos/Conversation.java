package dev.chiron.tutor.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chiron.testkit.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** One learner and one session of theirs, as the API shows it. The node may die between two calls. */
final class Conversation {

    private final TutorProcess node;
    private final String token;
    private final String learner;
    private final String session;

    private Conversation(TutorProcess node, String token, String learner, String session) {
        this.node = node;
        this.token = token;
        this.learner = learner;
        this.session = session;
    }

    /** A stored message. */
    record Said(String role, String turn, String text) {}

    /** Signs a new learner up and opens a session. */
    static Conversation begin(TutorProcess node) {
        var signedUp = node.api()
                .post(
                        "/api/v1/auth/signup",
                        Map.of("email", "learner-" + UUID.randomUUID() + "@example.org", "password", "correct horse"));
        assertThat(signedUp.status()).as(signedUp.toString()).isEqualTo(201);
        var token = signedUp.string("access_token");
        var opened = node.api().withToken(token).post("/api/v1/chat/sessions", Map.of("title", "Chaos"));
        assertThat(opened.status()).as(opened.toString()).isEqualTo(201);
        return new Conversation(node, token, signedUp.string("user.id"), opened.string("session_id"));
    }

    /** The same conversation by way of another node. */
    Conversation at(TutorProcess anyNode) {
        return new Conversation(anyNode, token, learner, session);
    }

    String token() {
        return token;
    }

    String learner() {
        return learner;
    }

    String session() {
        return session;
    }

    /** Says something through the REST API; the same id again is the same message. */
    Answer post(String content, UUID messageId) {
        return node.api()
                .withToken(token)
                .post(
                        "/api/v1/chat/messages",
                        Map.of("session_id", session, "content", content, "message_id", messageId));
    }

    /** All messages, oldest first. */
    List<Said> messages() {
        return messagesAt(node);
    }

    /** All messages, oldest first, as any node shows them. */
    List<Said> messagesAt(TutorProcess anyNode) {
        var answer = anyNode.api().withToken(token).get("/api/v1/chat/sessions/" + session + "/messages?limit=200");
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        assertThat(answer.at("next_cursor").isMissingNode())
                .as("one page holds them all")
                .isTrue();
        var messages = new ArrayList<Said>();
        for (var message : answer.at("messages")) {
            messages.add(new Said(
                    message.path("role").asString(),
                    message.path("turn_id").asString(),
                    message.path("content").asString()));
        }
        return messages;
    }

    /** The turn of the learner's message with this text. */
    static String turnOf(List<Said> messages, String content) {
        var turns = messages.stream()
                .filter(message ->
                        message.role().equals("user") && message.text().equals(content))
                .map(Said::turn)
                .toList();
        assertThat(turns).as("turns of \"%s\" in %s", content, messages).hasSize(1);
        return turns.getFirst();
    }

    /** The replies to a turn. */
    static List<String> replies(List<Said> messages, String turn) {
        return messages.stream()
                .filter(message ->
                        message.role().equals("assistant") && message.turn().equals(turn))
                .map(Said::text)
                .toList();
    }
}
