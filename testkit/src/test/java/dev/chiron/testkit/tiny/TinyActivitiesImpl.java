package dev.chiron.testkit.tiny;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Talks to the model and to the database. */
@Component
class TinyActivitiesImpl implements TinyActivities {

    private final JdbcClient jdbc;
    private final URI model;
    private final JsonMapper json = JsonMapper.builder().build();
    private final HttpClient http = HttpClient.newHttpClient();

    TinyActivitiesImpl(JdbcClient jdbc, @Value("${tiny.model}") String model) {
        this.jdbc = jdbc;
        this.model = URI.create(model + "/chat/completions");
    }

    @Override
    public String answer(String learner, String question) {
        var body = json.createObjectNode().put("model", "scripted").put("user", learner);
        body.putArray("messages").addObject().put("role", "user").put("content", question);
        try {
            HttpResponse<String> response = http.send(
                    HttpRequest.newBuilder(model)
                            .POST(BodyPublishers.ofString(body.toString()))
                            .build(),
                    BodyHandlers.ofString());
            if (response.statusCode() != 200) {
                throw new IllegalStateException("the model answered " + response.statusCode());
            }
            String answer = json.readTree(response.body())
                    .at("/choices/0/message/content")
                    .asString();
            // Only a careful answer is the same note when it comes a second time.
            UUID id = question.startsWith("Carefully")
                    ? UUID.nameUUIDFromBytes((learner + question).getBytes(StandardCharsets.UTF_8))
                    : UUID.randomUUID();
            jdbc.sql("insert into notes (id, user_id, body) values (?, ?, ?) on conflict do nothing")
                    .params(id, UUID.fromString(learner), answer)
                    .update();
            return answer;
        } catch (IOException e) {
            throw new IllegalStateException("the model broke off", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
