package dev.chiron.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityOptions;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.workflow.v1.WorkflowExecutionInfo;
import io.temporal.api.workflowservice.v1.DeleteWorkflowExecutionRequest;
import io.temporal.api.workflowservice.v1.ListWorkflowExecutionsRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerOptions;
import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What the application relies on in a Temporal server of ours, whichever it is. */
abstract class TemporalBackendContract {

    private static final String QUEUE = "contract";

    /** A server that the test may use but not close. */
    abstract TemporalBackend backend();

    @Test
    @DisplayName("a workflow calls an activity, waits for a signal, answers a query and ends")
    void workflowRuns() throws Exception {
        withWorker(backend(), client -> {
            String id = "greeting:" + UUID.randomUUID();
            Greeting greeting = client.newWorkflowStub(
                    Greeting.class,
                    WorkflowOptions.newBuilder()
                            .setTaskQueue(QUEUE)
                            .setWorkflowId(id)
                            .build());
            WorkflowClient.start(greeting::greet, "Achilles");
            assertThat(greeting.isAnswered()).isFalse();
            greeting.answer("well");
            assertThat(WorkflowStub.fromTyped(greeting).getResult(20, TimeUnit.SECONDS, String.class))
                    .isEqualTo("Hello Achilles: well");
        });
    }

    @Test
    @DisplayName("a timer takes real time: a clock that ran ahead would end a learner's days of waiting at once")
    void timeIsReal() throws Exception {
        withWorker(backend(), client -> {
            Instant before = Instant.now();
            Nap nap = client.newWorkflowStub(
                    Nap.class, WorkflowOptions.newBuilder().setTaskQueue(QUEUE).build());
            nap.sleep(Duration.ofSeconds(1));
            assertThat(Duration.between(before, Instant.now())).isGreaterThan(Duration.ofMillis(900));
        });
    }

    @Test
    @DisplayName("every run of a workflow can be found by its id and removed, the one that goes on and those before it")
    void historiesCanBeRemoved() throws Exception {
        withWorker(backend(), client -> {
            String id = "greeting:" + UUID.randomUUID();
            String other = "greeting:" + UUID.randomUUID();
            greet(client, id).answer("well");
            WorkflowStub.fromTyped(client.newWorkflowStub(Greeting.class, id))
                    .getResult(20, TimeUnit.SECONDS, String.class);
            greet(client, id);
            greet(client, other);
            eventually(() -> runs(client, id).size() == 2);

            for (WorkflowExecution run : runs(client, id)) {
                var unused = client.getWorkflowServiceStubs()
                        .blockingStub()
                        .deleteWorkflowExecution(DeleteWorkflowExecutionRequest.newBuilder()
                                .setNamespace(client.getOptions().getNamespace())
                                .setWorkflowExecution(run)
                                .build());
            }

            eventually(() -> runs(client, id).isEmpty() && !isReadable(client, id));
            assertThat(isReadable(client, other)).isTrue();
            assertThat(runs(client, other)).hasSize(1);
            WorkflowStub.fromTyped(client.newWorkflowStub(Greeting.class, other))
                    .terminate("the test is over");
        });
    }

    private static Greeting greet(WorkflowClient client, String id) {
        Greeting greeting = client.newWorkflowStub(
                Greeting.class,
                WorkflowOptions.newBuilder()
                        .setTaskQueue(QUEUE)
                        .setWorkflowId(id)
                        .build());
        WorkflowClient.start(greeting::greet, "Achilles");
        return client.newWorkflowStub(Greeting.class, id);
    }

    private static List<WorkflowExecution> runs(WorkflowClient client, String id) {
        return client
                .getWorkflowServiceStubs()
                .blockingStub()
                .listWorkflowExecutions(ListWorkflowExecutionsRequest.newBuilder()
                        .setNamespace(client.getOptions().getNamespace())
                        .setQuery("WorkflowId in ('" + id + "')")
                        .build())
                .getExecutionsList()
                .stream()
                .map(WorkflowExecutionInfo::getExecution)
                .toList();
    }

