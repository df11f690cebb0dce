package dev.chiron.testkit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * What stands before a project's servers, as far as Supabase Auth is concerned: it takes {@code /auth/v1} off the address and
 * lets nobody in without the project's public key, but for the signing keys, which are for everybody.
 */
final class SupabaseGateway implements AutoCloseable {

    private static final String PREFIX = "/auth/v1";
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    /** Names that the HTTP client sets by itself, or that hold for one connection only. */
    private static final Set<String> NOT_FORWARDED =
            Set.of("connection", "content-length", "expect", "host", "http2-settings", "transfer-encoding", "upgrade");

    private final HttpServer server;
    private final HttpClient client;
    private final ExecutorService threads;
    private final String publicKey;
    private volatile int authPort;

    private SupabaseGateway(HttpServer server, ExecutorService threads, String publicKey) {
        this.server = server;
        this.threads = threads;
        this.publicKey = publicKey;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(PATIENCE)
                .executor(threads)
                .build();
    }

    /** Listens on 127.0.0.1, and knows nobody behind itself until {@link #leadTo}. */
    static SupabaseGateway start(String publicKey) {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
            SupabaseGateway gateway = new SupabaseGateway(server, threads, publicKey);
            server.setExecutor(threads);
            server.createContext("/", gateway::handle);
            server.start();
            return gateway;
        } catch (IOException e) {
            throw new UncheckedIOException("no port for the gateway", e);
        }
    }

    /** Where Supabase Auth is from now on. */
    void leadTo(int port) {
        authPort = port;
    }

    /** The address of the project, as {@code SUPABASE_URL} has it. */
    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getRawPath();
            if (!path.startsWith(PREFIX + "/")) {
                answer(exchange, 404, "{\"message\":\"no Route matched with those values\"}");
                return;
            }
            String rest = path.substring(PREFIX.length());
            boolean open = rest.startsWith("/.well-known/");
            if (!open && !publicKey.equals(exchange.getRequestHeaders().getFirst("apikey"))) {
                answer(exchange, 401, "{\"message\":\"No API key found in request\"}");
                return;
            }
            forward(exchange, rest);
        }
    }

    private void forward(HttpExchange exchange, String path) throws IOException {
        String query = exchange.getRequestURI().getRawQuery();
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + authPort + path + (query == null ? "" : "?" + query)))
                .timeout(PATIENCE)
                .method(
                        exchange.getRequestMethod(),
                        HttpRequest.BodyPublishers.ofByteArray(
                                exchange.getRequestBody().readAllBytes()));
        exchange.getRequestHeaders().forEach((name, values) -> {
            if (!NOT_FORWARDED.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> request.header(name, value));
            }
        });
        try {
            HttpResponse<byte[]> response = client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            response.headers().map().forEach((name, values) -> {
                if (!NOT_FORWARDED.contains(name.toLowerCase(Locale.ROOT))) {
                    exchange.getResponseHeaders().put(name, List.copyOf(values));
                }
            });
            send(exchange, response.statusCode(), response.body());
        } catch (IOException e) {
            answer(exchange, 502, "{\"message\":\"An invalid response was received from the upstream server\"}");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void answer(HttpExchange exchange, int status, String json) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        send(exchange, status, json.getBytes(StandardCharsets.UTF_8));
    }

    private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }

    @Override
    public void close() {
        server.stop(0);
        client.shutdownNow();
        threads.shutdownNow();
    }
}
