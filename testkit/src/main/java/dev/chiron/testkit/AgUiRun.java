package dev.chiron.testkit;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One exchange with an AG-UI agent, while it goes on and afterwards. Everything that came is kept; every {@code await…}
 * returns as soon as it can and fails after 30 s with the transcript. Safe to use from any thread.
 */
public final class AgUiRun implements AutoCloseable {

    /** How the body of the answer ended. */
    public enum End {
        /** As HTTP wants it: the last chunk, or all announced bytes. */
        CLEAN,
        /** The connection was closed in good order, but in the middle of the body or before it. */
        TRUNCATED,
        /** The connection was reset. */
        RESET,
        /** The bytes were not HTTP. */
        BROKEN,
        /** We left first. */
        LEFT
    }

    /**
     * One server-sent event.
     *
     * @param after how long after the request it was complete
     * @param data its data lines, joined by line feeds
     * @param json the data as JSON, missing when it is none
     */
    public record Frame(Duration after, String data, JsonNode json) {

        /** The event's type, or the empty string. */
        public String type() {
            return json.path("type").asString("");
        }
    }

    /**
     * A comment line, as servers send to keep a connection alive.
     *
     * @param after how long after the request it came
     * @param text what follows the colon, without the space before it
     */
    public record Comment(Duration after, String text) {}

    /**
     * A tool call as the stream has built it so far.
     *
     * @param id the call
     * @param name the tool
     * @param arguments all fragments, joined
     * @param ended whether its end came
     */
    public record Call(String id, String name, String arguments, boolean ended) {}

    static final String ENDS_INSIDE_A_FRAME = "the stream ends inside a frame";

    private final Socket socket;
    private final String what;
    private final @Nullable AgUiRequest request;
    private final long startNanos = System.nanoTime();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    private int pauseAfter;
    private Wire.@Nullable Head head;
    private @Nullable Duration headAfter;
    private final List<Frame> frames = new ArrayList<>();
    private final List<Comment> comments = new ArrayList<>();
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private final List<String> flaws = new ArrayList<>();
    private long bytesAfterTerminal;
    private boolean left;
    private @Nullable End end;

    AgUiRun(Socket socket, String what, @Nullable AgUiRequest request, int pauseAfter) {
        this.socket = socket;
        this.what = what;
        this.request = request;
        this.pauseAfter = pauseAfter;
    }

    void startReading() {
        Thread.ofVirtual().name("agui-run").start(this::read);
    }

    /** What was asked, if it was a well-formed run. */
    public Optional<AgUiRequest> request() {
        return Optional.ofNullable(request);
    }

    /** Waits for the head of the answer and returns its HTTP status. */
    public int status() {
        return Integer.parseInt(awaitHead().startLine().split(" ", -1)[1]);
    }

    /** Waits for the head of the answer and returns the first value of a header. */
    public Optional<String> header(String name) {
        return Optional.ofNullable(awaitHead().first(name));
    }

    /** How long after the request the head of the answer came. */
    public Duration headAfter() {
        awaitHead();
        return get(() -> headAfter == null ? Duration.ZERO : headAfter);
    }

    /** The events so far. */
    public List<JsonNode> events() {
        return frames().stream().map(Frame::json).toList();
    }

    /** The events of one type so far. */
    public List<JsonNode> events(String type) {
        return frames().stream()
                .filter(frame -> frame.type().equals(type))
                .map(Frame::json)
                .toList();
    }

    /** The types of the events so far. */
    public List<String> types() {
        return frames().stream().map(Frame::type).toList();
    }

    /** The frames so far, also those that are not JSON. */
    public List<Frame> frames() {
        return get(() -> List.copyOf(frames));
    }

    /** The comments so far. */
    public List<Comment> comments() {
        return get(() -> List.copyOf(comments));
    }

    /** The whole body so far as text. */
    public String body() {
        return get(() -> body.toString(StandardCharsets.UTF_8));
    }

    /** The body as JSON, for answers that are no stream; missing when it is not JSON. Waits for its end. */
    public JsonNode json() {
        awaitEnd();
        return Answer.jsonOrMissing(body());
    }

    /** All assistant text that was streamed so far, whatever message it belongs to. */
    public String text() {
        StringBuilder text = new StringBuilder();
        for (JsonNode event : events()) {
            if (isText(event)) {
                text.append(event.path("delta").asString(""));
            }
        }
        return text.toString();
    }

    /** What a client shows for one message so far: its text in the last snapshot, and what was streamed since. */
    public String text(String messageId) {
        return texts().getOrDefault(messageId, "");
    }

    /** What a client shows so far for each message that has text, by message id in the order of appearance. */
    public Map<String, String> texts() {
        Map<String, String> texts = new LinkedHashMap<>();
        String current = "";
        for (JsonNode event : events()) {
            if (event.path("type").asString("").equals("MESSAGES_SNAPSHOT")) {
                texts.clear();
                for (JsonNode message : event.path("messages")) {
                    if (message.path("content").isString()) {
                        texts.put(
                                message.path("id").asString(""),
                                message.path("content").stringValue());
                    }
                }
            } else if (isText(event)) {
                current = event.path("messageId").asString(current);
                texts.merge(current, event.path("delta").asString(""), String::concat);
            }
        }
        return texts;
    }

