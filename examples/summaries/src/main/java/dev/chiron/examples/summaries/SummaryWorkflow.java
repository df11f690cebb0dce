package dev.chiron.examples.summaries;

import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.util.UUID;

/** Brings one note to its summary, however often the model or the database has to be asked. */
@WorkflowInterface
public interface SummaryWorkflow {

    @WorkflowMethod(name = "SummaryWorkflow")
    void sumUp(UUID note, UUID author);

    static String workflowId(UUID note) {
        return "summary:" + note;
    }
}
