package dev.chiron.tutor.chat.api;

import dev.chiron.agui.AgUiEvent;
import dev.chiron.agui.Message;
import dev.chiron.agui.RunAgentInput;
import dev.chiron.agui.StateDiff;
import dev.chiron.tutor.chat.TrackStates.TrackState;
import dev.chiron.tutor.platform.SessionId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The AG-UI state of one stream. Two members are the server's: {@code thread}, which says how far its client has been
 * shown the thread, and {@code tracks}, where the learner is on each. Everything else is the client's and comes back to
 * it as it was sent. Of one reader, so of one thread at a time.
 */
final class ThreadState {

    private static final String THREAD = "thread";
    private static final String TRACKS = "tracks";
    private static final String LAST_MESSAGE_ID = "last_message_id";

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final ObjectNode theClients;
    private @Nullable String lastMessage;
    private @Nullable ObjectNode tracks;
    private @Nullable ObjectNode told;

    private ThreadState(ObjectNode theClients, @Nullable String lastMessage) {
        this.theClients = theClients;
        this.lastMessage = lastMessage;
    }

    /** The state of a stream whose reader has sent none. */
    static ThreadState empty() {
        return new ThreadState(JSON.objectNode(), null);
    }

    /**
     * The state of a run, to be built on what its client sent. What is no object has no place for the server's members and
     * is replaced.
     */
    static ThreadState of(RunAgentInput input) {
        return new ThreadState(theClients(input), seen(input));
    }

    /** How many characters of JSON a client keeps in the state for itself; the server's own members do not count. */
    static int clientCharacters(RunAgentInput input) {
        var kept = theClients(input);
        return kept.isEmpty() ? 0 : kept.toString().length();
    }

    private static ObjectNode theClients(RunAgentInput input) {
        var kept = JSON.objectNode();
        if (input.state() instanceof ObjectNode sent) {
            sent.properties().forEach(member -> kept.set(member.getKey(), member.getValue()));
            kept.remove(List.of(THREAD, TRACKS));
        }
        return kept;
    }

    private static @Nullable String seen(RunAgentInput input) {
        var state = input.state();
        return state == null ? null : state.path(THREAD).path(LAST_MESSAGE_ID).stringValue(null);
    }

    /** The client has been shown a message, and all before it. */
    void shown(String messageId) {
        lastMessage = messageId;
    }

    /** The client has been shown stored messages; an activity is no message that it could name. */
    void shown(List<Message> messages) {
        for (var message : messages.reversed()) {
            if (!(message instanceof Message.ActivityMessage)) {
                shown(message.id());
                return;
            }
        }
    }

    /** The client shows what it has just said itself. */
    void shownOwn(List<Message> said) {
        for (var message : said.reversed()) {
            if (message instanceof Message.UserMessage || message instanceof Message.ToolMessage) {
                shown(message.id());
                return;
            }
        }
    }

    /**
     * The whole state; from now on the client knows it.
     *
     * @param session null when the thread is not there yet
     * @param current null when nobody knows at this moment
     */
    AgUiEvent snapshot(@Nullable SessionId session, @Nullable List<TrackState> current) {
        var state = state(session, current);
        told = state;
        return AgUiEvent.stateSnapshot(state);
    }

    /**
     * What has changed since the client was told last; empty when nothing, or when it was told nothing yet.
     *
     * @param current null when nobody knows at this moment
     */
    List<AgUiEvent> changes(SessionId session, @Nullable List<TrackState> current) {
        var before = told;
        if (before == null) {
            return List.of();
        }
        var state = state(session, current);
        var patch = StateDiff.between(before, state);
        told = state;
        return patch.isEmpty() ? List.of() : List.of(AgUiEvent.stateDelta(patch));
    }

    private ObjectNode state(@Nullable SessionId session, @Nullable List<TrackState> current) {
        var state = JSON.objectNode();
        state.setAll(theClients);
        var thread = state.putObject(THREAD);
        if (session != null) {
            thread.put("session_id", session.toString());
        }
        if (lastMessage != null) {
            thread.put(LAST_MESSAGE_ID, lastMessage);
        }
        if (current != null) {
            tracks = tracks(current);
        }
        if (tracks != null) {
            state.set(TRACKS, tracks);
        }
        return state;
    }

    private static ObjectNode tracks(List<TrackState> tracks) {
        var all = JSON.objectNode();
        for (var track : tracks) {
            var each = all.putObject(track.track().toString())
                    .put("track_id", track.track().toString())
                    .put("title", track.title())
                    .put("status", track.status());
            if (track.current() == null) {
                each.putNull("current_unit_id");
            } else {
                each.put("current_unit_id", track.current().toString());
            }
            var completed = each.putArray("completed_unit_ids");
            track.completed().forEach(unit -> completed.add(unit.toString()));
            each.put("units_total", track.unitsTotal())
                    .put("percent_complete", track.percentComplete())
                    .put("session_id", track.session().toString());
            if (track.leftAt() != null) {
                each.put("left_at", track.leftAt().toString());
            }
        }
        return all;
    }
}
