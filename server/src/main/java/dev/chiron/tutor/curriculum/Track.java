package dev.chiron.tutor.curriculum;

import dev.chiron.tutor.platform.TrackId;
import dev.chiron.tutor.platform.UnitId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A learning track with everything that may be presented on it.
 *
 * @param description may be empty
 * @param units its units in their order, at most 200
 * @param remedialUnits units outside of the track that can be reached by remedial links from its units, each once
 */
public record Track(TrackId id, String title, String description, List<Unit> units, List<Unit> remedialUnits) {

    /** Copies the units. */
    public Track {
        units = List.copyOf(units);
        remedialUnits = List.copyOf(remedialUnits);
    }

    /** One of its units or remedial units. */
    public Optional<Unit> unit(UnitId unit) {
        return Stream.concat(units.stream(), remedialUnits.stream())
                .filter(each -> each.id().equals(unit))
                .findFirst();
    }

    /** Whether this is one of its own units, and not only a remedy. */
    public boolean contains(UnitId unit) {
        return units.stream().anyMatch(each -> each.id().equals(unit));
    }
}
