package dev.chiron.testkit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the kit looks at unasked. Each check is right while other tests of the same stack are at work: it asks about one
 * test's workflows, about one moment of the database, or waits until what it has seen is gone.
 */
final class StackChecks {

    private static final int ROWS_SHOWN = 5;

    private final Database.Queries owner;
    private final WorkflowLedger ledger;
    private final Workflows workflows;
    private final Replays replays;
    private final List<StackInvariant> invariants;
    private final Duration ceiling;

    StackChecks(
            Database database,
            WorkflowLedger ledger,
            Workflows workflows,
            Replays replays,
            List<StackInvariant> invariants,
            Duration ceiling) {
        this.owner = database.asOwner();
        this.ledger = ledger;
        this.workflows = workflows;
        this.replays = replays;
        this.invariants = List.copyOf(invariants);
        this.ceiling = ceiling;
    }

    /** Replays every workflow of these learners. */
    void replay(Collection<Learner> learners) {
        replays.replay(learners.stream()
                .flatMap(learner -> ledger.of(learner.id()).stream())
                .collect(Collectors.toCollection(LinkedHashSet::new)));
    }

    /** What must be true at the end of a class, whose tests made these learners. */
    void afterClass(Collection<Learner> learners) {
        all(List.of(
                () -> removedLearnersLeaveNothingOpen(learners),
                this::noTransactionIsLeftOpen,
                this::everyRowHasItsOwner,
                this::invariants));
    }

    /** What must be true once no test uses the stack any more. */
    void atTheEnd() {
        all(List.of(replays::replayUnseen, this::noTransactionIsLeftOpen, this::everyRowHasItsOwner, this::invariants));
    }

    /** The application's own invariants. */
    void invariants() {
        all(invariants.stream()
                .<Runnable>map(invariant -> () -> holds(invariant))
                .toList());
    }

    private void holds(StackInvariant invariant) {
        switch (invariant.when()) {
            case ALWAYS -> {
                List<?> rows = owner.rows(invariant.sql());
                if (!rows.isEmpty()) {
                    throw new AssertionError("not true: " + invariant.name() + "\n" + shown(rows));
                }
            }
            case SOON -> gone("true: " + invariant.name(), () -> new HashSet<>(owner.rows(invariant.sql())));
        }
    }

    /**
     * A transaction that the application forgot stays as it is; one that works on is somewhere else a moment later. So
     * those that are idle now are looked at until each has moved.
     */
    private void noTransactionIsLeftOpen() {
        gone("no connection of the application idle in its transaction", () -> new HashSet<>(owner.rows("""
                        select pid, application_name, xact_start, state_change, query from pg_stat_activity
                        where datname = current_database() and state like 'idle in transaction%'
                          and application_name <> 'testkit'
                        """)));
    }

    /** Waits until none of the rows that there are now is left. */
    private void gone(String what, Supplier<? extends Set<?>> rows) {
        Set<?> left = rows.get();
        if (!left.isEmpty()) {
            Ceiling.until(
                    ceiling,
                    what,
                    () -> {
                        left.retainAll(rows.get());
                        return left;
                    },
                    Set::isEmpty,
                    () -> shown(left));
        }
    }

    /** A row that names its owner in {@code user_id} must not outlive it, whether a foreign key says so or not. */
    private void everyRowHasItsOwner() {
        String orphans = owner.rows("""
                        select format('%I.%I', n.nspname, c.relname) as owned from pg_class c
                        join pg_namespace n on n.oid = c.relnamespace
                        join pg_attribute a on a.attrelid = c.oid and a.attname = 'user_id' and not a.attisdropped
                        where c.relkind in ('r', 'p') and not c.relispartition
                          and n.nspname <> 'auth' and n.nspname !~ '^(pg_|information_schema$)'
                          and a.atttypid = 'uuid'::regtype
                          and not exists (
                              select from pg_constraint f
                              where f.contype = 'f' and f.conrelid = c.oid and f.conkey = array[a.attnum]
                                and f.confrelid = 'auth.users'::regclass and f.convalidated)
                        order by 1
                        """).stream()
                .map(row -> String.valueOf(row.get("owned")))
                .map(table -> "select '" + table.replace("'", "''") + "' as in_table, to_jsonb(t)::text as found from "
                        + table + " t where t.user_id is not null"
                        + " and not exists (select from auth.users u where u.id = t.user_id)")
                .collect(Collectors.joining("\nunion all\n"));
        if (!orphans.isEmpty()) {
            List<Map<String, @Nullable Object>> rows = owner.rows(orphans);
            if (!rows.isEmpty()) {
                throw new AssertionError("rows whose user_id is nobody's\n" + shown(rows));
            }
        }
    }

    /** A learner who is gone needs no answer any more, so nothing may wait for one. */
    private void removedLearnersLeaveNothingOpen(Collection<Learner> learners) {
        if (learners.stream().allMatch(learner -> ledger.of(learner.id()).isEmpty())) {
            return;
        }
        Object[] ids = learners.stream().map(Learner::id).toArray();
        Set<@Nullable Object> present = new HashSet<>(
                owner.values("select id from auth.users where id in (" + "?, ".repeat(ids.length - 1) + "?)", ids));
        Set<String> open = Arrays.stream(ids)
                .filter(id -> !present.contains(id))
                .flatMap(id -> ledger.of((UUID) id).stream())
                .collect(Collectors.toCollection(LinkedHashSet::new));
        if (!open.isEmpty()) {
            Ceiling.until(
                    ceiling,
                    "an end of the workflows of learners who were removed",
                    () -> {
                        open.removeIf(id -> !workflows.isRunning(id));
                        return open;
                    },
                    Set::isEmpty,
                    () -> "still open: " + open);
        }
    }

    private static String shown(Collection<?> rows) {
        return rows.size() + " rows" + (rows.size() > ROWS_SHOWN ? ", of which the first are" : "") + "\n"
                + rows.stream().limit(ROWS_SHOWN).map(String::valueOf).collect(Collectors.joining("\n"));
    }

    /** Makes every check, and tells of all that failed. */
    private static void all(List<Runnable> checks) {
        List<AssertionError> failures = new ArrayList<>();
        for (Runnable check : checks) {
            try {
                check.run();
            } catch (AssertionError e) {
                failures.add(e);
            }
        }
        if (failures.size() == 1) {
            throw failures.getFirst();
        } else if (!failures.isEmpty()) {
            AssertionError error = new AssertionError(
                    failures.stream().map(Throwable::getMessage).collect(Collectors.joining("\n\n")));
            failures.forEach(error::addSuppressed);
            throw error;
        }
    }
}
