package dev.chiron.tutor.curriculum.authoring;

import dev.chiron.tutor.platform.UnitId;

/**
 * A unit that a request speaks of.
 *
 * @param field where in the request it stands, as in {@code unit_ids[2]}
 */
public record NamedUnit(String field, UnitId id) {}
