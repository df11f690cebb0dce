package dev.chiron.tutor.chat.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chiron.agui.AgUiEvent;
import dev.chiron.agui.EmissionGuard;
import dev.chiron.agui.Interrupt;
import dev.chiron.agui.Message;
import dev.chiron.agui.Peer;
import dev.chiron.agui.RunOutcome;
import dev.chiron.agui.StreamVerifier;
import dev.chiron.agui.ToolCall;
import dev.chiron.tutor.chat.Confirmation;
import dev.chiron.tutor.chat.Deed;
import dev.chiron.tutor.chat.TurnFailure;
import dev.chiron.tutor.chat.stream.TurnEvent;
import dev.chiron.tutor.chat.stream.TurnEvent.Completed;
import dev.chiron.tutor.chat.stream.TurnEvent.ComponentShown;
import dev.chiron.tutor.chat.stream.TurnEvent.Failed;
import dev.chiron.tutor.chat.stream.TurnEvent.ModelUsed;
import dev.chiron.tutor.chat.stream.TurnEvent.ReplyDelta;
import dev.chiron.tutor.chat.stream.TurnEvent.ReplyEnded;
import dev.chiron.tutor.chat.stream.TurnEvent.ReplyStarted;
import dev.chiron.tutor.chat.stream.TurnEvent.Stopped;
import dev.chiron.tutor.chat.stream.TurnEvent.ToolCalled;
import dev.chiron.tutor.platform.InteractionId;
import dev.chiron.tutor.platform.InterruptId;
import dev.chiron.tutor.platform.MessageId;
import dev.chiron.tutor.platform.ToolCallId;
import dev.chiron.tutor.platform.TrackId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Whatever happens in a turn, its reader gets a legal run, and ends with what is stored. */
final class RunProjectionTest {

    private static final String THREAD = "thread";
    private static final String RUN = "run";

    private final MessageId first = new MessageId(new UUID(0, 1));
    private final MessageId second = new MessageId(new UUID(0, 2));
    private final InteractionId quiz = new InteractionId(new UUID(0, 3));
    private final InteractionId otherQuiz = new InteractionId(new UUID(0, 4));
    private final ObjectNode arguments = JsonNodeFactory.instance.objectNode().put("quiz_id", "q");
    private final List<Message> stored = List.of(Message.user("u", "hello"), Message.assistant("a", "stored"));
    private int historyReads;
    private final RunProjection projection = new RunProjection(THREAD, RUN, () -> {
        historyReads++;
        return stored;
    });
    private final EmissionGuard guard = new EmissionGuard(THREAD, RUN, Peer.CURRENT);
    private final List<AgUiEvent> sent = new ArrayList<>();

    @AfterEach
    void everyStreamIsLegal() {
        assertThat(StreamVerifier.verifyRun(THREAD, RUN, sent)).isEmpty();
    }

    @Test
    @DisplayName("A reply that goes well is a message and the end")
    void replyIsShownAsItComes() {
        begin();
        on(new ReplyStarted(first), delta(first, "a"), delta(first, "b"), new ReplyEnded(first), new Completed());

        assertThat(sent)
                .isEqualTo(List.of(
                        AgUiEvent.runStarted(THREAD, RUN),
                        start(first),
                        content(first, "a"),
                        content(first, "b"),
                        end(first),
                        finished(RunOutcome.success())));
        assertThat(historyReads).isZero();
    }

    @Test
    @DisplayName("A run that stops to ask leaves its reader with the whole thread, and ends with what it asks")
    void questionsEndTheRun() {
        var deed = new Deed.LeaveTrack(new TrackId(new UUID(0, 8)), "Capitals");
        var asked = new TurnEvent.Interrupted.Asked(
                new InterruptId(new UUID(0, 9)),
                Confirmation.REASON,
                "Leave?",
                Confirmation.responseSchema(),
                Instant.parse("2026-11-30T20:00:00Z"));
        begin();
        on(
                new ReplyStarted(first),
                delta(first, "a"),
                new ReplyEnded(first),
                new TurnEvent.ConfirmationAsked(new Confirmation(asked.id(), "Leave?", deed, Duration.ofMinutes(10))),
                new TurnEvent.Interrupted(List.of(asked)),
                new Completed());

        assertThat(sent.subList(4, sent.size()))
                .isEqualTo(List.of(
                        AgUiEvent.messagesSnapshot(stored),
                        finished(RunOutcome.interrupted(List.of(new Interrupt(
                                asked.id().toString(),
                                "confirmation",
                                "Leave?",
                                null,
                                Confirmation.responseSchema(),
                                "2026-11-30T20:00:00Z",
                                null,
                                null))))));
    }

