package dev.chiron.tutor.agent;

import tools.jackson.databind.node.ObjectNode;

/** What the tutor does about a message. Its text has been streamed by the time it is returned. */
public sealed interface AgentOutput {

    /** What was said. */
    String text();

    /** The learner ended the reply early; the text is what had been said. */
    boolean stopped();

    /** An answer. */
    record Text(String text, boolean stopped) implements AgentOutput {}

    /** A question back: the message does not say enough to answer it. */
    record Clarification(String text) implements AgentOutput {

        @Override
        public boolean stopped() {
            return false;
        }
    }

    /**
     * A component to show; only one that the learner's client offered.
     *
     * @param text what is said with it, possibly empty
     */
    record ComponentRequest(String text, String name, ObjectNode arguments) implements AgentOutput {

        @Override
        public boolean stopped() {
            return false;
        }
    }
}
