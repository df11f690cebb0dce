package dev.chiron.tutor.chat.api;

import dev.chiron.agui.Message;
import dev.chiron.agui.RunAgentInput;
import dev.chiron.tutor.chat.store.ChatMessage;
import dev.chiron.tutor.chat.store.ChatSession;
import dev.chiron.tutor.chat.store.ChatStore;
import dev.chiron.tutor.chat.store.Interaction;
import dev.chiron.tutor.chat.stream.TurnStream;
import dev.chiron.tutor.component.ComponentKind;
import dev.chiron.tutor.identity.Learner;
import dev.chiron.tutor.identity.LearnerTransactions;
import dev.chiron.tutor.platform.ApiException;
import dev.chiron.tutor.platform.InteractionId;
import dev.chiron.tutor.platform.MessageId;
import dev.chiron.tutor.platform.SessionId;
import dev.chiron.tutor.platform.TurnId;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Takes AG-UI runs: stores what is new in a run's history and the turn that will answer it, in one transaction. From its
 * commit on the turn will be answered, whatever happens to this process.
 */
@Component
class RunIntake {

    private final LearnerTransactions transactions;
    private final ChatStore store;
    private final TurnStream stream;
    private final AnswerIntake answers;
    private final JsonMapper json;

    RunIntake(
            LearnerTransactions transactions,
            ChatStore store,
            TurnStream stream,
            AnswerIntake answers,
            JsonMapper json) {
        this.transactions = transactions;
        this.store = store;
        this.stream = stream;
        this.answers = answers;
        this.json = json;
    }

    /**
     * Takes an AG-UI run: what its history holds that the thread does not know yet is said now.
     *
     * @throws ApiException 409 {@code thread_busy} while another turn of the thread runs; 400 for a message that is
     *     too long
     */
    Intake run(Learner learner, RunAgentInput input) {
        checkThread(input);
        var said = new History(spoken(input), answers(input), offered(input));
        var intake = transactions.as(learner, () -> storeRun(learner, input, said));
        if (intake instanceof Intake.NewTurn(ChatSession session, var ignored)) {
            stream.wake(session.id());
        }
        return intake;
    }

    /**
     * What a run's history holds that may be new.
     *
     * @param answers by the interaction that each answers
     * @param offered names of the components that the client can show
     */
    private record History(
            List<Message.UserMessage> spoken, Map<InteractionId, ToolAnswer> answers, List<String> offered) {}

    /** A tool message: where it stands in the input, and what it says. */
    private record ToolAnswer(String field, Message.ToolMessage message) {}

    private Intake storeRun(Learner learner, RunAgentInput input, History said) {
        var spoken = said.spoken();
        var found = store.findThread(input.threadId());
        if (found.isEmpty() && spoken.isEmpty()) {
            return new Intake.NothingAtAll();
        }
        var session = found.orElseGet(() -> store.sessionOfThread(learner.id(), input.threadId()));
        var known = Set.copyOf(store.knownWireIds(
                session.id(), spoken.stream().map(Message.UserMessage::id).toList()));
        var unseen =
                spoken.stream().filter(message -> !known.contains(message.id())).toList();
        if (!unseen.isEmpty() || !said.answers().isEmpty()) {
            // From here on this session is ours until the commit; another request may just have been before us.
            store.touch(session.id(), unseen.isEmpty() ? null : Said.title(text(unseen.getFirst())));
        }
        var turn = store.findTurn(session.id(), input.runId());
        if (turn.isPresent()) {
            return new Intake.KnownTurn(session, turn.get());
        }
        var open = store.openInteraction(session.id());
        var typed = open.isEmpty() || unseen.isEmpty()
                ? Optional.<String>empty()
                : AnswerIntake.typed(open.get(), text(unseen.getLast()), said.offered());
        var answered = open.filter(each -> said.answers().containsKey(each.id()) || typed.isPresent())
                .orElse(null);
        if (unseen.isEmpty() && answered == null) {
            refuseLateAnswer(input, session.id());
            return new Intake.NothingNew(session);
        }
        if (store.unfinishedTurn(session.id()).isPresent()) {
            throw ApiException.conflict("thread_busy", "The tutor is still answering in this thread.");
        }
        store.offer(session.id(), said.offered());
        return addTurn(learner, session, input.runId(), unseen, said, answered, typed);
    }

    /** What ends a history is what its client has to say now: an answer to what nobody asks any more is told so. */
    private void refuseLateAnswer(RunAgentInput input, SessionId session) {
        if (!input.messages().isEmpty() && input.messages().getLast() instanceof Message.ToolMessage late) {
            uuid(late.toolCallId())
                    .flatMap(id -> store.findInteraction(new InteractionId(id)))
                    .filter(interaction -> interaction.session().equals(session)
                            && interaction.status() == Interaction.Status.SUPERSEDED)
                    .ifPresent(AnswerIntake::requireOpen);
        }
    }

