package dev.chiron.tutor.component;

import dev.chiron.tutor.component.ComponentReply.QuickQuizReply;
import dev.chiron.tutor.component.ComponentReply.SkillSliderReply;
import dev.chiron.tutor.component.ComponentReply.TopicButtonsReply;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/** An answer that a learner typed, because their client could show the component as text only. */
final class TypedReply {

    /** "b", "B)", "(b)", "b." */
    private static final Pattern LETTER = Pattern.compile("\\(?([a-z])[).:]?");

    private static final Pattern NUMBER = Pattern.compile("[+-]?\\d{1,10}(?:[.,]\\d{1,9})?");

    private TypedReply() {}

    /** What the text answers; empty when it is no answer but talk. */
    static Optional<ComponentReply> of(Component shown, String text) {
        return switch (shown) {
            case QuickQuiz it ->
                option(it.options(), QuickQuiz.Option::text, text)
                        .map(each -> new QuickQuizReply(it.quizId(), each.id()));
            case TopicButtons it ->
                option(it.buttons(), TopicButtons.Button::label, text)
                        .map(each -> new TopicButtonsReply(each.buttonId(), each.topicIdPayload()));
            case SkillSlider it -> number(text).map(each -> new SkillSliderReply(it.skillId(), each));
            case CodeAssessment ignored -> Optional.empty();
            case DiagramViewer ignored -> Optional.empty();
            case DndExercise ignored -> Optional.empty();
            case GoalSelector ignored -> Optional.empty();
            case InteractiveCodeEditor ignored -> Optional.empty();
            case LearningTrackCarousel ignored -> Optional.empty();
            case PreferenceCards ignored -> Optional.empty();
            case ProgressVisualizer ignored -> Optional.empty();
            case SkillMapper ignored -> Optional.empty();
            case TimeSelector ignored -> Optional.empty();
        };
    }

    /** By its whole text, else by its letter: an option may be called "B" and stand in another place. */
    private static <T> Optional<T> option(List<T> options, Function<T, String> label, String text) {
        var typed = Objects.requireNonNullElse(Problems.normalForm(text), "");
        for (var each : options) {
            if (typed.equals(Problems.normalForm(label.apply(each)))) {
                return Optional.of(each);
            }
        }
        var letter = LETTER.matcher(typed);
        if (!letter.matches()) {
            return Optional.empty();
        }
        var place = letter.group(1).charAt(0) - 'a';
        return place < options.size() ? Optional.of(options.get(place)) : Optional.empty();
    }

    private static Optional<BigDecimal> number(String text) {
        var typed = text.strip();
        return NUMBER.matcher(typed).matches()
                ? Optional.of(new BigDecimal(typed.replace(',', '.')))
                : Optional.empty();
    }
}
