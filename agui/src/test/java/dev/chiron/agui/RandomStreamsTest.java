package dev.chiron.agui;

import static dev.chiron.agui.AgUiEvent.*;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Goal: whatever a confused producer does, what the guard lets out is legal; method: many random producers, fixed seeds. */
class RandomStreamsTest {

    private static final List<EventType> TYPES = List.of(EventType.values());
    private static final int STREAMS = 3_000;
    private static final int TRIES_PER_STREAM = 120;

    @Test
    void whatTheGuardLetsOutIsLegal() {
        Set<EventType> emitted = EnumSet.noneOf(EventType.class);
        Set<Rule> broken = EnumSet.noneOf(Rule.class);
        int finished = 0;
        for (int seed = 0; seed < STREAMS; seed++) {
            List<AgUiEvent> sent = stream(seed, broken);
            assertThat(StreamVerifier.verifyStream("t", sent))
                    .as("seed %d", seed)
                    .isEmpty();
            sent.forEach(event -> emitted.add(event.type()));
            finished += sent.getLast() instanceof RunFinished ? 1 : 0;
        }

        // The producers must be confused enough to reach everything, or this test says little.
        assertThat(emitted).isEqualTo(EnumSet.allOf(EventType.class));
        assertThat(broken)
                .containsAll(EnumSet.complementOf(
                        EnumSet.of(Rule.ALL_CLOSED, Rule.ENDS_WITH_TERMINAL, Rule.PROTOCOL_VERSION_DECLARED)));
        assertThat(finished).isBetween(STREAMS / 10, STREAMS);
    }

    static List<AgUiEvent> stream(int seed, Set<Rule> broken) {
        Random random = new Random(seed);
        EmissionGuard guard = EmissionGuard.forStream("t", seed % 2 == 0 ? Peer.CURRENT : Peer.LEGACY);
        List<AgUiEvent> sent = new ArrayList<>();
        if (random.nextInt(20) > 0) {
            sent.addAll(guard.emit(runStarted("t", "r" + random.nextInt(2))));
        }
        for (int i = 0; i < TRIES_PER_STREAM; i++) {
            try {
                sent.addAll(guard.emit(event(random)));
            } catch (IllegalEmissionException e) {
                broken.add(e.rule());
            }
        }
        sent.addAll(guard.fail("sorry", "internal_error"));
        return sent;
    }

    private static AgUiEvent event(Random random) {
        AgUiEvent event = untagged(random);
        boolean attributable =
                switch (event.type()) {
                    case RUN_STARTED,
                            RUN_FINISHED,
                            RUN_ERROR,
                            MESSAGES_SNAPSHOT,
                            SUBAGENT_STARTED,
                            SUBAGENT_FINISHED,
                            SUBAGENT_ERROR -> false;
                    default -> true;
                };
        return attributable && random.nextInt(3) == 0 ? BrokenStreams.by(subagent(random), event) : event;
    }

