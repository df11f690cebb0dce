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
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Whether a reply fits what was shown. */
final class ReplyChecks {

    /** Of a step: how far off a browser's arithmetic may be. */
    private static final BigDecimal STEP_SLACK = new BigDecimal("0.000001");

    private ReplyChecks() {}

    /** The reply, with what a browser has miscalculated put right. */
    static ComponentReply fitting(Component shown, ComponentReply reply) {
        var problems = new Problems();
        var fitting =
                switch (reply) {
                    case LearningTrackCarouselReply it ->
                        learningTrackCarousel((LearningTrackCarousel) shown, it, problems);
                    case SkillSliderReply it -> skillSlider((SkillSlider) shown, it, problems);
                    case TopicButtonsReply it -> topicButtons((TopicButtons) shown, it, problems);
                    case GoalSelectorReply it -> goalSelector((GoalSelector) shown, it, problems);
                    case CodeAssessmentReply it -> codeAssessment((CodeAssessment) shown, it, problems);
                    case SkillMapperReply it -> skillMapper((SkillMapper) shown, it, problems);
                    case TimeSelectorReply it -> timeSelector((TimeSelector) shown, it, problems);
                    case PreferenceCardsReply it -> preferenceCards((PreferenceCards) shown, it, problems);
                    case InteractiveCodeEditorReply it ->
                        interactiveCodeEditor((InteractiveCodeEditor) shown, it, problems);
                    case DndExerciseReply it -> dndExercise((DndExercise) shown, it, problems);
                    case QuickQuizReply it -> quickQuiz((QuickQuiz) shown, it, problems);
                };
        problems.throwForReply();
        return fitting;
    }

    private static ComponentReply codeAssessment(CodeAssessment shown, CodeAssessmentReply reply, Problems problems) {
        same(problems, "assessment_id", reply.assessmentId(), shown.assessmentId());
        var type = shown.assessmentType();
        belongs(problems, "submitted_answer_id", reply.submittedAnswerId(), type == CodeAssessment.AssessmentType.MCQ);
        belongs(
                problems,
                "dropped_items_order",
                reply.droppedItemsOrder(),
                type == CodeAssessment.AssessmentType.DND_CODE_BLOCKS);
        belongs(
                problems,
                "filled_blanks",
                reply.filledBlanks(),
                type == CodeAssessment.AssessmentType.FILL_IN_THE_BLANKS);
        if (reply.submittedAnswerId() != null && shown.choices() != null) {
            shown(
                    problems,
                    "submitted_answer_id",
                    reply.submittedAnswerId(),
                    shown.choices().stream().map(CodeAssessment.Choice::id).toList());
        }
        if (reply.droppedItemsOrder() != null && shown.dndModel() != null) {
            allShown(
                    problems,
                    "dropped_items_order",
                    reply.droppedItemsOrder(),
                    shown.dndModel().items().stream()
                            .map(CodeAssessment.Block::id)
                            .toList());
        }
        if (reply.filledBlanks() != null && shown.blankFields() != null) {
            var blanks = shown.blankFields().stream()
                    .map(CodeAssessment.BlankField::blankId)
                    .collect(Collectors.toSet());
            for (var i = 0; i < reply.filledBlanks().size(); i++) {
                shown(
                        problems,
                        Problems.at("filled_blanks", i) + ".blank_id",
                        reply.filledBlanks().get(i).blankId(),
                        blanks);
            }
        }
        return reply;
    }

    private static ComponentReply quickQuiz(QuickQuiz shown, QuickQuizReply reply, Problems problems) {
        same(problems, "quiz_id", reply.quizId(), shown.quizId());
        shown(
                problems,
                "selected_option_id",
                reply.selectedOptionId(),
                shown.options().stream().map(QuickQuiz.Option::id).toList());
        return reply;
    }

