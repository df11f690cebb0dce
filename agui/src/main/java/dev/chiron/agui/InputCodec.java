package dev.chiron.agui;

import tools.jackson.databind.node.ObjectNode;

/** The wire form of the run input and what it is made of. */
final class InputCodec {

    private InputCodec() {}

    static ObjectNode write(RunAgentInput input) {
        return new WireWriter()
                .required("threadId", input.threadId())
                .required("runId", input.runId())
                .optional("protocolVersion", input.protocolVersion())
                .optional("parentRunId", input.parentRunId())
                .optional("state", input.state())
                .requiredList("messages", input.messages(), MessageCodec::write)
                // Clients before 1.0 require both lists, also in the echo of RUN_STARTED.
                .requiredList("tools", input.tools(), InputCodec::writeTool)
                .requiredList("context", input.context(), InputCodec::writeContext)
                .optional("forwardedProps", input.forwardedProps())
                .optionalList("resume", input.resume(), InputCodec::writeResume)
                .done();
    }

    static RunAgentInput read(WireReader in) {
        return new RunAgentInput(
                in.string("threadId"),
                in.string("runId"),
                in.optionalString("protocolVersion"),
                in.optionalString("parentRunId"),
                in.lenientAny("state"),
                in.list("messages", MessageCodec::read),
                in.optionalList("tools", InputCodec::readTool),
                in.optionalList("context", InputCodec::readContext),
                in.lenientAny("forwardedProps"),
                in.optionalList("resume", InputCodec::readResume));
    }

    static ObjectNode writeTool(Tool tool) {
        return new WireWriter()
                .required("name", tool.name())
                .required("description", tool.description())
                .optional("parameters", tool.parameters())
                .optional("metadata", tool.metadata())
                .done();
    }

    static Tool readTool(WireReader in) {
        return new Tool(
                in.string("name"),
                in.string("description"),
                in.lenientAny("parameters"),
                in.optionalObject("metadata"));
    }

    private static ObjectNode writeContext(ContextItem item) {
        return new WireWriter()
                .required("description", item.description())
                .required("value", item.value())
                .done();
    }

    private static ContextItem readContext(WireReader in) {
        return new ContextItem(in.string("description"), in.string("value"));
    }

    private static ObjectNode writeResume(ResumeItem item) {
        return new WireWriter()
                .required("interruptId", item.interruptId())
                .required("status", item.status())
                .optional("payload", item.payload())
                .optional("metadata", item.metadata())
                .done();
    }

    private static ResumeItem readResume(WireReader in) {
        return new ResumeItem(
                in.string("interruptId"),
                in.oneOf("status", ResumeItem.Status.values()),
                in.lenientAny("payload"),
                in.optionalObject("metadata"));
    }
}
