package dev.chiron.tutor.chat.api;

import dev.chiron.agui.AgUiJson;
import dev.chiron.agui.AgentCapabilities;
import dev.chiron.tutor.component.ComponentKind;
import dev.chiron.tutor.llm.ModelSettings;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What the tutor can do, in AG-UI's words: for clients that ask before they run. Always the same, so made once. */
@RestController
@Tag(name = "agui")
class CapabilitiesController {

    private static final String AGENT = "/api/v1/agui";

    private final String capabilities;

    CapabilitiesController(ModelSettings model) {
        capabilities = AgUiJson.mapper().writeValueAsString(capabilities(model));
    }

    @Operation(
            summary = "What the tutor can do",
            description =
                    "AG-UI AgentCapabilities; needs no token. Its custom part lists the components that it shows as "
                            + "calls of frontend tools, with the JSON Schemas of their arguments and of the answers, and says "
                            + "in model.offline whether the offline tutor answers instead of a language model.")
    @ApiResponse(
            responseCode = "200",
            description = "The capabilities",
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(type = "object", description = "AG-UI AgentCapabilities")))
    @GetMapping(
            path = {AGENT + "/capabilities", "/awp/capabilities"},
            produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<String> get() {
        return ResponseEntity.ok(capabilities);
    }

    private static AgentCapabilities capabilities(ModelSettings model) {
        var media = new AgentCapabilities.Multimodal(
                new AgentCapabilities.MediaInput(false, false, false, false, false),
                new AgentCapabilities.MediaOutput(false, false));
        return new AgentCapabilities(
                new AgentCapabilities.Identity(
                        "Chiron",
                        "chiron",
                        "A tutor who answers, asks, and leads learners along their tracks.",
                        CapabilitiesController.class.getPackage().getImplementationVersion(),
                        null,
                        null,
                        null),
                // A broken stream is not resumed by numbers: a new run, or connect, shows the thread again.
                new AgentCapabilities.Transport(true, false, false, false, false),
                new AgentCapabilities.Tools(true, List.of(), true, true),
                new AgentCapabilities.Output(false, List.of("text/markdown")),
                new AgentCapabilities.State(true, true, false, true),
                new AgentCapabilities.MultiAgent(false, false, false, null),
                new AgentCapabilities.Reasoning(false, false, false),
                media,
                new AgentCapabilities.Execution(false, null, null, null),
                new AgentCapabilities.HumanInTheLoop(true, true, false, false, true, false),
                custom(model));
    }

    private static ObjectNode custom(ModelSettings model) {
        var custom = AgUiJson.mapper().createObjectNode();
        custom.putObject("endpoints")
                .put("run", AGENT)
                .put("connect", AGENT + "/connect")
                .put("stop", AGENT + "/stop/{threadId}")
                .put("capabilities", AGENT + "/capabilities")
                .put("sessionEvents", "/api/v1/chat/sessions/{sessionId}/events");
        // A page says it plainly when it is not a language model that answers.
        custom.putObject("model").put("offline", model.offline());
        custom.putObject("forwardedProps").put(AgUiController.CONNECT, "boolean: a run that only shows the thread");
        addComponents(custom.putArray("components"));
        return custom;
    }

    /** Those that ask are calls of a tool that the client has to offer, the others are activities of that type. */
    private static void addComponents(ArrayNode components) {
        var json = AgUiJson.mapper();
        for (var kind : ComponentKind.values()) {
            var component = components.addObject();
            if (kind.needsAnswer()) {
                component.put("toolName", kind.toolName());
            } else {
                component.put("activityType", kind.wireName());
            }
            component.put("description", kind.description());
            component.set("parameters", json.readTree(kind.schema()));
            kind.replySchema().ifPresent(schema -> component.set("reply", json.readTree(schema)));
        }
    }
}
