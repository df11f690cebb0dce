package dev.chiron.tutor.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.chiron.testkit.Answer;
import dev.chiron.testkit.ScriptedModel;
import dev.chiron.testkit.TutorClient;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
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
import org.jspecify.annotations.Nullable;
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
import tools.jackson.databind.JsonNode;

/**
 * The promise "an answer counts once and the path goes on" against the end of the process, on the embedded database and
 * the in-process Temporal, which forgets every path: only the rows can bring one back to where it was.
 */
@Tag("nightly")
@Isolated("starts servers that need the machine for themselves")
@Execution(ExecutionMode.SAME_THREAD)
@Timeout(value = 30, unit = TimeUnit.MINUTES)
@DisplayName("A server that dies between an answer and the next unit")
class KilledPathTest {

    private static final int ROUNDS = Integer.getInteger("chiron.chaos.rounds", 20);

    private static final Duration FIRST_DELTA = Duration.ofMillis(100);
    private static final Duration BETWEEN_DELTAS = Duration.ofMillis(30);
    private static final String[] DELTAS = {"On ", "we ", "go, ", "slowly ", "as ", "it ", "is ", "said ", "here. "};

    /** From the answer to a little after the next unit is shown, in milliseconds. */
    private static final int STEP_MILLIS = 900;

    private static final Duration PATIENCE = Duration.ofSeconds(60);

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

    // Goal: whenever the process dies after an answer was sent, the answer is graded once, the path shows its next unit
    // once, and nothing before is shown again. Method: kill -9 at random moments, start again on the same home, and
    // count messages, components and attempts by the API after every round.
    @Test
    @DisplayName("grades every answer once, goes on with every path, and shows nothing twice after its next start")
    void everyPathGoesOn() {
        var seed = Long.getLong("chiron.chaos.seed", System.nanoTime());
        var random = new Random(seed);
        System.out.printf("chaos: %d rounds, seed %d (repeat with -Dchiron.chaos.seed=%d)%n", ROUNDS, seed, seed);
        var walk = new Walk(0);
        var walks = new ArrayList<>(List.of(walk));
        for (var round = 1; round <= ROUNDS; round++) {
            // The kills are few and the units many, so some units are passed in peace.
            while (!walk.isOver() && !walk.asksForGrade()) {
                assertThat(walk.answer(random).status()).isEqualTo(202);
                walk.awaitNext();
            }
            if (walk.isOver()) {
                walk = new Walk(walks.size());
                walks.add(walk);
            }
            survive(round, walk, random.nextInt(STEP_MILLIS), random);
        }
        server.kill();
        server.launch().awaitHealthy();
        walks.forEach(Walk::check);
        System.out.printf(
                "chaos: %d answers on %d paths, each taken and graded once, %d calls of the model%n",
                walks.stream().mapToInt(each -> each.answers).sum(),
                walks.size(),
                model.requests().size());
    }

