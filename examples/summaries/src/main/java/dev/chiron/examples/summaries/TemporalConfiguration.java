package dev.chiron.examples.summaries;

import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.common.interceptors.WorkerInterceptor;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerFactoryOptions;
import java.util.concurrent.TimeUnit;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** One client and one worker. */
@Configuration(proxyBeanMethods = false)
class TemporalConfiguration {

    static final String TASK_QUEUE = "summaries";

    @Bean(destroyMethod = "shutdownNow")
    WorkflowServiceStubs temporal(@Value("${summaries.temporal-address}") String address) {
        return WorkflowServiceStubs.newServiceStubs(
                WorkflowServiceStubsOptions.newBuilder().setTarget(address).build());
    }

    @Bean
    WorkflowClient workflows(
            WorkflowServiceStubs temporal, @Value("${summaries.temporal-namespace}") String namespace) {
        return WorkflowClient.newInstance(
                temporal,
                WorkflowClientOptions.newBuilder().setNamespace(namespace).build());
    }

    /** Takes the interceptors that are beans: for traces, say, and for tests. */
    @Bean
    WorkerFactory workers(
            WorkflowClient workflows, SummaryActivities activities, ObjectProvider<WorkerInterceptor> interceptors) {
        var factory = WorkerFactory.newInstance(
                workflows,
                WorkerFactoryOptions.newBuilder()
                        .setWorkerInterceptors(interceptors.orderedStream().toArray(WorkerInterceptor[]::new))
                        .build());
        var worker = factory.newWorker(TASK_QUEUE);
        worker.registerWorkflowImplementationTypes(SummaryWorkflowImpl.class);
        worker.registerActivitiesImplementations(activities);
        factory.start();
        return factory;
    }

    /** Activities end before the connection pool that they use is closed. */
    @Bean
    DisposableBean workersEndFirst(WorkerFactory workers) {
        return () -> {
            workers.shutdownNow();
            workers.awaitTermination(5, TimeUnit.SECONDS);
        };
    }
}
