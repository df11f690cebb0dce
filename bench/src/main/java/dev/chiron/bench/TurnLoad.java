package dev.chiron.bench;

import dev.chiron.agui.AgUiJson;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.ToLongFunction;

/**
 * Many learners at once, each asking one question after another of a running server whose model is a stub in this
 * process; and, for comparison, the same load on the stub alone. Prints what it measured; ends with status 1 when a
 * turn was not answered as it must be, and 2 when its arguments are wrong.
 */
public final class TurnLoad {

    /** Accounts are made beforehand, a few at a time: that is not what is measured. */
    private static final int SIGN_UPS_AT_ONCE = 8;

    private static final int FAULTS_SHOWN = 10;

    private final LoadSettings settings;

    private TurnLoad(LoadSettings settings) {
        this.settings = settings;
    }

    /** See {@link LoadSettings} for the arguments, as {@code --learners=200}. */
    public static void main(String[] arguments) throws Exception {
        LoadSettings settings;
        try {
            settings = LoadSettings.parse(arguments);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.exit(2);
            return;
        }
        try (var model = StubModel.start(settings.stubPort(), settings.deltas(), settings.pause())) {
            var faults = settings.idleStreams() > 0 ? new IdleLoad(settings).run() : new TurnLoad(settings).run(model);
            System.exit(faults == 0 ? 0 : 1);
        }
    }

    private int run(StubModel model) throws IOException, InterruptedException, ExecutionException {
        System.out.printf(
                Locale.ROOT,
                "load       %d learners at once, %d turns each after %d to warm up, replies of %d pieces in %d ms%n",
                settings.learners(),
                settings.turns(),
                settings.warmUp(),
                settings.deltas(),
                settings.replyTime().toMillis());
        var stub = URI.create("http://127.0.0.1:" + model.port());
        // Twice: the first time warms up the stub and this side.
        var unmeasured = load((learner, turn) -> askStub(stub, learner, turn), settings.warmUp());
        var direct = load((learner, turn) -> askStub(stub, learner, turn), settings.turns());
        report("stub", direct);

        var begin = System.nanoTime();
        var learners = signUp();
        System.out.printf(
                Locale.ROOT, "sign-up    %d learners in %.1f s%n", learners.size(), (System.nanoTime() - begin) / 1e9);
        var warmUp = load(turnsOf(learners, 0), settings.warmUp());
        if (!warmUp.isEmpty()) {
            report("warm-up", warmUp);
        }
        var cpu = cpuSeconds();
        var measured = load(turnsOf(learners, settings.warmUp()), settings.turns());
        report("server", measured);
        if (settings.serverPid() > 0) {
            System.out.printf(
                    Locale.ROOT,
                    "  CPU %.1f s of the server's JVM for these, %.0f ms a turn%n",
                    cpuSeconds() - cpu,
                    (cpuSeconds() - cpu) * 1000 / measured.size());
        }

        var all = new ArrayList<>(warmUp);
        all.addAll(measured);
        var faults = check(learners, all);
        System.out.printf(
                Locale.ROOT,
                "checked    %d turns: conformant, finished, as the model said it, stored as streamed; %d faults%n",
                all.size(),
                faults.size());
        faults.stream().limit(FAULTS_SHOWN).forEach(fault -> System.out.println("  " + fault));
        var lost = unmeasured.stream().filter(turn -> turn.error() != null).count();
        return faults.size() + Math.toIntExact(lost);
    }

    private double cpuSeconds() throws IOException {
        return settings.serverPid() > 0 ? new ServerProbe(settings.server(), settings.serverPid()).cpuSeconds() : 0;
    }

    /** What one learner does next. */
    @FunctionalInterface
    private interface Turn {
        TurnRecord ask(int learner, int turn);
    }

    private static Turn turnsOf(List<BenchLearner> learners, int from) {
        return (learner, turn) -> learners.get(learner).ask(from + turn);
    }

