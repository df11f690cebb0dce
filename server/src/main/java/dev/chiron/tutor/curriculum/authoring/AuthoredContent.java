package dev.chiron.tutor.curriculum.authoring;

import dev.chiron.tutor.curriculum.UnitContent;
import dev.chiron.tutor.curriculum.UnitType;
import java.math.BigDecimal;
import java.net.URI;
import java.net.URISyntaxException;
import java.text.Normalizer;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * An author's {@code content_config}, split into what learners may see and what tells the answer.
 *
 * @param answerKey null for a unit that is not graded
 */
public record AuthoredContent(UnitContent content, @Nullable ObjectNode answerKey) {

    private static final String AT = "content_config";
    private static final int MAX_CONTENT = 20_000;
    private static final int MAX_TEXT = 2_000;
    private static final int MAX_NAME = 200;
    private static final int MAX_ID = 100;
    private static final int MAX_OPTION = 1_000;
    private static final int MIN_OPTIONS = 2;
    private static final int MAX_OPTIONS = 8;

    /**
     * Checks and splits a {@code content_config}.
     *
     * @param config as the author sent it: visible fields and those of the key side by side
     * @return null when something is wrong, which is noted under {@code content_config.…}
     */
    public static @Nullable AuthoredContent read(UnitType type, JsonNode config, Problems problems) {
        var before = problems.details().size();
        var fields = Fields.of(config, AT, problems);
        if (fields == null || !(config instanceof ObjectNode object)) {
            return null;
        }
        var key =
                switch (type) {
                    case CONTENT_SNIPPET -> {
                        fields.allowOnly(Set.of("content"), "a content_snippet");
                        fields.text("content", MAX_CONTENT);
                        yield null;
                    }
                    case MCQ_COMPONENT -> {
                        checkMcq(fields, problems);
                        yield AnswerKeys.of(object, AnswerKeys.MCQ);
                    }
                    case SLIDER_COMPONENT -> {
                        checkSlider(fields, problems);
                        yield AnswerKeys.givenForSlider(fields) ? AnswerKeys.of(object, AnswerKeys.SLIDER) : null;
                    }
                    case EXTERNAL_LINK -> {
                        checkLink(fields);
                        yield null;
                    }
                };
        return problems.details().size() > before ? null : new AuthoredContent(UnitContent.read(type, config), key);
    }

    /** Whether a {@code content_config} says anything of the answer, be it null. */
    public static boolean mentionsKey(JsonNode config) {
        return AnswerKeys.mentioned(config);
    }

    /** The {@code content_config} that a teacher edits: with the fields of the key, where there is one. */
    public ObjectNode toAuthorsConfig() {
        return AnswerKeys.joined(content, answerKey);
    }

    private static void checkMcq(Fields fields, Problems problems) {
        fields.allowOnly(
                union(Set.of("content", "question_text", "quiz_type", "options", "pass_mark"), AnswerKeys.MCQ),
                "an mcq_component");
        fields.optionalText("content", MAX_CONTENT);
        fields.text("question_text", MAX_TEXT);
        var quizType = fields.optionalText("quiz_type", MAX_NAME);
        if (quizType != null && !Set.of("single-select-mcq", "true-false").contains(quizType)) {
            fields.problem("quiz_type", "must be single-select-mcq or true-false");
        }
        fields.optionalWhole("pass_mark", 1, 100);
        AnswerKeys.checkMcq(fields, optionIds(fields, problems), problems);
        if ("true-false".equals(quizType) && fields.get("options").size() > MIN_OPTIONS) {
            fields.problem("options", "must be two where quiz_type is true-false");
        }
    }

    private static @Nullable Set<String> optionIds(Fields fields, Problems problems) {
        var options = fields.list("options", MIN_OPTIONS, MAX_OPTIONS);
        if (options == null) {
            return null;
        }
        var ids = new HashSet<String>();
        var texts = new HashSet<String>();
        for (var i = 0; i < options.size(); i++) {
            var option = Fields.of(options.get(i), fields.at("options[" + i + "]"), problems);
            if (option == null) {
                continue;
            }
            option.allowOnly(Set.of("id", "text"), "an option");
            var id = option.text("id", MAX_ID);
            if (id != null && !ids.add(id)) {
                option.problem("id", "is the id of an earlier option");
            }
            var text = option.text("text", MAX_OPTION);
            if (text != null && !texts.add(folded(text))) {
                option.problem("text", "is the text of an earlier option");
            }
        }
        return ids;
    }

    /**
     * Two texts with one folded form look the same to a learner: case, the kind and number of spaces, and how an accent is
     * put together make no difference. By way of upper case, which folds ß and its like.
     */
    private static String folded(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFC)
                .strip()
                .replaceAll("(?U)\\s+", " ")
                .toLowerCase(Locale.ROOT)
                .toUpperCase(Locale.ROOT)
                .toLowerCase(Locale.ROOT);
    }

    private static void checkSlider(Fields fields, Problems problems) {
        fields.allowOnly(
                union(
                        Set.of(
                                "content",
                                "prompt_text",
                                "skill_id",
                                "skill_name",
                                "min_value",
                                "max_value",
                                "step",
                                "current_value",
                                "pass_mark"),
                        AnswerKeys.SLIDER),
                "a slider_component");
        fields.optionalText("content", MAX_CONTENT);
        fields.text("prompt_text", MAX_TEXT);
        fields.text("skill_id", MAX_ID);
        fields.text("skill_name", MAX_NAME);
        fields.optionalWhole("pass_mark", 1, 100);
        var min = fields.number("min_value");
        var max = fields.number("max_value");
        if (min != null && max != null && min.compareTo(max) >= 0) {
            fields.problem("max_value", "must be greater than min_value");
            min = null;
            max = null;
        }
        checkStep(fields, min, max);
        var current = fields.optionalNumber("current_value");
        if (current != null
                && min != null
                && max != null
                && (current.compareTo(min) < 0 || current.compareTo(max) > 0)) {
            fields.problem("current_value", "must be between min_value and max_value");
        }
        if (AnswerKeys.givenForSlider(fields)) {
            AnswerKeys.checkSlider(fields, min, max, problems);
        }
    }

    private static void checkStep(Fields fields, @Nullable BigDecimal min, @Nullable BigDecimal max) {
        // Absent it is 1, which a short range is too short for.
        var step = fields.has("step") ? fields.optionalNumber("step") : BigDecimal.ONE;
        if (step != null && step.signum() <= 0) {
            fields.problem("step", "must be greater than 0");
        } else if (step != null && min != null && max != null && step.compareTo(max.subtract(min)) > 0) {
            fields.problem("step", "must not be greater than the whole range; if absent, it is 1");
        }
    }

    private static void checkLink(Fields fields) {
        fields.allowOnly(Set.of("url", "description", "content"), "an external_link");
        fields.optionalText("content", MAX_CONTENT);
        fields.text("description", MAX_TEXT);
        var url = fields.text("url", MAX_TEXT);
        if (url != null && !https(url)) {
            fields.problem("url", "must be a complete https:// address");
        }
    }

    private static boolean https(String url) {
        try {
            var uri = new URI(url);
            return "https".equalsIgnoreCase(uri.getScheme()) && uri.getHost() != null && uri.getUserInfo() == null;
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private static Set<String> union(Set<String> a, Set<String> b) {
        var all = new HashSet<>(a);
        all.addAll(b);
        return all;
    }
}
