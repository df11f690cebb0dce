package dev.chiron.agui;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What every event may carry besides its own members; written flat beside them.
 *
 * @param timestamp milliseconds since the epoch, at most 2^53-1 in size
 * @param rawEvent the provider's event that led to this one; JSON {@code null} counts as absent
 * @param metadata free members, not copied: do not change it afterwards
 * @param subagentRunId the subagent whose work the event is; absent means the parent agent. Not allowed on the three run
 *     events and MESSAGES_SNAPSHOT, which belong to no subagent, nor on the SUBAGENT events, which name theirs
 */
public record EventExtras(
        @Nullable Long timestamp,
        @Nullable JsonNode rawEvent,
        @Nullable ObjectNode metadata,
        @Nullable String subagentRunId) {

    /** Carries nothing. */
    public static final EventExtras NONE = new EventExtras(null, null, null, null);

    /** @throws IllegalArgumentException when the timestamp is not a safe integer */
    public EventExtras {
        if (timestamp != null && !Values.isSafeInteger(timestamp)) {
            throw new IllegalArgumentException("timestamp is not a safe integer: " + timestamp);
        }
        rawEvent = Values.absentIfNull(rawEvent);
    }

    /** The extras of an event that is the work of this subagent. */
    public static EventExtras ofSubagent(String subagentRunId) {
        return new EventExtras(null, null, null, subagentRunId);
    }

    /** The same with this time, in milliseconds since the epoch. */
    public EventExtras withTimestamp(long millis) {
        return new EventExtras(millis, rawEvent, metadata, subagentRunId);
    }

    /** The same with this provider event. */
    public EventExtras withRawEvent(JsonNode event) {
        return new EventExtras(timestamp, event, metadata, subagentRunId);
    }

    /** The same with this metadata. */
    public EventExtras withMetadata(ObjectNode members) {
        return new EventExtras(timestamp, rawEvent, members, subagentRunId);
    }

    /** The same, attributed to this subagent. */
    public EventExtras withSubagentRunId(String id) {
        return new EventExtras(timestamp, rawEvent, metadata, id);
    }

    /** For events that cannot belong to a subagent. */
    EventExtras requireUnattributed() {
        if (subagentRunId != null) {
            throw new IllegalArgumentException("subagentRunId is not allowed in the extras of this event");
        }
        return this;
    }
}
