package dev.chiron.tutor.curriculum.authoring;

import dev.chiron.tutor.platform.UnitId;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Where a stored unit leads to.
 *
 * @param remedial what is presented after a failed answer; null: nothing else
 * @param prerequisites what is to be completed before
 */
public record UnitLinks(@Nullable UnitId remedial, List<UnitId> prerequisites) {

    /** Copies the prerequisites. */
    public UnitLinks {
        prerequisites = List.copyOf(prerequisites);
    }

    /**
     * Notes links to units that do not exist, and circles. Remedial links and prerequisites are two graphs: a unit
     * may well be the remedy of one that it is a prerequisite of.
     *
     * @param unit the unit that gets these links; null for a new one, which nothing can lead to yet
     * @param known the units that can be reached from them, as they are stored
     */
    public static void check(
            @Nullable UnitId unit,
            @Nullable NamedUnit remedial,
            List<NamedUnit> prerequisites,
            Map<UnitId, UnitLinks> known,
            Problems problems) {
        if (remedial != null) {
            checkOne(unit, remedial, known, UnitLinks::remedies, "a circle of remedial units", problems);
        }
        var seen = new HashSet<UnitId>();
        for (var each : prerequisites) {
            if (seen.add(each.id())) {
                checkOne(unit, each, known, UnitLinks::prerequisites, "a circle of prerequisites", problems);
            } else {
                problems.add(each.field(), "is named twice");
            }
        }
    }

    private Collection<UnitId> remedies() {
        return remedial == null ? List.of() : List.of(remedial);
    }

    private static void checkOne(
            @Nullable UnitId unit,
            NamedUnit link,
            Map<UnitId, UnitLinks> known,
            Function<UnitLinks, Collection<UnitId>> next,
            String circle,
            Problems problems) {
        if (link.id().equals(unit)) {
            problems.add(link.field(), "is the unit itself");
        } else if (!known.containsKey(link.id())) {
            problems.add(link.field(), "is not the id of a unit");
        } else if (unit != null && leadsTo(unit, link.id(), known, next)) {
            problems.add(link.field(), "makes " + circle);
        }
    }

    private static boolean leadsTo(
            UnitId unit, UnitId start, Map<UnitId, UnitLinks> known, Function<UnitLinks, Collection<UnitId>> next) {
        var seen = new HashSet<UnitId>();
        var open = new ArrayDeque<UnitId>();
        open.add(start);
        while (!open.isEmpty()) {
            var each = open.remove();
            if (each.equals(unit)) {
                return true;
            }
            if (seen.add(each) && known.containsKey(each)) {
                open.addAll(next.apply(Objects.requireNonNull(known.get(each))));
            }
        }
        return false;
    }
}
