package dev.chiron.tutor.chat.stream;

import dev.chiron.tutor.platform.LearnerId;
import dev.chiron.tutor.platform.TurnId;
import java.util.List;

/** Where events are kept. */
public interface TurnEventLog {

    /** One event to store. */
    record Entry(TurnId turn, LearnerId learner, StreamedEvent event) {}

    /**
     * Stores all of them in one transaction and tells other nodes which turns have news. An event whose epoch is
     * no longer its turn's is left out: somebody else answers that turn now.
     */
    void append(List<Entry> entries);
}
