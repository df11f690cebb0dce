package dev.chiron.tutor.curriculum;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What learners may see of a unit before they answer: {@code learning_units.content_config} by unit type. It never
 * tells an answer; that is the unit's key, which {@link Curriculum#answerKey} gives.
 */
public sealed interface UnitContent {

    /** The score, of 100, from which an answer passes where the unit does not say. */
    int DEFAULT_PASS_MARK = 60;

    /** The type of units with this content. */
    UnitType type();

    /** Markdown shown before the question or the link, or the lesson itself; null when there is none. */
    @Nullable
    String content();

    /** As {@code content_config}; what is absent is left out. */
    ObjectNode toConfig();

    /**
     * A lesson to read.
     *
     * @param content Markdown
     */
    record ContentSnippet(String content) implements UnitContent {

        @Override
        public UnitType type() {
            return UnitType.CONTENT_SNIPPET;
        }

        @Override
        public ObjectNode toConfig() {
            return config(content);
        }
    }

    /**
     * A question with one right option.
     *
     * @param content Markdown shown before the question
     * @param quizType null: single select
     * @param options 2 to 8, ids and texts distinct
     * @param passMark 1 to 100; null: {@link #DEFAULT_PASS_MARK}
     */
    record Mcq(
            @Nullable String content,
            String questionText,
            @Nullable QuizType quizType,
            List<Option> options,
            @Nullable Integer passMark)
            implements UnitContent {

        /** One of the answers to choose from. */
        public record Option(String id, String text) {}

        /** Copies the options. */
        public Mcq {
            options = List.copyOf(options);
        }

        @Override
        public UnitType type() {
            return UnitType.MCQ_COMPONENT;
        }

        /** The score, of 100, from which an answer passes. */
        public int passMarkOrDefault() {
            return passMark == null ? DEFAULT_PASS_MARK : passMark;
        }

        @Override
        public ObjectNode toConfig() {
            var config = config(content).put("question_text", questionText);
            if (quizType != null) {
                config.put("quiz_type", quizType.wireName());
            }
            var array = config.putArray("options");
            options.forEach(each -> array.addObject().put("id", each.id()).put("text", each.text()));
            putPassMark(config, passMark);
            return config;
        }
    }

    /** How a question's options are to be taken. */
    enum QuizType {
        SINGLE_SELECT("single-select-mcq"),
        TRUE_FALSE("true-false");

        private final String wireName;

        QuizType(String wireName) {
            this.wireName = wireName;
        }

        /** As in {@code content_config.quiz_type} and in the arguments of a quiz. */
        public String wireName() {
            return wireName;
        }
    }

    /**
     * A value to choose. Decimal, so that it is compared as it was written.
     *
     * @param content Markdown shown before the question
     * @param step null: 1
     * @param currentValue where the slider stands at first; null: the component decides
     * @param passMark 1 to 100; null: {@link #DEFAULT_PASS_MARK}; of no meaning without a key
     */
    record Slider(
            @Nullable String content,
            String promptText,
            String skillId,
            String skillName,
            BigDecimal minValue,
            BigDecimal maxValue,
            @Nullable BigDecimal step,
            @Nullable BigDecimal currentValue,
            @Nullable Integer passMark)
            implements UnitContent {

        @Override
        public UnitType type() {
            return UnitType.SLIDER_COMPONENT;
        }

        /** The score, of 100, from which an answer passes. */
        public int passMarkOrDefault() {
            return passMark == null ? DEFAULT_PASS_MARK : passMark;
        }

        @Override
        public ObjectNode toConfig() {
            var config = config(content)
                    .put("prompt_text", promptText)
                    .put("skill_id", skillId)
                    .put("skill_name", skillName)
                    .put("min_value", minValue)
                    .put("max_value", maxValue);
            if (step != null) {
                config.put("step", step);
            }
            if (currentValue != null) {
                config.put("current_value", currentValue);
            }
            putPassMark(config, passMark);
            return config;
        }
    }

    /**
     * A page elsewhere.
     *
     * @param url https only
     * @param content Markdown shown before the link
     */
    record ExternalLink(
            String url, String description, @Nullable String content) implements UnitContent {

        @Override
        public UnitType type() {
            return UnitType.EXTERNAL_LINK;
        }

        @Override
        public ObjectNode toConfig() {
            return config(content).put("url", url).put("description", description);
        }
    }

    /**
     * Reads a stored {@code content_config}. What it does not know it leaves out; limits are kept where content is
     * written, not here.
     *
     * @throws IllegalArgumentException if a member that the type needs is missing or of another type
     */
    static UnitContent read(UnitType type, JsonNode config) {
        var content = config.path("content").stringValueOpt().orElse(null);
        return switch (type) {
            case CONTENT_SNIPPET -> new ContentSnippet(text(config, "content"));
            case MCQ_COMPONENT ->
                new Mcq(content, text(config, "question_text"), quizType(config), options(config), passMark(config));
            case SLIDER_COMPONENT ->
                new Slider(
                        content,
                        text(config, "prompt_text"),
                        text(config, "skill_id"),
                        text(config, "skill_name"),
                        number(config, "min_value"),
                        number(config, "max_value"),
                        config.hasNonNull("step") ? number(config, "step") : null,
                        config.hasNonNull("current_value") ? number(config, "current_value") : null,
                        passMark(config));
            case EXTERNAL_LINK -> new ExternalLink(text(config, "url"), text(config, "description"), content);
        };
    }

    private static ObjectNode config(@Nullable String content) {
        var config = JsonNodeFactory.instance.objectNode();
        if (content != null) {
            config.put("content", content);
        }
        return config;
    }

    private static void putPassMark(ObjectNode config, @Nullable Integer passMark) {
        if (passMark != null) {
            config.put("pass_mark", passMark);
        }
    }

    private static String text(JsonNode json, String name) {
        return json.path(name)
                .stringValueOpt()
                .orElseThrow(() -> new IllegalArgumentException("content_config has no text " + name));
    }

    private static BigDecimal number(JsonNode json, String name) {
        return json.path(name)
                .decimalValueOpt()
                .orElseThrow(() -> new IllegalArgumentException("content_config has no number " + name));
    }

    private static @Nullable Integer passMark(JsonNode config) {
        return config.hasNonNull("pass_mark") ? number(config, "pass_mark").intValueExact() : null;
    }

    private static @Nullable QuizType quizType(JsonNode config) {
        if (!config.hasNonNull("quiz_type")) {
            return null;
        }
        var name = text(config, "quiz_type");
        for (var each : QuizType.values()) {
            if (each.wireName().equals(name)) {
                return each;
            }
        }
        throw new IllegalArgumentException("content_config has an unknown quiz_type");
    }

    private static List<Mcq.Option> options(JsonNode config) {
        var options = new ArrayList<Mcq.Option>();
        config.path("options").forEach(each -> options.add(new Mcq.Option(text(each, "id"), text(each, "text"))));
        if (options.isEmpty()) {
            throw new IllegalArgumentException("content_config has no options");
        }
        return options;
    }
}
