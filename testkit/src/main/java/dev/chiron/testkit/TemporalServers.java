package dev.chiron.testkit;

import com.google.protobuf.util.Durations;
import dev.chiron.embedded.TemporalBackend;
import io.grpc.StatusRuntimeException;
import io.temporal.api.workflowservice.v1.CountWorkflowExecutionsRequest;
import io.temporal.api.workflowservice.v1.RegisterNamespaceRequest;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Gives each stack a Temporal of its own: a server in this process, or a namespace of its own on somebody else's server.
 * Two stacks in one namespace would take each other's tasks and run them against the wrong database.
 */
final class TemporalServers {

    private final @Nullable String address;
    private final @Nullable String namespace;
    private final AtomicBoolean namespaceTaken = new AtomicBoolean();

    TemporalServers(@Nullable String address, @Nullable String namespace) {
        this.address = blankToNull(address);
        this.namespace = blankToNull(namespace);
    }

    TemporalBackend open(boolean timeSkipping) {
        if (address == null) {
            return timeSkipping ? TemporalBackend.inProcessTimeSkipping() : TemporalBackend.inProcess();
        }
        if (timeSkipping) {
            throw new IllegalStateException(
                    "time can be skipped only in the server of this process: unset TEST_TEMPORAL_ADDRESS");
        }
        if (namespace != null && namespaceTaken.compareAndSet(false, true)) {
            return TemporalBackend.external(address, namespace);
        }
        String fresh = "testkit-" + UUID.randomUUID();
        register(address, fresh);
        return TemporalBackend.external(address, fresh);
    }

    /** Registers a namespace and waits until the server's own cache knows it. */
    private static void register(String address, String name) {
        WorkflowServiceStubs stubs = WorkflowServiceStubs.newServiceStubs(
                WorkflowServiceStubsOptions.newBuilder().setTarget(address).build());
        try {
            stubs.blockingStub()
                    .registerNamespace(RegisterNamespaceRequest.newBuilder()
                            .setNamespace(name)
                            .setWorkflowExecutionRetentionPeriod(Durations.fromDays(1))
                            .build());
            Ceiling.until(
                    "namespace " + name + " on " + address,
                    () -> knows(stubs, name),
                    known -> known,
                    () -> "not known yet");
        } catch (StatusRuntimeException e) {
            throw new IllegalStateException(
                    "TEST_TEMPORAL_ADDRESS (" + address + ") must be a server where namespaces may be registered: "
                            + e.getMessage(),
                    e);
        } finally {
            stubs.shutdownNow();
        }
    }

    private static boolean knows(WorkflowServiceStubs stubs, String namespace) {
        try {
            var count = stubs.blockingStub()
                    .countWorkflowExecutions(CountWorkflowExecutionsRequest.newBuilder()
                            .setNamespace(namespace)
                            .build());
            return count.getCount() == 0;
        } catch (StatusRuntimeException _) {
            return false;
        }
    }

    private static @Nullable String blankToNull(@Nullable String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }
}
