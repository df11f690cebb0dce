package dev.chiron.tutor.agent;

import dev.chiron.tutor.component.ComponentKind;
import dev.chiron.tutor.component.Components;
import dev.chiron.tutor.component.InvalidComponentException;
import dev.chiron.tutor.curriculum.Snippet;
import dev.chiron.tutor.curriculum.Snippets;
import dev.chiron.tutor.llm.LanguageModel;
import dev.chiron.tutor.llm.LanguageModel.DeltaSink;
import dev.chiron.tutor.llm.ModelException;
import dev.chiron.tutor.llm.ModelReply;
import dev.chiron.tutor.llm.ModelRequest;
import dev.chiron.tutor.llm.ModelRequest.Line;
import dev.chiron.tutor.llm.ModelRequest.Passage;
import dev.chiron.tutor.llm.ModelRequest.Speaker;
import dev.chiron.tutor.llm.ModelUse;
import dev.chiron.tutor.llm.StopSignal;
import dev.chiron.tutor.llm.Tool;
import dev.chiron.tutor.llm.ToolCall;
import dev.chiron.tutor.platform.LearnerId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Answers a learner's message: finds what the library has on it, asks the model with that in hand, and says so
 * when there is nothing. What it says goes out piece by piece while it is said; while a question is open, only after
 * it was found not to tell the answer.
 */
@Component
@EnableConfigurationProperties(AgentSettings.class)
public class TutorAgent {

    /** Said when a learner asks to be taught what the library does not have: the tutor does not make lessons up. */
    public static final String NOTHING_ON_TOPIC = "I don't have information on that specific topic yet.";

    /** Said instead of a reply that would have told the answer of an open question. */
    public static final String NO_ANSWER = "I won't give the answer away while the question is open.";

    static final String ABOUT_WHAT = "Gladly. What would you like to learn about? Name a topic, for example: ";

    /** Said to a learner who wants to leave, or begin again, a track where none goes on. */
    public static final String NO_TRACK = "There is no track going on in this conversation. "
            + "You can start one, or go on with one that you left, from the list of tracks.";

    /** Said to a learner who wants to begin a track again: their progress only grows. */
    public static final String NO_RESTART =
            "I cannot start a track over: what you have done on it stays done. You can leave it, though, and go on where "
                    + "you were whenever you like; just say that you want to leave the track.";

    static final String NOT_SHOWN = "I wanted to show you something here, but it did not come out right. "
            + "Ask me again, and we will try it in words.";

    private static final Logger log = LoggerFactory.getLogger(TutorAgent.class);

    private static final int SUGGESTIONS = 3;

    private final LanguageModel model;
    private final Snippets snippets;
    private final AgentSettings settings;
    private final JsonMapper json = JsonMapper.shared();
    private final PromptTemplate system = PromptTemplate.load("tutor-system");
    private final PromptTemplate grounded = PromptTemplate.load("tutor-passages");
    private final PromptTemplate ungrounded = PromptTemplate.load("tutor-no-passages");
    private final PromptTemplate openQuestion = PromptTemplate.load("tutor-open-question");
    private final PromptTemplate pageFacts = PromptTemplate.load("tutor-page");
    private final PromptTemplate guidance = PromptTemplate.load("tutor-guidance");

    public TutorAgent(LanguageModel model, Snippets snippets, AgentSettings settings) {
        this.model = model;
        this.snippets = snippets;
        this.settings = settings;
    }

    /** Whether no model stands behind the tutor, which can only read from its library then. */
    public boolean isOffline() {
        return model.offline();
    }

    /**
     * Answers; blocks until all is said.
     *
     * @param deltas takes the reply's text piece by piece; together they are the output's text
     * @param stop ends the reply early
     * @throws dev.chiron.tutor.llm.ModelException if the model gave no whole reply; what was said is void then
     */
    public AgentOutput answer(AgentInput input, DeltaSink deltas, StopSignal stop) {
        return answer(input, deltas, stop, _ -> {});
    }

