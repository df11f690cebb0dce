package dev.chiron.tutor.platform.temporal;

import com.uber.m3.tally.RootScopeBuilder;
import com.uber.m3.tally.Scope;
import dev.chiron.embedded.EmbeddedException;
import dev.chiron.embedded.TemporalBackend;
import dev.chiron.tutor.platform.InvalidSettingException;
import dev.chiron.tutor.platform.RunningPart;
import dev.chiron.tutor.platform.WorkerRegistration;
import dev.chiron.tutor.platform.database.DatabaseSettings;
import io.grpc.StatusRuntimeException;
import io.micrometer.core.instrument.MeterRegistry;
import io.temporal.api.workflowservice.v1.DescribeNamespaceRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.common.converter.DataConverter;
import io.temporal.common.interceptors.WorkerInterceptor;
import io.temporal.common.reporter.MicrometerClientStatsReporter;
import io.temporal.serviceclient.RpcRetryOptions;
import io.temporal.serviceclient.SimpleSslContextBuilder;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerFactoryOptions;
import io.temporal.worker.WorkerOptions;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Temporal: the server, the client, and the workers, which end before the database they work on does. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(TemporalSettings.class)
class TemporalConfiguration {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(8);

    @Bean(destroyMethod = "close")
    TemporalBackend temporalBackend(TemporalSettings settings, DatabaseSettings database) {
        try {
            return TemporalBackend.choose(settings.address(), settings.namespace(), database.home());
        } catch (IllegalArgumentException e) {
            throw new InvalidSettingException(
                    "TEMPORAL_ADDRESS", "not the address of a server", "Use host:port, such as localhost:7233", e);
        } catch (EmbeddedException e) {
            throw new InvalidSettingException(
                    "TUTOR_HOME", "no Temporal server can be started there", String.valueOf(e.getMessage()), e);
        }
    }

    @Bean
    RunningPart temporalPart(TemporalBackend backend) {
        return () -> "Temporal   " + backend.describe();
    }

    @Bean
    Scope temporalMetrics(MeterRegistry registry) {
        return new RootScopeBuilder()
                .reporter(new MicrometerClientStatsReporter(registry))
                .reportEvery(com.uber.m3.util.Duration.ofSeconds(1));
    }

    @Bean(destroyMethod = "shutdownNow")
    WorkflowServiceStubs workflowServiceStubs(TemporalBackend backend, TemporalSettings settings, Scope metrics) {
        var options = WorkflowServiceStubsOptions.newBuilder()
                .setTarget(backend.target())
                .setRpcTimeout(settings.rpcTimeout())
                .setRpcRetryOptions(RpcRetryOptions.newBuilder()
                        .setExpiration(settings.rpcTimeout())
                        .validateBuildWithDefaults())
                .setMetricsScope(metrics);
        if (settings.secure() && backend.kind() == TemporalBackend.Kind.EXTERNAL) {
            secure(options, settings);
        }
        WorkflowServiceStubs stubs;
        try {
            stubs = WorkflowServiceStubs.newConnectedServiceStubs(options.build(), CONNECT_TIMEOUT);
        } catch (RuntimeException e) {
            throw new InvalidSettingException(
                    "TEMPORAL_ADDRESS",
                    "no Temporal server answers at " + backend.target(),
                    "Start one, check host, port and TLS, or unset it to use the embedded server",
                    e);
        }
        if (backend.kind() == TemporalBackend.Kind.EXTERNAL) {
            requireNamespace(stubs, settings.namespace());
        }
        return stubs;
    }

    private static void requireNamespace(WorkflowServiceStubs stubs, String namespace) {
        try {
            var unused = stubs.blockingStub()
                    .describeNamespace(DescribeNamespaceRequest.newBuilder()
                            .setNamespace(namespace)
                            .build());
        } catch (StatusRuntimeException e) {
            switch (e.getStatus().getCode()) {
                case NOT_FOUND ->
                    throw new InvalidSettingException(
                            "TEMPORAL_NAMESPACE",
                            "the server has no namespace \"" + namespace + "\"",
                            "Create it, or set another one",
                            e);
                case UNAUTHENTICATED, PERMISSION_DENIED ->
                    throw new InvalidSettingException(
                            "TEMPORAL_API_KEY",
                            "the server refuses us in namespace \"" + namespace + "\"",
                            "Set a key or certificate that may use it",
                            e);
                // Not every server describes namespaces to everyone; the workers will tell.
                default -> {}
            }
        }
    }

