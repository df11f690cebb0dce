package dev.chiron.agui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Goal: each event is on the wire exactly what the protocol's schema says, by comparing with written-out JSON. */
class EventWireFormTest {

    static Stream<WireSamples.Sample> samples() {
        return Stream.concat(WireSamples.MINIMAL.stream(), WireSamples.FULL.stream());
    }

    @ParameterizedTest
    @MethodSource("samples")
    void anEventIsWrittenAsItsJson(WireSamples.Sample sample) {
        assertThat(AgUiJson.writeEvent(sample.event())).isEqualTo(sample.json());
    }

    @ParameterizedTest
    @MethodSource("samples")
    void anEventIsReadFromItsJson(WireSamples.Sample sample) {
        assertThat(AgUiJson.readEvent(sample.json())).isEqualTo(sample.event());
    }

    @ParameterizedTest
    @MethodSource("samples")
    void anEventGoesThroughAnyMapperWithTheModule(WireSamples.Sample sample) {
        assertThat(AgUiJson.mapper().writeValueAsString(sample.event())).isEqualTo(sample.json());
        assertThat(AgUiJson.mapper().readValue(sample.json(), AgUiEvent.class)).isEqualTo(sample.event());
    }

    // Goal: no event type is without a sample, so that a new one cannot be forgotten.
    @Test
    void everyTypeHasAMinimalAndAFullSample() {
        assertThat(types(WireSamples.MINIMAL))
                .isEqualTo(EnumSet.allOf(EventType.class))
                .hasSize(31);
        assertThat(types(WireSamples.FULL)).isEqualTo(EnumSet.allOf(EventType.class));
    }

    // Goal: an absent member never shows as null; only the values that may be null do.
    @Test
    void onlyRequiredValuesAreEverNull() {
        Set<String> withNull = WireSamples.MINIMAL.stream()
                .map(WireSamples.Sample::event)
                .map(AgUiJson::writeEvent)
                .filter(json -> json.contains("null"))
                .map(json -> json.substring(9, json.indexOf('"', 9)))
                .collect(Collectors.toSet());

        assertThat(withNull).containsExactlyInAnyOrder("STATE_SNAPSHOT", "RAW", "CUSTOM");
    }

    @Test
    void jsonNullForAnOptionalValueCountsAsAbsent() {
        AgUiEvent event = new AgUiEvent.RunFinished(
                "t",
                "r",
                WireSamples.json("null"),
                null,
                List.of(),
                EventExtras.NONE.withRawEvent(WireSamples.json("null")));

        assertThat(AgUiJson.writeEvent(event))
                .isEqualTo("{\"type\":\"RUN_FINISHED\",\"threadId\":\"t\",\"runId\":\"r\"}");
    }

