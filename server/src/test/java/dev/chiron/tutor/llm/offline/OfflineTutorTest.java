package dev.chiron.tutor.llm.offline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chiron.tutor.llm.LanguageModel;
import dev.chiron.tutor.llm.LanguageModelContract;
import dev.chiron.tutor.llm.ModelException;
import dev.chiron.tutor.llm.ModelReply;
import dev.chiron.tutor.llm.ModelRequest;
import dev.chiron.tutor.llm.ModelRequest.Line;
import dev.chiron.tutor.llm.ModelRequest.Passage;
import dev.chiron.tutor.llm.ModelRequest.Speaker;
import dev.chiron.tutor.llm.StopSignal;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Without a model the tutor teaches from its snippets and says so")
class OfflineTutorTest implements LanguageModelContract {

    private static final Passage RESPIRATION = new Passage("Respiration", "Cells burn sugar.");

    private final OfflineTutor tutor = new OfflineTutor(Duration.ZERO);

    @Override
    public LanguageModel model() {
        return tutor;
    }

    // Goal: the lesson itself is taught, and a learner knows what it is and what it is not.
    @Test
    void itTeachesTheBestPassageAndNamesIt() {
        var text = reply(REQUEST).text();

        assertThat(text)
                .startsWith("**Photosynthesis**\n\nPlants make *sugar* from light, water and air.")
                .contains("offline tutor", "no language model is connected", "\"Photosynthesis\"");
        assertThat(reply(REQUEST).inputTokens()).isNull();
    }

    // Goal: what also fits is offered, not mixed in.
    @Test
    void furtherPassagesAreNamedOnly() {
        var text = reply(request("q", List.of(REQUEST.passages().getFirst(), RESPIRATION), List.of()))
                .text();

        assertThat(text).contains("Close to this: Respiration.").doesNotContain("Cells burn sugar");
    }

    // Goal: a test, and a learner who asks twice, can rely on it.
    @Test
    void theSameQuestionGetsTheSameReply() {
        assertThat(reply(REQUEST))
                .isEqualTo(new OfflineTutor(Duration.ZERO).stream(REQUEST, _ -> {}, new StopSignal()));

        var without = request("Why is the sky blue?", List.of(), topics(20));
        assertThat(reply(without)).isEqualTo(reply(without));
    }

    // Goal: with nothing to teach from it neither invents nor leaves the learner alone.
    @Test
    void withoutAPassageItSuggestsTopics() {
        var text = reply(request("Why is the sky blue?", List.of(), topics(20))).text();

        assertThat(text).contains("offline tutor", "found nothing", "Try one of these: ", "\"Teach me about Topic ");
        assertThat(topics(20).stream().filter(topic -> text.contains(topic + ",") || text.contains(topic + ". For")))
                .hasSize(5);
    }

    @Test
    void itSuggestsNoMoreTopicsThanThereAre() {
        assertThat(reply(request("q", List.of(), List.of("Rome"))).text())
                .contains("Try one of these: Rome. For example: \"Teach me about Rome\".");
        assertThat(reply(request("q", List.of(), List.of())).text()).endsWith("I found nothing in it for that.");
    }

    // Goal: every question finds its topics, also one whose hash is negative.
    @Test
    void everyQuestionFindsTopics() {
        assertThat(IntStream.range(0, 200).mapToObj(i -> reply(request("question " + i * 7919, List.of(), topics(7)))
                        .text()))
                .allMatch(text -> text.contains("Try one of these: Topic "));
    }

    // Goal: a process that ends does not wait for a lesson to be read out.
    @Test
    void anInterruptEndsItAsAFailureThatCanBeTriedAgain() {
        var slow = new OfflineTutor(Duration.ofHours(1));

        assertThatThrownBy(
                        () -> slow.stream(REQUEST, _ -> Thread.currentThread().interrupt(), new StopSignal()))
                .isInstanceOfSatisfying(
                        ModelException.class, e -> assertThat(e.kind()).isEqualTo(ModelException.Kind.UNAVAILABLE));
        assertThat(Thread.interrupted())
                .describedAs("the interrupt is passed on")
                .isTrue();
    }

    // Goal: a slow reply ends when it is stopped, not when it is over.
    @Test
    void aStopDuringAPauseIsSeenAtTheNextPiece() {
        var stop = new StopSignal();
        var paced = new OfflineTutor(Duration.ofMillis(1));

        var reply = paced.stream(REQUEST, _ -> stop.stop(), stop);

        assertThat(reply.stopped()).isTrue();
        assertThat(reply.text()).isEqualTo("**Photosynthesis**\n\n");
    }

    @Test
    void itSaysAtStartUpHowToGetAModel() {
        assertThat(tutor.describe()).contains("offline", "OPENAI_API_KEY");
    }

    private ModelReply reply(ModelRequest request) {
        return tutor.stream(request, _ -> {}, new StopSignal());
    }

    private static ModelRequest request(String question, List<Passage> passages, List<String> topics) {
        return new ModelRequest("", List.of(new Line(Speaker.LEARNER, question)), passages, topics, "learner");
    }

    private static List<String> topics(int number) {
        return IntStream.range(100, 100 + number).mapToObj(i -> "Topic " + i).toList();
    }
}
