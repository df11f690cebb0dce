package dev.chiron.tutor.agent;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What the tutor has to say around a unit of a learner's path. It holds facts only, all of which the learner may see;
 * how they are said is the model's part.
 *
 * @param unit the title of the unit that comes; null at the end of the track
 * @param asks the unit that comes asks a question
 * @param answered what the learner has just answered; null when nothing
 * @param done units of the track that are done
 * @param of units of the track
 * @param toReview titles of units that were left without having been passed; told at the end
 */
public record Guidance(
        Occasion occasion,
        String track,
        @Nullable String unit,
        boolean asks,
        @Nullable Answered answered,
        int done,
        int of,
        List<String> toReview) {

    /** Why something is said. */
    public enum Occasion {
        START,
        NEXT,
        AGAIN,
        REMEDIAL,
        BACK,
        REMINDER,
        FINISHED,
        RESUMED;

        @JsonValue
        public String wire() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * An answer and what the server judged of it.
     *
     * @param question its text, or its unit's title
     * @param reply what the learner answered, in words
     * @param score 0 to 100; null where nothing is graded
     * @param attempt which attempt it was; 0 for a unit that asks nothing
     * @param feedback the author's words on this very reply; null when there are none
     */
    public record Answered(
            String unit,
            String question,
            String reply,
            @Nullable Integer score,
            boolean passed,
            int attempt,
            @Nullable String feedback) {}

    public Guidance {
        toReview = List.copyOf(toReview);
    }
}
