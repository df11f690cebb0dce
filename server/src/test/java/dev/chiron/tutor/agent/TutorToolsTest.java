package dev.chiron.tutor.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chiron.tutor.component.ComponentKind;
import dev.chiron.tutor.component.Components;
import dev.chiron.tutor.component.DiagramViewer;
import dev.chiron.tutor.component.QuickQuiz;
import dev.chiron.tutor.llm.ModelRequest.Line;
import dev.chiron.tutor.llm.ModelRequest.Speaker;
import dev.chiron.tutor.llm.StopSignal;
import dev.chiron.tutor.llm.Tool;
import dev.chiron.tutor.llm.ToolCall;
import dev.chiron.tutor.platform.LearnerId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("What a model wants to show is shown if the client can and it is sound; else the tutor says it in words")
class TutorToolsTest {

    private static final LearnerId LEARNER = new LearnerId(UUID.fromString("00000000-0000-4000-8000-000000000001"));
    private static final Set<ComponentKind> ALL = EnumSet.allOf(ComponentKind.class);
    private static final String QUIZ = "its:render_quick_quiz";
    private static final String GOOD_QUIZ = """
            {"quiz_id":"q","question_text":"What do plants make?","options":[{"id":"a","text":"Sugar"},
             {"id":"b","text":"Salt"}],"correct_option_id":"a","explanation":"From light."}""";

    private final List<String> said = new ArrayList<>();

    // Goal: a model is offered what the learner's client can show, each under its own name, and nothing else.
    @Test
    void onlyOfferedComponentsAreTools() {
        var model = new FakeModel("Hi.");
        ask(model, Set.of(ComponentKind.QUICK_QUIZ, ComponentKind.DIAGRAM_VIEWER));

        assertThat(model.asked().getFirst().tools())
                .extracting(Tool::name)
                .containsExactly("its:render_diagram_viewer", "its:render_quick_quiz");
    }

    @Test
    void aClientOfTextOnlyGetsNoTools() {
        var model = new FakeModel("Hi.");
        ask(model, Set.of());

        assertThat(model.asked().getFirst().tools()).isEmpty();
    }

    // Goal: the learner gets the question; the key goes its own way and is nowhere in what is shown.
    @Test
    void aQuizOfTheModelComesWithItsKeyApart() {
        var output = ask(new FakeModel("Try ", "this:").calling(new ToolCall("c", QUIZ, GOOD_QUIZ)), ALL);

        assertThat(output).isInstanceOfSatisfying(AgentOutput.ComponentRequest.class, request -> {
            assertThat(request.component()).isInstanceOf(QuickQuiz.class);
            assertThat(Components.arguments(request.component()).toString())
                    .contains("What do plants make?")
                    .doesNotContain("correct", "explanation", "From light");
            assertThat(Objects.requireNonNull(request.answerKey()).toString())
                    .isEqualTo("{\"correct_option_id\":\"a\",\"explanation\":\"From light.\"}");
            assertThat(request.text()).isEqualTo("Try this:");
        });
        assertThat(said).containsExactly("Try ", "this:");
    }

    // Goal: a model whose API takes no colon calls the same tool.
    @Test
    void theNameWithoutAColonIsTheSameTool() {
        var output = ask(new FakeModel().calling(new ToolCall("c", "its_render_quick_quiz", GOOD_QUIZ)), ALL);

        assertThat(output).isInstanceOf(AgentOutput.ComponentRequest.class);
        assertThat(output.text()).isEmpty();
        assertThat(said).isEmpty();
    }

    @Test
    void whatIsOnlyLookedAtHasNoKey() {
        var diagram = new ToolCall("c", "its:render_diagram_viewer", """
                {"diagram_id":"d","diagram_data":"graph TD; A-->B","diagram_type":"mermaid"}""");

        var output = ask(new FakeModel("See:").calling(diagram), ALL);

        assertThat(output).isInstanceOfSatisfying(AgentOutput.ComponentRequest.class, request -> {
            assertThat(request.component()).isInstanceOf(DiagramViewer.class);
            assertThat(request.answerKey()).isNull();
        });
    }

