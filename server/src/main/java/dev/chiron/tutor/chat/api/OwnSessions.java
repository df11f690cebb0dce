package dev.chiron.tutor.chat.api;

import dev.chiron.tutor.chat.ChatSessions;
import dev.chiron.tutor.chat.store.ChatStore;
import dev.chiron.tutor.platform.LearnerId;
import dev.chiron.tutor.platform.SessionId;
import java.util.UUID;
import org.springframework.stereotype.Component;

@Component
class OwnSessions implements ChatSessions {

    private final ChatStore store;

    OwnSessions(ChatStore store) {
        this.store = store;
    }

    @Override
    public SessionId open(LearnerId learner, String title) {
        var id = new SessionId(UUID.randomUUID());
        return store.addSession(id, learner, id.toString(), title).id();
    }

    @Override
    public boolean exists(SessionId session) {
        return store.findSession(session).isPresent();
    }
}
