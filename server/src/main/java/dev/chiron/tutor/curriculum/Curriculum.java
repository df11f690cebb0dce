package dev.chiron.tutor.curriculum;

import dev.chiron.tutor.platform.TrackId;
import dev.chiron.tutor.platform.UnitId;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * Tracks and units as those who run a learner's path read them: outside of any request, with the keys. Every call
 * reads what is stored now and may throw a {@link org.springframework.dao.DataAccessException}.
 */
public interface Curriculum {

    /** A track with its ordered units and the remedial units that they lead to; empty when there is none. */
    Optional<Track> track(TrackId id);

    /** A unit without its key; empty when there is none. */
    Optional<Unit> unit(UnitId id);

    /**
     * What tells the unit's answer; empty for a unit that is not graded or does not exist. It must not reach a
     * learner before they have answered, nor a log or a Temporal payload.
     */
    Optional<ObjectNode> answerKey(UnitId id);
}
