package dev.chiron.tutor.chat.dispatch;

import dev.chiron.tutor.chat.ChatSettings;
import dev.chiron.tutor.chat.PathAnswers;
import dev.chiron.tutor.chat.store.ChatTurn;
import dev.chiron.tutor.chat.store.TurnStore;
import dev.chiron.tutor.chat.stream.StreamSettings;
import dev.chiron.tutor.chat.workflow.QueuedTurn;
import dev.chiron.tutor.platform.Correlation;
import dev.chiron.tutor.platform.dispatch.OutboxDispatcher;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Brings accepted turns to their workflows, and clears away the events of turns that are long over. */
@Component
public class TurnDispatcher extends OutboxDispatcher<ChatTurn> {

    private static final Logger log = LoggerFactory.getLogger(TurnDispatcher.class);

    private static final Duration CLEANING_INTERVAL = Duration.ofMinutes(1);

    private final TurnStore turns;
    private final ChatSessionClient sessions;
    private final PathAnswers paths;
    private final StreamSettings streamSettings;
    private final Counter redelivered;
    private long nextCleaning = System.nanoTime();

    TurnDispatcher(
            TurnStore turns,
            ChatSessionClient sessions,
            PathAnswers paths,
            ChatSettings settings,
            StreamSettings streamSettings,
            MeterRegistry metrics) {
        super("turn", settings.dispatchInterval(), settings.dispatchTimeout());
        this.turns = turns;
        this.sessions = sessions;
        this.paths = paths;
        this.streamSettings = streamSettings;
        this.redelivered = Counter.builder("chiron.turns.redelivered")
                .description("Turns that were found in their rows and brought to their workflow again")
                .register(metrics);
    }

    /** Tries to deliver a turn that has just been stored. Never fails: what is not delivered now is found later. */
    public void dispatch(ChatTurn turn) {
        tryNow(() -> correlation(turn), () -> deliver(turn));
    }

    /** What a path has to decide goes to the path first; everything else to the session. */
    private void deliver(ChatTurn turn) {
        if (turn.waitsForPath() && turn.interrupt() != null) {
            paths.leave(turn.learner(), Objects.requireNonNull(turn.track()), turn.id());
        } else if (turn.waitsForPath()) {
            paths.deliver(
                    turn.learner(),
                    Objects.requireNonNull(turn.track()),
                    Objects.requireNonNull(turn.interaction()),
                    turn.id());
        } else {
            sessions.deliver(
                    turn.session(),
                    turn.learner(),
                    turn.decided()
                            ? QueuedTurn.guided(turn.id(), turn.position())
                            : QueuedTurn.of(turn.id(), turn.position()));
        }
    }

    @Override
    protected int makeAllDue() {
        return turns.makeAllDue();
    }

    @Override
    protected List<ChatTurn> takeDue(Duration again, int most) {
        return turns.takeDue(again, most);
    }

    @Override
    protected void deliverAgain(ChatTurn due) {
        deliver(due);
        redelivered.increment();
        log.info("The turn was brought to its workflow by the dispatcher");
    }

    @Override
    protected Correlation correlation(ChatTurn turn) {
        return Correlation.of(turn.learner(), turn.session(), turn.id());
    }

    @Override
    protected void afterRound() {
        if (System.nanoTime() - nextCleaning >= 0) {
            turns.removeOldEvents(streamSettings.grace());
            nextCleaning = System.nanoTime() + CLEANING_INTERVAL.toNanos();
        }
    }
}
