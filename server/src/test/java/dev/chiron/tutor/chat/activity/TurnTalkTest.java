package dev.chiron.tutor.chat.activity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chiron.tutor.agent.AgentSettings;
import dev.chiron.tutor.agent.Guidance;
import dev.chiron.tutor.agent.TutorAgent;
import dev.chiron.tutor.chat.ClientTool;
import dev.chiron.tutor.chat.ClientToolSettings;
import dev.chiron.tutor.chat.Deed;
import dev.chiron.tutor.chat.TurnTask;
import dev.chiron.tutor.chat.TurnTask.ShownComponent;
import dev.chiron.tutor.chat.store.ChatMessage;
import dev.chiron.tutor.chat.store.ChatTurn;
import dev.chiron.tutor.chat.store.ClientCall;
import dev.chiron.tutor.chat.store.FakeTurnStore;
import dev.chiron.tutor.chat.store.Interaction;
import dev.chiron.tutor.chat.store.MessageRole;
import dev.chiron.tutor.chat.store.TurnStatus;
import dev.chiron.tutor.curriculum.Snippet;
import dev.chiron.tutor.curriculum.Snippets;
import dev.chiron.tutor.llm.LanguageModel;
import dev.chiron.tutor.llm.ModelReply;
import dev.chiron.tutor.llm.ModelRequest;
import dev.chiron.tutor.llm.ModelRequest.Line;
import dev.chiron.tutor.llm.ModelRequest.Speaker;
import dev.chiron.tutor.llm.StopSignal;
import dev.chiron.tutor.llm.Tool;
import dev.chiron.tutor.llm.ToolCall;
import dev.chiron.tutor.platform.InteractionId;
import dev.chiron.tutor.platform.InterruptId;
import dev.chiron.tutor.platform.LearnerId;
import dev.chiron.tutor.platform.MessageId;
import dev.chiron.tutor.platform.SessionId;
import dev.chiron.tutor.platform.ToolCallId;
import dev.chiron.tutor.platform.TrackId;
import dev.chiron.tutor.platform.TurnId;
import dev.chiron.tutor.platform.UnitId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

@DisplayName("A turn says its parts as paragraphs, shows what the client can show, and tells the rest in words")
class TurnTalkTest {

    private static final SessionId SESSION = new SessionId(new UUID(1, 1));
    private static final LearnerId LEARNER = new LearnerId(new UUID(1, 2));
    private static final TurnId BEFORE = new TurnId(new UUID(1, 3));
    private static final TurnId NOW = new TurnId(new UUID(1, 4));
    private static final TrackId TRACK = new TrackId(new UUID(1, 5));
    private static final UnitId UNIT = new UnitId(new UUID(1, 6));
    private static final InteractionId QUIZ = new InteractionId(new UUID(1, 7));
    private static final MessageId SAID_BEFORE = new MessageId(new UUID(1, 8));

    private static final ClientToolSettings TOOLS = new ClientToolSettings(1000, 128, 200_000, 65_536, 100, 2);

    private static final String QUIZ_TEXT = """
            Which gas makes up most of Earth's atmosphere?

            A) Oxygen \s
            B) Nitrogen

            Answer with the letter of your choice.""";

    private final FakeTurnStore store = new FakeTurnStore();
    private final Model model = new Model();
    private final List<String> said = new ArrayList<>();

    // Goal: judgement, words, unit: a paragraph each, and then the component under the id that the path waits for.
    @Test
    void theTaskIsSaidInOrderAndShown() {
        model.says("Well ", "done.");
        store.give(NOW, new TurnTask("**Correct.**", moment(Guidance.Occasion.NEXT), "## Air", quiz()));

        var result = sayTask(turn(null));

        assertThat(text()).isEqualTo("**Correct.**\n\nWell done.\n\n## Air");
        assertThat(result.kind()).isEqualTo(TurnOutcome.Kind.COMPONENT);
        assertThat(result.shown()).isEqualTo(new TurnTalk.Shown(QUIZ, "quick_quiz", quiz().arguments(), null));
    }

