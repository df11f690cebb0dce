package dev.chiron.agui;

import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Events beside the JSON that they must be on the wire: each type with its required members and with all members. */
final class WireSamples {

    record Sample(AgUiEvent event, String json) {
        @Override
        public String toString() {
            return json;
        }
    }

    private static final EventExtras ALL_EXTRAS =
            new EventExtras(1_767_225_600_123L, json("{\"provider\":\"p\"}"), object("{\"k\":[1,null]}"), "sub1");
    private static final String ALL_EXTRAS_JSON =
            ",\"subagentRunId\":\"sub1\",\"timestamp\":1767225600123,\"rawEvent\":{\"provider\":\"p\"},\"metadata\":{\"k\":[1,null]}}";
    private static final EventExtras RUN_EXTRAS = new EventExtras(0L, json("[]"), object("{}"), null);
    private static final String RUN_EXTRAS_JSON = ",\"timestamp\":0,\"rawEvent\":[],\"metadata\":{}}";

    static final List<PatchOperation> PATCH = List.of(
            PatchOperation.add("/a/-", json("1.50")),
            PatchOperation.remove("/b"),
            PatchOperation.replace("", null),
            new PatchOperation.Move("/c~0", "/d~1"),
            new PatchOperation.Copy("/e", "/f"),
            new PatchOperation.Test("/g", json("\"h\"")));
    static final String PATCH_JSON =
            "[{\"op\":\"add\",\"path\":\"/a/-\",\"value\":1.50},{\"op\":\"remove\",\"path\":\"/b\"},"
                    + "{\"op\":\"replace\",\"path\":\"\",\"value\":null},{\"op\":\"move\",\"from\":\"/c~0\",\"path\":\"/d~1\"},"
                    + "{\"op\":\"copy\",\"from\":\"/e\",\"path\":\"/f\"},{\"op\":\"test\",\"path\":\"/g\",\"value\":\"h\"}]";

    static final List<Message> MESSAGES = List.of(
            Message.developer("m1", "be brief"),
            new Message.SystemMessage("m2", "sys", new MessageExtras("n", "enc", object("{\"x\":1}"), "sub1")),
            Message.user("m3", "hi"),
            Message.user(
                    "m4",
                    List.of(
                            new ContentPart.Text("look", "p1", json("7")),
                            new ContentPart.Media(
                                    MediaKind.IMAGE, new ContentSource.Data("AAAA", "image/png"), "p2", json("{}")),
                            ContentPart.media(MediaKind.AUDIO, new ContentSource.Url("https://a.example/b", null)),
                            ContentPart.media(
                                    MediaKind.VIDEO, new ContentSource.Url("https://a.example/c", "video/mp4")),
                            ContentPart.media(MediaKind.DOCUMENT, new ContentSource.File("f1", "openai", null)))),
            Message.assistant("m5", null, List.of(ToolCall.of("c1", "its:render_quick_quiz", "{\"a\":"))),
            new Message.AssistantMessage(
                    "m6",
                    "text",
                    List.of(new ToolCall("c2", "f", "{}", "enc", object("{\"y\":2}"))),
                    MessageExtras.NONE),
            Message.tool("m7", "c1", "42"),
            new Message.ToolMessage(
                    "m8",
                    "c2",
                    MessageContent.of(List.of(ContentPart.text("42"))),
                    "broken",
                    new MessageExtras(null, "enc", null, null)),
            Message.reasoning("m9", "hm"),
            Message.activity("m10", "progress", object("{\"done\":1}")));
    static final String MESSAGES_JSON = "[{\"id\":\"m1\",\"role\":\"developer\",\"content\":\"be brief\"},"
            + "{\"id\":\"m2\",\"role\":\"system\",\"content\":\"sys\",\"name\":\"n\",\"encryptedValue\":\"enc\",\"metadata\":{\"x\":1},\"subagentRunId\":\"sub1\"},"
            + "{\"id\":\"m3\",\"role\":\"user\",\"content\":\"hi\"},"
            + "{\"id\":\"m4\",\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"look\",\"id\":\"p1\",\"metadata\":7},"
            + "{\"type\":\"image\",\"source\":{\"type\":\"data\",\"value\":\"AAAA\",\"mimeType\":\"image/png\"},\"id\":\"p2\",\"metadata\":{}},"
            + "{\"type\":\"audio\",\"source\":{\"type\":\"url\",\"value\":\"https://a.example/b\"}},"
            + "{\"type\":\"video\",\"source\":{\"type\":\"url\",\"value\":\"https://a.example/c\",\"mimeType\":\"video/mp4\"}},"
            + "{\"type\":\"document\",\"source\":{\"type\":\"file\",\"value\":\"f1\",\"provider\":\"openai\"}}]},"
            + "{\"id\":\"m5\",\"role\":\"assistant\",\"toolCalls\":[{\"id\":\"c1\",\"type\":\"function\",\"function\":{\"name\":\"its:render_quick_quiz\",\"arguments\":\"{\\\"a\\\":\"}}]},"
            + "{\"id\":\"m6\",\"role\":\"assistant\",\"content\":\"text\",\"toolCalls\":[{\"id\":\"c2\",\"type\":\"function\",\"function\":{\"name\":\"f\",\"arguments\":\"{}\"},\"encryptedValue\":\"enc\",\"metadata\":{\"y\":2}}]},"
            + "{\"id\":\"m7\",\"role\":\"tool\",\"content\":\"42\",\"toolCallId\":\"c1\"},"
            + "{\"id\":\"m8\",\"role\":\"tool\",\"content\":[{\"type\":\"text\",\"text\":\"42\"}],\"toolCallId\":\"c2\",\"error\":\"broken\",\"encryptedValue\":\"enc\"},"
            + "{\"id\":\"m9\",\"role\":\"reasoning\",\"content\":\"hm\"},"
            + "{\"id\":\"m10\",\"role\":\"activity\",\"activityType\":\"progress\",\"content\":{\"done\":1}}]";

