package dev.chiron.tutor.chat.activity;

import dev.chiron.tutor.agent.AgentInput;
import dev.chiron.tutor.agent.AgentOutput;
import dev.chiron.tutor.agent.OpenQuestion;
import dev.chiron.tutor.agent.TutorAgent;
import dev.chiron.tutor.chat.ClientToolSettings;
import dev.chiron.tutor.chat.Deed;
import dev.chiron.tutor.chat.TurnTask;
import dev.chiron.tutor.chat.store.ChatMessage;
import dev.chiron.tutor.chat.store.ChatTurn;
import dev.chiron.tutor.chat.store.Interaction;
import dev.chiron.tutor.chat.store.TurnStore;
import dev.chiron.tutor.component.AnswerKey;
import dev.chiron.tutor.component.Component;
import dev.chiron.tutor.component.ComponentKind;
import dev.chiron.tutor.component.Components;
import dev.chiron.tutor.llm.LanguageModel.DeltaSink;
import dev.chiron.tutor.llm.ModelRequest.Line;
import dev.chiron.tutor.llm.ModelRequest.Speaker;
import dev.chiron.tutor.llm.ModelUse;
import dev.chiron.tutor.llm.StopSignal;
import dev.chiron.tutor.llm.Tool;
import dev.chiron.tutor.llm.ToolCall;
import dev.chiron.tutor.platform.InteractionId;
import dev.chiron.tutor.platform.ToolCallId;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** What is said and shown in a turn: the tutor's answer to the learner, or what a path has decided. */
@org.springframework.stereotype.Component
class TurnTalk {

    /** Said when the learner does not want what they were asked to confirm. */
    static final String NOTHING_DONE = "All right, nothing has changed: you stay where you are.";

    /** Rows read for one prompt; the agent's own window, in messages and characters, is smaller. */
    private static final int CONVERSATION_ROWS = 1000;

    private final TutorAgent agent;
    private final TurnStore turns;
    private final ClientToolSettings toolSettings;

    TurnTalk(TutorAgent agent, TurnStore turns, ClientToolSettings toolSettings) {
        this.agent = agent;
        this.turns = turns;
        this.toolSettings = toolSettings;
    }

    /**
     * What came of talking.
     *
     * @param calls tools that the client is to run, in order
     * @param used what the calls of the model cost, as far as it told
     * @param asked what is to be confirmed before it is done; null: nothing
     */
    record Said(
            TurnOutcome.Kind kind,
            @Nullable Shown shown,
            List<Called> calls,
            List<ModelUse> used,
            Deed.@Nullable LeaveTrack asked) {

        Said(TurnOutcome.Kind kind, @Nullable Shown shown) {
            this(kind, shown, List.of(), List.of(), null);
        }

        Said(TurnOutcome.Kind kind, @Nullable Shown shown, List<ModelUse> used) {
            this(kind, shown, List.of(), used, null);
        }
    }

    /**
     * A tool of the client's own that is called.
     *
     * @param arguments a JSON object that can be stored
     */
    record Called(ToolCallId id, String name, String arguments) {}

    /**
     * A component to show after what was said.
     *
     * @param answerKey to keep before it is shown; null when it is not graded, or its key is kept already
     */
    record Shown(
            InteractionId interaction,
            String name,
            ObjectNode arguments,
            @Nullable ObjectNode answerKey) {}

