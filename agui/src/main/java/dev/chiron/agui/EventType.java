package dev.chiron.agui;

/** The 31 event types of AG-UI 1.0; the constant's name is the value of {@code type} on the wire. */
public enum EventType {
    /** Opens a run. */
    RUN_STARTED,
    /** Ends a run that was not an error. */
    RUN_FINISHED,
    /** Ends a run that failed. */
    RUN_ERROR,
    /** Opens a named step. */
    STEP_STARTED,
    /** Closes a named step. */
    STEP_FINISHED,
    /** Opens a text message. */
    TEXT_MESSAGE_START,
    /** Appends to an open text message. */
    TEXT_MESSAGE_CONTENT,
    /** Closes a text message. */
    TEXT_MESSAGE_END,
    /** Shorthand for start, content and end of a text message. */
    TEXT_MESSAGE_CHUNK,
    /** Opens a tool call. */
    TOOL_CALL_START,
    /** Appends to the JSON arguments of an open tool call. */
    TOOL_CALL_ARGS,
    /** Closes a tool call. */
    TOOL_CALL_END,
    /** Shorthand for start, arguments and end of a tool call. */
    TOOL_CALL_CHUNK,
    /** The result of a tool that the agent executed. */
    TOOL_CALL_RESULT,
    /** Replaces the shared state. */
    STATE_SNAPSHOT,
    /** Patches the shared state. */
    STATE_DELTA,
    /** Restates the whole conversation. */
    MESSAGES_SNAPSHOT,
    /** Creates or replaces an activity. */
    ACTIVITY_SNAPSHOT,
    /** Patches an activity. */
    ACTIVITY_DELTA,
    /** Carries an event of another system. */
    RAW,
    /** Carries an event of the application. */
    CUSTOM,
    /** Opens a reasoning span. */
    REASONING_START,
    /** Opens a reasoning message. */
    REASONING_MESSAGE_START,
    /** Appends to an open reasoning message. */
    REASONING_MESSAGE_CONTENT,
    /** Closes a reasoning message. */
    REASONING_MESSAGE_END,
    /** Shorthand for start, content and end of a reasoning message. */
    REASONING_MESSAGE_CHUNK,
    /** Closes a reasoning span. */
    REASONING_END,
    /** Carries a provider's encrypted reasoning. */
    REASONING_ENCRYPTED_VALUE,
    /** Opens a subagent invocation. */
    SUBAGENT_STARTED,
    /** Ends a subagent invocation that did not fail. */
    SUBAGENT_FINISHED,
    /** Ends a subagent invocation that failed. */
    SUBAGENT_ERROR
}
