package dev.chiron.tutor.chat;

import dev.chiron.tutor.platform.LearnerId;
import dev.chiron.tutor.platform.SessionId;

/** Sessions for those who speak in them. Every call belongs into a transaction of the learner's. */
public interface ChatSessions {

    /** Opens a session. */
    SessionId open(LearnerId learner, String title);

    /** Whether the learner has this session. */
    boolean exists(SessionId session);
}