    private static boolean isReadable(WorkflowClient client, String id) {
        try {
            return !client.fetchHistory(id).getEvents().isEmpty();
        } catch (StatusRuntimeException e) {
            return e.getStatus().getCode() != Status.Code.NOT_FOUND;
        } catch (WorkflowNotFoundException e) {
            return false;
        }
    }

    /** Asks seldom, and for long: a real server lists ten times a second at most, and removes half a minute later. */
    private static void eventually(BooleanSupplier condition) {
        assertThat(Patience.until(Duration.ofMinutes(2), () -> {
                    LockSupport.parkNanos(Duration.ofMillis(300).toNanos());
                    return condition.getAsBoolean();
                }))
                .isTrue();
    }

    @Test
    void onlyLoopbackIsListenedOn() throws Exception {
        String target = backend().target();
        assertThat(target).startsWith("127.0.0.1:");
        int port = Integer.parseInt(target.substring(target.indexOf(':') + 1));
        for (NetworkInterface network : NetworkInterface.networkInterfaces().toList()) {
            for (InetAddress address : network.inetAddresses().toList()) {
                if (!address.isLoopbackAddress()) {
                    assertThatThrownBy(() -> new Socket(address, port).close()).isInstanceOf(ConnectException.class);
                }
            }
        }
    }

    @Test
    void descriptionNamesWhatSurvives() {
        assertThat(backend().describe()).startsWith("embedded").doesNotContain("\n");
        assertThat(backend().namespace()).isEqualTo("default");
    }

    /** Runs the steps with a worker that is gone before the server is. */
    static void withWorker(TemporalBackend backend, Steps steps) throws Exception {
        WorkflowServiceStubs stubs = WorkflowServiceStubs.newConnectedServiceStubs(
                WorkflowServiceStubsOptions.newBuilder()
                        .setTarget(backend.target())
                        .build(),
                Duration.ofSeconds(10));
        WorkflowClient client = WorkflowClient.newInstance(
                stubs,
                WorkflowClientOptions.newBuilder()
                        .setNamespace(backend.namespace())
                        .build());
        WorkerFactory factory = WorkerFactory.newInstance(client);
        try {
            // Otherwise a workflow waits ten seconds for the worker that it knew before a restart.
            var worker = factory.newWorker(
                    QUEUE,
                    WorkerOptions.newBuilder()
                            .setStickyQueueScheduleToStartTimeout(Duration.ZERO)
                            .build());
            worker.registerWorkflowImplementationTypes(GreetingStory.class, NapStory.class);
            worker.registerActivitiesImplementations((Words) "Hello %s"::formatted);
            factory.start();
            steps.run(client);
        } finally {
            factory.shutdownNow();
            factory.awaitTermination(5, TimeUnit.SECONDS);
            stubs.shutdownNow();
        }
    }

    interface Steps {
        void run(WorkflowClient client) throws Exception;
    }

    @WorkflowInterface
    public interface Greeting {
        @WorkflowMethod
        String greet(String name);

        @SignalMethod
        void answer(String text);

        @QueryMethod
        boolean isGreeted();

        @QueryMethod
        boolean isAnswered();
    }

    @ActivityInterface
    public interface Words {
        String hello(String name);
    }

    public static final class GreetingStory implements Greeting {
        private @Nullable String hello;
        private @Nullable String answer;

        @Override
        public String greet(String name) {
            Words words = Workflow.newActivityStub(
                    Words.class,
                    ActivityOptions.newBuilder()
                            .setStartToCloseTimeout(Duration.ofSeconds(5))
                            .build());
            hello = words.hello(name);
            Workflow.await(() -> answer != null);
            return hello + ": " + answer;
        }

        @Override
        public void answer(String text) {
            answer = text;
        }

        @Override
        public boolean isGreeted() {
            return hello != null;
        }

        @Override
        public boolean isAnswered() {
            return answer != null;
        }
    }

    @WorkflowInterface
    public interface Nap {
        @WorkflowMethod
        void sleep(Duration duration);
    }

    public static final class NapStory implements Nap {
        @Override
        public void sleep(Duration duration) {
            Workflow.sleep(duration);
        }
    }
}
