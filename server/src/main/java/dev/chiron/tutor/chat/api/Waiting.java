package dev.chiron.tutor.chat.api;

import dev.chiron.agui.RunOutcome;
import dev.chiron.tutor.chat.store.ChatStore;
import dev.chiron.tutor.platform.SessionId;
import java.util.List;
import org.springframework.stereotype.Component;

/** What waits for the learner in a session. Whatever shows a thread again ends with it: replays, reloads, connects. */
@Component
class Waiting {

    private final ChatStore store;

    Waiting(ChatStore store) {
        this.store = store;
    }

    /** The outcome of a run that restates a session. Belongs into a transaction of the learner's. */
    RunOutcome outcome(SessionId session) {
        return store.openInteraction(session)
                .map(open -> RunOutcome.pending(List.of(open.id().toString())))
                .orElseGet(RunOutcome::success);
    }
}
