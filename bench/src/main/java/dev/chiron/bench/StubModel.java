package dev.chiron.bench;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;

/**
 * An OpenAI-compatible model that costs next to nothing: it answers every streamed completion with the same number of
 * pieces at the same pace, on a virtual thread for each connection. The reply names the question it answers, so that a
 * reply which reaches the wrong learner shows.
 */
final class StubModel implements AutoCloseable {

    private static final Pattern QUESTION = Pattern.compile("Question ([0-9]+-[0-9]+)\\.");

    private final ServerSocket listener;
    private final int deltas;
    private final long pauseNanos;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    private StubModel(ServerSocket listener, int deltas, Duration pause) {
        this.listener = listener;
        this.deltas = deltas;
        this.pauseNanos = pause.toNanos();
    }

    /**
     * Starts a model.
     *
     * @param port loopback port; 0: any
     * @throws IOException if the port is taken
     */
    static StubModel start(int port, int deltas, Duration pause) throws IOException {
        var model = new StubModel(new ServerSocket(port, 4096, InetAddress.getLoopbackAddress()), deltas, pause);
        Thread.ofVirtual().name("stub-model").start(model::accept);
        return model;
    }

    int port() {
        return listener.getLocalPort();
    }

    /** What a learner asks; the number makes it unique. */
    static String question(int learner, int turn) {
        return "Question " + learner + "-" + turn + ". What is a monad?";
    }

    /** What the model answers to that. */
    static String reply(int learner, int turn, int deltas) {
        var reply = new StringBuilder();
        for (var delta = 0; delta < deltas; delta++) {
            reply.append(delta(learner + "-" + turn, delta));
        }
        return reply.toString();
    }

    /** How the answer to that begins, and no other. */
    static String replyBegin(int learner, int turn) {
        return delta(learner + "-" + turn, 0);
    }

    private static String delta(String question, int number) {
        return number == 0 ? "Answer to " + question + ":" : " piece" + number;
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                var socket = listener.accept();
                open.add(socket);
                Thread.ofVirtual().name("stub-model-connection").start(() -> serve(socket));
            } catch (IOException e) {
                // The port was closed, or a client gave up while it was being accepted.
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            socket.setTcpNoDelay(true);
            var in = new BufferedInputStream(socket.getInputStream(), 16 * 1024);
            while (true) {
                var length = readHead(in);
                if (length < 0) {
                    return;
                }
                var body = new String(in.readNBytes(length), StandardCharsets.UTF_8);
                answer(lastQuestion(body), socket.getOutputStream());
            }
        } catch (IOException e) {
            // The client has gone; the next one opens its own connection.
        } finally {
            open.remove(socket);
        }
    }

    /** The length of the body that follows; -1 when the client has closed the connection. */
    private static int readHead(InputStream in) throws IOException {
        var length = -1;
        var line = SseExchange.readLine(in);
        if (line == null) {
            return -1;
        }
        while (line != null && !line.isEmpty()) {
            var colon = line.indexOf(':');
            if (colon > 0 && line.substring(0, colon).toLowerCase(Locale.ROOT).equals("content-length")) {
                length = Integer.parseInt(line.substring(colon + 1).strip());
            }
            line = SseExchange.readLine(in);
        }
        if (length < 0) {
            throw new EOFException("a request without Content-Length");
        }
        return length;
    }

    private static String lastQuestion(String body) {
        var questions = QUESTION.matcher(body);
        var last = "0-0";
        while (questions.find()) {
            last = questions.group(1);
        }
        return last;
    }

    private void answer(String question, OutputStream out) throws IOException {
        var begin = System.nanoTime();
        out.write("""
                HTTP/1.1 200 OK\r
                Content-Type: text/event-stream\r
                Transfer-Encoding: chunked\r
                \r
                """.getBytes(StandardCharsets.US_ASCII));
        for (var delta = 0; delta < deltas; delta++) {
            // Against the clock, not from piece to piece: a late one does not make the reply longer.
            awaitTime(begin + (delta + 1) * pauseNanos);
            send(out, "{\"content\":\"" + delta(question, delta) + "\"}", "null");
        }
        send(out, "{}", "\"stop\"");
        out.write(chunk("data: [DONE]\n\n"));
        out.write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    private static void awaitTime(long nanoTime) {
        for (var left = nanoTime - System.nanoTime(); left > 0; left = nanoTime - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    private static void send(OutputStream out, String delta, String finishReason) throws IOException {
        out.write(chunk(
                "data: {\"id\":\"chatcmpl-stub\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"stub\","
                        + "\"choices\":[{\"index\":0,\"delta\":" + delta + ",\"finish_reason\":" + finishReason
                        + "}]}\n\n"));
    }

    private static byte[] chunk(String data) {
        var length = data.getBytes(StandardCharsets.UTF_8).length;
        return (Integer.toHexString(length) + "\r\n" + data + "\r\n").getBytes(StandardCharsets.UTF_8);
    }

    /** Closes the port and all connections. */
    @Override
    public void close() throws IOException {
        listener.close();
        for (var socket : open) {
            socket.close();
        }
    }
}
