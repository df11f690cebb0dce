package dev.chiron.tutor.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chiron.tutor.component.ComponentKind;
import dev.chiron.tutor.llm.ModelRequest.Line;
import dev.chiron.tutor.llm.ModelRequest.Speaker;
import dev.chiron.tutor.llm.ModelUse;
import dev.chiron.tutor.llm.StopSignal;
import dev.chiron.tutor.llm.Tool;
import dev.chiron.tutor.llm.ToolCall;
import dev.chiron.tutor.platform.LearnerId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The tutor calls what its learner's client can do, and goes on with what came of it")
class ClientToolCallsTest {

    private static final LearnerId LEARNER = new LearnerId(UUID.fromString("00000000-0000-4000-8000-000000000001"));
    private static final Tool THEME = new Tool("setTheme", "Sets the page's colours", "{\"type\":\"object\"}");
    private static final Tool CLOCK = new Tool("read clock", "Tells the time", "{\"type\":\"object\"}");
    private static final ToolCall DARK = new ToolCall("c1", "setTheme", "{\"theme\":\"dark\"}");
    private static final ToolCall TIME = new ToolCall("c2", "read clock", "{}");
    private static final ToolCall QUIZ = new ToolCall("c3", "its:render_quick_quiz", """
            {"quiz_id":"q","question_text":"What do plants make?","options":[{"id":"a","text":"Sugar"},
             {"id":"b","text":"Salt"}],"correct_option_id":"a","explanation":"From light."}""");
    private static final Line ASKED = new Line(Speaker.LEARNER, "Make it dark, please");

    private final List<String> said = new ArrayList<>();
    private final List<ModelUse> used = new ArrayList<>();

    // Goal: the model sees both kinds, each under its own name; a component's come first.
    @Test
    void areOfferedBesidesComponents() {
        var model = new FakeModel("Hi.");
        ask(model, List.of(ASKED), Set.of(ComponentKind.QUICK_QUIZ));

        assertThat(model.asked().getFirst().tools())
                .extracting(Tool::name)
                .containsExactly("its:render_quick_quiz", "setTheme", "read clock");
    }

    // Goal: all of them in the model's order, after what was said; a component beside them waits for another time.
    @Test
    void areCalledInOrderAndAloneOfAllThatIsCalled() {
        var output = ask(
                new FakeModel("One ", "moment.").calling(QUIZ, TIME, DARK),
                List.of(ASKED),
                Set.of(ComponentKind.QUICK_QUIZ));

        assertThat(output).isEqualTo(new AgentOutput.ToolCalls("One moment.", List.of(TIME, DARK)));
        assertThat(said).containsExactly("One ", "moment.");
    }

    @Test
    void aComponentIsShownWhereNoneIsCalled() {
        var output = ask(new FakeModel().calling(QUIZ), List.of(ASKED), Set.of(ComponentKind.QUICK_QUIZ));

        assertThat(output).isInstanceOf(AgentOutput.ComponentRequest.class);
    }

    // Goal: arguments that are no object reach no client; the rest of the reply is not lost with them.
    @Test
    void argumentsThatAreNoObjectAreLeftOut() {
        var broken = new ToolCall("c4", "setTheme", "[1]");

        assertThat(ask(new FakeModel().calling(broken, TIME), List.of(ASKED), Set.of()))
                .isEqualTo(new AgentOutput.ToolCalls("", List.of(TIME)));
        assertThat(ask(new FakeModel("Hm.").calling(broken), List.of(ASKED), Set.of()))
                .isEqualTo(new AgentOutput.Text("Hm.", false));
    }

    // Goal: while the learner has a question to answer, nothing distracts, and no call can carry its answer out.
    @Test
    void areNotOfferedWhileAQuestionIsOpen() {
        var model = new FakeModel("Think of light.");
        agent(model, 30)
                .answer(
                        new AgentInput(
                                LEARNER,
                                List.of(ASKED),
                                Set.of(ComponentKind.QUICK_QUIZ),
                                List.of(THEME),
                                List.of(Questions.gas()),
                                List.of(),
                                null),
                        said::add,
                        new StopSignal());

        assertThat(model.asked().getFirst().tools()).isEmpty();
    }

    // Goal: what the learner had said is no new wish when a tool's result comes: nothing is asked back or refused.
    @Test
    void aResultIsAnsweredByTheModel() {
        var model = new FakeModel("Done.");
        var conversation = List.of(
                new Line(Speaker.LEARNER, "Teach me about something nobody knows"),
                Line.calling("", List.of(DARK)),
                Line.result("c1", "It is dark now."));

        assertThat(ask(model, conversation, Set.of())).isEqualTo(new AgentOutput.Text("Done.", false));
        assertThat(model.asked().getFirst().conversation()).isEqualTo(conversation);
    }

    // Goal: a window never holds a result without its call, nor a call without its results; and always the question.
    @Test
    void theWindowKeepsCallsAndResultsTogether() {
        var model = new FakeModel("Done.");
        var conversation = List.of(
                new Line(Speaker.TUTOR, "Welcome."),
                ASKED,
                Line.calling("", List.of(TIME)),
                Line.result("c2", "Noon."),
                Line.calling("Next.", List.of(DARK, TIME)),
                Line.result("c1", "Dark."),
                Line.result("c2", "One."));

        agent(model, 1)
                .answer(
                        new AgentInput(
                                LEARNER, conversation, Set.of(), List.of(THEME, CLOCK), List.of(), List.of(), null),
                        said::add,
                        new StopSignal());

        assertThat(model.asked().getFirst().conversation())
                .containsExactly(ASKED, conversation.get(4), conversation.get(5), conversation.get(6));
    }

    // Goal: a model that takes no such schema, or no tools at all, costs the learner the tools and not the reply.
    @Test
    void areLeftOutForAModelThatRefusesThem() {
        var model = new FakeModel("Hi.").refusingTools("setTheme");

        assertThat(ask(model, List.of(ASKED), Set.of(ComponentKind.QUICK_QUIZ)))
                .isEqualTo(new AgentOutput.Text("Hi.", false));
        assertThat(model.asked())
                .extracting(asked -> asked.tools().stream().map(Tool::name).toList())
                .containsExactly(
                        List.of("its:render_quick_quiz", "setTheme", "read clock"), List.of("its:render_quick_quiz"));
    }

    // Goal: what the model told of its costs is told on, under its name.
    @Test
    void costsAreTold() {
        ask(new FakeModel("Hi."), List.of(ASKED), Set.of());

        assertThat(used).containsExactly(new ModelUse("fake", 1L, 1L));
    }

    private AgentOutput ask(FakeModel model, List<Line> conversation, Set<ComponentKind> components) {
        return agent(model, 30)
                .answer(
                        new AgentInput(
                                LEARNER, conversation, components, List.of(THEME, CLOCK), List.of(), List.of(), null),
                        said::add,
                        new StopSignal(),
                        used::add);
    }

    private static TutorAgent agent(FakeModel model, int window) {
        return new TutorAgent(model, FakeSnippets.of(), new AgentSettings(window, 24_000, 3));
    }
}
