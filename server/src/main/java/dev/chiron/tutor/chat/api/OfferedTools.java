package dev.chiron.tutor.chat.api;

import dev.chiron.agui.Tool;
import dev.chiron.tutor.chat.ClientTool;
import dev.chiron.tutor.chat.ClientToolSettings;
import dev.chiron.tutor.component.ComponentKind;
import dev.chiron.tutor.platform.ApiException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a client's offer is worth: components that it can show, and tools of its own. A tool that no model could be told of
 * is left out, and the run goes on without it.
 */
final class OfferedTools {

    private static final Logger log = LoggerFactory.getLogger(OfferedTools.class);
    private static final int MAX_NAME = 200;

    private OfferedTools() {}

    /** The names of the components that the client can show. */
    static List<String> components(List<Tool> offered) {
        return offered.stream()
                .map(tool -> ComponentKind.ofTool(tool.name()))
                .flatMap(Optional::stream)
                .map(ComponentKind::wireName)
                .distinct()
                .toList();
    }

    /**
     * The client's own tools, in its order: of two with the same name the first, and only as many as the model is told of.
     *
     * @throws ApiException 400 when it offers more tools than any client has
     */
    static List<ClientTool> own(List<Tool> offered, ClientToolSettings settings) {
        if (offered.size() > settings.accepted()) {
            throw ApiException.validation("tools", "has more than " + settings.accepted() + " entries");
        }
        var own = new ArrayList<ClientTool>();
        var names = new HashSet<String>();
        var characters = 0L;
        var leftOut = 0;
        for (var tool : offered) {
            if (ComponentKind.ofTool(tool.name()).isPresent()) {
                continue;
            }
            var read = read(tool);
            var length = read == null ? 0 : length(read);
            if (read == null
                    || own.size() == settings.offered()
                    || characters + length > settings.characters()
                    || !names.add(read.name())) {
                leftOut++;
                continue;
            }
            characters += length;
            own.add(read);
        }
        if (leftOut > 0) {
            log.warn("{} of the client's {} tools are not offered to the model", leftOut, offered.size());
        }
        return own;
    }

    private static int length(ClientTool tool) {
        return tool.name().length()
                + tool.description().length()
                + tool.parameters().toString().length();
    }

    private static @Nullable ClientTool read(Tool tool) {
        var parameters = parameters(tool.parameters());
        if (tool.name().isBlank()
                || tool.name().length() > MAX_NAME
                || parameters == null
                || !StoredText.fits(tool.name())
                || !StoredText.fits(tool.description())
                || !StoredText.fits(parameters)) {
            return null;
        }
        var description = tool.description().isBlank() ? tool.name() : tool.description();
        return new ClientTool(tool.name(), description, parameters);
    }

    /**
     * A schema that every model's API takes: of an object, with its properties. None, {@code true} and {@code false} say
     * nothing of the arguments; null for what cannot be the schema of an object.
     */
    private static @Nullable ObjectNode parameters(@Nullable JsonNode schema) {
        var any = JsonNodeFactory.instance.objectNode();
        if (schema == null || schema.isNull() || schema.isBoolean()) {
            any.put("type", "object").putObject("properties");
            return any;
        }
        if (!(schema instanceof ObjectNode given)) {
            return null;
        }
        var type = given.path("type");
        var ofObject = type.isMissingNode()
                || type.isNull()
                || type.asString("").equals("object")
                || type.valueStream().anyMatch(each -> each.asString("").equals("object"));
        if (!ofObject) {
            return null;
        }
        var read = given.deepCopy().put("type", "object");
        if (!(read.path("properties") instanceof ObjectNode)) {
            read.putObject("properties");
        }
        return read;
    }
}
