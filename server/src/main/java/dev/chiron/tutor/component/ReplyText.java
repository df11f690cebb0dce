package dev.chiron.tutor.component;

import dev.chiron.tutor.component.ComponentReply.CodeAssessmentReply;
import dev.chiron.tutor.component.ComponentReply.DndExerciseReply;
import dev.chiron.tutor.component.ComponentReply.GoalSelectorReply;
import dev.chiron.tutor.component.ComponentReply.InteractiveCodeEditorReply;
import dev.chiron.tutor.component.ComponentReply.LearningTrackCarouselReply;
import dev.chiron.tutor.component.ComponentReply.PreferenceCardsReply;
import dev.chiron.tutor.component.ComponentReply.QuickQuizReply;
import dev.chiron.tutor.component.ComponentReply.SkillMapperReply;
import dev.chiron.tutor.component.ComponentReply.SkillSliderReply;
import dev.chiron.tutor.component.ComponentReply.TimeSelectorReply;
import dev.chiron.tutor.component.ComponentReply.TopicButtonsReply;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A reply in one line, in the words of what was shown. */
final class ReplyText {

    /** In code points; the stored reply has the whole. */
    static final int QUOTE_LENGTH = 200;

    private ReplyText() {}

    static String of(Component shown, ComponentReply reply) {
        if (shown.kind() != reply.kind()) {
            throw new IllegalArgumentException("a " + reply.kind().wireName() + " reply does not answer a "
                    + shown.kind().wireName());
        }
        return switch (reply) {
            case CodeAssessmentReply it -> codeAssessment((CodeAssessment) shown, it);
            case QuickQuizReply it ->
                "Chose "
                        + named(
                                ((QuickQuiz) shown).options(),
                                QuickQuiz.Option::id,
                                QuickQuiz.Option::text,
                                it.selectedOptionId());
            case LearningTrackCarouselReply it ->
                "Chose "
                        + named(
                                ((LearningTrackCarousel) shown).tracks(),
                                LearningTrackCarousel.TrackCard::trackId,
                                LearningTrackCarousel.TrackCard::title,
                                it.selectedTrackId());
            case GoalSelectorReply it ->
                "Chose "
                        + allNamed(
                                ((GoalSelector) shown).goals(),
                                GoalSelector.Goal::goalId,
                                GoalSelector.Goal::description,
                                it.selectedGoalIds());
            case PreferenceCardsReply it ->
                "Chose "
                        + allNamed(
                                ((PreferenceCards) shown).cards(),
                                PreferenceCards.Card::cardId,
                                PreferenceCards.Card::title,
                                it.selectedCardIds());
            case SkillMapperReply it -> skillMapper((SkillMapper) shown, it);
            case TimeSelectorReply it -> time(it.selection());
            case InteractiveCodeEditorReply it -> code((InteractiveCodeEditor) shown, it);
            case DndExerciseReply it -> dndExercise((DndExercise) shown, it);
            case SkillSliderReply it -> skillSlider((SkillSlider) shown, it);
            case TopicButtonsReply it ->
                "Chose "
                        + named(
                                ((TopicButtons) shown).buttons(),
                                TopicButtons.Button::buttonId,
                                TopicButtons.Button::label,
                                it.buttonIdClicked());
        };
    }

    private static String codeAssessment(CodeAssessment shown, CodeAssessmentReply reply) {
        if (reply.submittedAnswerId() != null && shown.choices() != null) {
            return "Chose "
                    + named(
                            shown.choices(),
                            CodeAssessment.Choice::id,
                            CodeAssessment.Choice::text,
                            reply.submittedAnswerId());
        }
        if (reply.droppedItemsOrder() != null && shown.dndModel() != null) {
            var items = shown.dndModel().items();
            return "Put in order: "
                    + allNamed(items, CodeAssessment.Block::id, CodeAssessment.Block::text, reply.droppedItemsOrder());
        }
        var blanks = shown.blankFields() == null ? List.<CodeAssessment.BlankField>of() : shown.blankFields();
        var filled = reply.filledBlanks() == null ? List.<CodeAssessmentReply.FilledBlank>of() : reply.filledBlanks();
        return "Filled in "
                + filled.stream()
                        .map(each -> named(
                                        blanks,
                                        CodeAssessment.BlankField::blankId,
                                        CodeAssessment.BlankField::label,
                                        each.blankId())
                                + ": " + quoted(each.userInput()))
                        .collect(Collectors.joining(", "));
    }

    private static String skillMapper(SkillMapper shown, SkillMapperReply reply) {
        if (reply.updatedSkills().isEmpty()) {
            return "Left all ratings as they were";
        }
        return "Rated "
                + reply.updatedSkills().stream()
                        .map(each -> named(
                                        shown.skills(),
                                        SkillMapper.Skill::skillId,
                                        SkillMapper.Skill::skillName,
                                        each.skillId())
                                + " " + each.newRating())
                        .collect(Collectors.joining(", "));
    }

    private static String time(TimeSelectorReply.Selection selection) {
        return "Chose "
                + (selection.selectedDatetime() == null
                        ? selection.startDate() + " to " + selection.endDate()
                        : selection.selectedDatetime());
    }

    private static String code(InteractiveCodeEditor shown, InteractiveCodeEditorReply reply) {
        var done =
                switch (reply.action()) {
                    case SUBMIT_CODE -> "Submitted ";
                    case RUN_CODE -> "Ran ";
                };
        return done + shown.language().wireName() + " code: " + quoted(reply.currentCode());
    }

    private static String dndExercise(DndExercise shown, DndExerciseReply reply) {
        return "Put "
                + reply.mapping().stream()
                        .map(each -> named(
                                        shown.draggables(),
                                        DndExercise.Draggable::id,
                                        DndExercise.Draggable::label,
                                        each.draggableId())
                                + " into "
                                + named(
                                        shown.dropZones(),
                                        DndExercise.DropZone::id,
                                        DndExercise.DropZone::label,
                                        each.dropZoneId()))
                        .collect(Collectors.joining(", "));
    }

    private static String skillSlider(SkillSlider shown, SkillSliderReply reply) {
        return "Set " + quoted(shown.skillName()) + " to "
                + reply.selectedValue().toPlainString() + ", on a scale from "
                + shown.minValue().toPlainString() + " to " + shown.maxValue().toPlainString();
    }

    private static <T> String allNamed(
            List<T> entries, Function<T, String> id, Function<T, String> text, List<String> wanted) {
        return wanted.stream().map(each -> named(entries, id, text, each)).collect(Collectors.joining(", "));
    }

    /** The quoted text of the entry with the id; of the id itself, should there be no such entry. */
    private static <T> String named(List<T> entries, Function<T, String> id, Function<T, String> text, String wanted) {
        return quoted(entries.stream()
                .filter(each -> id.apply(each).equals(wanted))
                .map(text)
                .findFirst()
                .orElse(wanted));
    }

    private static String quoted(String text) {
        var line = text.replaceAll("(?U)\\s+", " ").strip();
        return '"'
                + (line.codePointCount(0, line.length()) <= QUOTE_LENGTH
                        ? line
                        : line.substring(0, line.offsetByCodePoints(0, QUOTE_LENGTH)) + "…")
                + '"';
    }
}
