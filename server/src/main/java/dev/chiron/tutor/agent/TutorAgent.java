package dev.chiron.tutor.agent;

import dev.chiron.tutor.curriculum.Snippet;
import dev.chiron.tutor.curriculum.Snippets;
import dev.chiron.tutor.llm.LanguageModel;
import dev.chiron.tutor.llm.LanguageModel.DeltaSink;
import dev.chiron.tutor.llm.ModelRequest;
import dev.chiron.tutor.llm.ModelRequest.Line;
import dev.chiron.tutor.llm.ModelRequest.Passage;
import dev.chiron.tutor.llm.StopSignal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.stereotype.Component;

/**
 * Answers a learner's message: finds what the library has on it, asks the model with that in hand, and says so
 * when there is nothing. What it says goes out piece by piece while it is said.
 */
@Component
@EnableConfigurationProperties(AgentSettings.class)
public class TutorAgent {

    /** Said when a learner asks to be taught what the library does not have: the tutor does not make lessons up. */
    public static final String NOTHING_ON_TOPIC = "I don't have information on that specific topic yet.";

    static final String ABOUT_WHAT = "Gladly. What would you like to learn about? Name a topic, for example: ";

    private static final int SUGGESTIONS = 3;

    private final LanguageModel model;
    private final Snippets snippets;
    private final AgentSettings settings;
    private final PromptTemplate system = PromptTemplate.load("tutor-system");
    private final PromptTemplate grounded = PromptTemplate.load("tutor-passages");
    private final PromptTemplate ungrounded = PromptTemplate.load("tutor-no-passages");

    public TutorAgent(LanguageModel model, Snippets snippets, AgentSettings settings) {
        this.model = model;
        this.snippets = snippets;
        this.settings = settings;
    }

    /**
     * Answers; blocks until all is said.
     *
     * @param deltas takes the reply's text piece by piece; together they are the output's text
     * @param stop ends the reply early
     * @throws dev.chiron.tutor.llm.ModelException if the model gave no whole reply; what was said is void then
     */
    public AgentOutput answer(AgentInput input, DeltaSink deltas, StopSignal stop) {
        var question = input.conversation().getLast().text();
        return switch (Intent.of(question)) {
            case Intent.TeachSomething() -> clarify(deltas);
            case Intent.TeachAbout(String topic) -> {
                var found = snippets.about(topic, settings.passages());
                yield found.isEmpty() ? say(NOTHING_ON_TOPIC, deltas) : ask(input, found, deltas, stop);
            }
            case Intent.Ask() -> ask(input, snippets.relatedTo(question, settings.passages()), deltas, stop);
        };
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

    private AgentOutput ask(AgentInput input, List<Snippet> found, DeltaSink deltas, StopSignal stop) {
        var topics = snippets.titles();
        var passages = found.stream()
                .map(each -> new Passage(each.title(), each.content()))
                .toList();
        var request = new ModelRequest(
                instructions(passages, topics),
                window(input.conversation()),
                passages,
                topics,
                input.learner().toString());
        var reply = model.stream(request, deltas, stop);
        return new AgentOutput.Text(reply.text(), reply.stopped());
    }

    private String instructions(List<Passage> passages, List<String> topics) {
        var material = passages.isEmpty()
                ? ungrounded.fill(Map.of())
                : grounded.fill(Map.of(
                        "passages",
                        passages.stream()
                                .map(each -> "### " + each.title() + "\n\n" + each.content())
                                .collect(Collectors.joining("\n\n"))));
        return system.fill(Map.of("material", material, "topics", String.join(", ", topics)));
    }

    /** The newest messages that fit; what is left out is the oldest. */
    private List<Line> window(List<Line> conversation) {
        var characters = 0;
        var from = conversation.size();
        while (from > 0 && conversation.size() - from < settings.windowMessages()) {
            characters += conversation.get(from - 1).text().length();
            if (characters > settings.windowCharacters() && from < conversation.size()) {
                break;
            }
            from--;
        }
        return conversation.subList(from, conversation.size());
    }
}
