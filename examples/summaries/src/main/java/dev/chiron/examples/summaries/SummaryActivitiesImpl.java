package dev.chiron.examples.summaries;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClient;
import tools.jackson.databind.JsonNode;

@Component
class SummaryActivitiesImpl implements SummaryActivities {

    private final Notes notes;
    private final RestClient model;

    SummaryActivitiesImpl(Notes notes, RestClient.Builder http, @Value("${summaries.model-base-url}") String model) {
        this.notes = notes;
        this.model = http.baseUrl(model).build();
    }

    @Override
    public String askModel(UUID note, UUID author) {
        var answer = model.post()
                .uri("/chat/completions")
                .contentType(MediaType.APPLICATION_JSON)
                .body(Map.of(
                        "model",
                        "any",
                        "user",
                        author.toString(),
                        "messages",
                        List.of(
                                Map.of("role", "system", "content", "Sum up the note in one sentence."),
                                Map.of("role", "user", "content", notes.text(note)))))
                .retrieve()
                .body(JsonNode.class);
        var summary =
                answer == null ? "" : answer.at("/choices/0/message/content").asString("");
        if (summary.isBlank()) {
            throw new IllegalStateException("the model said nothing");
        }
        return summary;
    }

    @Override
    public void store(UUID note, String summary) {
        notes.sumUp(note, summary);
    }
}
