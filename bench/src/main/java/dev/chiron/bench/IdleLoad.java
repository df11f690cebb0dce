package dev.chiron.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;

/**
 * Many pages that are open and on which nothing happens: what they cost, how soon those show a turn that are concerned,
 * and whether everything is given back when they are closed.
 */
final class IdleLoad {

    private static final int SIGN_UPS_AT_ONCE = 8;
    private static final int OPENINGS_AT_ONCE = 32;
    private static final int ANSWER_PATIENCE_SECONDS = 60;
    private static final Duration RETURN_PATIENCE = Duration.ofSeconds(45);
    private static final int FAULTS_SHOWN = 10;

    private final LoadSettings settings;
    private final ServerProbe probe;
    private final List<String> faults = Collections.synchronizedList(new ArrayList<>());

    IdleLoad(LoadSettings settings) {
        this.settings = settings;
        this.probe = new ServerProbe(settings.server(), settings.serverPid());
    }

    /** Does all of it; how many faults there were. */
    int run() throws IOException, InterruptedException, ExecutionException {
        var seed = System.nanoTime();
        System.out.printf(
                Locale.ROOT,
                "load       %d idle streams of as many learners, %d messages, seed %d%n",
                settings.idleStreams(),
                settings.messages(),
                seed);
        var begin = System.nanoTime();
        var learners =
                all(settings.idleStreams(), SIGN_UPS_AT_ONCE, number -> BenchLearner.signUp(settings.server(), number));
        System.out.printf(Locale.ROOT, "sign-up    %.0f s%n", seconds(begin));
        // What only the first stream and the first turn load and compile is not what ten thousand cost.
        warmUp(learners);
        var before = probe.sample();
        System.out.println("before     " + before);

        begin = System.nanoTime();
        var streams = all(learners.size(), OPENINGS_AT_ONCE, number -> IdleStream.open(learners.get(number)));
        System.out.printf(Locale.ROOT, "opening    %.0f s%n", seconds(begin));

        var idleBegin = probe.sample();
        System.out.println("open       " + idleBegin);
        System.out.printf(
                Locale.ROOT,
                "a stream   %.1f KiB of RSS, %.1f KiB of live heap, %.1f KiB of direct buffers%n",
                (idleBegin.residentMib() - before.residentMib()) * 1024 / streams.size(),
                (idleBegin.heapMib() - before.heapMib()) * 1024 / streams.size(),
                (idleBegin.buffersMib() - before.buffersMib()) * 1024 / streams.size());
        stayIdle();

        post(streams, new Random(seed));
        streams.stream().map(IdleStream::error).filter(error -> error != null).forEach(faults::add);
        System.out.println("afterwards " + probe.sample());

        begin = System.nanoTime();
        for (var stream : streams) {
            stream.close();
        }
        awaitReturn(before, begin);
        System.out.printf(Locale.ROOT, "checked    %d faults%n", faults.size());
        faults.stream().limit(FAULTS_SHOWN).forEach(fault -> System.out.println("  " + fault));
        return faults.size();
    }

    private void warmUp(List<BenchLearner> learners) throws IOException, InterruptedException {
        for (var learner : learners.subList(0, Math.min(20, learners.size()))) {
            var turn = learner.ask(0);
            if (turn.error() != null) {
                throw new IOException("the server does not answer: " + turn.error());
            }
            IdleStream.open(learner).close();
        }
    }

    private void stayIdle() throws IOException, InterruptedException {
        var from = probe.cpuSeconds();
        var metrics = probe.metrics();
        var begin = System.nanoTime();
        LockSupport.parkNanos(settings.idle().toNanos());
        var minutes = seconds(begin) / 60;
        var cpu = probe.cpuSeconds() - from;
        var after = probe.metrics();
        System.out.printf(
                Locale.ROOT,
                "idle       %.1f s of CPU a minute over %.0f s; transactions a second: %.1f of requests, %.1f of workers%n",
                cpu / minutes,
                minutes * 60,
                transactions(metrics, after, "requests") / (minutes * 60),
                transactions(metrics, after, "workers") / (minutes * 60));
    }

