package dev.chiron.tutor.chat.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.chiron.tutor.chat.store.ChatMessage;
import dev.chiron.tutor.chat.store.MessageRole;
import dev.chiron.tutor.platform.ApiException;
import dev.chiron.tutor.platform.LearnerId;
import dev.chiron.tutor.platform.MessageId;
import dev.chiron.tutor.platform.SessionId;
import dev.chiron.tutor.platform.TurnId;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class MessageCursorTest {

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 35, 36, 1_000_000, Long.MAX_VALUE})
    @DisplayName("A cursor leads back to its message's position")
    void cursorIsReadAgain(long position) {
        assertThat(MessageCursor.read(MessageCursor.of(message(position)))).isEqualTo(position);
    }

    @Test
    @DisplayName("Without a cursor the page is the last one")
    void noCursorIsTheEnd() {
        assertThat(MessageCursor.read(null)).isEqualTo(Long.MAX_VALUE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "m", "x1", "1", "m!", "m1 ", "M1", "m1y2p0ij32e8e8", "' or 1=1 --"})
    @DisplayName("What is not a cursor of ours is refused")
    void foreignCursorIsRefused(String cursor) {
        var refused = catchThrowableOfType(ApiException.class, () -> MessageCursor.read(cursor));

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.details())
                .singleElement()
                .extracting(ApiException.Detail::field)
                .isEqualTo("before");
    }

    private static ChatMessage message(long position) {
        return new ChatMessage(
                new MessageId(UUID.randomUUID()),
                new SessionId(UUID.randomUUID()),
                new TurnId(UUID.randomUUID()),
                new LearnerId(UUID.randomUUID()),
                MessageRole.USER,
                "hello",
                null,
                null,
                position,
                Instant.EPOCH);
    }
}
