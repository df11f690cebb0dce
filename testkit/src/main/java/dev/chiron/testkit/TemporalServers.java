package dev.chiron.testkit;

import com.google.protobuf.util.Durations;
import dev.chiron.embedded.TemporalBackend;
import io.grpc.StatusRuntimeException;
import io.temporal.api.workflowservice.v1.CountWorkflowExecutionsRequest;
import io.temporal.api.workflowservice.v1.RegisterNamespaceRequest;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.springframework.util.FileSystemUtils;

/**
 * Gives each stack a Temporal of its own: a server in this process, or a namespace of its own on a server that was there
 * before, or on a development server that is started for all stacks of this JVM. Two stacks in one namespace would take
 * each other's tasks and run them against the wrong database.
 */
final class TemporalServers implements AutoCloseable {

    private final @Nullable String external;
    private final @Nullable String namespace;
    private final @Nullable String program;
    private final AtomicBoolean namespaceTaken = new AtomicBoolean();
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable Path home;
    private @Nullable TemporalBackend devServer;

    /**
     * @param external "host:port" of a server that is there
     * @param namespace on it, for the first stack
     * @param program the `temporal` program, for a development server when there is no external one
     */
    TemporalServers(@Nullable String external, @Nullable String namespace, @Nullable String program) {
        this.external = blankToNull(external);
        this.namespace = blankToNull(namespace);
        this.program = blankToNull(program);
    }

    /** Time is skipped in the server of this process only, so that is what a stack gets that needs it. */
    TemporalBackend open(boolean timeSkipping) {
        if (timeSkipping) {
            return TemporalBackend.inProcessTimeSkipping();
        }
        String address = address();
        if (address == null) {
            return TemporalBackend.inProcess();
        }
        if (namespace != null && namespaceTaken.compareAndSet(false, true)) {
            return TemporalBackend.external(address, namespace);
        }
        String fresh = "testkit-" + UUID.randomUUID();
        register(address, fresh);
        return TemporalBackend.external(address, fresh);
    }

    private @Nullable String address() {
        if (external != null || program == null) {
            return external;
        }
        lock.lock();
        try {
            if (devServer == null) {
                home = Files.createTempDirectory("testkit-temporal");
                devServer = TemporalBackend.devServer(home, Path.of(program));
            }
            return devServer.target();
        } catch (IOException e) {
            throw new UncheckedIOException("no folder for Temporal's data", e);
        } finally {
            lock.unlock();
        }
    }

    /** Ends the development server and removes its data. */
    @Override
    public void close() {
        lock.lock();
        try {
            if (devServer != null) {
                devServer.close();
                devServer = null;
            }
            if (home != null) {
                FileSystemUtils.deleteRecursively(home);
                home = null;
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Temporal's data cannot be removed", e);
        } finally {
            lock.unlock();
        }
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
                    "the Temporal server at " + address + " must be one where namespaces may be registered: "
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
