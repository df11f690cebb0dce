package dev.chiron.tutor.chat.store;

import dev.chiron.tutor.chat.ClientTool;
import dev.chiron.tutor.chat.Deed;
import dev.chiron.tutor.chat.TurnTask;
import dev.chiron.tutor.platform.InteractionId;
import dev.chiron.tutor.platform.SessionId;
import dev.chiron.tutor.platform.TurnId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What a turn reads before it speaks, in memory. Everything else of the store fails: there is no database. */
public final class FakeTurnStore extends TurnStore {

    private final List<ChatMessage> messages = new ArrayList<>();
    private final List<Interaction> shown = new ArrayList<>();
    private final List<InteractionId> undecided = new ArrayList<>();
    private final Map<InteractionId, ObjectNode> keys = new HashMap<>();
    private final Map<TurnId, TurnTask> tasks = new HashMap<>();
    private Deed.@Nullable LeaveTrack track;
    private final List<ClientCall> called = new ArrayList<>();
    private final List<ClientTool> tools = new ArrayList<>();
    private int attempts;

    /** An empty one. */
    public FakeTurnStore() {
        super(
                JdbcClient.create(new DriverManagerDataSource("jdbc:none:")),
                new TransactionTemplate(),
                new TurnEventRows(JsonMapper.shared()),
                new InteractionRows(JsonMapper.shared()),
                new ToolCallRows(JsonMapper.shared()),
                JsonMapper.shared());
    }

    /** Adds what was said. */
    public void say(ChatMessage message) {
        messages.add(message);
    }

    /** Adds what was shown, with the key that its answer is graded by, if it is. */
    public void show(Interaction interaction, @Nullable ObjectNode key) {
        shown.add(interaction);
        if (key != null) {
            keys.put(interaction.id(), key);
        }
    }

    /** Adds a call of a client's tool. */
    public void call(ClientCall call) {
        called.add(call);
    }

    /** The client of every turn can do this. */
    public void offer(ClientTool tool) {
        tools.add(tool);
    }

    /** Its path will ask this again. */
    public void asksAgain(InteractionId interaction) {
        undecided.add(interaction);
    }

    /** Keeps a key of something that is to be shown. */
    public void keep(InteractionId interaction, ObjectNode key) {
        keys.put(interaction, key);
    }

    /** Gives a turn what it is to say. */
    public void give(TurnId turn, TurnTask task) {
        tasks.put(turn, task);
    }

    /** How often the open question was answered before. */
    public void attempts(int before) {
        attempts = before;
    }

    /** A track goes on here. */
    public void goesOn(Deed.LeaveTrack goingOn) {
        track = goingOn;
    }

    @Override
    public Optional<Deed.LeaveTrack> trackToLeave(SessionId session) {
        return Optional.ofNullable(track);
    }

    @Override
    public List<ChatMessage> conversation(ChatTurn turn, int limit) {
        return messages;
    }

    @Override
    public List<PageContext> context(TurnId turn) {
        return List.of();
    }

    @Override
    public Optional<TurnTask> task(TurnId turn) {
        return Optional.ofNullable(tasks.get(turn));
    }

    @Override
    public List<OpenQuestion> openQuestions(SessionId session) {
        return Stream.concat(
                        shown.stream().filter(Interaction::open),
                        shown.stream().filter(each -> undecided.contains(each.id())))
                .map(each -> new OpenQuestion(each, keys.get(each.id()), attempts))
                .toList();
    }

    @Override
    public List<Interaction> interactions(SessionId session, List<TurnId> turns) {
        return shown.stream().filter(each -> turns.contains(each.turn())).toList();
    }

    @Override
    public List<ClientCall> toolCalls(SessionId session, List<TurnId> turns) {
        return called.stream().filter(each -> turns.contains(each.turn())).toList();
    }

    @Override
    public List<ClientTool> clientTools(TurnId turn) {
        return tools;
    }

    @Override
    public Optional<Interaction> interaction(InteractionId id) {
        return shown.stream().filter(each -> each.id().equals(id)).findFirst();
    }

    @Override
    public @Nullable ObjectNode answerKey(InteractionId interaction) {
        return keys.get(interaction);
    }
}
