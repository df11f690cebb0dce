package dev.chiron.tutor.learning.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chiron.tutor.chat.Patience;
import dev.chiron.tutor.chat.workflow.Histories;
import dev.chiron.tutor.learning.activity.GivenAnswer;
import dev.chiron.tutor.learning.activity.PathCall;
import dev.chiron.tutor.learning.activity.PathProgress;
import dev.chiron.tutor.learning.activity.UnitResult;
import dev.chiron.tutor.learning.workflow.LearningPathStatus.State;
import dev.chiron.tutor.learning.workflow.ScriptedPath.Step;
import dev.chiron.tutor.platform.InteractionId;
import dev.chiron.tutor.platform.LearnerId;
import dev.chiron.tutor.platform.TrackId;
import dev.chiron.tutor.platform.TurnId;
import dev.chiron.tutor.platform.UnitId;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.enums.v1.EventType;
import io.temporal.client.WorkflowExecutionAlreadyStarted;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowServiceException;
import io.temporal.client.WorkflowStub;
import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.testing.WorkflowReplayer;
import io.temporal.worker.Worker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;

/**
 * A path's promises, on a server whose time skips, with activities that keep the path as the database does. Each
 * scenario's histories are replayed at its end, and kept in files when asked for (see {@link Histories}).
 */
@Timeout(60)
final class LearningPathWorkflowTest {

    private static final PathCall PATH = new PathCall(new LearnerId(new UUID(2, 2)), new TrackId(new UUID(3, 3)));
    private static final UnitId LESSON = unit(1);
    private static final UnitId QUIZ = unit(2);
    private static final UnitId LAST = unit(3);
    private static final UnitId HELP = unit(8);

    private final TestWorkflowEnvironment temporal = Histories.environment();
    private final ScriptedPath path = new ScriptedPath(temporal::currentTimeMillis);
    private final List<WorkflowExecution> starts = new ArrayList<>();
    private final List<CountDownLatch> gates = new ArrayList<>();
    private final Map<TurnId, InteractionId> turns = new LinkedHashMap<>();
    private final Worker worker = temporal.newWorker("tutor");
    private LearningPathState.Options options = new LearningPathState.Options(3, Duration.ofDays(3), 3);
    private long firstDay;

    @BeforeEach
    void startWorker() {
        worker.registerWorkflowImplementationTypes(LearningPathWorkflowImpl.class);
        worker.registerActivitiesImplementations(path);
        temporal.start();
        path.lesson(LESSON);
        path.question(QUIZ, HELP);
        path.question(LAST, null);
        path.help(HELP);
        firstDay = temporal.currentTimeMillis();
    }

    @AfterEach
    void replayAndClose(TestInfo test) throws Exception {
        gates.forEach(CountDownLatch::countDown);
        try (temporal) {
            var runs = runs();
            Histories.PATH.record(test.getTestMethod().orElseThrow(), runs);
            for (var run : runs) {
                WorkflowReplayer.replayWorkflowExecution(run, worker);
            }
        }
    }

    @Test
    @DisplayName("A path that begins shows its first unit, once, however often it is started")
    void pathBeginsAtItsFirstUnit() {
        begin();
        begin();
        awaitWaiting();
        begin();

        assertThat(path.conversation()).isEqualTo(List.of("START 1"));
        assertThat(path.calls(Step.SHOW)).isOne();
        assertThat(path.progress().currentUnitId()).isEqualTo(LESSON);
        assertThat(runs()).hasSize(1);
    }

    @Test
    @DisplayName("Answer by answer a path comes to its end, and says what follows in the turn of the answer")
    void answersLeadThroughTheTrack() {
        begin();
        awaitSaid(1);
        complete(1);
        awaitSaid(2);
        answer(2, 100);
        awaitSaid(3);
        answer(3, 60);
        awaitEnd();

        assertThat(path.conversation()).isEqualTo(List.of("START 1", "t1 NEXT 2", "t2 NEXT 3", "t3 FINISHED"));
        assertThat(path.progress().status()).isEqualTo(PathProgress.Status.COMPLETED);
        assertThat(path.progress().completed()).isEqualTo(List.of(LESSON, QUIZ, LAST));
        assertThat(path.progress().results())
                .isEqualTo(List.of(new UnitResult(QUIZ, 100, 1, false), new UnitResult(LAST, 60, 1, false)));
        assertThat(path.calls(Step.GRADE)).as("a lesson is not graded").isEqualTo(2);
    }

    @Test
    @DisplayName("A lesson is gone through by the button of its component as well as by the call that completes it")
    void eitherSignalBringsAnAnswer() {
        path.lesson(unit(4));
        begin();
        awaitSaid(1);
        answer(1, 0);
        awaitSaid(2);
        answer(2, 100);
        awaitSaid(3);
        answer(3, 100);
        awaitSaid(4);
        complete(4);
        awaitEnd();

        assertThat(path.conversation())
                .isEqualTo(List.of("START 1", "t1 NEXT 2", "t2 NEXT 3", "t3 NEXT 4", "t4 FINISHED"));
    }

