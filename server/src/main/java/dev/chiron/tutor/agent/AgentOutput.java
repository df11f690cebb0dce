package dev.chiron.tutor.agent;

import dev.chiron.tutor.component.Component;
import dev.chiron.tutor.llm.ToolCall;
import java.util.List;
import org.jspecify.annotations.Nullable;
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
     * The learner wants to leave the track that goes on: nothing is done before they have confirmed it.
     *
     * @param text asks them
     */
    record LeaveRequest(String text) implements AgentOutput {

        @Override
        public boolean stopped() {
            return false;
        }
    }

    /**
     * Tools that the learner's client is to run, each of which it offered; the tutor goes on when it knows what came of
     * them.
     *
     * @param text what is said before, possibly empty
     * @param calls in the model's order, at least one
     */
    record ToolCalls(String text, List<ToolCall> calls) implements AgentOutput {

        public ToolCalls {
            calls = List.copyOf(calls);
        }

        @Override
        public boolean stopped() {
            return false;
        }
    }

    /**
     * A component to show; only one that the learner's client offered.
     *
     * @param text what is said with it, possibly empty
     * @param answerKey what its answer is graded by, as {@link dev.chiron.tutor.component.AnswerKey} writes it; null when
     *     it is not graded
     */
    record ComponentRequest(
            String text, Component component, @Nullable ObjectNode answerKey) implements AgentOutput {

        @Override
        public boolean stopped() {
            return false;
        }
    }
}