    private static ComponentReply skillSlider(SkillSlider shown, SkillSliderReply reply, Problems problems) {
        same(problems, "skill_id", reply.skillId(), shown.skillId());
        var value = onStep(shown, reply.selectedValue());
        if (value == null) {
            problems.add("selected_value", "must be on a step between min_value and max_value");
            return reply;
        }
        return new SkillSliderReply(reply.skillId(), value);
    }

    /** The step's exact value, or null when none is near. */
    private static @Nullable BigDecimal onStep(SkillSlider shown, BigDecimal value) {
        var slack = shown.step().multiply(STEP_SLACK);
        if (value.subtract(shown.maxValue()).abs().compareTo(slack) <= 0) {
            return shown.maxValue();
        }
        var steps = value.subtract(shown.minValue()).divide(shown.step(), 0, RoundingMode.HALF_UP);
        var nearest = shown.minValue().add(steps.multiply(shown.step()));
        var fits = nearest.subtract(value).abs().compareTo(slack) <= 0
                && nearest.compareTo(shown.minValue()) >= 0
                && nearest.compareTo(shown.maxValue()) <= 0;
        return fits ? nearest : null;
    }

    private static ComponentReply topicButtons(TopicButtons shown, TopicButtonsReply reply, Problems problems) {
        var clicked = shown.buttons().stream()
                .filter(button -> button.buttonId().equals(reply.buttonIdClicked()))
                .findFirst();
        if (clicked.isEmpty()) {
            problems.add("button_id_clicked", "is not among what was shown");
        } else {
            same(
                    problems,
                    "topic_id_payload",
                    reply.topicIdPayload(),
                    clicked.get().topicIdPayload());
        }
        return reply;
    }

    private static ComponentReply learningTrackCarousel(
            LearningTrackCarousel shown, LearningTrackCarouselReply reply, Problems problems) {
        shown(
                problems,
                "selected_track_id",
                reply.selectedTrackId(),
                shown.tracks().stream()
                        .map(LearningTrackCarousel.TrackCard::trackId)
                        .toList());
        return reply;
    }

    private static ComponentReply goalSelector(GoalSelector shown, GoalSelectorReply reply, Problems problems) {
        allShown(
                problems,
                "selected_goal_ids",
                reply.selectedGoalIds(),
                shown.goals().stream().map(GoalSelector.Goal::goalId).toList());
        one(problems, "selected_goal_ids", reply.selectedGoalIds(), shown.allowMultipleSelection());
        return reply;
    }

    private static ComponentReply preferenceCards(
            PreferenceCards shown, PreferenceCardsReply reply, Problems problems) {
        same(problems, "preference_set_id", reply.preferenceSetId(), shown.preferenceSetId());
        allShown(
                problems,
                "selected_card_ids",
                reply.selectedCardIds(),
                shown.cards().stream().map(PreferenceCards.Card::cardId).toList());
        one(problems, "selected_card_ids", reply.selectedCardIds(), shown.allowMultipleSelection());
        return reply;
    }

    private static ComponentReply skillMapper(SkillMapper shown, SkillMapperReply reply, Problems problems) {
        same(problems, "mapper_id", reply.mapperId(), shown.mapperId());
        var highest = shown.skills().stream()
                .collect(Collectors.toMap(SkillMapper.Skill::skillId, SkillMapper.Skill::maxRating));
        for (var i = 0; i < reply.updatedSkills().size(); i++) {
            var at = Problems.at("updated_skills", i);
            var rated = reply.updatedSkills().get(i);
            var max = highest.get(rated.skillId());
            if (max == null) {
                problems.add(at + ".skill_id", "is not among what was shown");
            } else {
                problems.within(at + ".new_rating", rated.newRating(), 0, max);
            }
        }
        return reply;
    }