    @Test
    void unknownMembersAreIgnored() {
        assertThat(AgUiJson.readEvent("{\"type\":\"STEP_STARTED\",\"stepName\":\"s\",\"new\":{\"a\":1}}"))
                .isEqualTo(AgUiEvent.stepStarted("s"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "nonsense | $",
                "[] | $",
                "{} | type",
                "{\"type\":\"\"} | type",
                "{\"type\":\"META_EVENT\"} | type",
                "{\"type\":7} | type",
                "{\"type\":\"TEXT_MESSAGE_CONTENT\",\"messageId\":\"m\"} | delta",
                "{\"type\":\"TEXT_MESSAGE_CONTENT\",\"messageId\":\"m\",\"delta\":null} | delta",
                "{\"type\":\"TEXT_MESSAGE_CONTENT\",\"messageId\":1,\"delta\":\"\"} | messageId",
                "{\"type\":\"TEXT_MESSAGE_START\",\"messageId\":\"m\",\"role\":\"tool\"} | role",
                "{\"type\":\"TEXT_MESSAGE_START\",\"messageId\":\"m\",\"role\":\"Assistant\"} | role",
                "{\"type\":\"TEXT_MESSAGE_END\",\"messageId\":\"m\",\"timestamp\":1.5} | timestamp",
                "{\"type\":\"TEXT_MESSAGE_END\",\"messageId\":\"m\",\"timestamp\":\"2026-01-01\"} | timestamp",
                "{\"type\":\"TEXT_MESSAGE_END\",\"messageId\":\"m\",\"timestamp\":9007199254740992} | timestamp",
                "{\"type\":\"TEXT_MESSAGE_END\",\"messageId\":\"m\",\"timestamp\":-9223372036854775808} | timestamp",
                "{\"type\":\"TEXT_MESSAGE_END\",\"messageId\":\"m\",\"timestamp\":null} | timestamp",
                "{\"type\":\"TEXT_MESSAGE_END\",\"messageId\":\"m\",\"rawEvent\":null} | rawEvent",
                "{\"type\":\"TEXT_MESSAGE_END\",\"messageId\":\"m\",\"metadata\":[]} | metadata",
                "{\"type\":\"TEXT_MESSAGE_END\",\"messageId\":\"m\",\"subagentRunId\":null} | subagentRunId",
                "{\"type\":\"REASONING_MESSAGE_START\",\"messageId\":\"m\"} | role",
                "{\"type\":\"REASONING_ENCRYPTED_VALUE\",\"subtype\":\"tool_call\"} | subtype",
                "{\"type\":\"TOOL_CALL_RESULT\",\"messageId\":\"m\",\"toolCallId\":\"c\",\"content\":{}} | content",
                "{\"type\":\"TOOL_CALL_RESULT\",\"messageId\":\"m\",\"toolCallId\":\"c\",\"content\":\"\",\"role\":\"user\"} | role",
                "{\"type\":\"STATE_SNAPSHOT\"} | snapshot",
                "{\"type\":\"CUSTOM\",\"name\":\"n\"} | value",
                "{\"type\":\"RAW\"} | event",
                "{\"type\":\"ACTIVITY_SNAPSHOT\",\"messageId\":\"m\",\"activityType\":\"a\",\"content\":\"x\"} | content",
                "{\"type\":\"ACTIVITY_SNAPSHOT\",\"messageId\":\"m\",\"activityType\":\"a\",\"content\":{},\"replace\":\"no\"} | replace",
                "{\"type\":\"STATE_DELTA\",\"delta\":{}} | delta",
                "{\"type\":\"STATE_DELTA\",\"delta\":[{\"op\":\"add\",\"path\":\"/a\"}]} | delta[0].value",
                "{\"type\":\"STATE_DELTA\",\"delta\":[{\"op\":\"remove\",\"path\":\"a\"}]} | delta[0].path",
                "{\"type\":\"STATE_DELTA\",\"delta\":[{\"op\":\"remove\",\"path\":\"/~2\"}]} | delta[0].path",
                "{\"type\":\"STATE_DELTA\",\"delta\":[{\"op\":\"move\",\"path\":\"/a\"}]} | delta[0].from",
                "{\"type\":\"STATE_DELTA\",\"delta\":[{\"op\":\"spin\",\"path\":\"/a\"}]} | delta[0].op",
                "{\"type\":\"RUN_FINISHED\",\"threadId\":\"t\",\"runId\":\"r\",\"outcome\":\"success\"} | outcome",
                "{\"type\":\"RUN_FINISHED\",\"threadId\":\"t\",\"runId\":\"r\",\"outcome\":{\"type\":\"lost\"}} | outcome.type",
                "{\"type\":\"RUN_FINISHED\",\"threadId\":\"t\",\"runId\":\"r\",\"outcome\":{\"type\":\"interrupt\",\"interrupts\":[]}} | outcome.interrupts",
                "{\"type\":\"RUN_FINISHED\",\"threadId\":\"t\",\"runId\":\"r\",\"outcome\":{\"type\":\"success\",\"pendingToolCallIds\":[1]}} | outcome.pendingToolCallIds[0]",
                "{\"type\":\"RUN_FINISHED\",\"threadId\":\"t\",\"runId\":\"r\",\"result\":null} | result",
                "{\"type\":\"RUN_FINISHED\",\"threadId\":\"t\",\"runId\":\"r\",\"usage\":[{\"inputTokens\":-1}]} | usage[0].inputTokens",
                "{\"type\":\"RUN_STARTED\",\"threadId\":\"t\",\"runId\":\"r\",\"input\":{\"threadId\":\"t\",\"runId\":\"r\"}} | input.messages",
                "{\"type\":\"SUBAGENT_FINISHED\",\"subagentRunId\":\"s\",\"outcome\":{\"type\":\"lost\"}} | outcome.type",
                "{\"type\":\"SUBAGENT_STARTED\",\"name\":\"n\"} | subagentRunId",
            })
    void aBrokenEventIsRefusedByField(String json, String field) {
        assertThatExceptionOfType(AgUiFormatException.class)
                .isThrownBy(() -> AgUiJson.readEvent(json))
                .satisfies(e -> assertThat(e.field()).isEqualTo(field));
    }

    // Goal: what the schema forbids cannot be made in Java either.
    @Test
    void illegalValuesCannotBeMade() {
        assertThatIllegalArgumentException().isThrownBy(() -> AgUiEvent.textMessageStart("m", Role.TOOL));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AgUiEvent.runStarted("t", "r").with(EventExtras.ofSubagent("s")));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AgUiEvent.messagesSnapshot(List.of()).with(EventExtras.ofSubagent("s")));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AgUiEvent.subagentFinished("s").with(EventExtras.ofSubagent("s")));
        assertThatIllegalArgumentException().isThrownBy(() -> RunOutcome.interrupted(List.of()));
        assertThatIllegalArgumentException().isThrownBy(() -> PatchOperation.remove("a"));
        assertThatIllegalArgumentException().isThrownBy(() -> PatchOperation.add("/~", null));
        assertThatIllegalArgumentException().isThrownBy(() -> EventExtras.NONE.withTimestamp(Long.MIN_VALUE));
        assertThatIllegalArgumentException().isThrownBy(() -> Usage.of("p", "m", -1, 0));
    }

    // Goal: text that a model cut inside a character is whole again after the reader joins the deltas.
    @Test
    void aSurrogatePairSplitAcrossDeltasSurvives() {
        List<String> deltas = List.of("a\ud83d", "\ude00b\ud83d\ude00", "\ude00");

        List<String> json = deltas.stream()
                .map(delta -> AgUiJson.writeEvent(AgUiEvent.textMessageContent("m", delta)))
                .toList();

        assertThat(json.getFirst()).endsWith("\"a\\ud83d\"}");
        assertThat(json.get(1)).endsWith("\"\\ude00b\ud83d\ude00\"}");
        assertThat(json.stream().map(AgUiJson::readEvent).map(event -> ((AgUiEvent.TextMessageContent) event).delta()))
                .isEqualTo(deltas);
    }

    private static Set<EventType> types(List<WireSamples.Sample> samples) {
        return samples.stream().map(sample -> sample.event().type()).collect(Collectors.toSet());
    }

    // Goal: the wire names are the protocol's, whatever the constants are renamed to.
    @Test
    void typesHaveTheirWireNames() {
        assertThat(Arrays.stream(EventType.values()).map(Enum::name))
                .containsExactlyInAnyOrder(WireSamples.MINIMAL.stream()
                        .map(sample -> sample.json().split("\"", -1)[3])
                        .toArray(String[]::new));
    }
}
