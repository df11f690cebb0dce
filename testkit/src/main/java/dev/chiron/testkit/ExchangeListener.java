package dev.chiron.testkit;

/**
 * Hears of every HTTP exchange of the kit's clients, and fails the test in which it happened by throwing an {@code
 * AssertionError}. It is found by {@link java.util.ServiceLoader}, made once for all tests, and called by several threads at
 * once.
 *
 * <p>It hears of a {@link TutorClient}'s exchange before the test gets the answer, of an {@link AgUiClient}'s at the end of
 * its test.
 */
@FunctionalInterface
public interface ExchangeListener {

    /** An exchange has happened. */
    void exchanged(Exchange exchange);
}
