package dev.chiron.testkit;

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
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The key server of a Supabase project on a loopback port: publishes the keys that the test names, and fails in the ways
 * that real ones fail. Its address is good as {@code SUPABASE_URL}; tokens of the project have {@link #issuer()} as {@code iss}.
 *
 * <p>Each of the methods that say what is answered holds from then on, until the next one.
 */
public final class ScriptedKeyServer implements AutoCloseable {

    /** Where Supabase Auth publishes its keys. */
    public static final String KEYS = "/auth/v1/.well-known/jwks.json";

    private static final Map<String, String> JSON = Map.of("Content-Type", "application/json");

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final Barrier closing = Barrier.closed();
    private volatile Reply reply = exchange -> answer(exchange, 200, JSON, keySet());

    @FunctionalInterface
    private interface Reply {
        void to(HttpExchange exchange) throws IOException, InterruptedException;
    }

    private ScriptedKeyServer(HttpServer server) {
        this.server = server;
    }

    /**
     * Starts on a free port, with no key yet.
     *
     * @throws UncheckedIOException when no port can be had
     */
    public static ScriptedKeyServer start() {
        try {
            HttpServer http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
            ScriptedKeyServer keys = new ScriptedKeyServer(http);
            http.setExecutor(keys.threads);
            http.createContext("/", keys::serve);
            http.start();
            return keys;
        } catch (IOException e) {
            throw new UncheckedIOException("the key server found no port", e);
        }
    }

    /** The project's address, without a slash at its end. */
    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** The {@code iss} of the project's tokens. */
    public String issuer() {
        return url() + "/auth/v1";
    }

    /** Publishes these keys and no other: a rotation is to publish both, a revocation to leave one out. */
    public ScriptedKeyServer publishes(TokenKey... keys) {
        String set = keySet(keys);
        reply = exchange -> answer(exchange, 200, JSON, set);
        return this;
    }

    /** Publishes these keys, but no answer is given before the barrier is open: a slow server, without a clock. */
    public ScriptedKeyServer publishesAfter(Barrier barrier, TokenKey... keys) {
        String set = keySet(keys);
        reply = exchange -> {
            barrier.pass();
            answer(exchange, 200, JSON, set);
        };
        return this;
    }

    /** Takes requests and closes their connections: the server is down. */
    public ScriptedKeyServer isDown() {
        reply = HttpExchange::close;
        return this;
    }

    /** Takes requests and never answers. */
    public ScriptedKeyServer hangs() {
        reply = _ -> closing.pass();
        return this;
    }

    /** Begins an answer and never ends it. */
    public ScriptedKeyServer hangsInTheMiddle() {
        reply = exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, 1000);
            exchange.getResponseBody().write("{\"keys\":[".getBytes(StandardCharsets.UTF_8));
            exchange.getResponseBody().flush();
            closing.pass();
        };
        return this;
    }

    /** Answers with an HTTP error. */
    public ScriptedKeyServer fails(int status) {
        reply = exchange -> answer(exchange, status, JSON, "{\"message\":\"scripted failure\"}");
        return this;
    }

    /** Answers 200 with something that is no list of keys. */
    public ScriptedKeyServer garbage(String body) {
        reply = exchange -> answer(exchange, 200, JSON, body);
        return this;
    }

    /** Sends whoever asks to another address. */
    public ScriptedKeyServer redirectsTo(URI elsewhere) {
        reply = exchange -> answer(exchange, 302, Map.of("Location", elsewhere.toString()), "");
        return this;
    }

    /** How often it was asked for anything so far. */
    public int asked() {
        return requests.size();
    }

    /** The paths that it was asked for, oldest first. */
    public List<String> requests() {
        return List.copyOf(requests);
    }

    private static String keySet(TokenKey... keys) {
        return Stream.of(keys).map(TokenKey::publicJwk).collect(Collectors.joining(",", "{\"keys\":[", "]}"));
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            requests.add(exchange.getRequestURI().toString());
            exchange.getRequestBody().readAllBytes();
            reply.to(exchange);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void answer(HttpExchange exchange, int status, Map<String, String> headers, String body)
            throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        headers.forEach(exchange.getResponseHeaders()::set);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    /** Closes the port and every connection. */
    @Override
    public void close() {
        closing.open();
        server.stop(0);
        threads.shutdownNow();
    }
}
