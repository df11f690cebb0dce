package dev.chiron.agui;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Goal: the README's example does what it says, by running its lines with a model that works and one that breaks. */
class ReadmeExampleTest {

    @Test
    void aServerAnswers() {
        assertThat(answer(List.of("Hel", "lo")))
                .map(AgUiEvent::type)
                .containsExactly(
                        EventType.RUN_STARTED,
                        EventType.TEXT_MESSAGE_START,
                        EventType.TEXT_MESSAGE_CONTENT,
                        EventType.TEXT_MESSAGE_CONTENT,
                        EventType.TEXT_MESSAGE_END,
                        EventType.RUN_FINISHED);
    }

    @Test
    void aBrokenModelEndsTheRunWithAnError() {
        Iterable<String> broken = () -> new Iterator<>() {
            private boolean first = true;

            @Override
            public boolean hasNext() {
                return true;
            }

            @Override
            public String next() {
                if (!first) {
                    throw new IllegalStateException("model down");
                }
                first = false;
                return "Hel";
            }
        };

        assertThat(answer(broken))
                .map(AgUiEvent::type)
                .containsExactly(
                        EventType.RUN_STARTED,
                        EventType.TEXT_MESSAGE_START,
                        EventType.TEXT_MESSAGE_CONTENT,
                        EventType.TEXT_MESSAGE_END,
                        EventType.RUN_ERROR);
    }

    private static List<AgUiEvent> answer(Iterable<String> model) {
        byte[] body = AgUiJson.writeInput(RunAgentInput.of("t", "r", List.of(Message.user("u1", "hi"))))
                .getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        RunAgentInput input = AgUiJson.readInput(body);
        if (input.majorVersionUnsupported()) {
            throw new IllegalArgumentException("protocol version " + input.protocolVersion());
        }
        EmissionGuard guard = EmissionGuard.forRun(input);
        Consumer<AgUiEvent> send =
                event -> guard.emit(event).forEach(legal -> out.writeBytes(SseEncoder.encode(legal)));
        try {
            send.accept(AgUiEvent.runStarted(input.threadId(), input.runId()));
            send.accept(AgUiEvent.textMessageStart("m1"));
            for (String token : model) {
                send.accept(AgUiEvent.textMessageContent("m1", token));
            }
            send.accept(AgUiEvent.runFinished(input.threadId(), input.runId()));
        } catch (RuntimeException e) {
            guard.fail("The tutor is not available.", "internal_error")
                    .forEach(legal -> out.writeBytes(SseEncoder.encode(legal)));
        }

        List<AgUiEvent> events = SseDecoder.events(out.toByteArray());
        assertThat(StreamVerifier.verifyRun("t", "r", events)).isEmpty();
        return events;
    }
}
