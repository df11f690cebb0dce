package dev.chiron.tutor.component;

import static dev.chiron.tutor.component.Examples.component;
import static dev.chiron.tutor.component.Examples.json;
import static dev.chiron.tutor.component.Examples.replies;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chiron.tutor.component.ComponentReply.InteractiveCodeEditorReply;
import dev.chiron.tutor.component.ComponentReply.QuickQuizReply;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("Where nothing but text can be shown, components and replies are still told")
class ComponentTextTest {

    // Goal: a client without components shows the same question, and the learner knows how to answer it.
    @ParameterizedTest
    @EnumSource
    void everyComponentCanBeTold(ComponentKind kind) {
        var expected =
                switch (kind) {
                    case LEARNING_TRACK_CAROUSEL ->
                        "A) **Biology**: Living things.  \nB) **Physics**: Forces and light.\n\n"
                                + "Answer with the letter of your choice.";
                    case SKILL_SLIDER ->
                        "**Algebra**: How sure are you?\n\nAnswer with a number from -1 to 1.5, in steps of 0.1.";
                    case TOPIC_BUTTONS ->
                        "What next?\n\nA) Cells  \nB) Plants\n\nAnswer with the letter of your choice.";
                    case GOAL_SELECTOR ->
                        "Why do you learn?\n\nA) For fun  \nB) For an exam\n\nAnswer with the letter of your choice.";
                    case CODE_ASSESSMENT ->
                        "What is printed?\n\n```\nprint(True)\n```\n\nA) True  \nB) true\n\n"
                                + "Answer with the letter of your choice.";
                    case SKILL_MAPPER ->
                        "A) **Loops**: for and while (0 to 5, now 2)  \nB) **Functions** (0 to 10)\n\n"
                                + "Answer with a rating for each letter.";
                    case TIME_SELECTOR ->
                        "When?\n\nAnswer with the first and the last date, like 2026-11-22 to 2026-11-29,"
                                + " not before 2026-11-22, not after 2026-12-24T12:00:00Z.";
                    case PREFERENCE_CARDS ->
                        "How do you like to learn?\n\nA) **Videos**: Watch.  \nB) **Texts**: Read.\n\n"
                                + "Answer with the letters of your choices.";
                    case INTERACTIVE_CODE_EDITOR ->
                        "Print x.\n\n```python\nx = 1\n```\n\nAnswer with your python code.";
                    case DIAGRAM_VIEWER -> "<https://img.example/d.svg>\n\nA cell";
                    case DND_EXERCISE ->
                        "Sort.\n\nA) Cat  \nB) Oak  \nC) Stone\n\nPlaces:\n\n1) Animals  \n2) Anything\n\n"
                                + "Answer with a place for each letter, like A1.";
                    case PROGRESS_VISUALIZER -> "**Biology**\n\n1.5 of 4\n\n- [x] Cells (1)\n- [ ] Plants";
                    case QUICK_QUIZ ->
                        "What do plants make?\n\nA) Sugar  \nB) Salt\n\nAnswer with the letter of your choice.";
                };

        assertThat(Components.asText(component(kind))).isEqualTo(expected);
    }

