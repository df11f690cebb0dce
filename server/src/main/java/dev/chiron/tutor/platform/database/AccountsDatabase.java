package dev.chiron.tutor.platform.database;

import com.zaxxer.hikari.HikariDataSource;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The accounts' tables, for the identity provider in this process. Opened on first use: with Supabase Auth in
 * charge nobody asks for it, and a project's own login may not even become {@code supabase_auth_admin}.
 */
public final class AccountsDatabase implements AutoCloseable {

    private final Supplier<HikariDataSource> open;
    private @Nullable HikariDataSource dataSource;

    AccountsDatabase(Supplier<HikariDataSource> open) {
        this.open = open;
    }

    /** Statements on the accounts' tables, each in the transaction of its thread if there is one. */
    public JdbcClient jdbc() {
        return JdbcClient.create(dataSource());
    }

    /** Transactions on the accounts' tables. */
    public TransactionTemplate transactions() {
        return new TransactionTemplate(new DataSourceTransactionManager(dataSource()));
    }

    private synchronized HikariDataSource dataSource() {
        var current = dataSource;
        if (current == null) {
            current = open.get();
            dataSource = current;
        }
        return current;
    }

    @Override
    public synchronized void close() {
        if (dataSource != null) {
            dataSource.close();
        }
    }
}