    @Test
    @DisplayName("An answer that is signalled again and again is judged once, also when its signals reach several runs")
    void repeatedSignalsAreOneAnswer() {
        begin();
        awaitSaid(1);
        var grading = hold(Step.CONTENT, false);
        var first = answer(1, 0);
        grading.awaitReached();
        deliver(first);
        deliver(first);
        grading.open();
        awaitSaid(2);
        deliver(first);
        var gradingSecond = hold(Step.GRADE, false);
        var second = answer(2, 100);
        gradingSecond.awaitReached();
        deliver(first);
        deliver(second);
        gradingSecond.open();
        awaitSaid(3);
        deliver(second);
        deliver(first);
        var gradingThird = hold(Step.GRADE, false);
        answer(3, 100);
        gradingThird.awaitReached();
        deliver(second);
        gradingThird.open();
        awaitEnd();

        assertThat(path.conversation()).isEqualTo(List.of("START 1", "t1 NEXT 2", "t2 NEXT 3", "t3 FINISHED"));
        assertThat(path.calls(Step.GRADE)).isEqualTo(2);
        assertThat(path.calls(Step.DECLINE)).isZero();
    }

    @Test
    @DisplayName("An answer that comes before the next run has begun is judged by that run")
    void answerThatComesEarlyIsHandedOver() {
        begin();
        awaitSaid(1);
        var shown = hold(Step.SHOW, true);
        answer(1, 0);
        shown.awaitReached();
        answer(2, 100);
        shown.open();
        awaitSaid(3);
        answer(3, 100);
        awaitEnd();

        assertThat(path.conversation()).isEqualTo(List.of("START 1", "t1 NEXT 2", "t2 NEXT 3", "t3 FINISHED"));
        assertThat(runs()).hasSize(3);
    }

    @Test
    @DisplayName("Who fails is helped once, led back and asked again; the third attempt ends it, and is marked")
    void whoFailsIsHelpedAndGoesOnInTheEnd() {
        begin();
        awaitSaid(1);
        complete(1);
        awaitSaid(2);
        answer(2, 0);
        awaitSaid(3);
        assertThat(path.progress().currentUnitId())
                .as("help is for the unit's sake")
                .isEqualTo(QUIZ);
        answer(3, 0);
        awaitSaid(4);
        answer(4, 59);
        awaitSaid(5);
        answer(5, 0);
        awaitSaid(6);
        answer(6, 100);
        awaitEnd();

        assertThat(path.conversation())
                .isEqualTo(List.of(
                        "START 1",
                        "t1 NEXT 2",
                        "t2 REMEDIAL 8",
                        "t3 BACK 2",
                        "t4 AGAIN 2",
                        "t5 NEXT 3",
                        "t6 FINISHED"));
        assertThat(path.progress().result(QUIZ)).isEqualTo(new UnitResult(QUIZ, 59, 3, true));
        assertThat(path.progress().completed()).isEqualTo(List.of(LESSON, QUIZ, LAST));
    }

    @Test
    @DisplayName("An answer to something else is told so in its own turn, and the question stays open")
    void answerToSomethingElseIsDeclined() {
        begin();
        awaitSaid(1);
        var closed = path.open();
        complete(1);
        awaitSaid(2);
        deliver(keep(7, closed, 100));
        awaitSaid(3);
        deliver(keep(8, new InteractionId(new UUID(9, 9)), 100));
        awaitSaid(4);
        assertThat(path.progress().currentUnitId()).isEqualTo(QUIZ);
        answer(2, 100);
        awaitSaid(5);

        assertThat(path.conversation())
                .isEqualTo(List.of("START 1", "t1 NEXT 2", "t7 declined", "t8 declined", "t2 NEXT 3"));
        assertThat(path.calls(Step.GRADE)).isOne();
    }

    @Test
    @DisplayName("Two answers to one question: the first counts, the second is told so")
    void secondAnswerToOneQuestionIsDeclined() {
        begin();
        awaitSaid(1);
        var judging = hold(Step.CONTENT, false);
        complete(1);
        judging.awaitReached();
        deliver(keep(2, path.open(), 0));
        judging.open();
        awaitSaid(3);
        answer(3, 100);
        awaitSaid(4);

        assertThat(path.conversation()).isEqualTo(List.of("START 1", "t1 NEXT 2", "t2 declined", "t3 NEXT 3"));
    }

    @Test
    @DisplayName("What is answered after the end, or just before it, leaves no turn without a word")
    void answersAtTheEndAreDeclined() {
        begin();
        awaitSaid(1);
        complete(1);
        awaitSaid(2);
        answer(2, 100);
        awaitSaid(3);
        var last = path.open();
        var judging = hold(Step.GRADE, true);
        answer(3, 100);
        judging.awaitReached();
        deliver(keep(4, last, 0));
        judging.open();
        awaitEnd();
        deliver(keep(5, last, 0));
        awaitEnd();

        assertThat(path.conversation())
                .isEqualTo(List.of("START 1", "t1 NEXT 2", "t2 NEXT 3", "t3 FINISHED", "t4 declined", "t5 declined"));
        assertThat(path.progress().result(LAST)).isEqualTo(new UnitResult(LAST, 100, 1, false));
    }

