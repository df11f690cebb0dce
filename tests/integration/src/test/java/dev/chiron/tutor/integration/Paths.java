package dev.chiron.tutor.integration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chiron.testkit.Answer;
import dev.chiron.testkit.Database;
import dev.chiron.testkit.Learner;
import dev.chiron.testkit.TutorClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a learner does on a track, in the words of the stories. */
final class Paths {

    static final String TRACKS = "/api/v1/tracks";

    private static final JsonMapper JSON = JsonMapper.shared();

    private Paths() {}

    /** A component that waits for its learner. */
    record Shown(UUID interactionId, UUID unitId, UUID sessionId, String name, JsonNode arguments) {

        boolean asks() {
            return !name.equals("topic_buttons");
        }
    }

    private static final Object SEEDING = new Object();

    /** The ids of the tracks that every installation has; brought into this database when it has none. */
    static List<UUID> seededTracks(TutorClient client, Database database) {
        var seeds = seeds();
        synchronized (SEEDING) {
            if (seededTracks(client, seeds).isEmpty()) {
                seeds.forEach(script -> database.asOwner().update(script));
            }
        }
        return seededTracks(client, seeds);
    }

    private static List<String> seeds() {
        try (var files = Files.list(Path.of(System.getProperty("chiron.root"), "supabase", "seeds"))) {
            var scripts = new ArrayList<String>();
            for (var file : files.filter(each -> each.toString().endsWith(".sql"))
                    .sorted()
                    .toList()) {
                scripts.add(Files.readString(file));
            }
            return scripts;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** By their ids: another test may have written tracks of the same titles. */
    private static List<UUID> seededTracks(TutorClient client, List<String> seeds) {
        return client.get(TRACKS)
                .at("tracks")
                .valueStream()
                .map(each -> each.path("track_id").asString())
                .filter(id -> seeds.stream().anyMatch(script -> script.contains(id)))
                .map(UUID::fromString)
                .toList();
    }

    static String workflowId(Learner learner, UUID track) {
        return "learning-path:" + learner.id() + ":" + track;
    }

    static JsonNode start(TutorClient client, UUID track) {
        var answer = client.post(TRACKS + "/" + track + "/start");
        assertThat(answer.status()).as(answer.toString()).isEqualTo(201);
        return answer.body();
    }

    static JsonNode progress(TutorClient client, UUID track) {
        var answer = client.get("/api/v1/users/me/progress/" + track);
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        return answer.body();
    }

    /** Waits until the path has something open for its learner. */
    static Shown awaitShown(Database database, Learner learner, UUID track) {
        var row = database.asLearner(learner)
                .awaitRow(
                        "select id, unit_id, session_id, name, arguments::text as arguments"
                                + " from public.component_interactions where track_id = ? and status = 'open'",
                        track);
        return new Shown(
                (UUID) Objects.requireNonNull(row.get("id")),
                (UUID) Objects.requireNonNull(row.get("unit_id")),
                (UUID) Objects.requireNonNull(row.get("session_id")),
                String.valueOf(row.get("name")),
                JSON.readTree(String.valueOf(row.get("arguments"))));
    }

    static Answer answer(TutorClient client, Shown shown, Map<String, ?> userInput) {
        return client.post("/api/v1/chat/interactions/" + shown.interactionId(), Map.of("user_input", userInput));
    }

    /** Answers, and waits until the turn that brought the answer is over. */
    static UUID answerAndAwait(TutorClient client, Database database, Shown shown, Map<String, ?> userInput) {
        var answer = answer(client, shown, userInput);
        assertThat(answer.status()).as(answer.toString()).isEqualTo(202);
        var turn = UUID.fromString(answer.string("turn_id"));
        Chat.awaitOver(database, turn);
        return turn;
    }

    static Map<String, ?> goOn(Shown shown) {
        return Map.of(
                "button_id_clicked",
                "continue",
                "topic_id_payload",
                shown.arguments().at("/buttons/0/topic_id_payload").asString());
    }

    static Map<String, ?> choose(Shown shown, String optionId) {
        return Map.of("quiz_id", shown.arguments().path("quiz_id").asString(), "selected_option_id", optionId);
    }

    static Map<String, ?> set(Shown shown, BigDecimal value) {
        return Map.of("skill_id", shown.arguments().path("skill_id").asString(), "selected_value", value);
    }

    /** The right answer, as the key of the shown question has it. */
    static Map<String, ?> right(Database database, Shown shown) {
        return switch (shown.name()) {
            case "topic_buttons" -> goOn(shown);
            case "quick_quiz" ->
                choose(shown, key(database, shown).path("correct_option_id").asString());
            case "skill_slider" -> {
                var key = key(database, shown);
                yield set(
                        shown,
                        key.has("target_value")
                                ? key.path("target_value").decimalValue()
                                : shown.arguments().path("max_value").decimalValue());
            }
            default -> throw new AssertionError(shown.name());
        };
    }

    /** An answer that gets no point, where there is one. */
    static Map<String, ?> wrong(Database database, Shown shown) {
        return switch (shown.name()) {
            case "topic_buttons" -> goOn(shown);
            case "quick_quiz" -> {
                var correct = key(database, shown).path("correct_option_id").asString();
                yield choose(
                        shown,
                        shown.arguments()
                                .path("options")
                                .valueStream()
                                .map(each -> each.path("id").asString())
                                .filter(each -> !each.equals(correct))
                                .findFirst()
                                .orElseThrow());
            }
            case "skill_slider" -> {
                var key = key(database, shown);
                var least = shown.arguments().path("min_value").decimalValue();
                var most = shown.arguments().path("max_value").decimalValue();
                var target = key.has("target_value") ? key.path("target_value").decimalValue() : least;
                yield set(shown, target.subtract(least).compareTo(most.subtract(target)) > 0 ? least : most);
            }
            default -> throw new AssertionError(shown.name());
        };
    }

    private static JsonNode key(Database database, Shown shown) {
        return JSON.readTree(database
                .asOwner()
                .values(
                        "select answer_key::text from public.interaction_keys where interaction_id = ?",
                        shown.interactionId())
                .stream()
                .findFirst()
                .map(String::valueOf)
                .orElse("{}"));
    }

    /**
     * Goes through a track to its end, looking at every step at what must always hold.
     *
     * @return how many answers it took
     */
    static int finish(
            TutorClient client,
            Database database,
            Learner learner,
            UUID track,
            Function<Shown, Map<String, ?>> answers) {
        var units = client.get(TRACKS + "/" + track)
                .at("units")
                .valueStream()
                .map(each -> each.path("unit_id").asString())
                .toList();
        var percent = 0;
        for (var given = 0; given < units.size() * 8; given++) {
            var progress = progress(client, track);
            assertThat(progress.path("percent_complete").asInt()).isBetween(percent, 100);
            percent = progress.path("percent_complete").asInt();
            if (progress.path("status").asString().equals("completed")) {
                assertThat(percent).isEqualTo(100);
                assertThat(progress.path("current_unit_id").isNull()).isTrue();
                return given;
            }
            if (!progress.path("current_unit_id").isNull()) {
                assertThat(units).contains(progress.path("current_unit_id").asString());
            }
            var shown = awaitShown(database, learner, track);
            answerAndAwait(client, database, shown, answers.apply(shown));
        }
        throw new AssertionError("the track has no end: " + progress(client, track));
    }
}
