package dev.chiron.tutor.curriculum.api;

import dev.chiron.tutor.identity.Learner;
import dev.chiron.tutor.platform.ApiException;

/** Who may write tracks and units. */
final class Teachers {

    private Teachers() {}

    /**
     * Goes on for teachers only, before anything of the request is looked at: a learner does not learn from the
     * answer what exists.
     *
     * @throws ApiException 403 {@code forbidden}
     */
    static void require(Learner learner) {
        if (!learner.teacher()) {
            throw ApiException.forbidden("Only teachers write tracks and units.");
        }
    }
}
