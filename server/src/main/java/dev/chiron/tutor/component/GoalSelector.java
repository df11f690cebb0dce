package dev.chiron.tutor.component;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Goals to choose from.
 *
 * @param promptText 1–4,000 characters, Markdown
 * @param goals 1–20, with different ids
 * @param allowMultipleSelection false when JSON has none
 */
public record GoalSelector(String promptText, List<Goal> goals, boolean allowMultipleSelection) implements Component {

    /** A goal: id 1–200, description 1–4,000, icon (a name or an emoji) 1–50 characters. */
    public record Goal(
            String goalId, String description, @Nullable String icon) {}

    /** @throws InvalidComponentException with all that is wrong */
    public GoalSelector {
        var problems = new Problems();
        problems.text("prompt_text", promptText, Limits.TEXT_LENGTH);
        goals = problems.list("goals", goals, 1, Limits.CHOICES_MAX);
        for (var i = 0; i < goals.size(); i++) {
            var at = Problems.at("goals", i);
            problems.id(at + ".goal_id", goals.get(i).goalId());
            problems.text(at + ".description", goals.get(i).description(), Limits.TEXT_LENGTH);
            problems.optionalText(at + ".icon", goals.get(i).icon(), Limits.ICON_LENGTH);
        }
        problems.distinct("goals", goals, "goal_id", Goal::goalId);
        problems.throwForComponent();
    }

    @Override
    public ComponentKind kind() {
        return ComponentKind.GOAL_SELECTOR;
    }
}