    /** Lets the tutor answer what the learner has said. */
    Said answer(ChatTurn turn, DeltaSink said, StopSignal stop) {
        var parts = new Parts(said);
        if (turn.interrupt() != null) {
            parts.say(NOTHING_DONE);
            return new Said(TurnOutcome.Kind.TEXT, null);
        }
        var judged = judged(turn);
        if (judged != null) {
            parts.say(judged.verdict());
        }
        var open = open(turn);
        var track = turns.trackToLeave(turn.session()).orElse(null);
        var conversation = conversation(turn, judged);
        var enough = ClientCalls.rounds(conversation) >= toolSettings.rounds();
        var input = new AgentInput(
                turn.learner(),
                conversation,
                enough ? Set.of() : offered(turn),
                enough ? List.of() : clientTools(turn),
                open,
                page(turn),
                track == null ? null : track.title());
        var used = new ArrayList<ModelUse>();
        var output = agent.answer(input, parts.next(), stop, used::add);
        if (output.stopped()) {
            return new Said(TurnOutcome.Kind.STOPPED, null, used);
        }
        return switch (output) {
            case AgentOutput.Text ignored -> new Said(TurnOutcome.Kind.TEXT, null, used);
            case AgentOutput.Clarification ignored -> new Said(TurnOutcome.Kind.CLARIFICATION, null, used);
            case AgentOutput.ToolCalls(String ignored, List<ToolCall> calls) ->
                new Said(TurnOutcome.Kind.TOOL_CALLS, null, ClientCalls.called(turn, calls), used, null);
            case AgentOutput.LeaveRequest ignored ->
                new Said(TurnOutcome.Kind.TEXT, null, List.of(), used, Objects.requireNonNull(track));
            case AgentOutput.ComponentRequest request ->
                new Said(
                        TurnOutcome.Kind.COMPONENT,
                        new Shown(
                                interactionOf(turn),
                                request.component().kind().wireName(),
                                Components.arguments(request.component()),
                                request.answerKey()),
                        used);
        };
    }

    /** Says what a path has decided: the judgement, the tutor's words, the unit, and shows its component. */
    Said sayTask(ChatTurn turn, DeltaSink said, StopSignal stop) {
        var task = turns.task(turn.id()).orElseThrow(() -> new IllegalStateException("the turn has no task"));
        var parts = new Parts(said);
        var used = new ArrayList<ModelUse>();
        parts.say(task.judgement());
        if (task.guidance() != null) {
            var guided = agent.guide(turn.learner(), task.guidance(), open(turn, task), parts.next(), stop, used::add);
            if (guided.stopped()) {
                return new Said(TurnOutcome.Kind.STOPPED, null, used);
            }
        }
        parts.say(task.content());
        var component = task.component();
        if (component == null) {
            return new Said(TurnOutcome.Kind.TEXT, null, used);
        }
        if (turn.offered() != null && !turn.offered().contains(component.name())) {
            parts.say(Components.asText(read(component.name(), component.arguments())));
            return new Said(TurnOutcome.Kind.TEXT, null, used);
        }
        return new Said(
                TurnOutcome.Kind.COMPONENT,
                new Shown(component.interactionId(), component.name(), component.arguments(), null),
                used);
    }

    private List<Tool> clientTools(ChatTurn turn) {
        return turns.clientTools(turn.id()).stream()
                .map(each -> new Tool(
                        each.name(), each.description(), each.parameters().toString()))
                .toList();
    }

    private List<AgentInput.PageFact> page(ChatTurn turn) {
        return turns.context(turn.id()).stream()
                .map(each -> new AgentInput.PageFact(each.description(), each.value()))
                .toList();
    }

    /** Questions whose answers no words of this turn may tell. */
    private List<OpenQuestion> open(ChatTurn turn) {
        return turns.openQuestions(turn.session()).stream()
                .map(TurnTalk::question)
                .toList();
    }

    /** As the other, with what the task is about to ask. */
    private List<OpenQuestion> open(ChatTurn turn, TurnTask task) {
        var open = new ArrayList<OpenQuestion>();
        var component = task.component();
        if (component != null) {
            var key = turns.answerKey(component.interactionId());
            open.add(new OpenQuestion(
                    read(component.name(), component.arguments()),
                    key == null ? null : AnswerKey.read(key),
                    List.of()));
        }
        open.addAll(open(turn));
        return open;
    }

    private static OpenQuestion question(TurnStore.OpenQuestion open) {
        var shown = read(open.interaction().name(), open.interaction().arguments());
        var key = open.answerKey() == null ? null : AnswerKey.read(open.answerKey());
        return new OpenQuestion(shown, key, key == null ? List.of() : hints(key, open.attempts()));
    }

    /** A rung of the ladder for each attempt; the last one is the worked answer, which no open question gives away. */
    private static List<String> hints(AnswerKey key, int attempts) {
        var rungs = key.hints().subList(0, Math.max(0, key.hints().size() - 1));
        return rungs.isEmpty() ? List.of() : List.of(rungs.get(Math.min(attempts, rungs.size() - 1)));
    }

    private static Component read(String name, ObjectNode arguments) {
        return Components.read(ComponentKind.ofWireName(name).orElseThrow(), arguments);
    }