    private static ComponentReply timeSelector(TimeSelector shown, TimeSelectorReply reply, Problems problems) {
        same(problems, "selector_id", reply.selectorId(), shown.selectorId());
        var moment = Moment.of(shown.selectionType());
        var selection = reply.selection();
        var range =
                switch (shown.selectionType()) {
                    case DATE_RANGE, TIME_RANGE -> true;
                    case DATE, TIME, DATETIME -> false;
                };
        belongs(problems, "selection.start_date", selection.startDate(), range);
        belongs(problems, "selection.end_date", selection.endDate(), range);
        belongs(problems, "selection.selected_datetime", selection.selectedDatetime(), !range);
        if (range) {
            chosen(shown, moment, "selection.start_date", selection.startDate(), problems);
            chosen(shown, moment, "selection.end_date", selection.endDate(), problems);
            if (moment.isAfter(moment.read(selection.startDate()), moment.read(selection.endDate()))) {
                problems.add("selection.end_date", "must not be before start_date");
            }
        } else {
            chosen(shown, moment, "selection.selected_datetime", selection.selectedDatetime(), problems);
        }
        return reply;
    }

    private static void chosen(
            TimeSelector shown, Moment moment, String field, @Nullable String text, Problems problems) {
        if (text == null) {
            return;
        }
        var chosen = moment.read(text);
        if (chosen == null) {
            problems.add(field, "must be " + moment.form());
        } else if (moment.isAfter(moment.readBound(shown.minDatetime()), chosen)) {
            problems.add(field, "must not be before min_datetime");
        } else if (moment.isAfter(chosen, moment.readBound(shown.maxDatetime()))) {
            problems.add(field, "must not be after max_datetime");
        }
    }

    private static ComponentReply interactiveCodeEditor(
            InteractiveCodeEditor shown, InteractiveCodeEditorReply reply, Problems problems) {
        same(problems, "editor_id", reply.editorId(), shown.editorId());
        if (reply.action() == InteractiveCodeEditorReply.EditorAction.RUN_CODE
                && shown.config() != null
                && !shown.config().showRunButton()) {
            problems.add("action", "is no answer to what was shown");
        }
        return reply;
    }

    private static ComponentReply dndExercise(DndExercise shown, DndExerciseReply reply, Problems problems) {
        same(problems, "exercise_id", reply.exerciseId(), shown.exerciseId());
        for (var i = 0; i < reply.mapping().size(); i++) {
            var at = Problems.at("mapping", i);
            var placement = reply.mapping().get(i);
            var draggable = shown.draggables().stream()
                    .filter(each -> each.id().equals(placement.draggableId()))
                    .findFirst();
            var zone = shown.dropZones().stream()
                    .filter(each -> each.id().equals(placement.dropZoneId()))
                    .findFirst();
            if (draggable.isEmpty()) {
                problems.add(at + ".draggable_id", "is not among what was shown");
            }
            if (zone.isEmpty()) {
                problems.add(at + ".drop_zone_id", "is not among what was shown");
            } else if (draggable.isPresent()
                    && zone.get().acceptsGroup() != null
                    && !zone.get().acceptsGroup().equals(draggable.get().group())) {
                problems.add(at + ".drop_zone_id", "does not accept the group of what was dragged");
            }
        }
        return reply;
    }

    private static void one(Problems problems, String field, List<String> chosen, boolean allowMultiple) {
        if (!allowMultiple && chosen.size() != 1) {
            problems.add(field, "must have one entry only");
        }
    }

    private static void same(Problems problems, String field, String actual, String expected) {
        if (!actual.equals(expected)) {
            problems.add(field, "is not that of what was shown");
        }
    }

    private static void shown(Problems problems, String field, String id, Collection<String> ids) {
        if (!ids.contains(id)) {
            problems.add(field, "is not among what was shown");
        }
    }

    private static void allShown(Problems problems, String field, List<String> chosen, List<String> ids) {
        var shown = Set.copyOf(ids);
        for (var i = 0; i < chosen.size(); i++) {
            shown(problems, Problems.at(field, i), chosen.get(i), shown);
        }
    }

    private static void belongs(Problems problems, String field, @Nullable Object value, boolean asked) {
        if (asked && value == null) {
            problems.add(field, "is missing");
        } else if (!asked && value != null) {
            problems.add(field, "is no answer to what was shown");
        }
    }
}
