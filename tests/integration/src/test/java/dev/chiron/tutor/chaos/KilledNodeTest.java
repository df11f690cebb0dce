package dev.chiron.tutor.chaos;

import static dev.chiron.testkit.AgUiAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.chiron.testkit.AgUiRun;
import dev.chiron.testkit.Barrier;
import dev.chiron.tutor.chaos.Conversation.Said;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.Isolated;

/** One of two nodes dies in the middle of a turn, the other and its readers go on. */
@Tag("nightly")
@Isolated("starts servers that need the machine for themselves")
@Execution(ExecutionMode.SAME_THREAD)
@Timeout(value = 20, unit = TimeUnit.MINUTES)
@DisplayName("A node that dies while its turn is read at the other")
class KilledNodeTest {

    private static final int ROUNDS = Integer.getInteger("chiron.chaos.rounds", 20);
    private static final int DELTAS = 40;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    /** Which node dies. */
    private enum Victim {
        /** Runs the turn; the reader is at the other one. */
        RUNNER,
        /** Runs the turn and has its reader too. */
        RUNNER_WITH_READER,
        /** Has the reader only. */
        READERS_NODE;

        static Victim ofRound(int round) {
            return switch (round % 4) {
                case 1 -> RUNNER_WITH_READER;
                case 3 -> READERS_NODE;
                default -> RUNNER;
            };
        }
    }

    // Goal: a turn and whoever reads it outlive any one node: the reader at the node that lives sees the turn complete,
    // and a reader whose own node dies finds all of it at the other. Method: kill -9 at a random word of the reply; the
    // model is silent from there on, so the moment is the middle; what the page shows at the end must be what is
    // stored.
    @Test
    @DisplayName("costs nobody a word")
    void theOtherNodeGoesOn() {
        var seed = Long.getLong("chiron.chaos.seed", System.nanoTime());
        System.out.printf("chaos: %d rounds, seed %d (repeat with -Dchiron.chaos.seed=%d)%n", ROUNDS, seed, seed);
        var random = new Random(seed);
        var begin = System.nanoTime();
        var moved = 0;
        var seconds = new ArrayList<Double>();
        var settings = Map.of("TUTOR_CHAT_HEARTBEATTIMEOUT", "3s", "TUTOR_STREAM_KEEPALIVE", "1s");
        try (var nodes = NodePair.start(folder, settings)) {
            for (var round = 1; round <= ROUNDS; round++) {
                var conversation = Conversation.begin(random.nextBoolean() ? nodes.one() : nodes.other());
                seconds.add(survive(nodes, conversation, round, random));
                moved += nodes.workflowProcesses(conversation).size() > 1 ? 1 : 0;
            }
        }
        System.out.printf(
                "chaos: %d rounds, each turn whole and stored once; the session's workflow went to the other node in %d;"
                        + " from the kill to the end %.1f s in the middle, %.1f s at most; %.0f s in all%n",
                ROUNDS,
                moved,
                seconds.stream().sorted().skip(seconds.size() / 2).findFirst().orElse(0.0),
                seconds.stream().mapToDouble(Double::doubleValue).max().orElse(0),
                (System.nanoTime() - begin) / 1e9);
        if (ROUNDS >= 10) {
            assertThat(moved).as("workflows that a living node took over").isPositive();
        }
    }

    /** Seconds from the kill to the end of the turn. */
    private static double survive(NodePair nodes, Conversation conversation, int round, Random random) {
        var deltas = List.of(RandomReply.deltas(random, DELTAS));
        var said = random.nextInt(1, DELTAS);
        var rest = Barrier.closed();
        nodes.model()
                .forUser(conversation.learner())
                .repliesAround(deltas.subList(0, said), rest, deltas.subList(said, DELTAS))
                .replies(deltas.toArray(String[]::new));
        assertThat(conversation.post("Go on", UUID.randomUUID()).status()).isEqualTo(201);
        rest.awaitReached();
        var runner = nodes.awaitRunner(conversation);
        var kind = Victim.ofRound(round);
        var readersNode = kind == Victim.RUNNER_WITH_READER ? runner : nodes.otherThan(runner);
        var victim = kind == Victim.READERS_NODE ? readersNode : runner;
        var survivor = nodes.otherThan(victim);
        var reader = follow(conversation, readersNode);
        awaitShown(reader, String.join("", deltas.subList(0, said)));

        var killed = System.nanoTime();
        victim.kill();
        if (readersNode == victim) {
            assertThat(reader.awaitEnd().types()).doesNotContain("RUN_FINISHED", "RUN_ERROR");
            reader = follow(conversation, survivor);
        }
        if (kind == Victim.READERS_NODE) {
            rest.open();
        }
        reader.awaitEvent("RUN_FINISHED");
        var took = (System.nanoTime() - killed) / 1e9;
        check(reader, conversation.at(survivor), String.join("", deltas));
        System.out.printf(
                "chaos: round %2d, %-18s killed after %2d of %d pieces, whole %.1f s later%n",
                round, kind, said, DELTAS, took);
        victim.launch().awaitHealthy();
        return took;
    }

    private static void check(AgUiRun reader, Conversation conversation, String reply) {
        reader.disconnect();
        assertThat(reader).isConformantStream();
        assertThat(reader.types().stream().filter(type -> type.equals("RUN_FINISHED") || type.equals("RUN_ERROR")))
                .containsExactly("RUN_FINISHED");
        assertThat(conversation.messages()).extracting(Said::text).containsExactly("Go on", reply);
        assertThat(reader.texts().values()).as("what the page shows at the end").containsExactly("Go on", reply);
    }

    private static AgUiRun follow(Conversation conversation, TutorProcess node) {
        var run = node.agent()
                .withToken(conversation.token())
                .get("/api/v1/chat/sessions/" + conversation.session() + "/events");
        run.awaitEvent("MESSAGES_SNAPSHOT");
        return run;
    }

    private static void awaitShown(AgUiRun reader, String text) {
        await("what was said before the kill").until(() -> reader.texts().containsValue(text));
    }
}
