package dev.chiron.testkit;

import dev.chiron.testkit.ModelStep.Rejection;
import dev.chiron.testkit.ModelStep.Usage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * An OpenAI-compatible model on a loopback port that says what the test wrote down for it, and fails in the ways that
 * real ones fail.
 *
 * <p>Every path that ends in {@code /chat/completions} is served, streamed or whole; {@code GET …/models} lists the model
 * {@code scripted}. Scripts are found by the request's {@code user} field, so tests that run in parallel do not disturb
 * each other. A request without a script, or beyond the end of its script, is answered 400 and remembered in {@link
 * #unexpected()}.
 */
public final class ScriptedModel implements AutoCloseable {

    /** Without a step the answer is an error no client retries, so that the test fails at once and says why. */
    private static final String NO_STEP = "no_scripted_step";

    private final ServerSocket listener;
    private final ModelScript fallback = new ModelScript("requests without a user");
    private final Map<String, ModelScript> scripts = new ConcurrentHashMap<>();
    private final List<ModelRequest> requests = new CopyOnWriteArrayList<>();
    private final List<ModelRequest> unexpected = new CopyOnWriteArrayList<>();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    private ScriptedModel(ServerSocket listener) {
        this.listener = listener;
    }

    /**
     * Starts a model on a free loopback port.
     *
     * @throws UncheckedIOException when no port can be had
     */
    public static ScriptedModel start() {
        try {
            ScriptedModel model = new ScriptedModel(new ServerSocket(0, 200, InetAddress.getLoopbackAddress()));
            Thread.ofVirtual().name("scripted-model").start(model::accept);
            return model;
        } catch (IOException e) {
            throw new UncheckedIOException("the scripted model found no port", e);
        }
    }

    /** The base URL as OpenAI clients want it, ending in {@code /v1}. */
    public URI baseUrl() {
        return URI.create("http://127.0.0.1:" + listener.getLocalPort() + "/v1");
    }

    /** The script for an end user; made empty when asked for first. */
    public ModelScript forUser(String user) {
        return scripts.computeIfAbsent(user, name -> new ModelScript("user " + name));
    }

    /** The script for requests that name no end user. */
    public ModelScript fallback() {
        return fallback;
    }

    /** All requests of all users so far. */
    public List<ModelRequest> requests() {
        return List.copyOf(requests);
    }

    /** The requests that no script had a step for. */
    public List<ModelRequest> unexpected() {
        return List.copyOf(unexpected);
    }

    /** Closes the port and every connection. */
    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException _) {
            // Nobody can connect any more either way.
        }
        open.forEach(Wire::close);
    }

    /** Notes the request and finds the step that answers it. */
    ModelStep stepFor(ModelRequest request) {
        requests.add(request);
        String user = request.user();
        ModelScript script = user == null ? fallback : forUser(user);
        return script.next(request).orElseGet(() -> {
            unexpected.add(request);
            String message = "The scripted model has no step left for "
                    + (user == null ? "a request without a user" : "user " + user);
            return new ModelStep(
                    null, new Rejection(400, Map.of(), "invalid_request_error", NO_STEP, message), new Usage(0, 0));
        });
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                open.add(socket);
                Thread.ofVirtual().name("scripted-model-connection").start(() -> {
                    try {
                        new ModelConnection(this, socket).serve();
                    } finally {
                        Wire.close(socket);
                        open.remove(socket);
                    }
                });
            } catch (IOException _) {
                // The port was closed, or a client gave up while it was being accepted.
            }
        }
    }
}
