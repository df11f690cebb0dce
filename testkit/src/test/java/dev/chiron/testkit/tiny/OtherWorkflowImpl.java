package dev.chiron.testkit.tiny;

import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.Map;

/** The same type with other code, which no history of the real one fits. */
public class OtherWorkflowImpl implements TinyWorkflow {

    @Override
    public String run(String learner, String question, boolean waits) {
        Workflow.sleep(Duration.ofHours(1));
        return "";
    }

    @Override
    public void carryOn() {}

    @Override
    public Map<String, Object> status() {
        return Map.of();
    }
}
