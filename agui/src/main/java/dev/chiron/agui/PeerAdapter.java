package dev.chiron.agui;

import dev.chiron.agui.AgUiEvent.MessagesSnapshot;
import dev.chiron.agui.AgUiEvent.RunFinished;
import dev.chiron.agui.AgUiEvent.RunStarted;
import dev.chiron.agui.AgUiEvent.ToolCallResult;
import dev.chiron.agui.Message.ToolMessage;
import dev.chiron.agui.Message.UserMessage;
import java.util.List;

/** Rewrites what one generation of clients would reject into what it understands. */
final class PeerAdapter {

    private PeerAdapter() {}

    static AgUiEvent adapt(AgUiEvent event, Peer peer) {
        return switch (event) {
            case RunFinished finished when peer == Peer.LEGACY -> legacyEnd(finished);
            case RunStarted started
            when started.input() != null ->
                new RunStarted(
                        started.threadId(),
                        started.runId(),
                        started.protocolVersion(),
                        started.parentRunId(),
                        adapt(started.input(), peer),
                        started.extras());
            case MessagesSnapshot(List<Message> messages, EventExtras extras) ->
                new MessagesSnapshot(adapt(messages, peer), extras);
            case ToolCallResult(String messageId, String toolCallId, MessageContent content, EventExtras extras) ->
                new ToolCallResult(messageId, toolCallId, toolContent(content, peer), extras);
            default -> event;
        };
    }

    private static AgUiEvent legacyEnd(RunFinished finished) {
        return switch (finished.outcome()) {
            case null -> finished;
            // Absent means success to every client, and one of them never goes on after an explicit success.
            case RunOutcome.Success _ ->
                new RunFinished(
                        finished.threadId(),
                        finished.runId(),
                        finished.result(),
                        null,
                        finished.usage(),
                        finished.extras());
            case RunOutcome.Interrupted _ -> finished;
            case RunOutcome.Cancelled _ ->
                new AgUiEvent.RunError("The run was cancelled.", "cancelled", finished.usage(), finished.extras());
        };
    }

    private static RunAgentInput adapt(RunAgentInput input, Peer peer) {
        return new RunAgentInput(
                input.threadId(),
                input.runId(),
                input.protocolVersion(),
                input.parentRunId(),
                input.state(),
                adapt(input.messages(), peer),
                input.tools(),
                input.context(),
                input.forwardedProps(),
                input.resume());
    }

    private static List<Message> adapt(List<Message> messages, Peer peer) {
        return messages.stream().map(message -> adapt(message, peer)).toList();
    }

    private static Message adapt(Message message, Peer peer) {
        return switch (message) {
            case UserMessage(String id, MessageContent content, MessageExtras extras)
            when peer == Peer.CURRENT -> new UserMessage(id, withoutBinary(content), extras);
            case ToolMessage(
                    String id,
                    String toolCallId,
                    MessageContent content,
                    String error,
                    MessageExtras extras) -> new ToolMessage(id, toolCallId, toolContent(content, peer), error, extras);
            default -> message;
        };
    }

    private static MessageContent toolContent(MessageContent content, Peer peer) {
        return switch (peer) {
            case CURRENT -> withoutBinary(content);
            case LEGACY -> MessageContent.of(content.text());
        };
    }

    private static MessageContent withoutBinary(MessageContent content) {
        return switch (content) {
            case MessageContent.Plain plain -> plain;
            case MessageContent.Parts(List<ContentPart> parts) ->
                MessageContent.of(parts.stream().map(PeerAdapter::withoutBinary).toList());
        };
    }

    private static ContentPart withoutBinary(ContentPart part) {
        return switch (part) {
            case ContentPart.Binary binary -> binary.upgraded();
            case ContentPart.Text text -> text;
            case ContentPart.Media media -> media;
        };
    }
}
