package dev.chiron.tutor.component;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * A number that the learner sets: an estimate, or how sure they are of a skill. Numbers lie between ±1,000,000,000 with
 * at most 9 decimals, and are held in their plain form ({@code 5}, not {@code 5.0}).
 *
 * @param skillId 1–200 characters
 * @param skillName 1–200 characters
 * @param promptText 1–4,000 characters, Markdown
 * @param minValue below {@code maxValue}
 * @param maxValue can be chosen even where no step ends
 * @param currentValue where the slider stands at first, within its range
 * @param step above 0 and no more than the whole range; 1 when JSON has none
 */
public record SkillSlider(
        String skillId,
        String skillName,
        String promptText,
        BigDecimal minValue,
        BigDecimal maxValue,
        @Nullable BigDecimal currentValue,
        BigDecimal step)
        implements Component {

    /** @throws InvalidComponentException with all that is wrong */
    public SkillSlider {
        var problems = new Problems();
        problems.id("skill_id", skillId);
        problems.text("skill_name", skillName, Limits.LABEL_LENGTH);
        problems.text("prompt_text", promptText, Limits.TEXT_LENGTH);
        var min = problems.number("min_value", minValue, Limits.DECIMALS_MAX);
        var max = problems.number("max_value", maxValue, Limits.DECIMALS_MAX);
        var current = currentValue == null ? null : problems.number("current_value", currentValue, Limits.DECIMALS_MAX);
        var each = step == null ? BigDecimal.ONE : problems.number("step", step, Limits.DECIMALS_MAX);
        if (each != null && each.signum() <= 0) {
            problems.add("step", "must be above 0");
        }
        if (min != null && max != null) {
            if (min.compareTo(max) >= 0) {
                problems.add("max_value", "must be above min_value");
            } else if (each != null && each.compareTo(max.subtract(min)) > 0) {
                problems.add("step", "must be no more than max_value - min_value");
            }
            if (current != null && (current.compareTo(min) < 0 || current.compareTo(max) > 0)) {
                problems.add("current_value", "must be between min_value and max_value");
            }
        }
        problems.throwForComponent();
        minValue = Problems.known(min);
        maxValue = Problems.known(max);
        currentValue = current;
        step = Problems.known(each);
    }

    @Override
    public ComponentKind kind() {
        return ComponentKind.SKILL_SLIDER;
    }
}
