package dev.chiron.tutor.chaos;

import static dev.chiron.testkit.AgUiAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chiron.testkit.AgUiRequest;
import dev.chiron.testkit.AgUiRun;
import dev.chiron.tutor.chaos.Conversation.Said;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.Isolated;

/** Readers who come when they like, to whichever node they like. */
@Tag("nightly")
@Isolated("starts servers that need the machine for themselves")
@Execution(ExecutionMode.SAME_THREAD)
@Timeout(value = 15, unit = TimeUnit.MINUTES)
@DisplayName("A turn that is read from any moment on, at any node")
class AttachAnywhereTest {

    private static final int ATTACHES = Integer.getInteger("chiron.chaos.attaches", 1000);
    private static final int SESSIONS = 4;
    private static final int ATTACHES_PER_TURN = 20;

    private static final int DELTAS = 250;
    private static final Duration BETWEEN_DELTAS = Duration.ofMillis(8);

    /** From the attempt's beginning on: some readers come before the first word, some after the last. */
    private static final int TURN_MILLIS = DELTAS * 8 + 200;

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private final ScheduledExecutorService clock = Executors.newScheduledThreadPool(8);

    @AfterEach
    void stopTheClock() {
        clock.shutdownNow();
    }

    /** Where and when a reader came, and what it read. */
    private record Attached(TutorProcess node, int afterMillis, AgUiRun run) {}

    /** What has come of the readers of one turn. */
    private record Counts(int here, int there, int inTheMiddle) {
        Counts plus(Counts more) {
            return new Counts(here + more.here, there + more.there, inTheMiddle + more.inTheMiddle);
        }
    }

    // Goal: snapshot and deltas together are the stored text, whenever and wherever a reader comes: nothing is lost,
    // doubled or half. Method: hundreds of pieces that carry their number; readers at random moments, half of them at
    // the node that does not run the turn, half as pages and half by connect; each compares what its page shows with
    // what is stored, after its terminal
    // event.
    @Test
    @DisplayName("is whole for every reader")
    void everyReaderHasTheWholeText() {
        var seed = Long.getLong("chiron.chaos.seed", System.nanoTime());
        var begin = System.nanoTime();
        var total = new Counts(0, 0, 0);
        try (var nodes = NodePair.start(folder, Map.of("TUTOR_STREAM_KEEPALIVE", "2s"))) {
            System.out.printf(
                    "chaos: %d attaches, seed %d (repeat with -Dchiron.chaos.seed=%d)%n", ATTACHES, seed, seed);
            var random = new Random(seed);
            var conversations = IntStream.range(0, SESSIONS)
                    .mapToObj(number -> Conversation.begin(number % 2 == 0 ? nodes.one() : nodes.other()))
                    .toList();
            var turns = Math.ceilDiv(ATTACHES, ATTACHES_PER_TURN);
            for (var turn = 0; turn < turns; turn += SESSIONS) {
                var running = new ArrayList<Future<Counts>>();
                for (var each = 0; each < Math.min(SESSIONS, turns - turn); each++) {
                    var conversation = conversations.get(each);
                    var question = "Question " + (turn + each);
                    var luck = new Random(random.nextLong());
                    running.add(clock.submit(() -> readFromEverywhere(nodes, conversation, question, luck)));
                }
                for (var counts : running) {
                    total = total.plus(get(counts));
                }
            }
        }
        System.out.printf(
                "chaos: %d readers had the whole text: %d at the node that ran the turn, %d at the other, %d of all in the"
                        + " middle of it; %.0f s%n",
                total.here() + total.there(),
                total.here(),
                total.there(),
                total.inTheMiddle(),
                (System.nanoTime() - begin) / 1e9);
        assertThat(total.here() + total.there()).isGreaterThanOrEqualTo(ATTACHES);
        assertThat(total.there()).isEqualTo(total.here());
        assertThat(total.inTheMiddle()).as("attaches that say something").isGreaterThan(ATTACHES / 4);
    }

    private Counts readFromEverywhere(NodePair nodes, Conversation conversation, String question, Random random) {
        var deltas = RandomReply.deltas(random, DELTAS);
        nodes.model().forUser(conversation.learner()).repliesSlowly(BETWEEN_DELTAS, BETWEEN_DELTAS, deltas);
        assertThat(conversation.post(question, UUID.randomUUID()).status()).isEqualTo(201);
        var runner = nodes.awaitRunner(conversation);
        var coming = new ArrayList<Future<Attached>>();
        for (var number = 0; number < ATTACHES_PER_TURN; number++) {
            var node = number % 2 == 0 ? nodes.one() : nodes.other();
            var after = random.nextInt(TURN_MILLIS);
            var asPage = number % 4 < 2;
            coming.add(clock.schedule(() -> attach(conversation, node, after, asPage), after, TimeUnit.MILLISECONDS));
        }
        var readers = coming.stream().map(AttachAnywhereTest::get).toList();
        readers.forEach(reader -> reader.run().awaitEvent(terminal(reader.run())));
        var stored = conversation.messages();
        assertThat(Conversation.replies(stored, Conversation.turnOf(stored, question)))
                .as("the stored reply")
                .containsExactly(String.join("", deltas));
        var inTheMiddle = 0;
        for (var reader : readers) {
            inTheMiddle += check(reader, stored) ? 1 : 0;
        }
        var here =
                (int) readers.stream().filter(reader -> reader.node() == runner).count();
        return new Counts(here, readers.size() - here, inTheMiddle);
    }

    /** As a page that stays open, or as an AG-UI client that connects to the thread. */
    private static Attached attach(Conversation conversation, TutorProcess node, int after, boolean asPage) {
        var agent = node.agent().withToken(conversation.token());
        return new Attached(
                node,
                after,
                asPage
                        ? agent.get("/api/v1/chat/sessions/" + conversation.session() + "/events")
                        : agent.connect(AgUiRequest.onThread(conversation.session())));
    }

    /** A reader's turn ends well or not at all; what else ends it, the comparison tells. */
    private static String terminal(AgUiRun run) {
        return run.types().contains("RUN_ERROR") ? "RUN_ERROR" : "RUN_FINISHED";
    }

    /** Whether the reader came in the middle. */
    private static boolean check(Attached reader, List<Said> stored) {
        var run = reader.run();
        run.disconnect();
        assertThat(run).isConformantStream();
        assertThat(run.types().stream().filter(type -> type.equals("RUN_FINISHED") || type.equals("RUN_ERROR")))
                .as(
                        "terminal events after %d ms at port %s",
                        reader.afterMillis(), reader.node().root())
                .containsExactly("RUN_FINISHED");
        assertThat(run.texts().values())
                .as(
                        "what is shown to who came after %d ms to %s",
                        reader.afterMillis(), reader.node().root())
                .containsExactlyElementsOf(stored.stream().map(Said::text).toList());
        var streamed = run.text();
        return !streamed.isEmpty() && !streamed.equals(stored.getLast().text());
    }

    private static <T> T get(Future<T> future) {
        try {
            return future.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new AssertionError("a reader failed", e.getCause());
        } catch (TimeoutException e) {
            throw new AssertionError("not within " + PATIENCE, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