    @Test
    @DisplayName("A unit that is gone when it is answered is passed over")
    void unitThatIsGoneIsPassedOver() {
        begin();
        awaitSaid(1);
        complete(1);
        awaitSaid(2);
        path.remove(QUIZ);
        answer(2, 0);
        awaitSaid(3);

        assertThat(path.conversation()).isEqualTo(List.of("START 1", "t1 NEXT 2", "t2 NEXT 3"));
        assertThat(path.calls(Step.GRADE)).isZero();
    }

    @Test
    @DisplayName("A path that is gone ends without a word")
    void pathThatIsGoneEnds() {
        path.removePath();
        begin();
        awaitEnd();

        assertThat(path.conversation()).isEmpty();
        assertThat(path.calls(Step.STORE)).isZero();
    }

    @Test
    @DisplayName("What is signalled as an answer and was never given is declined, and the question stays open")
    void answerThatWasNeverGivenIsDeclined() {
        begin();
        awaitSaid(1);
        complete(1);
        awaitSaid(2);
        var question = path.open();
        deliver(new GivenAnswer(question, new TurnId(new UUID(0, 9))));
        awaitSaid(3);
        assertThat(path.open()).isEqualTo(question);
        assertThat(path.calls(Step.GRADE)).as("a fact is not asked for again").isOne();
        answer(2, 100);
        awaitSaid(4);

        assertThat(path.conversation()).isEqualTo(List.of("START 1", "t1 NEXT 2", "t9 declined", "t2 NEXT 3"));
    }

    @Test
    @DisplayName("A path whose track is gone ends, and leaves no turn without a word")
    void pathWhoseTrackIsGoneEnds() {
        begin();
        awaitWaiting();
        terminate();
        path.removeTrack();
        complete(1);
        awaitEnd();

        assertThat(path.conversation()).isEqualTo(List.of("START 1", "t1 declined"));
        assertThat(path.calls(Step.FETCH)).as("a fact is not asked for again").isEqualTo(2);
    }

    @Test
    @DisplayName("A path that is gone when an answer comes ends, and leaves no turn without a word")
    void pathThatIsGoneDeclinesItsAnswers() {
        begin();
        awaitWaiting();
        terminate();
        path.removePath();
        complete(1);
        awaitEnd();

        assertThat(path.conversation()).isEqualTo(List.of("START 1", "t1 declined"));
    }

    @Test
    @DisplayName("A track or a path that goes between a decision and its presentation ends the path, and fails nothing")
    void pathThatGoesBeforeItIsShownEnds() {
        path.once(Step.SHOW, false, path::removeTrack);
        begin();
        awaitEnd();
        path.once(Step.FETCH, false, path::bringTrackBack);
        path.once(Step.SHOW, false, path::removePath);
        begin();
        awaitEnd();

        assertThat(path.conversation()).isEmpty();
        assertThat(path.progress().step()).isOne();
    }

    @Test
    @DisplayName("Who leaves a track keeps what is done; the path says so in that turn, and ends")
    void leavingEndsThePath() {
        begin();
        awaitSaid(1);
        complete(1);
        awaitSaid(2);
        leave(2);
        awaitEnd();

        assertThat(path.conversation()).isEqualTo(List.of("START 1", "t1 NEXT 2", "t2 left"));
        assertThat(path.left()).isTrue();
        assertThat(path.progress().status()).isEqualTo(PathProgress.Status.IN_PROGRESS);
        assertThat(path.progress().completed()).isEqualTo(List.of(LESSON));
        assertThat(status()).isEqualTo(at(State.LEFT, 3, QUIZ, null, null, List.of(LESSON)));
    }

    @Test
    @DisplayName(
            "A track that is taken up again goes on at the unit where it was left, with the whole of what was done")
    void pathThatIsTakenUpGoesOn() {
        begin();
        awaitSaid(1);
        complete(1);
        awaitSaid(2);
        answer(2, 0);
        awaitSaid(3);
        leave(3);
        awaitEnd();
        begin();
        awaitEnd();
        assertThat(path.conversation()).as("nobody has taken it up").hasSize(4);

        path.takeUp();
        begin();
        awaitSaid(5);
        answer(5, 0);
        awaitSaid(6);
        answer(6, 100);
        awaitSaid(7);
        answer(7, 100);
        awaitEnd();

        assertThat(path.conversation())
                .isEqualTo(List.of(
                        "START 1",
                        "t1 NEXT 2",
                        "t2 REMEDIAL 8",
                        "t3 left",
                        "RESUMED 2",
                        "t5 AGAIN 2",
                        "t6 NEXT 3",
                        "t7 FINISHED"));
        assertThat(path.progress().result(QUIZ)).isEqualTo(new UnitResult(QUIZ, 100, 3, false));
    }

