package dev.chiron.tutor.component;

import com.fasterxml.jackson.annotation.JsonValue;
import org.jspecify.annotations.Nullable;

/**
 * A point or a span of time to choose.
 *
 * @param selectorId 1–200 characters
 * @param selectionType what is chosen
 * @param promptText 1–4,000 characters, Markdown
 * @param minDatetime the earliest choice, in ISO-8601: a date for dates, a time for times, a date and time with its offset
 *     for a date and time; of a date and time with offset, dates and times take their part
 * @param maxDatetime the latest choice, in the same form, not before {@code minDatetime}
 */
public record TimeSelector(
        String selectorId,
        SelectionType selectionType,
        String promptText,
        @Nullable String minDatetime,
        @Nullable String maxDatetime)
        implements Component {

    /** What the learner chooses. */
    public enum SelectionType {
        DATE("date"),
        TIME("time"),
        DATETIME("datetime"),
        DATE_RANGE("date_range"),
        TIME_RANGE("time_range");

        private final String wireName;

        SelectionType(String wireName) {
            this.wireName = wireName;
        }

        /** As in JSON. */
        @JsonValue
        public String wireName() {
            return wireName;
        }
    }

    /** @throws InvalidComponentException with all that is wrong */
    public TimeSelector {
        var problems = new Problems();
        problems.id("selector_id", selectorId);
        problems.text("prompt_text", promptText, Limits.TEXT_LENGTH);
        if (selectionType == null) {
            problems.add("selection_type", "is missing");
        } else {
            var moment = Moment.of(selectionType);
            var form = "must be " + moment.form() + ", or a date and time with its offset";
            if (minDatetime != null && moment.readBound(minDatetime) == null) {
                problems.add("min_datetime", form);
            }
            if (maxDatetime != null && moment.readBound(maxDatetime) == null) {
                problems.add("max_datetime", form);
            } else if (moment.isAfter(moment.readBound(minDatetime), moment.readBound(maxDatetime))) {
                problems.add("max_datetime", "must not be before min_datetime");
            }
        }
        problems.throwForComponent();
    }

    @Override
    public ComponentKind kind() {
        return ComponentKind.TIME_SELECTOR;
    }
}
