package dev.chiron.agui;

import static dev.chiron.agui.AgUiEvent.*;
import static dev.chiron.agui.BrokenStreams.by;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Goal: no sequence of calls makes the guard return an illegal stream, by breaking each rule and by closing from any state. */
class EmissionGuardTest {

    /** The guard closes what is open by itself, so a producer cannot break these two. */
    private static final Set<Rule> KEPT_BY_THE_GUARD = EnumSet.of(Rule.ALL_CLOSED, Rule.ENDS_WITH_TERMINAL);

    private final EmissionGuard guard = new EmissionGuard("t", "r", Peer.CURRENT);

    @ParameterizedTest
    @MethodSource("dev.chiron.agui.BrokenStreams#all")
    void aBrokenRuleIsRefusedByName(BrokenStreams.Broken broken) {
        broken.legal().forEach(guard::emit);

        assertThatExceptionOfType(IllegalEmissionException.class)
                .isThrownBy(() -> guard.emit(broken.breaking()))
                .satisfies(e -> assertThat(e.rule()).isEqualTo(broken.rule()))
                .withMessageContaining(broken.rule().text());
    }

    // Goal: a refused event leaves no trace, so that the producer can still end the run.
    @ParameterizedTest
    @MethodSource("dev.chiron.agui.BrokenStreams#all")
    void theStreamIsLegalAfterARefusal(BrokenStreams.Broken broken) {
        List<AgUiEvent> sent = new ArrayList<>();
        broken.legal().forEach(event -> sent.addAll(guard.emit(event)));
        assertThatExceptionOfType(IllegalEmissionException.class).isThrownBy(() -> guard.emit(broken.breaking()));

        sent.addAll(guard.fail("sorry", "internal_error"));

        assertThat(StreamVerifier.verifyRun("t", "r", sent)).isEmpty();
        assertThat(guard.terminated()).isTrue();
    }

    // Goal: a new rule cannot land without a stream that breaks it.
    @Test
    void everyRuleIsBrokenOnce() {
        assertThat(BrokenStreams.all().map(BrokenStreams.Broken::rule).collect(Collectors.toSet()))
                .isEqualTo(EnumSet.complementOf(EnumSet.copyOf(KEPT_BY_THE_GUARD)));
    }

    @Test
    void anOrdinaryRunPassesUnchanged() {
        List<AgUiEvent> run = List.of(
                runStarted("t", "r"),
                stepStarted("answer"),
                reasoningStart("x1"),
                reasoningMessageStart("x1"),
                reasoningMessageContent("x1", "hm"),
                reasoningMessageEnd("x1"),
                reasoningEnd("x1"),
                textMessageStart("m1"),
                textMessageContent("m1", "hi"),
                toolCallStart("c1", "show", "m1"),
                toolCallArgs("c1", "{}"),
                textMessageEnd("m1"),
                toolCallEnd("c1"),
                stepFinished("answer"),
                stateSnapshot(WireSamples.json("{}")),
                stateDelta(WireSamples.PATCH),
                runFinished("t", "r", RunOutcome.pending(List.of("c1"))));

        assertThat(run).allSatisfy(event -> assertThat(guard.emit(event)).containsExactly(event));
        assertThat(guard.terminated()).isTrue();
    }

    // Goal: what is legal though it looks odd is not refused.
    @Test
    void legalOdditiesPass() {
        List<AgUiEvent> run = List.of(
                runStarted("t", "r"),
                textMessageStart("m1"),
                textMessageEnd("m1"),
                // A closed message may be opened again and goes on.
                textMessageStart("m1"),
                textMessageContent("m1", ""),
                // A subagent may have a step of the same name as its parent's.
                stepStarted("tools"),
                by("s1", stepStarted("tools")),
                // Attribution needs no SUBAGENT events, and a continuation needs no tag.
                by("s2", textMessageStart("m2")),
                textMessageContent("m2", "a"),
                // A result may answer a call of an earlier run.
                toolCallResult("m3", "c0", "x"),
                // A text may go on after chunks of the same lane were closed by it.
                textMessageChunk("m4", "a"),
                textMessageStart("m4"),
                // Two subagents may stream chunks at once.
                by("s1", textMessageChunk("m5", "a")),
                by("s2", textMessageChunk("m6", "a")),
                by("s1", textMessageChunk(null, "b")),
                by("s2", textMessageChunk(null, "b")),
                textMessageChunk("m5", "c"),
                // RAW and the like leave chunks open.
                raw(null, null),
                by("s1", textMessageChunk(null, "d")),
                activityDelta("m7", "progress", List.of()));

        assertThat(run).allSatisfy(event -> assertThat(guard.emit(event)).containsExactly(event));
    }

    @Test
    void aLoneContinuingChunkMeansTheOnlyOpenItem() {
        guard.emit(runStarted("t", "r"));
        guard.emit(by("s1", textMessageChunk("m", "a")));

        assertThat(guard.emit(textMessageChunk(null, "b"))).hasSize(1);
    }

