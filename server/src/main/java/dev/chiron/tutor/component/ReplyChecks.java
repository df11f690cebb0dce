package dev.chiron.tutor.component;

import dev.chiron.tutor.component.ComponentReply.CodeAssessmentReply;
import dev.chiron.tutor.component.ComponentReply.QuickQuizReply;
import dev.chiron.tutor.component.ComponentReply.SkillSliderReply;
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
                    case CodeAssessmentReply it -> codeAssessment((CodeAssessment) shown, it, problems);
                    case QuickQuizReply it -> quickQuiz((QuickQuiz) shown, it, problems);
                    case SkillSliderReply it -> skillSlider((SkillSlider) shown, it, problems);
                    case TopicButtonsReply it -> topicButtons((TopicButtons) shown, it, problems);
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
