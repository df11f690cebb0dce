package dev.chiron.tutor.platform;

import java.util.List;
import java.util.stream.Stream;

/** The workflows that a module runs for a learner: what has to end, and to be forgotten, with their account. */
@FunctionalInterface
public interface LearnersWorkflows {

    /**
     * Their ids, whether or not they run.
     *
     * @param sessions all chat sessions that the learner has had
     * @param tracks all tracks that they have started
     */
    Stream<String> ids(LearnerId learner, List<SessionId> sessions, List<TrackId> tracks);
}
