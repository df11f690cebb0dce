package dev.chiron.tutor.chat.workflow;

import dev.chiron.tutor.platform.TurnId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The turns of a session that wait, the one that is being answered, and the last ones that were: every turn is taken
 * once, however often it is signalled, in the order in which turns were accepted.
 */
final class TurnQueue {

    /** A signal comes late by minutes at most; a turn that is older is recognised by its row. */
    static final int MAX_RECENT = 200;

    private final List<QueuedTurn> waiting;
    private final Set<TurnId> stopped;
    private final ArrayDeque<TurnId> recent;
    private @Nullable TurnId current;

    TurnQueue(List<QueuedTurn> waiting, List<TurnId> stopped, List<TurnId> recent) {
        this.waiting = new ArrayList<>(waiting);
        this.stopped = new LinkedHashSet<>(stopped);
        this.recent = new ArrayDeque<>(recent);
    }

    /** Adds a turn; false when it is known. */
    boolean add(QueuedTurn turn) {
        if (turn.turnId().equals(current)
                || recent.contains(turn.turnId())
                || waiting.stream().anyMatch(each -> each.turnId().equals(turn.turnId()))) {
            return false;
        }
        waiting.add(turn);
        waiting.sort(Comparator.comparingLong(QueuedTurn::position));
        return true;
    }

    boolean hasNext() {
        return !waiting.isEmpty();
    }

    QueuedTurn takeNext() {
        var next = waiting.removeFirst();
        current = next.turnId();
        return next;
    }

    void finish(TurnId turn) {
        current = null;
        stopped.remove(turn);
        recent.addLast(turn);
        if (recent.size() > MAX_RECENT) {
            recent.removeFirst();
        }
    }

    /** Notes that the learner stopped a turn that waits or is being answered; any other is left alone. */
    void stop(TurnId turn) {
        if (turn.equals(current)
                || waiting.stream().anyMatch(each -> each.turnId().equals(turn))) {
            stopped.add(turn);
        }
    }

    boolean isStopped(TurnId turn) {
        return stopped.contains(turn);
    }

    @Nullable
    TurnId current() {
        return current;
    }

    List<QueuedTurn> queued() {
        return List.copyOf(waiting);
    }

    List<TurnId> stoppedTurns() {
        return List.copyOf(stopped);
    }

    List<TurnId> recent() {
        return List.copyOf(recent);
    }
}
