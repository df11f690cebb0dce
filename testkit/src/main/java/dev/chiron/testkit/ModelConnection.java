package dev.chiron.testkit;

import dev.chiron.testkit.ModelRequest.Outcome;
import dev.chiron.testkit.ModelStep.Call;
import dev.chiron.testkit.ModelStep.Completion;
import dev.chiron.testkit.ModelStep.Garbage;
import dev.chiron.testkit.ModelStep.Hold;
import dev.chiron.testkit.ModelStep.Part;
import dev.chiron.testkit.ModelStep.Pause;
import dev.chiron.testkit.ModelStep.Refusal;
import dev.chiron.testkit.ModelStep.Rejection;
import dev.chiron.testkit.ModelStep.Silence;
import dev.chiron.testkit.ModelStep.Text;
import dev.chiron.testkit.ModelStep.Usage;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One connection to the scripted model. It serves one request and closes: then a byte or an end that arrives while the
 * answer is under way can only mean that the client has left.
 */
final class ModelConnection {

    private static final Set<String> SECRET_HEADERS =
            Set.of("authorization", "proxy-authorization", "api-key", "x-api-key", "cookie");

    private static final AtomicLong COMPLETIONS = new AtomicLong();

    private final ScriptedModel model;
    private final Socket socket;
    private final CountDownLatch clientLeft = new CountDownLatch(1);
    private Outcome outcome = Outcome.ABANDONED;

    ModelConnection(ScriptedModel model, Socket socket) {
        this.model = model;
        this.socket = socket;
    }