    @Test
    @DisplayName(
            "A leave that is told again and again is one; told late, after the track was taken up, it does nothing")
    void repeatedLeaveIsOne() {
        begin();
        awaitSaid(1);
        var leaving = hold(Step.LEAVE, false);
        leave(1);
        leaving.awaitReached();
        leave(1);
        leaving.open();
        awaitEnd();
        leave(1);
        awaitEnd();
        path.takeUp();
        leave(1);
        awaitSaid(3);

        assertThat(path.conversation()).isEqualTo(List.of("START 1", "t1 left", "RESUMED 1"));
        assertThat(path.left()).isFalse();
        complete(2);
        awaitSaid(4);
        assertThat(path.conversation()).endsWith("t2 NEXT 2");
    }

    @Test
    @DisplayName("An answer that came before the learner left is judged; one that comes after it is told so")
    void answersAroundLeaving() {
        begin();
        awaitSaid(1);
        var judging = hold(Step.CONTENT, false);
        complete(1);
        judging.awaitReached();
        leave(2);
        var lesson = path.open();
        deliver(keep(3, lesson, 0));
        judging.open();
        awaitEnd();
        deliver(keep(4, lesson, 0));
        awaitEnd();

        assertThat(path.conversation())
                .isEqualTo(List.of("START 1", "t1 NEXT 2", "t3 declined", "t2 left", "t4 declined"));
        assertThat(path.progress().completed()).isEqualTo(List.of(LESSON));
        assertThat(path.calls(Step.GRADE)).isZero();
    }

    @Test
    @DisplayName("An answer that comes while the learner is leaving gets its word, and is not judged")
    void answerWhileLeavingIsDeclined() {
        begin();
        awaitSaid(1);
        complete(1);
        awaitSaid(2);
        var closed = path.open();
        var leaving = hold(Step.LEAVE, true);
        leave(2);
        leaving.awaitReached();
        deliver(keep(3, closed, 100));
        leaving.open();
        awaitEnd();

        assertThat(path.conversation()).isEqualTo(List.of("START 1", "t1 NEXT 2", "t2 left", "t3 declined"));
        assertThat(path.calls(Step.GRADE)).isZero();
    }

    @Test
    @DisplayName("Who leaves at the last answer has finished, and is told that there is nothing to leave")
    void leavingAtTheEndIsTooLate() {
        begin();
        awaitSaid(1);
        complete(1);
        awaitSaid(2);
        answer(2, 100);
        awaitSaid(3);
        var judging = hold(Step.GRADE, true);
        answer(3, 100);
        judging.awaitReached();
        leave(4);
        judging.open();
        awaitEnd();
        leave(5);
        awaitEnd();

        assertThat(path.conversation())
                .isEqualTo(List.of(
                        "START 1",
                        "t1 NEXT 2",
                        "t2 NEXT 3",
                        "t3 FINISHED",
                        "t4 nothing to leave",
                        "t5 nothing to leave"));
        assertThat(path.left()).isFalse();
        assertThat(path.progress().status()).isEqualTo(PathProgress.Status.COMPLETED);
    }

    @Test
    @DisplayName("Who has left a track is not reminded of it")
    void leftTrackRemindsNobody() {
        begin();
        awaitSaid(1);
        leave(1);
        awaitEnd();
        temporal.sleep(Duration.ofDays(30));

        assertThat(path.conversation()).isEqualTo(List.of("START 1", "t1 left"));
    }

    @Test
    @DisplayName("Temporal lost before, or after, the track is left: it is left once, and the turn gets its word")
    void lostWhileLeaving() {
        begin();
        awaitWaiting();
        var before = loseTemporal(Step.LEAVE, false);
        leave(1);
        awaitGone(before);
        assertThat(path.left()).isFalse();
        var after = loseTemporal(Step.LEAVE, true);
        leave(1);
        awaitGone(after);
        assertThat(path.left()).isTrue();
        leave(1);
        awaitEnd();

        assertThat(path.conversation()).isEqualTo(List.of("START 1", "t1 left"));
        assertThat(path.progress().step()).isEqualTo(2);
    }

    @Test
    @DisplayName("However often leaving fails, before or after the deed, the track is left once and taken up once")
    void leavingMayFail() {
        begin();
        awaitSaid(1);
        path.fail(Step.LEAVE, 10);
        leave(1);
        awaitEnd();
        path.fail(Step.DECLINE_LEAVE, 10);
        leave(2);
        awaitEnd();
        path.takeUp();
        path.fail(Step.STORE, 10);
        path.fail(Step.SHOW, 10);
        begin();
        passTimeUntilSaid(4);

        assertThat(path.faultsLeft()).isZero();
        assertThat(path.conversation()).isEqualTo(List.of("START 1", "t1 left", "t2 nothing to leave", "RESUMED 1"));
        assertThat(path.progress().step()).isEqualTo(3);
    }

