package dev.chiron.tutor.chat.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chiron.agui.AgUiJson;
import dev.chiron.tutor.llm.ModelSettings;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("The capabilities")
class CapabilitiesControllerTest {

    @ParameterizedTest
    @CsvSource({"'', '', true", "a-key, '', false", "'', http://localhost:1234/v1, false"})
    @DisplayName("say plainly whether the offline tutor answers")
    void sayWhoAnswers(String key, String url, boolean offline) {
        var second = Duration.ofSeconds(1);
        var settings = new ModelSettings(key, url, "a-model", 0.3, 100, second, second, second, 1, second);

        var told = AgUiJson.mapper()
                .readTree(new CapabilitiesController(settings).get().getBody());

        assertThat(told.at("/custom/model/offline").booleanValue()).isEqualTo(offline);
        assertThat(told.toString()).doesNotContain("a-key").doesNotContain("localhost");
    }
}
