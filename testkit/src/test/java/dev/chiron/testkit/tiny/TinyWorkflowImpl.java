package dev.chiron.testkit.tiny;

import io.temporal.activity.ActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** See the interface. */
public class TinyWorkflowImpl implements TinyWorkflow {

    /** What no workflow may look at: with it, a fickle one does something else when it is replayed. */
    private static final Set<String> BEGUN = ConcurrentHashMap.newKeySet();

    private final TinyActivities activities = Workflow.newActivityStub(
            TinyActivities.class,
            ActivityOptions.newBuilder()
                    .setStartToCloseTimeout(Duration.ofSeconds(20))
                    .setRetryOptions(RetryOptions.newBuilder()
                            .setInitialInterval(Duration.ofMillis(100))
                            .setMaximumAttempts(5)
                            .build())
                    .build());
    private final TinyActivities quickly = Workflow.newActivityStub(
            TinyActivities.class,
            ActivityOptions.newBuilder()
                    .setStartToCloseTimeout(Duration.ofSeconds(1))
                    .setRetryOptions(RetryOptions.newBuilder()
                            .setInitialInterval(Duration.ofMillis(100))
                            .build())
                    .build());
    private String stage = "asking";
    private boolean carriedOn;

    @Override
    public String run(String learner, String question, boolean waits) {
        if (question.startsWith("Tomorrow:")) {
            Workflow.sleep(Duration.ofDays(1));
        }
        if (question.startsWith("Fickle:") && BEGUN.add(Workflow.getInfo().getWorkflowId())) {
            Workflow.sleep(Duration.ofMillis(1));
        }
        String answer =
                question.contains("quickly") ? quickly.answer(learner, question) : activities.answer(learner, question);
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