    @Test
    @DisplayName("A second attempt closes the first, and a snapshot puts the reader right before the end")
    void retryEndsWithASnapshot() {
        begin();
        on(new ReplyStarted(first), delta(first, "voi"));
        // The first attempt died without an end.
        on(new ReplyStarted(second), delta(second, "stored"), new ReplyEnded(second), new Completed());

        assertThat(sent)
                .isEqualTo(List.of(
                        AgUiEvent.runStarted(THREAD, RUN),
                        start(first),
                        content(first, "voi"),
                        end(first),
                        start(second),
                        content(second, "stored"),
                        end(second),
                        AgUiEvent.messagesSnapshot(stored),
                        finished(RunOutcome.success())));
        assertThat(historyReads).isEqualTo(1);
    }

    @Test
    @DisplayName("A failure after some text takes the text back and says why")
    void failureAfterTextEndsWithSnapshotAndError() {
        begin();
        on(new ReplyStarted(first), delta(first, "half"), new Failed("model_cut_off"));

        assertThat(sent)
                .isEqualTo(List.of(
                        AgUiEvent.runStarted(THREAD, RUN),
                        start(first),
                        content(first, "half"),
                        end(first),
                        AgUiEvent.messagesSnapshot(stored),
                        error(TurnFailure.MODEL_CUT_OFF)));
    }

    @Test
    @DisplayName("A failure before any text is an error and nothing else")
    void failureWithoutTextIsAnError() {
        begin();
        on(new Failed("model_unavailable"));

        assertThat(sent).isEqualTo(List.of(AgUiEvent.runStarted(THREAD, RUN), error(TurnFailure.MODEL_UNAVAILABLE)));
        assertThat(historyReads).isZero();
    }

    @Test
    @DisplayName("A code that is not ours never leaves")
    void unknownFailureIsInternal() {
        begin();
        on(new Failed("org.postgresql.util.PSQLException"));

        assertThat(sent.getLast()).isEqualTo(error(TurnFailure.INTERNAL));
    }

    @Test
    @DisplayName("A turn that is stopped before any text is cancelled")
    void stopBeforeAnyText() {
        begin();
        on(new Stopped());

        assertThat(sent).isEqualTo(List.of(AgUiEvent.runStarted(THREAD, RUN), finished(RunOutcome.cancelled())));
    }

    @Test
    @DisplayName("A stopped reply ends in the middle, and its reader has what is stored")
    void stopKeepsWhatWasSaid() {
        begin();
        on(new ReplyStarted(first), delta(first, "half"), new ReplyEnded(first), new Stopped());

        assertThat(sent.subList(0, 4))
                .isEqualTo(
                        List.of(AgUiEvent.runStarted(THREAD, RUN), start(first), content(first, "half"), end(first)));
        assertThat(sent.getLast()).isEqualTo(finished(RunOutcome.cancelled()));
    }

    @Test
    @DisplayName("A turn that is stopped between two attempts takes back what the first had said")
    void stopAfterAFailedAttemptTakesItsTextBack() {
        begin();
        on(new ReplyStarted(first), delta(first, "void"), new ReplyEnded(first));
        // The learner stops it while it waits for its second attempt: nothing of it is stored.
        on(new Stopped());

        assertThat(sent).contains(AgUiEvent.messagesSnapshot(stored));
        assertThat(sent.getLast()).isEqualTo(finished(RunOutcome.cancelled()));
    }

    @Test
    @DisplayName("Text whose beginning was not seen begins where it is seen")
    void deltaWithoutStartOpensItsMessage() {
        begin();
        on(delta(first, "b"), new ReplyEnded(first), new Completed());

        assertThat(sent)
                .isEqualTo(List.of(
                        AgUiEvent.runStarted(THREAD, RUN),
                        start(first),
                        content(first, "b"),
                        end(first),
                        finished(RunOutcome.success())));
    }