    // Goal: an end closes everything, inner things first, under the owner that opened them.
    @Test
    void theEndClosesWhatIsOpenLastOpenedFirst() {
        guard.emit(runStarted("t", "r"));
        guard.emit(stepStarted("s"));
        guard.emit(subagentStarted("s1", "n"));
        guard.emit(by("s1", stepStarted("s")));
        guard.emit(reasoningStart("x"));
        guard.emit(reasoningMessageStart("x"));
        guard.emit(by("s1", textMessageStart("m")));
        guard.emit(toolCallStart("c", "f"));
        guard.emit(textMessageChunk("k", "closed by the end itself"));

        assertThat(guard.emit(runFinished("t", "r")))
                .containsExactly(
                        toolCallEnd("c"),
                        by("s1", textMessageEnd("m")),
                        reasoningMessageEnd("x"),
                        reasoningEnd("x"),
                        by("s1", stepFinished("s")),
                        subagentFinished("s1"),
                        stepFinished("s"),
                        runFinished("t", "r"));
    }

    @Test
    void anOpenSubagentEndsAsItsRunDoes() {
        Interrupt own = new Interrupt("i1", "confirmation", null, null, null, null, null, "s1");
        RunOutcome interrupted = RunOutcome.interrupted(List.of(own, Interrupt.confirmation("i2", "Sure?")));

        assertThat(subagentEnd(runFinished("t", "r"))).isEqualTo(subagentFinished("s1"));
        assertThat(subagentEnd(runFinished("t", "r", RunOutcome.success()))).isEqualTo(subagentFinished("s1"));
        assertThat(subagentEnd(runFinished("t", "r", interrupted)))
                .isEqualTo(subagentFinished("s1", new SubagentOutcome.Suspended(List.of("i1"))));
        assertThat(subagentEnd(runFinished("t", "r", RunOutcome.cancelled())))
                .isEqualTo(subagentError("s1", "The run was cancelled.", "cancelled"));
        assertThat(subagentEnd(runError("sorry", "x"))).isEqualTo(subagentError("s1", "sorry", "x"));
    }

    @Test
    void failureEndsTheRunFromAnyState() {
        assertThat(guard.fail("sorry", null)).containsExactly(runError("sorry", null));
        assertThat(guard.fail("again", null)).isEmpty();

        EmissionGuard running = new EmissionGuard("t", "r", Peer.CURRENT);
        running.emit(runStarted("t", "r"));
        running.emit(textMessageStart("m"));
        assertThat(running.terminated()).isFalse();
        assertThat(running.fail("sorry", "x")).containsExactly(textMessageEnd("m"), runError("sorry", "x"));
        assertThat(running.terminated()).isTrue();

        EmissionGuard finished = new EmissionGuard("t", "r", Peer.CURRENT);
        finished.emit(runStarted("t", "r"));
        finished.emit(runFinished("t", "r"));
        assertThat(finished.fail("late", null)).isEmpty();
    }

    // Goal: a long-lived stream carries run after run, each with its own ids to keep.
    @Test
    void aStreamCarriesSeveralRuns() {
        EmissionGuard stream = EmissionGuard.forStream("t", Peer.CURRENT);
        List<AgUiEvent> sent = new ArrayList<>();
        for (String run : List.of("r1", "r2")) {
            sent.addAll(stream.emit(runStarted("t", run)));
            sent.addAll(stream.emit(textMessageStart("m")));
            assertRefused(stream, runFinished("t", "r0"), Rule.RUN_ID_ECHOED);
            assertRefused(stream, runFinished("u", run), Rule.THREAD_ID_ECHOED);
            sent.addAll(stream.emit(runFinished("t", run)));
            assertRefused(stream, textMessageStart("m"), Rule.NOTHING_AFTER_TERMINAL);
        }
        sent.addAll(stream.emit(runStarted("t", "r3")));
        sent.addAll(stream.fail("sorry", null));
        sent.addAll(stream.emit(runStarted("t", "r4")));
        sent.addAll(stream.emit(runFinished("t", "r4")));

        assertThat(StreamVerifier.verifyStream("t", sent)).isEmpty();
        assertRefused(stream, runStarted("u", "r5"), Rule.THREAD_ID_ECHOED);
    }

    @Test
    void aNewRunForgetsTheOwnersOfTheLast() {
        EmissionGuard stream = EmissionGuard.forStream("t", Peer.CURRENT);
        stream.emit(runStarted("t", "r1"));
        stream.emit(by("s1", textMessageStart("m")));
        stream.emit(subagentStarted("s1", "n"));
        stream.emit(runFinished("t", "r1"));
        stream.emit(runStarted("t", "r2"));

        assertThat(stream.emit(by("s2", textMessageStart("m")))).hasSize(1);
        assertThat(stream.emit(subagentStarted("s1", "n"))).hasSize(1);
    }

