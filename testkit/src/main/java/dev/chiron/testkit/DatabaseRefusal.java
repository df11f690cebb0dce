package dev.chiron.testkit;

import java.sql.SQLException;

/** A statement that the database did not carry out, with the database's own words. */
public final class DatabaseRefusal extends RuntimeException {

    private final String sqlState;

    DatabaseRefusal(String sql, SQLException cause) {
        super(cause.getMessage() + " [" + sql.strip() + "]", cause);
        this.sqlState = String.valueOf(cause.getSQLState());
    }

    /** The SQLSTATE, as in {@code 42501} for missing privileges and for row level security. */
    public String sqlState() {
        return sqlState;
    }
}