    @Test
    @DisplayName("Text of another attempt without its beginning closes the one before")
    void deltaOfAnotherMessageClosesTheOpenOne() {
        begin();
        on(new ReplyStarted(first), delta(first, "a"), delta(second, "b"), new Completed());

        assertThat(sent)
                .isEqualTo(List.of(
                        AgUiEvent.runStarted(THREAD, RUN),
                        start(first),
                        content(first, "a"),
                        end(first),
                        start(second),
                        content(second, "b"),
                        end(second),
                        AgUiEvent.messagesSnapshot(stored),
                        finished(RunOutcome.success())));
    }

    @Test
    @DisplayName("Who comes in the middle gets the text so far in a snapshot and the rest as it comes")
    void attachInTheMiddle() {
        fold(new ReplyStarted(first), delta(first, "a"), delta(first, "b"));
        assertThat(projection.replySoFar()).containsExactly(Message.assistant(first.toString(), "ab"));
        attach();
        on(delta(first, "c"), new ReplyEnded(first), new Completed());

        assertThat(sent.subList(2, sent.size()))
                .isEqualTo(List.of(start(first), content(first, "c"), end(first), finished(RunOutcome.success())));
        assertThat(historyReads).isZero();
    }

    @Test
    @DisplayName("Who comes in a second attempt never sees the first, and needs no snapshot at the end")
    void attachInTheSecondAttempt() {
        fold(new ReplyStarted(first), delta(first, "void"), new ReplyEnded(first));
        fold(new ReplyStarted(second), delta(second, "st"));
        assertThat(projection.replySoFar()).containsExactly(Message.assistant(second.toString(), "st"));
        attach();
        on(delta(second, "ored"), new ReplyEnded(second), new Completed());

        assertThat(sent.getLast()).isEqualTo(finished(RunOutcome.success()));
        assertThat(historyReads).isZero();
    }

    @Test
    @DisplayName("Who comes between two attempts sees the first, and is put right at the end")
    void attachBetweenTwoAttempts() {
        fold(new ReplyStarted(first), delta(first, "void"), new ReplyEnded(first));
        attach();
        on(new ReplyStarted(second), delta(second, "stored"), new ReplyEnded(second), new Completed());

        assertThat(sent).contains(AgUiEvent.messagesSnapshot(stored));
    }

    @Test
    @DisplayName("Who comes before the reply begins sees it from its beginning")
    void attachBeforeTheReply() {
        assertThat(projection.replySoFar()).isEmpty();
        attach();
        on(new ReplyStarted(first), delta(first, "a"), new ReplyEnded(first), new Completed());

        assertThat(sent.subList(2, sent.size()))
                .isEqualTo(List.of(start(first), content(first, "a"), end(first), finished(RunOutcome.success())));
    }

    @Test
    @DisplayName(
            "A component that asks is a call of the client's tool below what was said, and the run leaves it pending")
    void componentIsAToolCall() {
        begin();
        on(new ReplyStarted(first), delta(first, "a"), new ReplyEnded(first), quiz(first, quiz), new Completed());

        assertThat(sent.subList(3, sent.size()))
                .isEqualTo(List.of(
                        end(first),
                        AgUiEvent.toolCallStart(quiz.toString(), "its:render_quick_quiz", first.toString()),
                        AgUiEvent.toolCallArgs(quiz.toString(), "{\"quiz_id\":\"q\"}"),
                        AgUiEvent.toolCallEnd(quiz.toString()),
                        finished(RunOutcome.pending(List.of(quiz.toString())))));
        assertThat(historyReads).isZero();
    }

    @Test
    @DisplayName("A component that is shown without a word has no parent")
    void componentWithoutWordsHasNoParent() {
        begin();
        on(quiz(null, quiz), new Completed());

        assertThat(sent)
                .isEqualTo(List.of(
                        AgUiEvent.runStarted(THREAD, RUN),
                        AgUiEvent.toolCallStart(quiz.toString(), "its:render_quick_quiz", null),
                        AgUiEvent.toolCallArgs(quiz.toString(), "{\"quiz_id\":\"q\"}"),
                        AgUiEvent.toolCallEnd(quiz.toString()),
                        finished(RunOutcome.pending(List.of(quiz.toString())))));
    }

