package dev.chiron.tutor.chat;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.chiron.tutor.platform.TrackId;

/** What the server does when a learner has confirmed it, and not before. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes(@JsonSubTypes.Type(value = Deed.LeaveTrack.class, name = "leave_track"))
public sealed interface Deed {

    /** The learner leaves a track; the path of that track does it. */
    record LeaveTrack(TrackId trackId, String title) implements Deed {}
}
