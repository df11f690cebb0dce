package dev.chiron.agui;

/** The rules of a legal stream. Breaking one is fatal for clients, or loses what was sent. */
public enum Rule {
    /** The first event is RUN_STARTED or RUN_ERROR. */
    STARTS_WITH_RUN_STARTED("the first event is RUN_STARTED or RUN_ERROR"),
    /** No run starts while another is active. */
    ONE_RUN_AT_A_TIME("no run starts while another is active"),
    /** Nothing follows RUN_FINISHED or RUN_ERROR, except the next run's RUN_STARTED on a stream of several runs. */
    NOTHING_AFTER_TERMINAL("nothing follows the terminal event of a run but, on a stream of several, the next run"),
    /** Every run ends with RUN_FINISHED or RUN_ERROR, and so does the stream. */
    ENDS_WITH_TERMINAL("the last event is RUN_FINISHED or RUN_ERROR"),
    /** RUN_STARTED and RUN_FINISHED carry the thread id of the input. */
    THREAD_ID_ECHOED("boundary events carry the thread id of the input"),
    /** RUN_STARTED carries the run id of the input, RUN_FINISHED that of RUN_STARTED. */
    RUN_ID_ECHOED("boundary events carry the run id of the input"),
    /** RUN_STARTED declares the producer's protocol version. */
    PROTOCOL_VERSION_DECLARED("RUN_STARTED declares a protocol version"),
    /** An item is not started while one with its id is open. */
    ALREADY_OPEN("an open item is not started again"),
    /** An item is continued and ended only while it is open. */
    NOT_OPEN("only an open item is continued or ended"),
    /** RUN_FINISHED comes when nothing is open. */
    ALL_CLOSED("a run finishes when everything is closed"),
    /** An item is continued by the producer (the parent agent or a subagent) that opened it. */
    SAME_OWNER("an item belongs to the producer that opened it"),
    /** One message id names one kind of message. */
    ONE_KIND_PER_MESSAGE_ID("a message id names one kind of message"),
    /** A messages snapshot names no message twice. */
    SNAPSHOT_IDS_UNIQUE("a messages snapshot names no message twice"),
    /** A subagent run id is started once in a run. */
    SUBAGENT_STARTED_ONCE("a subagent run id is started once in a run"),
    /** The parent of a subagent was started before it. */
    SUBAGENT_PARENT_STARTED("the parent of a subagent was started before it"),
    /** The first chunk of an item carries its id and, for a tool call, its name. */
    CHUNK_OPENS_WITH_ID("the first chunk of an item carries its id and a tool's name"),
    /** A chunk repeats what its first chunk said unchanged. */
    CHUNK_AGREES_WITH_FIRST("a chunk repeats what the first one said unchanged"),
    /** A chunk without id or subagent has one open item that it can mean. */
    CHUNK_UNAMBIGUOUS("a chunk without an id has one open item that it can mean"),
    /** No two interrupts of a run have the same id. */
    INTERRUPT_IDS_UNIQUE("interrupt ids are unique"),
    /** A pending tool call is named once and has no result yet. */
    PENDING_CALLS_UNANSWERED("pending tool calls are named once and have no result");

    private final String text;

    Rule(String text) {
        this.text = text;
    }

    /** The rule in words. */
    public String text() {
        return text;
    }
}