    @Test
    @DisplayName("What is only looked at is an activity, and nothing is pending")
    void whatAsksNothingIsAnActivity() {
        for (var name : List.of("diagram_viewer", "progress_visualizer")) {
            sent.clear();
            var fresh = new RunProjection(THREAD, RUN, () -> stored);
            sent.add(AgUiEvent.runStarted(THREAD, RUN));
            sent.addAll(fresh.on(new ComponentShown(null, quiz, name, arguments)));
            sent.addAll(fresh.on(new Completed()));

            assertThat(sent.subList(1, sent.size()))
                    .isEqualTo(List.of(
                            AgUiEvent.activitySnapshot(quiz.toString(), name, arguments),
                            finished(RunOutcome.success())));
        }
    }

    @Test
    @DisplayName("A component that a second attempt shows again is shown once, and is pending once")
    void repeatedAttemptShowsItOnce() {
        begin();
        on(new ReplyStarted(first), delta(first, "a"), new ReplyEnded(first), quiz(first, quiz));
        on(new ReplyStarted(second), delta(second, "a"), new ReplyEnded(second), quiz(second, quiz), new Completed());

        assertThat(sent.stream().filter(each -> each instanceof AgUiEvent.ToolCallStart))
                .hasSize(1);
        assertThat(sent).contains(AgUiEvent.messagesSnapshot(stored));
        assertThat(sent.getLast()).isEqualTo(finished(RunOutcome.pending(List.of(quiz.toString()))));
    }

    @Test
    @DisplayName("What only a failed attempt has shown is not pending, and a snapshot takes it back")
    void componentOfAFailedAttemptIsTakenBack() {
        begin();
        // The first attempt died after it had shown its component, the second one shows another.
        on(quiz(null, quiz));
        on(quiz(null, otherQuiz), new Completed());

        assertThat(sent).contains(AgUiEvent.messagesSnapshot(stored));
        assertThat(sent.getLast()).isEqualTo(finished(RunOutcome.pending(List.of(otherQuiz.toString()))));
    }

    @Test
    @DisplayName("If a second attempt has only words, nothing is pending")
    void componentOfAFailedAttemptIsTakenBackByWords() {
        begin();
        on(quiz(null, quiz));
        on(new ReplyStarted(second), delta(second, "stored"), new ReplyEnded(second), new Completed());

        assertThat(sent).contains(AgUiEvent.messagesSnapshot(stored));
        assertThat(sent.getLast()).isEqualTo(finished(RunOutcome.success()));
    }

    @Test
    @DisplayName("Whoever was shown a component of a turn that fails or is stopped has what is stored")
    void componentOfATurnThatFails() {
        begin();
        on(quiz(null, quiz), new Failed("internal_error"));
        assertThat(sent).contains(AgUiEvent.messagesSnapshot(stored));
    }

    @Test
    @DisplayName("Who comes after a component was shown has it in the snapshot, once, and hears that it is pending")
    void attachAfterAComponent() {
        fold(new ReplyStarted(first), delta(first, "a"), new ReplyEnded(first), quiz(first, quiz));
        assertThat(projection.replySoFar())
                .containsExactly(Message.assistant(
                        first.toString(),
                        "a",
                        List.of(ToolCall.of(quiz.toString(), "its:render_quick_quiz", "{\"quiz_id\":\"q\"}"))));
        attach();
        on(new Completed());

        assertThat(sent.getLast()).isEqualTo(finished(RunOutcome.pending(List.of(quiz.toString()))));
        assertThat(sent).hasSize(3);
        assertThat(historyReads).isZero();
    }

    @Test
    @DisplayName("Who comes after a component without words has a message of its own for it, and activities after it")
    void attachAfterAComponentWithoutWords() {
        fold(quiz(null, quiz));
        assertThat(projection.replySoFar())
                .containsExactly(Message.assistant(
                        quiz.toString(),
                        null,
                        List.of(ToolCall.of(quiz.toString(), "its:render_quick_quiz", "{\"quiz_id\":\"q\"}"))));

        var looking = new RunProjection(THREAD, RUN, () -> stored);
        looking.on(new ReplyStarted(first));
        looking.on(delta(first, "see"));
        looking.on(new ComponentShown(first, otherQuiz, "diagram_viewer", arguments));
        assertThat(looking.replySoFar())
                .containsExactly(
                        Message.assistant(first.toString(), "see"),
                        Message.activity(otherQuiz.toString(), "diagram_viewer", arguments));
        attach();
        on(new Completed());
    }