    private static AgUiEvent untagged(Random random) {
        String m = "m" + random.nextInt(5);
        String c = "c" + random.nextInt(3);
        String maybeM = random.nextBoolean() ? m : null;
        return switch (TYPES.get(random.nextInt(TYPES.size()))) {
            case RUN_STARTED -> runStarted(random.nextInt(5) == 0 ? "u" : "t", "r" + random.nextInt(2));
            case RUN_FINISHED -> end(random);
            case RUN_ERROR -> random.nextInt(8) == 0 ? runError("x", null) : raw(null, null);
            case STEP_STARTED -> stepStarted("s" + random.nextInt(2));
            case STEP_FINISHED -> stepFinished("s" + random.nextInt(2));
            case TEXT_MESSAGE_START -> textMessageStart(m);
            case TEXT_MESSAGE_CONTENT -> textMessageContent(m, "a");
            case TEXT_MESSAGE_END -> textMessageEnd(m);
            case TEXT_MESSAGE_CHUNK ->
                new TextMessageChunk(maybeM, random.nextInt(4) == 0 ? Role.USER : null, "a", null, EventExtras.NONE);
            case TOOL_CALL_START -> toolCallStart(c, "f", maybeM);
            case TOOL_CALL_ARGS -> toolCallArgs(c, "{");
            case TOOL_CALL_END -> toolCallEnd(c);
            case TOOL_CALL_CHUNK ->
                new ToolCallChunk(
                        random.nextBoolean() ? c : null,
                        random.nextBoolean() ? "f" : null,
                        random.nextInt(4) == 0 ? m : null,
                        "{",
                        EventExtras.NONE);
            case TOOL_CALL_RESULT -> toolCallResult("m" + (4 + random.nextInt(2)), c, List.of(ContentPart.text("x")));
            case STATE_SNAPSHOT -> stateSnapshot(WireSamples.json("{\"a\":1}"));
            case STATE_DELTA -> stateDelta(List.of(PatchOperation.add("/a", null)));
            case MESSAGES_SNAPSHOT -> snapshot(random, m, c);
            case ACTIVITY_SNAPSHOT ->
                activitySnapshot("m" + (5 + random.nextInt(2)), "a", WireSamples.object("{}"), random.nextBoolean());
            case ACTIVITY_DELTA -> activityDelta("m" + (5 + random.nextInt(2)), "a", List.of());
            case RAW -> raw(null, null);
            case CUSTOM -> custom("n", null);
            case REASONING_START -> reasoningStart(m);
            case REASONING_MESSAGE_START -> reasoningMessageStart(m);
            case REASONING_MESSAGE_CONTENT -> reasoningMessageContent(m, "a");
            case REASONING_MESSAGE_END -> reasoningMessageEnd(m);
            case REASONING_MESSAGE_CHUNK -> reasoningMessageChunk(maybeM, "a");
            case REASONING_END -> reasoningEnd(m);
            case REASONING_ENCRYPTED_VALUE ->
                random.nextBoolean()
                        ? reasoningEncryptedValue(EncryptedSubtype.MESSAGE, m, "x")
                        : reasoningEncryptedValue(EncryptedSubtype.TOOL_CALL, c, "x");
            case SUBAGENT_STARTED ->
                new SubagentStarted(
                        subagent(random),
                        "n",
                        null,
                        random.nextBoolean() ? subagent(random) : null,
                        null,
                        null,
                        EventExtras.NONE);
            case SUBAGENT_FINISHED -> subagentFinished(subagent(random));
            case SUBAGENT_ERROR -> subagentError(subagent(random), "x", null);
        };
    }

    private static AgUiEvent end(Random random) {
        String thread = random.nextInt(9) == 0 ? "u" : "t";
        String run = "r" + random.nextInt(2);
        return switch (random.nextInt(8)) {
            case 0 -> runFinished(thread, run);
            case 1 -> runFinished(thread, run, RunOutcome.cancelled());
            case 2 -> runFinished(thread, run, RunOutcome.pending(List.of("c0", "c" + random.nextInt(3))));
            case 3 ->
                runFinished(
                        thread,
                        run,
                        RunOutcome.interrupted(List.of(
                                Interrupt.confirmation("i0", "?"),
                                new Interrupt(
                                        "i" + random.nextInt(2),
                                        "x:y",
                                        null,
                                        null,
                                        null,
                                        null,
                                        null,
                                        subagent(random)))));
            // Mostly no end, or streams would be too short to be interesting.
            default -> custom("n", null);
        };
    }

    private static AgUiEvent snapshot(Random random, String m, String c) {
        MessageExtras extras =
                random.nextBoolean() ? MessageExtras.NONE : new MessageExtras(null, null, null, subagent(random));
        return messagesSnapshot(List.of(
                new Message.AssistantMessage(m, "a", List.of(ToolCall.of(c, "f", "{}")), extras),
                Message.user("m" + random.nextInt(4), "b")));
    }

    private static String subagent(Random random) {
        return "s" + random.nextInt(3);
    }
}
