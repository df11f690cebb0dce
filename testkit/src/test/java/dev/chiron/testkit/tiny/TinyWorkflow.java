package dev.chiron.testkit.tiny;

import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.util.Map;

/** One answer, and an optional wait for a signal. */
@WorkflowInterface
public interface TinyWorkflow {

    /** Asks the model and writes its answer down; then waits for the signal if it shall. */
    @WorkflowMethod(name = "TinyWorkflow")
    String run(String learner, String question, boolean waits);

    /** Lets a waiting workflow end. */
    @SignalMethod(name = "carry_on")
    void carryOn();

    /** Where it stands. */
    @QueryMethod(name = "get_status")
    Map<String, Object> status();
}