    static final RunAgentInput FULL_INPUT = new RunAgentInput(
            "t1",
            "r1",
            "1.0",
            "r0",
            json("{\"level\":1.0}"),
            MESSAGES,
            List.of(
                    Tool.of("show", "shows", json("{\"type\":\"object\"}")),
                    new Tool("hide", "hides", null, object("{\"z\":3}"))),
            List.of(new ContextItem("page", "home")),
            json("{\"flag\":true}"),
            List.of(
                    new ResumeItem("i1", ResumeItem.Status.RESOLVED, json("{\"ok\":true}"), object("{}")),
                    ResumeItem.cancelled("i2")));
    static final String FULL_INPUT_JSON =
            "{\"threadId\":\"t1\",\"runId\":\"r1\",\"protocolVersion\":\"1.0\",\"parentRunId\":\"r0\",\"state\":{\"level\":1.0},\"messages\":"
                    + MESSAGES_JSON
                    + ",\"tools\":[{\"name\":\"show\",\"description\":\"shows\",\"parameters\":{\"type\":\"object\"}},"
                    + "{\"name\":\"hide\",\"description\":\"hides\",\"metadata\":{\"z\":3}}],"
                    + "\"context\":[{\"description\":\"page\",\"value\":\"home\"}],\"forwardedProps\":{\"flag\":true},"
                    + "\"resume\":[{\"interruptId\":\"i1\",\"status\":\"resolved\",\"payload\":{\"ok\":true},\"metadata\":{}},"
                    + "{\"interruptId\":\"i2\",\"status\":\"cancelled\"}]}";

    static final List<Usage> USAGE =
            List.of(Usage.of("openai", "gpt", 10, 20), new Usage(null, null, 1L, 2L, 3L, 0L, 1L, 0L));
    static final String USAGE_JSON =
            "[{\"provider\":\"openai\",\"model\":\"gpt\",\"inputTokens\":10,\"outputTokens\":20},"
                    + "{\"inputTokens\":1,\"outputTokens\":2,\"totalTokens\":3,\"reasoningTokens\":0,\"cachedInputTokens\":1,\"cacheWriteInputTokens\":0}]";

