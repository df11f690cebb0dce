package dev.chiron.agui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.exc.JacksonIOException;

/** Goal: every input of a known client is understood, and every malformed one is refused by the field that is wrong. */
class RunAgentInputTest {

    private static final String START = "{\"threadId\":\"t\",\"runId\":\"r\",";

    @Test
    void aFullInputIsReadAndWritten() {
        assertThat(read(WireSamples.FULL_INPUT_JSON)).isEqualTo(WireSamples.FULL_INPUT);
        assertThat(AgUiJson.writeInput(WireSamples.FULL_INPUT)).isEqualTo(WireSamples.FULL_INPUT_JSON);
    }

    @Test
    void theFirstInputOfTheCurrentJavaScriptClientIsRead() {
        RunAgentInput input = read(
                START
                        + "\"protocolVersion\":\"1.0\",\"state\":{},\"messages\":[],\"tools\":[],\"context\":[],\"forwardedProps\":{}}");

        assertThat(input)
                .isEqualTo(RunAgentInput.of("t", "r", List.of())
                        .withState(WireSamples.json("{}"))
                        .withForwardedProps(WireSamples.json("{}")));
        assertThat(input.peer()).isEqualTo(Peer.CURRENT);
    }

    @Test
    void anInputFromAStreamIsRead() {
        byte[] json = WireSamples.FULL_INPUT_JSON.getBytes(StandardCharsets.UTF_8);

        assertThat(AgUiJson.readInput(new ByteArrayInputStream(json))).isEqualTo(WireSamples.FULL_INPUT);
    }

    // Goal: a connection that breaks is not taken for a client's mistake.
    @Test
    void aFailingStreamIsNotAnInvalidInput() throws IOException {
        InputStream broken = InputStream.nullInputStream();
        broken.close();

        assertThatExceptionOfType(JacksonIOException.class).isThrownBy(() -> AgUiJson.readInput(broken));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "none",
            value = {
                "none | true | false",
                "1.0 | false | false",
                "1.7 | false | false",
                "01.0 | false | false",
                "banana | false | false",
                "'' | false | false",
                "2 | false | false",
                "2.0 | false | true",
                "0.9 | false | true",
                "99999999999999999999.0 | false | true",
            })
    void protocolVersionsAreJudged(String version, boolean legacy, boolean unsupported) {
        RunAgentInput input = RunAgentInput.of("t", "r", List.of()).withProtocolVersion(version);

        assertThat(input.legacyPeer()).isEqualTo(legacy);
        assertThat(input.peer()).isEqualTo(legacy ? Peer.LEGACY : Peer.CURRENT);
        assertThat(input.majorVersionUnsupported()).isEqualTo(unsupported);
    }

    @Test
    void optionalMembersMayBeMissing() {
        RunAgentInput input = read(START + "\"messages\":[]}");

        assertThat(input).isEqualTo(RunAgentInput.of("t", "r", List.of()).withProtocolVersion(null));
        assertThat(AgUiJson.writeInput(input)).isEqualTo(START + "\"messages\":[],\"tools\":[],\"context\":[]}");
    }

    // Goal: the four nulls that older clients write do not stop them.
    @Test
    void theNullsOfOlderClientsAreAbsent() {
        RunAgentInput input = read(START
                + "\"messages\":[],\"state\":null,\"forwardedProps\":null,"
                + "\"tools\":[{\"name\":\"n\",\"description\":\"d\",\"parameters\":null}],"
                + "\"resume\":[{\"interruptId\":\"i\",\"status\":\"resolved\",\"payload\":null}]}");

        assertThat(input.state()).isNull();
        assertThat(input.forwardedProps()).isNull();
        assertThat(input.tools()).containsExactly(Tool.of("n", "d", null));
        assertThat(input.resume()).containsExactly(ResumeItem.resolved("i", null));
    }

