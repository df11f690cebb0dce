package dev.chiron.tutor.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chiron.tutor.agent.Guidance.Occasion;
import dev.chiron.tutor.llm.ModelException;
import dev.chiron.tutor.llm.StopSignal;
import dev.chiron.tutor.platform.LearnerId;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("Around a unit the tutor says what fits the moment, and a path never waits for its words")
class GuidanceTest {

    private static final LearnerId LEARNER = new LearnerId(UUID.fromString("00000000-0000-4000-8000-000000000001"));

    private final List<String> said = new ArrayList<>();

    // Goal: without a model each occasion has words of its own, and they are true.
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        START    | Welcome to **Air**. It has 5 units; we begin with **Gases**.
        NEXT     | On to **Gases** (unit 3 of 5).
        AGAIN    | Have another look, take your time, and try once more.
        REMEDIAL | Before your next try, here is something that helps: **Gases**.
        BACK     | Now back to the question.
        REMINDER | Good to have you here. On **Air** you have done 2 of 5 units; **Gases** waits for you above.
        FINISHED | That was the last unit. Well done!
        """)
    void theOfflineTutorHasPlainWords(Occasion occasion, String words) {
        var model = new FakeModel("never asked").beingOffline();

        var output = guide(model, moment(occasion, null, List.of()));

        assertThat(output).isEqualTo(new AgentOutput.Text(words, false));
        assertThat(said).containsExactly(words);
        assertThat(model.asked()).isEmpty();
    }

    // Goal: the model gets the facts of the moment and no tool, no library, no key.
    @Test
    void thePromptHoldsTheFacts() {
        var model = new FakeModel("Well tried!");
        var answered = new Guidance.Answered(
                "Gases", "Which gas?", "Chose \"Oxygen\"", 0, false, 2, "Oxygen is what we need, not what is most.");

        var output = guide(model, moment(Occasion.AGAIN, answered, List.of()), Questions.gas(Questions.HINT));

        assertThat(output).isEqualTo(new AgentOutput.Text("Well tried!", false));
        var request = model.asked().getFirst();
        assertThat(request.system())
                .contains(
                        "- Track: Air; 2 of 5 units done.",
                        "- Occasion: the answer did not pass",
                        "- The unit that comes after your words: Gases (it ends in a question)",
                        "- Just answered, in \"Gases\": Which gas?",
                        "- The learner's answer: Chose \"Oxygen\"",
                        "0 of 100, not passed, attempt 2.",
                        "- What the learner has been told about it: Oxygen is what we need")
                .doesNotContain("{{", "Nitrogen", "o2");
        assertThat(request.tools()).isEmpty();
        assertThat(request.passages()).isEmpty();
        assertThat(request.question()).isEqualTo("(again)");
    }

    @Test
    void atTheEndItKnowsWhatToReview() {
        var model = new FakeModel("Bravo.");

        guide(model, moment(Occasion.FINISHED, null, List.of("Gases", "Clouds")));

        assertThat(model.asked().getFirst().system()).contains("- Not passed, worth another look: Gases, Clouds");
    }

    // Goal: an answer that nobody graded is told without a score.
    @Test
    void anUngradedAnswerHasNoScore() {
        var model = new FakeModel("Thanks.");
        var answered = new Guidance.Answered("Mood", "How sure are you?", "Set 7", null, true, 1, null);

        guide(model, moment(Occasion.NEXT, answered, List.of()));

        assertThat(model.asked().getFirst().system())
                .contains("- The learner's answer: Set 7")
                .doesNotContain("of 100", "null", "What the learner has been told");
    }

    // Goal: every occasion is explained to the model.
    @ParameterizedTest
    @EnumSource(Occasion.class)
    void everyOccasionIsExplained(Occasion occasion) {
        var model = new FakeModel("Fine.");

        guide(model, moment(occasion, null, List.of()));

        assertThat(model.asked().getFirst().system()).containsPattern("- Occasion: [a-z ]{10,}[,;]");
        assertThat(model.asked().getFirst().question()).isEqualTo("(" + occasion.wire() + ")");
    }

    // Goal: the path goes on without the model, whatever is wrong with it; nobody reads the half of what it said.
    @ParameterizedTest
    @EnumSource(ModelException.Kind.class)
    void aFailingModelIsStoodInFor(ModelException.Kind kind) {
        var output = guide(
                new FakeModel("On to the ne").failing(kind), moment(Occasion.NEXT, null, List.of()), Questions.gas());

        assertThat(output.text()).isEqualTo("On to **Gases** (unit 3 of 5).");
        assertThat(said).containsExactly(output.text());
    }

    // Goal: words that tell the answer of the question to come are not said.
    @Test
    void aLeakingModelIsStoodInFor() {
        guide(
                new FakeModel("Great! Next: why ", "is most of the air nitrogen?"),
                moment(Occasion.NEXT, null, List.of()),
                Questions.gas());

        assertThat(said).containsExactly("On to **Gases** (unit 3 of 5).");
    }

    // Goal: a number is guarded as well as an option.
    @Test
    void aLeakedNumberIsStoodInFor() {
        guide(
                new FakeModel("Remember that thirty-seven degrees is normal."),
                moment(Occasion.NEXT, null, List.of()),
                Questions.degrees());

        assertThat(said).containsExactly("On to **Gases** (unit 3 of 5).");
    }

    // Goal: the words before a detour tell neither the answer that is asked for next nor the one asked for after it.
    @Test
    void everyQuestionThatIsStillToAnswerIsKept() {
        var both = new OpenQuestion[] {Questions.degrees(), Questions.ungraded(), Questions.gas()};

        guide(new FakeModel("Before we go on: it was nitrogen."), moment(Occasion.REMEDIAL, null, List.of()), both);
        guide(new FakeModel("Before we go on: it is 37."), moment(Occasion.REMEDIAL, null, List.of()), both);
        guide(new FakeModel("A short detour helps."), moment(Occasion.REMEDIAL, null, List.of()), both);

        var plain = "Before your next try, here is something that helps: **Gases**.";
        assertThat(said).containsExactly(plain, plain, "A short detour helps.");
    }

    // Goal: where nothing is asked, or nothing is graded, the model may say what it likes.
    @Test
    void withoutAKeyNothingIsKeptBack() {
        guide(new FakeModel("Nitrogen it is."), moment(Occasion.NEXT, null, List.of()));
        guide(new FakeModel("Nitrogen it is."), moment(Occasion.NEXT, null, List.of()), Questions.ungraded());

        assertThat(said).containsExactly("Nitrogen it is.", "Nitrogen it is.");
    }

    // Goal: a model that says nothing but blanks is stood in for as well.
    @Test
    void blankWordsAreStoodInFor() {
        guide(new FakeModel(" ", "\n"), moment(Occasion.NEXT, null, List.of()));

        assertThat(said).containsExactly("On to **Gases** (unit 3 of 5).");
    }

    // Goal: a learner who stops the words gets none, not half of them unchecked.
    @Test
    void aStopEndsTheWords() {
        var stop = new StopSignal();
        stop.stop();

        var output = agent(new FakeModel("Nitro", "gen"))
                .guide(LEARNER, moment(Occasion.NEXT, null, List.of()), List.of(Questions.gas()), said::add, stop);

        assertThat(output).isEqualTo(new AgentOutput.Text("", true));
        assertThat(said).isEmpty();
    }

    private AgentOutput guide(FakeModel model, Guidance moment, OpenQuestion... open) {
        return agent(model).guide(LEARNER, moment, List.of(open), said::add, new StopSignal());
    }

    private static TutorAgent agent(FakeModel model) {
        return new TutorAgent(model, FakeSnippets.of(), new AgentSettings(30, 24_000, 3));
    }

    private static Guidance moment(Occasion occasion, Guidance.@Nullable Answered answered, List<String> toReview) {
        return new Guidance(occasion, "Air", "Gases", true, answered, 2, 5, toReview);
    }
}
