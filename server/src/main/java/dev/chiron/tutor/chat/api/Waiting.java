package dev.chiron.tutor.chat.api;

import dev.chiron.agui.RunOutcome;
import dev.chiron.tutor.chat.store.ChatStore;
import dev.chiron.tutor.chat.store.InterruptStore;
import dev.chiron.tutor.chat.store.ToolCallStore;
import dev.chiron.tutor.platform.SessionId;
import java.util.ArrayList;
import org.springframework.stereotype.Component;

/** What waits for the learner in a session. Whatever shows a thread again ends with it: replays, reloads, connects. */
@Component
class Waiting {

    private final ChatStore store;
    private final ToolCallStore toolCalls;
    private final InterruptStore interrupts;

    Waiting(ChatStore store, ToolCallStore toolCalls, InterruptStore interrupts) {
        this.store = store;
        this.toolCalls = toolCalls;
        this.interrupts = interrupts;
    }

    /** The outcome of a run that restates a session. Belongs into a transaction of the learner's. */
    RunOutcome outcome(SessionId session) {
        return Interrupts.outcome(interrupts.unanswered(session)).orElseGet(() -> pending(session));
    }

    private RunOutcome pending(SessionId session) {
        var waiting = new ArrayList<String>();
        store.openInteraction(session).ifPresent(open -> waiting.add(open.id().toString()));
        toolCalls.pending(session).forEach(call -> waiting.add(call.id().toString()));
        return RunOutcome.pending(waiting);
    }
}
