package dev.chiron.testkit;

/**
 * What must be true of an application's rows, told by a query that gives the rows for which it is not.
 *
 * @param name what is true, as a sentence
 * @param sql one statement, so that it sees one moment; it runs as the owner of the tables
 * @param when from which moment on it is true
 */
public record StackInvariant(String name, String sql, When when) {

    /** When something is true. */
    public enum When {
        /** In every committed state: one row is one too many, also while other tests run. */
        ALWAYS,
        /** As soon as the application has caught up: a row that goes by itself within 30 s is no failure. */
        SOON
    }

    /** What is true in every committed state. */
    public static StackInvariant always(String name, String sql) {
        return new StackInvariant(name, sql, When.ALWAYS);
    }

    /** What becomes true by itself. */
    public static StackInvariant soon(String name, String sql) {
        return new StackInvariant(name, sql, When.SOON);
    }
}
