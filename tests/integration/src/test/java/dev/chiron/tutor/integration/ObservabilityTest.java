package dev.chiron.tutor.integration;

import static dev.chiron.testkit.AgUiAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import dev.chiron.testkit.AgUiClient;
import dev.chiron.testkit.AgUiRequest;
import dev.chiron.testkit.Learner;
import dev.chiron.testkit.ModelScript;
import dev.chiron.testkit.TutorClient;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** What is seen from outside: logs that can be followed and tell no secret, metrics, health, the documents. */
@TutorTest
@DisplayName("Seen from outside")
class ObservabilityTest {

    private static final class Lines extends AppenderBase<ILoggingEvent> {

        private final List<ILoggingEvent> events = new CopyOnWriteArrayList<>();

        @Override
        protected void append(ILoggingEvent event) {
            event.prepareForDeferredProcessing();
            events.add(event);
        }
    }

    @Test
    @DisplayName(
            "a turn's log lines carry learner, session and turn through activity and workflow, and never what was said")
    void logsCarryIdsAndNoText(Learner learner, AgUiClient agent, ModelScript model) {
        var secretQuestion = "question-" + UUID.randomUUID();
        var secretReply = "reply-" + UUID.randomUUID();
        model.fails(500).replies(secretReply).fails(400);
        var lines = new Lines();
        var root = (Logger) LoggerFactory.getLogger("dev.chiron");
        lines.setContext(root.getLoggerContext());
        lines.start();
        root.addAppender(lines);
        try {
            var first = AgUiRequest.onNewThread().says("m1", secretQuestion);
            assertThat(agent.start(first)).isConformant().finished();
            assertThat(agent.start(AgUiRequest.onThread(first.threadId()).says("m2", secretQuestion)))
                    .isConformant()
                    .failedWith("model_rejected");
            Await.until(() -> lines.events.stream()
                    .anyMatch(line ->
                            line.getMDCPropertyMap().containsValue(learner.id().toString())
                                    && line.getFormattedMessage().contains("FAILED")));
        } finally {
            root.detachAppender(lines);
        }

        var own = lines.events.stream()
                .filter(line ->
                        learner.id().toString().equals(line.getMDCPropertyMap().get("learner_id")))
                .toList();
        assertThat(own)
                .extracting(ILoggingEvent::getLoggerName)
                .anyMatch(name -> name.contains("activity"))
                .anyMatch(name -> name.contains("workflow"));
        assertThat(own)
                .filteredOn(line -> line.getLevel().isGreaterOrEqual(Level.INFO))
                .allSatisfy(line -> assertThat(line.getMDCPropertyMap()).containsKeys("session_id", "turn_id"));
        assertThat(lines.events)
                .extracting(ILoggingEvent::getFormattedMessage)
                .noneMatch(text ->
                        text.contains(secretQuestion) || text.contains(secretReply) || text.contains(learner.token()));
    }

    @Test
    @DisplayName("metrics tell of turns, of the stream, of the pools and of Temporal's SDK")
    void metrics(Learner learner, AgUiClient agent, ModelScript model, TutorClient client) {
        model.replies("ok");
        assertThat(agent.start(AgUiRequest.onNewThread().says("hello")))
                .isConformant()
                .finished();
        Await.until(() -> {
            var metrics = client.anonymous().get("/actuator/prometheus").text();
            return metrics.contains("chiron_turns_total{status=\"completed\"}")
                    && metrics.contains("chiron_stream_unstored")
                    && metrics.contains("hikaricp_connections")
                    && metrics.contains("temporal_request")
                    && metrics.contains("temporal_activity_execution_latency")
                    && metrics.contains("http_server_requests_seconds");
        });
        assertThat(client.anonymous().get("/actuator/env").status()).isEqualTo(404);
    }

    @Test
    @DisplayName("health is ok, without a token")
    void health(TutorClient client) {
        var answer = client.anonymous().get("/api/v1/health");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text()).isEqualTo("{\"status\":\"ok\"}");
    }
}
