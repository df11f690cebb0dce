package dev.chiron.bench;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One request that is answered by a stream of server-sent events, on a socket and a thread of its own. It does as little as
 * it can: the load generator shares the machine with what it measures.
 */
final class SseExchange implements AutoCloseable {

    private static final int TIMEOUT_MILLIS = 60_000;

    private final Socket socket;
    private final InputStream in;
    private final int status;
    private final boolean chunked;
    private long leftOfChunk;
    private boolean firstChunk = true;

    private SseExchange(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new BufferedInputStream(socket.getInputStream(), 4096);
        var start = readLine(in);
        if (start == null) {
            throw new EOFException("the server closed the connection without an answer");
        }
        this.status = Integer.parseInt(start.split(" ", -1)[1]);
        var isChunked = false;
        for (var line = readLine(in); line != null && !line.isEmpty(); line = readLine(in)) {
            isChunked |= line.toLowerCase(Locale.ROOT).startsWith("transfer-encoding: chunked");
        }
        this.chunked = isChunked;
    }

    /**
     * Sends a JSON body and waits for the head of the answer, 60 s at most.
     *
     * @param token bearer token; null for none
     */
    static SseExchange post(URI root, String path, @Nullable String token, String body) throws IOException {
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        return send(
                root,
                "POST " + path,
                token,
                "Content-Type: application/json\r\nContent-Length: " + bytes.length + "\r\n",
                bytes);
    }

    /** Asks for a stream and waits for the head of the answer, 60 s at most. */
    static SseExchange get(URI root, String path, String token) throws IOException {
        return send(root, "GET " + path, token, "", new byte[0]);
    }

    private static SseExchange send(URI root, String what, @Nullable String token, String headers, byte[] body)
            throws IOException {
        var socket = new Socket(root.getHost(), root.getPort());
        try {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(TIMEOUT_MILLIS);
            var head = what + " HTTP/1.1\r\nHost: " + root.getHost() + ":" + root.getPort()
                    + "\r\nAccept: text/event-stream\r\nConnection: close\r\n"
                    + (token == null ? "" : "Authorization: Bearer " + token + "\r\n")
                    + headers + "\r\n";
            var request = new ByteArrayOutputStream(head.length() + body.length);
            request.writeBytes(head.getBytes(StandardCharsets.ISO_8859_1));
            request.writeBytes(body);
            request.writeTo(socket.getOutputStream());
            return new SseExchange(socket);
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    int status() {
        return status;
    }

    /**
     * The data of the next event, its lines joined; comments are skipped. Null at the clean end of the body.
     *
     * @throws EOFException if the body ends early
     */
    @Nullable
    String next() throws IOException {
        var data = new StringBuilder();
        while (true) {
            var line = nextLine();
            if (line == null) {
                return null;
            }
            if (line.isEmpty() && !data.isEmpty()) {
                return data.toString();
            }
            if (line.startsWith("data:")) {
                if (!data.isEmpty()) {
                    data.append('\n');
                }
                data.append(line, line.startsWith("data: ") ? 6 : 5, line.length());
            }
        }
    }

    private @Nullable String nextLine() throws IOException {
        var line = new ByteArrayOutputStream(256);
        while (true) {
            var b = nextByte();
            if (b < 0) {
                if (line.size() > 0) {
                    throw new EOFException("the body ends inside a line");
                }
                return null;
            }
            if (b == '\n') {
                return line.toString(StandardCharsets.UTF_8);
            }
            line.write(b);
        }
    }

    private int nextByte() throws IOException {
        if (!chunked) {
            return in.read();
        }
        if (leftOfChunk == 0 && !beginChunk()) {
            return -1;
        }
        var b = in.read();
        if (b < 0) {
            throw new EOFException("the body ends inside a chunk");
        }
        leftOfChunk--;
        return b;
    }

    /** False at the last chunk. */
    private boolean beginChunk() throws IOException {
        if (leftOfChunk < 0) {
            return false;
        }
        if (!firstChunk) {
            var unused = readLine(in);
        }
        firstChunk = false;
        var size = readLine(in);
        if (size == null) {
            throw new EOFException("the body ends without its last chunk");
        }
        leftOfChunk = Long.parseLong(size.strip(), 16);
        if (leftOfChunk == 0) {
            leftOfChunk = -1;
            return false;
        }
        return true;
    }

    /** A line up to its line feed, without it and without a carriage return before it; null at the end. */
    static @Nullable String readLine(InputStream in) throws IOException {
        var line = new ByteArrayOutputStream(128);
        while (true) {
            var b = in.read();
            if (b < 0) {
                return line.size() == 0 ? null : line.toString(StandardCharsets.ISO_8859_1);
            }
            if (b == '\n') {
                var text = line.toString(StandardCharsets.ISO_8859_1);
                return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
            }
            line.write(b);
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
