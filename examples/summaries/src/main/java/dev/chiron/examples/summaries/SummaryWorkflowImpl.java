package dev.chiron.examples.summaries;

import io.temporal.activity.ActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.UUID;

/** See {@link SummaryWorkflow}. */
public final class SummaryWorkflowImpl implements SummaryWorkflow {

    private final SummaryActivities activities = Workflow.newActivityStub(
            SummaryActivities.class,
            ActivityOptions.newBuilder()
                    .setStartToCloseTimeout(Duration.ofSeconds(30))
                    .setRetryOptions(RetryOptions.newBuilder()
                            .setInitialInterval(Duration.ofMillis(200))
                            .setMaximumInterval(Duration.ofSeconds(10))
                            .build())
                    .build());

    @Override
    public void sumUp(UUID note, UUID author) {
        activities.store(note, activities.askModel(note, author));
    }
}
