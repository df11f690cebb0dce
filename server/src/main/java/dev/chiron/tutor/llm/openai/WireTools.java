package dev.chiron.tutor.llm.openai;

import dev.chiron.tutor.llm.ModelException;
import dev.chiron.tutor.llm.ModelException.Kind;
import dev.chiron.tutor.llm.ModelRequest;
import dev.chiron.tutor.llm.ModelRequest.Line;
import dev.chiron.tutor.llm.Tool;
import dev.chiron.tutor.llm.ToolCall;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.messages.ToolResponseMessage;
import org.springframework.ai.tool.ToolCallback;
import org.springframework.ai.tool.definition.DefaultToolDefinition;
import org.springframework.ai.tool.definition.ToolDefinition;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The tools of one request under the names that the API takes (1 to 64 letters, digits, dashes, underscores): what is
 * offered now, and what was called before, which may not be offered any more. No two tools share a name there.
 */
final class WireTools {

    private static final Logger log = LoggerFactory.getLogger(WireTools.class);

    static final int MAX_CALLS = 16;
    static final int MAX_ARGUMENTS_BYTES = 64 * 1024;

    private static final int MAX_NAME = 64;
    private static final JsonMapper JSON = JsonMapper.shared();

    private final Map<String, Tool> byWireName = new LinkedHashMap<>();

    /** Every name of a tool, offered or called before, as the API knows it. */
    private final Map<String, String> wireNames = new HashMap<>();

    /** Of the calls that the conversation tells of: the tool's name by the call's id. */
    private final Map<String, String> called = new HashMap<>();

    /** The tools that a request offers, and those that its conversation tells of. */
    static WireTools of(ModelRequest request) {
        var tools = new WireTools(request.tools());
        request.conversation().stream().map(Line::calls).flatMap(List::stream).forEach(tools::remember);
        return tools;
    }

    WireTools(List<Tool> tools) {
        // Names that need no change keep theirs, whatever the others become.
        for (var tool : tools) {
            if (accepted(tool.name()).equals(tool.name())) {
                byWireName.put(tool.name(), tool);
            }
        }
        for (var tool : tools) {
            if (!byWireName.containsValue(tool)) {
                byWireName.put(free(accepted(tool.name())), tool);
            }
        }
        byWireName.forEach((wireName, tool) -> wireNames.put(tool.name(), wireName));
    }

    private void remember(ToolCall call) {
        called.put(call.id(), call.name());
        wireNames.computeIfAbsent(call.name(), name -> free(accepted(name)));
    }

    private static String accepted(String name) {
        var accepted = name.replaceAll("[^A-Za-z0-9_-]", "_");
        return accepted.substring(0, Math.min(MAX_NAME, accepted.length()));
    }

    private String free(String name) {
        var free = name;
        for (var number = 2; byWireName.containsKey(free) || wireNames.containsValue(free); number++) {
            var suffix = "_" + number;
            free = name.substring(0, Math.min(name.length(), MAX_NAME - suffix.length())) + suffix;
        }
        return free;
    }

    /** Calls that were made before, for the model that made them. */
    List<AssistantMessage.ToolCall> written(List<ToolCall> calls) {
        return calls.stream()
                .map(call -> new AssistantMessage.ToolCall(
                        call.id(), "function", wireName(call.name()), call.argumentsJson()))
                .toList();
    }

    /** What came of a call. */
    ToolResponseMessage.ToolResponse result(Line line) {
        var id = Objects.requireNonNull(line.answers());
        return new ToolResponseMessage.ToolResponse(id, wireName(called.getOrDefault(id, "")), line.text());
    }

    private String wireName(String name) {
        return Objects.requireNonNullElse(wireNames.get(name), "unknown");
    }

    /** For Spring AI, which tells the model of them. */
    List<ToolCallback> offered() {
        var offered = new ArrayList<ToolCallback>();
        byWireName.forEach((name, tool) ->
                offered.add(new Offer(new DefaultToolDefinition(name, tool.description(), tool.parametersSchema()))));
        return offered;
    }

    /**
     * The calls under the names that were offered. Calls of anything else are left out: a model that makes up a tool has
     * said what it said besides.
     *
     * @param curtailed the reply was cut short by its limit or a filter, which may have been in the midst of arguments
     * @throws ModelException when they cannot be followed
     */
    List<ToolCall> called(List<AssistantMessage.ToolCall> calls, boolean curtailed) {
        if (calls.size() > MAX_CALLS) {
            throw new ModelException(Kind.INVALID, "the reply calls " + calls.size() + " tools");
        }
        var called = new ArrayList<ToolCall>();
        for (var call : calls) {
            var tool = tool(call.name());
            if (tool == null) {
                log.warn("The model calls a tool that was not offered; the call is left out");
                continue;
            }
            if (call.arguments().getBytes(StandardCharsets.UTF_8).length > MAX_ARGUMENTS_BYTES) {
                throw new ModelException(Kind.INVALID, "the arguments for " + tool.name() + " are too long");
            }
            var arguments = curtailed && call.arguments().isBlank() ? null : repaired(call.arguments(), tool);
            if (arguments == null) {
                throw curtailed
                        ? new ModelException(Kind.CUT_OFF, "the reply ended within the arguments for " + tool.name())
                        : new ModelException(
                                Kind.INVALID, "the arguments for " + tool.name() + " are not a JSON object");
            }
            called.add(new ToolCall(call.id(), tool.name(), arguments));
        }
        return called;
    }

    private @Nullable Tool tool(String name) {
        var tool = byWireName.get(name);
        if (tool != null) {
            return tool;
        }
        // The instructions may speak of a tool by the name that it has here, and a model may repeat that.
        for (var each : byWireName.values()) {
            if (each.name().equals(name)) {
                return each;
            }
        }
        return null;
    }

    /**
     * Arguments as one JSON object; null when they cannot be taken for one. Models write nothing at all where a tool needs
     * nothing, and some write their object as a string.
     */
    private static @Nullable String repaired(String arguments, Tool tool) {
        if (arguments.isBlank() && needsNothing(tool)) {
            return "{}";
        }
        try {
            var read = JSON.readTree(arguments);
            if (read.isString()) {
                return JSON.readTree(read.stringValue()).isObject() ? read.stringValue() : null;
            }
            return read.isObject() ? arguments : null;
        } catch (JacksonException e) {
            return null;
        }
    }

    private static boolean needsNothing(Tool tool) {
        return JSON.readTree(tool.parametersSchema()).path("required").isEmpty();
    }

    /** A tool that can be told of and not be run. */
    private record Offer(ToolDefinition definition) implements ToolCallback {

        @Override
        public ToolDefinition getToolDefinition() {
            return definition;
        }

        @Override
        public String call(String arguments) {
            throw new UnsupportedOperationException("a tool call is part of the reply; nobody runs it here");
        }
    }
}
