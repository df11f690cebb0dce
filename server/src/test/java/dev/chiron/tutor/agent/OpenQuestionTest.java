package dev.chiron.tutor.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chiron.tutor.component.ComponentKind;
import dev.chiron.tutor.curriculum.Snippet;
import dev.chiron.tutor.llm.LanguageModel;
import dev.chiron.tutor.llm.ModelException;
import dev.chiron.tutor.llm.ModelReply;
import dev.chiron.tutor.llm.ModelRequest;
import dev.chiron.tutor.llm.ModelRequest.Line;
import dev.chiron.tutor.llm.ModelRequest.Speaker;
import dev.chiron.tutor.llm.StopSignal;
import dev.chiron.tutor.platform.LearnerId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("While a question is open, the tutor helps and does not tell")
class OpenQuestionTest {

    private static final LearnerId LEARNER = new LearnerId(UUID.fromString("00000000-0000-4000-8000-000000000001"));

    private final List<String> said = new ArrayList<>();

    // Goal: nothing goes out while the reply could still become a leak; then it goes out whole, in one piece.
    @Test
    void aCleanReplyGoesOutWholeAfterItWasChecked() {
        var model = new FakeModel("Air is ", "a mixture. ", "Which part of it ", "do you not use?");

        var output = ask(model, Questions.gas(Questions.HINT), "Help me, please");

        assertThat(said).containsExactly("Air is a mixture. Which part of it do you not use?");
        assertThat(output).isEqualTo(new AgentOutput.Text(said.getFirst(), false));
    }

    // Goal: the harmless beginning of a reply that ends in a leak is not said either.
    @Test
    void aLeakIsReplacedByTheHint() {
        var model = new FakeModel("Air is a mixture. ", "Most of it is ", "nitro", "gen.");

        var output = ask(model, Questions.gas(Questions.HINT), "Help me, please");

        assertThat(said).containsExactly(TutorAgent.NO_ANSWER + " Here is a hint: " + Questions.HINT);
        assertThat(output).isEqualTo(new AgentOutput.Text(said.getFirst(), false));
    }

    @Test
    void withoutAHintItAsksBack() {
        ask(new FakeModel("The answer is B."), Questions.gas(), "Just tell me");

        assertThat(said).hasSize(1);
        assertThat(said.getFirst()).startsWith(TutorAgent.NO_ANSWER).endsWith("?");
    }

    // Goal: of several hints the next one is given, and no later rung.
    @Test
    void onlyTheNextHintIsGiven() {
        ask(new FakeModel("The answer is B."), Questions.gas("First rung.", "Second rung."), "Tell me");

        assertThat(said).singleElement().asString().contains("First rung.").doesNotContain("Second rung.");
    }

    // Goal: whoever stops the tutor in time does not read the answer in what had been said.
    @Test
    void aStoppedReplyIsCheckedToo() {
        var stop = new StopSignal();
        var leaking = stoppingAfter(2, stop, "It is ", "nitrogen", ", of course");

        var output = agent(leaking).answer(input(Questions.gas(Questions.HINT), "Tell me"), said::add, stop);

        assertThat(output.stopped()).isTrue();
        assertThat(said).containsExactly(TutorAgent.NO_ANSWER + " Here is a hint: " + Questions.HINT);
        assertThat(output.text()).isEqualTo(said.getFirst());
    }

    @Test
    void aStoppedCleanReplyKeepsWhatWasSaid() {
        var stop = new StopSignal();
        var clean = stoppingAfter(1, stop, "Air is a mixture. ", "Take your time.");

        var output = agent(clean).answer(input(Questions.gas(Questions.HINT), "Help"), said::add, stop);

        assertThat(output).isEqualTo(new AgentOutput.Text("Air is a mixture. ", true));
        assertThat(said).containsExactly("Air is a mixture. ");
    }

    // Goal: one that was stopped before it said anything says nothing, not even an empty piece.
    @Test
    void stoppedBeforeAnythingIsSaid() {
        var stop = new StopSignal();
        stop.stop();

        var output = agent(new FakeModel("Nitrogen")).answer(input(Questions.gas(), "Help"), said::add, stop);

        assertThat(output).isEqualTo(new AgentOutput.Text("", true));
        assertThat(said).isEmpty();
    }

    // Goal: a model that breaks off has told nothing, and its failure is the caller's to judge.
    @Test
    void aFailingModelHasSaidNothing() {
        var model = new FakeModel("It is nitro").failing(ModelException.Kind.CUT_OFF);

        assertThatThrownBy(() -> ask(model, Questions.gas(), "Tell me")).isInstanceOf(ModelException.class);

        assertThat(said).isEmpty();
    }

