package dev.chiron.embedded;

import io.grpc.BindableService;
import io.grpc.ServerMethodDefinition;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.workflow.v1.WorkflowExecutionInfo;
import io.temporal.api.workflowservice.v1.DeleteWorkflowExecutionRequest;
import io.temporal.api.workflowservice.v1.DeleteWorkflowExecutionResponse;
import io.temporal.api.workflowservice.v1.ListWorkflowExecutionsRequest;
import io.temporal.api.workflowservice.v1.ListWorkflowExecutionsResponse;
import io.temporal.api.workflowservice.v1.TerminateWorkflowExecutionRequest;
import io.temporal.api.workflowservice.v1.TerminateWorkflowExecutionResponse;
import io.temporal.api.workflowservice.v1.WorkflowServiceGrpc;
import io.temporal.internal.testservice.ExecutionId;
import io.temporal.internal.testservice.TestServicesStarter;
import io.temporal.internal.testservice.TestWorkflowService;
import java.lang.reflect.Field;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.Lock;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a real Temporal server can and the test server cannot: remove an execution with its history, and find all runs of
 * some workflow ids. Whoever deletes a person's data needs both. The test server keeps everything in maps, from which it is
 * taken here; its other calls are untouched.
 */
final class RemovableHistories {

    /** The one question that is answered: {@code WorkflowId in ('a', 'b')}. */
    private static final Pattern QUERY = Pattern.compile("\\s*WorkflowId\\s+(?i:in)\\s*\\((?<ids>[^()]*)\\)\\s*");

    private static final Pattern QUOTED = Pattern.compile("'([^']*)'|\"([^\"]*)\"");

    private final TestWorkflowService service;
    private final Lock serviceLock;
    private final Map<ExecutionId, ?> executions;
    private final Map<?, ?> latest;
    private final Map<?, ?> chains;
    private final Lock storeLock;
    private final Map<?, ?> histories;
    private final Map<?, ?> searchAttributes;

    private RemovableHistories(TestServicesStarter services) throws ReflectiveOperationException {
        this.service = services.getWorkflowService();
        this.serviceLock = (Lock) value(service, "lock");
        this.executions = executionsOf(service);
        this.latest = (Map<?, ?>) value(service, "executionsByWorkflowId");
        this.chains = (Map<?, ?>) value(service, "executionsByFirstExecutionRunId");
        Object store = value(services, "workflowStore");
        this.storeLock = (Lock) value(store, "lock");
        this.histories = (Map<?, ?>) value(store, "histories");
        this.searchAttributes = (Map<?, ?>) value(value(services, "visibilityStore"), "executionSearchAttributes");
    }

    @SuppressWarnings("unchecked") // the server's own field
    private static Map<ExecutionId, ?> executionsOf(TestWorkflowService service) throws ReflectiveOperationException {
        return (Map<ExecutionId, ?>) value(service, "executions");
    }

    /**
     * The services of a test server, of which the workflow service can do this too.
     *
     * @throws EmbeddedException if this version of the server keeps its executions another way
     */
    static List<BindableService> in(TestServicesStarter services) {
        try {
            var removable = new RemovableHistories(services);
            return services.getServices().stream()
                    .map(each -> each instanceof TestWorkflowService ? (BindableService) removable::bind : each)
                    .toList();
        } catch (ReflectiveOperationException problem) {
            throw new EmbeddedException(
                    "This version of Temporal's test server keeps its histories another way: " + problem.getMessage(),
                    problem);
        }
    }

    private static Object value(Object owner, String name) throws ReflectiveOperationException {
        Field field = owner.getClass().getDeclaredField(name);
        field.setAccessible(true);
        return field.get(owner);
    }

    private ServerServiceDefinition bind() {
        var whole = service.bindService();
        var delete = WorkflowServiceGrpc.getDeleteWorkflowExecutionMethod();
        var list = WorkflowServiceGrpc.getListWorkflowExecutionsMethod();
        var own = Set.of(delete.getFullMethodName(), list.getFullMethodName());
        var definition = ServerServiceDefinition.builder(whole.getServiceDescriptor());
        for (ServerMethodDefinition<?, ?> method : whole.getMethods()) {
            if (!own.contains(method.getMethodDescriptor().getFullMethodName())) {
                definition.addMethod(method);
            }
        }
        definition.addMethod(delete, ServerCalls.asyncUnaryCall(this::delete));
        definition.addMethod(list, ServerCalls.asyncUnaryCall(this::list));
        return definition.build();
    }