    /** The events with nothing but what the factories ask for. */
    static final List<Sample> MINIMAL = List.of(
            sample(
                    AgUiEvent.runStarted("t1", "r1"),
                    "{\"type\":\"RUN_STARTED\",\"threadId\":\"t1\",\"runId\":\"r1\",\"protocolVersion\":\"1.0\"}"),
            sample(
                    AgUiEvent.runFinished("t1", "r1"),
                    "{\"type\":\"RUN_FINISHED\",\"threadId\":\"t1\",\"runId\":\"r1\"}"),
            sample(AgUiEvent.runError("sorry", null), "{\"type\":\"RUN_ERROR\",\"message\":\"sorry\"}"),
            sample(AgUiEvent.stepStarted("s"), "{\"type\":\"STEP_STARTED\",\"stepName\":\"s\"}"),
            sample(AgUiEvent.stepFinished("s"), "{\"type\":\"STEP_FINISHED\",\"stepName\":\"s\"}"),
            sample(
                    AgUiEvent.textMessageStart("m1"),
                    "{\"type\":\"TEXT_MESSAGE_START\",\"messageId\":\"m1\",\"role\":\"assistant\"}"),
            sample(
                    AgUiEvent.textMessageContent("m1", ""),
                    "{\"type\":\"TEXT_MESSAGE_CONTENT\",\"messageId\":\"m1\",\"delta\":\"\"}"),
            sample(AgUiEvent.textMessageEnd("m1"), "{\"type\":\"TEXT_MESSAGE_END\",\"messageId\":\"m1\"}"),
            sample(AgUiEvent.textMessageChunk(null, null), "{\"type\":\"TEXT_MESSAGE_CHUNK\"}"),
            sample(
                    AgUiEvent.toolCallStart("c1", "f"),
                    "{\"type\":\"TOOL_CALL_START\",\"toolCallId\":\"c1\",\"toolCallName\":\"f\"}"),
            sample(
                    AgUiEvent.toolCallArgs("c1", "{\"a\":\n1}"),
                    "{\"type\":\"TOOL_CALL_ARGS\",\"toolCallId\":\"c1\",\"delta\":\"{\\\"a\\\":\\n1}\"}"),
            sample(AgUiEvent.toolCallEnd("c1"), "{\"type\":\"TOOL_CALL_END\",\"toolCallId\":\"c1\"}"),
            sample(AgUiEvent.toolCallChunk(null, null, null), "{\"type\":\"TOOL_CALL_CHUNK\"}"),
            sample(
                    AgUiEvent.toolCallResult("m1", "c1", "42"),
                    "{\"type\":\"TOOL_CALL_RESULT\",\"messageId\":\"m1\",\"toolCallId\":\"c1\",\"content\":\"42\",\"role\":\"tool\"}"),
            sample(AgUiEvent.stateSnapshot(null), "{\"type\":\"STATE_SNAPSHOT\",\"snapshot\":null}"),
            sample(AgUiEvent.stateDelta(List.of()), "{\"type\":\"STATE_DELTA\",\"delta\":[]}"),
            sample(AgUiEvent.messagesSnapshot(List.of()), "{\"type\":\"MESSAGES_SNAPSHOT\",\"messages\":[]}"),
            sample(
                    AgUiEvent.activitySnapshot("m1", "progress", object("{}")),
                    "{\"type\":\"ACTIVITY_SNAPSHOT\",\"messageId\":\"m1\",\"activityType\":\"progress\",\"content\":{}}"),
            sample(
                    AgUiEvent.activityDelta("m1", "progress", List.of()),
                    "{\"type\":\"ACTIVITY_DELTA\",\"messageId\":\"m1\",\"activityType\":\"progress\",\"patch\":[]}"),
            sample(AgUiEvent.raw(null, null), "{\"type\":\"RAW\",\"event\":null}"),
            sample(AgUiEvent.custom("n", null), "{\"type\":\"CUSTOM\",\"name\":\"n\",\"value\":null}"),
            sample(AgUiEvent.reasoningStart("m1"), "{\"type\":\"REASONING_START\",\"messageId\":\"m1\"}"),
            sample(
                    AgUiEvent.reasoningMessageStart("m1"),
                    "{\"type\":\"REASONING_MESSAGE_START\",\"messageId\":\"m1\",\"role\":\"reasoning\"}"),
            sample(
                    AgUiEvent.reasoningMessageContent("m1", "hm"),
                    "{\"type\":\"REASONING_MESSAGE_CONTENT\",\"messageId\":\"m1\",\"delta\":\"hm\"}"),
            sample(AgUiEvent.reasoningMessageEnd("m1"), "{\"type\":\"REASONING_MESSAGE_END\",\"messageId\":\"m1\"}"),
            sample(AgUiEvent.reasoningMessageChunk(null, null), "{\"type\":\"REASONING_MESSAGE_CHUNK\"}"),
            sample(AgUiEvent.reasoningEnd("m1"), "{\"type\":\"REASONING_END\",\"messageId\":\"m1\"}"),
            sample(
                    AgUiEvent.reasoningEncryptedValue(EncryptedSubtype.TOOL_CALL, "c1", "x"),
                    "{\"type\":\"REASONING_ENCRYPTED_VALUE\",\"subtype\":\"tool-call\",\"entityId\":\"c1\",\"encryptedValue\":\"x\"}"),
            sample(
                    AgUiEvent.subagentStarted("sub1", "helper"),
                    "{\"type\":\"SUBAGENT_STARTED\",\"subagentRunId\":\"sub1\",\"name\":\"helper\"}"),
            sample(AgUiEvent.subagentFinished("sub1"), "{\"type\":\"SUBAGENT_FINISHED\",\"subagentRunId\":\"sub1\"}"),
            sample(
                    AgUiEvent.subagentError("sub1", "sorry", null),
                    "{\"type\":\"SUBAGENT_ERROR\",\"subagentRunId\":\"sub1\",\"message\":\"sorry\"}"));

