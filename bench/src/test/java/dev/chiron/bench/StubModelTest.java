package dev.chiron.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chiron.agui.AgUiJson;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

class StubModelTest {

    // Goal: the stub speaks the wire of the model and answers the last question it is shown, in so many pieces.
    @Test
    void repliesToTheLastQuestionInPieces() throws IOException {
        try (var model = StubModel.start(0, 3, Duration.ofMillis(1));
                var answer = SseExchange.post(
                        URI.create("http://127.0.0.1:" + model.port()),
                        "/v1/chat/completions",
                        null,
                        "{\"messages\":[\"" + StubModel.question(7, 0) + "\",\"" + StubModel.question(7, 1) + "\"]}")) {
            var pieces = new ArrayList<String>();
            var finish = new ArrayList<String>();
            for (var data = answer.next(); data != null && !data.equals("[DONE]"); data = answer.next()) {
                var choice = AgUiJson.mapper().readTree(data).path("choices").path(0);
                if (choice.path("delta").has("content")) {
                    pieces.add(choice.path("delta").path("content").asString());
                } else {
                    finish.add(choice.path("finish_reason").asString());
                }
            }

            assertThat(answer.status()).isEqualTo(200);
            assertThat(pieces).hasSize(3);
            assertThat(String.join("", pieces))
                    .isEqualTo(StubModel.reply(7, 1, 3))
                    .startsWith("Answer to 7-1:");
            assertThat(finish).containsExactly("stop");
            assertThat(answer.next()).as("a clean end").isNull();
        }
    }
}
