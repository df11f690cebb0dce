package dev.chiron.tutor.component;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Components and replies, from JSON, to JSON, and as text. Unknown members of JSON are ignored; null is absent. */
public final class Components {

    private static final String CORRECT_OPTION_ID = "correct_option_id";
    private static final String EXPLANATION = "explanation";

    private Components() {}

    /**
     * Reads the arguments of a component.
     *
     * @throws InvalidComponentException with all that is wrong; a wrong JSON type is reported alone
     */
    public static Component read(ComponentKind kind, JsonNode arguments) {
        return ComponentJson.<Component>read(arguments, kind.type(), InvalidComponentException::new);
    }

    /** The arguments of a component, as {@link #read} takes them; what is absent stays out, no key is in them. */
    public static ObjectNode arguments(Component component) {
        return ComponentJson.write(component);
    }

    /**
     * Reads a component that a model has written, with its key. A key is as strict as an author's: it must name exactly one
     * of the options.
     *
     * @throws InvalidComponentException with what is wrong; the text that a model wrote is then to be shown instead
     */
    public static ModelComponent readFromModel(ComponentKind kind, JsonNode arguments) {
        var component = read(kind, arguments);
        if (!hasKey(component)) {
            return new ModelComponent(component, null);
        }
        var correct = text(arguments, CORRECT_OPTION_ID);
        if (correct == null) {
            throw new InvalidComponentException(List.of(new Problem(CORRECT_OPTION_ID, "is missing")));
        }
        var key = new OptionKey(correct, Map.of(), text(arguments, EXPLANATION), List.of());
        var problems = key.checkFits(component);
        if (!problems.isEmpty()) {
            throw new InvalidComponentException(problems);
        }
        return new ModelComponent(component, key);
    }

    private static boolean hasKey(Component component) {
        return component instanceof QuickQuiz
                || (component instanceof CodeAssessment code
                        && code.assessmentType() == CodeAssessment.AssessmentType.MCQ);
    }

    /** Models like to send an empty text for what they have nothing to say on. */
    private static @Nullable String text(JsonNode arguments, String field) {
        var value = arguments.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        if (!value.isString()) {
            throw new InvalidComponentException(List.of(new Problem(field, "must be a text")));
        }
        return value.asString().isBlank() ? null : value.asString();
    }

    /**
     * JSON Schema 2020-12 of what a model writes to show a component: {@link ComponentKind#schema()}, and where an answer is
     * graded by its option the fields of the key. Never for a client.
     */
    public static String modelSchema(ComponentKind kind) {
        return switch (kind) {
            case QUICK_QUIZ -> ModelSchemas.QUICK_QUIZ;
            case CODE_ASSESSMENT -> ModelSchemas.CODE_ASSESSMENT;
            case LEARNING_TRACK_CAROUSEL,
                    SKILL_SLIDER,
                    TOPIC_BUTTONS,
                    GOAL_SELECTOR,
                    SKILL_MAPPER,
                    TIME_SELECTOR,
                    PREFERENCE_CARDS,
                    INTERACTIVE_CODE_EDITOR,
                    DIAGRAM_VIEWER,
                    DND_EXERCISE,
                    PROGRESS_VISUALIZER -> kind.schema();
        };
    }

    /**
     * Reads the answer to a component that was shown.
     *
     * @throws InvalidReplyException with all that does not fit it, or when it takes no answer
     */
    public static ComponentReply readReply(Component shown, JsonNode userInput) {
        var type = shown.kind().replyType();
        if (type == null) {
            throw new InvalidReplyException(List.of(new Problem("$", "answers a component that takes no answer")));
        }
        return ReplyChecks.fitting(
                shown, ComponentJson.<ComponentReply>read(userInput, type, InvalidReplyException::new));
    }

    /**
     * Reads what a learner typed, whose client shows components as text ({@link #asText}): an option's letter or its
     * words, or a number. Of quizzes, buttons and sliders only.
     *
     * @return empty when the text answers nothing, or nothing that fits
     */
    public static Optional<ComponentReply> readTyped(Component shown, String text) {
        try {
            return TypedReply.of(shown, text).map(reply -> readReply(shown, reply(reply)));
        } catch (InvalidReplyException e) {
            return Optional.empty();
        }
    }

    /** A reply as {@link #readReply} takes it. */
    public static ObjectNode reply(ComponentReply reply) {
        return ComponentJson.write(reply);
    }

    /** The same for a client that can show text only: Markdown, with lettered options and how to answer. */
    public static String asText(Component component) {
        return ComponentText.of(component);
    }

    /**
     * What the learner has answered, in one line for a model or a reader, such as {@code Chose "Photosynthesis"}. Long texts
     * are cut.
     *
     * @throws IllegalArgumentException when the reply is to another kind of component
     */
    public static String describe(Component component, ComponentReply reply) {
        return ReplyText.of(component, reply);
    }
}
