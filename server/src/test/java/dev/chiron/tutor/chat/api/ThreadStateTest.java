package dev.chiron.tutor.chat.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chiron.agui.AgUiEvent;
import dev.chiron.agui.AgUiJson;
import dev.chiron.agui.Message;
import dev.chiron.agui.PatchOperation;
import dev.chiron.agui.RunAgentInput;
import dev.chiron.tutor.chat.TrackStates.TrackState;
import dev.chiron.tutor.platform.SessionId;
import dev.chiron.tutor.platform.TrackId;
import dev.chiron.tutor.platform.UnitId;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

@DisplayName("The state of a stream has two members of the server's, and gives the client back what is its own")
final class ThreadStateTest {

    private static final SessionId SESSION = new SessionId(new UUID(0, 1));
    private static final TrackId TRACK = new TrackId(new UUID(0, 2));
    private static final UnitId FIRST = new UnitId(new UUID(0, 3));
    private static final UnitId SECOND = new UnitId(new UUID(0, 4));

    // Goal: all that a page needs to show a track, under its id, and nothing more.
    @Test
    void aTrackInFull() {
        var state = snapshot(ThreadState.empty(), List.of(track(FIRST, List.of(), 0)));

        assertThat(state).isEqualTo(json("""
                        {"thread": {"session_id": "%1$s"},
                         "tracks": {"%2$s": {"track_id": "%2$s", "title": "Capitals", "status": "in_progress",
                            "current_unit_id": "%3$s", "completed_unit_ids": [], "units_total": 2, "percent_complete": 0,
                            "session_id": "%1$s"}}}""".formatted(SESSION, TRACK, FIRST)));
    }

    // Goal: what a client keeps in the state is its own, and what it believes of the server's members is not asked.
    @Test
    void theClientsMembersComeBack() {
        var state = ThreadState.of(input("""
                {"theme": {"dark": true, "none": null}, "big": 12345678901234567890.5, "tracks": {"mine": 1},
                 "thread": {"session_id": "not mine", "last_message_id": "m7", "more": 1}}"""));

        assertThat(snapshot(state, List.of())).isEqualTo(json("""
                        {"theme": {"dark": true, "none": null}, "big": 12345678901234567890.5,
                         "thread": {"session_id": "%s", "last_message_id": "m7"}, "tracks": {}}""".formatted(SESSION)));
    }

    // Goal: no state that a client can send breaks ours.
    @ParameterizedTest
    @ValueSource(
            strings = {"[]", "[1]", "7", "\"text\"", "true", "{\"thread\":7}", "{\"thread\":{\"last_message_id\":7}}"})
    void whatIsNoObjectIsReplaced(String sent) {
        assertThat(snapshot(ThreadState.of(input(sent)), List.of()))
                .isEqualTo(json("{\"thread\":{\"session_id\":\"" + SESSION + "\"},\"tracks\":{}}"));
    }

