package dev.chiron.tutor.component;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What an answer is graded by. It stays on the server until the learner has answered. */
public sealed interface AnswerKey permits OptionKey, ValueKey {

    /** Why the right answer is right, 1–4,000 characters of Markdown; null when its author did not say. */
    @Nullable
    String explanation();

    /** 0–10 hints in their order, each 1–4,000 characters of Markdown; the last is the worked answer. */
    List<String> hints();

    /** What keeps this key from grading answers to the component; empty when it fits. */
    List<Problem> checkFits(Component shown);

    /**
     * Grades a reply by this key alone: the same reply always gets the same grade.
     *
     * @param reply has been read by {@link Components#readReply} for the component shown
     * @throws IllegalArgumentException when key, component and reply do not belong together
     */
    Grade grade(Component shown, ComponentReply reply);

    /** Texts that give the answer away wherever a learner reads them before answering; empty when the key does not fit. */
    List<String> solutions(Component shown);

    /**
     * Reads a stored or authored key: one with {@code correct_option_id} or one with {@code target_value}. Unknown members
     * are ignored.
     *
     * @throws InvalidComponentException with all that is wrong
     */
    static AnswerKey read(JsonNode json) {
        var option = json.hasNonNull("correct_option_id");
        var value = json.hasNonNull("target_value");
        if (option == value) {
            throw new InvalidComponentException(
                    List.of(new Problem("$", "must have either correct_option_id or target_value, and not both")));
        }
        return ComponentJson.read(json, option ? OptionKey.class : ValueKey.class, InvalidComponentException::new);
    }

    /** As {@link #read} takes it; what is absent or empty stays out. */
    default ObjectNode write() {
        var json = ComponentJson.write(this);
        json.properties()
                .removeIf(
                        each -> each.getValue().isContainer() && each.getValue().isEmpty());
        return json;
    }
}