    private static double transactions(String before, String after, String pool) {
        var name = "hikaricp_connections_usage_seconds_count{pool=\"" + pool + "\"";
        return ServerProbe.sum(after, name) - ServerProbe.sum(before, name);
    }

    private void post(List<IdleStream> streams, Random random)
            throws IOException, InterruptedException, ExecutionException {
        var chosen = new ArrayList<>(streams);
        Collections.shuffle(chosen, random);
        var asked = chosen.subList(0, Math.min(settings.messages(), chosen.size()));
        asked.forEach(IdleStream::expect);
        var begins = all(asked.size(), asked.size(), number -> {
            var begin = System.nanoTime();
            asked.get(number).learner().post(1);
            return begin;
        });
        var shown = new ArrayList<Duration>();
        var firstText = new ArrayList<Duration>();
        for (var number = 0; number < asked.size(); number++) {
            var stream = asked.get(number);
            var learner = stream.learner();
            if (!stream.awaitAnswer(ANSWER_PATIENCE_SECONDS)) {
                faults.add("stream " + learner.number() + " did not show its turn");
                continue;
            }
            if (!stream.text().equals(StubModel.reply(learner.number(), 1, settings.deltas()))) {
                faults.add("stream " + learner.number() + " showed \"" + stream.text() + "\"");
            }
            if (!learner.storedReplies().contains(stream.text())) {
                faults.add("what stream " + learner.number() + " showed is not what is stored");
            }
            shown.add(Duration.ofNanos(stream.started() - begins.get(number)));
            firstText.add(Duration.ofNanos(stream.firstDelta() - begins.get(number)));
        }
        if (!shown.isEmpty()) {
            System.out.printf(
                    Locale.ROOT,
                    "messages   %d at once; from the POST to the stream's RUN_STARTED %s%n           to its first text %s%n",
                    asked.size(),
                    new Latencies(shown),
                    new Latencies(firstText));
        }
    }

    /** The server notices a closed connection when it next writes to it. */
    private void awaitReturn(ServerProbe.Sample before, long begin) throws IOException, InterruptedException {
        var deadline = System.nanoTime() + RETURN_PATIENCE.toNanos();
        while (probe.openStreams(probe.metrics()) > 0 && System.nanoTime() - deadline < 0) {
            LockSupport.parkNanos(200_000_000);
        }
        var took = seconds(begin);
        var after = probe.sample();
        System.out.printf(Locale.ROOT, "closed     after %.1f s: %s%n", took, after);
        if (after.openStreams() > 0) {
            faults.add(after.openStreams() + " streams are still open");
        }
        if (after.descriptors() > before.descriptors() + 50) {
            faults.add("descriptors are not given back");
        }
        // A session in which something was said has a workflow that waits in memory for the next message.
        if (after.virtualThreads() > before.virtualThreads() + settings.messages() + 50) {
            faults.add("virtual threads do not end");
        }
    }

    private static double seconds(long since) {
        return (System.nanoTime() - since) / 1e9;
    }

    @FunctionalInterface
    private interface Each<T> {
        T make(int number) throws Exception;
    }

    private static <T> List<T> all(int count, int atOnce, Each<T> each)
            throws InterruptedException, ExecutionException {
        try (var threads =
                Executors.newFixedThreadPool(atOnce, Thread.ofVirtual().factory())) {
            var running = new ArrayList<Future<T>>();
            for (var number = 0; number < count; number++) {
                var which = number;
                running.add(threads.submit((Callable<T>) () -> each.make(which)));
            }
            var results = new ArrayList<T>();
            for (var result : running) {
                results.add(result.get());
            }
            return results;
        }
    }
}