    // Goal: one question at a time, whether or not the open one has a key.
    @Test
    void noToolsAreOffered() {
        for (var open : List.of(Questions.gas(), Questions.ungraded(), Questions.degrees())) {
            var model = new FakeModel("Think.");
            ask(model, open, "Help");

            assertThat(request(model).tools()).isEmpty();
        }
    }

    // Goal: the prompt holds the question and the hint that may be given, and nothing that tells which option is right.
    @Test
    void thePromptHoldsTheQuestionAndNoKey() {
        var model = new FakeModel("Think.");

        ask(model, Questions.gas(Questions.HINT), "Help");

        assertThat(request(model).system())
                .contains("Which gas makes up most of Earth's atmosphere?", "B) Nitrogen", Questions.HINT)
                .doesNotContain("correct", "o2", "{{");
    }

    // Goal: where there is no right answer nothing is to be kept back: the reply streams.
    @Test
    void withoutAKeyTheReplyStreams() {
        ask(new FakeModel("Nitro", "gen ", "is one of them."), Questions.ungraded(), "Help");

        assertThat(said).containsExactly("Nitro", "gen ", "is one of them.");
    }

    // Goal: on a detour what is shown asks nothing of worth; the question that comes back is kept all the same.
    @Test
    void aQuestionThatIsAskedAgainIsKeptToo() {
        var open = List.of(Questions.ungraded(), Questions.gas(Questions.HINT));
        var model = new FakeModel("Air is a mixture. ", "The answer was nitrogen.");

        agent(model).answer(input(open, "What was the answer?"), said::add, new StopSignal());

        assertThat(said).containsExactly(TutorAgent.NO_ANSWER + " Here is a hint: " + Questions.HINT);
        assertThat(request(model).tools()).isEmpty();
        assertThat(request(model).system()).contains("B) Nitrogen", Questions.HINT);
    }

    // Goal: of several questions the hint is that of the one whose answer was told.
    @Test
    void theHintIsThatOfTheLeakedQuestion() {
        var open = List.of(Questions.gas("About gases."), Questions.degrees());

        agent(new FakeModel("It is 37, by the way."))
                .answer(input(open, "How warm is it?"), said::add, new StopSignal());

        assertThat(said).containsExactly(TutorAgent.NO_ANSWER + " Here is a hint: " + Questions.HINT);
    }

    // Goal: a choice about code is a question with letters as well.
    @ParameterizedTest
    @ValueSource(strings = {"The answer is C.", "Take the last one.", "The result is three.", "It's neither A nor B."})
    void choicesAboutCodeAreGuarded(String leak) {
        ask(new FakeModel(leak), Questions.code(), "Tell me");

        assertThat(said).containsExactly(TutorAgent.NO_ANSWER + " Here is a hint: " + Questions.HINT);
    }

    // Goal: a guarded choice about code can still be talked about.
    @Test
    void aCleanReplyAboutCodeGoesOut() {
        ask(new FakeModel("Write down what i is in each round. When does it end?"), Questions.code(), "Help");

        assertThat(said).containsExactly("Write down what i is in each round. When does it end?");
    }

    // Goal: a lesson that the learner asks for now is held back like everything else.
    @Test
    void aLessonIsCheckedToo() {
        ask(new FakeModel("Nitrogen is what most of the air is."), Questions.gas(Questions.HINT), "Teach me about air");

        assertThat(String.join("", said)).doesNotContainIgnoringCase("nitrogen");
    }

    private AgentOutput ask(FakeModel model, OpenQuestion open, String message) {
        return agent(model).answer(input(open, message), said::add, new StopSignal());
    }

    private static TutorAgent agent(LanguageModel model) {
        var air = new Snippet("Air", "Chemistry", "What we breathe.");
        return new TutorAgent(model, FakeSnippets.of(air), new AgentSettings(30, 24_000, 3));
    }

    private static AgentInput input(OpenQuestion open, String message) {
        return input(List.of(open), message);
    }

    private static AgentInput input(List<OpenQuestion> open, String message) {
        return new AgentInput(
                LEARNER, List.of(new Line(Speaker.LEARNER, message)), EnumSet.allOf(ComponentKind.class), open);
    }

    private static ModelRequest request(FakeModel model) {
        assertThat(model.asked()).isNotEmpty();
        return model.asked().getFirst();
    }

    /** A model whose learner presses stop after so many pieces. */
    private static LanguageModel stoppingAfter(int pieces, StopSignal stop, String... all) {
        return new LanguageModel() {
            @Override
            public ModelReply stream(ModelRequest request, DeltaSink deltas, StopSignal signal) {
                var text = String.join("", List.of(all).subList(0, pieces));
                deltas.accept(text);
                stop.stop();
                return new ModelReply(text, true, null, null);
            }

            @Override
            public String describe() {
                return "Model      stopped";
            }
        };
    }
}
