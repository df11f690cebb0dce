package dev.chiron.testkit;

import dev.chiron.testkit.ModelStep.Act;
import dev.chiron.testkit.ModelStep.Call;
import dev.chiron.testkit.ModelStep.Completion;
import dev.chiron.testkit.ModelStep.Ending;
import dev.chiron.testkit.ModelStep.Garbage;
import dev.chiron.testkit.ModelStep.Hold;
import dev.chiron.testkit.ModelStep.Part;
import dev.chiron.testkit.ModelStep.Pause;
import dev.chiron.testkit.ModelStep.Refusal;
import dev.chiron.testkit.ModelStep.Rejection;
import dev.chiron.testkit.ModelStep.Silence;
import dev.chiron.testkit.ModelStep.Text;
import dev.chiron.testkit.ModelStep.Usage;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What the model answers to one end user, one step per request in the order written, and what it was asked.
 *
 * <p>{@link #usage}, {@link #repeat} and {@link #always} change the step written last; {@link #holdUntil} the one written
 * next. Safe to use from any thread.
 */
public final class ModelScript {

    private static final Duration BEFORE_RESET = Duration.ofMillis(50);

    private static final int FOR_EVER = Integer.MAX_VALUE;

    private static final AtomicInteger CALLS = new AtomicInteger();

    private final String whose;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition asked = lock.newCondition();
    private final Deque<Planned> steps = new ArrayDeque<>();
    private final List<ModelRequest> requests = new ArrayList<>();
    private @Nullable Barrier nextHold;
    private boolean askedForEver;

    private record Planned(ModelStep step, int times) {}

    ModelScript(String whose) {
        this.whose = whose;
    }

    /** Replies with the given deltas; in a stream each is a chunk of its own. */
    public ModelScript replies(String... deltas) {
        return completion(texts(deltas), Ending.STOP);
    }

    /** Replies after {@code firstToken}, with {@code pause} between one delta and the next. */
    public ModelScript repliesSlowly(Duration firstToken, Duration pause, String... deltas) {
        List<Part> parts = new ArrayList<>();
        for (String delta : deltas) {
            parts.add(new Pause(parts.isEmpty() ? firstToken : pause));
            parts.add(new Text(delta));
        }
        return completion(parts, Ending.STOP);
    }

    /** Sends {@code before}, stays at the barrier until the test opens it, and then sends {@code after}. */
    public ModelScript repliesAround(String before, Barrier barrier, String after) {
        return completion(List.of(new Text(before), new Hold(barrier), new Text(after)), Ending.STOP);
    }

    /** As the other, with many deltas before the barrier. */
    public ModelScript repliesAround(List<String> before, Barrier barrier, String after) {
        return repliesAround(before, barrier, List.of(after));
    }

    /** As the other, with many deltas after it too. */
    public ModelScript repliesAround(List<String> before, Barrier barrier, List<String> after) {
        List<Part> pieces = new ArrayList<>(texts(before.toArray(String[]::new)));
        pieces.add(new Hold(barrier));
        pieces.addAll(texts(after.toArray(String[]::new)));
        return completion(pieces, Ending.STOP);
    }

    /** Replies and stops in the middle because the token limit is reached (finish reason {@code length}). */
    public ModelScript repliesUpToTheLimit(String... deltas) {
        return completion(texts(deltas), Ending.LENGTH);
    }

    /** Calls a function, with an id of its own. */
    public ModelScript callsTool(String name, String argumentsJson) {
        return callsTool("call_" + CALLS.incrementAndGet(), name, argumentsJson);
    }

    /** Calls a function under the given call id. The arguments are sent as they stand, so broken JSON can be tried. */
    public ModelScript callsTool(String id, String name, String argumentsJson) {
        return completion(List.of(new Call(id, name, argumentsJson)), Ending.TOOL_CALLS);
    }

    /** Says something and then calls a function. */
    public ModelScript repliesAndCallsTool(String text, String name, String argumentsJson) {
        return completion(
                List.of(new Text(text), new Call("call_" + CALLS.incrementAndGet(), name, argumentsJson)),
                Ending.TOOL_CALLS);
    }

    /** Calls several functions at once; the key is the function's name, the value its arguments. */
    public ModelScript callsTools(List<Map.Entry<String, String>> calls) {
        List<Part> parts = new ArrayList<>();
        calls.forEach(call -> parts.add(new Call("call_" + CALLS.incrementAndGet(), call.getKey(), call.getValue())));
        return completion(parts, Ending.TOOL_CALLS);
    }

    /** Begins to call a function, sends so much of its arguments and then nothing more until the client leaves. */
    public ModelScript stallsWhileCalling(String name, String argumentsSoFar) {
        return completion(List.of(new Call("call_" + CALLS.incrementAndGet(), name, argumentsSoFar)), Ending.STALL);
    }

    /** Begins to call a function and stops within its arguments because the token limit is reached. */
    public ModelScript callsUpToTheLimit(String name, String argumentsSoFar) {
        return completion(List.of(new Call("call_" + CALLS.incrementAndGet(), name, argumentsSoFar)), Ending.LENGTH);
    }

    /** Begins to call a function and ends the body in good order within its arguments, without a finish reason. */
    public ModelScript endsWhileCalling(String name, String argumentsSoFar) {
        return completion(List.of(new Call("call_" + CALLS.incrementAndGet(), name, argumentsSoFar)), Ending.CLOSE);
    }

    /** Ends in good order without having said anything. */
    public ModelScript emptyReply() {
        return completion(List.of(), Ending.STOP);
    }

    /** Refuses in the field that OpenAI has for it; there is no content. */
    public ModelScript refuses(String text) {
        return completion(List.of(new Refusal(text)), Ending.STOP);
    }

    /** Says the deltas and is then stopped by the provider's content filter. */
    public ModelScript filteredAfter(String... deltas) {
        return completion(texts(deltas), Ending.CONTENT_FILTER);
    }

    /** Answers 429 with {@code Retry-After} in whole seconds, rounded up. */
    public ModelScript rateLimited(Duration retryAfter) {
        long seconds = (retryAfter.toMillis() + 999) / 1000;
        return plan(new Rejection(
                429,
                Map.of("Retry-After", Long.toString(seconds)),
                "requests",
                "rate_limit_exceeded",
                "Rate limit reached"));
    }

    /** Answers with an HTTP error, 400 to 599. */
    public ModelScript fails(int status) {
        if (status < 400 || status > 599) {
            throw new IllegalArgumentException("not an HTTP error: " + status);
        }
        String type = status < 500 ? "invalid_request_error" : "server_error";
        return plan(new Rejection(status, Map.of(), type, null, "The scripted model failed with " + status));
    }

    /** Answers 401 as for a wrong API key. */
    public ModelScript unauthorized() {
        return plan(
                new Rejection(401, Map.of(), "invalid_request_error", "invalid_api_key", "Incorrect API key provided"));
    }

    /**
     * Sends the deltas and, a moment later, resets the connection. A reset may overtake what the client has received but
     * not looked at yet; where the test needs the deltas to have arrived, use {@link #cutOffAt}.
     */
    public ModelScript cutOffAfter(String... deltas) {
        List<Part> parts = new ArrayList<>(texts(deltas));
        parts.add(new Pause(BEFORE_RESET));
        return completion(parts, Ending.RESET);
    }

    /** Sends the deltas and resets the connection when the test opens the barrier. */
    public ModelScript cutOffAt(Barrier barrier, String... deltas) {
        List<Part> parts = new ArrayList<>(texts(deltas));
        parts.add(new Hold(barrier));
        return completion(parts, Ending.RESET);
    }

    /** Sends the deltas and ends the body in good order, without a finish reason and without {@code [DONE]}. */
    public ModelScript endsWithoutFinish(String... deltas) {
        return completion(texts(deltas), Ending.CLOSE);
    }

    /** Takes the request and sends nothing at all until the client leaves. */
    public ModelScript hangs() {
        return plan(new Silence());
    }

    /** Sends the deltas and then nothing more until the client leaves. */
    public ModelScript stallsAfter(String... deltas) {
        return completion(texts(deltas), Ending.STALL);
    }

    /** Answers 200 with a body that is not what it says it is. */
    public ModelScript garbage() {
        return plan(new Garbage());
    }

    /** Holds the request of the next step, before its first byte, until the test opens the barrier. */
    public ModelScript holdUntil(Barrier barrier) {
        lock.lock();
        try {
            nextHold = barrier;
            return this;
        } finally {
            lock.unlock();
        }
    }

    /** As {@link #holdUntil(Barrier)}, until the latch reaches zero. */
    public ModelScript holdUntil(CountDownLatch latch) {
        return holdUntil(Barrier.openedBy(latch));
    }

    /** What the last step reports as used, in tokens; without it a step reports 10 in and one per delta out. */
    public ModelScript usage(int inputTokens, int outputTokens) {
        return changeLast(
                last -> new Planned(last.step().withUsage(new Usage(inputTokens, outputTokens)), last.times()));
    }

    /** The last step answers every request from now on. */
    public ModelScript always() {
        return changeLast(last -> new Planned(last.step(), FOR_EVER));
    }

    /** The last step answers {@code times} requests in all, at least 1. */
    public ModelScript repeat(int times) {
        if (times < 1) {
            throw new IllegalArgumentException("a step answers at least one request, not " + times);
        }
        return changeLast(last -> new Planned(last.step(), times));
    }

    /** Drops the steps that no request has come for, so that new ones can be written; the requests stay noted. */
    public ModelScript startsOver() {
        lock.lock();
        try {
            steps.clear();
            nextHold = null;
            askedForEver = false;
            return this;
        } finally {
            lock.unlock();
        }
    }

    /** All requests so far, in the order of their arrival. */
    public List<ModelRequest> requests() {
        lock.lock();
        try {
            return List.copyOf(requests);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until at least {@code count} requests have come and returns all of them.
     *
     * @throws AssertionError when they did not come within 30 s
     */
    public List<ModelRequest> awaitRequests(int count) {
        lock.lock();
        try {
            long left = Ceiling.WAIT.toNanos();
            while (requests.size() < count) {
                if (left <= 0) {
                    throw new AssertionError("expected " + count + " requests of " + whose + " within "
                            + Ceiling.WAIT.toSeconds() + " s, got " + requests);
                }
                left = asked.awaitNanos(left);
            }
            return List.copyOf(requests);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while waiting for requests of " + whose, e);
        } finally {
            lock.unlock();
        }
    }

    /** How many steps no request has come for; a step for ever counts as one until it was asked once. */
    public int stepsLeft() {
        lock.lock();
        try {
            int left = 0;
            for (Planned planned : steps) {
                if (planned.times() != FOR_EVER) {
                    left += planned.times();
                } else if (!askedForEver) {
                    left++;
                }
            }
            return left;
        } finally {
            lock.unlock();
        }
    }

    /** Notes the request and takes the step that answers it; empty when the script has none. */
    Optional<ModelStep> next(ModelRequest request) {
        lock.lock();
        try {
            requests.add(request);
            asked.signalAll();
            Planned planned = steps.poll();
            if (planned == null) {
                return Optional.empty();
            }
            if (planned.times() == FOR_EVER) {
                steps.addFirst(planned);
                askedForEver = true;
            } else if (planned.times() > 1) {
                steps.addFirst(new Planned(planned.step(), planned.times() - 1));
            }
            return Optional.of(planned.step());
        } finally {
            lock.unlock();
        }
    }

    private static List<Part> texts(String... deltas) {
        return Arrays.stream(deltas).<Part>map(Text::new).toList();
    }

    private ModelScript completion(List<Part> parts, Ending ending) {
        return plan(new Completion(List.copyOf(parts), ending));
    }

    private ModelScript plan(Act act) {
        int out = act instanceof Completion completion
                ? Math.max(1, completion.parts().size())
                : 1;
        lock.lock();
        try {
            Planned last = steps.peekLast();
            if (last != null && last.times() == FOR_EVER) {
                throw new IllegalStateException("a step after one that answers for ever is never reached");
            }
            steps.addLast(new Planned(new ModelStep(nextHold, act, new Usage(10, out)), 1));
            nextHold = null;
            return this;
        } finally {
            lock.unlock();
        }
    }

    private ModelScript changeLast(UnaryOperator<Planned> change) {
        lock.lock();
        try {
            Planned last = steps.pollLast();
            if (last == null) {
                throw new IllegalStateException("there is no step left to change in the script of " + whose);
            }
            steps.addLast(change.apply(last));
            return this;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public String toString() {
        return "script of " + whose + " with " + stepsLeft() + " steps left";
    }
}