    @Test
    @DisplayName("A path that is complete has nothing more to say when it begins again")
    void completePathSaysNothingMore() {
        throughTheTrack();
        awaitEnd();
        var before = path.conversation();

        begin();
        awaitEnd();

        assertThat(path.conversation()).isEqualTo(before);
        assertThat(path.calls(Step.STORE)).isEqualTo(4);
        assertThat(status().state()).isEqualTo(State.COMPLETED);
    }

    @Test
    @DisplayName("Temporal lost before anything was decided: the path begins")
    void lostBeforeTheFirstDecision() {
        var lost = loseTemporal(Step.STORE, false);
        begin();
        awaitGone(lost);
        again();
        awaitWaiting();

        assertThat(path.conversation()).isEqualTo(List.of("START 1"));
    }

    @Test
    @DisplayName("Temporal lost between a decision and its presentation: it is shown")
    void lostBeforeTheFirstUnitIsShown() {
        var lost = loseTemporal(Step.SHOW, false);
        begin();
        awaitGone(lost);
        assertThat(path.conversation()).isEmpty();
        again();
        awaitWaiting();

        assertThat(path.conversation()).isEqualTo(List.of("START 1"));
        assertThat(path.progress().step()).isOne();
    }

    @Test
    @DisplayName("Temporal lost while the learner thinks: nothing is shown twice, and the answer is heard")
    void lostWhileTheLearnerThinks() {
        begin();
        awaitWaiting();
        terminate();
        again();
        awaitWaiting();
        assertThat(path.conversation()).isEqualTo(List.of("START 1"));

        complete(1);
        awaitSaid(2);
        assertThat(path.conversation()).isEqualTo(List.of("START 1", "t1 NEXT 2"));
    }

    @Test
    @DisplayName("Temporal lost while nothing runs: the next answer starts the path where it was")
    void answerStartsALostPath() {
        begin();
        awaitWaiting();
        terminate();
        complete(1);
        awaitSaid(2);

        assertThat(path.conversation()).isEqualTo(List.of("START 1", "t1 NEXT 2"));
    }

    @Test
    @DisplayName("Temporal lost between an answer and its judgement: it is judged")
    void lostBeforeTheAnswerIsJudged() {
        assertAnswerSurvives(Step.GRADE, false, 1);
    }

    @Test
    @DisplayName("Temporal lost between a judgement and the decision: the judgement stands, the decision follows")
    void lostBeforeTheJudgementIsStored() {
        assertAnswerSurvives(Step.GRADE, true, 2);
    }

    @Test
    @DisplayName(
            "Temporal lost between the decision on an answer and its presentation: it is shown in the answer's turn")
    void lostBeforeTheDecisionIsShown() {
        assertAnswerSurvives(Step.STORE, true, 1);
    }

    @Test
    @DisplayName("Temporal lost after the decision was shown: the answer that is brought again changes nothing")
    void lostAfterTheDecisionIsShown() {
        assertAnswerSurvives(Step.SHOW, true, 1);
    }

    private void assertAnswerSurvives(Step step, boolean afterwards, int gradings) {
        begin();
        awaitSaid(1);
        complete(1);
        awaitSaid(2);
        awaitWaiting();
        var lost = loseTemporal(step, afterwards);
        var answer = answer(2, 40);
        awaitGone(lost);
        again();
        awaitSaid(3);
        deliver(answer);
        answer(3, 0);
        awaitSaid(4);
        answer(4, 80);
        awaitSaid(5);

        assertThat(path.conversation())
                .isEqualTo(List.of("START 1", "t1 NEXT 2", "t2 REMEDIAL 8", "t3 BACK 2", "t4 NEXT 3"));
        assertThat(path.progress().result(QUIZ))
                .as("no attempt is counted twice")
                .isEqualTo(new UnitResult(QUIZ, 80, 2, false));
        assertThat(path.calls(Step.GRADE)).as("with that of the second attempt").isEqualTo(gradings + 1);
    }

    @Test
    @DisplayName("Temporal lost before the last word: it is said")
    void lostBeforeTheEndIsShown() {
        begin();
        awaitSaid(1);
        complete(1);
        awaitSaid(2);
        answer(2, 100);
        awaitSaid(3);
        var lost = loseTemporal(Step.SHOW, false);
        var last = answer(3, 100);
        awaitGone(lost);
        deliver(last);
        awaitEnd();

        assertThat(path.conversation()).isEqualTo(List.of("START 1", "t1 NEXT 2", "t2 NEXT 3", "t3 FINISHED"));
    }

    @Test
    @DisplayName("Temporal lost between a reminder's decision and its presentation: the learner is reminded, once")
    void lostBeforeAReminderIsShown() {
        var waiting = beginAndWait();
        var lost = loseTemporal(Step.SHOW, false);
        sleepUntilDay(3, Duration.ZERO);
        awaitGone(lost);
        again();
        awaitSaid(2);
        awaitWaiting();
        assertThat(path.conversation()).isEqualTo(List.of("START 1", "REMINDER 1"));
        assertThat(path.open()).isEqualTo(waiting);

        complete(1);
        awaitSaid(3);
        assertThat(path.conversation()).isEqualTo(List.of("START 1", "REMINDER 1", "t1 NEXT 2"));
    }

