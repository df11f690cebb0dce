package dev.chiron.tutor.curriculum.authoring;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Title and description of a track as a teacher wants them; one that is wrong is null, and noted.
 *
 * @param description may be empty
 */
public record TrackForm(@Nullable String title, @Nullable String description) {

    private static final int MAX_TITLE = 200;
    private static final int MAX_DESCRIPTION = 2_000;

    private static final String TITLE = "title";
    private static final String DESCRIPTION = "description";

    /** Reads a new track. */
    public static TrackForm ofNew(JsonNode body, Problems problems) {
        var fields = Fields.of(body, "", problems);
        return fields == null
                ? new TrackForm(null, null)
                : new TrackForm(fields.text(TITLE, MAX_TITLE), description(fields, ""));
    }

    /** Reads a change: what is absent stays, a null empties the description. */
    public static TrackForm ofChange(String title, String description, JsonNode body, Problems problems) {
        var fields = Fields.of(body, "", problems);
        if (fields == null) {
            return new TrackForm(null, null);
        }
        if (fields.mentions(TITLE) && !fields.has(TITLE)) {
            fields.problem(TITLE, "must not be null");
        }
        return new TrackForm(
                fields.has(TITLE) ? fields.text(TITLE, MAX_TITLE) : title,
                description(fields, fields.mentions(DESCRIPTION) ? "" : description));
    }

    private static @Nullable String description(Fields fields, String otherwise) {
        return fields.has(DESCRIPTION) ? fields.looseText(DESCRIPTION, MAX_DESCRIPTION) : otherwise;
    }

    /**
     * The title, once nothing is wrong.
     *
     * @throws NullPointerException if something is
     */
    public String checkedTitle() {
        return Objects.requireNonNull(title);
    }

    /**
     * The description, once nothing is wrong.
     *
     * @throws NullPointerException if something is
     */
    public String checkedDescription() {
        return Objects.requireNonNull(description);
    }
}
