package dev.chiron.tutor.integration;

import static dev.chiron.testkit.AgUiAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chiron.testkit.AgUiClient;
import dev.chiron.testkit.AgUiRequest;
import dev.chiron.testkit.AgUiRun;
import dev.chiron.testkit.Barrier;
import dev.chiron.testkit.Learner;
import dev.chiron.testkit.ModelScript;
import dev.chiron.testkit.TutorClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What the nightly {@code AttachAnywhereTest} does with two nodes and a thousand readers, with one and sixty. */
@TutorTest
@DisplayName("A reader who comes in the middle of a turn")
class AttachTest {

    private static final int TURNS = 6;
    private static final int READERS = 10;
    private static final int DELTAS = 60;

    // Goal: snapshot and deltas together are the stored text, whenever a reader comes. Method: pieces that carry their
    // number; readers come at random pieces while they stream, and at the barrier where the model stops; the seed
    // stands in each failure.
    @Test
    @DisplayName("has all of its text, nothing twice, and one end")
    void hasTheWholeText(Learner learner, AgUiClient agent, TutorClient client, ModelScript model) {
        var seed = System.nanoTime();
        var random = new Random(seed);
        var thread = AgUiRequest.onNewThread().threadId();
        for (var turn = 0; turn < TURNS; turn++) {
            var deltas = deltas(random);
            var held = random.nextInt(DELTAS / 2, DELTAS);
            var rest = Barrier.closed();
            model.repliesAround(deltas.subList(0, held), rest, deltas.subList(held, DELTAS));
            var run = agent.start(AgUiRequest.onThread(thread).says("Question " + turn));
            run.awaitEvent("RUN_STARTED");
            var path = Chat.SESSIONS + "/" + client.get(Chat.SESSIONS).string("sessions.0.session_id") + "/events";

            var readers = new ArrayList<AgUiRun>();
            random.ints(READERS - 2, 1, held).sorted().forEach(piece -> {
                run.awaitEvents("TEXT_MESSAGE_CONTENT", piece);
                readers.add(piece % 2 == 0 ? agent.get(path) : agent.connect(AgUiRequest.onThread(thread)));
            });
            rest.awaitReached();
            readers.add(agent.get(path));
            rest.open();
            run.awaitEvents("TEXT_MESSAGE_CONTENT", random.nextInt(held, DELTAS));
            readers.add(agent.get(path));

            assertThat(run).isConformant().hasText(String.join("", deltas)).finished();
            for (var reader : readers) {
                reader.awaitEvent("RUN_FINISHED");
                reader.disconnect();
                assertThat(reader).isConformantStream();
                assertThat(reader.events("RUN_FINISHED")).hasSize(1);
                assertThat(reader.texts().values())
                        .as("turn %d, seed %d", turn, seed)
                        .hasSize(2 * (turn + 1))
                        .endsWith("Question " + turn, String.join("", deltas));
            }
        }
    }

    private static List<String> deltas(Random random) {
        var signs = List.of("word ", "😀", "👩‍👩‍👧 ", "日本語", "\n\n", "e\u0301 ", "\"q\" ");
        return IntStream.range(0, DELTAS)
                .mapToObj(number -> signs.get(random.nextInt(signs.size())) + number + " ")
                .toList();
    }
}
