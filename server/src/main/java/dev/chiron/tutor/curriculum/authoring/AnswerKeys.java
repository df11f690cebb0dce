package dev.chiron.tutor.curriculum.authoring;

import dev.chiron.tutor.curriculum.UnitContent;
import java.math.BigDecimal;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The one place that knows which fields of an author's {@code content_config} tell the answer, and their rules. */
final class AnswerKeys {

    private static final int MAX_TEXT = 4_000;
    private static final int MAX_HINTS = 10;

    /** Of a question with options. */
    static final Set<String> MCQ = Set.of("correct_option_id", "option_feedback", "explanation", "hints");

    /** Of a slider. */
    static final Set<String> SLIDER = Set.of("target_value", "tolerance", "zero_distance", "explanation", "hints");

    private AnswerKeys() {}

    /** Whether one of the fields is there, be it null. */
    static boolean mentioned(JsonNode config) {
        return MCQ.stream().anyMatch(config::has) || SLIDER.stream().anyMatch(config::has);
    }

    /** Whether one of the fields of a slider's key has a value. Without, the slider is a self-rating. */
    static boolean givenForSlider(Fields config) {
        return SLIDER.stream().anyMatch(config::has);
    }

    /** The fields that tell the answer, as they are stored: those that are null are left out. */
    static ObjectNode of(ObjectNode config, Set<String> fields) {
        var key = JsonNodeFactory.instance.objectNode();
        config.properties().forEach(each -> {
            if (fields.contains(each.getKey()) && !each.getValue().isNull()) {
                key.set(each.getKey(), each.getValue());
            }
        });
        return key;
    }

    /**
     * Notes what is wrong with the key of a question.
     *
     * @param optionIds those of the question; null when they are not known
     */
    static void checkMcq(Fields config, @Nullable Set<String> optionIds, Problems problems) {
        var correct = config.text("correct_option_id", MAX_TEXT);
        if (correct != null && optionIds != null && !optionIds.contains(correct)) {
            config.problem("correct_option_id", "is not the id of an option");
        }
        if (config.has("option_feedback")) {
            var at = config.at("option_feedback");
            var feedback = Fields.of(config.get("option_feedback"), at, problems);
            if (feedback != null) {
                for (var option : config.get("option_feedback").propertyNames()) {
                    if (optionIds != null && !optionIds.contains(option)) {
                        problems.add(at, "speaks of an option that there is not");
                    } else {
                        feedback.text(option, MAX_TEXT);
                    }
                }
            }
        }
        checkTexts(config, problems);
    }

    /** Notes what is wrong with the key of a slider. */
    static void checkSlider(
            Fields config, @Nullable BigDecimal minValue, @Nullable BigDecimal maxValue, Problems problems) {
        var target = config.number("target_value");
        if (target != null
                && minValue != null
                && maxValue != null
                && (target.compareTo(minValue) < 0 || target.compareTo(maxValue) > 0)) {
            config.problem("target_value", "must be between min_value and max_value");
        }
        var tolerance = config.number("tolerance");
        if (tolerance != null && tolerance.signum() < 0) {
            config.problem("tolerance", "must not be negative");
        }
        var zeroDistance = config.number("zero_distance");
        if (tolerance != null && zeroDistance != null && zeroDistance.compareTo(tolerance) <= 0) {
            config.problem("zero_distance", "must be greater than tolerance");
        }
        checkTexts(config, problems);
    }

    private static void checkTexts(Fields config, Problems problems) {
        config.text("explanation", MAX_TEXT);
        if (!config.has("hints")) {
            return;
        }
        var hints = config.list("hints", 1, MAX_HINTS);
        if (hints == null) {
            return;
        }
        for (var i = 0; i < hints.size(); i++) {
            Fields.text(hints.get(i), config.at("hints[" + i + "]"), 1, MAX_TEXT, problems);
        }
    }

    /** What an author edits: the visible fields and those of the key side by side. */
    static ObjectNode joined(UnitContent content, @Nullable ObjectNode key) {
        var config = content.toConfig();
        if (key != null) {
            config.setAll(key);
        }
        return config;
    }
}
