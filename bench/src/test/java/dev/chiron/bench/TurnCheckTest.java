package dev.chiron.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A load test is worth as much as its checks: each of them finds what it is for. */
class TurnCheckTest {

    private static final List<String> WHOLE = List.of(
            "{\"type\":\"RUN_STARTED\",\"protocolVersion\":\"1.0\",\"threadId\":\"t\",\"runId\":\"r\"}",
            "{\"type\":\"TEXT_MESSAGE_START\",\"messageId\":\"m\",\"role\":\"assistant\"}",
            "{\"type\":\"TEXT_MESSAGE_CONTENT\",\"messageId\":\"m\",\"delta\":\"Hello \"}",
            "{\"type\":\"TEXT_MESSAGE_CONTENT\",\"messageId\":\"m\",\"delta\":\"there\"}",
            "{\"type\":\"TEXT_MESSAGE_END\",\"messageId\":\"m\"}",
            "{\"type\":\"RUN_FINISHED\",\"threadId\":\"t\",\"runId\":\"r\",\"outcome\":{\"type\":\"success\"}}");

    private static TurnRecord turn(List<String> events) {
        return new TurnRecord(0, 0, "r", 0, 1, 1, 2, events, null);
    }

    private static List<String> without(int index) {
        var events = new ArrayList<>(WHOLE);
        events.remove(index);
        return events;
    }

    @Test
    void aWholeTurnHasNoFault() {
        assertThat(TurnCheck.faults("t", turn(WHOLE), "Hello there", List.of("Hello there")))
                .isEmpty();
    }

    @Test
    void aMissingPieceIsFound() {
        assertThat(TurnCheck.faults("t", turn(without(3)), "Hello there", List.of("Hello there")))
                .anySatisfy(fault -> assertThat(fault).startsWith("streamed"))
                .anySatisfy(fault -> assertThat(fault).startsWith("stored"));
    }

    @Test
    void aMissingStartIsFound() {
        assertThat(TurnCheck.faults("t", turn(without(1)), "Hello there", List.of("Hello there")))
                .anySatisfy(fault -> assertThat(fault).startsWith("not conformant"));
    }

    @Test
    void aMissingEndIsFound() {
        assertThat(TurnCheck.faults("t", turn(without(5)), "Hello there", List.of("Hello there")))
                .anySatisfy(fault -> assertThat(fault).startsWith("not finished"));
    }

    @Test
    void aReplyThatWasNotStoredIsFound() {
        assertThat(TurnCheck.faults("t", turn(WHOLE), "Hello there", List.of())).containsExactly("0 stored replies");
    }

    @Test
    void aReplyThatWasStoredTwiceIsFound() {
        assertThat(TurnCheck.faults("t", turn(WHOLE), "Hello there", List.of("Hello there", "Hello there")))
                .containsExactly("2 stored replies");
    }

    @Test
    void aReplyToAnotherQuestionIsFound() {
        assertThat(TurnCheck.faults("t", turn(WHOLE), "Hello you", List.of("Hello there")))
                .singleElement()
                .asString()
                .startsWith("streamed");
    }

    @Test
    void aRefusedTurnIsFound() {
        var refused = new TurnRecord(0, 0, "r", 0, 0, 0, 2, List.of(), "status 429");

        assertThat(TurnCheck.faults("t", refused, "Hello there", List.of())).containsExactly("status 429");
    }
}
