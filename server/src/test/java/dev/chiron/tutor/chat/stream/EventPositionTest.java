package dev.chiron.tutor.chat.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chiron.tutor.platform.MessageId;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class EventPositionTest {

    @Test
    @DisplayName("Stored positions are the ones that were given, and sort as they happened")
    void positionsKeepTheirOrderAndValueInTheStore() {
        var inOrder = List.of(
                EventPosition.START,
                new EventPosition(1, 1),
                new EventPosition(1, 2),
                new EventPosition(1, Integer.MAX_VALUE),
                new EventPosition(2, 1),
                new EventPosition(1000, 3));

        assertThat(inOrder.stream().map(EventPosition::value)).isSorted();
        assertThat(inOrder).isSorted();
        assertThat(inOrder.stream().map(EventPosition::value).map(EventPosition::of))
                .isEqualTo(inOrder);
        // The database takes the epoch out of a position with these very bits.
        assertThat(new EventPosition(7, 9).value() >> 32).isEqualTo(7);
    }

    @Test
    @DisplayName("A turn's three ends are the last things said of it")
    void onlyEndsAreTerminal() {
        var message = new MessageId(UUID.randomUUID());

        assertThat(Stream.of(new TurnEvent.Completed(), new TurnEvent.Stopped(), new TurnEvent.Failed("internal")))
                .allMatch(TurnEvent::terminal);
        assertThat(Stream.of(
                        new TurnEvent.ReplyStarted(message),
                        new TurnEvent.ReplyDelta(message, "x"),
                        new TurnEvent.ReplyEnded(message)))
                .noneMatch(TurnEvent::terminal);
    }
}