    @Test
    @DisplayName("Who is silent is reminded after 3 days, then after 6 and 12 more, then left in peace")
    void silentLearnerIsReminded() {
        var waiting = beginAndWait();
        assertRemindedOnDay(3);
        assertRemindedOnDay(9);
        assertRemindedOnDay(21);
        sleepUntilDay(300, Duration.ZERO);

        assertThat(path.conversation()).isEqualTo(List.of("START 1", "REMINDER 1", "REMINDER 1", "REMINDER 1"));
        assertThat(path.open()).as("the question is the same").isEqualTo(waiting);
        complete(1);
        awaitSaid(5);
        assertThat(path.conversation()).endsWith("t1 NEXT 2");
        assertThat(path.progress().completed()).isEqualTo(List.of(LESSON));
    }

    @Test
    @DisplayName("With reminders turned off nobody is reminded")
    void nobodyIsRemindedWithoutReminders() {
        options = new LearningPathState.Options(3, Duration.ofDays(3), 0);
        beginAndWait();
        sleepUntilDay(1000, Duration.ZERO);
        complete(1);
        awaitSaid(2);

        assertThat(path.conversation()).isEqualTo(List.of("START 1", "t1 NEXT 2"));
    }

    @Test
    @DisplayName("A path that begins again reminds neither later than before nor earlier")
    void beginningAgainDoesNotMoveReminders() {
        beginAndWait();
        for (var day : List.of(3, 9, 21)) {
            sleepUntilDay(day, Duration.ofDays(-1));
            terminate();
            again();
            awaitWaiting();
            assertRemindedOnDay(day);
            terminate();
            again();
            awaitWaiting();
        }
        sleepUntilDay(300, Duration.ZERO);

        assertThat(path.conversation()).isEqualTo(List.of("START 1", "REMINDER 1", "REMINDER 1", "REMINDER 1"));
    }

    @Test
    @DisplayName("An answer while a reminder is on its way is judged after it")
    void answerDuringAReminderIsJudged() {
        beginAndWait();
        var reminding = hold(Step.SHOW, false);
        sleepUntilDay(3, Duration.ZERO);
        reminding.awaitReached();
        complete(1);
        reminding.open();
        awaitSaid(3);

        assertThat(path.conversation()).isEqualTo(List.of("START 1", "REMINDER 1", "t1 NEXT 2"));
    }

    @Test
    @DisplayName("Three months on one path: every unit waits for a month, has its own reminders and is answered")
    void threeMonthsOnOnePath() {
        beginAndWait();
        for (var unit = 1; unit <= 3; unit++) {
            firstDay = temporal.currentTimeMillis();
            assertRemindedOnDay(3);
            assertRemindedOnDay(9);
            assertRemindedOnDay(21);
            sleepUntilDay(30, Duration.ZERO);
            answer(unit, 100);
            if (unit < 3) {
                awaitSaid(4 * unit + 1);
            }
        }
        awaitEnd();

        assertThat(path.conversation())
                .isEqualTo(List.of(
                        "START 1",
                        "REMINDER 1",
                        "REMINDER 1",
                        "REMINDER 1",
                        "t1 NEXT 2",
                        "REMINDER 2",
                        "REMINDER 2",
                        "REMINDER 2",
                        "t2 NEXT 3",
                        "REMINDER 3",
                        "REMINDER 3",
                        "REMINDER 3",
                        "t3 FINISHED"));
    }

    @Test
    @DisplayName("However often an activity fails, before or after its deed, nothing is lost and nothing is done twice")
    void databaseMayBeAway() {
        for (var step : EnumSet.complementOf(EnumSet.of(Step.LEAVE, Step.DECLINE_LEAVE))) {
            path.fail(step, 10);
        }
        begin();
        passTimeUntilSaid(1);
        var closed = path.open();
        complete(1);
        passTimeUntilSaid(2);
        deliver(keep(7, closed, 0));
        passTimeUntilSaid(3);
        answer(2, 0);
        passTimeUntilSaid(4);
        answer(3, 0);
        passTimeUntilSaid(5);
        answer(4, 100);
        passTimeUntilSaid(6);
        answer(5, 100);
        awaitEnd();

        assertThat(path.faultsLeft()).isZero();
        assertThat(path.conversation())
                .isEqualTo(List.of(
                        "START 1",
                        "t1 NEXT 2",
                        "t7 declined",
                        "t2 REMEDIAL 8",
                        "t3 BACK 2",
                        "t4 NEXT 3",
                        "t5 FINISHED"));
        assertThat(path.progress().result(QUIZ)).isEqualTo(new UnitResult(QUIZ, 100, 2, false));
        assertThat(path.progress().step()).isEqualTo(6);
    }