    /** All learners begin in the same moment. */
    private List<TurnRecord> load(Turn turn, int turns) throws InterruptedException, ExecutionException {
        var start = new CountDownLatch(1);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var running = new ArrayList<Future<List<TurnRecord>>>();
            for (var number = 0; number < settings.learners(); number++) {
                var learner = number;
                running.add(threads.submit(() -> {
                    start.await();
                    var records = new ArrayList<TurnRecord>();
                    for (var each = 0; each < turns; each++) {
                        records.add(turn.ask(learner, each));
                    }
                    return records;
                }));
            }
            start.countDown();
            return results(running).stream().flatMap(List::stream).toList();
        }
    }

    private static TurnRecord askStub(URI stub, int learner, int turn) {
        var events = new ArrayList<String>();
        var body = AgUiJson.mapper()
                .writeValueAsString(Map.of(
                        "model",
                        "stub",
                        "stream",
                        true,
                        "messages",
                        List.of(Map.of("role", "user", "content", StubModel.question(learner, turn)))));
        var begin = System.nanoTime();
        var firstEvent = 0L;
        var firstDelta = 0L;
        String error = null;
        try (var answer = SseExchange.post(stub, "/v1/chat/completions", null, body)) {
            for (var data = answer.next(); data != null; data = answer.next()) {
                if (firstDelta == 0) {
                    firstEvent = System.nanoTime();
                    firstDelta = firstEvent;
                }
                events.add(data);
            }
        } catch (IOException e) {
            error = e.toString();
        }
        return new TurnRecord(learner, turn, "", begin, firstEvent, firstDelta, System.nanoTime(), events, error);
    }

    private List<BenchLearner> signUp() throws InterruptedException, ExecutionException {
        try (var threads = Executors.newFixedThreadPool(SIGN_UPS_AT_ONCE)) {
            var running = new ArrayList<Future<BenchLearner>>();
            for (var number = 0; number < settings.learners(); number++) {
                var learner = number;
                running.add(
                        threads.submit((Callable<BenchLearner>) () -> BenchLearner.signUp(settings.server(), learner)));
            }
            return results(running);
        }
    }

    private List<String> check(List<BenchLearner> learners, List<TurnRecord> turns)
            throws IOException, InterruptedException {
        var faults = new ArrayList<String>();
        for (var learner : learners) {
            var stored = learner.storedReplies();
            var asked = turns.stream()
                    .filter(turn -> turn.learner() == learner.number())
                    .toList();
            for (var turn : asked) {
                var expected = StubModel.reply(turn.learner(), turn.turn(), settings.deltas());
                var begin = StubModel.replyBegin(turn.learner(), turn.turn());
                var replies =
                        stored.stream().filter(reply -> reply.startsWith(begin)).toList();
                TurnCheck.faults(learner.threadId(), turn, expected, replies)
                        .forEach(fault ->
                                faults.add("learner " + turn.learner() + ", turn " + turn.turn() + ": " + fault));
            }
        }
        return faults;
    }

    private static <T> List<T> results(List<Future<T>> running) throws InterruptedException, ExecutionException {
        var results = new ArrayList<T>();
        for (var each : running) {
            results.add(each.get());
        }
        return results;
    }

    private static void report(String what, List<TurnRecord> turns) {
        var answered = turns.stream()
                .filter(turn -> turn.error() == null && turn.firstDelta() != 0)
                .toList();
        var errors = turns.size() - answered.size();
        if (answered.isEmpty()) {
            System.out.printf(Locale.ROOT, "%-10s no turn of %d was answered%n", what, turns.size());
            return;
        }
        var begin = turns.stream().mapToLong(TurnRecord::begin).min().orElseThrow();
        var end = turns.stream().mapToLong(TurnRecord::end).max().orElseThrow();
        System.out.printf(
                Locale.ROOT,
                "%-10s %7.1f turns/s, %d turns, %d errors%n  first byte %s%n  first text %s%n  whole turn %s%n",
                what,
                answered.size() / ((end - begin) / 1e9),
                turns.size(),
                errors,
                new Latencies(times(answered, TurnRecord::firstEvent)),
                new Latencies(times(answered, TurnRecord::firstDelta)),
                new Latencies(times(answered, TurnRecord::end)));
    }

    private static List<Duration> times(List<TurnRecord> turns, ToLongFunction<TurnRecord> moment) {
        return turns.stream()
                .map(turn -> Duration.ofNanos(moment.applyAsLong(turn) - turn.begin()))
                .toList();
    }
}