    // Goal: parts that are not there leave no empty lines, wherever they are missing.
    @Test
    void missingPartsLeaveNoGaps() {
        store.give(NOW, new TurnTask("", null, "## Air", quiz()));
        sayTask(turn(null));
        assertThat(said).containsExactly("## Air");

        said.clear();
        store.give(NOW, new TurnTask(" \n", null, "", null));
        assertThat(sayTask(turn(null))).isEqualTo(new TurnTalk.Said(TurnOutcome.Kind.TEXT, null));
        assertThat(said).isEmpty();

        said.clear();
        model.says("Hello.");
        store.give(NOW, new TurnTask("", moment(Guidance.Occasion.START), "", null));
        sayTask(turn(null));
        assertThat(said).containsExactly("Hello.");
    }

    // Goal: leaving a track is asked for, never done by the turn that has heard the wish; no model has a part in it.
    @Test
    void whoWantsToLeaveIsAsked() {
        var deed = new Deed.LeaveTrack(TRACK, "Air");
        store.goesOn(deed);
        store.say(message(NOW, MessageRole.USER, "I want to leave this track", null));

        var result = answer(turn(null));

        assertThat(result).isEqualTo(new TurnTalk.Said(TurnOutcome.Kind.TEXT, null, List.of(), List.of(), deed));
        assertThat(text()).contains("**Air**");
    }

    // Goal: a turn that brings a no says so, and asks no model.
    @Test
    void nothingIsDoneAfterANo() {
        var no = new ChatTurn(
                NOW,
                SESSION,
                LEARNER,
                "run",
                TurnStatus.RUNNING,
                1,
                null,
                2,
                null,
                null,
                false,
                new InterruptId(new UUID(1, 9)),
                null,
                null,
                null);

        assertThat(answer(no)).isEqualTo(new TurnTalk.Said(TurnOutcome.Kind.TEXT, null));
        assertThat(text()).isEqualTo(TurnTalk.NOTHING_DONE);
    }

    @Test
    void aTaskThatSaysOneThingSaysIt() {
        store.give(NOW, TurnTask.saying("That question is closed."));

        assertThat(sayTask(turn(null)).kind()).isEqualTo(TurnOutcome.Kind.TEXT);
        assertThat(said).containsExactly("That question is closed.");
    }

    // Goal: a client that can only show text gets the whole question in words, with how to answer it.
    @Test
    void whatIsNotOfferedIsToldInWords() {
        store.give(NOW, new TurnTask("", null, "## Air", quiz()));

        var result = sayTask(turn(List.of("skill_slider")));

        assertThat(result).isEqualTo(new TurnTalk.Said(TurnOutcome.Kind.TEXT, null));
        assertThat(text()).isEqualTo("## Air\n\n" + QUIZ_TEXT);
    }

    @Test
    void whatIsOfferedIsShown() {
        store.give(NOW, new TurnTask("", null, "## Air", quiz()));

        assertThat(sayTask(turn(List.of("quick_quiz"))).shown()).isNotNull();
        assertThat(text()).isEqualTo("## Air");
    }

    // Goal: a stop in the words ends the turn there; the unit is not poured out after it.
    @Test
    void aStopEndsTheTask() {
        model.says("Never heard.");
        store.give(NOW, new TurnTask("**Correct.**", moment(Guidance.Occasion.NEXT), "## Air", quiz()));
        var stop = new StopSignal();
        stop.stop();

        var result = talk().sayTask(turn(null), said::add, stop);

        assertThat(result).isEqualTo(new TurnTalk.Said(TurnOutcome.Kind.STOPPED, null));
        assertThat(said).containsExactly("**Correct.**");
    }

    // Goal: the words before a question do not tell its answer: the key kept for it is asked.
    @Test
    void theWordsBeforeAQuestionAreChecked() {
        model.says("Remember: it is nitrogen.");
        store.keep(QUIZ, key());
        store.give(NOW, new TurnTask("", moment(Guidance.Occasion.NEXT), "## Air", quiz()));

        sayTask(turn(null));

        assertThat(text()).doesNotContainIgnoringCase("nitrogen").endsWith("## Air");
    }

    // Goal: a reminder shows nothing, but its question is open all the same.
    @Test
    void theWordsOfAReminderAreCheckedToo() {
        model.says("Welcome back! It was nitrogen, remember?");
        store.show(interaction(Interaction.Status.OPEN, null, TRACK), key());
        store.give(NOW, new TurnTask("", moment(Guidance.Occasion.REMINDER), "", null));

        sayTask(turn(null));

        assertThat(text()).doesNotContainIgnoringCase("it was nitrogen").contains("waits for you above");
    }

