package dev.chiron.tutor.platform.dispatch;

import io.grpc.Status;
import io.temporal.client.WorkflowException;
import io.temporal.client.WorkflowExecutionAlreadyStarted;
import io.temporal.client.WorkflowServiceException;
import io.temporal.client.WorkflowStub;
import java.util.function.Supplier;

/**
 * Signals a workflow, starting it if it does not run, also when it begins, ends or continues as new in this very moment.
 * Temporal's server does that in one step; its in-process double looks and starts in two, and answers then that there is
 * no such workflow, or that it has been started already.
 */
public final class SignalDelivery {

    private static final int ATTEMPTS = 5;

    private SignalDelivery() {}

    /**
     * @param workflow makes a new stub of the workflow, which Temporal's client wants for each attempt
     * @param start what the workflow is given if it starts
     * @throws WorkflowException if Temporal does not take the signal
     */
    public static void deliver(Supplier<WorkflowStub> workflow, String signal, Object[] arguments, Object start) {
        for (var attempt = 1; ; attempt++) {
            try {
                var unused = workflow.get().signalWithStart(signal, arguments, new Object[] {start});
                return;
            } catch (WorkflowException e) {
                if (attempt == ATTEMPTS || !isMeeting(e)) {
                    throw e;
                }
            }
        }
    }

    private static boolean isMeeting(WorkflowException e) {
        return switch (e) {
            case WorkflowExecutionAlreadyStarted _ -> true;
            case WorkflowServiceException _ -> Status.fromThrowable(e).getCode() == Status.Code.NOT_FOUND;
            default -> false;
        };
    }
}
