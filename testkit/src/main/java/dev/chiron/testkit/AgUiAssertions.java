package dev.chiron.testkit;

/** The entry to the asserts of the kit. */
public final class AgUiAssertions {

    private AgUiAssertions() {}

    /** Asserts on a run; each assert waits for what it needs. */
    public static TranscriptAssert assertThat(AgUiRun run) {
        return new TranscriptAssert(run);
    }
}
