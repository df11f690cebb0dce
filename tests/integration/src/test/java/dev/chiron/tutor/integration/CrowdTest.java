package dev.chiron.tutor.integration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chiron.testkit.AgUiClient;
import dev.chiron.testkit.Answer;
import dev.chiron.testkit.Database;
import dev.chiron.testkit.ExclusiveStack;
import dev.chiron.testkit.Learner;
import dev.chiron.testkit.Learners;
import dev.chiron.testkit.ModelScript;
import dev.chiron.testkit.Stack;
import dev.chiron.testkit.TutorClient;
import dev.chiron.testkit.TutorStack;
import dev.chiron.tutor.TutorServer;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** More requests at once than there are connections to the database. */
@TutorStack(
        application = TutorServer.class,
        invariants = TutorInvariants.class,
        properties = {
            "tutor.database.request-connections=2",
            "tutor.database.connect-timeout=250ms",
            "tutor.stream.keep-alive=500ms",
        })
@ExclusiveStack
@DisplayName("A crowd")
class CrowdTest {

    private static final int CROWD = 12;

    // Goal: a database that is busy is not taken for one that is away: who comes while all connections are used waits
    // for longer than a connection may take, and is served. Method: two messages wait for the row of their session,
    // which the test holds, and have all connections; the comments of an open page tell that time has passed.
    @Test
    @DisplayName("waits its turn for the database and is not sent away")
    void waitsItsTurn(
            Learner learner,
            Learners learners,
            AgUiClient agent,
            TutorClient client,
            Stack stack,
            ModelScript model,
            Database database)
            throws Exception {
        model.replies("One.").replies("Two.");
        var session = UUID.fromString(
                client.post(Chat.SESSIONS, Map.of("title", "Crowd")).string("session_id"));
        var stranger = client.as(learners.fresh());
        try (var page = agent.get(Chat.SESSIONS + "/" + session + "/events");
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            page.awaitComments(1);
            var posts = new ArrayList<Future<Answer>>();
            var crowd = new ArrayList<Future<Answer>>();
            try (var held =
                    database.asOwner().hold("select 1 from public.chat_sessions where id = ? for update", session)) {
                assertThat(held).isNotNull();
                for (var i = 0; i < 2; i++) {
                    var content = "Message " + i;
                    posts.add(threads.submit(
                            (Callable<Answer>) () -> client.post(Chat.MESSAGES, Chat.message(session, content, null))));
                }
                Await.until(() -> inUse(stack) == 2);
                for (var i = 0; i < CROWD; i++) {
                    crowd.add(threads.submit((Callable<Answer>) () -> stranger.get(Chat.SESSIONS)));
                }
                page.awaitComments(page.comments().size() + 3);
                assertThat(crowd).noneMatch(Future::isDone);
            }
            for (var post : posts) {
                assertThat(post.get().status()).isEqualTo(201);
            }
            for (var answer : crowd) {
                assertThat(answer.get().status()).isEqualTo(200);
            }
            page.awaitEvents("RUN_FINISHED", 3);
        }
    }

    private static double inUse(Stack stack) {
        return stack.application()
                .getBean(MeterRegistry.class)
                .get("hikaricp.connections.active")
                .tag("pool", "requests")
                .gauge()
                .value();
    }
}
