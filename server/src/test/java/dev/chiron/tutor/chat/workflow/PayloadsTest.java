package dev.chiron.tutor.chat.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chiron.tutor.chat.activity.TurnCall;
import dev.chiron.tutor.chat.activity.TurnOutcome;
import dev.chiron.tutor.chat.workflow.ChatSessionStatus.State;
import dev.chiron.tutor.platform.LearnerId;
import dev.chiron.tutor.platform.MessageId;
import dev.chiron.tutor.platform.SessionId;
import dev.chiron.tutor.platform.TurnId;
import dev.chiron.tutor.platform.temporal.Payloads;
import io.temporal.api.common.v1.Payload;
import io.temporal.common.converter.DataConverter;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What Temporal keeps for weeks: its form may only grow. A changed line here is a change that running sessions and
 * nodes of the version before have to understand.
 */
final class PayloadsTest {

    private static final DataConverter CONVERTER = Payloads.converter();

    private static final SessionId SESSION = new SessionId(UUID.fromString("5e551000-0000-4000-8000-000000000001"));
    private static final LearnerId LEARNER = new LearnerId(UUID.fromString("1ea12000-0000-4000-8000-000000000002"));
    private static final TurnId ONE = new TurnId(UUID.fromString("70200000-0000-4000-8000-000000000001"));
    private static final TurnId TWO = new TurnId(UUID.fromString("70200000-0000-4000-8000-000000000002"));
    private static final MessageId REPLY = new MessageId(UUID.fromString("4e550000-0000-4000-8000-000000000009"));

    @Test
    @DisplayName("A queued turn")
    void queuedTurn() {
        pinned(QueuedTurn.of(ONE, 42), """
                {"turn_id":"70200000-0000-4000-8000-000000000001","position":42}""");
    }

    @Test
    @DisplayName("A turn to stop")
    void stopTurn() {
        pinned(new StopTurn(ONE), """
                {"turn_id":"70200000-0000-4000-8000-000000000001"}""");
    }

    @Test
    @DisplayName("A session's first state")
    void firstState() {
        pinned(ChatSessionState.first(SESSION, LEARNER, options()), """
                {"session_id":"5e551000-0000-4000-8000-000000000001",\
                "learner_id":"1ea12000-0000-4000-8000-000000000002",\
                "options":{"idle_timeout":"PT15M","turns_per_run":200,"attempts":4,"first_backoff":"PT0.5S",\
                "max_backoff":"PT30S","reply_timeout":"PT3M","heartbeat_timeout":"PT10S"},\
                "queue":[],"stopped":[],"recent":[],"turns_answered":0,"awaiting_clarification":false,\
                "ending":false}""");
    }

    @Test
    @DisplayName("A state that is handed on")
    void laterState() {
        pinned(
                new ChatSessionState(
                        SESSION,
                        LEARNER,
                        options(),
                        List.of(QueuedTurn.of(TWO, 7)),
                        List.of(TWO),
                        List.of(ONE),
                        200,
                        true,
                        true),
                """
                {"session_id":"5e551000-0000-4000-8000-000000000001",\
                "learner_id":"1ea12000-0000-4000-8000-000000000002",\
                "options":{"idle_timeout":"PT15M","turns_per_run":200,"attempts":4,"first_backoff":"PT0.5S",\
                "max_backoff":"PT30S","reply_timeout":"PT3M","heartbeat_timeout":"PT10S"},\
                "queue":[{"turn_id":"70200000-0000-4000-8000-000000000002","position":7}],\
                "stopped":["70200000-0000-4000-8000-000000000002"],\
                "recent":["70200000-0000-4000-8000-000000000001"],\
                "turns_answered":200,"awaiting_clarification":true,"ending":true}""");
    }

    @Test
    @DisplayName("What a session is at")
    void status() {
        pinned(new ChatSessionStatus(SESSION, State.ANSWERING, ONE, List.of(TWO), 3, true), """
                {"session_id":"5e551000-0000-4000-8000-000000000001","state":"answering",\
                "current_turn_id":"70200000-0000-4000-8000-000000000001",\
                "queued_turn_ids":["70200000-0000-4000-8000-000000000002"],\
                "turns_answered":3,"awaiting_clarification":true}""");
        pinned(new ChatSessionStatus(SESSION, State.WAITING, null, List.of(), 0, false), """
                {"session_id":"5e551000-0000-4000-8000-000000000001","state":"waiting","current_turn_id":null,\
                "queued_turn_ids":[],"turns_answered":0,"awaiting_clarification":false}""");
    }

    @Test
    @DisplayName("The turn that an activity works on")
    void turnCall() {
        pinned(new TurnCall(SESSION, LEARNER, ONE), """
                {"session_id":"5e551000-0000-4000-8000-000000000001",\
                "learner_id":"1ea12000-0000-4000-8000-000000000002",\
                "turn_id":"70200000-0000-4000-8000-000000000001"}""");
    }

    @Test
    @DisplayName("What came of asking the agent")
    void turnOutcome() {
        pinned(new TurnOutcome(TurnOutcome.Kind.TEXT, REPLY, 2), """
                {"kind":"text","message_id":"4e550000-0000-4000-8000-000000000009","epoch":2}""");
        pinned(TurnOutcome.stoppedUnsaid(), """
                {"kind":"stopped","message_id":null,"epoch":0}""");
    }

    @ParameterizedTest
    @EnumSource(TurnOutcome.Kind.class)
    @DisplayName("Every kind of outcome is written in lower case and read again")
    void outcomeKinds(TurnOutcome.Kind kind) {
        pinned(
                new TurnOutcome(kind, null, 1),
                "{\"kind\":\"" + kind.name().toLowerCase(java.util.Locale.ROOT)
                        + "\",\"message_id\":null,\"epoch\":1}");
    }

    @Test
    @DisplayName("What a newer node adds is left alone by an older one")
    void unknownFieldsAreTolerated() {
        assertThat(read("""
                {"turn_id":"70200000-0000-4000-8000-000000000001","position":42,"mood":"good","more":{"a":[1]}}""", QueuedTurn.class)).isEqualTo(QueuedTurn.of(ONE, 42));
        assertThat(read("""
                {"kind":"text","message_id":"4e550000-0000-4000-8000-000000000009","epoch":2,"tokens":77}""", TurnOutcome.class)).isEqualTo(new TurnOutcome(TurnOutcome.Kind.TEXT, REPLY, 2));
    }

    private static ChatSessionState.Options options() {
        return new ChatSessionState.Options(
                Duration.ofMinutes(15),
                200,
                4,
                Duration.ofMillis(500),
                Duration.ofSeconds(30),
                Duration.ofMinutes(3),
                Duration.ofSeconds(10));
    }

    private static void pinned(Object payload, String json) {
        var written = CONVERTER.toPayload(payload).orElseThrow();
        assertThat(written.getData().toStringUtf8()).isEqualTo(json);
        assertThat(written.getMetadataOrThrow("encoding").toStringUtf8()).isEqualTo("json/plain");
        assertThat(read(json, payload.getClass())).isEqualTo(payload);
    }

    private static <T> @Nullable T read(String json, Class<T> type) {
        var payload = Payload.newBuilder()
                .putMetadata("encoding", com.google.protobuf.ByteString.copyFromUtf8("json/plain"))
                .setData(com.google.protobuf.ByteString.copyFromUtf8(json))
                .build();
        return CONVERTER.fromPayload(payload, type, type);
    }
}
