package dev.chiron.agui;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The answer to one interrupt of an earlier run.
 *
 * @param interruptId the interrupt's id
 * @param status whether it was answered or dismissed
 * @param payload the answer; JSON {@code null} counts as absent
 * @param metadata free members, not copied
 */
public record ResumeItem(
        String interruptId,
        Status status,
        @Nullable JsonNode payload,
        @Nullable ObjectNode metadata) {

    /** Takes a JSON {@code null} payload as absent. */
    public ResumeItem {
        payload = Values.absentIfNull(payload);
    }

    /** An interrupt that was answered with this. */
    public static ResumeItem resolved(String interruptId, @Nullable JsonNode payload) {
        return new ResumeItem(interruptId, Status.RESOLVED, payload, null);
    }

    /** An interrupt that was dismissed. */
    public static ResumeItem cancelled(String interruptId) {
        return new ResumeItem(interruptId, Status.CANCELLED, null, null);
    }

    /** What became of the interrupt; lower-case on the wire. */
    public enum Status {
        /** It was answered. */
        RESOLVED,
        /** It was dismissed. */
        CANCELLED
    }
}
