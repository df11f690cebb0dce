package dev.chiron.tutor.chat.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chiron.tutor.platform.TurnId;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class TurnQueueTest {

    private final TurnQueue queue = new TurnQueue(List.of(), List.of(), List.of());

    private static TurnId turn(long number) {
        return new TurnId(new UUID(0, number));
    }

    private static QueuedTurn queued(long position) {
        return QueuedTurn.of(turn(position), position);
    }

    @Test
    @DisplayName("Turns are taken in the order in which they were accepted, not in that of their signals")
    void turnsAreTakenByPosition() {
        for (var position : List.of(5, 2, 9, 1)) {
            assertThat(queue.add(queued(position))).isTrue();
        }
        assertThat(queue.queued()).isEqualTo(List.of(queued(1), queued(2), queued(5), queued(9)));
        assertThat(queue.takeNext()).isEqualTo(queued(1));
        assertThat(queue.add(queued(3))).isTrue();
        assertThat(queue.takeNext()).isEqualTo(queued(2));
        assertThat(queue.takeNext()).isEqualTo(queued(3));
    }

    @Test
    @DisplayName("A turn is known while it waits, while it is answered and afterwards")
    void turnIsTakenOnce() {
        assertThat(queue.add(queued(1))).isTrue();
        assertThat(queue.add(queued(1))).isFalse();
        var taken = queue.takeNext();
        assertThat(queue.current()).isEqualTo(turn(1));
        assertThat(queue.add(queued(1))).isFalse();
        queue.finish(taken.turnId());
        assertThat(queue.current()).isNull();
        assertThat(queue.add(queued(1))).isFalse();
        assertThat(queue.hasNext()).isFalse();
        assertThat(queue.recent()).isEqualTo(List.of(turn(1)));
    }

    @Test
    @DisplayName("Only a turn that is there can be stopped, and it stays so until it is over")
    void stoppingConcernsKnownTurns() {
        queue.add(queued(1));
        queue.add(queued(2));
        queue.takeNext();
        queue.stop(turn(1));
        queue.stop(turn(2));
        queue.stop(turn(2));
        queue.stop(turn(3));
        assertThat(queue.stoppedTurns()).isEqualTo(List.of(turn(1), turn(2)));

        queue.finish(turn(1));
        assertThat(queue.isStopped(turn(1))).isFalse();
        queue.stop(turn(1));
        assertThat(queue.stoppedTurns()).isEqualTo(List.of(turn(2)));
    }

    @Test
    @DisplayName("What is remembered of answered turns is bounded; the oldest is forgotten first")
    void recentTurnsAreBounded() {
        for (var i = 1; i <= TurnQueue.MAX_RECENT + 3; i++) {
            queue.add(queued(i));
            queue.finish(queue.takeNext().turnId());
        }
        assertThat(queue.recent())
                .hasSize(TurnQueue.MAX_RECENT)
                .startsWith(turn(4))
                .endsWith(turn(TurnQueue.MAX_RECENT + 3));
        assertThat(queue.add(queued(3))).isTrue();
        assertThat(queue.add(queued(4))).isFalse();
    }

    @Test
    @DisplayName("A queue goes on where the one before it was")
    void queueIsHandedOver() {
        queue.add(queued(1));
        queue.finish(queue.takeNext().turnId());
        queue.add(queued(3));
        queue.add(queued(2));
        queue.stop(turn(3));

        var next = new TurnQueue(queue.queued(), queue.stoppedTurns(), queue.recent());

        assertThat(next.add(queued(1))).isFalse();
        assertThat(next.takeNext()).isEqualTo(queued(2));
        assertThat(next.takeNext()).isEqualTo(queued(3));
        assertThat(next.isStopped(turn(3))).isTrue();
    }
}