    // Goal: on a detour the question that comes back is not given away, neither in the words before the remedial unit,
    // nor in a reminder, nor in talk; and its own hint is given.
    @Test
    void whatIsAskedAgainIsKeptOnADetour() {
        store.show(interaction(Interaction.Status.ANSWERED, "o1", TRACK), key());
        store.asksAgain(QUIZ);
        for (var occasion : List.of(Guidance.Occasion.REMEDIAL, Guidance.Occasion.REMINDER)) {
            said.clear();
            model.says("By the way, it was nitrogen.");
            var button = occasion == Guidance.Occasion.REMEDIAL ? button() : null;
            store.give(NOW, new TurnTask("", moment(occasion), "", button));
            sayTask(turn(null));

            assertThat(text())
                    .as(occasion.wire())
                    .doesNotContainIgnoringCase("nitrogen")
                    .contains("**Air**");
        }
        said.clear();
        store.attempts(1);
        store.say(message(NOW, MessageRole.USER, "What was the answer?", null));
        model.says("It was nitrogen.");
        answer(turn(null));

        assertThat(text()).startsWith(TutorAgent.NO_ANSWER).endsWith("hint: second rung");
        assertThat(model.tools()).isEmpty();
    }

    // Goal: the rung that the attempts allow is given, and never the last one, which is the worked answer.
    @Test
    void theHintIsTheRungOfTheAttempts() {
        store.say(message(NOW, MessageRole.USER, "Tell me", null));
        store.show(interaction(Interaction.Status.OPEN, null, TRACK), key());
        var hints = new ArrayList<String>();
        for (var attempts = 0; attempts < 4; attempts++) {
            said.clear();
            store.attempts(attempts);
            model.says("It is nitrogen.");
            answer(turn(null));
            hints.add(text().substring(text().indexOf("hint: ") + 6));
        }

        assertThat(hints).containsExactly("first rung", "second rung", "second rung", "second rung");
    }

    // Goal: what the tutor itself has asked is judged by the server, and the model is told how.
    @Test
    void anAnswerToTheTutorsQuestionIsJudgedFirst() {
        var asked = interaction(Interaction.Status.ANSWERED, "o2", null);
        store.say(message(BEFORE, MessageRole.USER, "Quiz me", null));
        store.say(message(BEFORE, MessageRole.ASSISTANT, "Try this:", null));
        store.say(message(NOW, MessageRole.TOOL, "{\"quiz_id\":\"q\",\"selected_option_id\":\"o2\"}", QUIZ));
        store.show(asked, key());
        model.says("Why is ", "that?");

        var result = answer(turn(NOW, QUIZ, null));

        assertThat(result.kind()).isEqualTo(TurnOutcome.Kind.TEXT);
        assertThat(text()).isEqualTo("**Correct.** It hardly reacts.\n\nWhy is that?");
        assertThat(model.conversation())
                .containsExactly(
                        new Line(Speaker.LEARNER, "Quiz me"),
                        new Line(Speaker.TUTOR, "Try this:\n\n[Shown: " + QUIZ_TEXT + "]"),
                        new Line(Speaker.LEARNER, "[Chose \"Nitrogen\"] (judged right by the server)"));
    }

    @Test
    void aWrongAnswerIsJudgedWrong() {
        store.say(message(NOW, MessageRole.TOOL, "{}", QUIZ));
        store.show(interaction(Interaction.Status.ANSWERED, "o1", null), key());
        model.says("Look again.");

        answer(turn(NOW, QUIZ, null));

        assertThat(text()).isEqualTo("**Not quite.** It hardly reacts.\n\nLook again.");
        assertThat(model.conversation().getLast().text()).endsWith("(judged wrong by the server)");
    }

    // Goal: where nothing is graded nothing is judged.
    @Test
    void anUngradedAnswerIsNotJudged() {
        store.say(message(NOW, MessageRole.TOOL, "{}", QUIZ));
        var asked = interaction(Interaction.Status.ANSWERED, "o1", null);
        store.show(
                new Interaction(
                        asked.id(),
                        SESSION,
                        NOW,
                        SAID_BEFORE,
                        asked.name(),
                        asked.arguments(),
                        asked.status(),
                        asked.reply(),
                        null,
                        null),
                null);
        model.says("I see.");

        answer(turn(NOW, QUIZ, null));

        assertThat(said).containsExactly("I see.");
        assertThat(model.conversation().getLast()).isEqualTo(new Line(Speaker.LEARNER, "[Chose \"Oxygen\"]"));
    }