    @Test
    @DisplayName(
            "A decision that does not follow the stored one is not stored: the path ends, and begins again from there")
    void decisionThatDoesNotFollowIsRefused() {
        options = new LearningPathState.Options(3, Duration.ofDays(3), 0);
        begin();
        awaitWaiting();
        path.decideElsewhere();
        var answer = complete(1);
        assertThatThrownBy(this::awaitEnd).isInstanceOf(WorkflowFailedException.class);
        assertThat(path.progress().completed()).isEmpty();
        assertThat(path.hasSaid(answer.turnId())).isFalse();

        again();
        deliver(answer);
        awaitSaid(3);
        assertThat(path.conversation()).isEqualTo(List.of("START 1", "REMINDER 1", "t1 NEXT 2"));
    }

    @Test
    @DisplayName("Each unit is a run of its own, so no history grows with the path")
    void historiesStaySmall() {
        for (var number = 4; number <= 9; number++) {
            path.lesson(unit(number));
        }
        begin();
        for (var number = 1; number <= 9; number++) {
            awaitSaid(number);
            answer(number, 100);
        }
        awaitEnd();

        var runs = runs();
        assertThat(runs).hasSize(9);
        assertThat(runs).allSatisfy(run -> assertThat(run.getEvents()).hasSizeLessThan(70));
    }

    @Test
    @DisplayName("A path says what it is at, in every state")
    void statusTellsTheState() {
        var fetching = hold(Step.FETCH, false);
        begin();
        fetching.awaitReached();
        assertThat(status()).isEqualTo(at(State.WORKING, 0, null, null, null, List.of()));
        fetching.open();
        awaitWaiting();
        assertThat(status()).isEqualTo(at(State.WAITING, 1, LESSON, LESSON, path.open(), List.of()));

        complete(1);
        awaitSaid(2);
        awaitWaiting();
        var question = path.open();
        var grading = hold(Step.GRADE, false);
        answer(2, 0);
        grading.awaitReached();
        assertThat(status()).isEqualTo(at(State.WORKING, 2, QUIZ, QUIZ, question, List.of(LESSON)));
        var showing = hold(Step.SHOW, false);
        grading.open();
        showing.awaitReached();
        assertThat(status()).isEqualTo(at(State.WORKING, 3, QUIZ, HELP, path.open(), List.of(LESSON)));
        showing.open();
        awaitSaid(3);
        awaitWaiting();
        assertThat(status()).isEqualTo(at(State.WAITING, 3, QUIZ, HELP, path.open(), List.of(LESSON)));

        answer(3, 0);
        awaitSaid(4);
        answer(4, 100);
        awaitSaid(5);
        answer(5, 100);
        awaitEnd();
        assertThat(status()).isEqualTo(at(State.COMPLETED, 6, null, null, null, List.of(LESSON, QUIZ, LAST)));
    }

    private static LearningPathStatus at(
            State state,
            int step,
            @Nullable UnitId current,
            @Nullable UnitId shown,
            @Nullable InteractionId open,
            List<UnitId> completed) {
        return new LearningPathStatus(PATH.learnerId(), PATH.trackId(), state, step, current, shown, open, completed);
    }

    private void throughTheTrack() {
        begin();
        for (var number = 1; number <= 3; number++) {
            awaitSaid(number);
            answer(number, 100);
        }
    }

    private static UnitId unit(long number) {
        return new UnitId(new UUID(1, number));
    }

    /** Starts the path's workflow as the dispatcher does. */
    private void begin() {
        try {
            var execution = newStub().start(LearningPathState.first(PATH, options));
            synchronized (starts) {
                starts.add(execution);
            }
        } catch (WorkflowExecutionAlreadyStarted e) {
            // It goes on.
        }
    }

    /** What the dispatchers do once Temporal is back: the path is started, and turns without a word are brought again. */
    private void again() {
        begin();
        List<GivenAnswer> open;
        synchronized (turns) {
            open = turns.entrySet().stream()
                    .map(each -> new GivenAnswer(each.getValue(), each.getKey()))
                    .filter(each -> !path.hasSaid(each.turnId()))
                    .toList();
        }
        open.forEach(this::deliver);
    }

    private InteractionId beginAndWait() {
        begin();
        awaitWaiting();
        return path.open();
    }

    /** The learner answers what is open. */
    private GivenAnswer answer(long turn, int score) {
        var answer = keep(turn, path.open(), score);
        deliver(answer);
        return answer;
    }

    /** The learner is through with a unit that asks nothing. */
    private GivenAnswer complete(long turn) {
        var answer = keep(turn, path.open(), 0);
        signal("user_completed_unit", LESSON, answer);
        return answer;
    }

    /** The learner has confirmed that they leave the track. */
    private void leave(long turn) {
        signal("leave_track", new TurnId(new UUID(0, turn)));
    }

    private GivenAnswer keep(long turn, InteractionId interaction, int score) {
        var id = new TurnId(new UUID(0, turn));
        path.keepAnswer(interaction, score);
        synchronized (turns) {
            turns.put(id, interaction);
        }
        return new GivenAnswer(interaction, id);
    }

    private void deliver(GivenAnswer answer) {
        signal("user_interacted_with_component", answer.interactionId(), answer);
    }