    // --- what a legacy peer would reject

    @Test
    void aCancelledRunIsAnErrorForALegacyPeer() {
        EmissionGuard legacy = started(Peer.LEGACY);
        legacy.emit(textMessageStart("m"));

        assertThat(legacy.emit(runFinished("t", "r", RunOutcome.cancelled(), WireSamples.USAGE)))
                .containsExactly(
                        textMessageEnd("m"),
                        new RunError("The run was cancelled.", "cancelled", WireSamples.USAGE, EventExtras.NONE));
        assertThat(legacy.terminated()).isTrue();
        assertThat(started(Peer.CURRENT).emit(runFinished("t", "r", RunOutcome.cancelled())))
                .containsExactly(runFinished("t", "r", RunOutcome.cancelled()));
    }

    @Test
    void aLegacyPeerGetsNoSuccessOutcome() {
        RunOutcome pending = RunOutcome.pending(List.of("c"));

        assertThat(started(Peer.LEGACY).emit(runFinished("t", "r", pending, WireSamples.USAGE)))
                .containsExactly(new RunFinished("t", "r", null, null, WireSamples.USAGE, EventExtras.NONE));
        assertThat(started(Peer.LEGACY).emit(runFinished("t", "r", RunOutcome.success())))
                .containsExactly(runFinished("t", "r"));
        assertThat(started(Peer.CURRENT).emit(runFinished("t", "r", pending)))
                .containsExactly(runFinished("t", "r", pending));
    }

    @ParameterizedTest
    @EnumSource
    void bothPeersGetInterrupts(Peer peer) {
        AgUiEvent end = runFinished("t", "r", RunOutcome.interrupted(List.of(Interrupt.confirmation("i", "Sure?"))));

        assertThat(started(peer).emit(end)).containsExactly(end);
    }

    @Test
    void aLegacyPeerGetsToolResultsAsText() {
        List<ContentPart> parts = List.of(
                ContentPart.text("a"),
                ContentPart.media(MediaKind.IMAGE, new ContentSource.Url("https://a.example", null)),
                ContentPart.text("b"));
        Message answer = new Message.ToolMessage("m", "c", MessageContent.of(parts), null, MessageExtras.NONE);

        assertThat(started(Peer.LEGACY).emit(toolCallResult("m", "c", parts)))
                .containsExactly(toolCallResult("m", "c", "a\nb"));
        assertThat(started(Peer.LEGACY).emit(messagesSnapshot(List.of(answer))))
                .containsExactly(messagesSnapshot(List.of(Message.tool("m", "c", "a\nb"))));
        assertThat(new EmissionGuard("t", "r", Peer.LEGACY)
                        .emit(runStarted(RunAgentInput.of("t", "r", List.of(answer)))))
                .containsExactly(runStarted(RunAgentInput.of("t", "r", List.of(Message.tool("m", "c", "a\nb")))));
        assertThat(started(Peer.CURRENT).emit(toolCallResult("m", "c", parts)))
                .containsExactly(toolCallResult("m", "c", parts));
    }

    // Goal: the other way round, what only old clients know is upgraded for new ones.
    @Test
    void aCurrentPeerGetsNoBinaryParts() {
        ContentPart.Binary binary = new ContentPart.Binary("image/png", null, null, "AAAA", null);
        AgUiEvent snapshot = messagesSnapshot(List.of(Message.user("m", List.of(binary))));

        assertThat(started(Peer.CURRENT).emit(snapshot))
                .containsExactly(messagesSnapshot(List.of(Message.user("m", List.of(binary.upgraded())))));
        assertThat(started(Peer.LEGACY).emit(snapshot)).containsExactly(snapshot);
    }

    @Test
    void aGuardForAnInputKnowsItsIdsAndPeer() {
        RunAgentInput input = RunAgentInput.of("t", "r", List.of()).withProtocolVersion(null);
        EmissionGuard forRun = EmissionGuard.forRun(input);

        assertRefused(forRun, runStarted("t", "q"), Rule.RUN_ID_ECHOED);
        forRun.emit(runStarted(input));
        assertThat(forRun.emit(runFinished("t", "r", RunOutcome.success()))).containsExactly(runFinished("t", "r"));
    }

    private static EmissionGuard started(Peer peer) {
        EmissionGuard started = new EmissionGuard("t", "r", peer);
        started.emit(runStarted("t", "r"));
        return started;
    }

    private static AgUiEvent subagentEnd(AgUiEvent terminal) {
        EmissionGuard started = started(Peer.CURRENT);
        started.emit(subagentStarted("s1", "n"));
        return started.emit(terminal).getFirst();
    }

    private static void assertRefused(EmissionGuard guard, AgUiEvent event, Rule rule) {
        assertThatExceptionOfType(IllegalEmissionException.class)
                .isThrownBy(() -> guard.emit(event))
                .satisfies(e -> assertThat(e.rule()).isEqualTo(rule));
    }
}
