package dev.chiron.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Runs an AG-UI agent over a bare socket and writes down every frame as it comes, with its time and its faults. Nothing is
 * repaired or hidden on the way, as a client library would. Immutable.
 */
public final class AgUiClient {

    private final URI root;
    private final String path;
    private final @Nullable String token;
    private final Map<String, String> headers;
    private final int pauseAfter;
    private final int receiveBufferBytes;
    private final RunJournal journal;

    private AgUiClient(
            URI root,
            String path,
            @Nullable String token,
            Map<String, String> headers,
            int pauseAfter,
            int receiveBufferBytes,
            RunJournal journal) {
        this.root = root;
        this.path = path;
        this.token = token;
        this.headers = headers;
        this.pauseAfter = pauseAfter;
        this.receiveBufferBytes = receiveBufferBytes;
        this.journal = journal;
    }

    /** A client without a token for the agent at {@code path}, which begins with a slash. */
    public static AgUiClient of(URI root, String path) {
        return new AgUiClient(root, path, null, Map.of(), Integer.MAX_VALUE, 0, new RunJournal());
    }

    /** The same client with the learner's token. */
    public AgUiClient as(Learner learner) {
        return withToken(learner.token());
    }

    /** The same client with any token. */
    public AgUiClient withToken(String bearer) {
        return new AgUiClient(root, path, bearer, headers, pauseAfter, receiveBufferBytes, journal);
    }

    /** The same client without a token. */
    public AgUiClient anonymous() {
        return new AgUiClient(root, path, null, headers, pauseAfter, receiveBufferBytes, journal);
    }

    /** The same client for another path, which begins with a slash. */
    public AgUiClient at(String otherPath) {
        return new AgUiClient(root, otherPath, token, headers, pauseAfter, receiveBufferBytes, journal);
    }

    /** The same client with one header more, or another value for it. */
    public AgUiClient withHeader(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new AgUiClient(root, path, token, Map.copyOf(more), pauseAfter, receiveBufferBytes, journal);
    }

    /**
     * A reader that stops reading after so many frames (0: before the first byte of the answer) until {@link
     * AgUiRun#resumeReading()}, with a receive buffer of a few kilobytes, so that the server soon feels it.
     */
    public AgUiClient pausingAfter(int frames) {
        return new AgUiClient(root, path, token, headers, frames, 4096, journal);
    }

    /** The same client, whose runs are kept in a journal. */
    AgUiClient writingInto(RunJournal other) {
        return new AgUiClient(root, path, token, headers, pauseAfter, receiveBufferBytes, other);
    }

    /** Posts a run and returns as soon as the request is sent. */
    public AgUiRun start(AgUiRequest request) {
        return exchange("POST", path, "application/json", request.toString().getBytes(StandardCharsets.UTF_8), request);
    }

    /**
     * Posts an input to the agent's {@code connect} address, which shows a thread: the stream may carry other runs than the
     * one that was posted, and several. Returns as soon as the request is sent.
     */
    public AgUiRun connect(AgUiRequest request) {
        byte[] body = request.toString().getBytes(StandardCharsets.UTF_8);
        return exchange("POST", path + "/connect", "application/json", body, request);
    }

    /** Posts a run on a fresh thread with one user message, and waits for its end. */
    public AgUiRun say(String text) {
        return start(AgUiRequest.onNewThread().says(text)).awaitEnd();
    }

    /** Posts any bytes under any content type. */
    public AgUiRun post(@Nullable String contentType, byte[] body) {
        return exchange("POST", path, contentType, body, null);
    }

    /** Opens an event stream with GET. */
    public AgUiRun get(String streamPath) {
        return exchange("GET", streamPath, null, null, null);
    }

    private AgUiRun exchange(
            String method,
            String target,
            @Nullable String contentType,
            byte @Nullable [] body,
            @Nullable AgUiRequest request) {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("Host", root.getHost() + ":" + root.getPort());
        all.put("Accept", "text/event-stream");
        all.put("Connection", "close");
        if (contentType != null) {
            all.put("Content-Type", contentType);
        }
        if (body != null) {
            all.put("Content-Length", Integer.toString(body.length));
        }
        if (token != null) {
            all.put("Authorization", "Bearer " + token);
        }
        all.putAll(headers);
        StringBuilder head = new StringBuilder(method + " " + target + " HTTP/1.1\r\n");
        all.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        head.append("\r\n");
        Socket socket = new Socket();
        try {
            if (receiveBufferBytes > 0) {
                socket.setReceiveBufferSize(receiveBufferBytes);
            }
            socket.connect(
                    new InetSocketAddress(root.getHost(), root.getPort()), Math.toIntExact(Ceiling.WAIT.toMillis()));
            socket.setTcpNoDelay(true);
            AgUiRun run = new AgUiRun(socket, method + " " + target, request, pauseAfter);
            journal.add(run, method, target, contentType, body);
            run.startReading();
            send(socket, head.toString().getBytes(StandardCharsets.ISO_8859_1), body);
            return run;
        } catch (IOException e) {
            Wire.close(socket);
            throw new UncheckedIOException("cannot reach " + root, e);
        }
    }

    /** A server may refuse a large body before it has read it all; its answer matters more than our broken pipe. */
    private static void send(Socket socket, byte[] head, byte @Nullable [] body) {
        try {
            socket.getOutputStream().write(head);
            if (body != null) {
                socket.getOutputStream().write(body);
            }
            socket.getOutputStream().flush();
        } catch (IOException _) {
            // The reader sees how the connection ended.
        }
    }
}
