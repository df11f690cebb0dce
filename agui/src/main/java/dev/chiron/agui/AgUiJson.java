package dev.chiron.agui;

import java.io.InputStream;
import java.util.function.Function;
import java.util.function.Supplier;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JacksonModule;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * AG-UI's JSON. Written: absent members are left out, never null. Read: unknown members are ignored, unknown roles and part
 * types are skipped, required members are checked, no type is turned into another. Safe for use by many threads.
 */
public final class AgUiJson {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            // Numbers of a client's state go out as they came in, not as the nearest double.
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .addModule(new AgUiModule())
            .build();

    private AgUiJson() {}

    /** The mapper of this library; it knows events, messages, run inputs and capabilities. */
    public static JsonMapper mapper() {
        return MAPPER;
    }

    /**
     * A module that teaches another mapper {@link AgUiEvent}, {@link Message}, {@link RunAgentInput}, {@link Tool},
     * {@link ToolCall}, {@link RunOutcome}, {@link Usage} and {@link PatchOperation}. Sealed types are read as their
     * interface, not as one of their records.
     */
    public static JacksonModule module() {
        return new AgUiModule();
    }

    /** An event as JSON on one line. A half of a surrogate pair is written as an escape, so that it survives UTF-8. */
    public static String writeEvent(AgUiEvent event) {
        return write(toTree(event));
    }

    /** A message as JSON on one line. */
    public static String writeMessage(Message message) {
        return write(toTree(message));
    }

    /** A run input as JSON on one line. */
    public static String writeInput(RunAgentInput input) {
        return write(toTree(input));
    }

    /** An event as a new tree. */
    public static ObjectNode toTree(AgUiEvent event) {
        return EventCodec.write(event);
    }

    /** A message as a new tree. */
    public static ObjectNode toTree(Message message) {
        return MessageCodec.write(message);
    }

    /** A run input as a new tree. */
    public static ObjectNode toTree(RunAgentInput input) {
        return InputCodec.write(input);
    }

    /**
     * Reads the body of a request that starts a run.
     *
     * @throws InvalidRunInputException when it is not JSON or not a run input; it names the field
     */
    public static RunAgentInput readInput(byte[] json) {
        return readInputTree(() -> MAPPER.readTree(json));
    }

    /**
     * Reads the body of a request that starts a run, to its end; the stream is left open. The caller limits its size.
     *
     * @throws InvalidRunInputException when it is not JSON or not a run input; it names the field
     * @throws JacksonIOException when the stream fails
     */
    public static RunAgentInput readInput(InputStream json) {
        return readInputTree(() -> MAPPER.readTree(json));
    }

    /**
     * Reads an event.
     *
     * @throws AgUiFormatException when it is not JSON or not an event of a known type
     */
    public static AgUiEvent readEvent(String json) {
        return read(() -> MAPPER.readTree(json), EventCodec::read);
    }

    /**
     * Reads an event from a tree; the event keeps parts of it.
     *
     * @throws AgUiFormatException when it is not an event of a known type
     */
    public static AgUiEvent readEvent(JsonNode tree) {
        return read(() -> tree, EventCodec::read);
    }

    /**
     * Reads a message.
     *
     * @throws AgUiFormatException when it is not JSON or not a message of a known role
     */
    public static Message readMessage(String json) {
        return read(() -> MAPPER.readTree(json), AgUiJson::knownMessage);
    }

    /**
     * Reads a message from a tree; the message keeps parts of it.
     *
     * @throws AgUiFormatException when it is not a message of a known role
     */
    public static Message readMessage(JsonNode tree) {
        return read(() -> tree, AgUiJson::knownMessage);
    }

    static Message knownMessage(WireReader in) {
        Message message = MessageCodec.read(in);
        if (message == null) {
            throw in.problem("role", "is not a role of AG-UI");
        }
        return message;
    }

    private static RunAgentInput readInputTree(Supplier<JsonNode> tree) {
        try {
            return read(tree, InputCodec::read);
        } catch (AgUiFormatException e) {
            throw new InvalidRunInputException(e);
        }
    }

    private static <T> T read(Supplier<JsonNode> tree, Function<WireReader, T> read) {
        JsonNode document;
        try {
            document = tree.get();
        } catch (JacksonIOException e) {
            throw e;
        } catch (JacksonException e) {
            throw new AgUiFormatException("$", "is not valid JSON" + where(e), e);
        }
        return read.apply(WireReader.ofDocument(document));
    }

    private static String where(JacksonException e) {
        return e.getLocation() == null
                ? ""
                : " (line " + e.getLocation().getLineNr() + ", column "
                        + e.getLocation().getColumnNr() + ")";
    }

    private static String write(ObjectNode tree) {
        return LoneSurrogates.escaped(MAPPER.writeValueAsString(tree));
    }
}
