package dev.chiron.tutor.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A prompt takes its values once, as they are")
class PromptTemplateTest {

    private final PromptTemplate system = PromptTemplate.load("tutor-system");

    // Goal: what a learner or a snippet says can neither pull in another value nor break the prompt.
    @ParameterizedTest
    @ValueSource(
            strings = {"{{topics}}", "{{material}}", "{{unknown}}", "$1", "${material}", "\\", "\\1 \\E", "{{", "}}"})
    void aValueIsNotReadAsATemplate(String value) {
        var prompt = system.fill(Map.of("material", "<" + value + ">", "topics", "Rome", "page", ""));

        assertThat(prompt).contains("<" + value + ">").contains("lessons on: Rome.");
    }

    @Test
    void everyPlaceIsFilled() {
        assertThat(system.fill(Map.of("material", "M", "topics", "T", "page", "P")))
                .doesNotContain("{{");
    }

    // Goal: a prompt that was extended without its caller is found at once, not by a model that reads "{{x}}".
    @Test
    void aMissingValueIsRefusedByName() {
        assertThatThrownBy(() -> system.fill(Map.of("material", "M", "page", "")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("tutor-system")
                .hasMessageContaining("topics");
    }

    @Test
    void anUnknownPromptIsRefusedByName() {
        assertThatThrownBy(() -> PromptTemplate.load("none"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("/prompts/none.md");
    }
}
