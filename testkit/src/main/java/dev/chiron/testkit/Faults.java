package dev.chiron.testkit;

/**
 * What can go wrong between the application of an {@link ExclusiveStack} and its surroundings. Only the application goes
 * through the proxies: {@link Database}, {@link Learners} and {@link Workflows} see everything all the time.
 *
 * @param database in front of Postgres
 * @param temporal in front of the Temporal server
 */
public record Faults(TcpProxy database, TcpProxy temporal) implements AutoCloseable {

    /** Mends everything. */
    public void restore() {
        database.restore();
        temporal.restore();
    }

    /** Closes both proxies. */
    @Override
    public void close() {
        database.close();
        temporal.close();
    }
}
