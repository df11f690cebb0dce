package dev.chiron.tutor.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("A tool that no model could be offered is refused where it is made, not where it is sent")
class ToolTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"'' | d | {}", "' ' | d | {}", "a | ' ' | {}", "a | d | []", "a | d | {", "a | d | ''"})
    void whatIsNotAToolIsRefused(String name, String description, String schema) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Tool(name, description, schema));
    }

    // Goal: a call names its tool, so one name means one tool.
    @Test
    void aRequestOffersEachNameOnce() {
        var tool = new Tool("its:render_quick_quiz", "Shows a question", "{\"type\":\"object\"}");

        assertThat(LanguageModelContract.REQUEST.withTools(List.of(tool)).tools())
                .containsExactly(tool);
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        LanguageModelContract.REQUEST.withTools(List.of(tool, new Tool(tool.name(), "Another", "{}"))));
    }
}
