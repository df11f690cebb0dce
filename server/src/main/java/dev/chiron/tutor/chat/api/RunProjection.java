package dev.chiron.tutor.chat.api;

import dev.chiron.agui.AgUiEvent;
import dev.chiron.agui.Message;
import dev.chiron.agui.RunOutcome;
import dev.chiron.tutor.chat.TurnFailure;
import dev.chiron.tutor.chat.stream.TurnEvent;
import dev.chiron.tutor.platform.MessageId;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A turn's events as one AG-UI run. It remembers what its reader has been shown: when that holds text which did not
 * become the reply, the stored history is sent as a snapshot before the end, and the reader is right again.
 */
final class RunProjection {

    private final String threadId;
    private final String runId;
    private final Supplier<List<Message>> history;
    private @Nullable MessageId open;
    private @Nullable MessageId latest;
    private StringBuilder latestText = new StringBuilder();
    private boolean shownVoidText;
    private boolean shownText;

    /** @param history the session's stored messages, read when they are needed */
    RunProjection(String threadId, String runId, Supplier<List<Message>> history) {
        this.threadId = threadId;
        this.runId = runId;
        this.history = history;
    }

    /** The AG-UI events for a turn's event; empty when it shows nothing. */
    List<AgUiEvent> on(TurnEvent event) {
        var out = new ArrayList<AgUiEvent>();
        switch (event) {
            case TurnEvent.ReplyStarted(MessageId message) -> {
                close(out);
                // Whatever was shown before belongs to an attempt that failed.
                shownVoidText |= shownText;
                shownText = true;
                open(message, out);
            }
            case TurnEvent.ReplyDelta(MessageId message, String text) -> {
                if (!message.equals(open)) {
                    close(out);
                    shownVoidText |= shownText;
                    shownText = true;
                    open(message, out);
                }
                latestText.append(text);
                out.add(AgUiEvent.textMessageContent(message.toString(), text));
            }
            case TurnEvent.ReplyEnded ignored -> close(out);
            case TurnEvent.Completed ignored -> {
                close(out);
                if (shownVoidText) {
                    out.add(AgUiEvent.messagesSnapshot(history.get()));
                }
                out.add(AgUiEvent.runFinished(threadId, runId, RunOutcome.success()));
            }
            case TurnEvent.Stopped ignored -> {
                close(out);
                // The text may be that of an attempt that failed, of which nothing is stored.
                if (shownText) {
                    out.add(AgUiEvent.messagesSnapshot(history.get()));
                }
                out.add(AgUiEvent.runFinished(threadId, runId, RunOutcome.cancelled()));
            }
            case TurnEvent.Failed(String code) -> {
                close(out);
                if (shownText) {
                    out.add(AgUiEvent.messagesSnapshot(history.get()));
                }
                var failure = TurnFailure.of(code);
                out.add(AgUiEvent.runError(failure.message(), failure.code()));
            }
        }
        return out;
    }

    private void open(MessageId message, List<AgUiEvent> out) {
        open = message;
        latest = message;
        latestText = new StringBuilder();
        out.add(AgUiEvent.textMessageStart(message.toString()));
    }

    private void close(List<AgUiEvent> out) {
        var message = open;
        if (message != null) {
            open = null;
            out.add(AgUiEvent.textMessageEnd(message.toString()));
        }
    }

    /** The reply as far as it has been said, for a reader who comes in the middle; null before it begins. */
    Message.@Nullable AssistantMessage replySoFar() {
        var message = latest;
        return message == null ? null : Message.assistant(message.toString(), latestText.toString());
    }

    /** The message that is being said. */
    @Nullable
    MessageId open() {
        return open;
    }

    /** From here on the reader has seen a snapshot: only the reply so far in it counts as shown. */
    void restate() {
        shownVoidText = false;
        shownText = latest != null;
    }
}
