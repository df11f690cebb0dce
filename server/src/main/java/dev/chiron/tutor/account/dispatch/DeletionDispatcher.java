package dev.chiron.tutor.account.dispatch;

import dev.chiron.tutor.account.AccountSettings;
import dev.chiron.tutor.account.store.Deletion;
import dev.chiron.tutor.account.store.DeletionStore;
import dev.chiron.tutor.platform.Correlation;
import dev.chiron.tutor.platform.LearnerId;
import dev.chiron.tutor.platform.LearnersWorkflows;
import dev.chiron.tutor.platform.dispatch.OutboxDispatcher;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Deletes accounts that are to go, and what Temporal keeps of accounts that are gone, by whatever way they went. Each step
 * finds what the one before it has left, so it does not matter where it was broken off: first the account's workflows are
 * ended, then its rows are deleted, then the workflows' histories. It looks for those once more, and again, until nothing
 * can come after: a turn that was stored at the last moment is brought to its workflow a moment later.
 */
@Component
public class DeletionDispatcher extends OutboxDispatcher<Deletion> {

    private static final Logger log = LoggerFactory.getLogger(DeletionDispatcher.class);

    private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(1);

    private final DeletionStore deletions;
    private final HistoryClient histories;
    private final List<LearnersWorkflows> workflows;
    private final AccountSettings settings;

    DeletionDispatcher(
            DeletionStore deletions,
            HistoryClient histories,
            List<LearnersWorkflows> workflows,
            AccountSettings settings) {
        super("deletion", settings.deletionInterval(), settings.deletionPatience());
        this.deletions = deletions;
        this.histories = histories;
        this.workflows = workflows;
        this.settings = settings;
    }

    /** Goes at an account that was just closed. Never fails: what is not done now is done later. */
    public void begin(LearnerId account) {
        tryNow(
                () -> Correlation.of(account, null, null),
                () -> deletions.find(account).ifPresent(this::deliverAgain));
    }

    @Override
    protected int makeAllDue() {
        return deletions.makeAllDue();
    }

    @Override
    protected List<Deletion> takeDue(Duration again, int most) {
        return deletions.takeDue(again, most);
    }

    @Override
    protected void deliverAgain(Deletion deletion) {
        if (deletion.sinceErased() == null) {
            endWorkflows(deletion);
            deletions.erase(deletion.account());
            log.info("The account's rows are deleted");
        }
        deletions.find(deletion.account()).ifPresent(this::removeHistories);
    }

    /** What a workflow would do after its rows are gone is nothing; so the rows do not wait for Temporal. */
    private void endWorkflows(Deletion deletion) {
        try {
            ids(deletion).forEach(histories::terminate);
        } catch (RuntimeException e) {
            log.warn(
                    "The account's workflows cannot be ended yet ({})",
                    e.getClass().getSimpleName());
        }
    }

    private void removeHistories(Deletion deletion) {
        var since = deletion.sinceErased();
        if (since == null) {
            return;
        }
        var found = histories.remove(ids(deletion));
        if (found > 0) {
            log.info("{} runs of the account's workflows are removed", found);
        }
        if (found == 0 && since.compareTo(settings.deletionWatch()) >= 0) {
            deletions.end(deletion.account());
            log.info("Nothing is left of the account");
        } else {
            deletions.lookAgain(deletion.account(), pause(since, settings.deletionWatch()));
        }
    }

    /** Twice as long each time, and a last look when the time is over. */
    static Duration pause(Duration since, Duration watch) {
        var left = watch.minus(since);
        var pause = left.isPositive() && left.compareTo(since) < 0 ? left : since;
        return pause.compareTo(SHORTEST_PAUSE) < 0 ? SHORTEST_PAUSE : pause;
    }

    private List<String> ids(Deletion deletion) {
        return workflows.stream()
                .flatMap(each -> each.ids(deletion.account(), deletion.sessions(), deletion.tracks()))
                .toList();
    }

    @Override
    protected Correlation correlation(Deletion deletion) {
        return Correlation.of(deletion.account(), null, null);
    }
}
