package dev.chiron.tutor.component;

/**
 * One thing that is wrong.
 *
 * @param field where, as in the JSON: {@code options[1].text}; {@code $} is the whole object
 * @param problem what, for a person; never quotes what a learner has sent
 */
public record Problem(String field, String problem) {}
