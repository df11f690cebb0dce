package dev.chiron.testkit;

import static dev.chiron.testkit.AgUiAssertions.assertThat;
import static dev.chiron.testkit.RawServer.LAST_CHUNK;
import static dev.chiron.testkit.RawServer.chunk;
import static dev.chiron.testkit.RawServer.stream;
import static dev.chiron.testkit.RawServer.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.chiron.testkit.AgUiRun.Call;
import dev.chiron.testkit.AgUiRun.End;
import java.io.IOException;
import java.net.SocketException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Goal: what a server did to its stream is seen as it was, and every fault in it fails an assert that names it. */
@Timeout(60)
class AgUiClientTest {

    private static final AgUiRequest REQUEST =
            AgUiRequest.onThread("t1").runId("r1").says("u1", "Hi");
    private static final String STARTED =
            "data: {\"type\":\"RUN_STARTED\",\"threadId\":\"t1\",\"runId\":\"r1\",\"protocolVersion\":\"1.0\"}\n\n";
    private static final String FINISHED = "data: {\"type\":\"RUN_FINISHED\",\"threadId\":\"t1\",\"runId\":\"r1\"}\n\n";
    private static final String MESSAGE = """
            data: {"type":"TEXT_MESSAGE_START","messageId":"m1","role":"assistant"}

            data: {"type":"TEXT_MESSAGE_CONTENT","messageId":"m1","delta":"Grüß "}

            data: {"type":"TEXT_MESSAGE_CONTENT","messageId":"m1","delta":"dich 🦉"}

            data: {"type":"TEXT_MESSAGE_END","messageId":"m1"}

            """;
    private static final String GOOD = STARTED + MESSAGE + FINISHED;

    private final Deque<RawServer> servers = new ArrayDeque<>();

    @AfterEach
    void closeServers() throws IOException {
        for (RawServer server : servers) {
            server.close();
        }
    }

    @Test
    void aGoodStreamIsConformant() {
        AgUiRun run = answered(stream(STARTED + ": keep-alive\n\n" + MESSAGE + FINISHED) + LAST_CHUNK);

        assertThat(run)
                .isConformant()
                .isConformantStream()
                .hasStatus(200)
                .hasHeader("x-accel-buffering", "no")
                .hasText("Grüß dich 🦉")
                .hasText("m1", "Grüß dich 🦉")
                .finished()
                .ended(End.CLEAN)
                .hasTypes(
                        "RUN_STARTED",
                        "TEXT_MESSAGE_START",
                        "TEXT_MESSAGE_CONTENT",
                        "TEXT_MESSAGE_CONTENT",
                        "TEXT_MESSAGE_END",
                        "RUN_FINISHED");
        assertThat(run).text().startsWith("Grüß");
        assertThat(run.comments()).extracting(AgUiRun.Comment::text).containsExactly("keep-alive");
        assertThat(run.frames()).isSortedAccordingTo((a, b) -> a.after().compareTo(b.after()));
    }

    @Test
    void theRequestIsWhatAClientOfTodaySends() throws Exception {
        answered(stream(GOOD) + LAST_CHUNK).awaitEnd();

        assertThat(server().takeRequest())
                .startsWith("POST /agent HTTP/1.1")
                .contains("text/event-stream")
                .contains("Bearer secret")
                .endsWith("{\"threadId\":\"t1\",\"runId\":\"r1\",\"protocolVersion\":\"1.0\",\"state\":{},"
                        + "\"messages\":[{\"id\":\"u1\",\"role\":\"user\",\"content\":\"Hi\"}],"
                        + "\"tools\":[],\"context\":[],\"forwardedProps\":{}}");
    }

