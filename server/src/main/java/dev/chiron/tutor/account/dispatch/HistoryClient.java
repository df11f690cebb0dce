package dev.chiron.tutor.account.dispatch;

import com.google.protobuf.ByteString;
import dev.chiron.tutor.platform.temporal.TemporalSettings;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.workflowservice.v1.DeleteWorkflowExecutionRequest;
import io.temporal.api.workflowservice.v1.ListWorkflowExecutionsRequest;
import io.temporal.api.workflowservice.v1.TerminateWorkflowExecutionRequest;
import io.temporal.api.workflowservice.v1.WorkflowServiceGrpc.WorkflowServiceBlockingStub;
import io.temporal.serviceclient.WorkflowServiceStubs;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Ends workflows and removes what Temporal keeps of them. What is not there is as good as removed. */
@Component
class HistoryClient {

    /** Ids in one question: a query is not to be longer than a few thousand characters. */
    private static final int IDS_PER_QUERY = 40;

    private static final int PAGE_SIZE = 200;

    private final WorkflowServiceStubs temporal;
    private final String namespace;

    HistoryClient(WorkflowServiceStubs temporal, TemporalSettings settings) {
        this.temporal = temporal;
        this.namespace = settings.namespace();
    }

    /** Ends a workflow where it is; its activities hear of it with their next heartbeat. */
    void terminate(String workflowId) {
        unlessGone(() -> {
            var unused = stub().terminateWorkflowExecution(TerminateWorkflowExecutionRequest.newBuilder()
                    .setNamespace(namespace)
                    .setWorkflowExecution(WorkflowExecution.newBuilder().setWorkflowId(workflowId))
                    .setReason("the account is deleted")
                    .build());
        });
    }

    /**
     * Removes every run of these workflows that can be found now, ending those that go on. A server may take its time to do
     * so, and to list what has just begun: it is done when nothing is found any more.
     *
     * @return how many runs were found
     * @throws StatusRuntimeException if Temporal does not answer
     */
    int remove(List<String> workflowIds) {
        var found = 0;
        for (var from = 0; from < workflowIds.size(); from += IDS_PER_QUERY) {
            var some = workflowIds.subList(from, Math.min(workflowIds.size(), from + IDS_PER_QUERY));
            for (var run : runs(some)) {
                found += remove(run) ? 1 : 0;
            }
            for (var id : some) {
                // The latest run, also where it is too young to be listed.
                terminate(id);
                found += remove(WorkflowExecution.newBuilder().setWorkflowId(id).build()) ? 1 : 0;
            }
        }
        return found;
    }

    private boolean remove(WorkflowExecution run) {
        return unlessGone(() -> {
            var unused = stub().deleteWorkflowExecution(DeleteWorkflowExecutionRequest.newBuilder()
                    .setNamespace(namespace)
                    .setWorkflowExecution(run)
                    .build());
        });
    }

    /** Also those before the latest: a session that was silent for long has begun anew under its id. */
    private List<WorkflowExecution> runs(List<String> workflowIds) {
        var query = workflowIds.stream()
                .map(id -> "'" + id + "'")
                .collect(Collectors.joining(", ", "WorkflowId in (", ")"));
        var runs = new ArrayList<WorkflowExecution>();
        var page = ByteString.EMPTY;
        do {
            var answer = stub().listWorkflowExecutions(ListWorkflowExecutionsRequest.newBuilder()
                    .setNamespace(namespace)
                    .setPageSize(PAGE_SIZE)
                    .setNextPageToken(page)
                    .setQuery(query)
                    .build());
            answer.getExecutionsList().forEach(each -> runs.add(each.getExecution()));
            page = answer.getNextPageToken();
        } while (!page.isEmpty());
        return runs;
    }

    private static boolean unlessGone(Runnable call) {
        try {
            call.run();
            return true;
        } catch (StatusRuntimeException e) {
            if (e.getStatus().getCode() == Status.Code.NOT_FOUND) {
                return false;
            }
            throw e;
        }
    }

    private WorkflowServiceBlockingStub stub() {
        return temporal.blockingStub();
    }
}
