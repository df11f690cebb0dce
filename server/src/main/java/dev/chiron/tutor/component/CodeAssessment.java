package dev.chiron.tutor.component;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A question about code. Its type says which one of {@code choices}, {@code dndModel} and {@code blankFields} it has.
 *
 * @param assessmentId 1–200 characters
 * @param problemStatement 1–4,000 characters, Markdown
 * @param codeSnippet 1–20,000 characters
 * @param choices 2–8 for {@link AssessmentType#MCQ}; ids and texts differ (here case counts, as it does in code)
 * @param dndModel for {@link AssessmentType#DND_CODE_BLOCKS}
 * @param blankFields 1–20 for {@link AssessmentType#FILL_IN_THE_BLANKS}, with different ids
 */
public record CodeAssessment(
        String assessmentId,
        AssessmentType assessmentType,
        String problemStatement,
        @Nullable String codeSnippet,
        @Nullable List<Choice> choices,
        @Nullable DndModel dndModel,
        @Nullable List<BlankField> blankFields)
        implements Component {

    /** What the learner does. */
    public enum AssessmentType {
        MCQ("mcq"),
        DND_CODE_BLOCKS("dnd_code_blocks"),
        FILL_IN_THE_BLANKS("fill_in_the_blanks");

        private final String wireName;

        AssessmentType(String wireName) {
            this.wireName = wireName;
        }

        /** As in JSON. */
        @JsonValue
        public String wireName() {
            return wireName;
        }
    }

    /** A choice: id 1–200, text 1–4,000 characters. */
    public record Choice(String id, String text) {}

    /** 2–20 blocks with different ids, to be put in order; shown as they stand here. */
    public record DndModel(List<Block> items) {}

    /** A piece of code that is moved as a whole: id 1–200, text 1–4,000 characters. */
    public record Block(String id, String text) {}

    /** A gap: id 1–200, label 1–200 characters. */
    public record BlankField(String blankId, String label) {}

    /** @throws InvalidComponentException with all that is wrong */
    public CodeAssessment {
        var problems = new Problems();
        problems.id("assessment_id", assessmentId);
        if (assessmentType == null) {
            problems.add("assessment_type", "is missing");
        }
        problems.text("problem_statement", problemStatement, Limits.TEXT_LENGTH);
        problems.optionalText("code_snippet", codeSnippet, Limits.CODE_LENGTH);
        belongs(problems, "choices", choices, assessmentType, AssessmentType.MCQ);
        belongs(problems, "dnd_model", dndModel, assessmentType, AssessmentType.DND_CODE_BLOCKS);
        belongs(problems, "blank_fields", blankFields, assessmentType, AssessmentType.FILL_IN_THE_BLANKS);
        if (choices != null) {
            choices = problems.list("choices", choices, Limits.OPTIONS_MIN, Limits.OPTIONS_MAX);
            for (var i = 0; i < choices.size(); i++) {
                var at = Problems.at("choices", i);
                problems.id(at + ".id", choices.get(i).id());
                problems.text(at + ".text", choices.get(i).text(), Limits.TEXT_LENGTH);
            }
            problems.distinct("choices", choices, "id", Choice::id);
            problems.distinct(
                    "choices",
                    choices,
                    "text",
                    choice -> choice.text() == null ? null : choice.text().strip());
        }
        if (dndModel != null) {
            List<Block> items = problems.list("dnd_model.items", dndModel.items(), 2, Limits.CHOICES_MAX);
            for (var i = 0; i < items.size(); i++) {
                var at = Problems.at("dnd_model.items", i);
                problems.id(at + ".id", items.get(i).id());
                problems.text(at + ".text", items.get(i).text(), Limits.TEXT_LENGTH);
            }
            problems.distinct("dnd_model.items", items, "id", Block::id);
            dndModel = new DndModel(items);
        }
        if (blankFields != null) {
            blankFields = problems.list("blank_fields", blankFields, 1, Limits.CHOICES_MAX);
            for (var i = 0; i < blankFields.size(); i++) {
                var at = Problems.at("blank_fields", i);
                problems.id(at + ".blank_id", blankFields.get(i).blankId());
                problems.text(at + ".label", blankFields.get(i).label(), Limits.LABEL_LENGTH);
            }
            problems.distinct("blank_fields", blankFields, "blank_id", BlankField::blankId);
        }
        problems.throwForComponent();
    }

    private static void belongs(
            Problems problems,
            String field,
            @Nullable Object value,
            @Nullable AssessmentType actual,
            AssessmentType owner) {
        if (actual == owner && value == null) {
            problems.add(field, "is missing");
        } else if (actual != null && actual != owner && value != null) {
            problems.add(field, "belongs to " + owner.wireName() + " only");
        }
    }

    @Override
    public ComponentKind kind() {
        return ComponentKind.CODE_ASSESSMENT;
    }
}