    @Test
    @DisplayName("Who comes in a second attempt sees nothing of what the first has shown, until it is shown again")
    void attachInASecondAttemptAfterAComponent() {
        fold(new ReplyStarted(first), delta(first, "a"), new ReplyEnded(first), quiz(first, quiz));
        fold(new ReplyStarted(second), delta(second, "a"));
        assertThat(projection.replySoFar()).containsExactly(Message.assistant(second.toString(), "a"));
        attach();
        on(new ReplyEnded(second), quiz(second, quiz), new Completed());

        assertThat(sent).contains(AgUiEvent.toolCallStart(quiz.toString(), "its:render_quick_quiz", second.toString()));
        assertThat(sent.getLast()).isEqualTo(finished(RunOutcome.pending(List.of(quiz.toString()))));
        assertThat(historyReads).isZero();
    }

    @Test
    @DisplayName("Only a reply that its reader has been shown whole, as it is stored, counts as shown at the end")
    void replyThatWasShown() {
        begin();
        on(new ReplyStarted(first), delta(first, "a"));
        assertThat(projection.reply()).as("in the middle").isNull();
        on(new ReplyEnded(first), new Completed());
        assertThat(projection.reply()).isEqualTo(first.toString());

        assertThat(replyAfter(quiz(null, quiz), new Completed()))
                .as("without a word it is the component's own message")
                .isEqualTo(quiz.toString());
        assertThat(replyAfter(new ReplyStarted(first), new ReplyStarted(second), new Completed()))
                .as("a snapshot tells")
                .isNull();
        assertThat(replyAfter(new ReplyStarted(first), new Stopped())).isNull();
        assertThat(replyAfter(new ReplyStarted(first), new Failed("internal_error")))
                .isNull();
        assertThat(replyAfter(new Completed())).isNull();
    }

    private @Nullable String replyAfter(TurnEvent... events) {
        var fresh = new RunProjection(THREAD, RUN, () -> stored);
        for (var event : events) {
            fresh.on(event);
        }
        return fresh.reply();
    }

    private TurnEvent quiz(@Nullable MessageId message, InteractionId id) {
        return new ComponentShown(message, id, "quick_quiz", arguments);
    }

    private void begin() {
        sent.addAll(guard.emit(AgUiEvent.runStarted(THREAD, RUN)));
    }

    private void on(TurnEvent... events) {
        for (var event : events) {
            projection.on(event).forEach(each -> sent.addAll(guard.emit(each)));
        }
    }

    private void fold(TurnEvent... events) {
        for (var event : events) {
            projection.on(event);
        }
    }

    /** As {@link TurnReader} does it for a reader who comes later. */
    private void attach() {
        begin();
        var shown = new ArrayList<Message>(List.of(Message.user("u", "hello")));
        shown.addAll(projection.replySoFar());
        sent.addAll(guard.emit(AgUiEvent.messagesSnapshot(shown)));
        projection.restate();
        projection.reopened().forEach(each -> sent.addAll(guard.emit(each)));
    }

    private static TurnEvent delta(MessageId message, String text) {
        return new ReplyDelta(message, text);
    }

    private static AgUiEvent start(MessageId message) {
        return AgUiEvent.textMessageStart(message.toString());
    }

    private static AgUiEvent content(MessageId message, String text) {
        return AgUiEvent.textMessageContent(message.toString(), text);
    }

    private static AgUiEvent end(MessageId message) {
        return AgUiEvent.textMessageEnd(message.toString());
    }

    private static AgUiEvent finished(RunOutcome outcome) {
        return AgUiEvent.runFinished(THREAD, RUN, outcome);
    }

    private static AgUiEvent error(TurnFailure failure) {
        return AgUiEvent.runError(failure.message(), failure.code());
    }

    private final ToolCallId call = new ToolCallId(new UUID(0, 5));
    private final ToolCallId otherCall = new ToolCallId(new UUID(0, 6));

    private TurnEvent called(MessageId message, ToolCallId id) {
        return new ToolCalled(message, id, "setTheme", "{\"theme\":\"dark\"}");
    }

