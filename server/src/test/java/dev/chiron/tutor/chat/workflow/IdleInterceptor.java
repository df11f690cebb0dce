package dev.chiron.tutor.chat.workflow;

import io.temporal.common.interceptors.WorkerInterceptorBase;
import io.temporal.common.interceptors.WorkflowInboundCallsInterceptor;
import io.temporal.common.interceptors.WorkflowInboundCallsInterceptorBase;
import io.temporal.common.interceptors.WorkflowOutboundCallsInterceptor;
import io.temporal.common.interceptors.WorkflowOutboundCallsInterceptorBase;
import java.time.Duration;
import java.util.function.Supplier;

/** Lets a test act in the moment in which a workflow has waited in vain, and has not told the server yet. */
public final class IdleInterceptor extends WorkerInterceptorBase {

    private final Runnable whenIdle;

    public IdleInterceptor(Runnable whenIdle) {
        this.whenIdle = whenIdle;
    }

    @Override
    public WorkflowInboundCallsInterceptor interceptWorkflow(WorkflowInboundCallsInterceptor next) {
        return new WorkflowInboundCallsInterceptorBase(next) {
            @Override
            public void init(WorkflowOutboundCallsInterceptor outbound) {
                super.init(new WorkflowOutboundCallsInterceptorBase(outbound) {
                    @Override
                    public boolean await(Duration timeout, String reason, Supplier<Boolean> condition) {
                        var called = super.await(timeout, reason, condition);
                        if (!called) {
                            whenIdle.run();
                        }
                        return called;
                    }
                });
            }
        };
    }
}
