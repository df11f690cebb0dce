package dev.chiron.tutor.fake;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** An HTTP server on a loopback port that answers every request alike and keeps what it was asked. */
public final class FakeServer implements AutoCloseable {

    /** One request; header names in lower case, each with its first value. */
    public record Request(String method, URI uri, Map<String, String> headers, String body) {}

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final Set<InetSocketAddress> clients = ConcurrentHashMap.newKeySet();
    private final CountDownLatch closing = new CountDownLatch(1);
    private volatile Answer answer = exchange -> respond(exchange, 404, Map.of(), "");

    @FunctionalInterface
    private interface Answer {
        void to(HttpExchange exchange) throws IOException;
    }

    private FakeServer(HttpServer server) {
        this.server = server;
    }

    /** Starts on a free port; answers 404 until told otherwise. */
    public static FakeServer start() {
        try {
            var fake =
                    new FakeServer(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50));
            fake.server.setExecutor(fake.threads);
            fake.server.createContext("/", fake::serve);
            fake.server.start();
            return fake;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Without a slash at its end. */
    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** From now on every request is answered so. */
    public FakeServer answers(int status, String body) {
        return answers(status, Map.of("Content-Type", "application/json"), body);
    }

    /** From now on every request is answered so. */
    public FakeServer answers(int status, Map<String, String> headers, String body) {
        answer = exchange -> respond(exchange, status, headers, body);
        return this;
    }

    /** From now on requests are taken and never answered. */
    public FakeServer hangs() {
        answer = exchange -> awaitClosing();
        return this;
    }

    /** From now on an answer begins and never ends. */
    public FakeServer hangsInTheMiddleOf(String body) {
        answer = exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length() + 1000L);
            exchange.getResponseBody().write(body.getBytes(StandardCharsets.UTF_8));
            exchange.getResponseBody().flush();
            awaitClosing();
        };
        return this;
    }

    /** What was asked so far, oldest first. */
    public List<Request> requests() {
        return List.copyOf(requests);
    }

    /** How many connections requests have come over. */
    public int connections() {
        return clients.size();
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            var headers = new java.util.TreeMap<String, String>();
            exchange.getRequestHeaders()
                    .forEach((name, values) -> headers.put(name.toLowerCase(java.util.Locale.ROOT), values.getFirst()));
            var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            clients.add(exchange.getRemoteAddress());
            requests.add(new Request(exchange.getRequestMethod(), exchange.getRequestURI(), headers, body));
            answer.to(exchange);
        }
    }

    private static void respond(HttpExchange exchange, int status, Map<String, String> headers, String body)
            throws IOException {
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        headers.forEach(exchange.getResponseHeaders()::set);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private void awaitClosing() {
        try {
            closing.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closing.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