    // Goal: each way in which a quiz can be wrong ends in words: what the model said, and nothing broken on the page.
    @ParameterizedTest
    @ValueSource(
            strings = {
                // no key
                "{\"quiz_id\":\"q\",\"question_text\":\"Why?\",\"options\":[{\"id\":\"a\",\"text\":\"X\"},{\"id\":\"b\",\"text\":\"Y\"}]}",
                // a key that names no option
                "{\"quiz_id\":\"q\",\"question_text\":\"Why?\",\"options\":[{\"id\":\"a\",\"text\":\"X\"},{\"id\":\"b\",\"text\":\"Y\"}],\"correct_option_id\":\"c\"}",
                // options that look the same
                "{\"quiz_id\":\"q\",\"question_text\":\"Why?\",\"options\":[{\"id\":\"a\",\"text\":\"X\"},{\"id\":\"b\",\"text\":\" x \"}],\"correct_option_id\":\"a\"}",
                // two options under one id
                "{\"quiz_id\":\"q\",\"question_text\":\"Why?\",\"options\":[{\"id\":\"a\",\"text\":\"X\"},{\"id\":\"a\",\"text\":\"Y\"}],\"correct_option_id\":\"a\"}",
                // one option
                "{\"quiz_id\":\"q\",\"question_text\":\"Why?\",\"options\":[{\"id\":\"a\",\"text\":\"X\"}],\"correct_option_id\":\"a\"}",
                // a key of another type
                "{\"quiz_id\":\"q\",\"question_text\":\"Why?\",\"options\":[{\"id\":\"a\",\"text\":\"X\"},{\"id\":\"b\",\"text\":\"Y\"}],\"correct_option_id\":1}",
                // options of another type
                "{\"quiz_id\":\"q\",\"question_text\":\"Why?\",\"options\":\"a or b\",\"correct_option_id\":\"a\"}",
                // null among the options
                "{\"quiz_id\":\"q\",\"question_text\":\"Why?\",\"options\":[null,null],\"correct_option_id\":\"a\"}",
            })
    void aBadQuizIsAskedInWords(String arguments) {
        var silent = ask(new FakeModel().calling(new ToolCall("c", QUIZ, arguments)), ALL);
        assertThat(silent).isEqualTo(new AgentOutput.Text("Why?", false));
        assertThat(said).containsExactly("Why?");

        said.clear();
        var speaking = ask(new FakeModel("A small quiz.").calling(new ToolCall("c", QUIZ, arguments)), ALL);
        assertThat(speaking).isEqualTo(new AgentOutput.Text("A small quiz.", false));
        assertThat(said).containsExactly("A small quiz.");
    }

    // Goal: arguments that are no JSON object at all say nothing that could be told; the learner hears that.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "7",
                "\"text\"",
                "{",
                "{}",
                "{\"question_text\":\" \"}",
                "{\"question_text\":7}"
            })
    void whatSaysNothingIsOwnedUpTo(String arguments) {
        var output = ask(new FakeModel().calling(new ToolCall("c", QUIZ, arguments)), ALL);

        assertThat(output).isEqualTo(new AgentOutput.Text(TutorAgent.NOT_SHOWN, false));
        assertThat(said).containsExactly(TutorAgent.NOT_SHOWN);
    }

    // Goal: a tool that the client did not offer is never called, whatever the model does.
    @Test
    void whatTheClientCannotShowIsSaid() {
        var output =
                ask(new FakeModel().calling(new ToolCall("c", QUIZ, GOOD_QUIZ)), Set.of(ComponentKind.DIAGRAM_VIEWER));

        assertThat(output).isEqualTo(new AgentOutput.Text("What do plants make?", false));
    }

    @Test
    void anUnknownToolIsSaid() {
        var output = ask(
                new FakeModel().calling(new ToolCall("c", "delete_everything", "{\"prompt_text\":\"Sure?\"}")), ALL);

        assertThat(output).isEqualTo(new AgentOutput.Text("Sure?", false));
    }

    // Goal: of several calls the first that can be shown is shown: one component in a turn.
    @Test
    void theFirstSoundCallIsShown() {
        var output = ask(
                new FakeModel()
                        .calling(
                                new ToolCall("1", "delete_everything", "{}"),
                                new ToolCall("2", QUIZ, "{\"quiz_id\":\"bad\"}"),
                                new ToolCall("3", QUIZ, GOOD_QUIZ),
                                new ToolCall("4", QUIZ, GOOD_QUIZ.replace("plants", "cows"))),
                ALL);

        assertThat(output).isInstanceOfSatisfying(AgentOutput.ComponentRequest.class, request -> assertThat(
                        Components.asText(request.component()))
                .contains("plants"));
    }

    private AgentOutput ask(FakeModel model, Set<ComponentKind> offered) {
        var agent = new TutorAgent(model, FakeSnippets.of(), new AgentSettings(30, 24_000, 3));
        return agent.answer(
                new AgentInput(LEARNER, List.of(new Line(Speaker.LEARNER, "Quiz me")), offered, List.of()),
                said::add,
                new StopSignal());
    }
}
