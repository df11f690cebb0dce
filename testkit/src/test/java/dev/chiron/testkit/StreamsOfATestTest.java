package dev.chiron.testkit;

import static dev.chiron.testkit.RawServer.LAST_CHUNK;
import static dev.chiron.testkit.RawServer.stream;
import static dev.chiron.testkit.RawServer.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.chiron.testkit.tiny.TinyApplication;
import dev.chiron.testkit.tiny.TinySettings;
import java.io.IOException;
import java.lang.Thread.State;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineTestKit;

/** Goal: a stream that nobody asserts on is looked at all the same when its test ends, and listeners hear of it. */
@Timeout(60)
class StreamsOfATestTest {

    private static final AgUiRequest REQUEST =
            AgUiRequest.onThread("t1").runId("r1").says("u1", "Hi");
    private static final String STARTED =
            "data: {\"type\":\"RUN_STARTED\",\"threadId\":\"t1\",\"runId\":\"r1\",\"protocolVersion\":\"1.0\"}\n\n";
    private static final String OPENED =
            STARTED + "data: {\"type\":\"TEXT_MESSAGE_START\",\"messageId\":\"m1\",\"role\":\"assistant\"}\n\n";
    private static final String FINISHED = "data: {\"type\":\"RUN_FINISHED\",\"threadId\":\"t1\",\"runId\":\"r1\"}\n\n";

    /** Keeps what was exchanged with these tests' targets. */
    public static final class Overheard implements ExchangeListener {

        static final Queue<Exchange> ALL = new ConcurrentLinkedQueue<>();

        /** For the service loader. */
        public Overheard() {}

        @Override
        public void exchanged(Exchange exchange) {
            ALL.add(exchange);
            if (exchange.target().endsWith("?refused")) {
                throw new AssertionError("refused " + exchange);
            }
        }
    }

