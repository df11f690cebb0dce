package dev.chiron.tutor.learning.dispatch;

import dev.chiron.tutor.learning.LearningSettings;
import dev.chiron.tutor.learning.activity.PathCall;
import dev.chiron.tutor.learning.store.PathStore;
import dev.chiron.tutor.platform.Correlation;
import dev.chiron.tutor.platform.InteractionId;
import dev.chiron.tutor.platform.TurnId;
import dev.chiron.tutor.platform.UnitId;
import dev.chiron.tutor.platform.dispatch.OutboxDispatcher;
import java.time.Duration;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * Starts paths' workflows. What the request that began a path could not start, and what went with a Temporal that
 * forgets, is found in the paths' rows and started where it was.
 */
@Component
public class PathDispatcher extends OutboxDispatcher<PathCall> {

    private final PathStore paths;
    private final PathClient client;
    private final LearningSettings settings;

    PathDispatcher(PathStore paths, PathClient client, LearningSettings settings) {
        super("path", settings.dispatchInterval(), settings.startTimeout());
        this.paths = paths;
        this.client = client;
        this.settings = settings;
    }

    /** Tries to start a path that has just been stored. Never fails: what is not started now is found later. */
    public void start(PathCall path) {
        tryNow(() -> correlation(path), () -> client.start(path));
    }

    /** Tries to bring a completed unit to its path. Never fails: the turn's row is its outbox. */
    public void completed(PathCall path, UnitId unit, InteractionId interaction, TurnId turn) {
        tryNow(() -> correlation(path), () -> client.completed(path, unit, interaction, turn));
    }

    @Override
    protected int makeAllDue() {
        return paths.makeAllDue();
    }

    @Override
    protected List<PathCall> takeDue(Duration again, int most) {
        return paths.takeDue(again, most);
    }

    @Override
    protected void deliverAgain(PathCall path) {
        if (!client.start(path)) {
            // Only a workflow that begins puts its path off; one that waits for weeks is left to itself here.
            paths.putOff(path, settings.redispatchAfter());
        }
    }

    @Override
    protected Correlation correlation(PathCall path) {
        return Correlation.of(path.learnerId(), null, null);
    }
}
