package dev.chiron.tutor.integration;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chiron.testkit.TutorClient;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** What a teacher writes for the stories, through the API as teachers do. */
final class Authoring {

    /** Stands in the key of {@link #capital} and nowhere else. */
    static final String EXPLANATION = "It was built for that very purpose, half way between two rivals.";

    /** The first rung of the ladder of {@link #capital}; tells nothing. */
    static final String HINT = "Think of a city that was planned on paper.";

    /** What the others are told who choose Sydney. */
    static final String SYDNEY = "The largest city is not always the one that governs.";

    private Authoring() {}

    /** A track of these units, in this order. */
    static UUID track(TutorClient teacher, String title, UUID... units) {
        var made = teacher.post(Paths.TRACKS, Map.of("title", title));
        assertThat(made.status()).as(made.toString()).isEqualTo(201);
        var track = UUID.fromString(made.string("track_id"));
        var ordered = teacher.put(Paths.TRACKS + "/" + track + "/units", Map.of("unit_ids", List.of(units)));
        assertThat(ordered.status()).as(ordered.toString()).isEqualTo(200);
        return track;
    }

    /** Two questions and a lesson. */
    static UUID trackOfQuestions(TutorClient teacher) {
        return track(teacher, "Capitals", capital(teacher), capitalOfCanada(teacher), lesson(teacher, "A last word"));
    }

    /** All that a path can come to, in little: a lesson, a question with a remedy that asks itself, one without, an estimate. */
    static UUID trackWithDetours(TutorClient teacher) {
        return track(
                teacher,
                "A little of everything",
                lesson(teacher, "A first word"),
                capital(teacher, Map.of("remedial_unit_id", capitalOfCanada(teacher))),
                estimate(teacher),
                capitalOfCanada(teacher));
    }

    static UUID lesson(TutorClient teacher, String title) {
        return unit(teacher, title, "content_snippet", Map.of("content", "What there is to know."), Map.of());
    }

    /** Asks for the capital of Australia; Canberra, option {@code b}, is right. */
    static UUID capital(TutorClient teacher) {
        return capital(teacher, Map.of());
    }

    /** As {@link #capital(TutorClient)}, with more members of the unit. */
    static UUID capital(TutorClient teacher, Map<String, Object> more) {
        var content = new LinkedHashMap<String, Object>();
        content.put("content", "Some countries are governed from a city that few could name.");
        content.put("question_text", "Which city is the capital of Australia?");
        content.put(
                "options",
                List.of(
                        Map.of("id", "a", "text", "Sydney"),
                        Map.of("id", "b", "text", "Canberra"),
                        Map.of("id", "c", "text", "Melbourne")));
        content.put("correct_option_id", "b");
        content.put("option_feedback", Map.of("a", SYDNEY));
        content.put("explanation", EXPLANATION);
        content.put("hints", List.of(HINT, "It lies inland, between the two rivals.", "It is Canberra."));
        return unit(teacher, "A capital", "mcq_component", content, more);
    }

    static UUID capitalOfCanada(TutorClient teacher) {
        return unit(
                teacher,
                "Another capital",
                "mcq_component",
                Map.of(
                        "question_text",
                        "Which city is the capital of Canada?",
                        "options",
                        List.of(
                                Map.of("id", "x", "text", "Toronto"),
                                Map.of("id", "y", "text", "Ottawa"),
                                Map.of("id", "z", "text", "Montreal")),
                        "correct_option_id",
                        "y",
                        "explanation",
                        "A queen chose it because it was easy to defend."),
                Map.of());
    }

    /** An estimate between 0 and 200 whose score falls by one with each step away from 100. */
    static UUID estimate(TutorClient teacher) {
        return estimate(teacher, 60);
    }

    static UUID estimate(TutorClient teacher, int passMark) {
        return unit(
                teacher,
                "An estimate",
                "slider_component",
                Map.ofEntries(
                        entry("prompt_text", "How many beans are in the glass?"),
                        entry("skill_id", "beans"),
                        entry("skill_name", "Counting beans"),
                        entry("min_value", 0),
                        entry("max_value", 200),
                        entry("target_value", 100),
                        entry("tolerance", 0),
                        entry("zero_distance", 100),
                        entry("pass_mark", passMark),
                        entry("explanation", "Ten layers of ten beans each fill it to the brim.")),
                Map.of());
    }

    static UUID unit(TutorClient teacher, String title, String type, Map<String, ?> content, Map<String, Object> more) {
        var body = new LinkedHashMap<String, Object>(more);
        body.put("title", title);
        body.put("unit_type", type);
        body.put("content_config", content);
        var made = teacher.post("/api/v1/units", body);
        assertThat(made.status()).as(made.toString()).isEqualTo(201);
        return UUID.fromString(made.string("unit_id"));
    }
}
