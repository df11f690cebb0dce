package dev.chiron.tutor.component;

import com.fasterxml.jackson.annotation.JsonValue;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How far the learner has come, to look at.
 *
 * @param visualizerId 1–200 characters
 * @param type a bar and a circle need both values, milestones need their list
 * @param title 1–200 characters
 * @param currentProgress 0 to {@code totalValue}, in its unit
 * @param totalValue above 0; numbers as in {@link SkillSlider}
 * @param milestones at most 20, for {@link ProgressType#MILESTONES} at least 1
 */
public record ProgressVisualizer(
        String visualizerId,
        ProgressType type,
        @Nullable String title,
        @Nullable BigDecimal currentProgress,
        @Nullable BigDecimal totalValue,
        @Nullable List<Milestone> milestones)
        implements Component {

    /** How it looks. */
    public enum ProgressType {
        BAR("bar"),
        CIRCULAR("circular"),
        MILESTONES("milestones");

        private final String wireName;

        ProgressType(String wireName) {
            this.wireName = wireName;
        }

        /** As in JSON. */
        @JsonValue
        public String wireName() {
            return wireName;
        }
    }

    /** A step on the way: name 1–200 characters, target in the unit of the total, 0 or more. */
    public record Milestone(
            String name, Boolean achieved, @Nullable BigDecimal targetValue) {}

    /** @throws InvalidComponentException with all that is wrong */
    public ProgressVisualizer {
        var problems = new Problems();
        problems.id("visualizer_id", visualizerId);
        if (type == null) {
            problems.add("type", "is missing");
        } else {
            switch (type) {
                case BAR, CIRCULAR -> {
                    required(problems, "current_progress", currentProgress);
                    required(problems, "total_value", totalValue);
                }
                case MILESTONES -> required(problems, "milestones", milestones);
            }
        }
        problems.optionalText("title", title, Limits.LABEL_LENGTH);
        currentProgress = amount(problems, "current_progress", currentProgress);
        totalValue = amount(problems, "total_value", totalValue);
        if (totalValue != null && totalValue.signum() == 0) {
            problems.add("total_value", "must be above 0");
        } else if (currentProgress != null && totalValue != null && currentProgress.compareTo(totalValue) > 0) {
            problems.add("current_progress", "must be no more than total_value");
        }
        if (milestones != null) {
            List<Milestone> steps = problems.list(
                    "milestones", milestones, type == ProgressType.MILESTONES ? 1 : 0, Limits.CHOICES_MAX);
            for (var i = 0; i < steps.size(); i++) {
                var at = Problems.at("milestones", i);
                problems.text(at + ".name", steps.get(i).name(), Limits.LABEL_LENGTH);
                required(problems, at + ".achieved", steps.get(i).achieved());
                amount(problems, at + ".target_value", steps.get(i).targetValue());
            }
            milestones = steps;
        }
        problems.throwForComponent();
    }

    private static void required(Problems problems, String field, @Nullable Object value) {
        if (value == null) {
            problems.add(field, "is missing");
        }
    }

    private static @Nullable BigDecimal amount(Problems problems, String field, @Nullable BigDecimal value) {
        var amount = value == null ? null : problems.number(field, value, Limits.DECIMALS_MAX);
        if (amount != null && amount.signum() < 0) {
            problems.add(field, "must not be below 0");
        }
        return amount;
    }

    @Override
    public ComponentKind kind() {
        return ComponentKind.PROGRESS_VISUALIZER;
    }
}