    /** The same attempt always shows the same. */
    private static InteractionId interactionOf(ChatTurn turn) {
        var name = "component:" + turn.id() + ":" + turn.epoch();
        return new InteractionId(UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)));
    }

    /** What the learner's client can show; one that did not say can show all. */
    private static Set<ComponentKind> offered(ChatTurn turn) {
        var offered = turn.offered();
        if (offered == null) {
            return EnumSet.allOf(ComponentKind.class);
        }
        return offered.stream()
                .map(ComponentKind::ofWireName)
                .flatMap(java.util.Optional::stream)
                .collect(Collectors.toSet());
    }

    /** An answer to what the tutor itself has asked, as the server judges it. */
    private record Judged(String verdict, String told) {}

    private @Nullable Judged judged(ChatTurn turn) {
        if (turn.interaction() == null || turn.track() != null) {
            return null;
        }
        var answered = turns.interaction(turn.interaction()).orElse(null);
        var key = answered == null ? null : turns.answerKey(answered.id());
        if (answered == null || answered.reply() == null || key == null) {
            return null;
        }
        var shown = read(answered.name(), answered.arguments());
        var grade = AnswerKey.read(key).grade(shown, Components.readReply(shown, answered.reply()));
        var right = grade.score() != null && grade.score() == 100;
        var explanation = grade.explanation() == null ? "" : " " + grade.explanation();
        return new Judged(
                (right ? "**Correct.**" : "**Not quite.**") + explanation,
                right ? "judged right by the server" : "judged wrong by the server");
    }

    private List<Line> conversation(ChatTurn turn, @Nullable Judged judged) {
        var messages = turns.conversation(turn, CONVERSATION_ROWS);
        var ofTurns = messages.stream().map(ChatMessage::turn).distinct().toList();
        var shown = turns.interactions(turn.session(), ofTurns).stream()
                .collect(Collectors.toMap(Interaction::id, Function.identity(), (one, other) -> one));
        var called =
                new ClientCalls(turns.toolCalls(turn.session(), ofTurns), messages, toolSettings.promptCharacters());
        var lines = new ArrayList<Line>();
        for (var message : messages) {
            if (called.isResult(message)) {
                continue; // it stands with its call
            }
            var text = text(message, shown);
            if (called.isCaller(message)) {
                lines.addAll(called.lines(message, text));
                continue;
            }
            if (!text.isBlank()) {
                var answers = message.turn().equals(turn.id()) || message.id().equals(turn.again());
                var told = judged != null && answers && message.answers() != null ? " (" + judged.told() + ")" : "";
                lines.add(new Line(
                        switch (message.role()) {
                            case USER, TOOL -> Speaker.LEARNER;
                            case ASSISTANT -> Speaker.TUTOR;
                        },
                        text + told));
            }
        }
        return lines;
    }

    /** A message as a model reads it: what was shown and answered in words. */
    private static String text(ChatMessage message, Map<InteractionId, Interaction> shown) {
        return switch (message.role()) {
            case USER -> message.content();
            case ASSISTANT ->
                message.content()
                        + shown.values().stream()
                                .filter(each -> each.message().equals(message.id()))
                                .map(each ->
                                        "\n\n[Shown: " + Components.asText(read(each.name(), each.arguments())) + "]")
                                .collect(Collectors.joining());
            case TOOL -> {
                var answered = message.answers() == null ? null : shown.get(message.answers());
                yield answered == null || answered.reply() == null ? "[Answered.]" : "[" + described(answered) + "]";
            }
        };
    }

    private static String described(Interaction answered) {
        var component = read(answered.name(), answered.arguments());
        return Components.describe(
                component, Components.readReply(component, java.util.Objects.requireNonNull(answered.reply())));
    }

    /** What is said in parts, with an empty line between each two. */
    private static final class Parts {

        private final DeltaSink said;
        private boolean begun;

        Parts(DeltaSink said) {
            this.said = said;
        }

        void say(String text) {
            if (!text.isBlank()) {
                next().accept(text);
            }
        }

        /** Takes the next part; the line before it comes with its first piece. */
        DeltaSink next() {
            var first = new boolean[] {begun};
            return delta -> {
                said.accept(first[0] ? "\n\n" + delta : delta);
                first[0] = false;
                begun = true;
            };
        }
    }
}
