package dev.chiron.agui;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * What an agent says of itself. Everything is optional: an absent member means unknown, not unsupported. The protocol does
 * not say where a client gets it.
 *
 * @param identity who the agent is
 * @param transport how it can be reached
 * @param tools what it does with tools
 * @param output what it can write
 * @param state what it does with the shared state
 * @param multiAgent what it does with other agents
 * @param reasoning whether it shows its reasoning
 * @param multimodal which media it reads and writes
 * @param execution how it executes
 * @param humanInTheLoop how a person takes part
 * @param custom anything else, not copied
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AgentCapabilities(
        @Nullable Identity identity,
        @Nullable Transport transport,
        @Nullable Tools tools,
        @Nullable Output output,
        @Nullable State state,
        @Nullable MultiAgent multiAgent,
        @Nullable Reasoning reasoning,
        @Nullable Multimodal multimodal,
        @Nullable Execution execution,
        @Nullable HumanInTheLoop humanInTheLoop,
        @Nullable ObjectNode custom) {

    /** Who the agent is; {@code type} names the framework it is made with. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Identity(
            @Nullable String name,
            @Nullable String type,
            @Nullable String description,
            @Nullable String version,
            @Nullable String provider,
            @Nullable String documentationUrl,
            @Nullable ObjectNode metadata) {}

    /** How the agent can be reached. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Transport(
            @Nullable Boolean streaming,
            @Nullable Boolean websocket,
            @Nullable Boolean httpBinary,
            @Nullable Boolean pushNotifications,
            @Nullable Boolean resumable) {}

    /** What the agent does with tools; {@code items} are its own, {@code clientProvided} those of a run input. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Tools(
            @Nullable Boolean supported,
            @Nullable List<Tool> items,
            @Nullable Boolean parallelCalls,
            @Nullable Boolean clientProvided) {}

    /** What the agent can write. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Output(
            @Nullable Boolean structuredOutput, @Nullable List<String> supportedMimeTypes) {}

    /** What the agent does with the shared state. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record State(
            @Nullable Boolean snapshots,
            @Nullable Boolean deltas,
            @Nullable Boolean memory,
            @Nullable Boolean persistentState) {}

    /** What the agent does with other agents. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record MultiAgent(
            @Nullable Boolean supported,
            @Nullable Boolean delegation,
            @Nullable Boolean handoffs,
            @Nullable List<Subagent> subagents) {}

    /** A subagent that the agent may call. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Subagent(String name, @Nullable String description) {}

    /** Whether the agent shows its reasoning. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Reasoning(
            @Nullable Boolean supported,
            @Nullable Boolean streaming,
            @Nullable Boolean encrypted) {}

    /** Which media the agent reads and writes. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Multimodal(
            @Nullable MediaInput input, @Nullable MediaOutput output) {}

    /** Which media the agent reads. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record MediaInput(
            @Nullable Boolean image,
            @Nullable Boolean audio,
            @Nullable Boolean video,
            @Nullable Boolean pdf,
            @Nullable Boolean file) {}

    /** Which media the agent writes. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record MediaOutput(
            @Nullable Boolean image, @Nullable Boolean audio) {}

    /** How the agent executes; {@code maxExecutionTime} is in milliseconds by the protocol's convention. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Execution(
            @Nullable Boolean codeExecution,
            @Nullable Boolean sandboxed,
            @Nullable Long maxIterations,
            @Nullable Long maxExecutionTime) {}

    /** How a person takes part. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record HumanInTheLoop(
            @Nullable Boolean supported,
            @Nullable Boolean approvals,
            @Nullable Boolean interventions,
            @Nullable Boolean feedback,
            @Nullable Boolean interrupts,
            @Nullable Boolean approveWithEdits) {}
}
