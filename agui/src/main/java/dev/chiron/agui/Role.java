package dev.chiron.agui;

/** Who a message is from; lower-case on the wire. */
public enum Role {
    /** The developer of the agent. */
    DEVELOPER,
    /** The system prompt. */
    SYSTEM,
    /** The agent. */
    ASSISTANT,
    /** The person. */
    USER,
    /** A tool's answer. */
    TOOL,
    /** A structured activity shown among the messages. */
    ACTIVITY,
    /** The agent's reasoning. */
    REASONING;

    /** Whether a streamed text message may have this role. */
    public boolean isTextRole() {
        return switch (this) {
            case DEVELOPER, SYSTEM, ASSISTANT, USER -> true;
            case TOOL, ACTIVITY, REASONING -> false;
        };
    }
}