    /** The tool calls so far, in the order of their start. */
    public List<Call> calls() {
        Map<String, Call> calls = new LinkedHashMap<>();
        String current = "";
        for (JsonNode event : events()) {
            String id = event.path("toolCallId").asString(current);
            switch (event.path("type").asString("")) {
                case "TOOL_CALL_START" ->
                    calls.put(id, new Call(id, event.path("toolCallName").asString(""), "", false));
                case "TOOL_CALL_ARGS" -> append(calls, id, event);
                case "TOOL_CALL_CHUNK" -> {
                    calls.computeIfAbsent(
                            id, key -> new Call(key, event.path("toolCallName").asString(""), "", true));
                    append(calls, id, event);
                    current = id;
                }
                case "TOOL_CALL_END" ->
                    calls.computeIfPresent(id, (_, call) -> new Call(id, call.name(), call.arguments(), true));
                default -> {}
            }
        }
        return List.copyOf(calls.values());
    }

    /** Waits for the first event of a type. */
    public JsonNode awaitEvent(String type) {
        return awaitEvents(type, 1).getFirst();
    }

    /** Waits until there are at least {@code count} events of a type and returns them. */
    public List<JsonNode> awaitEvents(String type, int count) {
        return await(count + " × " + type, _ -> {
            List<JsonNode> found = events(type);
            return found.size() < count ? null : found;
        });
    }

    /** Waits until the streamed text contains {@code part}. */
    public AgUiRun awaitText(String part) {
        return await("text \"" + part + "\"", _ -> text().contains(part) ? this : null);
    }

    /** Waits until there are at least {@code count} frames. */
    public AgUiRun awaitFrames(int count) {
        return await(count + " frames", _ -> frames.size() >= count ? this : null);
    }

    /** Waits until there are at least {@code count} comments, and returns them. */
    public List<Comment> awaitComments(int count) {
        return await(count + " comments", _ -> comments.size() >= count ? List.copyOf(comments) : null);
    }

    /** Waits for the end of the answer, however it comes. */
    public AgUiRun awaitEnd() {
        return await("the end", over -> over ? this : null);
    }

    /** Waits for the end of the answer and says how it came. */
    public End end() {
        awaitEnd();
        return get(() -> end == null ? End.BROKEN : end);
    }

    /** Whether the answer has not ended yet. */
    public boolean isOpen() {
        return get(() -> end == null);
    }

    /** Stops reading from the socket before the next frame; the kernel's buffers fill and the server feels it. */
    public void pauseReading() {
        set(() -> pauseAfter = 0);
    }

    /** Reads again, to the end. */
    public void resumeReading() {
        set(() -> pauseAfter = Integer.MAX_VALUE);
    }

    /** Leaves in good order (FIN). */
    public void disconnect() {
        set(() -> left = true);
        Wire.close(socket);
        awaitEnd();
    }

    /** Leaves with a reset (RST), as a phone does that loses its network. */
    public void reset() {
        set(() -> left = true);
        Wire.reset(socket);
        awaitEnd();
    }

    /** Says that nothing more will be sent, and goes on reading. */
    public void halfClose() {
        try {
            socket.shutdownOutput();
        } catch (IOException e) {
            throw new IllegalStateException("the connection is closed already", e);
        }
    }

    /** Leaves if the answer has not ended. */
    @Override
    public void close() {
        set(() -> left = true);
        Wire.close(socket);
    }

    /** The exchange so far, to be read by a person. */
    public String transcript() {
        return get(() -> {
            StringBuilder text = new StringBuilder(what);
            if (request != null) {
                text.append("\n  > ").append(request);
            }
            Wire.Head answer = head;
            if (answer != null) {
                text.append("\n  < ").append(answer.startLine());
                answer.headers()
                        .forEach((name, values) ->
                                text.append("\n  < ").append(name).append(": ").append(String.join(", ", values)));
            }
            for (Frame frame : frames) {
                text.append(String.format("%n%7d ms  %s", frame.after().toMillis(), frame.data()));
            }
            if (frames.isEmpty() && body.size() > 0) {
                text.append('\n').append(body.toString(StandardCharsets.UTF_8));
            }
            return text.append("\n  ")
                    .append(comments.size())
                    .append(" comments, ")
                    .append(end == null ? "still open" : "ended " + end)
                    .toString();
        });
    }

    /** Whether the head of the answer has come. */
    boolean hasHead() {
        return get(() -> head != null);
    }

    /** All headers of the answer so far, by lower-case name. */
    Map<String, List<String>> headers() {
        return get(() -> head == null ? Map.of() : head.headers());
    }

    /** What was wrong with the bytes themselves: carriage returns, bad UTF-8, an unfinished frame. */
    List<String> flaws() {
        return get(() -> List.copyOf(flaws));
    }

