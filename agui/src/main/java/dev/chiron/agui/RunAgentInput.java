package dev.chiron.agui;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The body of the request that starts a run.
 *
 * @param threadId the conversation; opaque, any string
 * @param runId the run; opaque, any string; the stream's boundary events echo both
 * @param protocolVersion as sent, possibly garbage; absent means a legacy peer
 * @param parentRunId the run that spawned this one
 * @param state the client's shared state; JSON {@code null} counts as absent
 * @param messages the whole history the client shows, possibly empty; messages of unknown roles were skipped
 * @param tools the frontend tools on offer; empty when absent
 * @param context what the client wants the model to know; empty when absent
 * @param forwardedProps anything, for the server; JSON {@code null} counts as absent
 * @param resume answers to the interrupts of an earlier run; empty when absent
 */
public record RunAgentInput(
        String threadId,
        String runId,
        @Nullable String protocolVersion,
        @Nullable String parentRunId,
        @Nullable JsonNode state,
        List<Message> messages,
        List<Tool> tools,
        List<ContextItem> context,
        @Nullable JsonNode forwardedProps,
        List<ResumeItem> resume) {

    private static final Pattern VERSION = Pattern.compile("0*(\\d+)\\.\\d+");

    /** Copies the lists and takes JSON {@code null} values as absent. */
    public RunAgentInput {
        state = Values.absentIfNull(state);
        messages = List.copyOf(messages);
        tools = List.copyOf(tools);
        context = List.copyOf(context);
        forwardedProps = Values.absentIfNull(forwardedProps);
        resume = List.copyOf(resume);
    }

    /** The input of a 1.0 client with nothing but its history. */
    public static RunAgentInput of(String threadId, String runId, List<Message> messages) {
        return new RunAgentInput(
                threadId,
                runId,
                AgUiEvent.PROTOCOL_VERSION,
                null,
                null,
                messages,
                List.of(),
                List.of(),
                null,
                List.of());
    }

    /** Whether the client named no protocol version, as all did before 1.0. */
    public boolean legacyPeer() {
        return protocolVersion == null;
    }

    /** The generation of the client. */
    public Peer peer() {
        return legacyPeer() ? Peer.LEGACY : Peer.CURRENT;
    }

    /**
     * Whether the client speaks another major version, so that the run must be rejected: true for {@code "2.0"}. A newer
     * minor version and anything that is not {@code MAJOR.MINOR} are served.
     */
    public boolean majorVersionUnsupported() {
        if (protocolVersion == null) {
            return false;
        }
        Matcher version = VERSION.matcher(protocolVersion);
        return version.matches() && !version.group(1).equals("1");
    }

    /** The same with another protocol version, or none. */
    public RunAgentInput withProtocolVersion(@Nullable String version) {
        return new RunAgentInput(
                threadId, runId, version, parentRunId, state, messages, tools, context, forwardedProps, resume);
    }

    /** The same, spawned by this run. */
    public RunAgentInput withParentRunId(String id) {
        return new RunAgentInput(
                threadId, runId, protocolVersion, id, state, messages, tools, context, forwardedProps, resume);
    }

    /** The same with this state. */
    public RunAgentInput withState(@Nullable JsonNode newState) {
        return new RunAgentInput(
                threadId,
                runId,
                protocolVersion,
                parentRunId,
                newState,
                messages,
                tools,
                context,
                forwardedProps,
                resume);
    }

    /** The same with these tools on offer. */
    public RunAgentInput withTools(List<Tool> offered) {
        return new RunAgentInput(
                threadId,
                runId,
                protocolVersion,
                parentRunId,
                state,
                messages,
                offered,
                context,
                forwardedProps,
                resume);
    }

    /** The same with this context. */
    public RunAgentInput withContext(List<ContextItem> items) {
        return new RunAgentInput(
                threadId, runId, protocolVersion, parentRunId, state, messages, tools, items, forwardedProps, resume);
    }

    /** The same with these forwarded properties. */
    public RunAgentInput withForwardedProps(@Nullable JsonNode props) {
        return new RunAgentInput(
                threadId, runId, protocolVersion, parentRunId, state, messages, tools, context, props, resume);
    }

    /** The same with these answers to interrupts. */
    public RunAgentInput withResume(List<ResumeItem> answers) {
        return new RunAgentInput(
                threadId,
                runId,
                protocolVersion,
                parentRunId,
                state,
                messages,
                tools,
                context,
                forwardedProps,
                answers);
    }
}
