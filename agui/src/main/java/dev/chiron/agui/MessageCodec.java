package dev.chiron.agui;

import dev.chiron.agui.Message.ActivityMessage;
import dev.chiron.agui.Message.AssistantMessage;
import dev.chiron.agui.Message.DeveloperMessage;
import dev.chiron.agui.Message.ReasoningMessage;
import dev.chiron.agui.Message.SystemMessage;
import dev.chiron.agui.Message.ToolMessage;
import dev.chiron.agui.Message.UserMessage;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/** The wire form of messages, their parts and their tool calls. */
final class MessageCodec {

    private MessageCodec() {}

    static ObjectNode write(Message message) {
        WireWriter out = new WireWriter().required("id", message.id()).required("role", message.role());
        switch (message) {
            case DeveloperMessage m -> out.required("content", m.content());
            case SystemMessage m -> out.required("content", m.content());
            case AssistantMessage m ->
                out.optional("content", m.content())
                        .optionalList("toolCalls", m.toolCalls(), MessageCodec::writeToolCall);
            case UserMessage m -> out.required("content", writeContent(m.content()));
            case ToolMessage m ->
                out.required("content", writeContent(m.content()))
                        .required("toolCallId", m.toolCallId())
                        .optional("error", m.error());
            case ReasoningMessage m -> out.required("content", m.content());
            case ActivityMessage m ->
                out.required("activityType", m.activityType()).required("content", m.content());
        }
        MessageExtras extras = message.extras();
        return out.optional("name", extras.name())
                .optional("encryptedValue", extras.encryptedValue())
                .optional("metadata", extras.metadata())
                .optional("subagentRunId", extras.subagentRunId())
                .done();
    }

    /** Null for a role of a later protocol version, which is skipped. */
    static @Nullable Message read(WireReader in) {
        String role = in.string("role");
        return switch (role) {
            case "developer" -> new DeveloperMessage(in.string("id"), in.string("content"), namedExtras(in));
            case "system" -> new SystemMessage(in.string("id"), in.string("content"), namedExtras(in));
            case "assistant" ->
                new AssistantMessage(
                        in.string("id"),
                        in.optionalString("content"),
                        in.optionalList("toolCalls", MessageCodec::readToolCall),
                        namedExtras(in));
            case "user" -> new UserMessage(in.string("id"), readContent(in), namedExtras(in));
            case "tool" ->
                new ToolMessage(
                        in.string("id"),
                        in.string("toolCallId"),
                        readContent(in),
                        in.optionalString("error"),
                        extras(in, null, in.optionalString("encryptedValue")));
            case "reasoning" ->
                new ReasoningMessage(
                        in.string("id"), in.string("content"), extras(in, null, in.optionalString("encryptedValue")));
            case "activity" ->
                new ActivityMessage(
                        in.string("id"), in.string("activityType"), in.object("content"), extras(in, null, null));
            default -> null;
        };
    }

    private static MessageExtras namedExtras(WireReader in) {
        return extras(in, in.optionalString("name"), in.optionalString("encryptedValue"));
    }

    private static MessageExtras extras(WireReader in, @Nullable String name, @Nullable String encryptedValue) {
        ObjectNode metadata = in.optionalObject("metadata");
        String subagentRunId = in.optionalString("subagentRunId");
        return name == null && encryptedValue == null && metadata == null && subagentRunId == null
                ? MessageExtras.NONE
                : new MessageExtras(name, encryptedValue, metadata, subagentRunId);
    }

    static JsonNode writeContent(MessageContent content) {
        return switch (content) {
            case MessageContent.Plain(String value) -> StringNode.valueOf(value);
            case MessageContent.Parts(var parts) -> {
                ArrayNode array = JsonNodeFactory.instance.arrayNode();
                parts.forEach(part -> array.add(writePart(part)));
                yield array;
            }
        };
    }

