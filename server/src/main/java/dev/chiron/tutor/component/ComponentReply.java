package dev.chiron.tutor.component;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a learner has answered to a component. A record checks its own form; that it fits what was shown is checked by
 * {@link Components#readReply}. Constructors throw {@link InvalidReplyException}.
 */
public sealed interface ComponentReply {

    /** Which kind of component this answers. */
    ComponentKind kind();

    /** The option chosen in a {@link QuickQuiz}. */
    record QuickQuizReply(String quizId, String selectedOptionId) implements ComponentReply {

        public QuickQuizReply {
            var problems = new Problems();
            problems.id("quiz_id", quizId);
            problems.id("selected_option_id", selectedOptionId);
            problems.throwForReply();
        }

        @Override
        public ComponentKind kind() {
            return ComponentKind.QUICK_QUIZ;
        }
    }

    /** What was done in a {@link CodeAssessment}: one of the three, by its type. */
    record CodeAssessmentReply(
            String assessmentId,
            @Nullable String submittedAnswerId,
            @Nullable List<String> droppedItemsOrder,
            @Nullable List<FilledBlank> filledBlanks)
            implements ComponentReply {

        /** What was written into a blank, 0–1,000 characters. */
        public record FilledBlank(String blankId, String userInput) {}

        public CodeAssessmentReply {
            var problems = new Problems();
            problems.id("assessment_id", assessmentId);
            if (submittedAnswerId != null) {
                problems.id("submitted_answer_id", submittedAnswerId);
            }
            if (droppedItemsOrder != null) {
                droppedItemsOrder = problems.list("dropped_items_order", droppedItemsOrder, 1, Limits.CHOICES_MAX);
                problems.distinct("dropped_items_order", droppedItemsOrder, "", id -> id);
            }
            if (filledBlanks != null) {
                filledBlanks = problems.list("filled_blanks", filledBlanks, 1, Limits.CHOICES_MAX);
                for (var i = 0; i < filledBlanks.size(); i++) {
                    var at = Problems.at("filled_blanks", i);
                    problems.id(at + ".blank_id", filledBlanks.get(i).blankId());
                    problems.maybeBlank(at + ".user_input", filledBlanks.get(i).userInput(), Limits.BLANK_LENGTH);
                }
                problems.distinct("filled_blanks", filledBlanks, "blank_id", FilledBlank::blankId);
            }
            problems.throwForReply();
        }

        @Override
        public ComponentKind kind() {
            return ComponentKind.CODE_ASSESSMENT;
        }
    }

    /** The value set on a {@link SkillSlider}, in its plain form. */
    record SkillSliderReply(String skillId, BigDecimal selectedValue) implements ComponentReply {

        public SkillSliderReply {
            var problems = new Problems();
            problems.id("skill_id", skillId);
            var value = problems.number("selected_value", selectedValue, Limits.REPLY_DECIMALS_MAX);
            problems.throwForReply();
            selectedValue = Problems.known(value);
        }

        @Override
        public ComponentKind kind() {
            return ComponentKind.SKILL_SLIDER;
        }
    }

    /** The button clicked, and what it stands for, in {@link TopicButtons}. */
    record TopicButtonsReply(String buttonIdClicked, String topicIdPayload) implements ComponentReply {

        public TopicButtonsReply {
            var problems = new Problems();
            problems.id("button_id_clicked", buttonIdClicked);
            problems.id("topic_id_payload", topicIdPayload);
            problems.throwForReply();
        }

        @Override
        public ComponentKind kind() {
            return ComponentKind.TOPIC_BUTTONS;
        }
    }
}
