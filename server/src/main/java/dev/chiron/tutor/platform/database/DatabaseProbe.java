package dev.chiron.tutor.platform.database;

import java.sql.SQLException;
import javax.sql.DataSource;

/** Whether the database answers now. A connection that the pool hands out says nothing of that: it may be dead. */
public final class DatabaseProbe {

    private static final int PATIENCE_SECONDS = 3;

    private final DataSource dataSource;

    DatabaseProbe(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** @throws IllegalStateException if the database does not answer within 3 s and the pool's own waiting time */
    public void requireAnswer() {
        try (var connection = dataSource.getConnection()) {
            if (!connection.isValid(PATIENCE_SECONDS)) {
                throw new IllegalStateException("the database does not answer");
            }
        } catch (SQLException e) {
            throw new IllegalStateException("the database cannot be reached", e);
        }
    }
}
