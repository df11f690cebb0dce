package dev.chiron.tutor.identity;

import dev.chiron.tutor.platform.LearnerId;

/**
 * The learner that a request comes from, as their access token says.
 *
 * @param id the token's {@code sub}
 * @param claims the token's claims as JSON: what the database's policies read
 */
public record Learner(LearnerId id, String claims) {}
