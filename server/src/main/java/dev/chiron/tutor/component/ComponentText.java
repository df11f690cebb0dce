package dev.chiron.tutor.component;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
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
            case SkillMapper it -> skillMapper(it);
            case LearningTrackCarousel it ->
                blocks(lettered(it.tracks(), track -> titled(track.title(), track.description())), ONE_LETTER);
            case GoalSelector it ->
                blocks(
                        it.promptText(),
                        lettered(it.goals(), GoalSelector.Goal::description),
                        letters(it.allowMultipleSelection()));
            case PreferenceCards it ->
                blocks(
                        it.promptText(),
                        lettered(it.cards(), card -> titled(card.title(), card.description())),
                        letters(it.allowMultipleSelection()));
            case TimeSelector it -> blocks(it.promptText(), timeToChoose(it));
            case InteractiveCodeEditor it -> codeEditor(it);
            case DiagramViewer it -> diagram(it);
            case DndExercise it -> dndExercise(it);
            case ProgressVisualizer it -> progress(it);
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

    private static String skillMapper(SkillMapper it) {
        return blocks(
                lettered(
                        it.skills(),
                        skill -> (skill.description() == null
                                        ? "**" + oneLine(skill.skillName()) + "**"
                                        : titled(skill.skillName(), skill.description()))
                                + " (0 to " + skill.maxRating()
                                + (skill.currentRating() == null ? "" : ", now " + skill.currentRating()) + ")"),
                "Answer with a rating for each letter.");
    }

    private static String timeToChoose(TimeSelector it) {
        var what =
                switch (it.selectionType()) {
                    case DATE -> "a date, like 2026-11-22";
                    case TIME -> "a time, like 09:30";
                    case DATETIME -> "a date and time, like 2026-11-22T09:30:00Z";
                    case DATE_RANGE -> "the first and the last date, like 2026-11-22 to 2026-11-29";
                    case TIME_RANGE -> "the first and the last time, like 09:30 to 11:00";
                };
        return "Answer with " + what
                + (it.minDatetime() == null ? "" : ", not before " + it.minDatetime())
                + (it.maxDatetime() == null ? "" : ", not after " + it.maxDatetime())
                + ".";
    }

    private static String codeEditor(InteractiveCodeEditor it) {
        var language = it.language().wireName();
        return blocks(
                it.problemDescription(),
                it.initialCode() == null || it.initialCode().isBlank() ? null : fenced(language, it.initialCode()),
                it.config() != null && it.config().readOnly() ? null : "Answer with your " + language + " code.");
    }

    private static String diagram(DiagramViewer it) {
        return switch (it.diagramType()) {
            case MERMAID -> blocks(fenced("mermaid", it.diagramData()), it.caption());
            case IMAGE_URL -> blocks("<" + it.diagramData() + ">", it.caption());
        };
    }

    private static String dndExercise(DndExercise it) {
        var places = new ArrayList<String>();
        for (var i = 0; i < it.dropZones().size(); i++) {
            places.add((i + 1) + ") " + oneLine(it.dropZones().get(i).label()));
        }
        return blocks(
                it.promptText(),
                lettered(it.draggables(), DndExercise.Draggable::label),
                "Places:",
                String.join("  \n", places),
                "Answer with a place for each letter, like A1.");
    }

    private static String progress(ProgressVisualizer it) {
        var title = it.title() == null ? null : "**" + oneLine(it.title()) + "**";
        var milestones = it.milestones() == null
                ? null
                : it.milestones().stream()
                        .map(each -> "- [" + (each.achieved() ? "x" : " ") + "] " + oneLine(each.name())
                                + (each.targetValue() == null
                                        ? ""
                                        : " (" + each.targetValue().toPlainString() + ")"))
                        .collect(Collectors.joining("\n"));
        var amount = it.currentProgress() == null || it.totalValue() == null
                ? null
                : it.currentProgress().toPlainString() + " of "
                        + it.totalValue().toPlainString();
        return blocks(title, amount, milestones);
    }

    private static String titled(String title, String description) {
        return "**" + oneLine(title) + "**: " + description;
    }

    private static String letters(boolean several) {
        return several ? "Answer with the letters of your choices." : ONE_LETTER;
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
        return text.replaceAll("(?U)\\s+", " ").strip();
    }
}
