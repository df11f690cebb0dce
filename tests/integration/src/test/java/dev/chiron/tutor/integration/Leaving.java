package dev.chiron.tutor.integration;

import static dev.chiron.testkit.AgUiAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chiron.testkit.AgUiClient;
import dev.chiron.testkit.AgUiRequest;
import dev.chiron.testkit.AgUiRun;
import dev.chiron.testkit.Database;
import dev.chiron.testkit.Learner;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What a learner does who wants to be off a track, in the words of the stories. */
final class Leaving {

    static final String WISH = "I want to leave this track, please.";

    private Leaving() {}

    /** What a run has stopped on. */
    record Asked(UUID sessionId, String runId, JsonNode interrupt) {

        String id() {
            return interrupt.path("id").asString();
        }

        /** A run on the thread, from a client that can show questions. */
        AgUiRequest run() {
            return onThread(sessionId);
        }

        AgUiRequest resumed(String status, @Nullable Object payload) {
            return payload == null
                    ? run().with("resume", java.util.List.of(Map.of("interruptId", id(), "status", status)))
                    : run().resumes(id(), status, payload);
        }

        AgUiRequest confirmed(boolean confirmed) {
            return resumed("resolved", Map.of("confirmed", confirmed));
        }
    }

    static AgUiRequest onThread(UUID sessionId) {
        return AgUiRequest.onThread(sessionId.toString())
                .offers("its:render_quick_quiz", "Asks a question", "{\"type\":\"object\"}")
                .offers("its:render_topic_buttons", "Shows buttons", "{\"type\":\"object\"}");
    }

    /** Says so on a thread, and is asked. */
    static Asked ask(AgUiClient agent, UUID sessionId) {
        var run = agent.start(onThread(sessionId).says(WISH));
        assertThat(run).isConformant().finished();
        return asked(sessionId, run);
    }

    static Asked asked(UUID sessionId, AgUiRun run) {
        var finished = run.awaitEvent("RUN_FINISHED");
        assertThat(finished.at("/outcome/type").asString()).as(run.transcript()).isEqualTo("interrupt");
        var interrupts = finished.at("/outcome/interrupts");
        assertThat(interrupts.size()).isOne();
        return new Asked(sessionId, finished.path("runId").asString(), interrupts.get(0));
    }

    static String outcome(AgUiRun run) {
        return run.awaitEvent("RUN_FINISHED").at("/outcome/type").asString();
    }

    /** What is stored of what was asked last. */
    static Map<String, @Nullable Object> stored(Database database, Learner learner) {
        return database.asLearner(learner)
                .row("select id::text as id, status, payload::text as payload, answer_turn_id, answered_at"
                        + " from public.interrupts order by created_at desc limit 1");
    }

    static boolean isLeft(Database database, Learner learner, UUID track) {
        return database.asLearner(learner)
                        .count("select 1 from public.user_progress where track_id = ? and left_at is not null", track)
                == 1;
    }

    static int turns(Database database, Learner learner) {
        return database.asLearner(learner).count("select 1 from public.chat_turns");
    }
}
