package dev.chiron.agui;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a message may carry besides its own members; written flat beside them.
 *
 * @param name the author's name; only developer, system, assistant and user messages have one
 * @param encryptedValue a provider's opaque reasoning; activity messages have none
 * @param metadata free members, not copied: do not change it afterwards
 * @param subagentRunId the subagent that made the message; absent means the parent agent
 */
public record MessageExtras(
        @Nullable String name,
        @Nullable String encryptedValue,
        @Nullable ObjectNode metadata,
        @Nullable String subagentRunId) {

    /** Carries nothing. */
    public static final MessageExtras NONE = new MessageExtras(null, null, null, null);

    MessageExtras requireNoName() {
        if (name != null) {
            throw new IllegalArgumentException("this kind of message has no name");
        }
        return this;
    }

    MessageExtras requireNoEncryptedValue() {
        if (encryptedValue != null) {
            throw new IllegalArgumentException("this kind of message has no encryptedValue");
        }
        return this;
    }
}
