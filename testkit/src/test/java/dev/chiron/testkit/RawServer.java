package dev.chiron.testkit;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A server that answers one request on each connection exactly as the test says, well or badly. */
final class RawServer implements AutoCloseable {

    /** What is done with a connection once its request is read. */
    interface Manners {

        void serve(Socket socket) throws IOException, InterruptedException;
    }

    private final ServerSocket listener;
    private final BlockingQueue<String> requests = new LinkedBlockingQueue<>();

    RawServer(Manners manners) {
        try {
            listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(() -> accept(manners));
    }

    URI root() {
        return URI.create("http://127.0.0.1:" + listener.getLocalPort());
    }

    /** The head and body of the next request. */
    String takeRequest() throws InterruptedException {
        return String.valueOf(requests.poll(30, TimeUnit.SECONDS));
    }

    static void write(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        socket.getOutputStream().flush();
    }

    /** A head of a good answer, and the body in one chunk; the last chunk is not sent. */
    static String stream(String body) {
        return """
                HTTP/1.1 200 OK\r
                Content-Type: text/event-stream\r
                Cache-Control: no-cache, no-transform\r
                X-Accel-Buffering: no\r
                Transfer-Encoding: chunked\r
                \r
                """ + chunk(body);
    }

    static String chunk(String body) {
        return Integer.toHexString(body.getBytes(StandardCharsets.UTF_8).length) + "\r\n" + body + "\r\n";
    }

    static final String LAST_CHUNK = "0\r\n\r\n";

    private void accept(Manners manners) {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                Thread.ofVirtual().start(() -> serve(socket, manners));
            } catch (IOException _) {
                // The test is over.
            }
        }
    }

    private void serve(Socket socket, Manners manners) {
        try (socket) {
            InputStream in = new BufferedInputStream(socket.getInputStream());
            Wire.Head head = Wire.readHead(in);
            if (head == null) {
                return;
            }
            String body = head.contentLength() < 0
                    ? ""
                    : new String(Wire.body(head, in).readAllBytes(), StandardCharsets.UTF_8);
            requests.add(head.startLine() + "\n" + head.headers() + "\n" + body);
            manners.serve(socket);
        } catch (IOException _) {
            // The client left.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