    // Goal: only what is the client's own counts, or the server's own members would one day be too many for it.
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {}                                      | 0
            {"thread":{"a":"xxxxxxxx"},"tracks":{}} | 0
            {"a":"xx"}                              | 10
            {"a":"xx","tracks":{"x":1}}             | 10
            [1,2,3]                                 | 0
            """)
    void theServersMembersDoNotCount(String sent, int characters) {
        assertThat(ThreadState.clientCharacters(input(sent))).isEqualTo(characters);
    }

    @Test
    void aRunWithoutAStateKeepsNothing() {
        assertThat(ThreadState.clientCharacters(RunAgentInput.of("t", "r", List.of())))
                .isZero();
    }

    // Goal: the client is told what has changed, once, and nothing when nothing has.
    @Test
    void changesAreToldOnce() {
        var state = ThreadState.empty();
        assertThat(state.changes(SESSION, List.of())).as("nobody knows it yet").isEmpty();
        snapshot(state, List.of(track(FIRST, List.of(), 0)));
        assertThat(state.changes(SESSION, List.of(track(FIRST, List.of(), 0)))).isEmpty();

        state.shown("m1");
        var changes = state.changes(SESSION, List.of(track(SECOND, List.of(FIRST), 50)));

        var at = "/tracks/" + TRACK;
        var json = JsonNodeFactory.instance;
        assertThat(changes)
                .containsExactly(AgUiEvent.stateDelta(List.of(
                        PatchOperation.add("/thread/last_message_id", json.stringNode("m1")),
                        PatchOperation.replace(at + "/current_unit_id", json.stringNode(SECOND.toString())),
                        PatchOperation.add(at + "/completed_unit_ids/-", json.stringNode(FIRST.toString())),
                        PatchOperation.replace(at + "/percent_complete", json.numberNode(50)))));
        assertThat(state.changes(SESSION, List.of(track(SECOND, List.of(FIRST), 50))))
                .isEmpty();
    }

    // Goal: while progress cannot be read the page keeps what it had; that is no change to nothing.
    @Test
    void unknownProgressIsNoChange() {
        var state = ThreadState.empty();
        assertThat(snapshot(state, null).has("tracks")).isFalse();
        assertThat(state.changes(SESSION, List.of(track(FIRST, List.of(), 0)))).hasSize(1);
        assertThat(state.changes(SESSION, null)).isEmpty();
    }

    // Goal: a track that is over has no current unit, said by null: a member that comes and goes is harder to show.
    @Test
    void afterTheLastUnitThereIsNoCurrentOne() {
        var tracks = snapshot(ThreadState.empty(), List.of(track(null, List.of(FIRST, SECOND), 100)))
                .path("tracks");

        assertThat(tracks.path(TRACK.toString()).path("current_unit_id").isNull())
                .isTrue();
    }

    // Goal: a page can tell a track that goes on from one that was left; a track that is gone on with loses the mark.
    @Test
    void aTrackThatWasLeft() {
        var state = ThreadState.empty();
        var on = track(FIRST, List.of(), 0);
        var left = new TrackState(
                TRACK, on.title(), on.status(), FIRST, List.of(), 2, 0, SESSION, Instant.parse("2026-11-30T21:15:00Z"));
        snapshot(state, List.of(on));

        var at = "/tracks/" + TRACK + "/left_at";
        assertThat(state.changes(SESSION, List.of(left)))
                .containsExactly(AgUiEvent.stateDelta(
                        List.of(PatchOperation.add(at, JsonNodeFactory.instance.stringNode("2026-11-30T21:15:00Z")))));
        assertThat(state.changes(SESSION, List.of(on)))
                .containsExactly(AgUiEvent.stateDelta(List.of(PatchOperation.remove(at))));
    }

    // Goal: what was shown last is a message that is stored; an activity is no message that a client sends back.
    @Test
    void theLastMessageIsNoActivity() {
        var state = ThreadState.empty();
        state.shown(List.<Message>of(
                Message.user("u", "Draw"),
                Message.assistant("a", "So:"),
                Message.activity("x", "diagram_viewer", JsonNodeFactory.instance.objectNode())));
        assertThat(last(state)).isEqualTo("a");

        state.shown(List.of());
        assertThat(last(state)).as("nothing shown changes nothing").isEqualTo("a");

        state.shownOwn(List.of(Message.user("mine", "Again"), Message.assistant("theirs", "What I had")));
        assertThat(last(state)).as("what the client has said itself").isEqualTo("mine");
    }

    private static String last(ThreadState state) {
        return snapshot(state, List.of()).at("/thread/last_message_id").asString();
    }

    private static JsonNode snapshot(ThreadState state, @Nullable List<TrackState> tracks) {
        return AgUiJson.toTree(state.snapshot(SESSION, tracks)).path("snapshot");
    }

    private static RunAgentInput input(String state) {
        return RunAgentInput.of("t", "r", List.of()).withState(json(state));
    }

    private static JsonNode json(String text) {
        return AgUiJson.mapper().readTree(text);
    }

    private static TrackState track(@Nullable UnitId current, List<UnitId> completed, int percent) {
        return new TrackState(
                TRACK,
                "Capitals",
                current == null ? "completed" : "in_progress",
                current,
                completed,
                2,
                percent,
                SESSION,
                null);
    }
}
