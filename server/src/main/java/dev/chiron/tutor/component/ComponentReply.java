package dev.chiron.tutor.component;

import com.fasterxml.jackson.annotation.JsonValue;
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

    /** The track chosen in a {@link LearningTrackCarousel}. */
    record LearningTrackCarouselReply(String selectedTrackId) implements ComponentReply {

        public LearningTrackCarouselReply {
            var problems = new Problems();
            problems.id("selected_track_id", selectedTrackId);
            problems.throwForReply();
        }

        @Override
        public ComponentKind kind() {
            return ComponentKind.LEARNING_TRACK_CAROUSEL;
        }
    }

    /** The goals chosen in a {@link GoalSelector}, at least one, each once. */
    record GoalSelectorReply(List<String> selectedGoalIds) implements ComponentReply {

        public GoalSelectorReply {
            var problems = new Problems();
            selectedGoalIds = problems.list("selected_goal_ids", selectedGoalIds, 1, Limits.CHOICES_MAX);
            problems.distinct("selected_goal_ids", selectedGoalIds, "", id -> id);
            problems.throwForReply();
        }

        @Override
        public ComponentKind kind() {
            return ComponentKind.GOAL_SELECTOR;
        }
    }

    /** The ratings that the learner has changed in a {@link SkillMapper}; may be none. */
    record SkillMapperReply(String mapperId, List<SkillRating> updatedSkills) implements ComponentReply {

        /** A rating from 0 to the skill's highest. */
        public record SkillRating(String skillId, Integer newRating) {}

        public SkillMapperReply {
            var problems = new Problems();
            problems.id("mapper_id", mapperId);
            updatedSkills = problems.list("updated_skills", updatedSkills, 0, Limits.CHOICES_MAX);
            for (var i = 0; i < updatedSkills.size(); i++) {
                var at = Problems.at("updated_skills", i);
                problems.id(at + ".skill_id", updatedSkills.get(i).skillId());
                if (updatedSkills.get(i).newRating() == null) {
                    problems.add(at + ".new_rating", "is missing");
                }
            }
            problems.distinct("updated_skills", updatedSkills, "skill_id", SkillRating::skillId);
            problems.throwForReply();
        }

        @Override
        public ComponentKind kind() {
            return ComponentKind.SKILL_MAPPER;
        }
    }

    /** What was chosen in a {@link TimeSelector}. */
    record TimeSelectorReply(String selectorId, Selection selection) implements ComponentReply {

        /**
         * One moment, or the first and the last of a range.
         *
         * @param startDate of a range: {@code 2026-11-22}, or for times {@code 09:30}
         * @param endDate in the same form, not before it
         * @param selectedDatetime otherwise: a date, a time, or a date and time with its offset
         */
        public record Selection(
                @Nullable String startDate,
                @Nullable String endDate,
                @Nullable String selectedDatetime) {}

        public TimeSelectorReply {
            var problems = new Problems();
            problems.id("selector_id", selectorId);
            if (selection == null) {
                problems.add("selection", "is missing");
            }
            problems.throwForReply();
        }

        @Override
        public ComponentKind kind() {
            return ComponentKind.TIME_SELECTOR;
        }
    }

    /** The cards chosen among {@link PreferenceCards}, at least one, each once. */
    record PreferenceCardsReply(String preferenceSetId, List<String> selectedCardIds) implements ComponentReply {

        public PreferenceCardsReply {
            var problems = new Problems();
            problems.id("preference_set_id", preferenceSetId);
            selectedCardIds = problems.list("selected_card_ids", selectedCardIds, 1, Limits.CHOICES_MAX);
            problems.distinct("selected_card_ids", selectedCardIds, "", id -> id);
            problems.throwForReply();
        }

        @Override
        public ComponentKind kind() {
            return ComponentKind.PREFERENCE_CARDS;
        }
    }

    /** The code in an {@link InteractiveCodeEditor}, 0–20,000 characters, and what to do with it. */
    record InteractiveCodeEditorReply(String editorId, String currentCode, EditorAction action)
            implements ComponentReply {

        /** What the learner pressed. */
        public enum EditorAction {
            SUBMIT_CODE("submit_code"),
            RUN_CODE("run_code");

            private final String wireName;

            EditorAction(String wireName) {
                this.wireName = wireName;
            }

            /** As in JSON. */
            @JsonValue
            public String wireName() {
                return wireName;
            }
        }

        public InteractiveCodeEditorReply {
            var problems = new Problems();
            problems.id("editor_id", editorId);
            problems.maybeBlank("current_code", currentCode, Limits.CODE_LENGTH);
            if (action == null) {
                problems.add("action", "is missing");
            }
            problems.throwForReply();
        }

        @Override
        public ComponentKind kind() {
            return ComponentKind.INTERACTIVE_CODE_EDITOR;
        }
    }

    /** What was dragged where in a {@link DndExercise}; each thing at most once, at least one. */
    record DndExerciseReply(String exerciseId, List<Placement> mapping) implements ComponentReply {

        /** One thing in its place. */
        public record Placement(String draggableId, String dropZoneId) {}

        public DndExerciseReply {
            var problems = new Problems();
            problems.id("exercise_id", exerciseId);
            mapping = problems.list("mapping", mapping, 1, Limits.CHOICES_MAX);
            for (var i = 0; i < mapping.size(); i++) {
                var at = Problems.at("mapping", i);
                problems.id(at + ".draggable_id", mapping.get(i).draggableId());
                problems.id(at + ".drop_zone_id", mapping.get(i).dropZoneId());
            }
            problems.distinct("mapping", mapping, "draggable_id", Placement::draggableId);
            problems.throwForReply();
        }

        @Override
        public ComponentKind kind() {
            return ComponentKind.DND_EXERCISE;
        }
    }
}
