package dev.chiron.tutor.chat.workflow;

import dev.chiron.tutor.chat.activity.TurnActivities;
import dev.chiron.tutor.chat.activity.TurnCall;
import dev.chiron.tutor.chat.activity.TurnOutcome;
import dev.chiron.tutor.platform.MessageId;
import dev.chiron.tutor.platform.TurnId;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Activities that do as they are told and remember what they were asked. */
final class ScriptedActivities implements TurnActivities {

    /** What one attempt does. */
    @FunctionalInterface
    interface Attempt {
        TurnOutcome make(TurnCall call, int attempt);
    }

    private final Map<TurnId, Attempt> scripts = new ConcurrentHashMap<>();
    private final Map<TurnId, AtomicInteger> attempts = new ConcurrentHashMap<>();
    private final AtomicInteger recordFailures = new AtomicInteger();
    private final List<TurnId> asked = new CopyOnWriteArrayList<>();
    private final List<TurnId> guided = new CopyOnWriteArrayList<>();
    private final List<String> recorded = new CopyOnWriteArrayList<>();

    static MessageId reply(TurnId turn) {
        return new MessageId(new UUID(99, turn.value().getLeastSignificantBits()));
    }

    static TurnOutcome said(TurnCall call, TurnOutcome.Kind kind, int attempt) {
        return new TurnOutcome(kind, reply(call.turnId()), attempt);
    }

    /** Without a script a turn is answered with text at once. */
    void script(TurnId turn, Attempt attempt) {
        scripts.put(turn, attempt);
    }

    /** The next so many records fail, as with a database that is away. */
    void failRecords(int times) {
        recordFailures.set(times);
    }

    @Override
    public TurnOutcome callAiAgent(TurnCall call) {
        asked.add(call.turnId());
        var attempt = attempts.computeIfAbsent(call.turnId(), turn -> new AtomicInteger())
                .incrementAndGet();
        return scripts.getOrDefault(call.turnId(), (turn, number) -> said(turn, TurnOutcome.Kind.TEXT, number))
                .make(call, attempt);
    }

    @Override
    public TurnOutcome callAiForGuidance(TurnCall call) {
        guided.add(call.turnId());
        return callAiAgent(call);
    }

    @Override
    public void recordReply(TurnCall call, TurnOutcome outcome) {
        record(call, outcome.kind() + (outcome.messageId() == null ? " unsaid" : ""));
    }

    @Override
    public void recordTurnFailure(TurnCall call, String code) {
        record(call, code);
    }

    private void record(TurnCall call, String what) {
        if (recordFailures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            throw new IllegalStateException("the database is away");
        }
        recorded.add(call.turnId().value().getLeastSignificantBits() + " " + what);
    }

    /** Every attempt of every turn, in order. */
    List<TurnId> asked() {
        return asked;
    }

    /** Every attempt of every turn that a path has decided, in order. */
    List<TurnId> guided() {
        return guided;
    }

    int attempts(TurnId turn) {
        var made = attempts.get(turn);
        return made == null ? 0 : made.get();
    }

    /** What was recorded, in order: the turn's number, and the outcome's kind or the failure's code. */
    List<String> recorded() {
        return recorded;
    }
}
