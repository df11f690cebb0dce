package dev.chiron.tutor.learning.activity;

import dev.chiron.tutor.platform.UnitId;
import org.jspecify.annotations.Nullable;

/**
 * What a path decides by. The unit's words stay in the database.
 *
 * @param question it asks something, so an answer to it is an attempt
 * @param passMark 1 to 100: the least score that passes
 * @param remedialUnitId what helps who does not pass; null also when that unit does not exist
 */
public record UnitFacts(
        UnitId unitId,
        boolean question,
        int passMark,
        @Nullable UnitId remedialUnitId) {}