    // Goal: what a later protocol version adds is skipped, not fatal.
    @Test
    void theUnknownIsSkipped() {
        RunAgentInput input = read(START
                + "\"later\":1,\"messages\":[{\"id\":\"m0\",\"role\":\"oracle\",\"content\":{}},"
                + "{\"id\":\"m1\",\"role\":\"user\",\"later\":2,\"content\":[{\"type\":\"hologram\",\"x\":1},"
                + "{\"type\":\"text\",\"text\":\"hi\"},{\"type\":\"image\",\"source\":{\"type\":\"ether\"}},"
                + "{\"type\":\"binary\",\"mimeType\":\"image/png\"}]}]}");

        assertThat(input.messages()).containsExactly(Message.user("m1", List.of(ContentPart.text("hi"))));
    }

    @Test
    void theBinaryPartOfOldClientsIsReadAndUpgraded() {
        RunAgentInput input = read(START
                + "\"messages\":[{\"id\":\"m\",\"role\":\"user\",\"content\":["
                + "{\"type\":\"binary\",\"mimeType\":\"image/png\",\"data\":\"AAAA\",\"filename\":\"a.png\"},"
                + "{\"type\":\"binary\",\"mimeType\":\"application/pdf\",\"url\":\"https://a.example\"},"
                + "{\"type\":\"binary\",\"mimeType\":\"audio/ogg\",\"id\":\"f1\"}]}]}");

        var message = (Message.UserMessage) input.messages().getFirst();
        var parts = ((MessageContent.Parts) message.content()).parts();
        assertThat(parts)
                .map(part -> ((ContentPart.Binary) part).upgraded())
                .containsExactly(
                        (ContentPart.Media)
                                ContentPart.media(MediaKind.IMAGE, new ContentSource.Data("AAAA", "image/png")),
                        (ContentPart.Media) ContentPart.media(
                                MediaKind.DOCUMENT, new ContentSource.Url("https://a.example", "application/pdf")),
                        (ContentPart.Media)
                                ContentPart.media(MediaKind.AUDIO, new ContentSource.File("f1", null, "audio/ogg")));
        assertThat(AgUiJson.writeMessage(message))
                .contains("{\"type\":\"binary\",\"mimeType\":\"image/png\",\"data\":\"AAAA\",\"filename\":\"a.png\"}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | $",
                "not json | $",
                "{\"threadId\":\"t\" | $",
                "{} {} | $",
                "[] | $",
                "null | $",
                "\"text\" | $",
                "{} | threadId",
                "{\"threadId\":null} | threadId",
                "{\"threadId\":7} | threadId",
                "{\"threadId\":\"t\"} | runId",
                "{\"threadId\":\"t\",\"runId\":{}} | runId",
                "{\"threadId\":\"t\",\"runId\":\"r\"} | messages",
                "{\"threadId\":\"t\",\"runId\":\"r\",\"messages\":null} | messages",
                "{\"threadId\":\"t\",\"runId\":\"r\",\"messages\":{}} | messages",
                "{\"threadId\":\"t\",\"runId\":\"r\",\"messages\":[],\"protocolVersion\":1.0} | protocolVersion",
                "{\"threadId\":\"t\",\"runId\":\"r\",\"messages\":[],\"parentRunId\":null} | parentRunId",
                "{\"threadId\":\"t\",\"runId\":\"r\",\"messages\":[],\"tools\":{}} | tools",
                "{\"threadId\":\"t\",\"runId\":\"r\",\"messages\":[],\"tools\":null} | tools",
                "{\"threadId\":\"t\",\"runId\":\"r\",\"messages\":[],\"tools\":[{\"name\":\"n\"}]} | tools[0].description",
                "{\"threadId\":\"t\",\"runId\":\"r\",\"messages\":[],\"tools\":[7]} | tools[0]",
                "{\"threadId\":\"t\",\"runId\":\"r\",\"messages\":[],\"context\":[{\"description\":\"d\",\"value\":1}]} | context[0].value",
                "{\"threadId\":\"t\",\"runId\":\"r\",\"messages\":[],\"resume\":[{\"status\":\"resolved\"}]} | resume[0].interruptId",
                "{\"threadId\":\"t\",\"runId\":\"r\",\"messages\":[],\"resume\":[{\"interruptId\":\"i\",\"status\":\"Resolved\"}]} | resume[0].status",
                "{\"threadId\":\"t\",\"runId\":\"r\",\"messages\":[],\"resume\":[{\"interruptId\":\"i\",\"status\":\"resolved\",\"metadata\":[]}]} | resume[0].metadata",
            })
    void aMalformedInputIsRefusedByField(String json, String field) {
        assertRefused(json, field);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "7 | messages[2]",
                "{} | messages[2].role",
                "{\"role\":\"user\",\"content\":\"x\"} | messages[2].id",
                "{\"role\":\"user\",\"id\":7,\"content\":\"x\"} | messages[2].id",
                "{\"role\":\"user\",\"id\":\"m\"} | messages[2].content",
                "{\"role\":\"user\",\"id\":\"m\",\"content\":null} | messages[2].content",
                "{\"role\":\"user\",\"id\":\"m\",\"content\":{}} | messages[2].content",
                "{\"role\":\"user\",\"id\":\"m\",\"content\":[\"x\"]} | messages[2].content[0]",
                "{\"role\":\"user\",\"id\":\"m\",\"content\":[{\"text\":\"x\"}]} | messages[2].content[0].type",
                "{\"role\":\"user\",\"id\":\"m\",\"content\":[{\"type\":\"text\"}]} | messages[2].content[0].text",
                "{\"role\":\"user\",\"id\":\"m\",\"content\":[{\"type\":\"text\",\"text\":\"x\",\"metadata\":null}]} | messages[2].content[0].metadata",
                "{\"role\":\"user\",\"id\":\"m\",\"content\":[{\"type\":\"image\",\"source\":\"x\"}]} | messages[2].content[0].source",
                "{\"role\":\"user\",\"id\":\"m\",\"content\":[{\"type\":\"image\",\"source\":{\"type\":\"data\",\"value\":\"x\"}}]} | messages[2].content[0].source.mimeType",
                "{\"role\":\"user\",\"id\":\"m\",\"content\":\"x\",\"name\":null} | messages[2].name",
                "{\"role\":\"user\",\"id\":\"m\",\"content\":\"x\",\"metadata\":1} | messages[2].metadata",
                "{\"role\":\"system\",\"id\":\"m\",\"content\":[]} | messages[2].content",
                "{\"role\":\"developer\",\"id\":\"m\"} | messages[2].content",
                "{\"role\":\"assistant\",\"id\":\"m\",\"content\":null} | messages[2].content",
                "{\"role\":\"assistant\",\"id\":\"m\",\"toolCalls\":[{\"id\":\"c\"}]} | messages[2].toolCalls[0].type",
                "{\"role\":\"assistant\",\"id\":\"m\",\"toolCalls\":[{\"id\":\"c\",\"type\":\"macro\"}]} | messages[2].toolCalls[0].type",
                "{\"role\":\"assistant\",\"id\":\"m\",\"toolCalls\":[{\"id\":\"c\",\"type\":\"function\",\"function\":{\"name\":\"f\",\"arguments\":{}}}]} | messages[2].toolCalls[0].function.arguments",
                "{\"role\":\"tool\",\"id\":\"m\",\"content\":\"x\"} | messages[2].toolCallId",
                "{\"role\":\"tool\",\"id\":\"m\",\"content\":\"x\",\"toolCallId\":\"c\",\"error\":7} | messages[2].error",
                "{\"role\":\"reasoning\",\"id\":\"m\"} | messages[2].content",
                "{\"role\":\"activity\",\"id\":\"m\",\"activityType\":\"a\",\"content\":\"x\"} | messages[2].content",
            })
    void aMalformedMessageIsRefusedByField(String message, String field) {
        assertRefused(
                START
                        + "\"messages\":[{\"id\":\"m0\",\"role\":\"user\",\"content\":\"\"},{\"id\":\"m1\",\"role\":\"oracle\"},"
                        + message + "]}",
                field);
    }

    @Test
    void theProblemIsSaidInWords() {
        assertThatExceptionOfType(InvalidRunInputException.class)
                .isThrownBy(() -> read("{\"threadId\":7}"))
                .satisfies(e -> {
                    assertThat(e.problem()).isEqualTo("must be a string, not a number");
                    assertThat(e).hasMessage("threadId must be a string, not a number");
                });
        assertThatExceptionOfType(InvalidRunInputException.class)
                .isThrownBy(() -> read("{\n  \"threadId\": nope}"))
                .satisfies(e -> assertThat(e.problem()).startsWith("is not valid JSON (line 2, column "));
    }

    // Goal: hostile nesting is a bad request, not a stack overflow.
    @ParameterizedTest
    @ValueSource(ints = {2_000, 500_000})
    void deepNestingIsRefused(int depth) {
        assertRefused(START + "\"messages\":[],\"state\":" + "[".repeat(depth) + "]".repeat(depth) + "}", "$");
    }

    @Test
    void aLargeHistoryIsRead() {
        String message = "{\"id\":\"m%d\",\"role\":\"user\",\"content\":\"x\"}";
        String messages = String.join(
                ",", IntStream.range(0, 5_000).mapToObj(message::formatted).toList());

        assertThat(read(START + "\"messages\":[" + messages + "]}").messages()).hasSize(5_000);
    }

    @Test
    void plainTextSkipsPartsThatAreNotText() {
        var message = Message.user(
                "m",
                List.of(
                        ContentPart.text("one"),
                        ContentPart.media(MediaKind.IMAGE, new ContentSource.Url("https://a.example", null)),
                        ContentPart.text("two")));

        assertThat(message.text()).isEqualTo("one\ntwo");
        assertThat(Message.user("m", "one").text()).isEqualTo("one");
        assertThat(Message.user("m", List.of()).text()).isEmpty();
    }

    @Test
    void anUnknownRoleAloneIsRefused() {
        assertThatExceptionOfType(AgUiFormatException.class)
                .isThrownBy(() -> AgUiJson.readMessage("{\"id\":\"m\",\"role\":\"oracle\"}"))
                .satisfies(e -> assertThat(e.field()).isEqualTo("role"));
    }

    @Test
    void capabilitiesLeaveOutWhatIsNotSaid() {
        var capabilities = new AgentCapabilities(
                new AgentCapabilities.Identity("Tutor", null, null, "0.1", null, null, null),
                new AgentCapabilities.Transport(true, false, null, null, null),
                new AgentCapabilities.Tools(true, List.of(Tool.of("n", "d", null)), null, true),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                WireSamples.object("{\"x\":1}"));
        String json =
                "{\"identity\":{\"name\":\"Tutor\",\"version\":\"0.1\"},\"transport\":{\"streaming\":true,\"websocket\":false},"
                        + "\"tools\":{\"supported\":true,\"items\":[{\"name\":\"n\",\"description\":\"d\"}],\"clientProvided\":true},\"custom\":{\"x\":1}}";

        assertThat(AgUiJson.mapper().readTree(AgUiJson.mapper().writeValueAsString(capabilities)))
                .isEqualTo(WireSamples.json(json));
        assertThat(AgUiJson.mapper().readValue(json, AgentCapabilities.class)).isEqualTo(capabilities);
    }

    private static RunAgentInput read(String json) {
        return AgUiJson.readInput(json.getBytes(StandardCharsets.UTF_8));
    }

    private static void assertRefused(String json, String field) {
        assertThatExceptionOfType(InvalidRunInputException.class)
                .isThrownBy(() -> read(json))
                .satisfies(e -> assertThat(e.field()).isEqualTo(field));
    }
}
