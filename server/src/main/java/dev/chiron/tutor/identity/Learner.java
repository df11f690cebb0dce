package dev.chiron.tutor.identity;

import dev.chiron.tutor.platform.LearnerId;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The learner that a request comes from, as their access token says.
 *
 * @param id the token's {@code sub}
 * @param claims the token's claims as JSON: what the database's policies read
 */
public record Learner(LearnerId id, String claims) {

    private static final JsonMapper JSON = JsonMapper.shared();

    /** Says nothing of the claims, which tell a person's address and name. */
    @Override
    public String toString() {
        return "Learner[" + id + "]";
    }

    /**
     * Whether they may write tracks and units: {@code app_metadata.role} is {@code teacher}. The database asks the
     * same of the same claims, so this decides about the answer and never about the rows.
     */
    public boolean teacher() {
        try {
            var role = JSON.readTree(claims).path("app_metadata").path("role");
            return role.isString() && role.stringValue().equals("teacher");
        } catch (JacksonException e) {
            return false;
        }
    }
}
