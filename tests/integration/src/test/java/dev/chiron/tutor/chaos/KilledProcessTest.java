package dev.chiron.tutor.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.chiron.testkit.AgUiRequest;
import dev.chiron.testkit.AgUiRun;
import dev.chiron.testkit.ScriptedModel;
import dev.chiron.tutor.chaos.Conversation.Said;
import java.io.UncheckedIOException;
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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * The promise "accepted means answered" against the end of the process, on the embedded database and the in-process
 * Temporal, which forgets everything: only the turns' rows can bring a turn back.
 */
@Tag("nightly")
@Isolated("starts servers that need the machine for themselves")
@Execution(ExecutionMode.SAME_THREAD)
@Timeout(value = 30, unit = TimeUnit.MINUTES)
@DisplayName("A server that dies in the middle of a turn")
class KilledProcessTest {

    private static final int ROUNDS = Integer.getInteger("chiron.chaos.rounds", 20);

    private static final Duration FIRST_DELTA = Duration.ofMillis(100);
    private static final Duration BETWEEN_DELTAS = Duration.ofMillis(50);
    private static final String[] DELTAS = IntStream.rangeClosed(1, 40)
            .mapToObj(number -> "word" + number + " ")
            .toArray(String[]::new);
    private static final String REPLY = String.join("", DELTAS);
    private static final int TURN_MILLIS = Math.toIntExact(
            FIRST_DELTA.plus(BETWEEN_DELTAS.multipliedBy(DELTAS.length)).toMillis());

    private static final Duration REPLY_PATIENCE = Duration.ofSeconds(60);
    private static final Duration PROMISED_END = Duration.ofSeconds(10);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private final ScriptedModel model = ScriptedModel.start();
    private final ScheduledExecutorService killer = Executors.newSingleThreadScheduledExecutor();

    @SuppressWarnings("NullAway.Init")
    private TutorProcess server;

    @BeforeEach
    void startTheServer() {
        server = new TutorProcess(
                folder.resolve("home"),
                Map.of("OPENAI_BASE_URL", model.baseUrl().toString(), "TUTOR_IDENTITY_BCRYPTCOST", "4"));
        server.launch().awaitHealthy();
    }

    @AfterEach
    void endTheServer() {
        killer.shutdownNow();
        server.close();
        model.close();
    }

    /** When in a turn the process dies, in milliseconds from the moment the message is sent. */
    private enum Moment {
        BEFORE_THE_FIRST_WORD(0, 150),
        IN_THE_MIDDLE(150, TURN_MILLIS - 100),
        AROUND_THE_END(TURN_MILLIS - 100, TURN_MILLIS + 300);

        private final int from;
        private final int to;

        Moment(int from, int to) {
            this.from = from;
            this.to = to;
        }

        int pick(Random random) {
            return random.nextInt(from, to);
        }

        static Moment ofRound(int round) {
            return switch (round % 4) {
                case 0 -> BEFORE_THE_FIRST_WORD;
                case 3 -> AROUND_THE_END;
                default -> IN_THE_MIDDLE;
            };
        }
    }

    private record Asked(Conversation conversation, String content) {}

    // Goal: no accepted message is lost and none is answered twice, whenever the process dies. Method: kill -9 at
    // random moments of a turn, start again on the same home, read the replies by the API; count all of them once
    // more at the end.
    @Test
    @DisplayName("answers every message exactly once and completely after its next start")
    void everyMessageIsAnsweredOnce() {
        var seed = Long.getLong("chiron.chaos.seed", System.nanoTime());
        var random = new Random(seed);
        System.out.printf("chaos: %d rounds, seed %d (repeat with -Dchiron.chaos.seed=%d)%n", ROUNDS, seed, seed);
        var asked = new ArrayList<Asked>();
        var lasting = begin();
        for (var round = 1; round <= ROUNDS; round++) {
            // Half of the rounds go on in one session with a growing history, half are a new learner's first words.
            var conversation = random.nextBoolean() ? lasting : begin();
            var content = "Question of round " + round;
            asked.add(new Asked(conversation, content));
            survive(round, conversation, content, Moment.ofRound(round), random);
        }
        server.kill();
        server.launch().awaitHealthy();
        var answered = asked.stream().filter(this::isAnsweredOnce).count();
        System.out.printf(
                "chaos: %d messages, %d answered once, %d lost or answered twice, %d calls of the model%n",
                asked.size(),
                answered,
                asked.size() - answered,
                model.requests().size());
        assertThat(answered).isEqualTo(asked.size());
        var stored = asked.stream()
                .map(Asked::conversation)
                .distinct()
                .mapToInt(each -> each.messages().size())
                .sum();
        assertThat(stored)
                .as("each message has its reply, and there is nothing else")
                .isEqualTo(2 * asked.size());
    }