    void serve() {
        ModelRequest request = null;
        try {
            socket.setTcpNoDelay(true);
            InputStream in = new BufferedInputStream(socket.getInputStream());
            Wire.Head head = Wire.readHead(in);
            if (head == null) {
                return;
            }
            String[] start = head.startLine().split(" ", -1);
            String path = start.length > 1 ? start[1].replaceFirst("\\?.*", "") : "";
            byte[] body = start[0].equals("POST") ? readBody(head, in) : new byte[0];
            if (start[0].equals("GET") && path.endsWith("/models")) {
                sendWhole(200, Map.of(), modelList());
            } else if (!path.endsWith("/chat/completions")) {
                sendWhole(404, Map.of(), error("invalid_request_error", null, "Unknown path " + path));
            } else if (!start[0].equals("POST")) {
                sendWhole(405, Map.of(), error("invalid_request_error", null, "Use POST"));
            } else {
                JsonNode json = parse(body);
                if (json == null) {
                    sendWhole(400, Map.of(), error("invalid_request_error", null, "The body is not a JSON object"));
                } else {
                    request = new ModelRequest(Instant.now(), publicHeaders(head), json);
                    ModelStep step = model.stepFor(request);
                    watchClient(in);
                    answer(request, step);
                }
            }
        } catch (IOException _) {
            // The client went away; that is an outcome, not an error of the model.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            if (request != null) {
                request.finished(outcome);
            }
        }
    }

    private void answer(ModelRequest request, ModelStep step) throws IOException, InterruptedException {
        if (step.hold() != null) {
            step.hold().pass();
        }
        switch (step.act()) {
            case Completion completion when request.isStreaming() -> stream(request, completion, step.usage());
            case Completion completion -> whole(request, completion, step.usage());
            case Rejection(int status, Map<String, String> headers, String type, String code, String message) ->
                sendWhole(status, headers, error(type, code, message));
            case Silence() -> clientLeft.await();
            case Garbage() -> garbage(request.isStreaming());
        }
    }

    private void stream(ModelRequest request, Completion completion, Usage usage)
            throws IOException, InterruptedException {
        boolean includeUsage =
                request.body().path("stream_options").path("include_usage").asBoolean(false);
        Chunk chunk = new Chunk(
                "chatcmpl-" + COMPLETIONS.incrementAndGet(),
                request.at().getEpochSecond(),
                request.model(),
                includeUsage);
        startStream();
        sendData(chunk.of(role(completion.parts().stream().anyMatch(Call.class::isInstance) ? null : ""), null));
        int calls = 0;
        for (Part part : completion.parts()) {
            switch (part) {
                case Text(String delta) -> sendData(chunk.of(field("content", delta), null));
                case Refusal(String delta) -> sendData(chunk.of(field("refusal", delta), null));
                case Pause(var length) -> {
                    if (clientLeft.await(length.toNanos(), TimeUnit.NANOSECONDS)) {
                        return;
                    }
                }
                case Hold(Barrier barrier) -> barrier.pass();
                case Call call -> {
                    sendData(chunk.of(callStart(calls, call), null));
                    int middle = call.arguments()
                            .offsetByCodePoints(
                                    0,
                                    call.arguments()
                                                    .codePointCount(
                                                            0, call.arguments().length())
                                            / 2);
                    sendData(chunk.of(callArguments(calls, call.arguments().substring(0, middle)), null));
                    sendData(chunk.of(callArguments(calls, call.arguments().substring(middle)), null));
                    calls++;
                }
            }
        }
        switch (completion.ending()) {
            case STOP, TOOL_CALLS, LENGTH, CONTENT_FILTER -> {
                sendData(chunk.of(Json.MAPPER.createObjectNode(), completion.ending().finishReason));
                if (includeUsage) {
                    sendData(chunk.ofUsage(usage));
                }
                sendChunk("data: [DONE]\n\n");
                endChunks();
            }
            case CLOSE -> endChunks();
            case RESET -> {
                judge();
                Wire.reset(socket);
            }
            case STALL -> clientLeft.await();
        }
    }

    private void whole(ModelRequest request, Completion completion, Usage usage)
            throws IOException, InterruptedException {
        StringBuilder content = new StringBuilder();
        StringBuilder refusal = new StringBuilder();
        ArrayNode calls = Json.MAPPER.createArrayNode();
        for (Part part : completion.parts()) {
            switch (part) {
                case Text(String delta) -> content.append(delta);
                case Refusal(String delta) -> refusal.append(delta);
                case Pause(var length) -> {
                    if (clientLeft.await(length.toNanos(), TimeUnit.NANOSECONDS)) {
                        return;
                    }
                }
                case Hold(Barrier barrier) -> barrier.pass();
                case Call(String id, String name, String arguments) ->
                    calls.addObject()
                            .put("id", id)
                            .put("type", "function")
                            .putObject("function")
                            .put("name", name)
                            .put("arguments", arguments);
            }
        }
        ObjectNode message = Json.MAPPER.createObjectNode().put("role", "assistant");
        boolean saysNothing = content.isEmpty() && (!calls.isEmpty() || !refusal.isEmpty());
        message.put("content", saysNothing ? null : content.toString());
        message.put("refusal", refusal.isEmpty() ? null : refusal.toString());
        if (!calls.isEmpty()) {
            message.set("tool_calls", calls);
        }
        ObjectNode body = Json.MAPPER
                .createObjectNode()
                .put("id", "chatcmpl-" + COMPLETIONS.incrementAndGet())
                .put("object", "chat.completion")
                .put("created", request.at().getEpochSecond())
                .put("model", request.model());
        ObjectNode choice = body.putArray("choices").addObject().put("index", 0);
        choice.set("message", message);
        choice.putNull("logprobs");
        choice.put("finish_reason", completion.ending().finishReason);
        body.set("usage", usageNode(usage));
        switch (completion.ending()) {
            case STOP, TOOL_CALLS, LENGTH, CONTENT_FILTER -> sendWhole(200, Map.of(), body);
            case CLOSE -> sendHalf(body);
            case RESET -> {
                sendHalf(body);
                Wire.reset(socket);
            }
            case STALL -> {
                sendHalf(body);
                outcome = Outcome.ABANDONED;
                clientLeft.await();
            }
        }
    }

    private void garbage(boolean streaming) throws IOException {
        if (streaming) {
            startStream();
            sendChunk("data: {\"id\":\"chatcmpl-x\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\n\n");
            sendChunk("data: <html>Bad gateway</html>\n\n");
            endChunks();
        } else {
            byte[] body = "<html>Bad gateway</html>".getBytes(StandardCharsets.UTF_8);
            judge();
            send(head(200, Map.of("Content-Type", "application/json", "Content-Length", "" + body.length)));
            send(body);
        }
    }

    /** The chunks of one completion, which share their id, time and model. */
    private record Chunk(String id, long created, String model, boolean withUsage) {

        ObjectNode of(ObjectNode delta, @Nullable String finishReason) {
            ObjectNode chunk = empty();
            ObjectNode choice = chunk.putArray("choices").addObject().put("index", 0);
            choice.set("delta", delta);
            choice.putNull("logprobs");
            choice.put("finish_reason", finishReason);
            if (withUsage) {
                chunk.putNull("usage");
            }
            return chunk;
        }

        ObjectNode ofUsage(Usage usage) {
            ObjectNode chunk = empty();
            chunk.putArray("choices");
            chunk.set("usage", usageNode(usage));
            return chunk;
        }

        private ObjectNode empty() {
            return Json.MAPPER
                    .createObjectNode()
                    .put("id", id)
                    .put("object", "chat.completion.chunk")
                    .put("created", created)
                    .put("model", model);
        }
    }

    private static ObjectNode role(@Nullable String content) {
        return Json.MAPPER.createObjectNode().put("role", "assistant").put("content", content);
    }

    private static ObjectNode field(String name, String value) {
        return Json.MAPPER.createObjectNode().put(name, value);
    }

    private static ObjectNode callStart(int index, Call call) {
        ObjectNode delta = Json.MAPPER.createObjectNode();
        delta.putArray("tool_calls")
                .addObject()
                .put("index", index)
                .put("id", call.id())
                .put("type", "function")
                .putObject("function")
                .put("name", call.name())
                .put("arguments", "");
        return delta;
    }

    private static ObjectNode callArguments(int index, String fragment) {
        ObjectNode delta = Json.MAPPER.createObjectNode();
        delta.putArray("tool_calls")
                .addObject()
                .put("index", index)
                .putObject("function")
                .put("arguments", fragment);
        return delta;
    }

    private static ObjectNode usageNode(Usage usage) {
        return Json.MAPPER
                .createObjectNode()
                .put("prompt_tokens", usage.inputTokens())
                .put("completion_tokens", usage.outputTokens())
                .put("total_tokens", usage.inputTokens() + usage.outputTokens());
    }

    private static ObjectNode error(String type, @Nullable String code, String message) {
        ObjectNode body = Json.MAPPER.createObjectNode();
        body.putObject("error")
                .put("message", message)
                .put("type", type)
                .putNull("param")
                .put("code", code);
        return body;
    }

    private static ObjectNode modelList() {
        ObjectNode body = Json.MAPPER.createObjectNode().put("object", "list");
        body.putArray("data").addObject().put("id", "scripted").put("object", "model");
        return body;
    }

    private void startStream() throws IOException {
        send(head(200, Map.of("Content-Type", "text/event-stream; charset=utf-8", "Transfer-Encoding", "chunked")));
    }

    private void sendData(JsonNode json) throws IOException {
        sendChunk("data: " + json + "\n\n");
    }

    private void sendChunk(String text) throws IOException {
        byte[] data = Json.bytes(text);
        byte[] size = (Integer.toHexString(data.length) + "\r\n").getBytes(StandardCharsets.US_ASCII);
        byte[] frame = new byte[size.length + data.length + 2];
        System.arraycopy(size, 0, frame, 0, size.length);
        System.arraycopy(data, 0, frame, size.length, data.length);
        frame[frame.length - 2] = '\r';
        frame[frame.length - 1] = '\n';
        send(frame);
    }

    private void endChunks() throws IOException {
        judge();
        send("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    }

    private void sendWhole(int status, Map<String, String> headers, JsonNode json) throws IOException {
        byte[] body = Json.bytes(json.toString());
        Map<String, String> all = new LinkedHashMap<>(headers);
        all.put("Content-Type", "application/json");
        all.put("Content-Length", Integer.toString(body.length));
        judge();
        send(head(status, all));
        send(body);
    }

    /** Announces the whole body and sends its first half. */
    private void sendHalf(JsonNode json) throws IOException {
        byte[] body = Json.bytes(json.toString());
        judge();
        send(head(200, Map.of("Content-Type", "application/json", "Content-Length", "" + body.length)));
        send(Arrays.copyOf(body, body.length / 2));
    }

    private static byte[] head(int status, Map<String, String> headers) {
        StringBuilder head = new StringBuilder("HTTP/1.1 " + status + " Scripted\r\n");
        headers.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        return head.append("Connection: close\r\n\r\n").toString().getBytes(StandardCharsets.US_ASCII);
    }

    /** Decided before the last bytes: a client that has them may leave before we are back from sending them. */
    private void judge() {
        outcome = clientLeft.getCount() == 0 ? Outcome.ABANDONED : Outcome.SERVED;
    }

    private void send(byte[] bytes) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(bytes);
        out.flush();
    }

    private byte[] readBody(Wire.Head head, InputStream in) throws IOException {
        if ("100-continue".equalsIgnoreCase(head.first("Expect"))) {
            send("HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        }
        return head.isChunked() || head.contentLength() >= 0
                ? Wire.body(head, in).readAllBytes()
                : new byte[0];
    }

    private static @Nullable JsonNode parse(byte[] body) {
        try {
            JsonNode json = Json.MAPPER.readTree(body);
            return json.isObject() ? json : null;
        } catch (JacksonException _) {
            return null;
        }
    }

    private static Map<String, String> publicHeaders(Wire.Head head) {
        Map<String, String> headers = new HashMap<>();
        head.headers().forEach((String name, List<String> values) -> {
            String lower = name.toLowerCase(Locale.ROOT);
            if (!SECRET_HEADERS.contains(lower)) {
                headers.put(lower, String.join(", ", values));
            }
        });
        return headers;
    }

    /** Reads on while the answer is under way, only to notice the client's end; whoever waits is woken by it. */
    private void watchClient(InputStream in) {
        Thread server = Thread.currentThread();
        Thread.ofVirtual().name("scripted-model-watch").start(() -> {
            try {
                while (in.read() >= 0) {
                    // A second request on this connection is not served: it was told to close.
                }
            } catch (IOException _) {
                // A reset is an end as well.
            }
            clientLeft.countDown();
            server.interrupt();
        });
    }
}
