package dev.chiron.agui;

/** An event that would have made a stream illegal; it was not sent and the stream can go on without it. */
public final class IllegalEmissionException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Rule rule;

    IllegalEmissionException(Rule rule, String detail) {
        super(detail + " (" + rule + ": " + rule.text() + ")");
        this.rule = rule;
    }

    /** The rule that it would have broken. */
    public Rule rule() {
        return rule;
    }
}
