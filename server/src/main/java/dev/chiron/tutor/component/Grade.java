package dev.chiron.tutor.component;

import org.jspecify.annotations.Nullable;

/**
 * What an answer is worth.
 *
 * @param score 0–100; null where there is nothing to grade, as in a self-rating
 * @param feedback why this very choice is right or wrong, as its author says
 * @param explanation why the right answer is right; it tells the answer
 */
public record Grade(
        @Nullable Integer score,
        @Nullable String feedback,
        @Nullable String explanation) {

    static final int FULL_SCORE = 100;

    /** @throws IllegalArgumentException for a score outside 0–100 */
    public Grade {
        if (score != null && (score < 0 || score > FULL_SCORE)) {
            throw new IllegalArgumentException("a score is 0 to 100, not " + score);
        }
    }

    /** For an answer to which there is no key. */
    public static Grade ungraded() {
        return new Grade(null, null, null);
    }
}