    private void survive(int round, Walk walk, int delay, Random random) {
        var asked = walk.open();
        var input = walk.anyAnswer(asked, random);
        var killed = killer.schedule(server::kill, delay, TimeUnit.MILLISECONDS);
        var accepted = walk.answeredInTime(asked, input);
        awaitKilled(killed);
        server.launch().awaitHealthy();
        var again = walk.send(asked, input);
        assertThat(again.status())
                .as("round %d, the same answer again: %s", round, again)
                .isIn(accepted ? List.of(409) : List.of(202, 409));
        if (again.status() == 409) {
            assertThat(again.string("error_code")).isEqualTo("already_answered");
        }
        walk.taken(asked);
        var healthy = System.nanoTime();
        walk.awaitNext();
        walk.check();
        System.out.printf(
                "chaos: round %2d, killed after %3d ms, %s, next unit %.1f s after the start%n",
                round, delay, accepted ? "accepted" : "sent again", (System.nanoTime() - healthy) / 1e9);
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

    /** A learner on a track, and what their path must have come to. */
    private final class Walk {

        private final TutorClient client;
        private final String track;
        private final String session;
        private final Map<String, Integer> attempts = new HashMap<>();
        private int answers;

        Walk(int number) {
            var signedUp = server.api()
                    .post(
                            "/api/v1/auth/signup",
                            Map.of(
                                    "email",
                                    "learner-" + UUID.randomUUID() + "@example.org",
                                    "password",
                                    "correct horse"));
            assertThat(signedUp.status()).as(signedUp.toString()).isEqualTo(201);
            model.forUser(signedUp.string("user.id"))
                    .repliesSlowly(FIRST_DELTA, BETWEEN_DELTAS, DELTAS)
                    .always();
            client = server.api().withToken(signedUp.string("access_token"));
            var tracks = ok(client.get("/api/v1/tracks")).path("tracks");
            track = tracks.get(number % tracks.size()).path("track_id").asString();
            var started = client.post("/api/v1/tracks/" + track + "/start");
            assertThat(started.status()).as(started.toString()).isEqualTo(201);
            session = started.string("session_id");
            awaitNext();
        }

        private JsonNode ok(Answer answer) {
            assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
            return answer.body();
        }

        private JsonNode progress() {
            return ok(client.get("/api/v1/users/me/progress/" + track));
        }

        private List<JsonNode> messages() {
            var messages = ok(client.get("/api/v1/chat/sessions/" + session + "/messages?limit=200"));
            assertThat(messages.has("next_cursor"))
                    .as("one page holds them all")
                    .isFalse();
            return messages.path("messages").valueStream().toList();
        }

        private List<JsonNode> components() {
            return messages().stream()
                    .filter(message -> message.has("component"))
                    .map(message -> message.path("component"))
                    .toList();
        }

        private @Nullable JsonNode openOrNull() {
            return components().stream()
                    .filter(component -> component.path("status").asString().equals("open"))
                    .findFirst()
                    .orElse(null);
        }

        JsonNode open() {
            var open = openOrNull();
            assertThat(open).as("an open question").isNotNull();
            return java.util.Objects.requireNonNull(open);
        }

        boolean isOver() {
            return progress().path("status").asString().equals("completed");
        }

        boolean asksForGrade() {
            return !open().path("name").asString().equals("topic_buttons");
        }

        /** Waits for what follows the last answer: another question, or the end. */
        void awaitNext() {
            await("what follows answer " + answers)
                    .atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(50))
                    .untilAsserted(
                            () -> assertThat(replies()).as(server::lastOfLog).isEqualTo(answers + 1));
        }

        private long replies() {
            return messages().stream()
                    .filter(message -> message.path("role").asString().equals("assistant"))
                    .count();
        }

        Answer answer(Random random) {
            var open = open();
            var answer = send(open, anyAnswer(open, random));
            taken(open);
            return answer;
        }

        boolean answeredInTime(JsonNode component, Map<String, ?> input) {
            try {
                var answer = send(component, input);
                assertThat(answer.status()).as(answer.toString()).isEqualTo(202);
                return true;
            } catch (UncheckedIOException e) {
                return false;
            }
        }

        Answer send(JsonNode component, Map<String, ?> input) {
            return client.post(
                    "/api/v1/chat/interactions/"
                            + component.path("interaction_id").asString(),
                    Map.of("user_input", input));
        }

        /** Notes what the answer must come to: an attempt, if the question is the current unit's own. */
        void taken(JsonNode component) {
            answers++;
            var arguments = component.path("arguments");
            switch (component.path("name").asString()) {
                case "quick_quiz" -> attempts.merge(arguments.path("quiz_id").asString(), 1, Integer::sum);
                case "skill_slider" ->
                    attempts.merge("slider " + arguments.path("skill_id").asString(), 1, Integer::sum);
                default -> {}
            }
        }

        Map<String, ?> anyAnswer(JsonNode component, Random random) {
            var arguments = component.path("arguments");
            return switch (component.path("name").asString()) {
                case "topic_buttons" ->
                    Map.of(
                            "button_id_clicked",
                            "continue",
                            "topic_id_payload",
                            arguments.at("/buttons/0/topic_id_payload").asString());
                case "quick_quiz" -> {
                    var options = arguments.path("options");
                    yield Map.of(
                            "quiz_id",
                            arguments.path("quiz_id").asString(),
                            "selected_option_id",
                            options.get(random.nextInt(options.size()))
                                    .path("id")
                                    .asString());
                }
                case "skill_slider" ->
                    Map.of(
                            "skill_id",
                            arguments.path("skill_id").asString(),
                            "selected_value",
                            arguments
                                    .path(random.nextBoolean() ? "min_value" : "max_value")
                                    .decimalValue());
                default -> throw new AssertionError(component.toString());
            };
        }

        /** What must hold whenever the path waits. */
        void check() {
            var messages = messages();
            assertThat(messages.stream()
                            .filter(message -> message.path("role").asString().equals("tool")))
                    .as("answers")
                    .hasSize(answers);
            assertThat(messages.stream()
                            .filter(message -> message.path("role").asString().equals("assistant"))
                            .map(message -> message.path("turn_id").asString()))
                    .as("turns with a reply")
                    .hasSize(answers + 1)
                    .doesNotHaveDuplicates();
            var components = components();
            assertThat(components.stream()
                            .map(each -> each.path("interaction_id").asString()))
                    .as("shown components")
                    .doesNotHaveDuplicates();
            var progress = progress();
            var over = progress.path("status").asString().equals("completed");
            assertThat(components.stream()
                            .filter(each -> each.path("status").asString().equals("open")))
                    .hasSize(over ? 0 : 1);
            assertThat(components.stream()
                            .filter(each -> each.path("status").asString().equals("answered")))
                    .hasSize(answers);
            checkAttempts(progress.path("assessment_results"));
        }

        private void checkAttempts(JsonNode results) {
            var graded = new HashMap<String, Integer>();
            results.properties()
                    .forEach(each -> graded.put(
                            each.getKey(), each.getValue().path("attempts").asInt()));
            var units = ok(client.get("/api/v1/tracks/" + track)).path("units");
            for (var unit : units) {
                var id = unit.path("unit_id").asString();
                var skill = unit.at("/content_config/skill_id");
                var expected = attempts.getOrDefault(skill.isString() ? "slider " + skill.stringValue() : id, 0);
                assertThat(graded.getOrDefault(id, 0))
                        .as("attempts at " + unit.path("title").asString())
                        .isEqualTo(expected);
            }
        }
    }
}