    @Test
    @DisplayName(
            "Calls of the client's tools are streamed whole, under the reply, never answered, and left to the client")
    void callsAreShownAndLeftToTheClient() {
        begin();
        on(new ReplyStarted(first), delta(first, "a"), new ReplyEnded(first));
        on(called(first, call), called(first, otherCall), new Completed());

        assertThat(sent.subList(4, sent.size()))
                .isEqualTo(List.of(
                        AgUiEvent.toolCallStart(call.toString(), "setTheme", first.toString()),
                        AgUiEvent.toolCallArgs(call.toString(), "{\"theme\":\"dark\"}"),
                        AgUiEvent.toolCallEnd(call.toString()),
                        AgUiEvent.toolCallStart(otherCall.toString(), "setTheme", first.toString()),
                        AgUiEvent.toolCallArgs(otherCall.toString(), "{\"theme\":\"dark\"}"),
                        AgUiEvent.toolCallEnd(otherCall.toString()),
                        finished(RunOutcome.pending(List.of(call.toString(), otherCall.toString())))));
        assertThat(historyReads).isZero();
    }

    @Test
    @DisplayName("Calls of an attempt that failed are not pending; a snapshot takes them back")
    void callsOfAFailedAttemptAreTakenBack() {
        begin();
        on(called(first, call), called(second, otherCall), new Completed());

        assertThat(sent.subList(sent.size() - 2, sent.size()))
                .isEqualTo(List.of(
                        AgUiEvent.messagesSnapshot(stored),
                        finished(RunOutcome.pending(List.of(otherCall.toString())))));
    }

    @Test
    @DisplayName("Words of an attempt that failed are taken back though the next one only calls")
    void wordsBeforeAnAttemptThatOnlyCallsAreTakenBack() {
        begin();
        on(new ReplyStarted(first), delta(first, "half"), called(second, call), new Completed());

        assertThat(sent).contains(AgUiEvent.messagesSnapshot(stored));
        assertThat(sent.getLast()).isEqualTo(finished(RunOutcome.pending(List.of(call.toString()))));
    }

    @Test
    @DisplayName("A call and then only words in the next attempt: the call is taken back and nothing is pending")
    void aCallBeforeAnAttemptThatOnlySpeaksIsTakenBack() {
        begin();
        on(called(first, call), new ReplyStarted(second), delta(second, "a"), new ReplyEnded(second), new Completed());

        assertThat(sent).contains(AgUiEvent.messagesSnapshot(stored));
        assertThat(sent.getLast()).isEqualTo(finished(RunOutcome.success()));
    }

    @Test
    @DisplayName("A stop or a failure after a call takes it back and leaves nothing to the client")
    void nothingIsPendingAfterAStop() {
        begin();
        on(called(first, call), new Stopped());

        assertThat(sent.subList(4, sent.size()))
                .isEqualTo(List.of(AgUiEvent.messagesSnapshot(stored), finished(RunOutcome.cancelled())));
    }

    @Test
    @DisplayName("Who comes after the calls gets them in the snapshot, not again, and they are pending all the same")
    void attachAfterCalls() {
        fold(new ReplyStarted(first), delta(first, "a"), new ReplyEnded(first), called(first, call));
        assertThat(projection.replySoFar())
                .containsExactly(Message.assistant(
                        first.toString(),
                        "a",
                        List.of(ToolCall.of(call.toString(), "setTheme", "{\"theme\":\"dark\"}"))));
        attach();
        on(new Completed());

        assertThat(sent).noneMatch(each -> each instanceof AgUiEvent.ToolCallStart);
        assertThat(sent.getLast()).isEqualTo(finished(RunOutcome.pending(List.of(call.toString()))));

        var silent = new RunProjection(THREAD, RUN, () -> stored);
        silent.on(called(second, call));
        assertThat(silent.replySoFar())
                .containsExactly(Message.assistant(
                        second.toString(),
                        null,
                        List.of(ToolCall.of(call.toString(), "setTheme", "{\"theme\":\"dark\"}"))));
    }

    @Test
    @DisplayName("The end tells what the models of all attempts cost; the costs show nothing before")
    void theEndTellsCosts() {
        begin();
        on(new ModelUsed("m", 10L, 2L), new ModelUsed("m", 1L, null));
        assertThat(sent).hasSize(1);
        on(new Failed("model_cut_off"));

        assertThat(sent.getLast())
                .isEqualTo(new AgUiEvent.RunError(
                        TurnFailure.MODEL_CUT_OFF.message(),
                        TurnFailure.MODEL_CUT_OFF.code(),
                        RunUsage.of(List.of(new ModelUsed("m", 11L, 2L))),
                        dev.chiron.agui.EventExtras.NONE));
    }
}
