package dev.chiron.tutor.component;

import dev.chiron.tutor.component.ComponentReply.SkillSliderReply;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The key to an estimate. Within the tolerance it scores 100, from the zero distance on 0, between them along a straight
 * line, rounded half up. Calculated in decimals, so that 0.1 is 0.1. Numbers as in {@link SkillSlider}.
 *
 * @param targetValue the right value
 * @param tolerance 0 or more, in the slider's unit
 * @param zeroDistance above the tolerance, in the slider's unit
 * @param explanation see {@link AnswerKey#explanation()}
 * @param hints see {@link AnswerKey#hints()}
 */
public record ValueKey(
        BigDecimal targetValue,
        BigDecimal tolerance,
        BigDecimal zeroDistance,
        @Nullable String explanation,
        List<String> hints)
        implements AnswerKey {

    /** @throws InvalidComponentException with all that is wrong */
    public ValueKey {
        var problems = new Problems();
        var target = problems.number("target_value", targetValue, Limits.DECIMALS_MAX);
        var full = problems.number("tolerance", tolerance, Limits.DECIMALS_MAX);
        var zero = problems.number("zero_distance", zeroDistance, Limits.DECIMALS_MAX);
        if (full != null && full.signum() < 0) {
            problems.add("tolerance", "must not be below 0");
        }
        if (full != null && zero != null && zero.compareTo(full) <= 0) {
            problems.add("zero_distance", "must be above tolerance");
        }
        problems.optionalText("explanation", explanation, Limits.TEXT_LENGTH);
        hints = problems.hints(hints);
        problems.throwForComponent();
        targetValue = Problems.known(target);
        tolerance = Problems.known(full);
        zeroDistance = Problems.known(zero);
    }

    @Override
    public List<Problem> checkFits(Component shown) {
        var problems = new ArrayList<Problem>();
        if (!(shown instanceof SkillSlider slider)) {
            problems.add(new Problem("target_value", "belongs to a slider"));
        } else if (targetValue.compareTo(slider.minValue()) < 0 || targetValue.compareTo(slider.maxValue()) > 0) {
            problems.add(new Problem("target_value", "must be between min_value and max_value"));
        }
        return List.copyOf(problems);
    }

    @Override
    public Grade grade(Component shown, ComponentReply reply) {
        if (!(shown instanceof SkillSlider) || !(reply instanceof SkillSliderReply answer)) {
            throw new IllegalArgumentException(
                    "no value of a slider, but a " + shown.kind().wireName());
        }
        return new Grade(score(answer.selectedValue()), null, explanation);
    }

    private int score(BigDecimal value) {
        var distance = value.subtract(targetValue).abs();
        if (distance.compareTo(tolerance) <= 0) {
            return Grade.FULL_SCORE;
        }
        if (distance.compareTo(zeroDistance) >= 0) {
            return 0;
        }
        return zeroDistance
                .subtract(distance)
                .multiply(BigDecimal.valueOf(Grade.FULL_SCORE))
                .divide(zeroDistance.subtract(tolerance), 0, RoundingMode.HALF_UP)
                .intValueExact();
    }

    /** The target as it is written with a decimal point, and with a decimal comma where that differs. */
    @Override
    public List<String> solutions(Component shown) {
        if (!(shown instanceof SkillSlider)) {
            return List.of();
        }
        var plain = targetValue.toPlainString();
        return plain.contains(".") ? List.of(plain, plain.replace('.', ',')) : List.of(plain);
    }
}
