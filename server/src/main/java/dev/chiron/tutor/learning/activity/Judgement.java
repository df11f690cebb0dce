package dev.chiron.tutor.learning.activity;

import org.jspecify.annotations.Nullable;

/**
 * How an answer was judged, once and for all.
 *
 * @param score 0 to 100; null where there is nothing to grade
 * @param attempt which attempt at the unit's question it is, from 1; 0 for a unit without a question
 */
public record Judgement(@Nullable Integer score, int attempt) {

    /** A unit without a question has been gone through. */
    public static final Judgement DONE = new Judgement(null, 0);

    /** Boundary included; what is not graded passes. */
    public boolean passes(int passMark) {
        return score == null || score >= passMark;
    }
}
