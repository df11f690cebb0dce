package dev.chiron.testkit;

import io.temporal.activity.ActivityExecutionContext;
import io.temporal.activity.ActivityInfo;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptor;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptorBase;
import io.temporal.common.interceptors.WorkerInterceptorBase;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Every activity of a worker passes here; those of a workflow that is being disturbed pass as the disturbance wants. */
final class ActivityGate extends WorkerInterceptorBase {

    private final Function<String, Optional<Disturber>> disturbers;

    /** @param disturbers who disturbs the activities of a workflow, by its id */
    ActivityGate(Function<String, Optional<Disturber>> disturbers) {
        this.disturbers = disturbers;
    }

    @Override
    public ActivityInboundCallsInterceptor interceptActivity(ActivityInboundCallsInterceptor next) {
        return new ActivityInboundCallsInterceptorBase(next) {

            private @Nullable ActivityExecutionContext context;

            @Override
            public void init(ActivityExecutionContext activity) {
                context = activity;
                super.init(activity);
            }

            @Override
            public ActivityOutput execute(ActivityInput input) {
                ActivityExecutionContext activity = context;
                String workflow = activity == null ? null : workflow(activity.getInfo());
                Optional<Disturber> disturber = workflow == null ? Optional.empty() : disturbers.apply(workflow);
                return activity == null || disturber.isEmpty()
                        ? super.execute(input)
                        : disturber.get().pass(activity, () -> super.execute(input));
            }
        };
    }

    private static @Nullable String workflow(ActivityInfo activity) {
        return activity.isInWorkflow() ? activity.getWorkflowId() : null;
    }
}
