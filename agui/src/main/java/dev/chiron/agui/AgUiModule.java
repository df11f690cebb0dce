package dev.chiron.agui;

import java.util.function.Function;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.ser.std.StdSerializer;

/** Teaches any Jackson mapper the wire form of this package. */
final class AgUiModule extends SimpleModule {

    private static final long serialVersionUID = 1L;

    AgUiModule() {
        super("ag-ui");
        bind(AgUiEvent.class, EventCodec::write, EventCodec::read);
        bind(Message.class, MessageCodec::write, AgUiJson::knownMessage);
        bind(RunAgentInput.class, InputCodec::write, InputCodec::read);
        bind(Tool.class, InputCodec::writeTool, InputCodec::readTool);
        bind(ToolCall.class, MessageCodec::writeToolCall, MessageCodec::readToolCall);
        bind(RunOutcome.class, OutcomeCodec::write, OutcomeCodec::read);
        bind(Usage.class, OutcomeCodec::writeUsage, OutcomeCodec::readUsage);
        bind(PatchOperation.class, PatchCodec::write, PatchCodec::read);
    }

    private <T> void bind(Class<T> type, Function<T, ObjectNode> write, Function<WireReader, T> read) {
        addSerializer(type, new TreeSerializer<>(type, write));
        addDeserializer(type, new TreeDeserializer<>(type, read));
    }

    private static final class TreeSerializer<T> extends StdSerializer<T> {

        private final Function<T, ObjectNode> write;

        TreeSerializer(Class<T> type, Function<T, ObjectNode> write) {
            super(type);
            this.write = write;
        }

        @Override
        public void serialize(T value, JsonGenerator generator, SerializationContext context) {
            context.writeTree(generator, write.apply(value));
        }
    }

    private static final class TreeDeserializer<T> extends StdDeserializer<T> {

        private final Function<WireReader, T> read;

        TreeDeserializer(Class<T> type, Function<WireReader, T> read) {
            super(type);
            this.read = read;
        }

        @Override
        public T deserialize(JsonParser parser, DeserializationContext context) {
            JsonNode tree = context.readTree(parser);
            try {
                return read.apply(WireReader.ofDocument(tree));
            } catch (AgUiFormatException e) {
                return context.reportInputMismatch(this, "%s", e.getMessage());
            }
        }
    }
}
