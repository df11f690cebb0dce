package dev.chiron.tutor.component;

import dev.chiron.tutor.component.TimeSelector.SelectionType;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/** How moments of a {@link TimeSelector} are read and compared: calendar dates, times of the day, or instants. */
enum Moment {
    DATE("a date like 2026-11-22"),
    TIME("a time like 09:30"),
    DATETIME("a date and time like 2026-11-22T09:30:00Z");

    /** Longer than every form, and short enough to be read at once. */
    private static final int TEXT_MAX = 50;

    private final String form;

    Moment(String form) {
        this.form = form;
    }

    static Moment of(SelectionType type) {
        return switch (type) {
            case DATE, DATE_RANGE -> DATE;
            case TIME, TIME_RANGE -> TIME;
            case DATETIME -> DATETIME;
        };
    }

    /** For a message. */
    String form() {
        return form;
    }

    /** Null when the text is null or has another form. */
    @Nullable
    Comparable<?> read(@Nullable String text) {
        if (text == null || text.length() > TEXT_MAX) {
            return null;
        }
        try {
            return switch (this) {
                case DATE -> LocalDate.parse(text);
                case TIME -> LocalTime.parse(text);
                case DATETIME -> OffsetDateTime.parse(text).toInstant();
            };
        } catch (DateTimeException e) {
            return null;
        }
    }

    /** Like {@link #read}, but also from a date and time with offset, of which the part that counts is taken. */
    @Nullable
    Comparable<?> readBound(@Nullable String text) {
        var own = read(text);
        if (own != null || text == null || text.length() > TEXT_MAX) {
            return own;
        }
        try {
            var whole = OffsetDateTime.parse(text);
            return switch (this) {
                case DATE -> whole.toLocalDate();
                case TIME -> whole.toLocalTime();
                case DATETIME -> whole.toInstant();
            };
        } catch (DateTimeException e) {
            return null;
        }
    }

    /** Whether the one is later; never when either is null. */
    boolean isAfter(@Nullable Comparable<?> one, @Nullable Comparable<?> other) {
        if (one instanceof LocalDate date && other instanceof LocalDate otherDate) {
            return date.isAfter(otherDate);
        }
        if (one instanceof LocalTime time && other instanceof LocalTime otherTime) {
            return time.isAfter(otherTime);
        }
        return one instanceof Instant instant && other instanceof Instant otherInstant && instant.isAfter(otherInstant);
    }
}
