package dev.chiron.tutor.learning.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chiron.tutor.learning.activity.GivenAnswer;
import dev.chiron.tutor.learning.activity.Judgement;
import dev.chiron.tutor.learning.activity.PathCall;
import dev.chiron.tutor.learning.activity.PathDetails;
import dev.chiron.tutor.learning.activity.PathPlan;
import dev.chiron.tutor.learning.activity.PathProgress;
import dev.chiron.tutor.learning.activity.TrackUnit;
import dev.chiron.tutor.learning.activity.UnitFacts;
import dev.chiron.tutor.learning.activity.UnitResult;
import dev.chiron.tutor.platform.InteractionId;
import dev.chiron.tutor.platform.LearnerId;
import dev.chiron.tutor.platform.TrackId;
import dev.chiron.tutor.platform.TurnId;
import dev.chiron.tutor.platform.UnitId;
import dev.chiron.tutor.platform.temporal.Payloads;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("What a path hands to Temporal comes back whole")
class PathPayloadsTest {

    private static final UnitId UNIT = new UnitId(new UUID(1, 1));
    private static final PathCall PATH = new PathCall(new LearnerId(new UUID(2, 2)), new TrackId(new UUID(3, 3)));
    private static final GivenAnswer ANSWER =
            new GivenAnswer(new InteractionId(new UUID(4, 4)), new TurnId(new UUID(5, 5)));
    private static final PathProgress PROGRESS = new PathProgress(
            7,
            PathProgress.Status.IN_PROGRESS,
            UNIT,
            List.of(new UnitId(new UUID(1, 9))),
            List.of(new UnitResult(UNIT, 59, 2, false), new UnitResult(UNIT, null, 1, true)),
            new PathPlan(
                    PathPlan.Occasion.REMEDIAL,
                    UNIT,
                    ANSWER.interactionId(),
                    ANSWER,
                    List.of(new UnitId(new UUID(1, 8))),
                    2));

    static Stream<Object> payloads() {
        return Stream.of(
                PATH,
                ANSWER,
                PROGRESS,
                new PathProgress(0, PathProgress.Status.NOT_STARTED, null, List.of(), List.of(), null),
                new PathDetails(
                        List.of(new TrackUnit(UNIT, List.of(UNIT))),
                        PROGRESS,
                        Instant.parse("2026-11-22T10:00:00Z"),
                        null),
                new PathDetails(List.of(), PROGRESS, Instant.EPOCH, Instant.parse("2026-11-30T10:00:00Z")),
                new UnitFacts(UNIT, true, 60, UNIT),
                new UnitFacts(UNIT, false, 60, null),
                new Judgement(null, 1),
                new Judgement(100, 3),
                new LearningPathState(
                        PATH,
                        new LearningPathState.Options(3, Duration.ofDays(3), 3),
                        List.of(ANSWER),
                        List.of(ANSWER.turnId()),
                        true,
                        List.of()),
                new LearningPathState(
                        PATH,
                        new LearningPathState.Options(3, Duration.ofDays(3), 3),
                        List.of(),
                        List.of(),
                        false,
                        List.of(ANSWER.turnId())));
    }

    @ParameterizedTest
    @MethodSource("payloads")
    void isReadAsItWasWritten(Object payload) {
        var converter = Payloads.converter();
        var written = converter.toPayload(payload).orElseThrow();

        assertThat((Object) converter.fromPayload(written, payload.getClass(), payload.getClass()))
                .isEqualTo(payload);
    }

    // Goal: a workflow that runs while a new version is deployed is read by that. Method: the form is written out here.
    @Test
    void itsFormStays() {
        var written =
                Payloads.converter().toPayload(ANSWER).orElseThrow().getData().toString(StandardCharsets.UTF_8);

        assertThat(written)
                .isEqualTo("{\"interaction_id\":\"00000000-0000-0004-0000-000000000004\","
                        + "\"turn_id\":\"00000000-0000-0005-0000-000000000005\"}");
    }
}
