package dev.chiron.tutor.chat.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chiron.agui.Tool;
import dev.chiron.tutor.chat.ClientTool;
import dev.chiron.tutor.chat.ClientToolSettings;
import dev.chiron.tutor.platform.ApiException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@DisplayName("Of what a client offers, a model is told what it can call; the rest does no harm")
class OfferedToolsTest {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String ANY = "{\"type\":\"object\",\"properties\":{}}";

    private static final ClientToolSettings SETTINGS = new ClientToolSettings(1000, 128, 200_000, 65_536, 16_000, 8);

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\'', textBlock = """
            {"type":"object","properties":{"a":{}}} | {"type":"object","properties":{"a":{}}}
            {"type":"object"}                       | {"type":"object","properties":{}}
            {}                                      | {"type":"object","properties":{}}
            {"required":["a"]}                      | {"required":["a"],"type":"object","properties":{}}
            {"type":["object","null"]}              | {"type":"object","properties":{}}
            {"type":null,"properties":[]}           | {"type":"object","properties":{}}
            true                                    | {"type":"object","properties":{}}
            false                                   | {"type":"object","properties":{}}
            null                                    | {"type":"object","properties":{}}
            """)
    @DisplayName("A schema becomes one of an object with properties, which every API takes")
    void schemasAreMadeFit(String schema, String read) {
        assertThat(own(tool("t", "d", JSON.readTree(schema)))).containsExactly(new ClientTool("t", "d", object(read)));
    }

    @Test
    @DisplayName("A tool without a schema takes anything; one without a description is described by its name")
    void whatIsMissingIsMadeUp() {
        assertThat(own(tool("t", " ", null))).containsExactly(new ClientTool("t", "t", object(ANY)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"text\"", "7", "[]", "{\"type\":\"string\"}", "{\"type\":[\"array\"]}", "{\"type\":7}"})
    @DisplayName("What cannot be the schema of an object is not offered")
    void otherSchemasAreLeftOut(String schema) {
        assertThat(own(tool("t", "d", JSON.readTree(schema)), tool("other", "d", null)))
                .extracting(ClientTool::name)
                .containsExactly("other");
    }

    @Test
    @DisplayName(
            "A name that is blank, too long or cannot be stored is not offered, nor is a text that cannot be stored")
    void badNamesAreLeftOut() {
        assertThat(own(
                        tool("", "d", null),
                        tool(" \t", "d", null),
                        tool("n".repeat(201), "d", null),
                        tool("a\0b", "d", null),
                        tool("a\ud800", "d", null),
                        tool("t", "\0", null),
                        tool("u", "d", JSON.readTree("{\"title\":\"\\u0000\"}")),
                        tool("v", "d", JSON.readTree("{\"properties\":{\"\\udc00\":{}}}")),
                        tool("w", "d", JSON.readTree("{\"enum\":[[\"\\u0000\"]]}")),
                        tool("n".repeat(200), "d", null),
                        tool("naïve: 🎓 \"tool\"", "d", null)))
                .extracting(ClientTool::name)
                .containsExactly("n".repeat(200), "naïve: 🎓 \"tool\"");
    }

    @Test
    @DisplayName("Of two tools of one name the first counts, and a component's name is the component's")
    void namesAreUnique() {
        var tools = List.of(
                tool("t", "first", null),
                tool("its:render_quick_quiz", "a component", null),
                tool("t", "second", null),
                tool("its_render_skill_slider", "a component too", null));

        assertThat(OfferedTools.own(tools, SETTINGS))
                .extracting(ClientTool::description)
                .containsExactly("first");
        assertThat(OfferedTools.components(tools)).containsExactly("quick_quiz", "skill_slider");
    }

    @Test
    @DisplayName("Only so many are offered, and only so many characters of them; more than any client has are refused")
    void everythingIsBounded() {
        var many = new ArrayList<Tool>();
        IntStream.range(0, 5).forEach(i -> many.add(tool("tool" + i, "d".repeat(20), null)));
        var perTool = 5 + 20 + ANY.length();

        assertThat(OfferedTools.own(many, new ClientToolSettings(5, 3, 10_000, 1000, 100, 1)))
                .extracting(ClientTool::name)
                .containsExactly("tool0", "tool1", "tool2");
        assertThat(OfferedTools.own(many, new ClientToolSettings(5, 128, 2 * perTool, 1000, 100, 1)))
                .hasSize(2);
        assertThat(OfferedTools.own(many, new ClientToolSettings(5, 128, 2 * perTool - 1, 1000, 100, 1)))
                .hasSize(1);
        assertThatThrownBy(() -> OfferedTools.own(many, new ClientToolSettings(4, 3, 10_000, 1000, 100, 1)))
                .isInstanceOf(ApiException.class);
    }

    @Test
    @DisplayName("A result with what no database holds is stored with U+FFFD in its place")
    void resultsAreMadeStorable() {
        assertThat(StoredText.of("a\0b\ud83d🎓\udc00")).isEqualTo("a\ufffdb\ufffd🎓\ufffd");
        assertThat(StoredText.of("as it is 🎓")).isEqualTo("as it is 🎓");
    }

    private static List<ClientTool> own(Tool... tools) {
        return OfferedTools.own(List.of(tools), SETTINGS);
    }

    private static Tool tool(String name, String description, @Nullable JsonNode schema) {
        return Tool.of(name, description, schema);
    }

    private static tools.jackson.databind.node.ObjectNode object(String json) {
        return (tools.jackson.databind.node.ObjectNode) JSON.readTree(json);
    }
}
