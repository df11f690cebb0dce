package dev.chiron.tutor.chat.store;

import dev.chiron.tutor.platform.InteractionId;
import dev.chiron.tutor.platform.InterruptId;
import dev.chiron.tutor.platform.LearnerId;
import dev.chiron.tutor.platform.MessageId;
import dev.chiron.tutor.platform.SessionId;
import dev.chiron.tutor.platform.TrackId;
import dev.chiron.tutor.platform.TurnId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads rows that requests and workers both read. */
final class Rows {

    /** What {@link #message} reads: without the parts, which may be a thousand times as large. */
    static final String MESSAGE_COLUMNS =
            "m.id, m.session_id, m.turn_id, m.user_id, m.role, m.content, m.wire_id, m.tool_call_id, m.position, m.created_at";

    private Rows() {}

    static ChatTurn turn(ResultSet row) throws SQLException {
        return new ChatTurn(
                new TurnId(row.getObject("id", UUID.class)),
                new SessionId(row.getObject("session_id", UUID.class)),
                new LearnerId(row.getObject("user_id", UUID.class)),
                row.getString("run_id"),
                TurnStatus.of(row.getString("status")),
                row.getInt("epoch"),
                row.getString("error_code"),
                row.getLong("position"),
                interaction(row, "interaction_id"),
                track(row),
                row.getString("task") != null,
                interrupt(row),
                texts(row, "offered_components"),
                row.getString("parent_run_id"),
                message(row, "again_message_id"));
    }

    static @Nullable InteractionId interaction(ResultSet row, String column) throws SQLException {
        var id = row.getObject(column, UUID.class);
        return id == null ? null : new InteractionId(id);
    }

    private static @Nullable InterruptId interrupt(ResultSet row) throws SQLException {
        var id = row.getObject("interrupt_id", UUID.class);
        return id == null ? null : new InterruptId(id);
    }

    static @Nullable MessageId message(ResultSet row, String column) throws SQLException {
        var id = row.getObject(column, UUID.class);
        return id == null ? null : new MessageId(id);
    }

    static @Nullable TrackId track(ResultSet row) throws SQLException {
        var id = row.getObject("track_id", UUID.class);
        return id == null ? null : new TrackId(id);
    }

    static @Nullable List<String> texts(ResultSet row, String column) throws SQLException {
        var array = row.getArray(column);
        return array == null ? null : List.of((String[]) array.getArray());
    }

    static ChatMessage message(ResultSet row) throws SQLException {
        return new ChatMessage(
                new MessageId(row.getObject("id", UUID.class)),
                new SessionId(row.getObject("session_id", UUID.class)),
                new TurnId(row.getObject("turn_id", UUID.class)),
                new LearnerId(row.getObject("user_id", UUID.class)),
                MessageRole.of(row.getString("role")),
                row.getString("content"),
                row.getString("wire_id"),
                interaction(row, "tool_call_id"),
                row.getLong("position"),
                instant(row, "created_at"));
    }

    static Instant instant(ResultSet row, String column) throws SQLException {
        return Objects.requireNonNull(instantOrNull(row, column), column);
    }

    static @Nullable Instant instantOrNull(ResultSet row, String column) throws SQLException {
        var time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
