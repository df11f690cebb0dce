package dev.chiron.tutor.component;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Topics to choose from by one click.
 *
 * @param buttons 1–20, with different ids
 * @param promptText 1–4,000 characters, Markdown
 */
public record TopicButtons(List<Button> buttons, @Nullable String promptText) implements Component {

    /** A button: id 1–200, label 1–200, payload 1–200 characters. */
    public record Button(String buttonId, String label, String topicIdPayload) {}

    /** @throws InvalidComponentException with all that is wrong */
    public TopicButtons {
        var problems = new Problems();
        buttons = problems.list("buttons", buttons, 1, Limits.CHOICES_MAX);
        for (var i = 0; i < buttons.size(); i++) {
            var at = Problems.at("buttons", i);
            problems.id(at + ".button_id", buttons.get(i).buttonId());
            problems.text(at + ".label", buttons.get(i).label(), Limits.LABEL_LENGTH);
            problems.id(at + ".topic_id_payload", buttons.get(i).topicIdPayload());
        }
        problems.distinct("buttons", buttons, "button_id", Button::buttonId);
        problems.optionalText("prompt_text", promptText, Limits.TEXT_LENGTH);
        problems.throwForComponent();
    }

    @Override
    public ComponentKind kind() {
        return ComponentKind.TOPIC_BUTTONS;
    }
}
