package dev.chiron.tutor.chat.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chiron.agui.AgUiJson;
import dev.chiron.agui.Message;
import dev.chiron.agui.MessageContent;
import dev.chiron.agui.MessageExtras;
import dev.chiron.agui.ToolCall;
import dev.chiron.tutor.chat.store.ChatMessage;
import dev.chiron.tutor.chat.store.ClientCall;
import dev.chiron.tutor.chat.store.Interaction;
import dev.chiron.tutor.chat.store.MessageRole;
import dev.chiron.tutor.platform.InteractionId;
import dev.chiron.tutor.platform.LearnerId;
import dev.chiron.tutor.platform.MessageId;
import dev.chiron.tutor.platform.SessionId;
import dev.chiron.tutor.platform.ToolCallId;
import dev.chiron.tutor.platform.TurnId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

@DisplayName(
        "A stored thread reads as AG-UI has it: calls at their message, answers as tool messages, activities after it")
final class ThreadMessagesTest {

    private static final SessionId SESSION = new SessionId(new UUID(0, 1));
    private static final TurnId TURN = new TurnId(new UUID(0, 2));
    private static final LearnerId LEARNER = new LearnerId(new UUID(0, 3));
    private static final InteractionId QUIZ = new InteractionId(new UUID(0, 4));
    private static final InteractionId DIAGRAM = new InteractionId(new UUID(0, 5));
    private static final MessageId ASKED = new MessageId(new UUID(0, 6));
    private static final MessageId REPLY = new MessageId(new UUID(0, 7));
    private static final MessageId LATER = new MessageId(new UUID(0, 8));

    private final ObjectNode arguments = JsonNodeFactory.instance.objectNode().put("quiz_id", "q");

    // Goal: a whole exchange with a question keeps its order, its ids and what belongs together.
    @Test
    void anExchangeWithAQuestion() {
        var thread = thread(
                List.of(
                        message(ASKED, MessageRole.USER, "Quiz me", "m-1", null),
                        message(REPLY, MessageRole.ASSISTANT, "Try this:", null, null),
                        message(LATER, MessageRole.TOOL, "{\"selected_option_id\":\"a\"}", "m-2", QUIZ)),
                List.of(
                        shown(DIAGRAM, REPLY, "diagram_viewer", Interaction.Status.ANSWERED),
                        shown(QUIZ, REPLY, "quick_quiz", Interaction.Status.ANSWERED)));

        assertThat(thread)
                .containsExactly(
                        Message.user("m-1", "Quiz me"),
                        Message.assistant(REPLY.toString(), "Try this:", List.of(call())),
                        Message.activity(DIAGRAM.toString(), "diagram_viewer", arguments),
                        Message.tool("m-2", QUIZ.toString(), "{\"selected_option_id\":\"a\"}"));
    }

    // Goal: whatever became of a question, it is a call of the message that it was shown with, and of no other.
    @Test
    void aCallStaysAtItsMessage() {
        for (var status : Interaction.Status.values()) {
            var thread = thread(
                    List.of(
                            message(REPLY, MessageRole.ASSISTANT, "First", null, null),
                            message(LATER, MessageRole.ASSISTANT, "Second", null, null)),
                    List.of(shown(QUIZ, LATER, "quick_quiz", status)));

            assertThat(thread)
                    .containsExactly(
                            Message.assistant(REPLY.toString(), "First"),
                            Message.assistant(LATER.toString(), "Second", List.of(call())));
        }
    }

    // Goal: a question shown without a word has an empty message to belong to, which has the question's own id.
    @Test
    void anUnspokenMessageHoldsItsCall() {
        var unspoken = new MessageId(QUIZ.value());

        var thread = thread(
                List.of(message(unspoken, MessageRole.ASSISTANT, "", null, null)),
                List.of(shown(QUIZ, unspoken, "quick_quiz", Interaction.Status.OPEN)));

        assertThat(thread).containsExactly(Message.assistant(QUIZ.toString(), "", List.of(call())));
    }

    // Goal: what was shown by a message beyond the snapshot's limit is not put anywhere else.
    @Test
    void whatHasNoMessageHereIsLeftOut() {
        var thread = thread(
                List.of(message(ASKED, MessageRole.USER, "Hello", null, null)),
                List.of(
                        shown(QUIZ, REPLY, "quick_quiz", Interaction.Status.OPEN),
                        shown(DIAGRAM, REPLY, "diagram_viewer", Interaction.Status.ANSWERED)));

        assertThat(thread).containsExactly(Message.user(ASKED.toString(), "Hello"));
    }