    @Test
    void aStreamThatBreaksARuleFailsItsTest() throws IOException {
        var journal = new RunJournal();
        run(journal, stream(OPENED + FINISHED) + LAST_CHUNK).awaitEnd();

        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> journal.check(false))
                .withMessageContaining("RUN_FINISHED")
                .withMessageContaining("event 2");
        assertThatCode(() -> journal.check(false))
                .as("looked at once, it is forgotten")
                .doesNotThrowAnyException();
    }

    @Test
    void aStreamWithoutItsEndFailsItsTest() throws IOException {
        var journal = new RunJournal();
        run(journal, stream(OPENED) + LAST_CHUNK).awaitEnd();

        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> journal.check(false))
                .withMessageContaining("no terminal event");
    }

    @Test
    void aStreamThatIsLeftOpenIsGoodAsFarAsItCame() throws IOException {
        var journal = new RunJournal();
        try (var server = new RawServer(socket -> {
                    write(socket, stream(OPENED));
                    socket.getInputStream().read();
                });
                var run = client(server, journal).start(REQUEST).awaitFrames(2)) {
            assertThat(run.isOpen()).isTrue();
            assertThatCode(() -> journal.check(false)).doesNotThrowAnyException();
        }
    }

    @Test
    void aStreamThatIsLeftOpenIsHeldAgainstTheRulesAsFarAsItCame() throws IOException {
        var journal = new RunJournal();
        try (var server = new RawServer(socket -> {
                    write(socket, stream(OPENED + OPENED));
                    socket.getInputStream().read();
                });
                var run = client(server, journal).start(REQUEST).awaitFrames(4)) {
            assertThat(run.isOpen()).isTrue();
            assertThatExceptionOfType(AssertionError.class)
                    .isThrownBy(() -> journal.check(false))
                    .withMessageContaining("event 2");
        }
    }

    @Test
    void aTestMayBreakStreamsOnPurpose() throws IOException {
        var journal = new RunJournal();
        run(journal, stream(OPENED) + LAST_CHUNK).awaitEnd();

        assertThatCode(() -> journal.check(true)).doesNotThrowAnyException();
    }

    // Goal: a test that asks for the status only is not failed for a body that is still on its way.
    @Test
    void anAnswerThatIsNoStreamIsToldWhole() throws Exception {
        var journal = new RunJournal();
        var looked = new CountDownLatch(1);
        try (var server = new RawServer(socket -> {
            write(socket, """
                    HTTP/1.1 413 Content Too Large\r
                    Content-Type: application/json\r
                    Content-Length: 2\r
                    \r
                    """);
            try {
                looked.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            write(socket, "{}");
        })) {
            var run = client(server, journal).at("/whole").start(REQUEST);
            assertThat(run.status()).isEqualTo(413);
            var looking = Thread.ofPlatform().start(() -> journal.check(false));
            Ceiling.until(
                    "the journal looks",
                    looking::getState,
                    state -> state != State.NEW && state != State.RUNNABLE,
                    run::transcript);
            looked.countDown();
            looking.join();
        }

        assertThat(Overheard.ALL)
                .filteredOn(exchange -> exchange.path().equals("/whole"))
                .extracting(exchange -> exchange.answer().text())
                .containsExactly("{}");
    }

    @Test
    void anAnswerThatIsNoStreamIsForTheListenersOnly() throws IOException {
        var journal = new RunJournal();
        try (var server = new RawServer(socket -> write(socket, """
                HTTP/1.1 409 Conflict\r
                Content-Type: application/json\r
                Content-Length: 2\r
                \r
                {}"""))) {
            client(server, journal).at("/overheard").start(REQUEST).awaitEnd();
            journal.check(false);
        }

        assertThat(Overheard.ALL)
                .filteredOn(exchange -> exchange.path().equals("/overheard"))
                .singleElement()
                .satisfies(exchange -> {
                    assertThat(exchange).hasToString("POST /overheard → 409");
                    assertThat(exchange.answer().header("Content-Type")).contains("application/json");
                    assertThat(exchange.answer().text()).isEqualTo("{}");
                    assertThat(exchange.contentType()).isEqualTo("application/json");
                    assertThat(exchange.body()).isNotEmpty();
                });
    }

    @Test
    void aListenerFailsTheCallItIsNotContentWith() throws IOException {
        try (var server =
                new RawServer(socket -> write(socket, "HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n"))) {
            var client = TutorClient.of(server.root());

            assertThat(client.get("/a?fine").status()).isEqualTo(204);
            assertThatExceptionOfType(AssertionError.class)
                    .isThrownBy(() -> client.get("/a?refused"))
                    .withMessage("refused GET /a?refused → 204");
        }
    }

    /** {@code /greeting} answers with a word, which is no stream of events. */
    @TutorStack(application = TinyApplication.class, settings = TinySettings.class, agent = "/run")
    static class Careless {

        @Test
        void neverLooks(Learner learner, AgUiClient agent) {
            agent.get("/greeting").awaitEnd();
        }

        @Test
        @BreaksStreams("a greeting is no stream")
        void breaksItOnPurpose(Learner learner, AgUiClient agent) {
            agent.get("/greeting").awaitEnd();
        }
    }

    @Test
    void theStackLooksAtTheEndOfEachTest() {
        List<String> failures =
                EngineTestKit.engine("junit-jupiter")
                        .selectors(selectClass(Careless.class))
                        .execute()
                        .testEvents()
                        .failed()
                        .stream()
                        .map(event -> event.getTestDescriptor().getDisplayName() + " "
                                + event.getRequiredPayload(TestExecutionResult.class)
                                        .getThrowable()
                                        .orElseThrow()
                                        .getMessage())
                        .toList();

        assertThat(failures)
                .singleElement()
                .asString()
                .startsWith("neverLooks")
                .contains("ends inside a frame")
                .contains("@BreaksStreams");
    }

    private static AgUiRun run(RunJournal journal, String answer) throws IOException {
        try (var server = new RawServer(socket -> write(socket, answer))) {
            return client(server, journal).start(REQUEST).awaitEnd();
        }
    }

    private static AgUiClient client(RawServer server, RunJournal journal) {
        return AgUiClient.of(server.root(), "/agent").writingInto(journal);
    }
}
