package dev.chiron.agui;

import static dev.chiron.agui.AgUiEvent.*;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chiron.agui.StreamVerifier.Violation;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Goal: a recorded stream with a fault does not pass, and the fault is found where it is. */
class StreamVerifierTest {

    @ParameterizedTest
    @MethodSource("dev.chiron.agui.BrokenStreams#all")
    void aBrokenRuleIsFoundWhereItIs(BrokenStreams.Broken broken) {
        Violation first = StreamVerifier.verifyRun("t", "r", broken.events()).getFirst();

        assertThat(first.rule()).isEqualTo(broken.rule());
        assertThat(first.index()).isEqualTo(broken.legal().size());
    }

    static Stream<AgUiEvent> openings() {
        return Stream.of(
                textMessageStart("m"),
                toolCallStart("c", "f"),
                stepStarted("s"),
                reasoningStart("x"),
                reasoningMessageStart("x"),
                subagentStarted("s1", "n"));
    }

    @ParameterizedTest
    @MethodSource("openings")
    void aRunThatFinishesWithSomethingOpenIsFound(AgUiEvent opening) {
        List<AgUiEvent> events = List.of(runStarted("t", "r"), opening, runFinished("t", "r"));

        assertThat(StreamVerifier.verifyRun("t", "r", events)).singleElement().satisfies(violation -> {
            assertThat(violation.rule()).isEqualTo(Rule.ALL_CLOSED);
            assertThat(violation.index()).isEqualTo(2);
        });
    }

    @ParameterizedTest
    @MethodSource("openings")
    void aRunMayFailWithSomethingOpen(AgUiEvent opening) {
        List<AgUiEvent> events = List.of(runStarted("t", "r"), opening, runError("sorry", null));

        assertThat(StreamVerifier.verifyRun("t", "r", events)).isEmpty();
    }

    @Test
    void aStreamWithoutItsEndIsFound() {
        assertThat(StreamVerifier.verifyRun("t", "r", List.of()))
                .containsExactly(new Violation(0, Rule.ENDS_WITH_TERMINAL, "no event"));
        assertThat(StreamVerifier.verifyRun("t", "r", List.of(runStarted("t", "r"))))
                .containsExactly(new Violation(1, Rule.ENDS_WITH_TERMINAL, "no terminal event"));
        assertThat(StreamVerifier.verifyStream(
                        "t", List.of(runStarted("t", "r1"), runFinished("t", "r1"), runStarted("t", "r2"))))
                .containsExactly(new Violation(3, Rule.ENDS_WITH_TERMINAL, "no terminal event"));
    }

    @Test
    void aLoneErrorIsALegalStream() {
        assertThat(StreamVerifier.verifyRun("t", "r", List.of(runError("sorry", null))))
                .isEmpty();
    }

    // Goal: the first fault does not hide the next.
    @Test
    void allFaultsAreFound() {
        List<AgUiEvent> events = List.of(
                runStarted("t", "q"),
                textMessageContent("m", "a"),
                toolCallEnd("c"),
                runFinished("u", "q"),
                stepStarted("s"));

        assertThat(StreamVerifier.verifyRun("t", "r", events))
                .map(Violation::rule)
                .containsExactly(
                        Rule.RUN_ID_ECHOED,
                        Rule.NOT_OPEN,
                        Rule.NOT_OPEN,
                        Rule.THREAD_ID_ECHOED,
                        Rule.NOTHING_AFTER_TERMINAL);
    }

    @Test
    void aViolationSaysWhereAndWhat() {
        assertThat(StreamVerifier.verifyRun("t", "r", List.of(stepFinished("s"), runError("x", null))))
                .first()
                .hasToString("event 0: STEP_FINISHED comes first (STARTS_WITH_RUN_STARTED)");
    }

    // Goal: the attach form (history as a snapshot, then the open message goes on) is legal.
    @Test
    void attachingToALiveRunIsLegal() {
        List<AgUiEvent> events = List.of(
                runStarted("t", "r"),
                messagesSnapshot(List.of(
                        Message.user("m1", "hi"),
                        Message.assistant("m2", "hel", List.of(ToolCall.of("c1", "show", "{\"a"))))),
                stateSnapshot(WireSamples.json("{}")),
                textMessageStart("m2"),
                toolCallStart("c1", "show", "m2"),
                textMessageContent("m2", "lo"),
                toolCallArgs("c1", "\":1}"),
                textMessageEnd("m2"),
                toolCallEnd("c1"),
                runFinished("t", "r", RunOutcome.pending(List.of("c1"))));

        assertThat(StreamVerifier.verifyRun("t", "r", events)).isEmpty();
    }
}
