package dev.chiron.tutor.curriculum;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The kinds of units. In JSON and in the database by their lower-case names. */
public enum UnitType {
    /** Something to read; completed by the learner. */
    CONTENT_SNIPPET,
    /** A question with options; completed by an answer. */
    MCQ_COMPONENT,
    /** A value to choose; graded when it has a key, else a self-rating. */
    SLIDER_COMPONENT,
    /** Something to read elsewhere; completed by the learner. */
    EXTERNAL_LINK;

    /** As it stands in {@code learning_units.unit_type}. */
    @JsonValue
    public String lowerCase() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The type of this lower-case name; empty when there is none. */
    public static Optional<UnitType> find(String lowerCase) {
        return Arrays.stream(values())
                .filter(each -> each.lowerCase().equals(lowerCase))
                .findAny();
    }
}
