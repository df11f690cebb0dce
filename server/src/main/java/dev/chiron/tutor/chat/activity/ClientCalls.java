package dev.chiron.tutor.chat.activity;

import dev.chiron.tutor.chat.store.ChatMessage;
import dev.chiron.tutor.chat.store.ChatTurn;
import dev.chiron.tutor.chat.store.ClientCall;
import dev.chiron.tutor.llm.ModelRequest.Line;
import dev.chiron.tutor.llm.ModelRequest.Speaker;
import dev.chiron.tutor.llm.ToolCall;
import dev.chiron.tutor.platform.MessageId;
import dev.chiron.tutor.platform.ToolCallId;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Calls of clients' tools as a model reads them: right after each reply that calls, a result for each of its calls. Where a
 * client has sent none, and the conversation has gone on, the model is told so; nobody else is.
 */
final class ClientCalls {

    static final String NOT_ANSWERED = "(not answered)";
    static final String CUT_OFF = "\n(cut off here)";

    private final Map<MessageId, List<ClientCall>> byMessage;
    private final Map<UUID, ChatMessage> results = new HashMap<>();
    private final int limit;

    /**
     * @param calls what the replies among the messages have called, in order
     * @param limit the most characters of a result
     */
    ClientCalls(List<ClientCall> calls, List<ChatMessage> messages, int limit) {
        this.byMessage = calls.stream().collect(Collectors.groupingBy(ClientCall::message));
        this.limit = limit;
        var known = calls.stream().map(call -> call.id().value()).collect(Collectors.toSet());
        for (var message : messages) {
            var answers = message.answers();
            if (answers != null && known.contains(answers.value())) {
                results.putIfAbsent(answers.value(), message);
            }
        }
    }

    /** How often in a row tools were called without a word of the learner's in between, up to the end. */
    static int rounds(List<Line> conversation) {
        var rounds = 0;
        for (var line : conversation.reversed()) {
            if (line.speaker() == Speaker.LEARNER) {
                return rounds;
            }
            rounds += line.calls().isEmpty() ? 0 : 1;
        }
        return rounds;
    }

    /** What a turn's attempt calls, under ids of its own: the same attempt always calls under the same. */
    static List<TurnTalk.Called> called(ChatTurn turn, List<ToolCall> calls) {
        return IntStream.range(0, calls.size())
                .mapToObj(i -> new TurnTalk.Called(
                        callOf(turn, i),
                        calls.get(i).name(),
                        storable(calls.get(i).argumentsJson())))
                .toList();
    }

    private static ToolCallId callOf(ChatTurn turn, int number) {
        var name = "tool-call:" + turn.id() + ":" + turn.epoch() + ":" + number;
        return new ToolCallId(UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)));
    }

    /** Half a character, which JSON can hold and no database, becomes U+FFFD. */
    private static String storable(String json) {
        var clean = new StringBuilder(json.length());
        json.codePoints()
                .map(each -> each >= Character.MIN_SURROGATE && each <= Character.MAX_SURROGATE ? 0xFFFD : each)
                .forEach(clean::appendCodePoint);
        return clean.toString();
    }

    /** Whether a message is the result of a call, which is told with its call. */
    boolean isResult(ChatMessage message) {
        return message.answers() != null
                && results.containsKey(message.answers().value());
    }

    /** Whether a reply calls. */
    boolean isCaller(ChatMessage message) {
        return byMessage.containsKey(message.id());
    }

    /** A reply that calls, and what came of each call. */
    List<Line> lines(ChatMessage reply, String text) {
        var calls = byMessage.getOrDefault(reply.id(), List.of());
        var lines = new ArrayList<Line>();
        lines.add(Line.calling(
                text,
                calls.stream()
                        .map(call -> new ToolCall(call.id().toString(), call.name(), call.arguments()))
                        .toList()));
        calls.forEach(call -> lines.add(Line.result(call.id().toString(), result(call))));
        return lines;
    }

    private String result(ClientCall call) {
        var result = results.get(call.id().value());
        if (result == null) {
            return NOT_ANSWERED;
        }
        var told = call.error() == null ? result.content() : failed(call.error(), result.content());
        return told.codePointCount(0, told.length()) <= limit
                ? told
                : told.substring(0, told.offsetByCodePoints(0, limit)) + CUT_OFF;
    }

    private static String failed(String error, String content) {
        return content.isBlank() || content.equals(error) ? "Error: " + error : "Error: " + error + "\n" + content;
    }
}
