package dev.chiron.tutor.learning.activity;

import dev.chiron.tutor.platform.UnitId;
import org.jspecify.annotations.Nullable;

/**
 * How a learner did at a unit's question.
 *
 * @param score the best so far, 0 to 100; null where nothing is graded
 * @param attempts how often it was answered
 * @param needsHelp it was left without having been passed
 */
public record UnitResult(UnitId unitId, @Nullable Integer score, int attempts, boolean needsHelp) {}