    /**
     * As the other.
     *
     * @param used takes what the model told of its costs
     */
    public AgentOutput answer(AgentInput input, DeltaSink deltas, StopSignal stop, ModelUse.Sink used) {
        var question = ModelRequest.question(input.conversation());
        if (input.conversation().getLast().speaker() == Speaker.TOOL) {
            // What the learner has said was understood before the tool was called.
            return ask(input, snippets.relatedTo(question, settings.passages()), deltas, stop, used);
        }
        return switch (Intent.of(question)) {
            case Intent.LeaveTrack() -> leave(input.track(), deltas);
            case Intent.RestartTrack() -> say(input.track() == null ? NO_TRACK : NO_RESTART, deltas);
            case Intent.TeachSomething() -> clarify(deltas);
            case Intent.TeachAbout(String topic) -> {
                var found = snippets.about(topic, settings.passages());
                yield found.isEmpty() ? say(NOTHING_ON_TOPIC, deltas) : ask(input, found, deltas, stop, used);
            }
            case Intent.Ask() -> ask(input, snippets.relatedTo(question, settings.passages()), deltas, stop, used);
        };
    }

    /**
     * Says what fits a moment of the learner's path. A model that fails is stood in for by plain words: the path goes
     * on without it.
     *
     * @param open what is asked after these words, what waits already, and what will be asked again
     */
    public AgentOutput guide(
            LearnerId learner, Guidance moment, List<OpenQuestion> open, DeltaSink deltas, StopSignal stop) {
        return guide(learner, moment, open, deltas, stop, _ -> {});
    }

    /**
     * As the other.
     *
     * @param used takes what the model told of its costs
     */
    public AgentOutput guide(
            LearnerId learner,
            Guidance moment,
            List<OpenQuestion> open,
            DeltaSink deltas,
            StopSignal stop,
            ModelUse.Sink used) {
        var words = new GuidanceText(moment);
        if (model.offline()) {
            return say(words.plain(), deltas);
        }
        var request = new ModelRequest(
                guidance.fill(Map.of("facts", words.facts())),
                List.of(new Line(Speaker.LEARNER, "(" + moment.occasion().wire() + ")")),
                List.of(),
                List.of(),
                learner.toString());
        try {
            // Held back in any case: if the model breaks off, nobody has read the half of it.
            var held = new HeldReply(open);
            var reply = stream(request, held::add, stop, used);
            if (reply.stopped()) {
                return new AgentOutput.Text("", true);
            }
            var unfit = held.text().isBlank() || held.leaked() != null;
            return say(unfit ? words.plain() : held.text(), deltas);
        } catch (ModelException e) {
            log.warn("The model has no guidance, plain words stand in for it: {}", e.getMessage());
            return say(words.plain(), deltas);
        }
    }

    private static AgentOutput leave(@Nullable String track, DeltaSink deltas) {
        if (track == null) {
            return say(NO_TRACK, deltas);
        }
        var text = "You are on the track **" + track
                + "**. If you leave it, your progress is kept, and you can go on with it "
                + "whenever you like. Do you want to leave it now? (yes or no)";
        deltas.accept(text);
        return new AgentOutput.LeaveRequest(text);
    }

    private AgentOutput clarify(DeltaSink deltas) {
        var titles = snippets.titles();
        var step = Math.max(1, titles.size() / SUGGESTIONS);
        var examples = new ArrayList<String>();
        for (var i = 0; i < titles.size() && examples.size() < SUGGESTIONS; i += step) {
            examples.add(titles.get(i));
        }
        var text = examples.isEmpty()
                ? "Gladly. What would you like to learn about?"
                : ABOUT_WHAT + String.join(", ", examples) + ".";
        deltas.accept(text);
        return new AgentOutput.Clarification(text);
    }

    private static AgentOutput say(String text, DeltaSink deltas) {
        deltas.accept(text);
        return new AgentOutput.Text(text, false);
    }

    private ModelReply stream(ModelRequest request, DeltaSink deltas, StopSignal stop, ModelUse.Sink used) {
        var reply = model.stream(request, deltas, stop);
        if (reply.inputTokens() != null || reply.outputTokens() != null) {
            used.accept(new ModelUse(model.name(), longOrNull(reply.inputTokens()), longOrNull(reply.outputTokens())));
        }
        return reply;
    }

