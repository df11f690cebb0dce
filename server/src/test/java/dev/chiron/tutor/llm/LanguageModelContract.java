package dev.chiron.tutor.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chiron.tutor.llm.ModelRequest.Line;
import dev.chiron.tutor.llm.ModelRequest.Passage;
import dev.chiron.tutor.llm.ModelRequest.Speaker;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every language model keeps to. A class that tests an implementation gives it by {@link #model()}. */
public interface LanguageModelContract {

    ModelRequest REQUEST = new ModelRequest(
            "You are a tutor.",
            List.of(new Line(Speaker.LEARNER, "Teach me about photosynthesis")),
            List.of(new Passage("Photosynthesis", "Plants make *sugar* from light, water and air.")),
            List.of("Photosynthesis", "Respiration"),
            "learner-1");

    /** A model that answers {@link #REQUEST} in at least three pieces, as often as it is asked. */
    LanguageModel model();

    // Goal: who shows the pieces shows the reply: nothing is lost, added or empty.
    @Test
    default void thePiecesTogetherAreTheReply() {
        var pieces = new ArrayList<String>();

        var reply = model().stream(REQUEST, pieces::add, new StopSignal());

        assertThat(pieces).hasSizeGreaterThanOrEqualTo(3).noneMatch(String::isEmpty);
        assertThat(String.join("", pieces)).isEqualTo(reply.text()).isNotBlank();
        assertThat(reply.stopped()).isFalse();
    }

    // Goal: what a piece sets off happens where the call was made, with its locks and its log context.
    @Test
    default void piecesComeOnTheCallersThread() {
        var threads = new HashSet<Thread>();

        model().stream(REQUEST, piece -> threads.add(Thread.currentThread()), new StopSignal());

        assertThat(threads).containsExactly(Thread.currentThread());
    }

    // Goal: a reply that nobody wants any more ends, and what was said is told.
    @Test
    default void aStopEndsTheReplyEarly() {
        var pieces = new ArrayList<String>();
        var stop = new StopSignal();

        var reply = model().stream(
                REQUEST,
                piece -> {
                    pieces.add(piece);
                    stop.stop();
                },
                stop);
        var whole = model().stream(REQUEST, piece -> {}, new StopSignal());

        assertThat(reply.stopped()).isTrue();
        assertThat(reply.text()).isEqualTo(String.join("", pieces));
        assertThat(whole.text())
                .startsWith(reply.text())
                .hasSizeGreaterThan(reply.text().length());
    }

    // Goal: a stop that came before the call lets nothing be said.
    @Test
    default void aCallThatIsStoppedAlreadySaysNothing() {
        var pieces = new ArrayList<String>();
        var stop = new StopSignal();
        stop.stop();

        var reply = model().stream(REQUEST, pieces::add, stop);

        assertThat(reply).isEqualTo(new ModelReply("", true, null, null));
        assertThat(pieces).isEmpty();
    }

    // Goal: a listener's own failure reaches the caller as it is, and is not taken for the model's.
    @Test
    default void aListenersFailureComesThrough() {
        var failure = new IllegalStateException("nobody listens");

        assertThatThrownBy(() -> model().stream(
                        REQUEST,
                        piece -> {
                            throw failure;
                        },
                        new StopSignal()))
                .isSameAs(failure);
    }

    // Goal: an offered tool is an offer: who cannot use it, or does not want to, replies as ever.
    @Test
    default void anOfferedToolNeedNotBeCalled() {
        var offer = REQUEST.withTools(List.of(new Tool("its:render_quick_quiz", "Shows a question", "{}")));

        var reply = model().stream(offer, _ -> {}, new StopSignal());

        assertThat(reply.text())
                .isEqualTo(model().stream(REQUEST, _ -> {}, new StopSignal()).text());
        assertThat(reply.toolCalls()).isEmpty();
    }

    // Goal: start-up tells which model answers, in one line.
    @Test
    default void itDescribesItselfInOneLine() {
        assertThat(model().describe()).startsWith("Model      ").hasLineCount(1).doesNotContain("sk-");
    }
}
