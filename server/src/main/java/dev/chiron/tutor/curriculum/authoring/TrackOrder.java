package dev.chiron.tutor.curriculum.authoring;

import dev.chiron.tutor.platform.UnitId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** The units of a track in the order in which a teacher puts them. */
public record TrackOrder(List<NamedUnit> units) {

    /** A track has this many units at most. */
    public static final int MAX_UNITS = 200;

    /** Copies the units. */
    public TrackOrder {
        units = List.copyOf(units);
    }

    /** Reads {@code {"unit_ids": […]}}; what is wrong is noted and left out. */
    public static TrackOrder read(JsonNode body, Problems problems) {
        var fields = Fields.of(body, "", problems);
        var list = fields == null ? null : fields.list("unit_ids", 0, MAX_UNITS);
        return new TrackOrder(list == null ? List.of() : units("unit_ids", list, problems));
    }

    static List<NamedUnit> units(String name, List<JsonNode> list, Problems problems) {
        var units = new ArrayList<NamedUnit>();
        for (var i = 0; i < list.size(); i++) {
            var at = name + "[" + i + "]";
            var id = Fields.uuid(list.get(i), at, problems);
            if (id != null) {
                units.add(new NamedUnit(at, new UnitId(id)));
            }
        }
        return units;
    }

    /** The ids of the units, in their order. */
    public List<UnitId> ids() {
        return units.stream().map(NamedUnit::id).toList();
    }

    /**
     * Notes units that do not exist or come twice, and those that come before a prerequisite of theirs. A
     * prerequisite that is not in the track does not count.
     *
     * @param known the units that exist
     */
    public void check(Map<UnitId, UnitLinks> known, Problems problems) {
        var places = new HashMap<UnitId, Integer>();
        for (var i = 0; i < units.size(); i++) {
            places.putIfAbsent(units.get(i).id(), i);
        }
        var seen = new HashSet<UnitId>();
        for (var i = 0; i < units.size(); i++) {
            var unit = units.get(i);
            var links = known.get(unit.id());
            var place = i;
            if (!seen.add(unit.id())) {
                problems.add(unit.field(), "is named twice");
            } else if (links == null) {
                problems.add(unit.field(), "is not the id of a unit");
            } else if (links.prerequisites().stream().anyMatch(each -> places.getOrDefault(each, -1) > place)) {
                problems.add(unit.field(), "comes before a unit that is to be completed first");
            }
        }
    }

    /**
     * Notes prerequisites that come after their unit in a track that it is already in.
     *
     * @param track the ids of a track's units, in their order
     */
    public static void checkPrerequisites(
            UnitId unit, List<NamedUnit> prerequisites, List<UnitId> track, Problems problems) {
        var place = track.indexOf(unit);
        for (var each : prerequisites) {
            if (place >= 0 && track.indexOf(each.id()) > place) {
                problems.add(each.field(), "comes after this unit in a track");
            }
        }
    }
}