    private void delete(
            DeleteWorkflowExecutionRequest request, StreamObserver<DeleteWorkflowExecutionResponse> answer) {
        var wanted = request.getWorkflowExecution();
        var run = find(request.getNamespace(), wanted);
        if (run == null) {
            answer.onError(Status.NOT_FOUND
                    .withDescription("There is no workflow " + wanted.getWorkflowId())
                    .asRuntimeException());
            return;
        }
        end(run);
        remove(run);
        answer.onNext(DeleteWorkflowExecutionResponse.getDefaultInstance());
        answer.onCompleted();
    }

    /** The run that is asked for; without a run id the latest of its workflow. */
    private @Nullable ExecutionId find(String namespace, WorkflowExecution wanted) {
        serviceLock.lock();
        try {
            for (ExecutionId each : executions.keySet()) {
                var execution = each.getExecution();
                if (each.getNamespace().equals(namespace)
                        && execution.getWorkflowId().equals(wanted.getWorkflowId())
                        && (wanted.getRunId().isEmpty()
                                ? executions.get(each) == latest.get(workflow(each))
                                : execution.getRunId().equals(wanted.getRunId()))) {
                    return each;
                }
            }
            return null;
        } finally {
            serviceLock.unlock();
        }
    }

    /** The server's key of a workflow; its type is not public. */
    private static Object workflow(ExecutionId run) {
        return run.getWorkflowId();
    }

    /** A run that goes on is ended first, so that nothing of it comes later; one that is over refuses that. */
    private void end(ExecutionId run) {
        service.terminateWorkflowExecution(
                TerminateWorkflowExecutionRequest.newBuilder()
                        .setNamespace(run.getNamespace())
                        .setWorkflowExecution(run.getExecution())
                        .setReason("it is deleted")
                        .build(),
                new StreamObserver<TerminateWorkflowExecutionResponse>() {
                    @Override
                    public void onNext(TerminateWorkflowExecutionResponse value) {}

                    @Override
                    public void onError(Throwable refused) {}

                    @Override
                    public void onCompleted() {}
                });
    }

    private void remove(ExecutionId run) {
        serviceLock.lock();
        try {
            var state = executions.remove(run);
            latest.values().removeIf(each -> each == state);
            chains.values().removeIf(each -> each == state);
        } finally {
            serviceLock.unlock();
        }
        storeLock.lock();
        try {
            histories.remove(run);
        } finally {
            storeLock.unlock();
        }
        searchAttributes.remove(run);
    }

    private void list(ListWorkflowExecutionsRequest request, StreamObserver<ListWorkflowExecutionsResponse> answer) {
        try {
            var ids = ids(request.getQuery());
            var found = ListWorkflowExecutionsResponse.newBuilder();
            serviceLock.lock();
            try {
                executions.keySet().stream()
                        .filter(each -> each.getNamespace().equals(request.getNamespace())
                                && ids.contains(each.getExecution().getWorkflowId()))
                        .forEach(each -> found.addExecutions(
                                WorkflowExecutionInfo.newBuilder().setExecution(each.getExecution())));
            } finally {
                serviceLock.unlock();
            }
            answer.onNext(found.build());
            answer.onCompleted();
        } catch (StatusRuntimeException refused) {
            answer.onError(refused);
        }
    }

    private static Set<String> ids(String query) {
        var asked = QUERY.matcher(query);
        if (!asked.matches()) {
            throw Status.INVALID_ARGUMENT
                    .withDescription("Only WorkflowId in ('…', '…') can be asked here")
                    .asRuntimeException();
        }
        return QUOTED.matcher(asked.group("ids"))
                .results()
                .map(RemovableHistories::text)
                .collect(Collectors.toSet());
    }

    private static String text(MatchResult quoted) {
        return quoted.group(1) == null ? quoted.group(2) : quoted.group(1);
    }
}