    static MessageContent readContent(WireReader in) {
        JsonNode content = in.any("content");
        if (content.isString()) {
            return MessageContent.of(content.stringValue());
        }
        if (content.isArray()) {
            return MessageContent.of(in.list("content", MessageCodec::readPart));
        }
        throw in.problem("content", "must be a string or an array of parts");
    }

    static ObjectNode writePart(ContentPart part) {
        WireWriter out = new WireWriter();
        return switch (part) {
            case ContentPart.Text text ->
                out.required("type", "text")
                        .required("text", text.text())
                        .optional("id", text.id())
                        .optional("metadata", text.metadata())
                        .done();
            case ContentPart.Media media ->
                out.required("type", media.kind())
                        .required("source", writeSource(media.source()))
                        .optional("id", media.id())
                        .optional("metadata", media.metadata())
                        .done();
            case ContentPart.Binary binary ->
                out.required("type", "binary")
                        .required("mimeType", binary.mimeType())
                        .optional("id", binary.id())
                        .optional("url", binary.url())
                        .optional("data", binary.data())
                        .optional("filename", binary.filename())
                        .done();
        };
    }

    /** Null for a part or source of an unknown type, which is skipped. */
    static @Nullable ContentPart readPart(WireReader in) {
        String type = in.string("type");
        return switch (type) {
            case "text" -> new ContentPart.Text(in.string("text"), in.optionalString("id"), in.optionalAny("metadata"));
            case "image", "audio", "video", "document" -> {
                ContentSource source = readSource(in.child("source"));
                yield source == null
                        ? null
                        : new ContentPart.Media(
                                MediaKind.valueOf(type.toUpperCase(Locale.ROOT)),
                                source,
                                in.optionalString("id"),
                                in.optionalAny("metadata"));
            }
            case "binary" -> readBinary(in);
            default -> null;
        };
    }

    private static ContentPart.@Nullable Binary readBinary(WireReader in) {
        String mimeType = in.string("mimeType");
        String id = in.optionalString("id");
        String url = in.optionalString("url");
        String data = in.optionalString("data");
        String filename = in.optionalString("filename");
        // Without any bytes to find it is a part that no model can use.
        return id == null && url == null && data == null
                ? null
                : new ContentPart.Binary(mimeType, id, url, data, filename);
    }

    private static ObjectNode writeSource(ContentSource source) {
        WireWriter out = new WireWriter();
        return switch (source) {
            case ContentSource.Data data ->
                out.required("type", "data")
                        .required("value", data.value())
                        .required("mimeType", data.mimeType())
                        .done();
            case ContentSource.Url url ->
                out.required("type", "url")
                        .required("value", url.value())
                        .optional("mimeType", url.mimeType())
                        .done();
            case ContentSource.File file ->
                out.required("type", "file")
                        .required("value", file.value())
                        .optional("provider", file.provider())
                        .optional("mimeType", file.mimeType())
                        .done();
        };
    }

    private static @Nullable ContentSource readSource(WireReader in) {
        return switch (in.string("type")) {
            case "data" -> new ContentSource.Data(in.string("value"), in.string("mimeType"));
            case "url" -> new ContentSource.Url(in.string("value"), in.optionalString("mimeType"));
            case "file" ->
                new ContentSource.File(
                        in.string("value"), in.optionalString("provider"), in.optionalString("mimeType"));
            default -> null;
        };
    }

    static ObjectNode writeToolCall(ToolCall call) {
        return new WireWriter()
                .required("id", call.id())
                .required("type", "function")
                .required(
                        "function",
                        new WireWriter()
                                .required("name", call.name())
                                .required("arguments", call.arguments())
                                .done())
                .optional("encryptedValue", call.encryptedValue())
                .optional("metadata", call.metadata())
                .done();
    }

    static ToolCall readToolCall(WireReader in) {
        in.literal("type", "function");
        WireReader function = in.child("function");
        return new ToolCall(
                in.string("id"),
                function.string("name"),
                function.string("arguments"),
                in.optionalString("encryptedValue"),
                in.optionalObject("metadata"));
    }
}
