package dev.chiron.tutor.component;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Components as Markdown, for clients that can show nothing else. */
final class ComponentText {

    private static final String ONE_LETTER = "Answer with the letter of your choice.";

    private ComponentText() {}

    static String of(Component component) {
        return switch (component) {
            case CodeAssessment it -> codeAssessment(it);
            case QuickQuiz it -> blocks(it.questionText(), lettered(it.options(), QuickQuiz.Option::text), ONE_LETTER);
            case SkillSlider it -> skillSlider(it);
            case TopicButtons it ->
                blocks(it.promptText(), lettered(it.buttons(), TopicButtons.Button::label), ONE_LETTER);
        };
    }

    private static String codeAssessment(CodeAssessment it) {
        var snippet = it.codeSnippet() == null ? null : fenced("", it.codeSnippet());
        if (it.choices() != null) {
            return blocks(
                    it.problemStatement(), snippet, lettered(it.choices(), CodeAssessment.Choice::text), ONE_LETTER);
        }
        if (it.dndModel() != null) {
            return blocks(
                    it.problemStatement(),
                    snippet,
                    lettered(it.dndModel().items(), block -> "`" + block.text() + "`"),
                    "Answer with the letters in the right order.");
        }
        var blanks = it.blankFields() == null ? List.<CodeAssessment.BlankField>of() : it.blankFields();
        return blocks(
                it.problemStatement(),
                snippet,
                lettered(blanks, CodeAssessment.BlankField::label),
                "Answer with what belongs in each blank.");
    }

    private static String skillSlider(SkillSlider it) {
        return blocks(
                "**" + oneLine(it.skillName()) + "**: " + it.promptText(),
                "Answer with a number from " + it.minValue().toPlainString() + " to "
                        + it.maxValue().toPlainString() + ", in steps of "
                        + it.step().toPlainString() + ".");
    }

    /** The parts that there are, one blank line between them. */
    private static String blocks(@Nullable String... parts) {
        var blocks = new ArrayList<String>();
        for (var part : parts) {
            if (part != null && !part.isBlank()) {
                blocks.add(part.strip());
            }
        }
        return String.join("\n\n", blocks);
    }

    /** Two blanks at the end of a line keep it a line in Markdown. */
    private static <T> String lettered(List<T> entries, Function<T, String> text) {
        var lines = new ArrayList<String>();
        for (var i = 0; i < entries.size(); i++) {
            lines.add(letter(i) + ") " + oneLine(text.apply(entries.get(i))));
        }
        return String.join("  \n", lines);
    }

    /** A to T: no list is longer than {@link Limits#CHOICES_MAX}. */
    private static char letter(int index) {
        return (char) ('A' + index);
    }

    /** With a fence longer than any in the code. */
    private static String fenced(String language, String code) {
        var fence = "```";
        while (code.contains(fence)) {
            fence += "`";
        }
        return fence + language + "\n" + code.stripTrailing() + "\n" + fence;
    }

    private static String oneLine(String text) {
        return text.strip().replaceAll("(?U)\\s+", " ");
    }
}