    long bytesAfterTerminal() {
        return get(() -> bytesAfterTerminal);
    }

    private static boolean isText(JsonNode event) {
        String type = event.path("type").asString("");
        return type.equals("TEXT_MESSAGE_CONTENT") || type.equals("TEXT_MESSAGE_CHUNK");
    }

    private static void append(Map<String, Call> calls, String id, JsonNode event) {
        String delta = event.path("delta").asString("");
        calls.computeIfPresent(id, (_, call) -> new Call(id, call.name(), call.arguments() + delta, call.ended()));
    }

    private Wire.Head awaitHead() {
        return await("the head of the answer", _ -> head);
    }

    /** Waits until {@code question} has an answer; it is asked once more when the exchange is over, and then for good. */
    private <T> T await(String hope, Function<Boolean, @Nullable T> question) {
        lock.lock();
        try {
            long nanos = Ceiling.WAIT.toNanos();
            while (true) {
                boolean over = end != null;
                T answer = question.apply(over);
                if (answer != null) {
                    return answer;
                }
                if (over || nanos <= 0) {
                    throw new AssertionError(
                            (over ? "ended without " : "waited in vain for ") + hope + "\n" + transcript());
                }
                nanos = changed.awaitNanos(nanos);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while waiting for " + hope, e);
        } finally {
            lock.unlock();
        }
    }

    private <T> T get(Supplier<T> what) {
        lock.lock();
        try {
            return what.get();
        } finally {
            lock.unlock();
        }
    }

    private void set(Runnable change) {
        lock.lock();
        try {
            change.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private Duration sinceStart() {
        return Duration.ofNanos(System.nanoTime() - startNanos);
    }

    private void read() {
        End how;
        try {
            awaitTurn();
            InputStream in = new BufferedInputStream(socket.getInputStream(), 1024);
            Wire.Head answer = Wire.readHead(in);
            if (answer == null) {
                how = End.TRUNCATED;
            } else {
                set(() -> {
                    head = answer;
                    headAfter = sinceStart();
                });
                readBody(Wire.body(answer, in), answer);
                how = End.CLEAN;
            }
        } catch (EOFException _) {
            how = End.TRUNCATED;
        } catch (SocketException _) {
            how = End.RESET;
        } catch (IOException | RuntimeException e) {
            set(() -> flaws.add("not HTTP: " + e.getMessage()));
            how = End.BROKEN;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            how = End.LEFT;
        }
        Wire.close(socket);
        End seen = how;
        set(() -> end = left && seen != End.CLEAN ? End.LEFT : seen);
    }

    private void readBody(InputStream in, Wire.Head answer) throws IOException, InterruptedException {
        String type = answer.first("Content-Type");
        boolean isStream = type != null && type.startsWith("text/event-stream");
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        StringBuilder data = new StringBuilder();
        try {
            int b = in.read();
            while (b >= 0) {
                line.write(b);
                if (b == '\n') {
                    byte[] whole = line.toByteArray();
                    line.reset();
                    keep(whole);
                    if (isStream) {
                        takeLine(Arrays.copyOf(whole, whole.length - 1), data);
                        awaitTurn();
                    }
                }
                b = in.read();
            }
        } finally {
            keep(line.toByteArray());
        }
        if (isStream && (line.size() > 0 || !data.isEmpty())) {
            set(() -> flaws.add(ENDS_INSIDE_A_FRAME));
        }
    }

    private void keep(byte[] bytes) {
        set(() -> {
            body.writeBytes(bytes);
            bytesAfterTerminal += bytes.length;
        });
    }

    private void takeLine(byte[] bytes, StringBuilder data) {
        String line = decode(bytes);
        if (line.indexOf('\r') >= 0) {
            set(() -> {
                if (!flaws.contains("a carriage return in the stream")) {
                    flaws.add("a carriage return in the stream");
                }
            });
            line = line.replace("\r", "");
        }
        if (line.isEmpty()) {
            if (!data.isEmpty()) {
                String whole = data.substring(0, data.length() - 1);
                data.setLength(0);
                Frame frame = new Frame(sinceStart(), whole, Answer.jsonOrMissing(whole));
                set(() -> {
                    frames.add(frame);
                    if (frame.type().equals("RUN_FINISHED") || frame.type().equals("RUN_ERROR")) {
                        bytesAfterTerminal = 0;
                    }
                });
            }
        } else if (line.startsWith(":")) {
            Comment comment = new Comment(sinceStart(), line.substring(1).stripLeading());
            set(() -> comments.add(comment));
        } else if (line.startsWith("data:")) {
            String value = line.substring("data:".length());
            data.append(value.startsWith(" ") ? value.substring(1) : value).append('\n');
        }
    }

    private String decode(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException _) {
            set(() -> flaws.add("a line that is not UTF-8"));
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }

    private void awaitTurn() throws InterruptedException {
        lock.lock();
        try {
            while (frames.size() >= pauseAfter && !left) {
                changed.await();
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public String toString() {
        return transcript();
    }
}
