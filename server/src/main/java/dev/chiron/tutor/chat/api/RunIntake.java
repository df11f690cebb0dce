package dev.chiron.tutor.chat.api;

import dev.chiron.agui.AgUiJson;
import dev.chiron.agui.ContentPart;
import dev.chiron.agui.Message;
import dev.chiron.agui.MessageContent;
import dev.chiron.agui.Peer;
import dev.chiron.agui.RunAgentInput;
import dev.chiron.tutor.chat.ChatSettings;
import dev.chiron.tutor.chat.ClientTool;
import dev.chiron.tutor.chat.ClientToolSettings;
import dev.chiron.tutor.chat.store.ChatSession;
import dev.chiron.tutor.chat.store.ChatStore;
import dev.chiron.tutor.chat.store.ChatTurn;
import dev.chiron.tutor.chat.store.Interaction;
import dev.chiron.tutor.chat.store.RunExtras;
import dev.chiron.tutor.chat.store.ThreadEntry;
import dev.chiron.tutor.chat.stream.TurnStream;
import dev.chiron.tutor.identity.Learner;
import dev.chiron.tutor.identity.LearnerTransactions;
import dev.chiron.tutor.platform.ApiException;
import dev.chiron.tutor.platform.InteractionId;
import dev.chiron.tutor.platform.MessageId;
import dev.chiron.tutor.platform.SessionId;
import dev.chiron.tutor.platform.TurnId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
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
    private final InterruptIntake interrupts;
    private final ToolAnswers toolAnswers;
    private final ClientToolSettings toolSettings;
    private final ChatSettings settings;
    private final JsonMapper json;

    RunIntake(
            LearnerTransactions transactions,
            ChatStore store,
            TurnStream stream,
            AnswerIntake answers,
            InterruptIntake interrupts,
            ToolAnswers toolAnswers,
            ClientToolSettings toolSettings,
            ChatSettings settings,
            JsonMapper json) {
        this.transactions = transactions;
        this.store = store;
        this.stream = stream;
        this.answers = answers;
        this.interrupts = interrupts;
        this.toolAnswers = toolAnswers;
        this.toolSettings = toolSettings;
        this.settings = settings;
        this.json = json;
    }

    /**
     * Takes an AG-UI run: what its history holds that the thread does not know yet is said now, and what it leaves out of
     * the thread that it has seen is no part of it any more.
     *
     * @throws ApiException 409 {@code thread_busy} while another turn of the thread runs, {@code not_editable} for a
     *     change of what belongs to a learning path; 400 for a message that is too long, and so on
     */
    Intake run(Learner learner, RunAgentInput input) {
        checkThread(input);
        var brought = new Brought(
                lastSeen(input),
                spoken(input),
                answers(input),
                OfferedTools.components(input.tools()),
                OfferedTools.own(input.tools(), toolSettings),
                input.parentRunId(),
                context(input));
        var intake = transactions.as(learner, () -> storeRun(learner, input, brought));
        if (intake instanceof Intake.NewTurn(ChatSession session, var _, var _)) {
            stream.wake(session.id());
        }
        return intake;
    }

    /**
     * What a run brings that may be new.
     *
     * @param lastSeen the newest message that the client was shown, as its state says
     * @param answers by the interaction that each answers
     * @param offered names of the components that the client can show
     * @param tools what else the client can do
     * @param context what the client's page says of itself, as JSON; null for nothing
     */
    private record Brought(
            @Nullable String lastSeen,
            List<Message.UserMessage> spoken,
            Map<InteractionId, ToolAnswer> answers,
            List<String> offered,
            List<ClientTool> tools,
            @Nullable String parentRunId,
            @Nullable String context) {}

    /** A tool message: where it stands in the input, and what it says. */
    private record ToolAnswer(String field, Message.ToolMessage message) {}

    private Intake storeRun(Learner learner, RunAgentInput input, Brought brought) {
        var found = store.findThread(input.threadId());
        if (found.isEmpty() && brought.spoken().isEmpty()) {
            return new Intake.NothingAtAll();
        }
        var session = found.orElseGet(() -> store.sessionOfThread(learner.id(), input.threadId()));
        // From here on this session is ours until the commit; another request may just have been before us.
        store.hold(session.id());
        var turn = store.findTurn(session.id(), input.runId());
        // Some clients resume under the run id of the run that was interrupted: that is another turn all the same.
        if (turn.isPresent() && input.resume().isEmpty()) {
            return new Intake.KnownTurn(session, turn.get());
        }
        var busy = store.unfinishedTurn(session.id()).isPresent();
        var history = history(session.id(), input, brought);
        if (busy && !history.cut().isEmpty()) {
            throw busy();
        }
        store.supersede(history.cut());
        var open = store.openInteraction(session.id());
        var typed = open.isEmpty() || history.said().isEmpty()
                ? Optional.<String>empty()
                : AnswerIntake.typed(open.get(), Said.words(history.said().getLast()), brought.offered());
        var answered = open.filter(each -> brought.answers().containsKey(each.id()) || typed.isPresent())
                .orElse(null);
        var results = toolAnswers.read(session.id(), input);
        // While a turn runs, an unanswered message is the one that it answers; while results are missing, none is.
        var again = answered == null
                        && !busy
                        && !results.isNew()
                        && results.waiting().isEmpty()
                ? history.again()
                : null;
        var saysMore = !history.said().isEmpty() || answered != null || again != null || results.isNew();
        // Who goes back passes over what waits for an answer, too; an old client cannot answer it.
        var goesBack = !history.cut().isEmpty() && input.resume().isEmpty() && input.peer() == Peer.CURRENT;
        var word = interrupts.said(
                input,
                session.id(),
                history.said().isEmpty() ? null : Said.words(history.said().getLast()),
                saysMore || goesBack);
        if (word instanceof InterruptIntake.Word.Repeated(TurnId before)) {
            return new Intake.KnownTurn(session, store.findTurn(before).orElseThrow());
        }
        if (!saysMore && word instanceof InterruptIntake.Word.None) {
            refuseLateAnswer(input, session.id());
            return new Intake.NothingNew(session);
        }
        if (busy) {
            throw busy();
        }
        store.touch(
                session.id(),
                history.said().isEmpty()
                        ? null
                        : Said.title(Said.words(history.said().getFirst())));
        store.offer(session.id(), brought.offered());
        if (history.said().isEmpty()
                && answered == null
                && results.isPartial()
                && word instanceof InterruptIntake.Word.None) {
            toolAnswers.storePartial(learner, session.id(), results.given());
            return new Intake.NothingNew(session);
        }
        // Unique in its session, whatever run id a client resumes under; the run on the wire keeps the client's.
        var runId = turn.isPresent() ? "resume-" + UUID.randomUUID() : input.runId();
        var id = new TurnId(UUID.randomUUID());
        if (word instanceof InterruptIntake.Word.Given given && given.alone()) {
            interrupts.addTurn(id, learner, runId, given, brought.parentRunId(), brought.offered());
            history.said().forEach(message -> addMessage(learner, session.id(), id, message));
        } else if (again == null) {
            addTurn(id, learner, session, runId, history.said(), brought, answered, typed, results);
        } else {
            addTurnAgain(id, learner, session, runId, again, brought);
        }
        interrupts.keep(word, id);
        store.announceTurn(TurnStream.SESSIONS_CHANNEL, session.id());
        return new Intake.NewTurn(session, store.findTurn(id).orElseThrow(), history.behind());
    }

    private static ApiException busy() {
        return ApiException.conflict("thread_busy", "The tutor is still answering in this thread.");
    }

    private ThreadHistory history(SessionId session, RunAgentInput input, Brought brought) {
        var stored = store.thread(
                session,
                ThreadHistory.ids(input.messages()),
                ThreadHistory.answered(input.messages()),
                brought.lastSeen());
        return ThreadHistory.of(stored, input.messages(), brought.lastSeen());
    }

    /** A turn that answers once more what the learner said before; a judgement is made again with it. */
    private void addTurnAgain(
            TurnId turn, Learner learner, ChatSession session, String runId, ThreadEntry again, Brought brought) {
        var answered = store.findTurn(again.turn())
                .map(ChatTurn::interaction)
                .flatMap(store::findInteraction)
                .orElse(null);
        store.addTurn(
                turn,
                session.id(),
                learner.id(),
                runId,
                answered,
                brought.offered(),
                new RunExtras(brought.parentRunId(), brought.context(), again.id(), brought.tools()));
    }

    /** What ends a history is what its client has to say now: an answer to what nobody asks any more is told so. */
    private void refuseLateAnswer(RunAgentInput input, SessionId session) {
        if (!input.messages().isEmpty() && input.messages().getLast() instanceof Message.ToolMessage late) {
            Said.uuid(late.toolCallId())
                    .flatMap(id -> store.findInteraction(new InteractionId(id)))
                    .filter(interaction -> interaction.session().equals(session)
                            && interaction.status() == Interaction.Status.SUPERSEDED)
                    .ifPresent(AnswerIntake::requireOpen);
        }
    }

    private void addTurn(
            TurnId turn,
            Learner learner,
            ChatSession session,
            String runId,
            List<Message.UserMessage> unseen,
            Brought said,
            @Nullable Interaction answered,
            Optional<String> typed,
            ToolAnswers.Batch results) {
        store.addTurn(
                turn,
                session.id(),
                learner.id(),
                runId,
                answered,
                said.offered(),
                new RunExtras(said.parentRunId(), said.context(), null, said.tools()));
        toolAnswers.store(learner, session.id(), turn, results.given());
        if (!unseen.isEmpty()) {
            toolAnswers.abandon(session.id());
        }
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
    }

    /**
     * A client's id that is a UUID becomes the message's own, unless its learner has used it, for an earlier wording of it
     * or in another thread; any other is kept beside it.
     */
    private void addMessage(Learner learner, SessionId session, TurnId turn, Message.UserMessage message) {
        var wireId = message.id();
        var words = Said.words(message);
        var parts = parts(message);
        var own = Said.uuid(wireId)
                .flatMap(id -> store.addMessage(new MessageId(id), session, learner.id(), turn, words, null, parts));
        if (own.isPresent()) {
            return;
        }
        var beside =
                store.addMessage(new MessageId(UUID.randomUUID()), session, learner.id(), turn, words, wireId, parts);
        if (beside.isEmpty()) {
            throw ApiException.conflict("idempotency_conflict", "This message id was used for another message.");
        }
    }

    /** The parts of a multimodal message, as its client sent them; null for one that is all text. */
    private static @Nullable String parts(Message.UserMessage message) {
        return message.content() instanceof MessageContent.Parts(List<ContentPart> parts) && !parts.isEmpty()
                ? AgUiJson.toTree(message).path("content").toString()
                : null;
    }

    /** @throws ApiException 400 for an id that cannot be one, or a version of the protocol that is not spoken here */
    static void checkThread(RunAgentInput input) {
        Said.checkId("threadId", input.threadId());
        Said.checkId("runId", input.runId());
        if (input.parentRunId() != null) {
            Said.checkId("parentRunId", input.parentRunId());
        }
        if (input.majorVersionUnsupported()) {
            throw ApiException.validation("protocolVersion", "is not supported; this server speaks 1.0");
        }
    }

    /** What the learner says in this history, whether or not it is new. */
    private static List<Message.UserMessage> spoken(RunAgentInput input) {
        var spoken = new ArrayList<Message.UserMessage>();
        for (var i = 0; i < input.messages().size(); i++) {
            // A blank message somewhere in the history says nothing; as the last one it is what the client has to say
            // now.
            if (input.messages().get(i) instanceof Message.UserMessage user
                    && (!Said.words(user).isBlank() || i == input.messages().size() - 1)) {
                Said.checkId("messages[" + i + "].id", user.id());
                Said.checkContent("messages[" + i + "].content", Said.words(user));
                if (user.content() instanceof MessageContent.Parts) {
                    Said.requireStorable(
                            "messages[" + i + "].content", AgUiJson.toTree(user).path("content"));
                }
                spoken.add(user);
            }
        }
        return spoken;
    }

    /** The newest message that the client was shown, by the state that we gave it; null when it does not say. */
    private static @Nullable String lastSeen(RunAgentInput input) {
        var state = input.state();
        var id = state == null ? null : state.path("thread").path("last_message_id");
        return id == null
                        || !id.isString()
                        || id.stringValue().isEmpty()
                        || id.stringValue().indexOf('\0') >= 0
                ? null
                : id.stringValue();
    }

    /** What the client's page says of itself, as it is stored; null for nothing. */
    private @Nullable String context(RunAgentInput input) {
        var context = input.context();
        if (context.isEmpty()) {
            return null;
        }
        if (context.size() > settings.contextEntries()) {
            throw ApiException.validation("context", "has more than " + settings.contextEntries() + " entries");
        }
        var entries = json.createArrayNode();
        var characters = 0L;
        for (var i = 0; i < context.size(); i++) {
            var item = context.get(i);
            Said.requireStorable("context[" + i + "].description", item.description());
            Said.requireStorable("context[" + i + "].value", item.value());
            characters += item.description().length() + item.value().length();
            entries.addObject().put("description", item.description()).put("value", item.value());
        }
        if (characters > settings.contextCharacters()) {
            throw ApiException.validation(
                    "context", "has more than " + settings.contextCharacters() + " characters in all");
        }
        return entries.toString();
    }

    private static Map<InteractionId, ToolAnswer> answers(RunAgentInput input) {
        var answers = new HashMap<InteractionId, ToolAnswer>();
        for (var i = 0; i < input.messages().size(); i++) {
            if (input.messages().get(i) instanceof Message.ToolMessage tool) {
                var field = "messages[" + i + "]";
                Said.checkId(field + ".id", tool.id());
                // The first answer to a call is the answer; calls that are not ours are somebody else's.
                Said.uuid(tool.toolCallId())
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
}
