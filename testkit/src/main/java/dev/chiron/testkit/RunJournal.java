package dev.chiron.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/** The runs of one test, to be looked at when it ends. Safe to use from any thread. */
final class RunJournal {

    private record Entry(
            AgUiRun run,
            String method,
            String target,
            @Nullable String contentType,
            @Nullable String body) {}

    private final Queue<Entry> entries = new ConcurrentLinkedQueue<>();

    void add(AgUiRun run, String method, String target, @Nullable String contentType, byte @Nullable [] body) {
        entries.add(new Entry(run, method, target, contentType, Exchange.text(body)));
    }

    /**
     * Tells the listeners of what was exchanged, holds every stream against the rules as far as it came, and forgets all.
     *
     * @throws AssertionError when a listener or a rule is not content
     */
    void check(boolean streamsMayBeBroken) {
        List<AssertionError> failures = new ArrayList<>();
        for (Entry entry = entries.poll(); entry != null; entry = entries.poll()) {
            if (entry.run().hasHead()) {
                try {
                    check(entry, streamsMayBeBroken);
                } catch (AssertionError e) {
                    failures.add(e);
                }
            }
        }
        if (!failures.isEmpty()) {
            AssertionError first = failures.removeFirst();
            failures.forEach(first::addSuppressed);
            throw first;
        }
    }

    private static void check(Entry entry, boolean streamsMayBeBroken) {
        AgUiRun run = entry.run();
        int status = run.status();
        if (status != 200) {
            // No stream, so it ends by itself; its head may have come before its body.
            run.awaitEnd();
        }
        String text = run.body();
        ExchangeListeners.tell(new Exchange(
                entry.method(),
                entry.target(),
                entry.contentType(),
                entry.body(),
                new Answer(status, run.headers(), Answer.jsonOrMissing(text), text)));
        if (streamsMayBeBroken || status != 200) {
            return;
        }
        boolean oneRun = run.request().isPresent() && !entry.target().endsWith("/connect");
        List<String> faults = Conformance.soFar(run, oneRun);
        if (!faults.isEmpty()) {
            throw new AssertionError(String.format(
                    "a stream of this test is not conformant (@BreaksStreams allows that):%n  - %s%n%n%s",
                    String.join("\n  - ", faults), run.transcript()));
        }
    }
}
