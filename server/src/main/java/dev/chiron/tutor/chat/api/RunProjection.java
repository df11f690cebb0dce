package dev.chiron.tutor.chat.api;

import dev.chiron.agui.AgUiEvent;
import dev.chiron.agui.EventExtras;
import dev.chiron.agui.Message;
import dev.chiron.agui.RunOutcome;
import dev.chiron.agui.ToolCall;
import dev.chiron.tutor.chat.TurnFailure;
import dev.chiron.tutor.chat.stream.TurnEvent;
import dev.chiron.tutor.platform.InteractionId;
import dev.chiron.tutor.platform.MessageId;
import dev.chiron.tutor.platform.ToolCallId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A turn's events as one AG-UI run, which may have another id than the turn has. It remembers what its reader has been shown: when that holds text which did not
 * become the reply, the stored history is sent as a snapshot before the end, and the reader is right again.
 */
final class RunProjection {

    private final String threadId;
    private final String runId;
    private final Supplier<List<Message>> history;
    private @Nullable MessageId open;
    private @Nullable MessageId latest;
    private StringBuilder latestText = new StringBuilder();
    /** What the latest attempt has shown. */
    private final Map<InteractionId, TurnEvent.ComponentShown> components = new LinkedHashMap<>();

    /** What the reader has been shown, by whichever attempt. */
    private final Set<InteractionId> seen = new LinkedHashSet<>();

    /** What the turn ends with that waits for the learner. */
    private List<dev.chiron.agui.Interrupt> asked = List.of();
    /** What the latest attempt has called, and its message. */
    private final Map<ToolCallId, TurnEvent.ToolCalled> calls = new LinkedHashMap<>();

    /** What the reader has been shown of calls, by whichever attempt. */
    private final Set<ToolCallId> seenCalls = new LinkedHashSet<>();

    /** What models told of their costs, of every attempt. */
    private final List<TurnEvent.ModelUsed> used = new ArrayList<>();

