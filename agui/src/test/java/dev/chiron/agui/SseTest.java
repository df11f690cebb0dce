package dev.chiron.agui;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Goal: the frames are what the strictest client reads, and the decoder reads any legal stream in any pieces. */
class SseTest {

    private static final String EMOJI = "caf\u00e9 \ud83d\ude00\u2028\n\r\n end";

    @Test
    void aFrameIsOneDataLineAndAnEmptyLine() {
        assertThat(new String(SseEncoder.encode(AgUiEvent.textMessageContent("m", EMOJI)), UTF_8))
                .isEqualTo("data: {\"type\":\"TEXT_MESSAGE_CONTENT\",\"messageId\":\"m\",\"delta\":"
                        + "\"caf\u00e9 \ud83d\ude00\u2028\\n\\r\\n end\"}\n\n");
    }

    @ParameterizedTest
    @MethodSource("dev.chiron.agui.EventWireFormTest#samples")
    void everyEventIsOneLineWithoutCarriageReturn(WireSamples.Sample sample) {
        String frame = new String(SseEncoder.encode(sample.event()), UTF_8);

        assertThat(frame).startsWith("data: {").endsWith("}\n\n").doesNotContain("\r");
        assertThat(frame.strip()).doesNotContain("\n");
        assertThat(SseDecoder.events(frame.getBytes(UTF_8))).containsExactly(sample.event());
    }

    @Test
    void aHalfOfASurrogatePairSurvivesTheBytes() {
        byte[] frame = SseEncoder.encode(AgUiEvent.textMessageContent("m", "\ud83d"));

        assertThat(SseDecoder.events(frame)).containsExactly(AgUiEvent.textMessageContent("m", "\ud83d"));
    }

    @Test
    void aKeepAliveIsAComment() {
        assertThat(new String(SseEncoder.keepAlive(), UTF_8)).isEqualTo(": keep-alive\n\n");
        assertThat(new SseDecoder().feed(SseEncoder.keepAlive())).containsExactly(new SseFrame.Comment("keep-alive"));
        assertThat(SseEncoder.CONTENT_TYPE).isEqualTo("text/event-stream;charset=UTF-8");
    }

    @Test
    void anEventThatClientsRefuseForItsSizeIsRefused() {
        AgUiEvent small = AgUiEvent.textMessageContent("m", "");
        int overhead = new String(SseEncoder.encode(small), UTF_8).length();
        String largest = "x".repeat(SseEncoder.MAX_EVENT_CHARS - overhead);

        assertThat(SseEncoder.encode(AgUiEvent.textMessageContent("m", largest)))
                .hasSize(SseEncoder.MAX_EVENT_CHARS);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SseEncoder.encode(AgUiEvent.textMessageContent("m", largest + "x")));
    }

    // Goal: it does not matter where the network cuts, by cutting everywhere.
    @Test
    void framesAreTheSameHoweverTheBytesAreCut() {
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        stream.writeBytes(SseEncoder.encode(AgUiEvent.runStarted("t", "r")));
        stream.writeBytes(SseEncoder.keepAlive());
        stream.writeBytes(SseEncoder.encode(AgUiEvent.textMessageContent("m", EMOJI)));
        byte[] bytes = stream.toByteArray();
        List<SseFrame> whole = new SseDecoder().feed(bytes);
        assertThat(whole).hasSize(3);

        for (int cut = 0; cut <= bytes.length; cut++) {
            SseDecoder decoder = new SseDecoder();
            List<SseFrame> frames = new ArrayList<>(decoder.feed(bytes, 0, cut));
            frames.addAll(decoder.feed(bytes, cut, bytes.length - cut));
            assertThat(frames).as("cut at %d", cut).isEqualTo(whole);
            assertThat(decoder.hasIncompleteFrame()).isFalse();
        }
    }

    @Test
    void theDecoderKnowsTheWholeStandard() {
        String stream = "\ufeffdata: a\ndata:b\ndata\n\n"
                + "event: note\r\nid: 7\r\nretry: 5\r\ndata: c\r\n\r\n"
                + ":no space\rdata:  two\r\r"
                + "event: lost\n\ndata: d\n\n";

        assertThat(new SseDecoder().feed(stream.getBytes(UTF_8)))
                .containsExactly(
                        new SseFrame.Data("a\nb\n", null, null),
                        new SseFrame.Data("c", "note", "7"),
                        new SseFrame.Comment("no space"),
                        new SseFrame.Data(" two", null, null),
                        new SseFrame.Data("d", null, null));
    }

    // Goal: a truncated body does not pass for a whole one.
    @Test
    void aCutOffFrameIsNoticed() {
        byte[] cut = "data: {\"type\":\"RAW\",\"event\":1}\n".getBytes(UTF_8);

        assertThatIllegalStateException().isThrownBy(() -> SseDecoder.events(cut));
    }

    @Test
    void anEndlessLineIsRefused() {
        SseDecoder decoder = new SseDecoder();
        byte[] piece = "x".repeat(1024 * 1024).getBytes(UTF_8);

        assertThatIllegalStateException().isThrownBy(() -> {
            for (int i = 0; i < 40; i++) {
                decoder.feed(piece);
            }
        });
    }

    @Test
    void anEndlessEventIsRefused() {
        SseDecoder decoder = new SseDecoder();
        byte[] piece = ("data: " + "x".repeat(1024 * 1024) + "\n").getBytes(UTF_8);

        assertThatIllegalStateException().isThrownBy(() -> {
            for (int i = 0; i < 11; i++) {
                decoder.feed(piece);
            }
        });
    }
}
