package dev.chiron.testkit.tiny;

import io.temporal.activity.ActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.Map;

/** See the interface. */
public class TinyWorkflowImpl implements TinyWorkflow {

    private final TinyActivities activities = Workflow.newActivityStub(
            TinyActivities.class,
            ActivityOptions.newBuilder()
                    .setStartToCloseTimeout(Duration.ofSeconds(20))
                    .setRetryOptions(RetryOptions.newBuilder()
                            .setInitialInterval(Duration.ofMillis(100))
                            .setMaximumAttempts(5)
                            .build())
                    .build());
    private String stage = "asking";
    private boolean carriedOn;

    @Override
    public String run(String learner, String question, boolean waits) {
        if (question.startsWith("Tomorrow:")) {
            Workflow.sleep(Duration.ofDays(1));
        }
        String answer = activities.answer(learner, question);
        stage = "answered";
        if (waits) {
            Workflow.await(() -> carriedOn);
        }
        return answer;
    }

    @Override
    public void carryOn() {
        carriedOn = true;
    }

    @Override
    public Map<String, Object> status() {
        return Map.of("stage", stage);
    }
}