    private @Nullable String reply;
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
            case TurnEvent.ComponentShown shown -> {
                close(out);
                show(shown, out);
            }
            case TurnEvent.ToolCalled called -> {
                close(out);
                call(called, out);
            }
            case TurnEvent.ModelUsed costs -> used.add(costs);
            // Nothing for its reader: it becomes a question when the turn ends with it.
            case TurnEvent.ConfirmationAsked ignored -> {}
            case TurnEvent.Interrupted(List<TurnEvent.Interrupted.Asked> interrupts) -> {
                close(out);
                asked = Interrupts.asked(interrupts);
            }
            case TurnEvent.Completed ignored -> {
                close(out);
                // A run that stops to ask leaves its reader with all that the run which goes on builds upon.
                if (!asked.isEmpty()
                        || shownVoidText
                        || !components.keySet().containsAll(seen)
                        || !calls.keySet().containsAll(seenCalls)) {
                    out.add(AgUiEvent.messagesSnapshot(history.get()));
                } else {
                    reply = shownReply();
                }
                out.add(AgUiEvent.runFinished(threadId, runId, outcome(), RunUsage.of(used)));
            }
            case TurnEvent.Stopped ignored -> {
                close(out);
                // The text may be that of an attempt that failed, of which nothing is stored.
                if (shownAnything()) {
                    out.add(AgUiEvent.messagesSnapshot(history.get()));
                }
                out.add(AgUiEvent.runFinished(threadId, runId, RunOutcome.cancelled(), RunUsage.of(used)));
            }
            case TurnEvent.Failed(String code) -> {
                close(out);
                if (shownAnything()) {
                    out.add(AgUiEvent.messagesSnapshot(history.get()));
                }
                out.add(error(TurnFailure.of(code), used));
            }
        }
        return out;
    }

    /** The end of a run that failed, with what its models told of their costs. */
    static AgUiEvent error(TurnFailure failure, List<TurnEvent.ModelUsed> used) {
        return new AgUiEvent.RunError(failure.message(), failure.code(), RunUsage.of(used), EventExtras.NONE);
    }

    private boolean shownAnything() {
        return shownText || !seen.isEmpty() || !seenCalls.isEmpty();
    }

    private void open(MessageId message, List<AgUiEvent> out) {
        open = message;
        latest = message;
        latestText = new StringBuilder();
        // A component, or a call, is an attempt's last word: who begins to speak after it is another attempt.
        components.clear();
        calls.clear();
        out.add(AgUiEvent.textMessageStart(message.toString()));
    }

    /** One that asks is a call of the client's tool, one that only shows is an activity. */
    private void show(TurnEvent.ComponentShown shown, List<AgUiEvent> out) {
        var id = shown.interactionId().toString();
        // One in an attempt: an attempt that shows another one, without a word before it, is a later one.
        components.clear();
        components.put(shown.interactionId(), shown);
        if (!seen.add(shown.interactionId())) {
            return; // an earlier attempt showed it
        }
        if (ThreadMessages.asks(shown.name())) {
            var parent = shown.messageId() == null ? null : shown.messageId().toString();
            out.add(AgUiEvent.toolCallStart(id, ThreadMessages.tool(shown.name()), parent));
            out.add(AgUiEvent.toolCallArgs(id, shown.arguments().toString()));
            out.add(AgUiEvent.toolCallEnd(id));
        } else {
            out.add(AgUiEvent.activitySnapshot(id, shown.name(), shown.arguments()));
        }
    }

    private void call(TurnEvent.ToolCalled called, List<AgUiEvent> out) {
        // All that an attempt says and calls is of one message: what is of another one is an earlier attempt's.
        if (latest != null && !latest.equals(called.messageId())) {
            shownVoidText |= shownText;
            latest = null;
            latestText = new StringBuilder();
        }
        calls.values().removeIf(each -> !each.messageId().equals(called.messageId()));
        calls.put(called.toolCallId(), called);
        if (!seenCalls.add(called.toolCallId())) {
            return;
        }
        var id = called.toolCallId().toString();
        out.add(AgUiEvent.toolCallStart(id, called.name(), called.messageId().toString()));
        out.add(AgUiEvent.toolCallArgs(id, called.arguments()));
        out.add(AgUiEvent.toolCallEnd(id));
    }

    private @Nullable String shownReply() {
        if (latest != null) {
            return latest.toString();
        }
        // All calls are of one message, also where nothing is said in it.
        if (!calls.isEmpty()) {
            return calls.values().iterator().next().messageId().toString();
        }
        // What is shown without a word belongs to a message with its own id.
        return components.keySet().stream()
                .map(InteractionId::toString)
                .findFirst()
                .orElse(null);
    }

    private RunOutcome outcome() {
        if (!asked.isEmpty()) {
            return RunOutcome.interrupted(asked);
        }
        var asking = components.values().stream()
                .filter(shown -> ThreadMessages.asks(shown.name()))
                .map(shown -> shown.interactionId().toString());
        var pending = Stream.concat(asking, calls.keySet().stream().map(ToolCallId::toString))
                .toList();
        return pending.isEmpty() ? RunOutcome.success() : RunOutcome.pending(pending);
    }

    private void close(List<AgUiEvent> out) {
        var message = open;
        if (message != null) {
            open = null;
            out.add(AgUiEvent.textMessageEnd(message.toString()));
        }
    }

    /** The reply as far as it has been said, for a reader who comes in the middle; empty before it begins. */
    List<Message> replySoFar() {
        var message = latest;
        var said = new ArrayList<Message>();
        var made = new ArrayList<ToolCall>();
        components.values().stream()
                .filter(shown -> ThreadMessages.asks(shown.name()))
                .map(shown -> ThreadMessages.call(shown.interactionId(), shown.name(), shown.arguments()))
                .forEach(made::add);
        calls.values().stream()
                .map(each -> ToolCall.of(each.toolCallId().toString(), each.name(), each.arguments()))
                .forEach(made::add);
        if (!calls.isEmpty()) {
            var caller = calls.values().iterator().next().messageId();
            said.add(Message.assistant(caller.toString(), caller.equals(message) ? latestText.toString() : null, made));
        } else if (message != null) {
            said.add(Message.assistant(message.toString(), latestText.toString(), made));
        } else if (!made.isEmpty()) {
            said.add(Message.assistant(made.getFirst().id(), null, made));
        }
        components.values().stream()
                .filter(shown -> !ThreadMessages.asks(shown.name()))
                .forEach(shown ->
                        said.add(Message.activity(shown.interactionId().toString(), shown.name(), shown.arguments())));
        return said;
    }

    /** What a reader who has been shown {@link #replySoFar} needs for what follows: the open message is opened again. */
    List<AgUiEvent> reopened() {
        var message = open;
        return message == null ? List.of() : List.of(AgUiEvent.textMessageStart(message.toString()));
    }

    /**
     * After the end: the id of the stored reply, if its reader has been shown it as it was said; null when nothing was said
     * or a snapshot has told what is stored.
     */
    @Nullable
    String reply() {
        return reply;
    }

    /** From here on the reader has seen a snapshot: only the reply so far in it counts as shown. */
    void restate() {
        shownVoidText = false;
        shownText = latest != null;
        seen.clear();
        seen.addAll(components.keySet());
        seenCalls.clear();
        seenCalls.addAll(calls.keySet());
    }
}
