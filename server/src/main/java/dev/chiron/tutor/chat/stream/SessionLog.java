package dev.chiron.tutor.chat.stream;

import dev.chiron.tutor.platform.SessionId;
import java.util.List;
import java.util.Map;

/** Where sessions' turns are kept. */
@FunctionalInterface
public interface SessionLog {

    /** Where the last turn of each session stands; sessions without one are missing. */
    Map<SessionId, Long> lastTurns(List<SessionId> sessions);
}
