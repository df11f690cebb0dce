package dev.chiron.embedded;

import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.temporal.internal.testservice.GRPCServerHelper;
import io.temporal.internal.testservice.TestServicesStarter;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;

/**
 * Temporal's Java test server behind a port of 127.0.0.1. The SDK's own `TestServer.createPortBoundServer` listens on
 * every interface and does not tell its port, so the gRPC server is built here around the same services.
 */
final class InProcessTemporal implements TemporalBackend {

    // Long polls of workers that nobody has shut down hold a graceful stop up for a minute.
    private static final Duration GRACE = Duration.ofMillis(500);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(3);

    private final TestServicesStarter services;
    private final Server server;
    private final String namespace;
    private final boolean skipsTime;
    private boolean closed;

    private InProcessTemporal(TestServicesStarter services, Server server, String namespace, boolean skipsTime) {
        this.services = services;
        this.server = server;
        this.namespace = namespace;
        this.skipsTime = skipsTime;
    }

    static InProcessTemporal start(String namespace, boolean skipsTime) {
        // The flag says that time skipping begins locked, and nothing of ours ever unlocks it.
        TestServicesStarter services = new TestServicesStarter(!skipsTime, 0);
        RecentLocks.keepIn(services);
        try {
            NettyServerBuilder builder =
                    NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0));
            GRPCServerHelper.registerServicesAndHealthChecks(RemovableHistories.in(services), builder);
            return new InProcessTemporal(services, builder.build().start(), namespace, skipsTime);
        } catch (IOException problem) {
            services.close();
            throw new EmbeddedException(
                    "The Temporal server of this process cannot listen on 127.0.0.1: " + problem.getMessage(), problem);
        }
    }

    @Override
    public String target() {
        return "127.0.0.1:" + server.getPort();
    }

    @Override
    public String namespace() {
        return namespace;
    }

    @Override
    public Kind kind() {
        return Kind.IN_PROCESS;
    }

    @Override
    public String describe() {
        return "embedded in this process, in memory only" + (skipsTime ? ", skipping time" : "");
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        server.shutdown();
        if (!Patience.until(GRACE, server::isTerminated)) {
            server.shutdownNow();
            Patience.until(STOP_LIMIT, server::isTerminated);
        }
        services.close();
    }
}