    // Goal: an answer whose question has gone from the window is still a line of the conversation.
    @Test
    void anAnswerWithoutItsQuestionIsALine() {
        store.say(message(NOW, MessageRole.TOOL, "{}", QUIZ));
        model.says("I see.");

        answer(turn(NOW, QUIZ, null));

        assertThat(model.conversation()).containsExactly(new Line(Speaker.LEARNER, "[Answered.]"));
    }

    // Goal: a component shown without a word is a line of the tutor's; a message of nothing is none.
    @Test
    void whatWasShownWithoutWordsIsALine() {
        store.say(message(BEFORE, MessageRole.USER, "Quiz me", null));
        store.say(message(BEFORE, MessageRole.ASSISTANT, "", null));
        store.show(interaction(Interaction.Status.SUPERSEDED, null, null), null);
        store.say(new ChatMessage(
                new MessageId(UUID.randomUUID()),
                SESSION,
                NOW,
                LEARNER,
                MessageRole.ASSISTANT,
                " ",
                null,
                null,
                3,
                Instant.EPOCH));
        store.say(message(NOW, MessageRole.USER, "And now?", null));
        model.says("Next.");

        answer(turn(null));

        assertThat(model.conversation())
                .extracting(Line::text)
                .containsExactly("Quiz me", "\n\n[Shown: " + QUIZ_TEXT + "]", "And now?");
    }

    // Goal: a quiz that the model writes is shown under an id that the same attempt always has, its key apart.
    @Test
    void aQuizOfTheModelIsShownUnderTheAttemptsId() {
        store.say(message(NOW, MessageRole.USER, "Quiz me", null));
        var first = quizOfTheModel(turn(NOW, null, null, 1));
        var again = quizOfTheModel(turn(NOW, null, null, 1));
        var second = quizOfTheModel(turn(NOW, null, null, 2));

        assertThat(first.interaction()).isEqualTo(again.interaction()).isNotEqualTo(second.interaction());
        assertThat(first.name()).isEqualTo("quick_quiz");
        assertThat(first.arguments().toString()).doesNotContain("correct");
        assertThat(Objects.requireNonNull(first.answerKey()).toString()).isEqualTo("{\"correct_option_id\":\"o2\"}");
    }

    private TurnTalk.Shown quizOfTheModel(ChatTurn turn) {
        var arguments = quiz().arguments().deepCopy().put("correct_option_id", "o2");
        model.says();
        model.calls = List.of(new ToolCall("c", "its:render_quick_quiz", arguments.toString()));
        var result = answer(turn);
        assertThat(result.kind()).isEqualTo(TurnOutcome.Kind.COMPONENT);
        return Objects.requireNonNull(result.shown());
    }

    // Goal: a client that did not say what it can show gets everything offered; names that we do not know do no harm.
    @Test
    void toolsAreWhatTheClientOffered() {
        store.say(message(NOW, MessageRole.USER, "Quiz me", null));
        model.says("No.");
        answer(turn(null));
        assertThat(model.tools()).hasSize(13);

        answer(turn(List.of("quick_quiz", "hologram")));
        assertThat(model.tools()).containsExactly("its:render_quick_quiz");
    }

    private static final MessageId CALLED = new MessageId(new UUID(1, 20));
    private static final ClientTool THEME =
            new ClientTool("setTheme", "Sets the page's colours", json("{\"type\":\"object\",\"properties\":{}}"));

    private void called(ToolCallId id, ClientCall.Status status, @Nullable String error) {
        store.call(new ClientCall(id, SESSION, BEFORE, CALLED, "setTheme", "{\"n\":1}", status, error));
    }

    private static ToolCallId call(int number) {
        return new ToolCallId(new UUID(2, number));
    }

    private static ChatMessage reply(String content) {
        return new ChatMessage(
                CALLED, SESSION, BEFORE, LEARNER, MessageRole.ASSISTANT, content, null, null, 1, Instant.EPOCH);
    }

    private static ChatMessage result(int number, String content) {
        return message(
                NOW, MessageRole.TOOL, content, new InteractionId(call(number).value()));
    }

