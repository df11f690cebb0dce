package dev.chiron.agui;

import java.util.List;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/** The wire form of how a run or subagent ended and what it cost. */
final class OutcomeCodec {

    private OutcomeCodec() {}

    static ObjectNode write(RunOutcome outcome) {
        WireWriter out = new WireWriter();
        return switch (outcome) {
            case RunOutcome.Success(List<String> pending) ->
                out.required("type", "success")
                        .optionalList("pendingToolCallIds", pending, StringNode::valueOf)
                        .done();
            case RunOutcome.Interrupted(List<Interrupt> interrupts) ->
                out.required("type", "interrupt")
                        .requiredList("interrupts", interrupts, OutcomeCodec::writeInterrupt)
                        .done();
            case RunOutcome.Cancelled() -> out.required("type", "cancelled").done();
        };
    }

    static RunOutcome read(WireReader in) {
        return switch (in.string("type")) {
            case "success" -> RunOutcome.pending(in.optionalStrings("pendingToolCallIds"));
            case "interrupt" -> {
                List<Interrupt> interrupts = in.list("interrupts", OutcomeCodec::readInterrupt);
                if (interrupts.isEmpty()) {
                    throw in.problem("interrupts", "must not be empty");
                }
                yield RunOutcome.interrupted(interrupts);
            }
            case "cancelled" -> RunOutcome.cancelled();
            default -> throw in.problem("type", "must be one of success, interrupt, cancelled");
        };
    }

    static ObjectNode writeSubagent(SubagentOutcome outcome) {
        WireWriter out = new WireWriter();
        return switch (outcome) {
            case SubagentOutcome.Success() -> out.required("type", "success").done();
            case SubagentOutcome.Suspended(List<String> interruptIds) ->
                out.required("type", "suspended")
                        .optionalList("interruptIds", interruptIds, StringNode::valueOf)
                        .done();
        };
    }

    static SubagentOutcome readSubagent(WireReader in) {
        return switch (in.string("type")) {
            case "success" -> new SubagentOutcome.Success();
            case "suspended" -> new SubagentOutcome.Suspended(in.optionalStrings("interruptIds"));
            default -> throw in.problem("type", "must be one of success, suspended");
        };
    }

    private static ObjectNode writeInterrupt(Interrupt interrupt) {
        return new WireWriter()
                .required("id", interrupt.id())
                .required("reason", interrupt.reason())
                .optional("message", interrupt.message())
                .optional("toolCallId", interrupt.toolCallId())
                .optional("responseSchema", interrupt.responseSchema())
                .optional("expiresAt", interrupt.expiresAt())
                .optional("metadata", interrupt.metadata())
                .optional("subagentRunId", interrupt.subagentRunId())
                .done();
    }

    private static Interrupt readInterrupt(WireReader in) {
        return new Interrupt(
                in.string("id"),
                in.string("reason"),
                in.optionalString("message"),
                in.optionalString("toolCallId"),
                in.optionalObject("responseSchema"),
                in.optionalString("expiresAt"),
                in.optionalObject("metadata"),
                in.optionalString("subagentRunId"));
    }

    static ObjectNode writeUsage(Usage usage) {
        return new WireWriter()
                .optional("provider", usage.provider())
                .optional("model", usage.model())
                .optional("inputTokens", usage.inputTokens())
                .optional("outputTokens", usage.outputTokens())
                .optional("totalTokens", usage.totalTokens())
                .optional("reasoningTokens", usage.reasoningTokens())
                .optional("cachedInputTokens", usage.cachedInputTokens())
                .optional("cacheWriteInputTokens", usage.cacheWriteInputTokens())
                .done();
    }

    static Usage readUsage(WireReader in) {
        return new Usage(
                in.optionalString("provider"),
                in.optionalString("model"),
                in.optionalCount("inputTokens"),
                in.optionalCount("outputTokens"),
                in.optionalCount("totalTokens"),
                in.optionalCount("reasoningTokens"),
                in.optionalCount("cachedInputTokens"),
                in.optionalCount("cacheWriteInputTokens"));
    }
}
