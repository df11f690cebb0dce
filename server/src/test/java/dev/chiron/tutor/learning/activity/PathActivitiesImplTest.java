package dev.chiron.tutor.learning.activity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chiron.tutor.chat.PathTurns;
import dev.chiron.tutor.chat.TurnTask;
import dev.chiron.tutor.curriculum.Curriculum;
import dev.chiron.tutor.curriculum.Track;
import dev.chiron.tutor.curriculum.Unit;
import dev.chiron.tutor.learning.LearningSettings;
import dev.chiron.tutor.learning.store.FakePathStore;
import dev.chiron.tutor.learning.store.PathRow;
import dev.chiron.tutor.platform.InteractionId;
import dev.chiron.tutor.platform.LearnerId;
import dev.chiron.tutor.platform.SessionId;
import dev.chiron.tutor.platform.TrackId;
import dev.chiron.tutor.platform.TurnId;
import dev.chiron.tutor.platform.UnitId;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

@DisplayName("What is gone, or was never there, is said once: to ask again would not bring it back")
class PathActivitiesImplTest {

    private static final PathCall PATH = new PathCall(new LearnerId(new UUID(3, 1)), new TrackId(new UUID(3, 2)));
    private static final GivenAnswer ANSWER =
            new GivenAnswer(new InteractionId(new UUID(3, 3)), new TurnId(new UUID(3, 4)));
    private static final PathProgress PROGRESS = new PathProgress(
            1,
            PathProgress.Status.IN_PROGRESS,
            new UnitId(new UUID(3, 5)),
            List.of(),
            List.of(),
            new PathPlan(
                    PathPlan.Occasion.START, new UnitId(new UUID(3, 5)), ANSWER.interactionId(), null, List.of(), 0));
    private static final PathRow ROW = new PathRow(
            new UUID(3, 6),
            PATH.learnerId(),
            PATH.trackId(),
            new SessionId(new UUID(3, 7)),
            PROGRESS,
            Instant.EPOCH,
            Instant.EPOCH,
            null,
            null);

    // Goal: an answer is stored before it is signalled; one that is not there will not come.
    @Test
    void anAnswerThatIsNotThere() {
        saysOnce(PathActivities.UNKNOWN_ANSWER, () -> activities(ROW).gradeAnswer(PATH, ANSWER));
    }

    @Test
    void aTrackThatIsGone() {
        saysOnce(PathActivities.UNKNOWN_TRACK, () -> activities(ROW).fetchTrackDetails(PATH));
        saysOnce(PathActivities.UNKNOWN_TRACK, () -> activities(ROW).presentUnit(PATH, PROGRESS));
    }

    // Goal: a path that is gone is nothing to begin with, and nothing to go on with.
    @Test
    void aPathThatIsGone() {
        assertThat(activities(null).fetchTrackDetails(PATH)).isNull();
        saysOnce(PathActivities.UNKNOWN_PATH, () -> activities(null).updateUserProgress(PATH, PROGRESS, true));
        saysOnce(PathActivities.UNKNOWN_PATH, () -> activities(null).presentUnit(PATH, PROGRESS));
        saysOnce(PathActivities.UNKNOWN_PATH, () -> activities(null).leaveTrack(PATH, PROGRESS, ANSWER.turnId()));
    }

    // Goal: a signal that comes late does not take a learner off a track that they have taken up again. Method: the
    // store
    // has no database, so an activity that changed anything would fail.
    @Test
    void aLeaveThatNobodyWaitsFor() {
        assertThat(activities(ROW).leaveTrack(PATH, PROGRESS, ANSWER.turnId())).isNull();
    }

    private static void saysOnce(String reason, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(ApplicationFailure.class, failure -> {
            assertThat(failure.getType()).isEqualTo(reason);
            assertThat(failure.isNonRetryable()).isTrue();
        });
    }

    private static PathActivitiesImpl activities(@Nullable PathRow row) {
        return new PathActivitiesImpl(
                new FakePathStore(row),
                new EmptyCurriculum(),
                new NoTurns(),
                new LearningSettings(
                        3,
                        Duration.ofDays(3),
                        3,
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(1),
                        Duration.ofHours(1),
                        100));
    }

    private static final class EmptyCurriculum implements Curriculum {
        @Override
        public Optional<Track> track(TrackId id) {
            return Optional.empty();
        }

        @Override
        public Optional<Unit> unit(UnitId id) {
            return Optional.empty();
        }

        @Override
        public Optional<ObjectNode> answerKey(UnitId id) {
            return Optional.empty();
        }
    }

    /** Nothing is said of what is not there. */
    private static final class NoTurns implements PathTurns {
        @Override
        public void begin(
                SessionId session,
                LearnerId learner,
                TrackId track,
                String runId,
                TurnTask task,
                @Nullable ObjectNode answerKey) {
            throw new AssertionError("a turn was begun");
        }

        @Override
        public void decide(TurnId turn, TurnTask task, @Nullable ObjectNode answerKey) {
            throw new AssertionError("a turn was decided");
        }

        @Override
        public boolean waits(TurnId turn) {
            return false;
        }
    }
}
