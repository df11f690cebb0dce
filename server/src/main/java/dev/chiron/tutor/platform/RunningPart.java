package dev.chiron.tutor.platform;

/** A part that start-up announces with one line. */
public interface RunningPart {

    /** One line for a person: what it is, where it is, and whether it is embedded. No secret. */
    String describe();
}