    // Goal: calls go out under ids of the attempt's own, in order: said again they are the same, in another attempt
    // others.
    @Test
    void callsHaveIdsOfTheirAttempt() {
        store.offer(THEME);
        store.say(message(NOW, MessageRole.USER, "Make it dark", null));
        model.calls(new ToolCall("a", "setTheme", "{\"n\":1}"), new ToolCall("a", "setTheme", "{\"n\":\"\ud800\"}"));

        var once = answer(turn(NOW, null, List.of(), 1));
        var again = answer(turn(NOW, null, List.of(), 1));
        var later = answer(turn(NOW, null, List.of(), 2));

        assertThat(once.kind()).isEqualTo(TurnOutcome.Kind.TOOL_CALLS);
        assertThat(once.calls())
                .extracting(TurnTalk.Called::name, TurnTalk.Called::arguments)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("setTheme", "{\"n\":1}"),
                        org.assertj.core.groups.Tuple.tuple("setTheme", "{\"n\":\"\ufffd\"}"));
        assertThat(again.calls()).isEqualTo(once.calls());
        assertThat(later.calls())
                .extracting(TurnTalk.Called::id)
                .doesNotContainAnyElementsOf(
                        once.calls().stream().map(TurnTalk.Called::id).toList());
        assertThat(once.calls()).extracting(TurnTalk.Called::id).doesNotHaveDuplicates();
    }

    // Goal: right after a reply that calls stands a result for each call, whatever order they came in; what is missing
    // is
    // told to be missing, what went wrong to have gone wrong, what is endless is cut.
    @Test
    void theModelReadsEveryCallWithItsResult() {
        store.say(message(BEFORE, MessageRole.USER, "Make it dark", null));
        store.say(reply("One moment."));
        store.say(result(2, "no such theme"));
        store.say(result(1, "x".repeat(99) + "🎓🎓"));
        store.say(message(NOW, MessageRole.USER, "And now?", null));
        called(call(1), ClientCall.Status.ANSWERED, null);
        called(call(2), ClientCall.Status.ANSWERED, "Broken");
        called(call(3), ClientCall.Status.ABANDONED, null);
        model.says("Well.");

        answer(turn(List.of()));

        assertThat(model.conversation())
                .containsExactly(
                        new Line(Speaker.LEARNER, "Make it dark"),
                        Line.calling(
                                "One moment.",
                                List.of(
                                        new ToolCall(call(1).toString(), "setTheme", "{\"n\":1}"),
                                        new ToolCall(call(2).toString(), "setTheme", "{\"n\":1}"),
                                        new ToolCall(call(3).toString(), "setTheme", "{\"n\":1}"))),
                        Line.result(call(1).toString(), "x".repeat(99) + "🎓" + ClientCalls.CUT_OFF),
                        Line.result(call(2).toString(), "Error: Broken\nno such theme"),
                        Line.result(call(3).toString(), ClientCalls.NOT_ANSWERED),
                        new Line(Speaker.LEARNER, "And now?"));
    }

    // Goal: a model that only ever calls is not asked for ever: after so many rounds it has nothing left to call.
    @Test
    void roundsWithoutAWordOfTheLearnersAreCounted() {
        store.offer(THEME);
        store.say(message(BEFORE, MessageRole.USER, "Make it dark", null));
        store.say(reply(""));
        store.say(result(1, "dark"));
        called(call(1), ClientCall.Status.ANSWERED, null);
        model.says("Once more.");
        answer(turn(List.of()));
        assertThat(model.tools()).containsExactly("setTheme");

        var second = new MessageId(new UUID(1, 21));
        store.say(new ChatMessage(
                second, SESSION, BEFORE, LEARNER, MessageRole.ASSISTANT, "", null, null, 1, Instant.EPOCH));
        store.call(
                new ClientCall(call(9), SESSION, BEFORE, second, "setTheme", "{}", ClientCall.Status.ABANDONED, null));
        answer(turn(List.of()));
        assertThat(model.tools()).isEmpty();

        store.say(message(NOW, MessageRole.USER, "Go on", null));
        answer(turn(List.of()));
        assertThat(model.tools()).containsExactly("setTheme");
    }

    private TurnTalk talk() {
        return new TurnTalk(new TutorAgent(model, new NoSnippets(), new AgentSettings(30, 24_000, 3)), store, TOOLS);
    }

    private TurnTalk.Said sayTask(ChatTurn turn) {
        return talk().sayTask(turn, said::add, new StopSignal());
    }

    private TurnTalk.Said answer(ChatTurn turn) {
        return talk().answer(turn, said::add, new StopSignal());
    }

    private String text() {
        return String.join("", said);
    }

    private static ChatTurn turn(@Nullable List<String> offered) {
        return turn(NOW, null, offered);
    }

    private static ChatTurn turn(TurnId id, @Nullable InteractionId answers, @Nullable List<String> offered) {
        return turn(id, answers, offered, 1);
    }

    private static ChatTurn turn(
            TurnId id, @Nullable InteractionId answers, @Nullable List<String> offered, int epoch) {
        return new ChatTurn(
                id,
                SESSION,
                LEARNER,
                "run",
                TurnStatus.RUNNING,
                epoch,
                null,
                2,
                answers,
                null,
                false,
                null,
                offered,
                null,
                null);
    }

    private static ChatMessage message(TurnId turn, MessageRole role, String content, @Nullable InteractionId answers) {
        var id = role == MessageRole.ASSISTANT ? SAID_BEFORE : new MessageId(UUID.randomUUID());
        return new ChatMessage(id, SESSION, turn, LEARNER, role, content, null, answers, 1, Instant.EPOCH);
    }

    private static Interaction interaction(
            Interaction.Status status, @Nullable String chosen, @Nullable TrackId track) {
        var reply = chosen == null ? null : json("{\"quiz_id\":\"q\"}").put("selected_option_id", chosen);
        return new Interaction(
                QUIZ,
                SESSION,
                BEFORE,
                SAID_BEFORE,
                "quick_quiz",
                quiz().arguments(),
                status,
                reply,
                track,
                track == null ? null : UNIT);
    }

    private static ShownComponent button() {
        return new ShownComponent(new InteractionId(new UUID(1, 9)), "topic_buttons", json("""
                {"buttons":[{"button_id":"continue","label":"Continue","topic_id_payload":"u"}]}"""), UNIT);
    }

    private static ShownComponent quiz() {
        return new ShownComponent(QUIZ, "quick_quiz", json("""
                {"quiz_id":"q","question_text":"Which gas makes up most of Earth's atmosphere?",
                 "options":[{"id":"o1","text":"Oxygen"},{"id":"o2","text":"Nitrogen"}]}"""), UNIT);
    }

    private static ObjectNode key() {
        return json("""
                {"correct_option_id":"o2","explanation":"It hardly reacts.",
                 "hints":["first rung","second rung","it is nitrogen"]}""");
    }

    private static ObjectNode json(String text) {
        return (ObjectNode) JsonMapper.shared().readTree(text);
    }

    private static Guidance moment(Guidance.Occasion occasion) {
        return new Guidance(occasion, "Weather", "Air", true, null, 1, 3, List.of());
    }

    private static final class NoSnippets implements Snippets {
        @Override
        public List<Snippet> about(String topic, int limit) {
            return List.of();
        }

        @Override
        public List<Snippet> relatedTo(String question, int limit) {
            return List.of();
        }

        @Override
        public List<String> titles() {
            return List.of();
        }
    }

    /** Says what it is told to, and keeps what it was asked last. */
    private static final class Model implements LanguageModel {

        private List<String> pieces = List.of();
        private List<ToolCall> calls = List.of();
        private @Nullable ModelRequest asked;

        void says(String... wanted) {
            pieces = List.of(wanted);
            calls = List.of();
        }

        void calls(ToolCall... wanted) {
            pieces = List.of();
            calls = List.of(wanted);
        }

        List<Line> conversation() {
            return Objects.requireNonNull(asked).conversation();
        }

        List<String> tools() {
            return Objects.requireNonNull(asked).tools().stream()
                    .map(Tool::name)
                    .toList();
        }

        @Override
        public ModelReply stream(ModelRequest request, DeltaSink deltas, StopSignal stop) {
            asked = request;
            if (stop.isStopped()) {
                return new ModelReply("", true, null, null);
            }
            pieces.forEach(deltas::accept);
            return new ModelReply(String.join("", pieces), calls, false, null, null);
        }

        @Override
        public String describe() {
            return "Model      told what to say";
        }
    }
}