    private static @Nullable Long longOrNull(@Nullable Integer tokens) {
        return tokens == null ? null : Long.valueOf(tokens);
    }

    private AgentOutput ask(
            AgentInput input, List<Snippet> found, DeltaSink deltas, StopSignal stop, ModelUse.Sink used) {
        var topics = snippets.titles();
        var passages = found.stream()
                .map(each -> new Passage(each.title(), each.content()))
                .toList();
        var open = input.open();
        var request = new ModelRequest(
                instructions(passages, topics, open, input.page()),
                window(input.conversation()),
                passages,
                topics,
                input.learner().toString(),
                // One question at a time.
                open.isEmpty() ? tools(input) : List.of());
        var held = new HeldReply(open);
        if (held.guards()) {
            return askHeldBack(request, held, deltas, stop, used);
        }
        var reply = streamWithTools(request, input, deltas, stop, used);
        if (reply.toolCalls().isEmpty() || reply.stopped()) {
            return new AgentOutput.Text(reply.text(), reply.stopped());
        }
        var calls = clientCalls(reply, input.clientTools());
        return calls.isEmpty()
                ? show(reply, input.offeredComponents(), deltas)
                : new AgentOutput.ToolCalls(reply.text(), calls);
    }

    /** A model that refuses the request may only refuse what a client says of its tools; then it is asked without them. */
    private ModelReply streamWithTools(
            ModelRequest request, AgentInput input, DeltaSink deltas, StopSignal stop, ModelUse.Sink used) {
        try {
            return stream(request, deltas, stop, used);
        } catch (ModelException e) {
            if (e.kind() != ModelException.Kind.REJECTED || input.clientTools().isEmpty()) {
                throw e;
            }
            log.warn("The model is asked again without the client's tools: {}", e.getMessage());
            return stream(request.withTools(components(input)), deltas, stop, used);
        }
    }

    /**
     * The calls of the client's own tools. Where there are any, a component that is called beside them is left out: the
     * tutor asks when it knows what came of the calls.
     */
    private List<ToolCall> clientCalls(ModelReply reply, List<Tool> offered) {
        var names = offered.stream().map(Tool::name).collect(Collectors.toSet());
        var calls = new ArrayList<ToolCall>();
        for (var call : reply.toolCalls()) {
            if (names.contains(call.name())) {
                if (arguments(call).isObject()) {
                    calls.add(call);
                } else {
                    log.warn("The arguments of a client's tool are no JSON object; the call is left out");
                }
            }
        }
        return calls;
    }

    private AgentOutput askHeldBack(
            ModelRequest request, HeldReply held, DeltaSink deltas, StopSignal stop, ModelUse.Sink used) {
        var reply = stream(request, held::add, stop, used);
        var leaked = held.leaked();
        var text = leaked == null ? held.text() : hint(leaked);
        if (!text.isEmpty()) {
            deltas.accept(text);
        }
        return new AgentOutput.Text(text, reply.stopped());
    }

    private static String hint(OpenQuestion open) {
        return open.hints().isEmpty()
                ? NO_ANSWER + " Try it: what would you rule out first, and why?"
                : NO_ANSWER + " Here is a hint: " + open.hints().getFirst();
    }

    private static List<Tool> tools(AgentInput input) {
        return Stream.concat(components(input).stream(), input.clientTools().stream())
                .toList();
    }

    private static List<Tool> components(AgentInput input) {
        return input.offeredComponents().stream()
                .sorted()
                .map(kind -> new Tool(kind.toolName(), kind.description(), Components.modelSchema(kind)))
                .toList();
    }

