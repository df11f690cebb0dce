package dev.chiron.testkit.tiny;

import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.common.interceptors.WorkerInterceptor;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerFactoryOptions;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** Learners say something, a workflow asks the model for an answer and writes it down. */
@SpringBootApplication(proxyBeanMethods = false)
public class TinyApplication {

    static final String QUEUE = "tiny";

    @Bean
    JdbcClient jdbc(@Value("${tiny.database}") String url) {
        JdbcClient jdbc = JdbcClient.create(new DriverManagerDataSource(url));
        jdbc.sql("""
                        create table if not exists notes (
                            id uuid primary key,
                            user_id uuid not null references auth.users on delete cascade,
                            body text not null,
                            tags text[] not null default '{a,b}',
                            details jsonb not null default '{"kind":"note"}',
                            created_at timestamptz not null default now());
                        alter table notes enable row level security;
                        drop policy if exists own on notes;
                        create policy own on notes for all to authenticated
                            using ((select auth.uid()) = user_id) with check ((select auth.uid()) = user_id);
                        grant select, insert, update on notes to authenticated;
                        grant all on notes to service_role;
                        """).update();
        return jdbc;
    }

    @Bean(destroyMethod = "shutdownNow")
    WorkflowServiceStubs stubs(@Value("${tiny.temporal}") String address) {
        return WorkflowServiceStubs.newServiceStubs(WorkflowServiceStubsOptions.newBuilder()
                .setTarget(address)
                .setRpcTimeout(Duration.ofSeconds(5))
                .build());
    }

    @Bean
    WorkflowClient workflowClient(WorkflowServiceStubs stubs, @Value("${tiny.namespace}") String namespace) {
        return WorkflowClient.newInstance(
                stubs,
                WorkflowClientOptions.newBuilder().setNamespace(namespace).build());
    }

    @Bean
    WorkerFactory workers(
            WorkflowClient client, TinyActivities activities, ObjectProvider<WorkerInterceptor> interceptors) {
        WorkerFactory factory = WorkerFactory.newInstance(
                client,
                WorkerFactoryOptions.newBuilder()
                        .setWorkerInterceptors(interceptors.orderedStream().toArray(WorkerInterceptor[]::new))
                        .build());
        Worker worker = factory.newWorker(QUEUE);
        worker.registerWorkflowImplementationTypes(TinyWorkflowImpl.class);
        worker.registerActivitiesImplementations(activities);
        factory.start();
        return factory;
    }

    @Bean
    DisposableBean workersFirst(WorkerFactory factory) {
        return () -> {
            factory.shutdownNow();
            factory.awaitTermination(5, TimeUnit.SECONDS);
        };
    }
}