    /** The events with every member that they may have. */
    static final List<Sample> FULL = List.of(
            sample(
                    AgUiEvent.runStarted(FULL_INPUT).with(RUN_EXTRAS),
                    "{\"type\":\"RUN_STARTED\",\"threadId\":\"t1\",\"runId\":\"r1\",\"protocolVersion\":\"1.0\",\"parentRunId\":\"r0\",\"input\":"
                            + FULL_INPUT_JSON + RUN_EXTRAS_JSON),
            sample(
                    new AgUiEvent.RunFinished(
                            "t1", "r1", json("[1]"), RunOutcome.pending(List.of("c1", "c2")), USAGE, RUN_EXTRAS),
                    "{\"type\":\"RUN_FINISHED\",\"threadId\":\"t1\",\"runId\":\"r1\",\"result\":[1],"
                            + "\"outcome\":{\"type\":\"success\",\"pendingToolCallIds\":[\"c1\",\"c2\"]},\"usage\":"
                            + USAGE_JSON + RUN_EXTRAS_JSON),
            sample(
                    AgUiEvent.runFinished("t1", "r1", RunOutcome.success()),
                    "{\"type\":\"RUN_FINISHED\",\"threadId\":\"t1\",\"runId\":\"r1\",\"outcome\":{\"type\":\"success\"}}"),
            sample(
                    AgUiEvent.runFinished("t1", "r1", RunOutcome.cancelled(), List.of()),
                    "{\"type\":\"RUN_FINISHED\",\"threadId\":\"t1\",\"runId\":\"r1\",\"outcome\":{\"type\":\"cancelled\"}}"),
            sample(
                    AgUiEvent.runFinished(
                            "t1",
                            "r1",
                            RunOutcome.interrupted(List.of(
                                    new Interrupt(
                                            "i1",
                                            "input_required",
                                            "Name?",
                                            "c1",
                                            object("{\"type\":\"string\"}"),
                                            "2026-01-01T00:00:00Z",
                                            object("{}"),
                                            "sub1"),
                                    Interrupt.confirmation("i2", "Sure?")))),
                    "{\"type\":\"RUN_FINISHED\",\"threadId\":\"t1\",\"runId\":\"r1\",\"outcome\":{\"type\":\"interrupt\",\"interrupts\":["
                            + "{\"id\":\"i1\",\"reason\":\"input_required\",\"message\":\"Name?\",\"toolCallId\":\"c1\",\"responseSchema\":{\"type\":\"string\"},"
                            + "\"expiresAt\":\"2026-01-01T00:00:00Z\",\"metadata\":{},\"subagentRunId\":\"sub1\"},"
                            + "{\"id\":\"i2\",\"reason\":\"confirmation\",\"message\":\"Sure?\"}]}}"),
            sample(
                    new AgUiEvent.RunError("sorry", "internal_error", USAGE, RUN_EXTRAS),
                    "{\"type\":\"RUN_ERROR\",\"message\":\"sorry\",\"code\":\"internal_error\",\"usage\":" + USAGE_JSON
                            + RUN_EXTRAS_JSON),
            full(AgUiEvent.stepStarted("s"), "{\"type\":\"STEP_STARTED\",\"stepName\":\"s\""),
            full(AgUiEvent.stepFinished("s"), "{\"type\":\"STEP_FINISHED\",\"stepName\":\"s\""),
            full(
                    new AgUiEvent.TextMessageStart("m1", Role.DEVELOPER, "n", EventExtras.NONE),
                    "{\"type\":\"TEXT_MESSAGE_START\",\"messageId\":\"m1\",\"role\":\"developer\",\"name\":\"n\""),
            full(
                    AgUiEvent.textMessageContent("m1", "\u00e9\ud83d\ude00\u2028\r"),
                    "{\"type\":\"TEXT_MESSAGE_CONTENT\",\"messageId\":\"m1\",\"delta\":\"\u00e9\ud83d\ude00\u2028\\r\""),
            full(AgUiEvent.textMessageEnd("m1"), "{\"type\":\"TEXT_MESSAGE_END\",\"messageId\":\"m1\""),
            full(
                    new AgUiEvent.TextMessageChunk("m1", Role.USER, "d", "n", EventExtras.NONE),
                    "{\"type\":\"TEXT_MESSAGE_CHUNK\",\"messageId\":\"m1\",\"role\":\"user\",\"delta\":\"d\",\"name\":\"n\""),
            full(
                    AgUiEvent.toolCallStart("c1", "f", "m1"),
                    "{\"type\":\"TOOL_CALL_START\",\"toolCallId\":\"c1\",\"toolCallName\":\"f\",\"parentMessageId\":\"m1\""),
            full(
                    AgUiEvent.toolCallArgs("c1", "{}"),
                    "{\"type\":\"TOOL_CALL_ARGS\",\"toolCallId\":\"c1\",\"delta\":\"{}\""),
            full(AgUiEvent.toolCallEnd("c1"), "{\"type\":\"TOOL_CALL_END\",\"toolCallId\":\"c1\""),
            full(
                    new AgUiEvent.ToolCallChunk("c1", "f", "m1", "{}", EventExtras.NONE),
                    "{\"type\":\"TOOL_CALL_CHUNK\",\"toolCallId\":\"c1\",\"toolCallName\":\"f\",\"parentMessageId\":\"m1\",\"delta\":\"{}\""),
            full(
                    AgUiEvent.toolCallResult("m1", "c1", List.of(ContentPart.text("42"))),
                    "{\"type\":\"TOOL_CALL_RESULT\",\"messageId\":\"m1\",\"toolCallId\":\"c1\",\"content\":[{\"type\":\"text\",\"text\":\"42\"}],\"role\":\"tool\""),
            full(
                    AgUiEvent.stateSnapshot(json("{\"level\":1.0,\"n\":null}")),
                    "{\"type\":\"STATE_SNAPSHOT\",\"snapshot\":{\"level\":1.0,\"n\":null}"),
            full(AgUiEvent.stateDelta(PATCH), "{\"type\":\"STATE_DELTA\",\"delta\":" + PATCH_JSON),
            sample(
                    AgUiEvent.messagesSnapshot(MESSAGES).with(RUN_EXTRAS),
                    "{\"type\":\"MESSAGES_SNAPSHOT\",\"messages\":" + MESSAGES_JSON + RUN_EXTRAS_JSON),
            full(
                    AgUiEvent.activitySnapshot("m1", "progress", object("{\"done\":1}"), false),
                    "{\"type\":\"ACTIVITY_SNAPSHOT\",\"messageId\":\"m1\",\"activityType\":\"progress\",\"content\":{\"done\":1},\"replace\":false"),
            full(
                    AgUiEvent.activityDelta("m1", "progress", PATCH),
                    "{\"type\":\"ACTIVITY_DELTA\",\"messageId\":\"m1\",\"activityType\":\"progress\",\"patch\":"
                            + PATCH_JSON),
            full(
                    AgUiEvent.raw(json("{\"a\":null}"), "other"),
                    "{\"type\":\"RAW\",\"event\":{\"a\":null},\"source\":\"other\""),
            full(AgUiEvent.custom("n", json("false")), "{\"type\":\"CUSTOM\",\"name\":\"n\",\"value\":false"),
            full(AgUiEvent.reasoningStart("m1"), "{\"type\":\"REASONING_START\",\"messageId\":\"m1\""),
            full(
                    AgUiEvent.reasoningMessageStart("m1"),
                    "{\"type\":\"REASONING_MESSAGE_START\",\"messageId\":\"m1\",\"role\":\"reasoning\""),
            full(
                    AgUiEvent.reasoningMessageContent("m1", "hm"),
                    "{\"type\":\"REASONING_MESSAGE_CONTENT\",\"messageId\":\"m1\",\"delta\":\"hm\""),
            full(AgUiEvent.reasoningMessageEnd("m1"), "{\"type\":\"REASONING_MESSAGE_END\",\"messageId\":\"m1\""),
            full(
                    AgUiEvent.reasoningMessageChunk("m1", "hm"),
                    "{\"type\":\"REASONING_MESSAGE_CHUNK\",\"messageId\":\"m1\",\"delta\":\"hm\""),
            full(AgUiEvent.reasoningEnd("m1"), "{\"type\":\"REASONING_END\",\"messageId\":\"m1\""),
            full(
                    AgUiEvent.reasoningEncryptedValue(EncryptedSubtype.MESSAGE, "m1", "x"),
                    "{\"type\":\"REASONING_ENCRYPTED_VALUE\",\"subtype\":\"message\",\"entityId\":\"m1\",\"encryptedValue\":\"x\""),
            sample(
                    new AgUiEvent.SubagentStarted("sub2", "helper", "helps", "sub1", "c1", "m1", RUN_EXTRAS),
                    "{\"type\":\"SUBAGENT_STARTED\",\"subagentRunId\":\"sub2\",\"name\":\"helper\",\"description\":\"helps\",\"parentSubagentRunId\":\"sub1\",\"parentToolCallId\":\"c1\",\"parentMessageId\":\"m1\""
                            + RUN_EXTRAS_JSON),
            sample(
                    new AgUiEvent.SubagentFinished(
                            "sub1", json("7"), new SubagentOutcome.Suspended(List.of("i1")), RUN_EXTRAS),
                    "{\"type\":\"SUBAGENT_FINISHED\",\"subagentRunId\":\"sub1\",\"result\":7,\"outcome\":{\"type\":\"suspended\",\"interruptIds\":[\"i1\"]}"
                            + RUN_EXTRAS_JSON),
            sample(
                    AgUiEvent.subagentFinished("sub1", new SubagentOutcome.Success()),
                    "{\"type\":\"SUBAGENT_FINISHED\",\"subagentRunId\":\"sub1\",\"outcome\":{\"type\":\"success\"}}"),
            sample(
                    AgUiEvent.subagentError("sub1", "sorry", "x").with(RUN_EXTRAS),
                    "{\"type\":\"SUBAGENT_ERROR\",\"subagentRunId\":\"sub1\",\"message\":\"sorry\",\"code\":\"x\""
                            + RUN_EXTRAS_JSON));

    private WireSamples() {}

    static JsonNode json(String text) {
        return AgUiJson.mapper().readTree(text);
    }

    static ObjectNode object(String text) {
        return (ObjectNode) json(text);
    }

    private static Sample sample(AgUiEvent event, String json) {
        return new Sample(event, json);
    }

    private static Sample full(AgUiEvent event, String jsonWithoutExtras) {
        return new Sample(event.with(ALL_EXTRAS), jsonWithoutExtras + ALL_EXTRAS_JSON);
    }
}
