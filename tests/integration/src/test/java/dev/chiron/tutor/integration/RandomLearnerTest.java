package dev.chiron.tutor.integration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chiron.testkit.Database;
import dev.chiron.testkit.Learner;
import dev.chiron.testkit.Learners;
import dev.chiron.testkit.ScriptedModel;
import dev.chiron.testkit.TutorClient;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Learners who answer anyhow, each by a seed of their own: whatever they do, a path is sound and comes to its end. */
@TutorTest
@Timeout(value = 5, unit = TimeUnit.MINUTES) // dozens of turns beside other tests
@DisplayName("A learner who answers anyhow")
class RandomLearnerTest {

    private static final int AT_ONCE = 4;

    @Test
    @DisplayName("comes to the end of the track, and each answer to a question is one attempt")
    void threeLearners(Learners learners, TutorClient client, ScriptedModel models, Database database)
            throws Exception {
        var track = Authoring.trackWithDetours(client.as(learners.teacher()));
        walk(3, List.of(track), learners, client, models, database);
    }

    @Test
    @Tag("nightly")
    @Timeout(value = 20, unit = TimeUnit.MINUTES)
    @DisplayName("comes to the end of every track 200 times")
    void twoHundredLearners(
            Learner learner, Learners learners, TutorClient client, ScriptedModel models, Database database)
            throws Exception {
        var tracks = Paths.seededTracks(client.as(learner), database);
        assertThat(tracks).hasSize(3);
        walk(200, tracks, learners, client, models, database);
    }

    private static void walk(
            int runs, List<UUID> tracks, Learners learners, TutorClient client, ScriptedModel models, Database database)
            throws InterruptedException, ExecutionException {
        try (var threads = Executors.newFixedThreadPool(AT_ONCE)) {
            var walks = IntStream.range(0, runs)
                    .<Callable<Integer>>mapToObj(seed -> () -> {
                        var learner = learners.fresh();
                        models.forUser(learner.id().toString())
                                .replies("On we go.")
                                .always();
                        return walk(seed, tracks.get(seed % tracks.size()), learner, client.as(learner), database);
                    })
                    .toList();
            for (var done : threads.invokeAll(walks)) {
                assertThat(done.get()).isPositive();
            }
        }
    }

    private static int walk(int seed, UUID track, Learner learner, TutorClient client, Database database) {
        try {
            var random = new Random(seed);
            var asked = new AtomicInteger();
            Paths.start(client, track);
            var answers = Paths.finish(client, database, learner, track, shown -> {
                if (shown.asks()) {
                    asked.incrementAndGet();
                }
                return any(random, shown);
            });
            check(track, learner, client, database, asked.get(), answers);
            return answers;
        } catch (AssertionError e) {
            throw new AssertionError("the learner of seed " + seed, e);
        }
    }

    private static Map<String, ?> any(Random random, Paths.Shown shown) {
        return switch (shown.name()) {
            case "topic_buttons" -> Paths.goOn(shown);
            case "quick_quiz" -> {
                var options = shown.arguments().path("options");
                yield Paths.choose(
                        shown,
                        options.get(random.nextInt(options.size())).path("id").asString());
            }
            case "skill_slider" -> {
                var least = shown.arguments().path("min_value").decimalValue();
                var step = shown.arguments().path("step").decimalValue();
                var steps = shown.arguments()
                        .path("max_value")
                        .decimalValue()
                        .subtract(least)
                        .divideToIntegralValue(step)
                        .intValueExact();
                yield Paths.set(shown, least.add(step.multiply(BigDecimal.valueOf(random.nextInt(steps + 1)))));
            }
            default -> throw new AssertionError(shown.name());
        };
    }

    private static void check(
            UUID track, Learner learner, TutorClient client, Database database, int asked, int answers) {
        var rows = database.asLearner(learner);
        assertThat(rows.count("select 1 from public.assessment_attempts where track_id = ?", track))
                .as("attempts, one for each answer to a question")
                .isEqualTo(asked);
        assertThat(rows.count("""
                        select 1 from public.assessment_attempts group by unit_id
                        having max(attempt) <> count(*) or max(attempt) > 3 or min(attempt) <> 1"""))
                .as("questions whose attempts are not 1, 2, 3")
                .isZero();
        assertThat(rows.count("select 1 from public.chat_messages where role = 'tool'"))
                .isEqualTo(answers);
        assertThat(rows.values("select distinct status from public.component_interactions"))
                .as("nothing waits at the end")
                .isEqualTo(List.of("answered"));
        assertThat(rows.count("select 1 from public.component_interactions"))
                .as("shown once, each")
                .isEqualTo(answers);
        assertThat(rows.values("select distinct status from public.chat_turns")).isEqualTo(List.of("completed"));
        assertThat(rows.count("select 1 from public.chat_turns")).isEqualTo(answers + 1);
        var progress = Paths.progress(client, track);
        var units = client.get(Paths.TRACKS + "/" + track)
                .at("units")
                .valueStream()
                .map(each -> each.path("unit_id").asString())
                .toList();
        assertThat(progress.path("completed_unit_ids")
                        .valueStream()
                        .map(each -> each.asString())
                        .toList())
                .containsExactlyInAnyOrderElementsOf(units);
        for (var result : progress.path("assessment_results").properties()) {
            var best = rows.row(
                    "select max(score) as score, count(*)::int as attempts, bool_or(passed) as passed"
                            + " from public.assessment_attempts where unit_id = ?",
                    UUID.fromString(result.getKey()));
            var stored = result.getValue();
            assertThat(stored.path("attempts").asInt()).isEqualTo(best.get("attempts"));
            if (best.get("score") != null) {
                assertThat(stored.path("score").asInt()).isEqualTo(best.get("score"));
            }
            assertThat(stored.path("needs_help").asBoolean(false)).isEqualTo(Boolean.FALSE.equals(best.get("passed")));
        }
    }
}
