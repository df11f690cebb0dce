package dev.chiron.testkit;

import dev.chiron.embedded.TemporalBackend;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** All stacks of this JVM and the database server under them. */
final class TestEnvironment implements AutoCloseable {

    private final String databaseUrl;
    private final TemporalServers temporals = new TemporalServers(
            System.getenv("TEST_TEMPORAL_ADDRESS"),
            System.getenv("TEST_TEMPORAL_NAMESPACE"),
            System.getenv("TEST_TEMPORAL_PROGRAM"));
    private final Map<StackPlan, FutureTask<Stack>> shared = new ConcurrentHashMap<>();
    private final List<Long> placeNanos = Collections.synchronizedList(new ArrayList<>());
    private final List<Long> databaseNanos = Collections.synchronizedList(new ArrayList<>());
    private final AtomicLong replayed = new AtomicLong();
    private final AtomicLong replayNanos = new AtomicLong();
    private final AtomicReference<@Nullable ColdStart> coldStart = new AtomicReference<>();
    private final AtomicBoolean begun = new AtomicBoolean();
    private final CountDownLatch warm = new CountDownLatch(1);
    private final AtomicLong stacks = new AtomicLong();
    private final ReentrantLock lock = new ReentrantLock();
    private final Thread emergencyExit = new Thread(this::closeServers, "testkit-emergency-exit");
    private @Nullable DatabaseServer server;

    TestEnvironment() {
        String url = System.getenv("TEST_SUPABASE_DB_URL");
        this.databaseUrl = url == null ? "" : url.strip();
    }

    /** The warm stack of a plan; the first who asks starts it, and one that cannot start is not tried twice. */
    Stack shared(StackPlan plan) {
        FutureTask<Stack> task = shared.computeIfAbsent(plan, key -> new FutureTask<>(() -> open(key, false, false)));
        task.run();
        return join(task);
    }

    /** A new stack with faults, which the caller closes. */
    Stack exclusive(StackPlan plan, boolean timeSkipping) {
        return open(plan, true, timeSkipping);
    }

    /** How long the first stack took, and for what. The two servers start beside one another. */
    private record ColdStart(Duration all, Duration database, Duration application) {}

    /**
     * The first stack starts alone: every class of the application is loaded for the first time then, and stacks that do so
     * at once are all ready late.
     */
    private Stack open(StackPlan plan, boolean withFaults, boolean timeSkipping) {
        boolean first = begun.compareAndSet(false, true);
        try {
            if (!first) {
                warm.await();
            }
            return openNow(plan, withFaults, timeSkipping);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while another stack was starting", e);
        } finally {
            warm.countDown();
        }
    }

    private Stack openNow(StackPlan plan, boolean withFaults, boolean timeSkipping) {
        long start = System.nanoTime();
        // The two servers take a second each and know nothing of one another.
        CompletableFuture<TemporalBackend> opening = new CompletableFuture<>();
        Thread.ofVirtual().name("testkit-temporal").start(() -> {
            try {
                opening.complete(temporals.open(timeSkipping));
            } catch (RuntimeException | Error e) {
                opening.completeExceptionally(e);
            }
        });
        DatabaseServer databases;
        PgUrl database;
        try {
            databases = server();
            long making = System.nanoTime();
            database = databases.create();
            databaseNanos.add(System.nanoTime() - making);
        } catch (RuntimeException e) {
            var _ = opening.thenAccept(TemporalBackend::close);
            throw e;
        }
        long databaseReady = System.nanoTime();
        TemporalBackend temporal;
        try {
            temporal = opening.join();
        } catch (CompletionException e) {
            databases.drop(database);
            throw new IllegalStateException("Temporal cannot be started", e.getCause());
        }
        long serversReady = System.nanoTime();
        Faults faults = withFaults ? faults(database, temporal) : null;
        Stack stack = Stack.start(plan, database, temporal, faults, () -> databases.drop(database));
        stacks.incrementAndGet();
        long ready = System.nanoTime();
        coldStart.compareAndSet(
                null,
                new ColdStart(
                        Duration.ofNanos(ready - start),
                        Duration.ofNanos(databaseReady - start),
                        Duration.ofNanos(ready - serversReady)));
        return stack;
    }

    private static Faults faults(PgUrl database, TemporalBackend temporal) {
        String target = temporal.target();
        int colon = target.lastIndexOf(':');
        return new Faults(
                TcpProxy.inFrontOf(database.host(), database.port()),
                TcpProxy.inFrontOf(target.substring(0, colon), Integer.parseInt(target.substring(colon + 1))));
    }

    private DatabaseServer server() {
        lock.lock();
        try {
            DatabaseServer known = server;
            if (known == null) {
                known = databaseUrl.isEmpty()
                        ? DatabaseServer.Embedded.start()
                        : new DatabaseServer.External(PgUrl.parse(databaseUrl));
                server = known;
                Runtime.getRuntime().addShutdownHook(emergencyExit);
            }
            return known;
        } finally {
            lock.unlock();
        }
    }

    /** Closes a stack, and remembers for the last line how long it took for what. */
    void close(Stack stack) {
        try {
            stack.close();
        } finally {
            placeNanos.addAll(stack.learners().placeNanos());
            replayed.addAndGet(stack.replays().count());
            replayNanos.addAndGet(stack.replays().nanos());
        }
    }

    @Override
    public void close() {
        List<Throwable> failures = new ArrayList<>();
        for (FutureTask<Stack> task : shared.values()) {
            if (task.state() == FutureTask.State.SUCCESS) {
                try {
                    close(task.resultNow());
                } catch (RuntimeException | AssertionError e) {
                    failures.add(e);
                }
            }
        }
        closeServers();
        try {
            Runtime.getRuntime().removeShutdownHook(emergencyExit);
        } catch (IllegalStateException _) {
            // The JVM is going down already.
        }
        ColdStart first = coldStart.get();
        if (first != null) {
            System.out.println(summary(first));
        }
        if (!failures.isEmpty()) {
            AssertionError error = new AssertionError(
                    String.join(
                            "\n\n",
                            failures.stream()
                                    .map(each -> String.valueOf(each.getMessage()))
                                    .toList()),
                    failures.getFirst());
            failures.stream().skip(1).forEach(error::addSuppressed);
            throw error;
        }
    }

    private void closeServers() {
        lock.lock();
        try {
            temporals.close();
        } finally {
            if (server != null) {
                server.close();
                server = null;
            }
            lock.unlock();
        }
    }

    private String summary(ColdStart first) {
        return String.format(
                "testkit: environment ready in %d ms (database %d, application %d), %s, %s at %.1f ms each, %s at %.1f ms each (medians);"
                        + " %s replayed in %.1f s",
                first.all().toMillis(),
                first.database().toMillis(),
                first.application().toMillis(),
                counted(stacks.get(), "stack", "stacks"),
                counted(placeNanos.size(), "learner", "learners"),
                medianMillis(placeNanos),
                counted(databaseNanos.size(), "database", "databases"),
                medianMillis(databaseNanos),
                counted(replayed.get(), "history", "histories"),
                replayNanos.get() / 1e9);
    }

    private static String counted(long count, String one, String many) {
        return count + " " + (count == 1 ? one : many);
    }

    private static double medianMillis(List<Long> nanos) {
        List<Long> sorted = new ArrayList<>(nanos);
        Collections.sort(sorted);
        return sorted.isEmpty() ? 0 : sorted.get(sorted.size() / 2) / 1e6;
    }

    private static Stack join(FutureTask<Stack> task) {
        try {
            return task.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("the stack cannot be started: " + e.getCause(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the stack was starting", e);
        }
    }
}