    // Goal: a component of a newer version, which this one does not know, is a tool under its own name and asks.
    @Test
    void anUnknownComponentIsATool() {
        assertThat(ThreadMessages.asks("hologram")).isTrue();
        assertThat(ThreadMessages.tool("hologram")).isEqualTo("hologram");
    }

    // Goal: what is only looked at and was shown without a word is one message, not two with one id.
    @Test
    void anUnspokenActivityIsItsOwnMessage() {
        var unspoken = new MessageId(DIAGRAM.value());

        var thread = thread(
                List.of(message(unspoken, MessageRole.ASSISTANT, "", null, null)),
                List.of(shown(DIAGRAM, unspoken, "diagram_viewer", Interaction.Status.ANSWERED)));

        assertThat(thread).containsExactly(Message.activity(DIAGRAM.toString(), "diagram_viewer", arguments));
    }

    // Goal: a long thread loses its oldest messages, never its newest, and no answer without its question stays behind.
    @Test
    void theNewestThatFit() {
        var asked = Message.assistant("asked", "Which?", List.of(call()));
        var answered = Message.tool("answered", QUIZ.toString(), "{}");
        var last = Message.user("last", "x".repeat(500));
        var thread = List.<Message>of(Message.user("first", "Hello"), asked, answered, last);
        var all = thread.stream()
                .mapToInt(message -> AgUiJson.writeMessage(message).length() + 1)
                .sum();

        assertThat(ThreadMessages.newest(thread, all)).isEqualTo(thread);
        assertThat(ThreadMessages.newest(thread, all - 1)).isEqualTo(List.of(asked, answered, last));
        assertThat(ThreadMessages.newest(thread, 700))
                .as("room for the answer, not for what was asked")
                .isEqualTo(List.of(last));
        assertThat(ThreadMessages.newest(thread, 1))
                .as("the newest, however long")
                .isEqualTo(List.of(last));
        assertThat(ThreadMessages.newest(List.of(), 1)).isEmpty();
    }

    // Goal: what JSON makes longer counts as long as it is on the wire.
    @Test
    void whatIsEscapedCountsAsItIsSent() {
        var quotes = Message.user("q", "\"".repeat(100));
        var thread = List.<Message>of(quotes, quotes);

        assertThat(ThreadMessages.newest(thread, 400)).hasSize(1);
        assertThat(ThreadMessages.newest(thread, 600)).hasSize(2);
    }

    private ToolCall call() {
        return ToolCall.of(QUIZ.toString(), "its:render_quick_quiz", "{\"quiz_id\":\"q\"}");
    }

    private Interaction shown(InteractionId id, MessageId message, String name, Interaction.Status status) {
        return new Interaction(id, SESSION, TURN, message, name, arguments, status, null, null, null);
    }

    private static ChatMessage message(
            MessageId id, MessageRole role, String text, @Nullable String clientId, @Nullable InteractionId answers) {
        return new ChatMessage(id, SESSION, TURN, LEARNER, role, text, clientId, answers, 1, Instant.EPOCH);
    }

    // Goal: a page that is opened again has the calls, each with its own answer; what is not answered stands alone, so
    // that
    // the page runs it.
    @Test
    void callsOfTheClientsTools() {
        var answered = new ToolCallId(new UUID(0, 11));
        var waiting = new ToolCallId(new UUID(0, 12));
        var result = new InteractionId(answered.value());

        var thread = ThreadMessages.of(
                List.of(
                        message(REPLY, MessageRole.ASSISTANT, "", null, null),
                        message(LATER, MessageRole.TOOL, "it broke", "m-2", result)),
                List.of(),
                List.of(
                        called(answered, "a b", ClientCall.Status.ANSWERED, "broken"),
                        called(waiting, "setTheme", ClientCall.Status.PENDING, null)),
                Map.of());

        assertThat(thread)
                .containsExactly(
                        Message.assistant(
                                REPLY.toString(),
                                "",
                                List.of(
                                        ToolCall.of(answered.toString(), "a b", "{}"),
                                        ToolCall.of(waiting.toString(), "setTheme", "{}"))),
                        new Message.ToolMessage(
                                "m-2",
                                answered.toString(),
                                MessageContent.of("it broke"),
                                "broken",
                                MessageExtras.NONE));
    }

    private static ClientCall called(ToolCallId id, String name, ClientCall.Status status, @Nullable String error) {
        return new ClientCall(id, SESSION, TURN, REPLY, name, "{}", status, error);
    }

    private static List<Message> thread(List<ChatMessage> messages, List<Interaction> shown) {
        return ThreadMessages.of(messages, shown, List.of(), Map.of());
    }
}