    private Conversation begin() {
        var conversation = Conversation.begin(server);
        model.forUser(conversation.learner())
                .repliesSlowly(FIRST_DELTA, BETWEEN_DELTAS, DELTAS)
                .always();
        return conversation;
    }

    private void survive(int round, Conversation conversation, String content, Moment moment, Random random) {
        var calls = model.requests().size();
        var delay = moment.pick(random);
        var overRest = round % 2 == 0;
        var messageId = UUID.randomUUID();
        var run = AgUiRequest.onThread(conversation.session()).says(messageId.toString(), content);

        var killed = killer.schedule(server::kill, delay, TimeUnit.MILLISECONDS);
        var accepted = overRest ? postedInTime(conversation, content, messageId) : ranInTime(conversation, run);
        awaitKilled(killed);

        var restart = System.nanoTime();
        server.launch().awaitHealthy();
        var healthy = System.nanoTime();
        if (!accepted) {
            // Nobody promised anything: a client sends the very same again, whether or not the first one had arrived.
            if (overRest) {
                assertThat(conversation.post(content, messageId).status()).isIn(200, 201);
            } else {
                agent(conversation, run).awaitEvent("RUN_STARTED");
            }
        }
        await("the reply of round " + round)
                .atMost(REPLY_PATIENCE)
                .pollInterval(Duration.ofMillis(100))
                .untilAsserted(() -> assertThat(replies(conversation, content))
                        .as(server::lastOfLog)
                        .isNotEmpty());
        assertThat(replies(conversation, content)).containsExactly(REPLY);
        System.out.printf(
                "chaos: round %2d, %-4s, killed after %4d ms (%s), %s, up again in %.1f s, reply %.1f s later, %d calls of"
                        + " the model%n",
                round,
                overRest ? "REST" : "AGUI",
                delay,
                moment,
                accepted ? "accepted" : "sent again",
                (healthy - restart) / 1e9,
                (System.nanoTime() - healthy) / 1e9,
                model.requests().size() - calls);
    }

    /** Whether the message was acknowledged before the process died. */
    private static boolean postedInTime(Conversation conversation, String content, UUID messageId) {
        try {
            assertThat(conversation.post(content, messageId).status()).isEqualTo(201);
            return true;
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    /** Whether the run was begun before the process died. */
    private boolean ranInTime(Conversation conversation, AgUiRequest request) {
        try {
            return agent(conversation, request).awaitEnd().types().contains("RUN_STARTED");
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    private AgUiRun agent(Conversation conversation, AgUiRequest request) {
        return server.agent().withToken(conversation.token()).start(request);
    }

    private static void awaitKilled(Future<?> killed) {
        try {
            killed.get(30, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new AssertionError("the server could not be killed", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the server was killed", e);
        }
    }

    private static List<String> replies(Conversation conversation, String content) {
        var messages = conversation.messages();
        return Conversation.replies(messages, Conversation.turnOf(messages, content));
    }

    private boolean isAnsweredOnce(Asked asked) {
        return replies(asked.conversation(), asked.content()).equals(List.of(REPLY));
    }

    // Goal: the process ends in the promised time, takes its children with it, and its turn is finished by the next.
    // Method: SIGTERM while words are streaming; look for processes that it had started or that name its home.
    @Test
    @DisplayName("ends within 10 s of SIGTERM, leaves no process behind and finishes the turn after its next start")
    void anOrderlyEndLosesNothing() {
        var conversation = begin();
        var request = AgUiRequest.onThread(conversation.session()).says("Please go on");
        try (var run = agent(conversation, request)) {
            run.awaitText(DELTAS[5]);
            var children = server.children();
            assertThat(children).as("the embedded database").isNotEmpty();

            server.terminate();
            var took = server.awaitExit(PROMISED_END);

            System.out.printf("chaos: ended %d ms after SIGTERM, %d children%n", took.toMillis(), children.size());
            // The database's processes are told to end before the server does, and are gone a moment after it at the
            // latest.
            await("the end of the last process")
                    .atMost(PROMISED_END.minus(took))
                    .untilAsserted(() -> assertThat(server.remains(children))
                            .extracting(ProcessHandle::info)
                            .as("processes that stay behind")
                            .isEmpty());
            assertThat(run.awaitEnd().types()).doesNotContain("RUN_FINISHED", "RUN_ERROR");
        }
        server.launch().awaitHealthy();
        await("the reply to the interrupted turn").atMost(REPLY_PATIENCE).untilAsserted(() -> assertThat(
                        replies(conversation, "Please go on"))
                .isNotEmpty());
        assertThat(conversation.messages()).extracting(Said::text).containsExactly("Please go on", REPLY);
    }
}