    private static void secure(WorkflowServiceStubsOptions.Builder options, TemporalSettings settings) {
        if (!settings.apiKey().isBlank()) {
            options.addApiKey(settings::apiKey);
        }
        if (settings.tlsCert().isBlank() && settings.tlsCa().isBlank()) {
            options.setEnableHttps(true);
            return;
        }
        try {
            var context = settings.tlsCert().isBlank()
                    ? SimpleSslContextBuilder.noKeyOrCertChain()
                    : SimpleSslContextBuilder.forPKCS8(
                            read("TEMPORAL_TLS_CERT", settings.tlsCert()), read("TEMPORAL_TLS_KEY", settings.tlsKey()));
            if (!settings.tlsCa().isBlank()) {
                context.setTrustManager(trust(read("TEMPORAL_TLS_CA", settings.tlsCa())));
            }
            options.setSslContext(context.build());
        } catch (IOException | GeneralSecurityException e) {
            throw new InvalidSettingException(
                    "TEMPORAL_TLS_CERT", "the certificates cannot be used", "Give PEM files; the key as PKCS#8", e);
        }
    }

    private static InputStream read(String variable, String file) {
        try {
            return new ByteArrayInputStream(Files.readAllBytes(Path.of(file)));
        } catch (IOException e) {
            throw new InvalidSettingException(
                    variable, "the file " + file + " cannot be read", "Give the path of a PEM file", e);
        }
    }

    private static TrustManager trust(InputStream pem) throws IOException, GeneralSecurityException {
        var keys = KeyStore.getInstance(KeyStore.getDefaultType());
        keys.load(null, null);
        var number = 0;
        for (var certificate : CertificateFactory.getInstance("X.509").generateCertificates(pem)) {
            keys.setCertificateEntry("ca-" + number++, certificate);
        }
        var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(keys);
        return factory.getTrustManagers()[0];
    }

    @Bean
    DataConverter payloads() {
        return Payloads.converter();
    }

    @Bean
    WorkflowClient workflowClient(WorkflowServiceStubs stubs, TemporalSettings settings, DataConverter payloads) {
        return WorkflowClient.newInstance(
                stubs,
                WorkflowClientOptions.newBuilder()
                        .setNamespace(settings.namespace())
                        .setDataConverter(payloads)
                        .build());
    }

    /** Workers with everything that the modules register, and the interceptors that are beans; {@link Workers} ends them. */
    @Bean(destroyMethod = "")
    WorkerFactory workerFactory(
            WorkflowClient client,
            TemporalSettings settings,
            List<WorkerRegistration> registrations,
            ObjectProvider<WorkerInterceptor> interceptors) {
        var factory = WorkerFactory.newInstance(
                client,
                WorkerFactoryOptions.newBuilder()
                        .setWorkflowCacheSize(settings.cachedWorkflows())
                        .setUsingVirtualWorkflowThreads(true)
                        .setShutdownCheckInterval(Duration.ofMillis(20))
                        .setWorkerInterceptors(interceptors.orderedStream().toArray(WorkerInterceptor[]::new))
                        .build());
        var worker = factory.newWorker(
                settings.taskQueue(),
                WorkerOptions.newBuilder()
                        .setMaxConcurrentWorkflowTaskPollers(settings.workflowPollers())
                        .setMaxConcurrentActivityTaskPollers(settings.activityPollers())
                        .setMaxConcurrentActivityExecutionSize(settings.maxActivities())
                        .setMaxConcurrentWorkflowTaskExecutionSize(settings.maxActivities())
                        // A stop reaches a running activity with its next heartbeat: not later than this.
                        .setMaxHeartbeatThrottleInterval(Duration.ofMillis(500))
                        .setDefaultHeartbeatThrottleInterval(Duration.ofMillis(500))
                        .setUsingVirtualThreads(true)
                        .build());
        registrations.forEach(each -> each.register(worker));
        return factory;
    }

    @Bean
    SmartLifecycle workers(WorkerFactory factory, TemporalSettings settings) {
        return new Workers(factory, settings);
    }

    private static final class Workers implements SmartLifecycle {

        private final WorkerFactory factory;
        private final TemporalSettings settings;
        private volatile boolean running;

        Workers(WorkerFactory factory, TemporalSettings settings) {
            this.factory = factory;
            this.settings = settings;
        }

        @Override
        public void start() {
            factory.start();
            running = true;
        }

        @Override
        public void stop() {
            running = false;
            factory.shutdown();
            factory.awaitTermination(settings.shutdownTimeout().toMillis(), TimeUnit.MILLISECONDS);
            if (!factory.isTerminated()) {
                // What is interrupted here is tried again by whoever takes it next.
                factory.shutdownNow();
                factory.awaitTermination(2, TimeUnit.SECONDS);
            }
        }

        @Override
        public boolean isRunning() {
            return running;
        }

        /** After what they work with, before what brings them work; and the other way round at the end. */
        @Override
        public int getPhase() {
            return 1000;
        }
    }
}