    @Test
    void requestsAreBuiltPieceByPiece() {
        AgUiRequest request = AgUiRequest.onNewThread()
                .legacy()
                .offers("quiz", "Asks", "{\"type\":\"object\"}")
                .answers("c1", "42")
                .resumes("i1", "resolved", 7)
                .without("context");

        assertThat(request.json().has("protocolVersion")).isFalse();
        assertThat(request.json().at("/tools/0/parameters/type").asString()).isEqualTo("object");
        assertThat(request.json().at("/messages/0/toolCallId").asString()).isEqualTo("c1");
        assertThat(request.json().at("/resume/0/payload").asInt()).isEqualTo(7);
        assertThat(request.json().has("context")).isFalse();
        assertThat(AgUiRequest.onNewThread().threadId()).isNotEqualTo(request.threadId());
    }

    @Test
    void aStreamWithoutItsLastChunkIsTruncated() {
        AgUiRun run = answered(stream(STARTED + MESSAGE));

        assertThat(run).ended(End.TRUNCATED);
        rejects(run, "the answer ended TRUNCATED", "no terminal event");
    }

    @Test
    void aCleanEndWithoutATerminalEventIsNoSuccess() {
        AgUiRun run = answered(stream(STARTED + MESSAGE) + LAST_CHUNK);

        rejects(run, "no terminal event");
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> assertThat(run).finished());
    }

    @Test
    void aResetIsSeenAsAReset() {
        CountDownLatch seen = new CountDownLatch(1);
        AgUiRun run = served(socket -> {
            write(socket, stream(STARTED));
            seen.await();
            Wire.reset(socket);
        });
        run.awaitEvent("RUN_STARTED");
        seen.countDown();

        assertThat(run).ended(End.RESET);
        rejects(run, "the answer ended RESET");
    }

    @Test
    void carriageReturnsAreAFault() {
        AgUiRun run = answered(stream(GOOD.replace("\n", "\r\n")) + LAST_CHUNK);

        assertThat(run).hasText("Grüß dich 🦉");
        rejects(run, "a carriage return in the stream");
    }

    @Test
    @DisplayName("anything after the terminal event is a fault, be it an event, a comment or an empty line")
    void bytesAfterTheEndAreAFault() {
        rejects(answered(stream(GOOD + ": bye\n\n") + LAST_CHUNK), "7 bytes after the terminal event");
        rejects(answered(stream(GOOD) + chunk("\n") + LAST_CHUNK), "1 bytes after the terminal event");
        rejects(answered(stream(GOOD + MESSAGE) + LAST_CHUNK), "event 6");
    }

    @Test
    void wrongOrderIsAFault() {
        rejects(answered(stream(STARTED + FINISHED + FINISHED) + LAST_CHUNK), "event 2");
        rejects(
                answered(stream(STARTED + MESSAGE.replaceAll("(?m)^.*START.*\\R\\R", "") + FINISHED) + LAST_CHUNK),
                "event 1");
    }

    @Test
    void otherIdsThanAskedForAreAFault() {
        AgUiRun run = answered(stream(GOOD.replace("\"r1\"", "\"r2\"")) + LAST_CHUNK);

        rejects(run, "event 0");
        assertThat(run).isConformantStream();
    }

    @Test
    void nullsAndBrokenEventsAreFaults() {
        rejects(
                answered(stream(STARTED.replace("}", ",\"parentRunId\":null}") + FINISHED) + LAST_CHUNK),
                "parentRunId is null instead of absent");
        rejects(answered(stream("data: [DONE]\n\n") + LAST_CHUNK), "not a JSON object with a type: [DONE]");
        rejects(
                answered(stream(STARTED + "data: {\"type\":\"TEXT_MESSAGE_START\"}\n\n" + FINISHED) + LAST_CHUNK),
                "event 1 does not fit its schema");
        rejects(answered(stream(GOOD + "data: {\"type\"") + LAST_CHUNK), "ends inside a frame");
    }

    @Test
    void wrongHeadersAreFaults() {
        String answer = stream(GOOD) + LAST_CHUNK;

        rejects(answered(answer.replace("text/event-stream", "text/plain")), "Content-Type text/plain");
        rejects(answered(answer.replace("no-cache, no-transform", "private")), "Cache-Control private");
        rejects(answered(answer.replace("X-Accel-Buffering: no\r\n", "")), "X-Accel-Buffering (absent)");
        rejects(answered(answer.replace("X-Accel", "Content-Encoding: gzip\r\nX-Accel")), "Content-Encoding gzip");
        rejects(answered(answer.replace("200 OK", "202 Accepted")), "status 202");
    }

    @Test
    void anErrorAnswerIsReadWhole() {
        AgUiRun run = answered("HTTP/1.1 409 Conflict\r\nContent-Type: application/json\r\nContent-Length: 28\r\n\r\n"
                + "{\"error_code\":\"thread_busy\"}");

        assertThat(run).wasRejected(409, "thread_busy").ended(End.CLEAN);
        rejects(run, "status 409");
    }

    @Test
    void somethingThatIsNotHttpIsBroken() {
        assertThat(answered("HELLO\r\nthere\r\n\r\n")).ended(End.BROKEN);
    }

    @Test
    @DisplayName("endings are told apart: an error, a stop, a success")
    void endingsAreToldApart() {
        AgUiRun failed = answered(
                stream(STARTED + "data: {\"type\":\"RUN_ERROR\",\"message\":\"No.\",\"code\":\"model_failed\"}\n\n")
                        + LAST_CHUNK);
        AgUiRun stopped = answered(
                stream(STARTED + FINISHED.replace("}", ",\"outcome\":{\"type\":\"cancelled\"}}")) + LAST_CHUNK);

        assertThat(failed).isConformant().failedWith("model_failed");
        assertThat(stopped).isConformant().wasCancelled();
        fails(() -> assertThat(failed).finished(), "expected the run to finish");
        fails(() -> assertThat(failed).failedWith("other"), "expected RUN_ERROR other");
        fails(() -> assertThat(failed).wasCancelled(), "expected the run to be cancelled");
        fails(() -> assertThat(stopped).finished(), "expected the run to finish");
    }

    @Test
    void eachAssertFailsWithTheTranscript() {
        AgUiRun run = answered(stream(GOOD) + LAST_CHUNK);

        fails(() -> assertThat(run).hasText("Hello"), "expected the text");
        fails(() -> assertThat(run).hasText("m2", "Hello"), "expected message m2");
        fails(() -> assertThat(run).hasStatus(409), "expected status 409");
        fails(() -> assertThat(run).hasHeader("x", "y"), "expected header x");
        fails(() -> assertThat(run).hasTypes("RUN_STARTED"), "expected the events");
        fails(() -> assertThat(run).calls("quiz"), "expected one whole call of quiz");
        fails(() -> assertThat(run).ended(End.RESET), "expected the answer to end RESET");
        fails(() -> assertThat(run).wasRejected(200, "x"), "expected error_code x");
        fails(() -> run.awaitEvent("RUN_ERROR"), "ended without 1 × RUN_ERROR");
    }

    @Test
    @DisplayName("tool calls are put together from their fragments, also from chunks")
    void toolCallsArePutTogether() {
        AgUiRun run = answered(stream(STARTED + """
                data: {"type":"TOOL_CALL_START","toolCallId":"c1","toolCallName":"quiz"}

                data: {"type":"TOOL_CALL_ARGS","toolCallId":"c1","delta":"{\\"a\\""}

                data: {"type":"TOOL_CALL_ARGS","toolCallId":"c1","delta":":1}"}

                data: {"type":"TOOL_CALL_END","toolCallId":"c1"}

                data: {"type":"TOOL_CALL_CHUNK","toolCallId":"c2","toolCallName":"slider","delta":"{"}

                data: {"type":"TOOL_CALL_CHUNK","delta":"}"}

                """ + FINISHED) + LAST_CHUNK);

        assertThat(run).isConformant().calls("quiz").calls("slider");
        assertThat(run.calls())
                .containsExactly(new Call("c1", "quiz", "{\"a\":1}", true), new Call("c2", "slider", "{}", true));
        fails(() -> assertThat(run).callsNoTool(), "expected no tool call");
    }

    @Test
    void aSnapshotIsWhereTheTextOfAMessageGoesOn() {
        AgUiRun run = answered(stream(STARTED + """
                data: {"type":"MESSAGES_SNAPSHOT","messages":[{"id":"m1","role":"assistant","content":"So "}]}

                """ + MESSAGE + FINISHED) + LAST_CHUNK);

        assertThat(run).isConformant().hasText("Grüß dich 🦉").hasText("m1", "So Grüß dich 🦉");
    }

    @Test
    void theServerNoticesThatWeLeft() throws Exception {
        CountDownLatch noticed = new CountDownLatch(2);
        RawServer.Manners untilLeft = socket -> {
            try {
                write(socket, stream(STARTED));
                while (socket.getInputStream().read() >= 0) {
                    // Nothing more is expected.
                }
            } catch (SocketException _) {
                // A reset is a way to leave as well.
            }
            noticed.countDown();
        };
        AgUiRun politely = served(untilLeft);
        politely.awaitEvent("RUN_STARTED");
        politely.disconnect();
        AgUiRun rudely = AgUiClient.of(server().root(), "/agent").start(REQUEST);
        rudely.awaitEvent("RUN_STARTED");
        rudely.reset();

        assertThat(noticed.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(politely).ended(End.LEFT);
        assertThat(rudely).ended(End.LEFT);
    }

    @Test
    void aHalfClosedClientStillReads() {
        AgUiRun run = served(socket -> {
            write(socket, stream(STARTED));
            while (socket.getInputStream().read() >= 0) {
                // Until the client has said its last word.
            }
            write(socket, chunk(FINISHED) + LAST_CHUNK);
        });
        run.awaitEvent("RUN_STARTED");
        run.halfClose();

        assertThat(run).isConformant().finished();
    }

    @Test
    @DisplayName("a reader that pauses makes the server feel it, and reads everything once it goes on")
    void aPausedReaderHoldsTheServerUp() {
        String delta = "data: {\"type\":\"TEXT_MESSAGE_CONTENT\",\"messageId\":\"m1\",\"delta\":\"" + "x".repeat(65_536)
                + "\"}\n\n";
        AtomicLong sent = new AtomicLong();
        servers.push(new RawServer(socket -> {
            socket.setSendBufferSize(65_536);
            write(socket, stream(STARTED));
            for (int i = 0; i < 200; i++) {
                write(socket, chunk(delta));
                sent.incrementAndGet();
            }
            write(socket, chunk(FINISHED) + LAST_CHUNK);
        }));
        AgUiRun run = AgUiClient.of(server().root(), "/agent").pausingAfter(1).start(REQUEST);
        run.awaitFrames(1);

        // The server can fill the buffers of the kernel and not more: 13 MB do not fit.
        Ceiling.until("a first delta", sent::get, n -> n > 0, run::transcript);
        assertThat(run.isOpen()).isTrue();
        assertThat(run.frames()).hasSize(1);
        assertThat(sent.get()).isLessThan(200);
        run.resumeReading();

        assertThat(run.awaitEnd().frames()).hasSize(202);
        assertThat(run.text()).hasSize(200 * 65_536);
    }

    private AgUiRun answered(String answer) {
        return served(socket -> write(socket, answer));
    }

    private AgUiRun served(RawServer.Manners manners) {
        servers.push(new RawServer(manners));
        return AgUiClient.of(server().root(), "/agent").withToken("secret").start(REQUEST);
    }

    private RawServer server() {
        return servers.getFirst();
    }

    private static void rejects(AgUiRun run, String... reasons) {
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> assertThat(run).isConformant())
                .withMessageContaining("not a conformant AG-UI answer")
                .withMessageContainingAll(reasons)
                .withMessageContaining("POST /agent");
    }

    private static void fails(ThrowingCallable assertion, String message) {
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(assertion)
                .withMessageContaining(message)
                .withMessageContaining("POST /agent");
    }
}
