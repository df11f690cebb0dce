package dev.chiron.tutor.curriculum.authoring;

import dev.chiron.tutor.platform.ApiException;
import java.util.ArrayList;
import java.util.List;

/** What is wrong with what a teacher sent: all of it at once, so that a form can show it beside its fields. */
public final class Problems {

    /** Nobody reads more, and a body of a megabyte could have very many. */
    private static final int MAX = 100;

    private final List<ApiException.Detail> details = new ArrayList<>();

    /** Notes one; those after the hundredth are dropped. */
    public void add(String field, String problem) {
        if (details.size() < MAX) {
            details.add(new ApiException.Detail(field, problem));
        }
    }

    /** Those noted so far, in the order in which they were found. */
    public List<ApiException.Detail> details() {
        return List.copyOf(details);
    }

    /**
     * Goes on only when there are none.
     *
     * @throws ApiException 400 {@code validation_error} with all of them
     */
    public void refuseAny() {
        if (!details.isEmpty()) {
            throw ApiException.validation(details);
        }
    }
}