    /** The first call that can be shown; what cannot is said in words. */
    private AgentOutput show(ModelReply reply, Set<ComponentKind> offered, DeltaSink deltas) {
        for (var call : reply.toolCalls()) {
            var kind = ComponentKind.ofTool(call.name()).filter(offered::contains);
            if (kind.isEmpty()) {
                continue;
            }
            try {
                var written = Components.readFromModel(kind.get(), arguments(call));
                var key = written.key();
                return new AgentOutput.ComponentRequest(
                        reply.text(), written.component(), key == null ? null : key.write());
            } catch (InvalidComponentException e) {
                log.warn("The model's {} cannot be shown: {}", kind.get().wireName(), e.getMessage());
            }
        }
        if (!reply.text().isBlank()) {
            return new AgentOutput.Text(reply.text(), false);
        }
        return say(inWords(reply.toolCalls().getFirst()), deltas);
    }

    /** What the model wanted to ask, where that can be told. */
    private String inWords(ToolCall call) {
        var arguments = arguments(call);
        for (var field : List.of("question_text", "prompt_text", "problem_statement")) {
            if (arguments.path(field).isString()
                    && !arguments.path(field).stringValue().isBlank()) {
                return arguments.path(field).stringValue();
            }
        }
        return NOT_SHOWN;
    }

    private JsonNode arguments(ToolCall call) {
        try {
            return json.readTree(call.argumentsJson());
        } catch (JacksonException e) {
            return JsonNodeFactory.instance.objectNode();
        }
    }

    private String instructions(
            List<Passage> passages, List<String> topics, List<OpenQuestion> open, List<AgentInput.PageFact> page) {
        var material = passages.isEmpty()
                ? ungrounded.fill(Map.of())
                : grounded.fill(Map.of(
                        "passages",
                        passages.stream()
                                .map(each -> "### " + each.title() + "\n\n" + each.content())
                                .collect(Collectors.joining("\n\n"))));
        var rules = open.stream()
                .filter(each -> each.key() != null)
                .map(each -> "\n" + rules(each))
                .collect(Collectors.joining());
        return system.fill(Map.of(
                "material",
                material + rules,
                "topics",
                String.join(", ", topics),
                "page",
                page.isEmpty() ? "" : facts(page)));
    }

    /** As JSON, one fact a line: what a page says cannot end the fence that it stands in. */
    private String facts(List<AgentInput.PageFact> page) {
        return "\n\n"
                + pageFacts.fill(Map.of(
                        "facts",
                        page.stream()
                                .map(each -> json.createObjectNode()
                                        .put("description", each.description())
                                        .put("value", each.value())
                                        .toString())
                                .collect(Collectors.joining("\n"))
                                // Within a JSON string this is the same character.
                                .replace("`", "\\u0060")));
    }

    private String rules(OpenQuestion open) {
        return openQuestion.fill(Map.of(
                "question",
                Components.asText(open.shown()),
                "hint",
                open.hints().isEmpty()
                        ? ""
                        : "If they ask for a hint, give this one: "
                                + open.hints().getFirst()));
    }

    /**
     * The newest messages that fit; what is left out is the oldest. Calls and their results are one message: a model takes
     * neither without the other. What the learner has said last is never left out.
     */
    private List<Line> window(List<Line> conversation) {
        var characters = 0;
        var messages = 0;
        var from = conversation.size();
        while (from > 0 && messages < settings.windowMessages()) {
            var start = startOfMessage(conversation, from - 1);
            for (var line : conversation.subList(start, from)) {
                characters += length(line);
            }
            if (characters > settings.windowCharacters() && from < conversation.size()) {
                break;
            }
            from = start;
            messages++;
        }
        var window = new ArrayList<>(conversation.subList(from, conversation.size()));
        if (window.stream().noneMatch(line -> line.speaker() == Speaker.LEARNER)) {
            conversation.subList(0, from).reversed().stream()
                    .filter(line -> line.speaker() == Speaker.LEARNER)
                    .findFirst()
                    .ifPresent(window::addFirst);
        }
        return window;
    }

    private static int startOfMessage(List<Line> conversation, int last) {
        var start = last;
        while (start > 0 && conversation.get(start).speaker() == Speaker.TOOL) {
            start--;
        }
        return start;
    }

    private static int length(Line line) {
        return line.text().length()
                + line.calls().stream()
                        .mapToInt(call -> call.argumentsJson().length())
                        .sum();
    }
}