    // Goal: a model and a reader learn what was answered in the words that the learner saw.
    @ParameterizedTest
    @EnumSource
    void everyReplyCanBeTold(ComponentKind kind) {
        if (!kind.needsAnswer()) {
            return;
        }
        var expected =
                switch (kind) {
                    case LEARNING_TRACK_CAROUSEL -> "Chose \"Physics\"";
                    case SKILL_SLIDER -> "Set \"Algebra\" to 0.3, on a scale from -1 to 1.5";
                    case TOPIC_BUTTONS -> "Chose \"Plants\"";
                    case GOAL_SELECTOR -> "Chose \"For an exam\"";
                    case CODE_ASSESSMENT -> "Chose \"true\"";
                    case SKILL_MAPPER -> "Rated \"Loops\" 5, \"Functions\" 0";
                    case TIME_SELECTOR -> "Chose 2026-11-22 to 2026-12-24";
                    case PREFERENCE_CARDS -> "Chose \"Texts\", \"Videos\"";
                    case INTERACTIVE_CODE_EDITOR -> "Submitted python code: \"print(1)\"";
                    case DND_EXERCISE ->
                        "Put \"Cat\" into \"Animals\", \"Oak\" into \"Anything\", \"Stone\" into \"Anything\"";
                    case QUICK_QUIZ -> "Chose \"Salt\"";
                    case DIAGRAM_VIEWER, PROGRESS_VISUALIZER -> throw new AssertionError("takes no answer");
                };
        var reply = Components.readReply(component(kind), replies(kind).getFirst());

        assertThat(Components.describe(component(kind), reply)).isEqualTo(expected);
    }

    // Goal: one line stays one line of a bearable length, whatever a learner has written.
    @Test
    void aLongReplyIsCutAndKeptInOneLine() {
        var editor = component(ComponentKind.INTERACTIVE_CODE_EDITOR);
        var reply = new InteractiveCodeEditorReply(
                "e", "a\n\tb " + "🌱".repeat(500), InteractiveCodeEditorReply.EditorAction.RUN_CODE);

        assertThat(Components.describe(editor, reply))
                .isEqualTo("Ran python code: \"a b " + "🌱".repeat(ReplyText.QUOTE_LENGTH - 4) + "…\"");
    }

    // Goal: code that holds a fence stays inside of its own.
    @Test
    void aFenceInCodeDoesNotEndIt() {
        var editor = Components.read(
                ComponentKind.INTERACTIVE_CODE_EDITOR,
                json(
                        "{\"editor_id\":\"e\",\"language\":\"html\",\"initial_code\":\"```\",\"config\":{\"read_only\":true}}"));

        assertThat(Components.asText(editor)).isEqualTo("````html\n```\n````");
    }

    // Goal: blocks and blanks can be told as choices can.
    @Test
    void blocksAndBlanksCanBeTold() {
        var blocks = Components.read(ComponentKind.CODE_ASSESSMENT, json("""
                        {"assessment_id":"c","assessment_type":"dnd_code_blocks","problem_statement":"Order them.",
                         "dnd_model":{"items":[{"id":"1","text":"x = 1"},{"id":"2","text":"print(x)"}]}}"""));
        var blanks = Components.read(ComponentKind.CODE_ASSESSMENT, json("""
                        {"assessment_id":"c","assessment_type":"fill_in_the_blanks","problem_statement":"Fill in.",
                         "blank_fields":[{"blank_id":"1","label":"variable"}]}"""));

        assertThat(Components.asText(blocks))
                .isEqualTo("Order them.\n\nA) `x = 1`  \nB) `print(x)`\n\nAnswer with the letters in the right order.");
        assertThat(Components.describe(
                        blocks,
                        Components.readReply(
                                blocks, json("{\"assessment_id\":\"c\",\"dropped_items_order\":[\"2\",\"1\"]}"))))
                .isEqualTo("Put in order: \"print(x)\", \"x = 1\"");
        assertThat(Components.asText(blanks))
                .isEqualTo("Fill in.\n\nA) variable\n\nAnswer with what belongs in each blank.");
        assertThat(
                        Components.describe(
                                blanks,
                                Components.readReply(
                                        blanks,
                                        json(
                                                "{\"assessment_id\":\"c\",\"filled_blanks\":[{\"blank_id\":\"1\",\"user_input\":\"x\"}]}"))))
                .isEqualTo("Filled in \"variable\": \"x\"");
    }

    // Goal: a reply is never told of a component that it does not answer.
    @Test
    void aReplyToAnotherKindIsRefused() {
        assertThatThrownBy(
                        () -> Components.describe(component(ComponentKind.TOPIC_BUTTONS), new QuickQuizReply("q", "a")))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
