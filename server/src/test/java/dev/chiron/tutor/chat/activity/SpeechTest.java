package dev.chiron.tutor.chat.activity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.chiron.tutor.chat.stream.Recording;
import dev.chiron.tutor.chat.stream.TurnEvent;
import dev.chiron.tutor.chat.stream.TurnEvent.ReplyDelta;
import dev.chiron.tutor.chat.stream.TurnEvent.ReplyEnded;
import dev.chiron.tutor.chat.stream.TurnEvent.ReplyStarted;
import dev.chiron.tutor.llm.ModelException;
import dev.chiron.tutor.platform.MessageId;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class SpeechTest {

    private static final String OWL = "\uD83E\uDD89";

    private final MessageId message = new MessageId(UUID.randomUUID());
    private final Recording recording = new Recording();
    private final Speech speech = new Speech(recording.publisher(), message, 1000);

    @AfterEach
    void closeRecording() {
        recording.close();
    }

    @Test
    @DisplayName("A reply is its start, its pieces and its end, all under one id")
    void piecesGoOutAsTheyCome() {
        speech.accept("A fraction");
        speech.accept(" is ");
        speech.accept("a part.");
        speech.end();

        assertThat(published())
                .isEqualTo(List.of(
                        new ReplyStarted(message),
                        new ReplyDelta(message, "A fraction"),
                        new ReplyDelta(message, " is "),
                        new ReplyDelta(message, "a part."),
                        new ReplyEnded(message)));
        assertThat(speech.spoken()).isEqualTo(message);
    }

    @Test
    @DisplayName("Who says nothing has neither started nor ended")
    void nothingSaidIsNothingPublished() {
        speech.accept("");
        speech.end();

        assertThat(published()).isEmpty();
        assertThat(speech.spoken()).isNull();
    }

    @Test
    @DisplayName("A character that comes in two pieces goes out whole")
    void splitPairIsJoined() {
        speech.accept("an owl: " + OWL.charAt(0));
        assertThat(published()).endsWith(new ReplyDelta(message, "an owl: "));
        speech.accept("");
        speech.accept(OWL.charAt(1) + " hoots");
        speech.end();

        assertThat(text()).isEqualTo("an owl: " + OWL + " hoots");
    }

    @Test
    @DisplayName("Half a character alone becomes a replacement, wherever it stands")
    void loneHalvesAreReplaced() {
        speech.accept("\uDD89first");
        speech.accept("\uD83E");
        speech.accept("x");
        speech.accept("\uD83E\uD83E\uDD89\uDD89");
        speech.accept("last\uD83E");
        speech.end();

        assertThat(text()).isEqualTo("\uFFFDfirst\uFFFDx\uFFFD" + OWL + "\uFFFDlast\uFFFD");
    }

    @Test
    @DisplayName("A reply that is half a character and nothing else is one replacement")
    void onlyHalfACharacter() {
        speech.accept("\uD83E");
        assertThat(speech.spoken()).isNull();
        speech.end();

        assertThat(published())
                .isEqualTo(
                        List.of(new ReplyStarted(message), new ReplyDelta(message, "\uFFFD"), new ReplyEnded(message)));
        assertThat(speech.spoken()).isEqualTo(message);
    }

    @Test
    @DisplayName("NUL, which no database takes, becomes a replacement")
    void nulIsReplaced() {
        speech.accept("a\0b\0");
        speech.end();

        assertThat(text()).isEqualTo("a\uFFFDb\uFFFD");
    }

    @Test
    @DisplayName("However a model cuts its text, the same text goes out, and no piece of it is broken")
    void textSurvivesEveryCut() {
        var text = ("owl " + OWL + " fa\u00e7ade \uD83D\uDC69\u200D\uD83C\uDFEB ").repeat(20);
        for (var seed = 0; seed < 50; seed++) {
            try (var cut = new Recording()) {
                var random = new Random(seed);
                var cutting = new Speech(cut.publisher(), message, text.length());
                for (var from = 0; from < text.length(); ) {
                    var to = Math.min(text.length(), from + 1 + random.nextInt(4));
                    cutting.accept(text.substring(from, to));
                    from = to;
                }
                cutting.end();

                assertThat(text(cut.published())).as("seed %d", seed).isEqualTo(text);
                assertThat(cut.published()).as("seed %d", seed).noneMatch(SpeechTest::broken);
            }
        }
    }

    private static boolean broken(TurnEvent event) {
        return event instanceof ReplyDelta(var ignored, String text)
                && (Character.isLowSurrogate(text.charAt(0))
                        || Character.isHighSurrogate(text.charAt(text.length() - 1)));
    }

    @Test
    @DisplayName("A reply may be as long as its limit; the piece that passes it is refused whole")
    void limitIsKept() {
        speech.accept("x".repeat(999));
        speech.accept("y");
        var refused = catchThrowableOfType(ModelException.class, () -> speech.accept("z"));
        speech.end();

        assertThat(refused.kind()).isEqualTo(ModelException.Kind.INVALID);
        assertThat(refused).hasMessage("the reply has more than 1000 characters");
        assertThat(text()).isEqualTo("x".repeat(999) + "y");
        assertThat(published()).endsWith(new ReplyEnded(message));
    }

    private List<TurnEvent> published() {
        return recording.published();
    }

    private String text() {
        return text(published());
    }

    private static String text(List<TurnEvent> events) {
        return events.stream()
                .filter(ReplyDelta.class::isInstance)
                .map(event -> ((ReplyDelta) event).text())
                .collect(Collectors.joining());
    }
}
