package dev.chiron.tutor.chat.store;

import dev.chiron.tutor.platform.InteractionId;
import dev.chiron.tutor.platform.InterruptId;
import dev.chiron.tutor.platform.LearnerId;
import dev.chiron.tutor.platform.MessageId;
import dev.chiron.tutor.platform.SessionId;
import dev.chiron.tutor.platform.TrackId;
import dev.chiron.tutor.platform.TurnId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A turn's row.
 *
 * @param runId its AG-UI run
 * @param epoch how many attempts have begun, and one more for its end
 * @param errorCode why it failed
 * @param position grows in the order in which turns were accepted
 * @param interaction the shown component that this turn answers
 * @param track the path that decides what this turn is to say
 * @param decided the path has decided it
 * @param interrupt the interrupt that this turn answers
 * @param offered names of the components that the reader's client can show; null: all
 * @param parentRunId the run that its client says it came from
 * @param again the learner's message of an earlier turn that this turn answers once more; null: it answers its own
 */
public record ChatTurn(
        TurnId id,
        SessionId session,
        LearnerId learner,
        String runId,
        TurnStatus status,
        int epoch,
        @Nullable String errorCode,
        long position,
        @Nullable InteractionId interaction,
        @Nullable TrackId track,
        boolean decided,
        @Nullable InterruptId interrupt,
        @Nullable List<String> offered,
        @Nullable String parentRunId,
        @Nullable MessageId again) {

    /** Whether its path has to decide before anything can be said. */
    public boolean waitsForPath() {
        return track != null && (interaction != null || interrupt != null) && !decided;
    }
}