    private Intake addTurn(
            Learner learner,
            ChatSession session,
            String runId,
            List<Message.UserMessage> unseen,
            History said,
            @Nullable Interaction answered,
            Optional<String> typed) {
        var turn = new TurnId(UUID.randomUUID());
        store.addTurn(turn, session.id(), learner.id(), runId, answered, said.offered());
        if (answered != null && !said.answers().containsKey(answered.id())) {
            answers.storeTyped(answered, typed.orElseThrow(), turn);
        } else if (answered != null) {
            var answer = Objects.requireNonNull(said.answers().get(answered.id()));
            var reply = AnswerIntake.fitting(answered, replyOf(answer), answer.field() + ".content");
            answers.storeAnswer(
                    learner,
                    session.id(),
                    turn,
                    answered,
                    reply,
                    answer.message().id());
        }
        for (var message : unseen) {
            addMessage(learner, session.id(), turn, message);
        }
        store.announceTurn(TurnStream.SESSIONS_CHANNEL, session.id());
        return new Intake.NewTurn(session, store.findTurn(turn).orElseThrow());
    }

    /** A client's id that is a UUID becomes the message's own, unless that is taken; any other is kept beside it. */
    private ChatMessage addMessage(Learner learner, SessionId session, TurnId turn, Message.UserMessage message) {
        var wireId = message.id();
        var own = uuid(wireId);
        if (own.isPresent()) {
            var added = store.addMessage(new MessageId(own.get()), session, learner.id(), turn, text(message), null);
            if (added.isPresent()) {
                return added.get();
            }
        }
        var derived = UUID.nameUUIDFromBytes((session + "/" + wireId).getBytes(StandardCharsets.UTF_8));
        return store.addMessage(new MessageId(derived), session, learner.id(), turn, text(message), wireId)
                .orElseThrow(() ->
                        ApiException.conflict("idempotency_conflict", "This message id was used for another message."));
    }

    private static Optional<UUID> uuid(String text) {
        try {
            var uuid = UUID.fromString(text);
            return uuid.toString().equals(text) ? Optional.of(uuid) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** @throws ApiException 400 for an id that cannot be one, or a version of the protocol that is not spoken here */
    static void checkThread(RunAgentInput input) {
        Said.checkId("threadId", input.threadId());
        Said.checkId("runId", input.runId());
        if (input.majorVersionUnsupported()) {
            throw ApiException.validation("protocolVersion", "is not supported; this server speaks 1.0");
        }
    }

    /** What the learner says in this history. A message that is all pictures says nothing that a model here can use. */
    private static List<Message.UserMessage> spoken(RunAgentInput input) {
        var spoken = new ArrayList<Message.UserMessage>();
        for (var i = 0; i < input.messages().size(); i++) {
            if (input.messages().get(i) instanceof Message.UserMessage user
                    && !text(user).isBlank()) {
                Said.checkId("messages[" + i + "].id", user.id());
                Said.checkContent("messages[" + i + "].content", text(user));
                spoken.add(user);
            }
        }
        return spoken;
    }

    private static Map<InteractionId, ToolAnswer> answers(RunAgentInput input) {
        var answers = new HashMap<InteractionId, ToolAnswer>();
        for (var i = 0; i < input.messages().size(); i++) {
            if (input.messages().get(i) instanceof Message.ToolMessage tool) {
                var field = "messages[" + i + "]";
                Said.checkId(field + ".id", tool.id());
                // The first answer to a call is the answer; calls that are not ours are somebody else's.
                uuid(tool.toolCallId())
                        .ifPresent(id -> answers.putIfAbsent(new InteractionId(id), new ToolAnswer(field, tool)));
            }
        }
        return answers;
    }

    /** A tool's result is text; clients write an object into it, some of them twice. */
    private JsonNode replyOf(ToolAnswer answer) {
        try {
            var reply = json.readTree(answer.message().text());
            return reply.isString() ? json.readTree(reply.stringValue()) : reply;
        } catch (JacksonException e) {
            throw ApiException.validation(answer.field() + ".content", "is not JSON");
        }
    }

    private static List<String> offered(RunAgentInput input) {
        return input.tools().stream()
                .map(tool -> ComponentKind.ofTool(tool.name()))
                .flatMap(Optional::stream)
                .map(ComponentKind::wireName)
                .distinct()
                .toList();
    }

    private static String text(Message.UserMessage message) {
        return message.text();
    }
}
