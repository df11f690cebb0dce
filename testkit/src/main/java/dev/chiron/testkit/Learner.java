package dev.chiron.testkit;

import java.util.Map;
import java.util.UUID;

/**
 * A person who has signed up: a row in {@code auth.users} and an access token of their own.
 *
 * @param id the learner's id, {@code sub} of the token
 * @param email the address, unique
 * @param appMetadata what the application granted, as in {@code {"role": "teacher"}}
 * @param token a valid access token in the shape of Supabase Auth, good for an hour
 * @param claims the token's claims as JSON, as the database wants them in {@code request.jwt.claims}
 */
public record Learner(UUID id, String email, Map<String, Object> appMetadata, String token, String claims) {

    /** Copies the metadata. */
    public Learner {
        appMetadata = Map.copyOf(appMetadata);
    }

    /** The token is left out: a transcript of a failed test is read by many. */
    @Override
    public String toString() {
        return "learner " + id + " <" + email + ">";
    }
}