    /** Again when the path continues as new in this very moment: the test server then knows neither of its runs. */
    private void signal(String name, Object... arguments) {
        for (var attempt = 1; ; attempt++) {
            try {
                var execution = newStub()
                        .signalWithStart(name, arguments, new Object[] {LearningPathState.first(PATH, options)});
                synchronized (starts) {
                    starts.add(execution);
                }
                return;
            } catch (WorkflowServiceException e) {
                if (attempt == 5 || Status.fromThrowable(e).getCode() != Status.Code.NOT_FOUND) {
                    throw e;
                }
            }
        }
    }

    private WorkflowStub newStub() {
        return temporal.getWorkflowClient()
                .newUntypedWorkflowStub(
                        LearningPathWorkflow.TYPE,
                        WorkflowOptions.newBuilder()
                                .setWorkflowId(workflowId())
                                .setTaskQueue("tutor")
                                .build());
    }

    private WorkflowStub stub() {
        return temporal.getWorkflowClient().newUntypedWorkflowStub(workflowId());
    }

    private static String workflowId() {
        return LearningPathWorkflow.workflowId(PATH.learnerId(), PATH.trackId());
    }

    private LearningPathStatus status() {
        return stub().query("get_status", LearningPathStatus.class);
    }

    private void terminate() {
        stub().terminate("Temporal forgets");
    }

    /** Lets time pass until the path's workflow has ended. */
    private void awaitEnd() {
        stub().getResult(Void.class);
    }

    /** Waits until so much is said and the workflow has come to rest: only then does a learner answer. */
    private void awaitSaid(int number) {
        Patience.until(number + " things are said", () -> path.conversation().size() >= number);
        awaitWaiting();
    }

    /** As the other, where attempts have to be waited for. */
    private void passTimeUntilSaid(int number) {
        Patience.until(number + " things are said", () -> {
            if (path.conversation().size() >= number && isAtRest()) {
                return true;
            }
            temporal.sleep(Duration.ofSeconds(1));
            return false;
        });
    }

    /**
     * Waits until the workflow's last task has left nothing to do but to wait. Its history tells: the test server loses
     * queries that come while a run continues as new, and starts a second run for a signal that comes then.
     */
    private void awaitWaiting() {
        Patience.until("the path waits for its learner", this::isAtRest);
    }

    private boolean isAtRest() {
        var last = lastEvent();
        return last == EventType.EVENT_TYPE_WORKFLOW_TASK_COMPLETED || last == EventType.EVENT_TYPE_TIMER_STARTED;
    }

    private EventType lastEvent() {
        try {
            return temporal.getWorkflowClient()
                    .fetchHistory(workflowId())
                    .getLastEvent()
                    .getEventType();
        } catch (StatusRuntimeException e) {
            // Between two runs it knows neither.
            return EventType.EVENT_TYPE_UNSPECIFIED;
        }
    }

    private void sleepUntilDay(int day, Duration offset) {
        var until = firstDay + Duration.ofDays(day).plus(offset).toMillis();
        temporal.sleep(Duration.ofMillis(until - temporal.currentTimeMillis()));
    }

    /** Not ten minutes before, and ten minutes later at the latest. */
    private void assertRemindedOnDay(int day) {
        var before = path.conversation().size();
        sleepUntilDay(day, Duration.ofMinutes(-10));
        assertThat(path.conversation()).as("before day " + day).hasSize(before);
        sleepUntilDay(day, Duration.ofMinutes(10));
        awaitSaid(before + 1);
        awaitWaiting();
    }

    /** The workflow is lost at this point, and the activity with it. */
    private CountDownLatch loseTemporal(Step step, boolean afterwards) {
        var lost = new CountDownLatch(1);
        path.once(step, afterwards, () -> {
            terminate();
            lost.countDown();
            throw new IllegalStateException("the process is gone");
        });
        return lost;
    }

    private static void awaitGone(CountDownLatch lost) {
        Patience.until("Temporal is lost", () -> lost.getCount() == 0);
    }

    /** A point at which an activity stays until the test lets it go. */
    private record Held(CountDownLatch reached, CountDownLatch gate) {

        void awaitReached() {
            Patience.until("the activity is there", () -> reached.getCount() == 0);
        }

        void open() {
            gate.countDown();
        }
    }

    private Held hold(Step step, boolean afterwards) {
        var held = new Held(new CountDownLatch(1), new CountDownLatch(1));
        gates.add(held.gate());
        path.once(step, afterwards, () -> {
            held.reached().countDown();
            try {
                if (!held.gate().await(Patience.CEILING.toSeconds(), TimeUnit.SECONDS)) {
                    throw new IllegalStateException("nobody opened the gate");
                }
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        return held;
    }

    private List<WorkflowExecutionHistory> runs() {
        List<WorkflowExecution> begun;
        synchronized (starts) {
            begun = List.copyOf(starts);
        }
        return Histories.runs(temporal.getWorkflowClient(), begun);
    }
}
